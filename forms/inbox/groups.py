"""
The groups staff are in, and what each may do.

Editors and Moderators exist in every Wagtail; here they get what this site's content needs.
Case work needs no right in the CMS but the one to sign in.
"""

from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    TranslatableMixin,
)
from wagtail.snippets.models import get_snippet_models

from forms.models import Unit, UnitPermission
from forms.permissions import ACTIONS, policy

CONTENT_APPS = ["services_guide", "search", "home", "applications"]
"""Labels of the apps whose snippets editors own; by name, for `forms` may import none of them."""

ALL = [
    "Editors",
    "Moderators",
    "Translators",
    "Case workers",
    "Supervisors",
    "Auditors",
    "Statistics",
]

FILES = {"wagtailimages": "image", "wagtaildocs": "document"}


def prepare() -> dict[str, Group]:
    """All groups by name, made where missing; what they already may do stays."""
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in ALL}
    for group in groups.values():
        group.permissions.add(*named("wagtailadmin", ["access_admin"]))
    _let_edit(groups["Editors"], ["add", "change"])
    _let_edit(groups["Moderators"], ["add", "change", "delete"])
    _let_pages(groups["Moderators"], ["publish", "lock", "unlock"], [Page.get_first_root_node()])
    for name in ("Editors", "Moderators"):
        groups[name].permissions.add(*named("search", ["view_querycount"]))
    groups["Moderators"].permissions.add(*named("search", ["change_searchweights"]))
    _let_translate(groups["Translators"])
    _let_work(groups["Case workers"], ["view", "enter", "change", "decide"])
    _let_work(groups["Supervisors"], [action for action in ACTIONS if action != "audit"])
    _let_work(groups["Auditors"], ["audit"])
    _let_work(groups["Statistics"], ["count"])
    return groups


def named(app_label: str, codenames: list[str]):
    return Permission.objects.filter(content_type__app_label=app_label, codename__in=codenames)


def _let_edit(group, actions):
    _let_pages(group, ["add", "change"], [Page.get_first_root_node()])
    for app_label, model in FILES.items():
        for permission in named(app_label, [f"{action}_{model}" for action in [*actions, "choose"]]):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=Collection.get_first_root_node(), permission=permission
            )
    for model in _content_snippets():
        group.permissions.add(*_permissions_on(model, [*actions, "view", "publish"]))


def _let_translate(group):
    """
    The foreign trees; the words of snippets; and sending pages to translation.

    Translators publish what they translate: without that right, the first button that
    wagtail-localize's editor offers them is the one that deletes the page.
    """
    group.permissions.add(*named("wagtail_localize", ["submit_translation"]))
    foreign = Page.objects.filter(depth=2).exclude(locale=Locale.get_default())
    _let_pages(group, ["add", "change", "publish"], foreign)
    for model in _content_snippets():
        if issubclass(model, TranslatableMixin):
            group.permissions.add(*_permissions_on(model, ["add", "change", "view"]))


def _let_pages(group, actions, pages):
    for permission in named("wagtailcore", [f"{action}_page" for action in actions]):
        for page in pages:
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _let_work(group, actions):
    for unit in Unit.objects.all():
        for permission in policy.permissions_for(actions):
            UnitPermission.objects.get_or_create(group=group, unit=unit, permission=permission, form=None)


def _content_snippets():
    return [model for model in get_snippet_models() if model._meta.app_label in CONTENT_APPS]


def _permissions_on(model, actions):
    return named(model._meta.app_label, [f"{action}_{model._meta.model_name}" for action in actions])
