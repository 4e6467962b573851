"""
Sealing everything anew with the first of DATA_KEYS, while the site runs, so that an older key can go.

Which key sealed a value stands at its beginning, so nothing else has to be remembered: a run that was
killed goes on where it was, and one run more changes nothing. A value is only replaced while it is
still the one that was opened; whatever somebody writes meanwhile stays.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models, transaction

from forms import crypto, failpoints, trail
from forms.crypto import CannotOpen
from forms.enums import AccessKind, UploadState
from forms.models import Upload
from forms.uploads import disk, keeping

PREFIX = "sealed_"
AT_ONCE = 50
"""Rows that are locked together: for some hundredths of a second."""
MOST_PASSES = 10
"""A pass finds what was written with an older key during the one before; more mean that it goes on."""

Tell = Callable[[str, int, int], None]
"""Called with what is sealed anew, how many of it are done, and how many there are."""


@dataclass(frozen=True)
class Column:
    """A column of sealed values. `name` is that of the model's attribute."""

    model: type[models.Model]
    name: str

    @property
    def column(self) -> str:
        return PREFIX + self.name

    def __str__(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def stale(self) -> models.QuerySet:
        """Rows whose value another key sealed than the first."""
        start = crypto.start_of_new()
        rows = self.model._base_manager.exclude(**{self.column: b""}).order_by("pk")
        begins = models.Func(
            self.column, 1, len(start), function="SUBSTR", output_field=models.BinaryField()
        )  # Django's own Substr would compare it with text
        return rows.annotate(begins=begins).exclude(begins=start)

    def context(self, pk: Any) -> str:
        return crypto.place(self.model._meta.db_table, self.name, pk)


@dataclass
class Outcome:
    values: int = 0
    """How many values were sealed anew."""
    files: int = 0
    unreadable: list[str] = field(default_factory=list)
    """What no key opens, as `table.column row`; each run tells it."""
    is_done: bool = True
    """Whether the older keys are needed for nothing any more."""


def columns() -> list[Column]:
    """All columns of sealed values there are, of all apps: none is named anywhere, so none is forgotten."""
    return [
        Column(model, found.name.removeprefix(PREFIX))
        for model in apps.get_models()
        if not model._meta.proxy
        for found in model._meta.local_fields
        if isinstance(found, models.BinaryField) and found.name.startswith(PREFIX)
    ]


def rotate(tell: Tell = lambda what, done, count: None) -> Outcome:
    """Seal anew what another key than the first sealed."""
    outcome, new = Outcome(), crypto.key_names()[0]
    for _pass in range(MOST_PASSES):
        before = outcome.values + outcome.files
        outcome.unreadable.clear()
        for column in columns():
            _rotate_column(column, outcome, tell, new)
        _rotate_files(outcome, tell, new)
        if outcome.values + outcome.files == before:
            break
    else:
        outcome.is_done = False  # somebody still seals with another key
    if outcome.values + outcome.files:
        trail.record(AccessKind.KEYS, note=f"sealed anew with {new}", count=outcome.values + outcome.files)
    outcome.is_done = outcome.is_done and not outcome.unreadable
    return outcome


def _rotate_column(column: Column, outcome: Outcome, tell: Tell, new: str) -> None:
    count = column.stale().count()
    if count and not outcome.values + outcome.files:
        trail.record(AccessKind.KEYS, note=f"begins to seal anew with {new}")
    done, last = 0, None
    while True:
        with transaction.atomic():
            rows = column.stale().filter(pk__gt=last) if last is not None else column.stale()
            batch = list(rows.select_for_update().values_list("pk", column.column)[:AT_ONCE])
            for pk, token in batch:
                _reseal(column, pk, bytes(token), outcome)
        if not batch:
            return
        last, done = batch[-1][0], done + len(batch)
        tell(str(column), done, count)
        failpoints.pass_by("after_resealing_some")


def _reseal(column: Column, pk: Any, token: bytes, outcome: Outcome) -> None:
    context = column.context(pk)
    try:
        plain = crypto.open_sealed(token, context)
    except CannotOpen:
        outcome.unreadable.append(f"{column} {pk}")
        return
    same = column.model._base_manager.filter(pk=pk, **{column.column: token})
    outcome.values += same.update(**{column.column: crypto.seal(plain, context)})


def _rotate_files(outcome: Outcome, tell: Tell, new: str) -> None:
    stale = [pk for pk, name in _files() if not _is_new(name)]
    for done, pk in enumerate(stale, start=1):
        with transaction.atomic():  # the lock: a file that is deleted must not come back
            upload = _with_bytes().select_for_update().filter(pk=pk).first()
            if upload is not None:
                _reseal_file(upload, outcome)
        if done % AT_ONCE == 0 or done == len(stale):
            tell("files", done, len(stale))
        failpoints.pass_by("after_resealing_a_file")


def _files() -> Iterator[tuple[Any, str]]:
    return _with_bytes().order_by("pk").values_list("pk", "stored_as").iterator()


def _with_bytes() -> models.QuerySet[Upload]:
    return Upload.objects.exclude(state=UploadState.INFECTED)


def _is_new(name: str) -> bool:
    """Whether the first key sealed a file; so says one that isn't there, which `check_orphans` tells."""
    start = crypto.start_of_new()
    try:
        with disk.path_of(name).open("rb") as file:
            return file.read(len(start)) == start
    except FileNotFoundError:
        return True


def _reseal_file(upload: Upload, outcome: Outcome) -> None:
    try:
        plain = keeping.read(upload)
    except FileNotFoundError:
        return
    except CannotOpen:
        outcome.unreadable.append(f"file {upload.pk}")
        return
    disk.remove(upload.stored_as + disk.PART)  # left by a run that was killed
    disk.write(upload.stored_as, crypto.seal(plain, keeping.context_of(upload)))
    outcome.files += 1
