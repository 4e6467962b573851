"""What fields with several boxes have in common."""

from django import forms


class BoxesWidget(forms.MultiWidget):
    """
    Boxes with a label each, in one fieldset.

    Their names end in a hyphen and the part, which no question's key holds: `born-day`.
    """

    template_name = "django/forms/widgets/boxes.html"
    use_fieldset = True

    def __init__(self, boxes, labels, attrs=None):
        """`boxes` and `labels` by part."""
        self.parts, self.labels = list(boxes), list(labels.values())
        super().__init__(boxes, attrs)
        self.widgets_names = [f"-{part}" for part in self.parts]

    def names(self, name):
        """All names under which something of the field may be posted."""
        return [name, *(name + suffix for suffix in self.widgets_names)]

    def decompress(self, value):
        return [value.get(part, "") for part in self.parts] if value else [""] * len(self.parts)

    def value_omitted_from_data(self, data, files, name):
        return not any(known in data for known in self.names(name))

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for box, label, part in zip(context["widget"]["subwidgets"], self.labels, self.parts, strict=True):
            box |= {"label": label, "part": part}
        return context

    def set_tokens(self, tokens):
        """`autocomplete` of each box, by part."""
        for part, box in zip(self.parts, self.widgets, strict=True):
            box.attrs["autocomplete"] = tokens.get(part, "off")
