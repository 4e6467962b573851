"""What this app adds to Wagtail's admin: registered here, decided in `search.admin`."""

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from search import permissions
from search.admin.menu import SearchViewSetGroup, keep_out_of_settings
from search.admin.reporting import ReportView, TableView
from search.admin.weighing import WeightsView

register_snippet(SearchViewSetGroup)
hooks.register("construct_settings_menu", keep_out_of_settings)
hooks.register("register_permissions", permissions.permissions_to_give)


@hooks.register("register_admin_urls", order=-10)
def register_search():
    """The weights stand before Wagtail's own address for settings, which theirs equals."""
    weights = {"app_name": "search", "model_name": "searchweights"}
    return [
        path("settings/search/searchweights/<int:pk>/", WeightsView.as_view(), weights),
        path("search-report/", ReportView.as_view(), name="search_report"),
        path("search-report/<slug:table>.csv", TableView.as_view(), name="search_report_table"),
    ]


@hooks.register("insert_global_admin_css")
def add_admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("css/search-admin.css"))
