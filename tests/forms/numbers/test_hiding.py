"""Small counts can't be worked out from what is shown, by somebody who knows the rule."""

from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from forms.numbers.hiding import Mark, Sum, hide, known

counts_of_parts = st.lists(st.one_of(st.integers(0, 7), st.integers(0, 60)), min_size=1, max_size=5)


def possible(counts, marks, sums, most):
    """
    Every world in which the same would be shown, by trying all of them: what `hiding` infers by
    arithmetic, done without any.
    """
    choices = {
        Mark.SMALL: range(1, 5),
        Mark.KEPT_BACK: range(5, most + 1),
        Mark.NOT_BROKEN_DOWN: range(0, 5),
    }
    hidden = list(marks)
    for values in product(*(choices[marks[name]] for name in hidden)):
        world = counts | dict(zip(hidden, values, strict=True))
        if all(world[each.total] == sum(world[part] for part in each.parts) for each in sums):
            yield world


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 8), min_size=1, max_size=3))
def test_no_small_count_of_a_table_can_be_told_from_what_is_shown(parts):
    counts = dict(enumerate(parts)) | {"total": sum(parts)}
    sums = [Sum("total", tuple(range(len(parts))))]

    marks = hide(counts, sums)

    worlds = list(possible(counts, marks, sums, most=24))
    for name, mark in marks.items():
        if mark is Mark.SMALL:
            assert len({world[name] for world in worlds}) > 1


@settings(max_examples=100, deadline=None)
@given(st.lists(counts_of_parts, min_size=1, max_size=4), st.lists(counts_of_parts, min_size=1, max_size=1))
def test_nor_from_tables_that_share_totals(units, months):
    """Units of forms, and the same total by month: what is known of a small count is that it is small."""
    total = sum(map(sum, units))
    months = [*months[0], total - sum(months[0])]
    assume(months[-1] >= 0)
    counts = {"all": total}
    sums = [Sum("all", tuple(f"unit {i}" for i in range(len(units))))]
    for i, forms in enumerate(units):
        counts[f"unit {i}"] = sum(forms)
        counts |= {f"form {i} {k}": each for k, each in enumerate(forms)}
        sums.append(Sum(f"unit {i}", tuple(f"form {i} {k}" for k in range(len(forms)))))
    counts |= {f"month {i}": each for i, each in enumerate(months)}
    sums.append(Sum("all", tuple(f"month {i}" for i in range(len(months)))))

    marks = hide(counts, sums)

    spans = known(counts, marks, sums)
    for name, count in counts.items():
        if 1 <= count <= 4:
            assert marks[name] in (Mark.SMALL, Mark.NOT_BROKEN_DOWN)
            low, high = spans[name]
            assert low < high
        elif name not in marks:
            assert spans[name] == (count, count)


def test_the_smallest_beside_it_is_kept_back_and_no_more():
    counts = {"total": 70, "a": 3, "b": 40, "c": 12, "d": 15, "e": 0}

    marks = hide(counts, [Sum("total", ("a", "b", "c", "d", "e"))])

    assert marks == {"a": Mark.SMALL, "c": Mark.KEPT_BACK}


def test_what_a_small_total_is_made_of_is_not_broken_down():
    counts = {"total": 4, "a": 4, "b": 0}

    marks = hide(counts, [Sum("total", ("a", "b"))])

    assert marks == {"total": Mark.SMALL, "a": Mark.NOT_BROKEN_DOWN, "b": Mark.NOT_BROKEN_DOWN}


def test_a_small_stock_is_protected_from_what_came_in_and_went_out():
    """Open before + received = ended + open now."""
    counts = {"before": 0, "received": 40, "ended": 38, "waiting": 2, "granted": 30, "refused": 8}
    sums = [
        Sum("through", ("before", "received")),
        Sum("through", ("ended", "waiting")),
        Sum("ended", ("granted", "refused")),
    ]

    marks = hide(counts, sums, known_anyway=["before", "waiting"])

    assert known(counts, marks, sums)["waiting"] == (1, 4)
    assert marks["waiting"] is Mark.SMALL
    assert "before" not in marks
