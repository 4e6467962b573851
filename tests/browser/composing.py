"""Composing a form in the CMS, with the mouse and the keyboard of an officer."""

import re

from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect

from tests.browser.journey import greek

PLUS = "button.c-sf-add-button"


class Composer:
    """An officer before the editor of a form that isn't there yet."""

    def __init__(self, page, listing):
        self.page = page
        page.goto(f"/admin/pages/add/applications/applicationformpage/{listing}/")

    def field(self, name):
        return self.page.locator(f'[name="{name}"]')

    def write(self, name, text):
        self.field(name).fill(text)

    def write_rich(self, name, text):
        self.page.locator(f'[data-contentpath="{name}"] [contenteditable="true"]').first.click()
        self.page.keyboard.type(text)
        # The editor hands over what was typed a moment later.
        expect(self.field(name)).to_have_value(re.compile(re.escape(text)))

    def add(self, stream, kind=None):
        """Press the last plus of a stream or list and choose a kind; the name of the new block."""
        number = int(self.field(f"{stream}-count").input_value())
        root = self.field(f"{stream}-count").locator("xpath=..")
        container = root.locator(
            ":scope > :is([data-streamfield-stream-container], [data-streamfield-list-container])"
        )
        plus = container.locator(
            ":scope > div > button.c-sf-add-button, :scope > button.c-sf-add-button"
        ).last
        plus.click()
        if kind:
            # A menu opens beside its plus, maybe before the one of another plus has faded away.
            option = plus.locator("xpath=..").get_by_role("option", name=greek(kind), exact=True)
            if not appears(option):  # a block that was still sliding into its place took the focus
                plus.click()
            option.click()
        block = f"{stream}-{number}"
        self.field(f"{block}-order").wait_for(state="attached")
        return f"{block}-value"

    def step(self, title):
        step = self.add("steps", "Step")
        self.write(f"{step}-title", title)
        return step

    def question(self, step, kind, label):
        question = self.add(f"{step}-questions", kind)
        self.write(f"{question}-label", label)
        return question

    def options(self, question, *labels):
        """A list begins with one item."""
        for number, label in enumerate(labels):
            item = f"{question}-options-{number}-value" if not number else self.add(f"{question}-options")
            self.write(f"{item}-label", label)

    def press(self, block, action):
        """A button in the head of a block: MOVE_UP, DUPLICATE, DELETE…"""
        own = self.field(f"{block.removesuffix('-value')}-id").input_value()
        head = self.page.locator(f'[id="block-{own}-section"] > .w-panel__header')
        head.locator(f"[data-streamfield-action={action}]").click()

    def open_settings(self, block):
        self.page.locator(f'[aria-controls="block_group-{block}-settings"]').click()

    def asked_only_if(self, block, question, answer):
        """Open the settings and choose by the words that the picker offers."""
        self.open_settings(block)
        for part, words in (("question", question), ("value", answer)):
            place = self.field(f"{block}-shown_if-{part}")
            place.click()
            assert words in self.offered
            place.fill(words)
            place.press("Tab")
            expect(place).not_to_have_value(words)

    @property
    def offered(self):
        """The words of what the picker offers now."""
        return self.page.locator("#question-picker option").evaluate_all("all => all.map(each => each.text)")

    def publish(self):
        self.page.locator("footer [data-w-dropdown-target='toggle']").first.click()
        with self.page.expect_navigation():
            self.page.locator("[name=action-publish]").click()


def appears(place):
    """Whether it is to be seen within five seconds."""
    try:
        place.wait_for(timeout=5_000)
    except PlaywrightTimeout:
        return False
    return True


def translate(page, form, english):
    """Send the Greek page `form` to translation, write `english[greek]` for all it says, and publish it."""
    page.goto(f"/admin/localize/submit/page/{form}/")
    page.get_by_label("English").check()
    with page.expect_navigation():
        page.locator("main form [type=submit]").last.click()
    asking = page.locator("li.incomplete").filter(has=page.get_by_role("button", name="Translate"))
    asking.first.wait_for()
    said = set()
    while left := asking.count():
        words = asking.first.locator("p").first.inner_text()
        asking.first.get_by_role("button", name="Translate").click()
        open_one = page.locator("li").filter(has=page.locator("textarea:visible")).last
        open_one.locator("textarea").fill(english[words])
        open_one.get_by_role("button").last.click()
        expect(asking).to_have_count(left - 1)
        said.add(words)
    assert said == set(english)
    with page.expect_navigation():
        page.get_by_role("button", name="Publish in English").click()
