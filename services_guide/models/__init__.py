from .guide_index_page import GuideIndexPage
from .helpline import Helpline
from .legal_reference import LegalReference
from .organisation import ContactDetails, ContactEmail, ContactPhone, Organisation
from .service_page import ServiceLegalReference, ServicePage
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
