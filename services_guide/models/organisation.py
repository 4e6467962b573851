"""Who offers services, and how to reach them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from services_guide import phone
from services_guide.enums import OrganisationKind

from .entry import GuideEntry, neutral


class ContactDetails(ClusterableModel):
    """
    Phones, e-mails, address and hours of one office: one row for all languages.

    Nothing here is ever translated, so readers of one language can't see an older phone
    number than those of another.
    """

    name = models.CharField(
        _("name"), max_length=200, unique=True, help_text=_("For editors only: how you find it in lists.")
    )
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    town = models.CharField(_("town"), max_length=100, blank=True)
    address_is_hidden = models.BooleanField(
        _("address is hidden"),
        default=False,
        help_text=_("For shelters: street, postcode and town are shown nowhere, in no form."),
    )
    opening_hours = models.TextField(
        _("opening hours"), blank=True, help_text=_("Leave empty if you aren't sure.")
    )
    website = models.URLField(_("website"), blank=True)

    panels = [
        FieldPanel("name"),
        InlinePanel("phones", heading=_("Phones"), label=_("Phone")),
        InlinePanel("emails", heading=_("E-mail addresses"), label=_("E-mail address")),
        MultiFieldPanel(
            [
                FieldPanel("street"),
                FieldRowPanel([FieldPanel("postcode"), FieldPanel("town")]),
                FieldPanel("address_is_hidden"),
            ],
            heading=_("Address"),
        ),
        FieldPanel("opening_hours"),
        FieldPanel("website"),
    ]

    class Meta:
        verbose_name = _("contact details")
        verbose_name_plural = _("contact details")
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def public_address(self):
        """The address in one line, or nothing when it is hidden or unknown. Show only this one."""
        if self.address_is_hidden:
            return ""
        town = " ".join(part for part in (self.postcode, self.town) if part)
        return ", ".join(part for part in (self.street, town) if part)


class ContactPhone(Orderable):
    contact = ParentalKey(ContactDetails, related_name="phones", on_delete=models.CASCADE)
    number = phone.PhoneField(_("number"))

    panels = [FieldPanel("number")]

    class Meta(Orderable.Meta):
        verbose_name = _("phone")
        verbose_name_plural = _("phones")

    def __str__(self):
        return self.shown

    @property
    def tel(self):
        return phone.tel(self.number)

    @property
    def shown(self):
        return phone.grouped(self.number)


class ContactEmail(Orderable):
    contact = ParentalKey(ContactDetails, related_name="emails", on_delete=models.CASCADE)
    address = models.EmailField(_("e-mail address"))

    panels = [FieldPanel("address")]

    class Meta(Orderable.Meta):
        verbose_name = _("e-mail address")
        verbose_name_plural = _("e-mail addresses")

    def __str__(self):
        return self.address


class Organisation(GuideEntry):
    """A body that offers services: the Directorate, a department, the Community Centre, a partner."""

    kind = models.CharField(_("kind"), max_length=40, choices=OrganisationKind)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        related_name="children",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )
    contact = models.ForeignKey(
        ContactDetails,
        verbose_name=_("contact details"),
        related_name="organisations",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text=_("The same in every language: a phone changed there is changed everywhere."),
    )
    description = models.TextField(_("description"), blank=True)

    override_translatable_fields = neutral("slug", "kind", "parent", "contact")

    panels = [
        FieldPanel("name"),
        FieldPanel("kind"),
        FieldPanel("parent"),
        FieldPanel("contact"),
        FieldPanel("description"),
        FieldPanel("slug"),
    ]

    class Meta(GuideEntry.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
