"""What keeps `unsafe-inline` out of the admin's policy; a browser walks it in tests/browser/."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template, render_to_string
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminPageChooser, AdminTimeInput
from wagtail.admin.widgets.workflows import AdminTaskChooser

from tests.signing_in import sign_in

INLINE = re.compile(r"<script(?![^>]*\b(?:src|application/json))[^>]*>|<style|\sstyle=|\son[a-z]+=[\"']")
OWN = Path(settings.BASE_DIR) / "templates"
NOT_SHOWN = {
    "wagtailadmin/notifications/base.html",  # a mail
    "wagtailembeds/embed_frontend.html",  # no embeds are found: WAGTAILEMBEDS_FINDERS
    "wagtailadmin/shared/_workflow_init.html",  # its src stands on a line of its own
}


def test_the_admin_allows_nothing_inline(client, admin_user):
    sign_in(client, admin_user)
    policy = client.get("/admin/").headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "data:" not in policy
    assert re.search(r"default-src 'none'", policy)
    assert re.search(r"script-src 'self'(;|$)", policy)


def test_what_wagtail_writes_inline_has_a_template_of_ours():
    """After an upgrade: what is named here needs one too, or a browser refuses it."""
    left = set()
    for config in apps.get_app_configs():
        folder = Path(config.path) / "templates"
        if config.name.startswith("wagtail"):
            for path in folder.rglob("*.html"):
                name = str(path.relative_to(folder))
                if INLINE.search(path.read_text()) and not (OWN / name).exists():
                    left.add(name)

    assert left - NOT_SHOWN == set()


@pytest.mark.parametrize(
    "widget",
    [AdminDateInput(), AdminDateTimeInput(), AdminTimeInput(), AdminPageChooser(), AdminTaskChooser()],
)
def test_a_widget_is_started_by_an_element(db, widget):
    html = str(widget.render("day", None, {"id": "id_day"}))

    assert "<late-init hidden kind=" in html
    assert 'for="id_day"' in html
    assert not INLINE.search(html)


@pytest.mark.parametrize("name", ["inline_panel", "multiple_chooser_panel"])
def test_rows_are_started_by_an_element(name):
    panel = {"formset": {"prefix": "rows", "management_form": ""}, "children": [], "label": "Γραμμή"}
    html = render_to_string(
        f"wagtailadmin/panels/{name}.html",
        {"self": panel, "options_json": '{"formsetPrefix": "id_rows"}', "chooser_widget_definition": {}},
    )

    assert f'kind="{"InlinePanel" if name == "inline_panel" else "MultipleChooserPanel"}"' in html
    assert "&quot;id_rows&quot;" in html
    assert not INLINE.search(html)


def test_each_of_our_templates_still_has_one_to_replace():
    for folder in ("wagtailadmin/widgets", "wagtailadmin/panels", "wagtail_localize"):
        for path in (OWN / folder).rglob("*.html"):
            name = str(path.relative_to(OWN))
            others = [Path(config.path) / "templates" / name for config in apps.get_app_configs()]
            assert get_template(name).origin.name == str(path)
            assert any(INLINE.search(other.read_text()) for other in others if other.exists()), name
