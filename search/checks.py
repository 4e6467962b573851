"""A promise of the whole codebase: what wants to be found says both what it is and who may find it."""

from django.apps import apps
from django.core.checks import CheckMessage, Error, register

from search.sources import MARKS


@register()
def sources_are_complete(app_configs, **kwargs) -> list[CheckMessage]:
    """A model has `search_document` and `searchable`, or neither."""
    return [
        Error(
            f"{model._meta.label} has `{has}`, but no `{lacks}`.",
            hint="Without both it isn't found: see search/documents.py.",
            obj=model,
            id="search.E001",
        )
        for model in apps.get_models()
        for has, lacks in (MARKS, MARKS[::-1])
        if hasattr(model, has) and not hasattr(model, lacks)
    ]
