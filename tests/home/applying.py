"""Walking through any form as a browser does: what isn't chosen by a test is filled in by kind."""

from urllib.parse import urlsplit

from anyascii import anyascii
from django.utils.translation import override

from forms.definition import Question
from forms.keys import CHECK, RECEIVED, WIZARD
from forms.models import ApplicationFormPage
from tests.forms.people import make_person
from tests.home.reading import main_of


def form_page(slug: str, language: str) -> ApplicationFormPage:
    return ApplicationFormPage.objects.get(slug=slug, locale__language_code=language)


class Walk:
    """
    Somebody's way through `page`, from the start to the check page or an end.

    `choices` are answers by question; of what they don't name, the first possible one is given.
    """

    def __init__(self, client, page, **choices):
        self.client, self.page, self.choices = client, page, choices
        self.person = make_person()
        self.words = self.person.name if page.locale.language_code == "el" else anyascii(self.person.name)
        """What is typed where words are asked for, in the letters of the form's language."""
        self.answers = {}
        self.steps = []
        """Keys of the steps walked through, in order."""
        with override(page.locale.language_code):
            self.url = page.get_url()

    def to_the_end(self) -> str:
        """The key of the screen on which it stopped: the check page or an end."""
        key = self._step_of(self.client.post(self.url))
        while key != CHECK and not self.page.definition.step(key).is_end:
            self.steps.append(key)
            following = self._step_of(self.client.post(self.address(key), self._posted(key)))
            assert following not in self.steps, self._errors(key)
            key = following
        return key

    def send(self):
        """Send from the check page; the answer is a redirect to the received page."""
        response = self.client.post(self.address(CHECK), {f"{WIZARD}-current_step": CHECK})
        assert self._step_of(response) == RECEIVED, f"{response.headers} {self._errors(CHECK)}"
        return response

    def address(self, step: str) -> str:
        return f"{self.url}{step}/"

    def _step_of(self, response) -> str:
        assert response.status_code == 302, response.content.decode()
        path = urlsplit(response["Location"]).path
        assert path.startswith(self.url), f"{path} is not below {self.url}"
        return path.removeprefix(self.url).strip("/")

    def _errors(self, step: str) -> str:
        shown = main_of(self.client.get(self.address(step)))
        return f"{step} was not taken: {shown.get_text(' ', strip=True)}"

    def _posted(self, key: str) -> dict:
        posted = {f"{WIZARD}-current_step": key}
        for question in self.page.definition.step(key).questions:
            if question.shown_if.holds(self.answers):
                posted |= self._typed(question, f"{key}-{question.key}")
        return posted

    def _typed(self, question: Question, name: str) -> dict:
        person = self.person
        match question.kind:
            case "one_of" | "yes_no":
                self.answers[question.key] = self.choices.get(question.key, question.choices[0][0])
                return {name: self.answers[question.key]}
            case "many_of":
                self.answers[question.key] = self.choices.get(question.key, [question.choices[0][0]])
                return {name: self.answers[question.key]}
            case "declaration":
                return {name: "on"}
            case "phone":
                return {name: person.phone}
            case "email":
                return {name: person.email}
            case "number":
                return {name: question.minimum or "7"}
            case "date":
                born = person.born
                return {f"{name}-day": born.day, f"{name}-month": born.month, f"{name}-year": born.year}
            case "address":
                parts = {"street": f"{self.words} 7", "postcode": "61100", "town": self.words}
                return {f"{name}-{part}": text for part, text in parts.items()}
            case "group":
                row = {}
                for inner in question.questions:
                    row |= self._typed(inner, f"{name}-0-{inner.key}")
                return row
            case "upload" | "information":
                return {}
            case _:
                return {name: self.words}
