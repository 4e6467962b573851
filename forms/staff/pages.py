"""What the pages about the second factor share: where they stand in the admin."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


class AccountPage(WagtailAdminTemplateMixin):
    """A page below one's own account."""

    header_icon = "key"
    above = "wagtailadmin_account", _("Account")
    """Name of the address it belongs to, and how that is called."""

    def get_breadcrumbs_items(self):
        name, label = self.above
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(name), "label": label},
            {"url": "", "label": self.get_page_title()},
        ]


class UsersPage(AccountPage):
    """A page about somebody else."""

    above = "wagtailusers_users:index", _("Users")
