"""From the content of a file to a page that isn't saved yet."""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from forms.interchange import (
    KIND,
    MOST_BYTES,
    NOT_JSON,
    PARTS,
    RICH,
    SETTINGS,
    TEXTS,
    VERSION,
    Unreadable,
    features,
    rich_text,
)
from forms.interchange.blocks import Builder, known, of_type, text
from forms.models import ApplicationFormPage, Unit


def page_from(file: bytes, locale: Locale, unit: Unit | None = None) -> tuple[ApplicationFormPage, list[str]]:
    """
    A form made of `file`, for a list in `locale`, and the Guide's entries that aren't found here.

    `unit` takes it over where the file's own unit is none of this site. Raises `Unreadable`.
    """
    content = content_from(file)
    if content.get("language") != locale.language_code:
        message = _("The form is in another language than this list.")
        raise Unreadable(message, ("language",))
    page = ApplicationFormPage(locale=locale, unit=unit or _unit(content), live=False)
    texts = known(of_type(dict, content.get("texts", {}), ("texts",)), [*TEXTS, *RICH], ("texts",))
    for name, said in texts.items():
        _set_text(page, name, text(said, ("texts", name)))
    given = known(of_type(dict, content.get("settings", {}), ("settings",)), SETTINGS, ("settings",))
    for name, value in given.items():
        _set(page, name, _setting(name, value), ("settings", name))
    if not page.title.strip():
        raise Unreadable(_("A form needs a title."), ("texts", "title"))
    page.steps, missing = _steps(content.get("steps", []))
    return page, missing


def content_from(file: bytes) -> dict[str, Any]:
    """The parts of `file`, none of them read yet."""
    if len(file) > MOST_BYTES:
        raise Unreadable(_("The file is too large for a form."))
    try:
        content = json.loads(file.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Unreadable(NOT_JSON) from None
    if not isinstance(content, dict) or content.get("kind") != KIND:
        raise Unreadable(_("This file holds no application form."))
    if content.get("version") != VERSION:
        raise Unreadable(_("The form was exported by another version of this software."), ("version",))
    return known(content, PARTS, ())


def _unit(content: dict[str, Any]) -> Unit:
    unit = Unit.objects.filter(slug=text(content.get("unit"), ("unit",))).first()
    if unit is None:
        raise Unreadable(_("There is no such unit here. Choose one below."), ("unit",))
    return unit


def _set_text(page: ApplicationFormPage, name: str, said: str) -> None:
    if name in RICH:
        said = rich_text.database(said, features(ApplicationFormPage, name))
    _set(page, name, said, ("texts", name))


def _setting(name: str, value: Any) -> Any:
    place = ("settings", name)
    field = ApplicationFormPage._meta.get_field(name)
    if isinstance(field, models.BooleanField):
        return of_type(bool, value, place)
    if value is None:
        return None
    if isinstance(field, models.IntegerField):
        return of_type(int, value, place)
    if isinstance(field, models.DateTimeField):
        return _moment(text(value, place), place)
    return text(value, place)


def _moment(said: str, place: tuple) -> Any:
    try:
        moment = parse_datetime(said)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Unreadable(_("Here must stand a moment such as 2027-03-31T09:00:00+02:00."), place)
    return moment


def _set(page: ApplicationFormPage, name: str, value: Any, place: tuple) -> None:
    try:
        setattr(page, name, ApplicationFormPage._meta.get_field(name).clean(value, page))
    except ValidationError as error:
        raise Unreadable(" ".join(error.messages), place) from None


def _steps(data: Any) -> tuple[Any, list[str]]:
    block = ApplicationFormPage._meta.get_field("steps").stream_block
    builder = Builder(_entry_of_the_guide)
    steps = block.to_python(builder.raw(block, data, ("steps",)))
    try:
        return block.clean_deferred(steps), builder.missing
    except ValidationError as error:
        place, message = next(_messages(error.as_json_data(), ("steps",)))
        raise Unreadable(message, place) from None


def _entry_of_the_guide(slug: str) -> int | None:
    """Services an end names are those of the Greek Guide, in all languages."""
    entries = Page.objects.type(_guide_model()).filter(locale__language_code=settings.LANGUAGE_CODE)
    return entries.filter(slug=slug).values_list("pk", flat=True).first()


def _guide_model() -> type[Page]:
    steps = ApplicationFormPage._meta.get_field("steps").stream_block
    return steps.child_blocks["end"].child_blocks["services"].child_block.target_model


def _messages(error: dict[str, Any], place: tuple) -> Iterator[tuple[tuple, str]]:
    """The messages of a nested error, with where each lies, counted from 1."""
    for message in error.get("messages", ()):
        yield place, str(message)
    for at, inner in error.get("blockErrors", {}).items():
        yield from _messages(inner, (*place, at + 1 if isinstance(at, int) else at))
