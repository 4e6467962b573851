"""What staff do at the widgets of Wagtail's admin, with the mouse and the keyboard."""

import os
import re
from io import BytesIO

from PIL import Image
from playwright.sync_api import expect

NONEMPTY = re.compile(r".+")


def side_panel(page, name):
    page.locator(f"[data-side-panel-toggle='{name}']").click()
    panel = page.locator(f"[data-side-panel='{name}']")
    expect(panel).to_be_visible()
    return panel


def previewed(panel):
    """The page in the frame of the preview panel, once it has loaded."""
    return panel.frame_locator(".w-preview__iframe:not(.w-preview__proxy)")


def pick_day(page, field, day="15"):
    """Open the calendar of a date or date-and-time field and press a day."""
    field.click()
    calendar = page.locator(".xdsoft_datetimepicker:visible")
    expect(calendar).to_have_count(1)
    calendar.locator(f"td.xdsoft_date:not(.xdsoft_other_month)[data-date='{day}']").click()
    expect(field).to_have_value(re.compile(day))


def pick_hour(page, field):
    """Press the hour after the chosen one, or at the day's end before it, beside the calendar."""
    before = field.input_value()
    neighbours = ".xdsoft_time:has(+ .xdsoft_current):visible, .xdsoft_current + .xdsoft_time:visible"
    page.locator(neighbours).last.click()
    expect(field).not_to_have_value(before)


def choose(page, field):
    """Press the button of a chooser, filled or not, and take the first of those it offers."""
    widget = page.locator(f"#{field}-chooser")
    widget.locator("[data-chooser-action-choose]:visible").click()
    take(page, lambda link: link.first)
    expect(page.locator(f"#{field}")).to_have_value(NONEMPTY)


def choose_another(page, field):
    """The same of a chooser that holds something: its buttons lie in a menu. Takes the last."""
    widget = page.locator(f"#{field}-chooser")
    widget.locator("[data-w-dropdown-target=toggle]").click()
    page.locator("[data-chooser-action-choose]:visible").first.click()
    take(page, lambda link: link.last)
    expect(page.locator(f"#{field}")).to_have_value(NONEMPTY)


OFFERED = ["choose-page", "snippet-choice", "image-choice", "document-choice", "task-choice"]


def take(page, which):
    """Of what the dialog of a chooser offers."""
    existing = page.locator(".modal.in [role=tab][href='#tab-existing']")
    page.locator(".modal.in .modal-body > *").first.wait_for()
    if existing.count():
        existing.click()
    offered = ", ".join(f".modal.in a.{kind}" for kind in OFFERED)
    which(page.locator(f"{offered}, .modal.in [data-chooser-modal-choice]")).click()
    expect(page.locator(".modal.in")).to_have_count(0)


def write(page, path, text):
    """Type into the rich text at this content path."""
    editor = page.locator(f"[data-contentpath='{path}'] [contenteditable='true']").first
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)
    return editor


def link_outside(page, address):
    """Make a link of what is selected, in the dialog of the rich text editor."""
    dialog = page.locator(".modal.in")
    dialog.locator("a[href*='external-link']").click()
    dialog.locator("input[name$=url]").fill(address)
    dialog.locator("form [type=submit]").click()
    expect(dialog).to_have_count(0)


def publish(page):
    page.locator("footer [data-w-dropdown-target='toggle']").first.click()
    with page.expect_navigation():
        page.locator("[name=action-publish]").click()
    expect(page.locator(".messages .success")).to_be_visible()


def save(page):
    with page.expect_navigation():
        page.locator("footer [type=submit], main form [type=submit].action-save").first.click()
    expect(page.locator(".messages .success")).to_be_visible()


def tag(place, word):
    """Type a tag and a comma's worth of Enter."""
    new = place.locator(".tagit-new input")
    new.fill(word)
    new.press("Enter")
    expect(place.locator(".tagit-label", has_text=word)).to_be_visible()


def filter_by_day(page, filter_name, field_name):
    """Narrow a list by a day picked in its filters, which send themselves."""
    page.locator(".w-slim-header-action-button:visible", has=page.locator(".icon-sliders")).click()
    page.locator(f"[aria-controls=drilldown-id_{filter_name}]:visible").click()
    with page.expect_response(lambda answer: f"{field_name}=2" in answer.url):
        pick_day(page, page.locator(f"[name={field_name}]:visible"))


def noise():
    """A picture unlike any other: the admin asks back when one is there already."""
    file = BytesIO()
    Image.frombytes("L", (400, 300), os.urandom(400 * 300)).save(file, "PNG")
    return {"name": "noise.png", "mimeType": "image/png", "buffer": file.getvalue()}
