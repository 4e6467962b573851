"""The bulk actions on applications: take, assign to a colleague, put back."""

from django.utils.translation import gettext_lazy, ngettext

from forms.actions import casework, changing
from forms.inbox.bulk import ApplicationBulkAction, BulkForm
from forms.inbox.colleagues import colleagues_in, with_workload
from forms.inbox.entries import ColleagueField


class TakeAction(ApplicationBulkAction):
    action_type = "take"
    display_name = button = gettext_lazy("Take")
    aria_label = gettext_lazy("Take the chosen applications")
    explanation = gettext_lazy("They become yours. What somebody has already stays with them.")

    def act(self, application, version, form):
        casework.take(application, by=self.request.user, version=version)


class ReleaseAction(ApplicationBulkAction):
    """One's own, or anybody's for those who assign."""

    action_type = "release"
    display_name = button = gettext_lazy("Put back")
    aria_label = gettext_lazy("Put the chosen applications back to the unassigned")
    explanation = gettext_lazy("They go back to the unassigned, for anybody to take.")

    def act(self, application, version, form):
        user = self.request.user
        may_assign = self.permission_policy.user_may(user, "assign", application.unit_id, application.form)
        if application.assignee_id != user.pk and not may_assign:
            raise changing.NotInTurn
        casework.release(application, by=user, version=version)


class LoadedColleagueField(ColleagueField):
    def label_from_instance(self, user):
        name = super().label_from_instance(user)
        text = ngettext("%(name)s – %(count)d open", "%(name)s – %(count)d open", user.in_hand)
        return text % {"name": name, "count": user.in_hand}


class AssignForm(BulkForm):
    to = LoadedColleagueField(
        label=gettext_lazy("Colleague"), queryset=None, empty_label=gettext_lazy("Choose")
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = with_workload(colleagues_in(units))


class AssignAction(ApplicationBulkAction):
    action_type = "assign"
    permission_required = "assign"
    form_class = AssignForm
    display_name = button = gettext_lazy("Assign")
    aria_label = gettext_lazy("Assign the chosen applications to a colleague")
    explanation = gettext_lazy("Beside each name stands how many open applications the person has.")

    def get_form_kwargs(self):
        units = self.permission_policy.units_user_has_permission_for(self.request.user, "assign")
        return super().get_form_kwargs() | {"units": units}

    def act(self, application, version, form):
        to = form.cleaned_data["to"]
        if not self.permission_policy.user_has_permission_for_instance(to, "change", application):
            raise changing.NotInTurn
        casework.assign(application, to=to, by=self.request.user, version=version)


ALL = [TakeAction, AssignAction, ReleaseAction]
