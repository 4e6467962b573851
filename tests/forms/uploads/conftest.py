import pytest

from tests.forms.factories import ApplicationFormPageFactory, steps
from tests.forms.inbox.conftest import (  # noqa: F401 – fixtures
    application,
    centre,
    directorate,
    editor,
    maria,
    stranger,
)
from tests.forms.walking import Applicant

PAPERS = (
    {
        "title": "Δικαιολογητικά",
        "key": "papers",
        "questions": [
            {"kind": "text", "key": "name", "label": "Ονοματεπώνυμο"},
            {"kind": "upload", "key": "card", "label": "Ταυτότητα", "most": 1},
            {"kind": "upload", "key": "bills", "label": "Λογαριασμοί", "required": False, "most": 4},
        ],
    },
    {
        "title": "Δήλωση",
        "key": "oath",
        "questions": [{"kind": "declaration", "key": "true", "label": "Όσα δηλώνω είναι αληθή"}],
    },
)


@pytest.fixture(autouse=True)
def uploads_dir(settings, tmp_path):
    """A folder of its own for each test, and no scanner."""
    settings.UPLOADS_DIR, settings.CLAMD = tmp_path / "uploads", ""
    return settings.UPLOADS_DIR


@pytest.fixture
def form_page(db):
    """A published form that asks for one identity card and up to four bills."""
    return ApplicationFormPageFactory(steps=steps(*PAPERS))


@pytest.fixture
def applicant(client, form_page):
    return Applicant(client, form_page)
