"""Contents of exported forms, made up: any steps that the blocks allow, in plain data."""

import datetime
import string

from hypothesis import strategies as st
from wagtail import blocks

from forms.interchange import KIND, RICH, SETTINGS, TEXTS, VERSION
from forms.models import ApplicationFormPage

WORDS = st.text(alphabet="αβγ άέ«»“<>&'\"abc-;\n", max_size=20)
KEYS = st.text(alphabet=string.ascii_lowercase, max_size=8)
HTML = st.lists(
    st.sampled_from(
        ["<p>Κείμενο</p>", "<p><b>Έντονα</b> &amp; <a href=\"https://example.gr/a?b=1&amp;c=2\">εδώ</a></p>",
         "<ul><li>Ένα</li><li>Δύο</li></ul>", '<p><a href="tel:112">112</a></p>']
    ),
    max_size=3,
).map("".join)  # fmt: skip
DATES = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)).map(datetime.date.isoformat)
AMOUNTS = st.decimals(0, 1000, places=2).map(str)


def plain(block):
    """What may stand in a file for a value of `block`."""
    match block:
        case blocks.StreamBlock():
            kinds = [
                plain(child).map(lambda value, kind=kind: {"type": kind} | value)
                for kind, child in block.child_blocks.items()
            ]
            return st.lists(st.one_of(kinds), max_size=3)
        case blocks.StructBlock():
            return st.fixed_dictionaries({name: plain(child) for name, child in block.child_blocks.items()})
        case blocks.ListBlock(child_block=blocks.PageChooserBlock()):
            return st.just([])
        case blocks.ListBlock():
            return st.lists(plain(block.child_block), min_size=1, max_size=3)
        case blocks.RichTextBlock():
            return HTML
        case blocks.RegexBlock():
            return KEYS
        case blocks.ChoiceBlock():
            return st.sampled_from([key for key, _words in block._constructor_kwargs["choices"]])
        case blocks.BooleanBlock():
            return st.booleans()
        case blocks.IntegerBlock():
            bounds = block.field
            return st.integers(bounds.min_value or 0, bounds.max_value)
        case blocks.DecimalBlock():
            return st.none() | AMOUNTS
        case blocks.DateBlock():
            return st.none() | DATES
        case _:
            # A field of a form takes the space at both ends away.
            return WORDS.map(str.strip)


def contents(unit):
    """Whole files."""
    steps = ApplicationFormPage._meta.get_field("steps").stream_block
    return st.fixed_dictionaries(
        {
            "kind": st.just(KIND),
            "version": st.just(VERSION),
            "language": st.just("el"),
            "texts": st.fixed_dictionaries(
                dict.fromkeys(TEXTS, WORDS) | dict.fromkeys(RICH, HTML) | {"title": st.just("Αίτηση")}
            ),
            "settings": st.fixed_dictionaries({name: setting(name) for name in SETTINGS}),
            "unit": st.just(unit),
            "steps": plain(steps),
        }
    )


def setting(name):
    match name:
        case "after_retention":
            return st.sampled_from(["delete", "anonymise"])
        case "opens_at" | "closes_at":
            return st.none() | DATES.map(lambda day: f"{day}T09:00:00Z")
        case _ if name.startswith(("is_", "allows_")):
            return st.booleans()
        case _:
            return st.none() | st.integers(0, 1000)
