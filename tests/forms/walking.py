"""Walking through a form as a browser does."""

from forms.models import Application, Draft
from tests.forms.factories import typed_by


class Applicant:
    """Somebody with a browser (`client`) at the start page of a form."""

    def __init__(self, client, page):
        self.client, self.page = client, page
        self.url = page.get_url()

    def address(self, step=""):
        return f"{self.url}{step}/" if step else self.url

    def get(self, step="", **query):
        return self.client.get(self.address(step), query)

    def begin(self):
        return self.client.post(self.address())

    def post(self, step, data=None, **extra):
        """Post `data` (names with their prefix) for a step."""
        posted = {"application-current_step": step, **(data or {}), **extra}
        return self.client.post(self.address(step), posted)

    def fill_in(self, person, **kwargs):
        """Begin, and answer every step as `person`."""
        self.begin()
        for step, data in typed_by(person, **kwargs).items():
            response = self.post(step, data)
            assert response.status_code == 302, response.content.decode()
        return response

    def send(self):
        return self.post("elegxos")

    @property
    def draft(self):
        return Draft.objects.get()

    @property
    def application(self):
        return Application.objects.get()
