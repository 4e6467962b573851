"""Who offers services, and how to reach them."""

from urllib.parse import urlencode

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from search.documents import Document
from search.sources import in_other_languages
from search.together import at_once
from services_guide import phone
from services_guide.dependents import forms_of, pages_pointing_at
from services_guide.enums import OrganisationKind

from .entry import GuideEntry, in_greek, neutral, one_each


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

    def search_dependents(self):
        """What shows a phone or the address of this row: its organisations and their services."""
        organisations = list(self.organisations.all())
        return [*organisations, *(page for each in organisations for page in each.search_dependents())]

    @admin.display(description=_("phones"))
    def phone_numbers(self):
        """As people read them out, for the editors' list."""
        return ", ".join(phone.shown for phone in self.phones.all())

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

    def search_dependents(self):
        return self.contact.search_dependents()

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

    def search_dependents(self):
        """Only its organisations are found by it."""
        return self.contact.organisations.all()


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
        limit_choices_to=in_greek,
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

    @classmethod
    def searchable(cls):
        """All of them: an organisation in the Guide is public."""
        rows = cls.objects.select_related("locale", "contact", "parent")
        return rows.prefetch_related("contact__phones", "contact__emails")

    def search_document(self) -> Document:
        return Document(
            key=f"{self._meta.label_lower}:{self.pk}",
            type="organisation",
            slug=self.slug,
            language=self.locale.language_code,
            title=self.name,
            url=self.url,
            summary=self.description,
            body=self.contact.public_address if self.contact else "",
            names=(self.get_kind_display(), *self.email_addresses),
            phones=tuple(self.phone_numbers),
            unit=name_in(self.locale.language_code, self.parent, at_once(self, _parents)),
            other=tuple(
                text for row in in_other_languages(self) for text in (row.name, row.description) if text
            ),
        )

    def search_dependents(self):
        """Its services, their forms, other pages and what is part of it show its name."""
        below = Organisation.objects.filter(parent__translation_key=self.translation_key)
        services = self.services.model.objects.filter(organisation__translation_key=self.translation_key)
        return [*below, *pages_pointing_at(self), *forms_of(services)]

    @property
    def phone_numbers(self):
        """Digits as they are dialled, in the order editors gave them."""
        return [phone.number for phone in self.contact.phones.all()] if self.contact else []

    @property
    def email_addresses(self):
        """In the order editors gave them."""
        return [email.address for email in self.contact.emails.all()] if self.contact else []

    @cached_property
    def public_pages(self):
        """Pages about it that all may read. Who shows many organisations prefetches them by this name."""
        return at_once(self, _public_pages)[self.pk]

    @cached_property
    def url(self):
        """Where all may read about it: its own page in its language, else what it offers in the Guide."""
        for page in self.public_pages:
            if page.locale_id == self.locale_id:
                return page.get_url()
        guide = at_once(self, _guides)[self.locale_id]
        return f"{guide}?{urlencode({'organisation': self.slug})}" if guide else ""

    def clean(self):
        super().clean()
        above, seen = self.parent, {self.pk} - {None}
        while above is not None:
            if above.pk in seen:
                raise ValidationError(
                    {"parent": _("“%(name)s” is itself part of this organisation.") % {"name": self.parent}}
                )
            seen.add(above.pk)
            above = above.parent


def name_in(language, office, rows):
    """The name of `office` in `language`, else in Greek; "" for none. `rows` are those of `by_key`."""
    return one_each(rows[office.translation_key], language)[0].name if office else ""


def _parents(organisations):
    """What they are part of, in all languages, by translation key."""
    return Organisation.objects.by_key(each.parent for each in organisations if each.parent)


def _public_pages(organisations):
    """Organisation → the pages about it that all may read, where there are such pages at all."""
    found = {each.pk: [] for each in organisations}
    if hasattr(Organisation, "unit_pages"):
        relation = Organisation.unit_pages.field
        pages = relation.model.objects.live().public().select_related("locale")
        for page in pages.filter(**{f"{relation.name}__in": found.keys()}):
            found[getattr(page, relation.attname)].append(page)
    return found


def _guides(organisations):
    """Locale → where the Guide is for it; None where there is none."""
    guides = apps.get_model("services_guide.GuideIndexPage").objects
    chosen = {pk: guides.for_locale(pk) for pk in {each.locale_id for each in organisations}}
    return {pk: guide and guide.get_url() for pk, guide in chosen.items()}
