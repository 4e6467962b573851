"""What people need and who they are: the two ways into the Guide, owned by editors."""

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from .entry import GuideEntry, neutral


def services_with(**terms):
    """Services in all languages with such a term."""
    return apps.get_model("services_guide.ServicePage").objects.filter(**terms)


class Need(GuideEntry):
    """A trouble somebody comes with: housing, electricity, violence."""

    phrase = models.CharField(
        _("in people's words"),
        max_length=100,
        blank=True,
        help_text=_("What somebody would say: «I have nowhere to stay». Shown on the home page."),
    )
    summary = models.CharField(
        _("summary"),
        max_length=200,
        blank=True,
        help_text=_("One line under the phrase: which services answer to it."),
    )
    sort_order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Small numbers come first.")
    )

    override_translatable_fields = neutral("slug", "sort_order")

    panels = [
        FieldPanel("name"),
        FieldPanel("phrase"),
        FieldPanel("summary"),
        FieldPanel("sort_order"),
        FieldPanel("slug"),
    ]

    class Meta(GuideEntry.Meta):
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["sort_order", "name"]

    def search_dependents(self):
        return services_with(needs__translation_key=self.translation_key)


class Audience(GuideEntry):
    """People a service is meant for: older people, new parents, everyone."""

    sort_order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Small numbers come first.")
    )

    override_translatable_fields = neutral("slug", "sort_order")

    panels = [FieldPanel("name"), FieldPanel("sort_order"), FieldPanel("slug")]

    class Meta(GuideEntry.Meta):
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["sort_order", "name"]

    def search_dependents(self):
        return services_with(audiences__translation_key=self.translation_key)
