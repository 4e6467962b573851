"""What editors give to search, as snippets of Wagtail with its permissions, its history and its log."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from search.admin.trying import TriesQuestions
from search.models import CrisisPhrase, PinnedResult, Synonym


class EntryCreateView(TriesQuestions, CreateView):
    """A link may fill in fields of the new entry: the report's “make a synonym” does."""

    def get_initial(self):
        longest = {field.name: field.max_length for field in self.model._meta.concrete_fields}
        brought = {
            name: value[: longest[name]] for name, value in self.request.GET.items() if longest.get(name)
        }
        return super().get_initial() | brought


class EntryEditView(TriesQuestions, EditView):
    pass


class EntryViewSet(SnippetViewSet):
    """Lists are short: everything on one page of a hundred, and found by any of its words."""

    add_view_class = EntryCreateView
    edit_view_class = EntryEditView
    create_template_name = "search/admin/create.html"
    edit_template_name = "search/admin/edit.html"
    list_per_page = 100
    copy_view_enabled = False


BOTH_WAYS = Column(
    "both_ways",
    accessor=lambda synonym: _("Yes") if synonym.both_ways else "–",
    label=_("Both ways"),
    sort_key="both_ways",
)


class SynonymViewSet(EntryViewSet):
    model = Synonym
    icon = "resubmit"
    list_display = ["written", "meant", BOTH_WAYS]
    list_filter = ["both_ways"]
    search_fields = ["written", "meant"]


class CrisisPhraseViewSet(EntryViewSet):
    model = CrisisPhrase
    icon = "warning"
    search_fields = ["text"]


class PinnedResultViewSet(EntryViewSet):
    model = PinnedResult
    icon = "thumbtack"
    list_display = ["query", "page", "sort_order"]
    search_fields = ["query", "page__title"]

    def get_queryset(self, request):
        return PinnedResult.objects.select_related("page")
