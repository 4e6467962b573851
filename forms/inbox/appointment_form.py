"""What staff type for an appointment, and what they are warned of."""

from datetime import date, datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms.actions import appointments as actions
from forms.crypto import CannotOpen
from forms.deadlines import is_working_day
from forms.definition import Definition
from forms.enums import Means
from forms.fields import CleanCharField, GreekPhoneField
from forms.inbox.when import DayField, TimeField, moment
from forms.models import Application, Appointment

SHORTEST, LONGEST = 5, int(actions.LONGEST.total_seconds() // 60)


class AppointmentForm(forms.Form):
    """
    `starts_at` and `where` come out of it.

    `warnings` are no errors: whoever has read them and ticks the box may go on.
    """

    day = DayField(label=gettext_lazy("Day"), error_messages={"required": gettext_lazy("Write the day.")})
    at = TimeField(label=gettext_lazy("Time"), error_messages={"required": gettext_lazy("Write the time.")})
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), min_value=SHORTEST, max_value=LONGEST, initial=45
    )
    means = forms.ChoiceField(label=gettext_lazy("How"), choices=Means.choices, widget=forms.RadioSelect)
    place = CleanCharField(
        label=gettext_lazy("Place, at the office"),
        help_text=gettext_lazy("Street and number, floor, room: the applicant reads it."),
        required=False,
    )
    phone = GreekPhoneField(label=gettext_lazy("Number that we call, by telephone"), required=False)
    anyway = forms.BooleanField(
        label=gettext_lazy("I have read the warning. Set it all the same."), required=False
    )

    def __init__(self, data=None, *, application, user, moved=None, **kwargs):
        self.application, self.user, self.moved = application, user, moved
        self.warnings: list[str] = []
        super().__init__(data, **kwargs)
        self.fields["phone"].widget.attrs["autocomplete"] = "off"

    def clean(self):
        cleaned = super().clean()
        self._check_where(cleaned)
        if cleaned.get("day") and cleaned.get("at"):
            self._check_when(cleaned)
        if self.warnings and not cleaned.get("anyway") and not self.errors:
            self.add_error("anyway", ValidationError(_("Read the warning above first."), code="warned"))
        if not self.warnings:
            del self.fields["anyway"]
        return cleaned

    def _check_where(self, cleaned):
        name, message = {
            Means.OFFICE: ("place", _("Write the place.")),
            Means.PHONE: ("phone", _("Write the number that we call.")),
        }.get(cleaned.get("means"), ("", ""))
        if name and name not in self.errors and not cleaned.get(name):
            self.add_error(name, ValidationError(message, code="required"))
        cleaned["where"] = cleaned.get(name, "") if name else ""

    def _check_when(self, cleaned):
        try:
            starts_at = cleaned["starts_at"] = moment(cleaned["day"], cleaned["at"])
        except ValidationError as error:
            self.add_error("at", error)
            return
        if starts_at <= timezone.now():
            self.add_error("day", ValidationError(_("That lies in the past."), code="past"))
            return
        self.warnings = [*self._warnings_of_day(cleaned["day"]), *self._warnings_of_time(starts_at, cleaned)]

    def _warnings_of_day(self, day: date):
        if not is_working_day(day):
            yield _("%(day)s is no working day.") % {"day": f"{day:%d/%m/%Y}"}

    def _warnings_of_time(self, starts_at: datetime, cleaned):
        worker = self.application.assignee or self.user
        for other in actions.at_that_time(worker, starts_at, cleaned.get("minutes") or 0, but=self.moved):
            yield _("There is another appointment from %(start)s to %(end)s.") % {
                "start": f"{timezone.localtime(other.starts_at):%H:%M}",
                "end": f"{timezone.localtime(other.ends_at):%H:%M}",
            }


def initial_of(application: Application) -> dict:
    """For a new appointment: where the unit's last one was, and the number the applicant gave."""
    offices = Appointment.objects.filter(application__unit=application.unit_id, means=Means.OFFICE)
    last = offices.order_by("made_at").last()
    return {
        "at": time(10, 0),
        "minutes": 45,
        "means": Means.OFFICE,
        "place": (last and last.where_if_readable) or application.unit.name,
        "phone": phone_of(application),
    }


def initial_from(appointment: Appointment) -> dict:
    """For one that is moved: as it is."""
    local = timezone.localtime(appointment.starts_at)
    own = "phone" if appointment.means == Means.PHONE else "place"
    return initial_of(appointment.application) | {
        "day": local.date(),
        "at": local.time(),
        "minutes": appointment.minutes,
        "means": appointment.means,
        own: appointment.where_if_readable,
    }


def phone_of(application: Application) -> str:
    """The first phone number that was given, the applicant's own before others."""
    asked = [q for q in Definition.from_version(application.version).questions if q.kind == "phone"]
    try:
        given = [q for q in asked if application.answers.get(q.key)]
    except CannotOpen:
        return ""
    given.sort(key=lambda question: question.autocomplete != "tel")
    return str(application.answers[given[0].key]) if given else ""
