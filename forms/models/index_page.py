from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import Page

from forms import keys
from forms.models.following import neutral
from forms.models.form_page import ApplicationFormPage
from forms.models.public import PROSE, PublicPage, public_side
from forms.models.public_figures import PublicFigures
from search.documents import Document
from search.sources import in_other_languages


class ApplicationIndexPage(PublicPage, RoutablePageMixin, Page):
    """«Αιτήσεις»: all forms with their state, and the ways back to an application."""

    intro = RichTextField(_("introduction"), blank=True, features=PROSE)

    template = "forms/application_index_page.html"
    subpage_types = ["applications.ApplicationFormPage"]
    content_panels = [*Page.content_panels, FieldPanel("intro")]
    override_translatable_fields = neutral("slug")

    class Meta:
        verbose_name = _("list of application forms")
        verbose_name_plural = _("lists of application forms")

    @path(f"{keys.RETURN}/")
    def return_by_code(self, request):
        return public_side("later").return_by_code(request, self)

    @path(f"{keys.RETURN}/<str:token>/")
    def return_by_link(self, request, token):
        return public_side("later").return_by_link(request, self, token)

    @path(f"{keys.PROGRESS}/")
    def progress(self, request):
        return public_side("progress").find(request, self)

    @path(f"{keys.PROGRESS}/aitisi/")
    def progress_of_one(self, request):
        return public_side("progress").show(request, self)

    @path(f"{keys.PROGRESS}/rantevou/<uuid:appointment>/")
    def appointment(self, request, appointment):
        return public_side("appointments").download(request, self, appointment)

    @path(f"{keys.PROGRESS}/aposyrsi/")
    def withdraw(self, request):
        return public_side("progress").withdraw(request, self)

    @path(f"{keys.FIGURES}/")
    def figures(self, request):
        return public_side("figures").show(request, self)

    def get_context(self, request, *args, **kwargs):
        forms = ApplicationFormPage.searchable().child_of(self).order_by("path")
        has_figures = PublicFigures.for_request(request).are_shown
        return super().get_context(request, *args, **kwargs) | {"forms": forms, "has_figures": has_figures}

    @property
    def return_url(self):
        """Where a printed code leads back to what was put by."""
        return f"{self.path_of_url}{keys.RETURN}/"

    @property
    def progress_url(self):
        """Where one sees how an application stands."""
        return f"{self.path_of_url}{keys.PROGRESS}/"

    @property
    def figures_url(self):
        """Where everybody may read how many applications come in, if they may."""
        return f"{self.path_of_url}{keys.FIGURES}/"

    def search_document(self):
        return Document(
            key=f"applications.applicationindexpage:{self.pk}",
            type="page",
            slug=self.slug,
            language=self.locale.language_code,
            title=self.title,
            url=self.path_of_url,
            body=strip_tags(self.intro),
            other=tuple(page.title for page in in_other_languages(self)),
        )
