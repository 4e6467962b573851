"""What `manage.py check` says about making PDFs."""

from django.core import checks

from forms.documents.rendering import missing


@checks.register
def check_that_pdfs_can_be_made(app_configs, **kwargs):
    """Without Pango the site works, but offers neither receipts nor forms on paper."""
    if (reason := missing()) is None:
        return []
    return [
        checks.Warning(
            f"No PDF can be made: {reason}",
            hint="Install Pango, on Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0 fonts-dejavu-core, and start the site again.",
            id="forms.W001",
        )
    ]
