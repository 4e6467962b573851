"""
Files that came with a step: taken in before the draft is locked, for checking them takes a while.
"""

import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from forms import browser, limits
from forms.actions import applying
from forms.apply.routes import route_of
from forms.definition import Question
from forms.models import ApplicationFormPage, Draft, Upload
from forms.uploads import keeping, words
from forms.uploads.checking import check, cleaned_name
from forms.uploads.refused import Refused


def take_in(request: HttpRequest, page: Any, step_key: str) -> dict[str, list[str]]:
    """
    Keep the files posted for a step with the draft this browser holds, and remove the one it
    asks to remove.

    Returns `{"<prefix>-<question>-refused": [notes]}`, to be kept among what was typed: which
    files were refused, and why.
    """
    step = page.definition.step(step_key)
    questions = step.uploads if step else ()
    draft = _draft(request, page) if questions else None
    refused = {}
    for question in questions:
        name = f"{step_key}-{question.key}"
        if draft and (wanted := request.POST.get(f"{name}-remove")):
            remove(draft, question, wanted)
        if notes := _take(request, name, question, draft):
            refused[f"{name}-refused"] = notes
    return refused


def asks_for_files(request: HttpRequest) -> bool:
    """Whether the request goes to a step of a form that asks for files. No right is looked at."""
    route = route_of(request)
    if route is None or not isinstance(route.page, ApplicationFormPage):
        return False
    step = route.page.definition.step(route.kwargs.get("step", ""))
    return step is not None and bool(step.uploads)


def remove(draft: Draft, question: Question, wanted: str) -> None:
    """Delete one file of a draft; nothing if it isn't there, or somebody else's."""
    try:
        pk = uuid.UUID(wanted)
    except ValueError:
        return
    keeping.discard(Upload.objects.filter(pk=pk, draft=draft, question=question.key))


def _draft(request: HttpRequest, page: Any) -> Draft | None:
    """The current draft of this browser for the form."""
    return applying.find(browser.remembered(request, page.translation_key), page.translation_key)


def _take(request: HttpRequest, name: str, question: Question, draft: Draft | None) -> list[str]:
    """Keep what came under `name`; the notes of what was refused."""
    notes = []
    for left_out, size in getattr(request, "left_out_files", {}).get(name, []):
        code = "too_large" if size > settings.UPLOAD_MAX_BYTES else "together_too_large"
        notes.append(words.noted(code, cleaned_name(left_out)))
    for number, posted in enumerate(request.FILES.getlist(name)):
        try:
            if draft is None:
                raise Refused("late")
            if number >= question.most:
                raise Refused("too_many")
            count(request, draft)
            accepted = check(posted, question.file_kinds)
            keeping.store(accepted, question=question.key, most=question.most, draft=draft.pk)
        except Refused as refusal:
            notes.append(words.noted(refusal.code, cleaned_name(posted.name)))
    return notes


def count(request: HttpRequest, draft: Draft) -> None:
    """
    Ask both limits before any work is done. Refused, so that the answers posted along aren't lost.

    What staff key in all comes from one address, and has only the draft's limit.
    """
    try:
        limits.count("upload", str(draft.pk))
        if draft.entered_by_id is None:
            limits.count("upload_address", limits.address_of(request))
    except limits.TooOften:
        raise Refused("too_often") from None
