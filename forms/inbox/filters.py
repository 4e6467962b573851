"""What the list can be narrowed by."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from forms.enums import Channel, State
from forms.models import Application, Unit
from forms.permissions import applications_of, policy


def units_of(request):
    """Units whose applications the person may see."""
    return Unit.objects.filter(pk__in=policy.units_user_has_permission_for(request.user, "view"))


class ApplicationFilterSet(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(
        label=_("State"),
        choices=State.choices,
        widget=forms.CheckboxSelectMultiple,
        distinct=False,  # it would compare whole rows, sealed answers and all
    )
    form = django_filters.ChoiceFilter(
        label=_("Form"), empty_label=pgettext_lazy("filter", "All"), widget=forms.RadioSelect
    )
    channel = django_filters.MultipleChoiceFilter(
        label=_("How it came in"),
        choices=Channel.choices,
        widget=forms.CheckboxSelectMultiple,
        distinct=False,
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"),
        queryset=units_of,
        empty_label=pgettext_lazy("filter", "All"),
        widget=forms.RadioSelect,
    )
    assignee = django_filters.ChoiceFilter(
        label=_("Assigned to"),
        choices=[("mine", _("Me")), ("nobody", _("Nobody"))],
        empty_label=_("Anybody or nobody"),
        widget=forms.RadioSelect,
        method="filter_assignee",
    )
    sent_at = django_filters.DateFromToRangeFilter(label=_("Received"), widget=DateRangePickerWidget)
    read = django_filters.ChoiceFilter(
        label=_("Opened"),
        choices=[("no", _("Not yet"))],
        empty_label=pgettext_lazy("filter", "All"),
        widget=forms.RadioSelect,
        method="filter_read",
    )

    class Meta:
        model = Application
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["form"].extra["choices"] = self._forms_seen()

    def _forms_seen(self):
        """Forms for which the person has applications, also when the page is long gone."""
        titles = applications_of(self.request.user).order_by("form_title").values_list("form", "form_title")
        return [(str(form), title) for form, title in dict(titles.distinct()).items()]

    def filter_assignee(self, queryset, name, value):
        return queryset.assigned_to(self.request.user) if value == "mine" else queryset.unassigned()

    def filter_read(self, queryset, name, value):
        return queryset.unread()
