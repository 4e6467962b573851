"""
Templates of documents in the admin: who edits content edits them, like any snippet.

A preview is the PDF of what stands in the form at that moment, saved or not. It opens in a tab of its
own and is drawn up after a redirect; until then what was typed waits sealed in the session.
"""

import uuid

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.snippets.views.snippets import SnippetViewSet

from forms import browser, documents
from forms.definition import Definition
from forms.documents import issuing, places
from forms.models import ApplicationFormPage, DocumentTemplate

ASIDE = "template_preview"
KEPT = ["name", "form", "language", "outcome", "title", "body", "validity_months", "signer_name",
        "signer_title"]  # fmt: skip
"""Fields of a template that a preview needs."""


def form_pages():
    """The forms in the site's own language, published or not: a text may be ready first."""
    pages = ApplicationFormPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    return pages.select_related("locale").order_by("path")


class DocumentTemplateForm(WagtailAdminModelForm):
    """Refuses a place that nothing can fill, at the field it stands in."""

    form = forms.TypedChoiceField(label=_("Form"), coerce=uuid.UUID)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = self._forms()

    def _forms(self):
        offered = [(str(page.translation_key), page.title) for page in form_pages()]
        own = str(self.instance.form or "")
        is_gone = own and own not in dict(offered)
        return [("", "---------"), *offered, *([(own, _("A form that is gone"))] if is_gone else [])]

    def clean_title(self):
        title = self.cleaned_data["title"]
        if "{" in title or "}" in title:
            raise ValidationError(_("The title has no places: lists show it without opening the document."))
        return title

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("form") and cleaned.get("language") and "body" in cleaned:
            asked = issuing.definition_of(
                DocumentTemplate(form=cleaned["form"], language=cleaned["language"])
            )
            if wrong := places.unknown(cleaned["body"], asked):
                message = _(
                    "Nothing can fill this place: %(places)s. Those you can use stand below the text."
                )
                self.add_error("body", ValidationError(message, params={"places": ", ".join(wrong)}))
        return cleaned


class PlacesPanel(Panel):
    """Below the text: the places that can be filled, and the preview."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "forms/documents/places_panel.html"

        def get_context_data(self, parent_context=None):
            asked = [(page.title, places.of_form(Definition.from_page(page))) for page in form_pages()]
            return super().get_context_data(parent_context) | {
                "usual": places.USUAL.items(),
                "forms": [(title, list(questions)) for title, questions in asked],
                "preview_url": reverse(f"{NAMESPACE}:preview") if documents.are_available() else "",
            }


class PreviewView(View):
    """A POST keeps what was typed and leads on; a GET draws the sample up."""

    permission_policy = None
    http_method_names = ["get", "post"]

    def dispatch(self, request, *args, **kwargs):
        if not self.permission_policy.user_has_any_permission(request.user, ["add", "change"]):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request):
        edited = DocumentTemplateViewSet.edit_handler.bind_to_model(DocumentTemplate)
        form = edited.get_form_class()(request.POST, for_user=request.user)
        if not form.is_valid():
            context = {"form": form}
            return TemplateResponse(request, "forms/documents/no_preview.html", context, status=422)
        typed = {name: form.cleaned_data[name] for name in KEPT}
        browser.put_aside(request, ASIDE, typed | {"form": str(typed["form"])})
        return redirect(f"{NAMESPACE}:preview")

    def get(self, request):
        typed = browser.aside(request, ASIDE)
        if not typed or not documents.are_available():
            raise Http404
        return shown(issuing.sample(DocumentTemplate(**typed | {"form": uuid.UUID(typed["form"])}), request))


def shown(pdf: bytes) -> HttpResponse:
    """A PDF to look at in the browser, kept nowhere."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="preview.pdf"'
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    response["Cache-Control"] = "no-store, private"
    return response


class DocumentTemplateViewSet(SnippetViewSet):
    model = DocumentTemplate
    icon = "doc-full-inverse"
    menu_label = _("Document templates")
    menu_order = 155
    add_to_admin_menu = True
    list_display = ["name", "language", "outcome", "is_offered"]
    list_filter = ["language", "outcome", "is_offered"]
    search_fields = ["name", "title"]
    copy_view_enabled = True
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("form"),
            FieldRowPanel([FieldPanel("language"), FieldPanel("outcome")]),
            FieldPanel("title"),
            FieldPanel("body"),
            PlacesPanel(),
            FieldPanel("validity_months"),
            MultiFieldPanel([FieldPanel("signer_name"), FieldPanel("signer_title")], heading=_("Who signs")),
            FieldPanel("is_offered"),
        ],
        base_form_class=DocumentTemplateForm,
    )

    def get_urlpatterns(self):
        preview = PreviewView.as_view(permission_policy=self.permission_policy)
        return [*super().get_urlpatterns(), path("preview/", preview, name="preview")]


NAMESPACE = "wagtailsnippets_applications_documenttemplate"
"""Of the addresses that the viewset makes."""
