from forms.models.application import Access, Application, Event, FormVersion
from forms.models.draft import Draft
from forms.models.form_page import ApplicationFormPage
from forms.models.index_page import ApplicationIndexPage
from forms.models.lookup import LookupHash
from forms.models.mail import Mail
from forms.models.tally import Tally
from forms.models.unit import Unit, UnitPermission
from forms.models.upload import Upload

__all__ = [
    "Access",
    "Application",
    "ApplicationFormPage",
    "ApplicationIndexPage",
    "Draft",
    "Event",
    "FormVersion",
    "LookupHash",
    "Mail",
    "Tally",
    "Unit",
    "UnitPermission",
    "Upload",
]
