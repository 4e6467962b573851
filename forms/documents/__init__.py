"""Papers made of a form and its answers: the receipt, and the form itself to fill in by hand."""

from forms.documents.blank import blank
from forms.documents.receipt import receipt
from forms.documents.rendering import are_available

__all__ = ["are_available", "blank", "receipt"]
