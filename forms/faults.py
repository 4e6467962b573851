"""
What stands against publishing a form: where, and why, in sentences for who composes it.

What is wrong with one block alone (a bound below another, an end without words) its own `clean`
says; here stands what shows only when the blocks are seen together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError

from forms import keys
from forms.definition import Answer, Condition, Question
from forms.reading import condition

CHOICE_KINDS = {"one_of", "many_of", "yes_no", "declaration"}
"""Questions whose answer is a key, so that a condition can ask for it."""

Faults = dict[tuple, str]
"""Messages by path, e.g. `(0, "questions", 1, "key")`: the key of the first step's second question."""


class Asked(NamedTuple):
    """An earlier question, as far as a condition may ask about it."""

    kind: str
    label: str
    answers: tuple[str, ...]
    """Keys of what can be chosen; empty for questions without set answers."""
    may_be_empty: bool

    @property
    def possible(self) -> list[Answer]:
        """An answer of every sort that can be given."""
        chosen: list[Answer] = list(self.answers) or ["…"]
        if self.kind == "many_of":
            chosen.append(list(self.answers))
        return [*chosen, None] if self.may_be_empty else chosen


def faults(steps: Any, before: Iterable[Question] = ()) -> Faults:
    """What stands against publishing `steps`; `before` are the questions the site itself asks first."""
    earlier = {asked.key: _built_in(asked) for asked in before}
    found = _faults_of_keys(steps, set(earlier))
    ends: dict[str, list[tuple[tuple, Condition]]] = defaultdict(list)
    for i, step in enumerate(steps):
        found |= _faults_of_condition(step, (i,), earlier)
        if step.block_type == "end":
            asked = condition(step.value)
            if not asked.question and (i, "shown_if", "question") not in found:
                found[i, "shown_if", "question"] = _("Without a condition nobody gets past this end.")
            ends[asked.question].append(((i, "shown_if", "value"), asked))
            continue
        if not step.value.get("questions"):
            found[i, "questions"] = _("A step needs at least one question.")
        for path, question in _questions(step, (i,)):
            found |= _faults_of_condition(question, path, earlier)
            found |= _faults_of_rows(question, path, earlier)
            if question.block_type != "information":
                earlier.setdefault(question.value.get("key") or "", _asked(question, step))
    return found | _faults_of_ends(ends, earlier)


def missing_particulars(values: dict[str, Any]) -> dict[str, str]:
    """What applicants must be told and isn't, as messages by field name."""
    found = {}
    if not strip_tags(str(values.get("privacy_notice") or "")).strip():
        found["privacy_notice"] = _("Say what happens to the personal data (GDPR, article 13).")
    if not values.get("retention_months"):
        found["retention_months"] = _("Say how long applications are kept.")
    return found


def as_error(found: Faults) -> ValidationError:
    """`faults` as the nested error that Wagtail shows at the block itself."""
    children: dict[Any, Faults] = defaultdict(dict)
    for (head, *rest), message in found.items():
        children[head][tuple(rest)] = message
    errors = {
        head: ValidationError(rest[()]) if () in rest else as_error(rest) for head, rest in children.items()
    }
    if all(isinstance(head, int) for head in errors):
        return StreamBlockValidationError(errors)
    return StructBlockValidationError(errors)


def sentences(steps: Any, found: Faults) -> list[str]:
    """`faults` for where no block can be pointed at: each says where it lies."""
    return [f"{' → '.join(_place(steps, path))}: {message}" for path, message in found.items()]


def _place(steps: Any, path: tuple) -> Iterator[str]:
    """The blocks along `path`, by number and words."""
    blocks, rest = list(steps), path
    while rest and isinstance(rest[0], int):
        block = blocks[rest[0]]
        words = block.value.get("title") or block.value.get("label") or ""
        yield f"{rest[0] + 1}. {words}".strip()
        if len(rest) < 3 or not isinstance(rest[2], int):
            return
        inner = block.value[rest[1]]
        blocks, rest = list(getattr(inner, "bound_blocks", inner)), rest[2:]


def _questions(block: Any, place: tuple) -> Iterator[tuple[tuple, Any]]:
    for j, question in enumerate(block.value.get("questions") or ()):
        yield (*place, "questions", j), question


def _asked(question: Any, step: Any) -> Asked:
    options = question.value.get("options")
    if options:
        answers = tuple(option.value.get("key") or "" for option in options.bound_blocks)
    else:
        answers = ("yes", "no") if question.block_type == "yes_no" else ()
    if question.block_type == "declaration":
        answers = ("yes",) if question.value.get("required") else ("yes", "no")
    must = question.value.get("fewest" if question.block_type == "group" else "required")
    is_always_asked = not condition(question.value).question and not condition(step.value).question
    label = question.value.get("label") or ""
    return Asked(question.block_type, label, answers, not (is_always_asked and must))


def _built_in(question: Question) -> Asked:
    answers = tuple(key for key, _label in question.choices) if question.kind in CHOICE_KINDS else ()
    return Asked(question.kind, question.label, answers, bool(question.shown_if.question))


def _faults_of_keys(steps: Any, taken: set[str]) -> Faults:
    found: Faults = {}
    seen: dict[tuple, set[str]] = defaultdict(set)
    for path, scope, block in keys.keyed(steps):
        key = block.value.get("key") or ""
        if not key:
            found[*path, "key"] = _("No key could be made from the words. Write one.")
        elif key in seen[scope]:
            found[*path, "key"] = _("Another block has this key. Choose a different one.")
        elif key in {("steps",): keys.RESERVED, ("questions",): taken}.get(scope, ()):
            found[*path, "key"] = _("This key is taken by the site itself. Choose a different one.")
        seen[scope].add(key)
    return found


def _faults_of_rows(group: Any, path: tuple, earlier: dict[str, Asked]) -> Faults:
    """A row's questions may ask about what came before the group, and about their own row."""
    found: Faults = {}
    known = dict(earlier)
    for place, question in _questions(group, path):
        found |= _faults_of_condition(question, place, known)
        known.setdefault(question.value.get("key") or "", _asked(question, group))
    return found


def _faults_of_condition(block: Any, path: tuple, earlier: dict[str, Asked]) -> Faults:
    given = block.value.get("shown_if") or {}
    key, value = given.get("question"), given.get("value")
    operator = given.get("operator") or "is"
    if not key:
        return {(*path, "shown_if", "question"): _("Write the question's key too.")} if value else {}
    asked = earlier.get(key)
    if asked is None:
        return {(*path, "shown_if", "question"): _("No earlier question has this key.")}
    if operator in ("is_answered", "is_not_answered"):
        return {(*path, "shown_if", "value"): _("Leave this empty: any answer will do.")} if value else {}
    if asked.kind not in CHOICE_KINDS:
        message = _("“%(question)s” has no set answers: ask only whether it is answered.")
        return {(*path, "shown_if", "question"): message % {"question": asked.label}}
    if operator == "includes" and asked.kind != "many_of":
        message = _("“Includes” fits only where several answers can be chosen.")
        return {(*path, "shown_if", "operator"): message}
    possible = ("yes", "no") if asked.kind == "declaration" else asked.answers
    if value not in possible:
        message = _("That question has no such answer. It has: %(keys)s.")
        shown = ", ".join(sorted(filter(None, possible)))
        return {(*path, "shown_if", "value"): message % {"keys": shown}}
    return {}


def _faults_of_ends(ends: dict[str, list], earlier: dict[str, Asked]) -> Faults:
    """Ends that together leave no answer with which one could go on."""
    found: Faults = {}
    for key, conditions in ends.items():
        asked = earlier.get(key)
        if asked and all(
            any(ending.holds({key: answer}) for _path, ending in conditions) for answer in asked.possible
        ):
            message = _("Nobody could send this form: every answer to “%(question)s” leads to an end.")
            found[conditions[-1][0]] = message % {"question": asked.label}
    return found
