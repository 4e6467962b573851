"""One place in the admin menu for everything the Guide's pages are made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from search.admin.viewsets import EntryViewSet

from .deletion import refuse_what_is_in_use
from .models import Audience, ContactDetails, Helpline, LegalReference, Need, Organisation


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "group"
    list_display = ["name", "kind", "parent", "contact"]
    list_filter = ["kind"]
    search_fields = ["name"]


class ContactDetailsViewSet(SnippetViewSet):
    model = ContactDetails
    icon = "mail"
    list_display = ["name", "phone_numbers", "town"]
    search_fields = ["name", "phones__number", "emails__address"]

    def get_queryset(self, request):
        return ContactDetails.objects.prefetch_related("phones")


class NeedViewSet(EntryViewSet):
    model = Need
    icon = "help"
    list_display = ["name", "phrase", "sort_order"]
    search_fields = ["name", "phrase"]


class AudienceViewSet(EntryViewSet):
    model = Audience
    icon = "user"
    list_display = ["name", "sort_order"]
    search_fields = ["name"]


class HelplineViewSet(SnippetViewSet):
    model = Helpline
    icon = "warning"
    list_display = ["number", "name", "in_topline", "sort_order"]
    search_fields = ["number", "name"]


class LegalReferenceViewSet(SnippetViewSet):
    model = LegalReference
    icon = "openquote"
    list_display = ["__str__", "kind", "is_doubtful"]
    list_filter = ["kind", "is_doubtful"]
    search_fields = ["citation", "number", "gazette"]


class GuideViewSetGroup(SnippetViewSetGroup):
    menu_label = _("Guide")
    menu_icon = "list-ul"
    menu_order = 150
    items = (
        OrganisationViewSet,
        ContactDetailsViewSet,
        NeedViewSet,
        AudienceViewSet,
        HelplineViewSet,
        LegalReferenceViewSet,
    )


register_snippet(GuideViewSetGroup)
hooks.register("before_delete_snippet", refuse_what_is_in_use)
