"""Static files under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ManifestStorage(CompressedManifestStaticFilesStorage):
    """Hashes also the names in `import "./x.js"` of ES modules; compresses once, not per request."""

    support_js_module_import_aggregation = True
