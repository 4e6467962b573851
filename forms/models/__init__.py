from forms.models.application import Application, Event, FormVersion
from forms.models.appointment import Appointment
from forms.models.digest_refusal import DigestRefusal
from forms.models.draft import Draft
from forms.models.form_page import ApplicationFormPage
from forms.models.index_page import ApplicationIndexPage
from forms.models.issued import DocumentTemplate, IssuedDocument
from forms.models.lookup import LookupHash
from forms.models.mail import Mail
from forms.models.past_case import PastCase, PastSession
from forms.models.public_figures import PublicFigures
from forms.models.reach import NamedReader, Presence, SavedView
from forms.models.second_factor import Authenticator, RecoveryCodes
from forms.models.tally import Tally
from forms.models.trail import Access, TrailHead
from forms.models.unit import Unit, UnitPermission
from forms.models.upload import Upload
from forms.models.workflow import ClosingReason, WorkflowState

__all__ = [
    "Access",
    "Application",
    "ApplicationFormPage",
    "ApplicationIndexPage",
    "Appointment",
    "Authenticator",
    "ClosingReason",
    "DigestRefusal",
    "DocumentTemplate",
    "Draft",
    "Event",
    "FormVersion",
    "IssuedDocument",
    "LookupHash",
    "Mail",
    "NamedReader",
    "PastCase",
    "PastSession",
    "Presence",
    "PublicFigures",
    "RecoveryCodes",
    "SavedView",
    "Tally",
    "TrailHead",
    "Unit",
    "UnitPermission",
    "Upload",
    "WorkflowState",
]
