from .contact_page import ContactPage
from .home_page import HomePage
from .loaded_content import LoadedContent
from .public_page import PublicPage
from .standard_page import StandardPage
from .unit_page import UnitPage, UnitPageReference

__all__ = [
    "ContactPage",
    "HomePage",
    "LoadedContent",
    "PublicPage",
    "StandardPage",
    "UnitPage",
    "UnitPageReference",
]
