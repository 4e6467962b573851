"""Who may see and change what concerns search as a whole; its entries have the rights of any snippet."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet

REPORT = "search.view_querycount"


def user_can_read_report(user) -> bool:
    return user.has_perm(REPORT)


def permissions_to_give() -> QuerySet:
    """Beside those of snippets and settings, for Wagtail's form of a group."""
    app_label, codename = REPORT.split(".")
    return Permission.objects.filter(content_type__app_label=app_label, codename=codename)
