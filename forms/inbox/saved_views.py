"""Views of the list that somebody keeps for themselves: filters and an order under a name."""

from django import forms
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from forms.fields.text import CleanCharField
from forms.inbox.access import NotThereMixin
from forms.inbox.listing import InboxView
from forms.models import SavedView

MOST = 20
"""Views one person keeps: more would be a list to search in."""


class NameForm(forms.Form):
    """A name that none of the person's other views has."""

    name = CleanCharField(
        label=gettext_lazy("Name of the view"),
        max_length=60,
        error_messages={"required": gettext_lazy("Write a name for the view.")},
    )

    def __init__(self, *args, views, view=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.views, self.view = views, view

    def clean_name(self):
        name = self.cleaned_data["name"]
        others = self.views.exclude(pk=self.view.pk) if self.view else self.views
        if others.filter(name=name).exists():
            raise forms.ValidationError(_("You have a view of this name already."))
        return name

    def clean(self):
        if self.view is None and self.views.count() >= MOST:
            self.add_error("name", _("You keep %(most)d views already. Delete one first.") % {"most": MOST})


class SaveView(InboxView):
    """Keeps what the address asks for; refused, it shows the list as it was, with the name typed."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        views = SavedView.objects.filter(user=request.user)
        self.save_form = NameForm(request.POST, views=views)
        if not (self.filters.is_valid() and self.is_savable and self.save_form.is_valid()):
            return self.show_again()
        name = self.save_form.cleaned_data["name"]
        # Of two clicks on the button the second finds what the first has kept.
        view, _made = SavedView.objects.get_or_create(
            user=request.user, name=name, defaults={"query": self.here}
        )
        messages.success(request, _("The view is kept."))
        return redirect(f"{reverse('applications:index')}?{view.query}")


class SavedViewsView(NotThereMixin, WagtailAdminTemplateMixin, TemplateView):
    """One's own views, each to be renamed or deleted."""

    page_title = gettext_lazy("My views")
    header_icon = "mail"
    template_name = "forms/inbox/saved_views.html"

    def get_breadcrumbs_items(self):
        listing = {"url": reverse("applications:index"), "label": _("Applications")}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.page_title}]

    @cached_property
    def views(self):
        return SavedView.objects.filter(user=self.request.user)

    def post(self, request, *args, **kwargs):
        """`rename` or `delete` holds the id of a view; a name comes with the first."""
        view_id = request.POST.get("rename") or request.POST.get("delete") or ""
        view = get_object_or_404(self.views, pk=view_id if view_id.isascii() and view_id.isdigit() else None)
        if "delete" in request.POST:
            view.delete()
            messages.success(request, _("The view is deleted. No application was touched."))
            return redirect("applications:views")
        form = NameForm(request.POST, views=self.views, view=view)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(refused=form), status=422)
        view.name = form.cleaned_data["name"]
        view.save(update_fields=["name"])
        messages.success(request, _("The view has a new name."))
        return redirect("applications:views")

    def get_context_data(self, **kwargs):
        return super().get_context_data(views=self.views, **kwargs)
