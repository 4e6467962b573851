"""
Wagtail's admin without inline scripts, so that its Content-Security-Policy needs no `unsafe-inline`.

Wagtail starts date pickers, choosers and rows of inline panels by a script written beside each. In
their place stands an element, `<late-init kind="…" for="…" options="…">`, and `late-init.js` does what
that script did, at the same moment. The pickers and panels have templates (`templates/wagtailadmin/`);
choosers write theirs in Python, so that one method is replaced here. To be dropped, with the templates,
once Wagtail has done away with these scripts (its issue 1288); `tests/browser/test_strict_admin.py`
tells whether an upgrade brought new ones.
"""

import json

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail.admin.widgets import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser

ELEMENT = '{}<late-init hidden kind="{}" for="{}" options="{}"></late-init>'


def render_without_script(chooser, name, value, attrs=None, renderer=None):
    """`BaseChooser.render`, but for its last lines."""
    chosen = chooser.get_value_data(value)
    return format_html(
        ELEMENT,
        chooser.render_html(name, chosen, attrs),
        chooser.js_constructor,
        attrs["id"],
        json.dumps(chooser.get_js_init_options(attrs["id"], name, chosen)),
    )


def script():
    """For every page of the admin, before any of its content: choosers look for their buttons at once."""
    return format_html('<script src="{}"></script>', static("js/late-init.js"))


BaseChooser.render = render_without_script
# The only chooser that has a function of its own to start it, which its `render_js_init` calls.
AdminTaskChooser.js_constructor = "TaskChooser"
