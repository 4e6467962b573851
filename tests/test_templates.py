"""What is true of every template and style sheet, read from the files."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "site" / "static"
STAFF_ONLY = ("wagtailadmin/", "forms/inbox/")
"""Screens inside Wagtail's admin, which has a style and a policy of its own."""

ALL = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
PUBLIC = [name for name in ALL if not name.startswith(STAFF_ONLY)]
COMPONENTS = sorted((STATIC / "css" / "components").glob("*.css"))
STYLESHEETS = [STATIC / "css" / "foundation.css", *COMPONENTS]
LINKED_BY_ADDRESS = {"plain-error"}
"""Used by 400.html and 500.html alone, which can't ask `{% static %}` for anything."""


def source(name):
    return (TEMPLATES / name).read_text()


def markup(name):
    """The template without comments, which may quote anything."""
    without_blocks = re.sub(r"{% comment %}.*?{% endcomment %}", "", source(name), flags=re.S)
    return re.sub(r"{#.*?#}", "", without_blocks)


@pytest.mark.parametrize("name", ALL)
def test_a_template_compiles(name):
    get_template(name)


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_template_holds_nothing_that_the_policy_refuses(name):
    text = re.sub(r"{% filter .*?%}", "", markup(name))  # it may name what it takes away

    assert not re.search(r"<style\b", text)
    assert not re.search(r"\sstyle=", text)
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", text)
    assert all("src=" in tag for tag in re.findall(r"<script\b[^>]*>", text))
    assert not re.search(r"(src|href|action)=[\"']?\s*javascript:", text)


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_template_asks_nothing_of_other_servers(name):
    assert not re.search(
        r"<(?:script|link|img|iframe|use)\b[^>]*(?:src|href)=[\"'](?:https?:)?//", markup(name)
    )


@pytest.mark.parametrize("name", ALL)
def test_a_template_escapes_what_it_shows(name):
    text = markup(name)

    assert not re.search(r"\|\s*safe(seq)?\b", text)
    assert "autoescape off" not in text


@pytest.mark.parametrize("name", PUBLIC)
def test_a_component_sees_only_what_it_is_given(name):
    included = re.findall(r"{% include [\"']components/[^%]*%}", markup(name))

    assert [tag for tag in included if not re.search(r"\bonly\s*%}$", tag)] == []


def test_every_icon_in_use_exists():
    used = {
        icon
        for name in PUBLIC
        for icon in re.findall(r"components/icon\.html[\"'] with name=[\"']([\w-]+)", markup(name))
    }

    assert used
    assert {icon for icon in used if not (STATIC / "icons" / f"{icon}.svg").exists()} == set()


def test_every_icon_can_be_drawn_in_the_colour_of_its_text():
    for path in (STATIC / "icons").glob("*.svg"):
        assert 'id="icon"' in path.read_text(), path.name
        assert "currentColor" in path.read_text(), path.name


def test_every_stylesheet_of_a_component_is_linked_and_every_link_leads_somewhere():
    linked = set(re.findall(r"css/components/([\w-]+)\.css", source("components/stylesheets.html")))

    assert linked == {path.stem for path in COMPONENTS} - LINKED_BY_ADDRESS


def test_every_component_has_a_style_of_its_name():
    without = {"icon", "phone", "print-button", "stylesheets"}
    names = {path.stem for path in (TEMPLATES / "components").glob("*.html")} - without

    assert names - {path.stem for path in COMPONENTS} == set()


@pytest.mark.parametrize("path", STYLESHEETS, ids=lambda path: path.stem)
def test_a_stylesheet_keeps_to_its_layer(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    depth, outside = 0, ""
    for character in text:
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth == 0 and character != "}":
            outside += character

    assert depth == 0
    assert re.fullmatch(r"(\s*@layer [\w\s,]+[;]?)*\s*", outside)


@pytest.mark.parametrize("path", STYLESHEETS, ids=lambda path: path.stem)
def test_a_stylesheet_uses_only_tokens_that_exist(path):
    text = path.read_text()
    tokens = set(re.findall(r"(--[\w-]+)\s*:", (STATIC / "css" / "foundation.css").read_text()))
    own = set(re.findall(r"(--[\w-]+)\s*:", text))
    asked = set(re.findall(r"var\((--[\w-]+)\)", text))

    assert asked - tokens - own == set()


@pytest.mark.parametrize("path", STYLESHEETS, ids=lambda path: path.stem)
def test_greek_is_neither_capitalised_nor_justified(path):
    assert "uppercase" not in path.read_text()
    assert "justify;" not in path.read_text().replace(" ", "")


def test_the_colour_of_components_comes_from_tokens():
    """So that the dark theme needs no second look at any of them."""
    literal = re.compile(r"#[0-9a-f]{3,8}\b", re.I)
    allowed = {"#fff", "#000"}

    for path in COMPONENTS:
        assert set(literal.findall(path.read_text())) <= allowed, path.name


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_the_last_error_pages_stand_alone(name):
    text = source(name)

    assert "{%" not in text
    assert "{{" not in text
    for address in re.findall(r"/static/([\w./-]+)", text):
        assert (STATIC / address).exists(), address
    for number in ("112", "1107", "15900", "197", "116111"):
        assert f'href="tel:{number}"' in text


def test_the_european_emblem_has_twelve_upright_stars_on_a_circle():
    text = (STATIC / "images" / "eu-emblem.svg").read_text()
    stars = [
        (float(x), float(y)) for x, y in re.findall(r'<use href="#star" x="([-.\d]+)" y="([-.\d]+)"', text)
    ]
    points = [
        tuple(map(float, pair.split(",")))
        for pair in re.search(r'<polygon id="star" points="([^"]+)"', text).group(1).split()
    ]

    assert 'viewBox="0 0 810 540"' in text
    assert len(stars) == len(set(stars)) == 12
    assert all(abs((x**2 + y**2) ** 0.5 - 540 / 3) < 0.05 for x, y in stars)
    assert (0.0, -30.0) in points
    assert sum(abs((x**2 + y**2) ** 0.5 - 540 / 18) < 0.05 for x, y in points) == 5
