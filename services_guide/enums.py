"""The fixed vocabularies of the Guide. Needs and audiences aren't here: editors own them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    """What sort of body offers a service."""

    MUNICIPALITY = "municipality", _("Municipality")
    DIRECTORATE = "directorate", _("Directorate")
    DEPARTMENT = "department", _("Department")
    COMMUNITY_CENTRE = "community-centre", _("Community Centre")
    COMMITTEE = "committee", _("Committee")
    STRUCTURE = "structure", _("Structure (hostel, shelter, day centre…)")
    PUBLIC_SERVICE = "public-service", _("Public service")
    NATIONAL_BODY = "national-body", _("National body")
    ASSOCIATION = "association", _("Association or foundation")
    CHURCH = "church", _("Church")
    OTHER = "other", _("Other")


class LegalKind(TextChoices):
    """What sort of text a legal reference is."""

    LAW = "law", _("Law")
    PRESIDENTIAL_DECREE = "presidential-decree", _("Presidential decree")
    JOINT_MINISTERIAL_DECISION = "joint-ministerial-decision", _("Joint ministerial decision")
    MINISTERIAL_DECISION = "ministerial-decision", _("Ministerial decision")
    MAYORAL_DECISION = "mayoral-decision", _("Decision of the mayor")
    COUNCIL_DECISION = "council-decision", _("Decision of the municipal council")
    EU_REGULATION = "eu-regulation", _("Regulation of the European Union")
    OTHER = "other", _("Other")
