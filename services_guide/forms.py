"""What is checked when editors save a page."""

from wagtail.admin.forms import WagtailAdminPageForm

from services_guide import slugs


class ServicePageForm(WagtailAdminPageForm):
    """Takes a service without a slug: one is made from its Greek title."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_slug(self):
        """`------`, which is what the browser makes of Greek, counts as none."""
        slug = self.cleaned_data["slug"]
        return "" if slugs.is_empty(slug) else slug
