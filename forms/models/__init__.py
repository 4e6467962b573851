from forms.models.application import Access, Application, Event, FormVersion
from forms.models.draft import Draft
from forms.models.mail import Mail
from forms.models.unit import Unit, UnitPermission

__all__ = ["Access", "Application", "Draft", "Event", "FormVersion", "Mail", "Unit", "UnitPermission"]
