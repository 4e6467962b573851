from .helpline import Helpline
from .legal_reference import LegalReference
from .organisation import ContactDetails, ContactEmail, ContactPhone, Organisation
from .pages import GuideIndexPage, ServiceLegalReference, ServicePage
from .taxonomy import Audience, Need

__all__ = [
    "Audience",
    "ContactDetails",
    "ContactEmail",
    "ContactPhone",
    "GuideIndexPage",
    "Helpline",
    "LegalReference",
    "Need",
    "Organisation",
    "ServiceLegalReference",
    "ServicePage",
]
