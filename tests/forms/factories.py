"""Forms, drafts and applications to test with."""

import uuid

import factory
from factory.django import DjangoModelFactory
from wagtail.models import Locale, Site

from forms.actions import applying
from forms.models import ApplicationFormPage, ApplicationIndexPage, Unit
from tests.forms.people import make_person


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = Unit
        django_get_or_create = ("slug",)

    slug = "directorate"
    name = "Διεύθυνση Κοινωνικής Προστασίας"


class PageFactory(DjangoModelFactory):
    """A live page below `parent`, or below the site's root page."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, parent=None, **fields):
        parent = parent or Site.objects.get(is_default_site=True).root_page
        page = model_class(locale=fields.pop("locale", parent.locale), **fields)
        parent.add_child(instance=page)
        page.save_revision().publish()
        return model_class.objects.get(pk=page.pk)


class ApplicationIndexPageFactory(PageFactory):
    class Meta:
        model = ApplicationIndexPage

    title = "Αιτήσεις"
    slug = "aitiseis"


class ApplicationFormPageFactory(PageFactory):
    """A form with every kind of question, three steps and one that is shown on a condition."""

    class Meta:
        model = ApplicationFormPage

    title = "Συμβουλευτική υποστήριξη"
    slug = "symvouleftiki"
    summary = "Για ένα δύσκολο διάστημα"
    privacy_notice = "<p>Ο Δήμος κρατά τα στοιχεία.</p>"
    retention_months = 24
    what_happens_next = "<p>Θα σας καλέσουμε.</p>"
    unit = factory.SubFactory(UnitFactory)
    parent = factory.LazyFunction(
        lambda: ApplicationIndexPage.objects.first() or ApplicationIndexPageFactory()
    )
    steps = factory.LazyFunction(lambda: steps(*COUNSELLING))


def steps(*given):
    """A stream of steps from short descriptions, each block with an id."""
    stream = ApplicationFormPage._meta.get_field("steps").stream_block
    return stream.to_python(raw_steps(*given))


def raw_steps(*given):
    return [
        {
            "type": "step",
            "id": new_id(),
            "value": {**step, "questions": [raw_question(**asked) for asked in step.get("questions", ())]},
        }
        for step in given
    ]


def raw_question(*, kind, options=(), **value):
    if options:
        value["options"] = [
            {"type": "item", "id": new_id(), "value": {"key": key, "label": label}} for key, label in options
        ]
    return {"type": kind, "id": new_id(), "value": {"required": True, **value}}


def new_id():
    return str(uuid.uuid4())


COUNSELLING = (
    {
        "title": "Ποιος είστε",
        "key": "who",
        "questions": [
            {"kind": "text", "key": "name", "label": "Ονοματεπώνυμο", "autocomplete": "name"},
            {"kind": "date", "key": "born", "label": "Ημερομηνία γέννησης", "period": "birth",
             "autocomplete": "bday"},
            {"kind": "amka", "key": "amka", "label": "ΑΜΚΑ", "is_applicants": True},
            {"kind": "phone", "key": "phone", "label": "Τηλέφωνο", "autocomplete": "tel"},
            {"kind": "email", "key": "email", "label": "E-mail", "required": False, "autocomplete": "email"},
        ],
    },
    {
        "title": "Τι συμβαίνει",
        "key": "why",
        "questions": [
            {"kind": "one_of", "key": "whom", "label": "Για ποιον",
             "options": [("me", "Για μένα"), ("child", "Για παιδί")]},
            {"kind": "many_of", "key": "reasons", "label": "Λόγοι",
             "options": [("stress", "Άγχος"), ("divorce", "Διαζύγιο"), ("other", "Άλλο")]},
            {"kind": "long_text", "key": "more", "label": "Περιγράψτε", "required": False},
        ],
    },
    {
        "title": "Το παιδί",
        "key": "child",
        "shown_if": {"question": "whom", "operator": "is", "value": "child"},
        "questions": [
            {"kind": "yes_no", "key": "school", "label": "Πηγαίνει σχολείο;"},
            {"kind": "text", "key": "which", "label": "Σε ποιο σχολείο",
             "shown_if": {"question": "school", "operator": "is", "value": "yes"}},
        ],
    },
    {
        "title": "Δήλωση",
        "key": "oath",
        "questions": [{"kind": "declaration", "key": "true", "label": "Όσα δηλώνω είναι αληθή"}],
    },
)  # fmt: skip


def typed_by(person, *, whom="me"):
    """What `person` types into COUNSELLING: posted values by step."""
    typed = {
        "who": {
            "who-name": person.name,
            "who-born": f"{person.born:%d/%m/%Y}",
            "who-amka": person.amka,
            "who-phone": person.phone,
            "who-email": person.email,
        },
        "why": {"why-whom": whom, "why-reasons": ["stress", "other"], "why-more": person.trouble},
        "child": {"child-school": "yes", "child-which": person.trouble},
        "oath": {"oath-true": "on"},
    }
    return typed if whom == "child" else {key: value for key, value in typed.items() if key != "child"}


def answers_of(person):
    """The cleaned answers that come of `typed_by(person)`."""
    return {
        "name": person.name,
        "born": person.born.isoformat(),
        "amka": person.amka,
        "phone": person.phone,
        "email": person.email,
        "whom": "me",
        "reasons": ["stress", "other"],
        "more": person.trouble,
        "true": True,
    }


def make_draft(page, person=None, **kwargs):
    """A draft for `page` in which everything is answered."""
    typed = typed_by(person or make_person(), **kwargs)
    return applying.begin(page, {step: as_posted(data) for step, data in typed.items()})


def as_posted(data):
    return {name: value if isinstance(value, list) else [value] for name, value in data.items()}


def make_application(page, person=None):
    """An application that was sent, with its event, lookups and mail."""
    person = person or make_person()
    return applying.send(make_draft(page, person), page, answers_of(person))


def make_english(page):
    """The English page of a form, with English words for its step titles and labels."""
    english, _made = Locale.objects.get_or_create(language_code="en")
    translation = page.copy_for_translation(english, copy_parents=True)
    translation.title = "Counselling support"
    for step in translation.steps:
        step.value["title"] = f"English {step.value['key']}"
        for question in step.value.get("questions") or ():
            question.value["label"] = f"English {question.value['key']}"
    translation.save_revision().publish()
    for parent in translation.get_ancestors().filter(locale=english, live=False):
        parent.specific.save_revision().publish()
    return ApplicationFormPage.objects.get(pk=translation.pk)
