"""What this app adds to Wagtail's admin: registered here, decided elsewhere."""

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from forms import publishing
from forms.approval import FormPageViewSet
from forms.documents.editing import DocumentTemplateViewSet
from forms.inbox import bulk_actions
from forms.inbox.dashboard import add_inbox_panel
from forms.inbox.digest_panel import DigestPanel
from forms.inbox.group_panel import GroupUnitPermissionsForm
from forms.inbox.menu import (
    appointments_menu_item,
    arranging_menu_item,
    entry_menu_item,
    keep_to_the_inbox,
    numbers_menu_item,
    readers_menu_item,
    retention_menu_item,
    trail_menu_item,
)
from forms.inbox.readers import warn_of_unseen
from forms.inbox.viewset import InboxViewSet
from forms.interchange import views as interchange
from forms.models import Application
from forms.permissions import policy
from forms.staff import administering, second_factor
from forms.staff.panel import SecondFactorPanel
from forms.staff.urls import second_factor as second_factor_urls

register_permission_policy(Application, policy)
register_snippet(DocumentTemplateViewSet)

for bulk_action in bulk_actions.ALL:
    hooks.register("register_bulk_action", bulk_action)
hooks.register("construct_homepage_panels", add_inbox_panel)
hooks.register("construct_homepage_panels", warn_of_unseen)
hooks.register("construct_main_menu", keep_to_the_inbox)
hooks.register("register_admin_menu_item", entry_menu_item)
hooks.register("register_admin_menu_item", appointments_menu_item)
hooks.register("register_admin_menu_item", trail_menu_item)
hooks.register("register_admin_menu_item", readers_menu_item)
hooks.register("register_admin_menu_item", retention_menu_item)
hooks.register("register_admin_menu_item", arranging_menu_item)
hooks.register("register_admin_menu_item", numbers_menu_item)


@hooks.register("register_admin_viewset")
def register_inbox():
    return InboxViewSet()


@hooks.register("register_admin_viewset")
def register_form_pages():
    return FormPageViewSet()


@hooks.register("register_admin_urls")
def register_interchange():
    return [
        path("forms/<int:page_id>/export/", interchange.export, name=interchange.EXPORT),
        path("forms/<int:page_id>/import/", interchange.ImportView.as_view(), name=interchange.IMPORT),
    ]


@hooks.register("register_admin_urls")
def register_second_factor():
    return second_factor_urls


hooks.register("register_account_settings_panel", SecondFactorPanel)
hooks.register("register_account_settings_panel", DigestPanel)
hooks.register("register_user_listing_buttons", administering.button)


hooks.register("register_page_header_buttons", interchange.buttons)
hooks.register("register_page_listing_more_buttons", interchange.buttons)


@hooks.register("register_log_actions")
def register_refusal(actions):
    actions.register_action(publishing.REFUSED)(publishing.Refusal)


@hooks.register("register_group_permission_panel")
def register_unit_permissions():
    return GroupUnitPermissionsForm


@hooks.register("insert_global_admin_css")
def add_admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("demo_notice")
def say_that_this_is_a_demonstration():
    """Our own hook: `wagtailadmin/admin_base.html` asks for it on every page of the admin."""
    return render_to_string("forms/inbox/demo_notice.html") if second_factor.is_optional() else ""
