"""
What changes in the content, into the queue of the worker.

Pages are watched through `post_save`, not `page_published`, `post_page_move` and their like: Wagtail
saves a page in one transaction when it publishes, unpublishes, renames or moves it, and tells of it
afterwards, when a crash could lose the news. The draft saves in between touch only `DRAFT_FIELDS`
and are let by.

A model may have `search_dependents()`, an iterable of objects whose documents show something of
it (an organisation's name in its services'): they are indexed again when it is saved or deleted.
"""

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction

from search import tasks
from search.sources import is_source, key_of, model_of, with_translations

DRAFT_FIELDS = frozenset(
    {"latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"}
)


def connect() -> None:
    """Called once, when the apps are ready."""
    post_save.connect(saved, dispatch_uid="search.saved")
    pre_delete.connect(about_to_be_deleted, dispatch_uid="search.about_to_be_deleted")
    for signal in (post_save, post_delete):
        signal.connect(
            visibility_changed, sender=PageViewRestriction, dispatch_uid="search.visibility_changed"
        )


def saved(sender: type[Model], instance: Model, raw: bool = False, update_fields=None, **kwargs) -> None:
    if raw or (update_fields is not None and DRAFT_FIELDS.issuperset(update_fields)):
        return
    model = model_of(instance)
    if isinstance(instance, Page) and _addresses_below_changed(instance):
        tasks.refresh_branch.enqueue(instance.pk)
    elif is_source(model):
        tasks.refresh.enqueue([key_of(instance)])
    if hasattr(model, "search_dependents"):
        tasks.refresh_dependents.enqueue(model._meta.label_lower, str(instance.pk))


def about_to_be_deleted(sender: type[Model], instance: Model, **kwargs) -> None:
    """Afterwards nobody could tell what depended on it, nor what translates it."""
    keys = with_translations([key_of(instance)]) if is_source(sender) else []
    if hasattr(sender, "search_dependents"):
        keys += [key_of(dependent) for dependent in instance.search_dependents()]  # type: ignore[attr-defined]
    if keys:
        tasks.refresh.enqueue(keys)


def visibility_changed(instance: PageViewRestriction, **kwargs) -> None:
    tasks.refresh_branch.enqueue(instance.page_id)


def _addresses_below_changed(page: Page) -> bool:
    """
    Whether `page` has another address than the pages below it know.

    Wagtail saves a renamed or moved page first and brings those below it in step after that.
    """
    below = Page.objects.filter(path__startswith=page.path, depth__gt=page.depth)
    return page.numchild > 0 and below.exclude(url_path__startswith=page.url_path).exists()
