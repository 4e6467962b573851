from forms.models.application import Access, Application, Event, FormVersion
from forms.models.draft import Draft
from forms.models.lookup import LookupHash
from forms.models.mail import Mail
from forms.models.page import ApplicationFormPage, ApplicationIndexPage
from forms.models.unit import Unit, UnitPermission

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
    "Unit",
    "UnitPermission",
]
