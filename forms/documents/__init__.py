"""Papers made of a form and its answers: the receipt, and the form itself to fill in by hand."""

from forms.documents.answered import receipt
from forms.documents.on_paper import blank
from forms.documents.rendering import are_available

__all__ = ["are_available", "blank", "receipt"]
