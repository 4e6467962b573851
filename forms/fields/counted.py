"""Boxes that say how much still fits, while one writes."""

from typing import Any

from django import forms


class Counted:
    """
    A text box with a count below it.

    It has no `maxlength`: browsers cut off what is pasted in without a word, and here the count,
    or else the error, says how much is too long.
    """

    template_name = "django/forms/widgets/counted.html"
    box_template: str
    most = 0

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        own = context["widget"]["attrs"]
        own.pop("maxlength", None)
        count_id = f"{own.get('id', name)}_count"
        own["aria-describedby"] = " ".join(filter(None, [own.get("aria-describedby"), count_id]))
        return context | {"count_id": count_id, "most": self.most, "box_template": self.box_template}


class CountedInput(Counted, forms.TextInput):
    box_template = forms.TextInput.template_name


class CountedTextarea(Counted, forms.Textarea):
    box_template = forms.Textarea.template_name


def counted(field: forms.CharField) -> forms.CharField:
    """`field` with a counting box instead of its plain one."""
    box = CountedTextarea if isinstance(field.widget, forms.Textarea) else CountedInput
    field.widget = box(attrs=field.widget.attrs)
    field.widget.most = field.max_length
    return field
