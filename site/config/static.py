"""Static files under names that change with their content."""

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class ManifestStorage(CompressedManifestStaticFilesStorage):
    """
    Hashes also the names in `import "./x.js"` of ES modules; compresses once, not per request.

    The list of all names lies in DATA_DIR: everything in STATIC_ROOT is served.
    """

    support_js_module_import_aggregation = True

    def __init__(self, *args, **kwargs):
        kept = FileSystemStorage(location=settings.DATA_DIR)
        super().__init__(*args, manifest_storage=kept, **kwargs)
