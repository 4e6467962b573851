"""How much still fits into a text, said while one writes it."""

from tests.browser import journey

MOST = 1000


def at_the_text(page):
    """On the step of the counselling form that has a long text: the element around its box."""
    journey.begin(page)
    journey.say_for_whom(page)
    journey.give_details(page)
    return page.locator("character-count").first


def test_the_count_follows_what_is_typed_and_is_heard_when_the_typing_pauses(visit):
    page = visit(width=360)
    counted = at_the_text(page)
    box, seen, heard = (
        counted.locator("textarea"),
        counted.locator(".counted__now"),
        counted.locator("[aria-live]"),
    )
    assert "1.000" in seen.inner_text()

    box.fill("Χρειάζομαι βοήθεια.\nΣύντομα.")
    assert str(MOST - 28) in seen.inner_text()
    heard.filter(has_text=str(MOST - 28)).wait_for(state="attached")

    box.fill("α" * (MOST + 1))
    assert seen.inner_text() == journey.greek("One character too many")
    assert len(box.input_value()) == MOST + 1  # nothing is cut off unasked


def test_without_javascript_the_limit_stands_below_the_box(visit):
    counted = at_the_text(visit(javascript=False))

    assert "1000" in counted.locator(".counted__limit").inner_text().replace(".", "")
    assert counted.locator(".counted__now").count() == 0
