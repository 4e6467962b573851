"""«Search» in the admin's menu: everything editors give to it, and what people ask of it."""

from django.apps import apps
from django.urls import reverse, reverse_lazy
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.contrib.settings.registry import SettingMenuItem
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from search import permissions
from search.admin.viewsets import CrisisPhraseViewSet, PinnedResultViewSet, SynonymViewSet
from search.models import SearchWeights


class ReportMenuItem(MenuItem):
    def is_shown(self, request):
        return permissions.user_can_read_report(request.user)


class PhrasesMenuItem(MenuItem):
    """Leads to the list of terms of a taxonomy; their forms hold the phrases that people use for them."""

    def __init__(self, model, **options):
        self.model = model
        name = model.snippet_viewset.get_url_name("list")
        super().__init__(
            _label(model), reverse_lazy(name), name=f"phrases-{model._meta.model_name}", **options
        )

    def is_shown(self, request):
        label, name = self.model._meta.app_label, self.model._meta.model_name
        return request.user.has_perm(f"{label}.change_{name}")


def _label(model):
    def words() -> str:
        return str(_("Phrases: %s") % model._meta.verbose_name_plural)

    return lazy(words, str)()


def models_with_phrases() -> list:
    """See `search.lexicon.Phrase`; only those with a form in the admin."""
    return [
        model
        for model in apps.get_models()
        if hasattr(model, "search_phrases") and hasattr(model, "snippet_viewset")
    ]


class SearchViewSetGroup(SnippetViewSetGroup):
    menu_label = _("Search of the site")
    menu_name = "search-lexicon"
    menu_icon = "search"
    menu_order = 160
    items = (SynonymViewSet, CrisisPhraseViewSet, PinnedResultViewSet)

    def get_submenu_items(self):
        phrases = [
            PhrasesMenuItem(model, icon_name="openquote", order=50 + number)
            for number, model in enumerate(models_with_phrases())
        ]
        weights = SettingMenuItem(SearchWeights, icon="sliders", order=80)
        url = reverse_lazy("search_report")
        report = ReportMenuItem(_("What people ask"), url, name="search-report", icon_name="table", order=90)
        return [*super().get_submenu_items(), *phrases, weights, report]


def keep_out_of_settings(request, items) -> None:
    """The weights stand in the menu of search, not in that of settings."""
    url = reverse("wagtailsettings:edit", args=["search", "searchweights"])
    items[:] = [item for item in items if str(item.url) != url]
