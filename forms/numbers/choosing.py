"""Which numbers somebody wants to see, as it stands in the address of the screen."""

from datetime import date

from django.db.models import Q
from django.forms import ChoiceField, Form, TypedChoiceField, ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from forms.numbers import periods

LAST_TWELVE, OWN = "last12", "own"
QUARTERS = 8
"""How many are offered: the present one and those before it."""


class Choice(Form):
    """
    Which numbers: all of it stands in the address.

    Who doesn't see exact numbers chooses among calendar years and nothing else: the difference
    between two choices that overlap would tell what either hides.
    """

    period = ChoiceField(label=_("Period"), required=False)
    first = ChoiceField(label=_("From"), required=False)
    last = ChoiceField(label=_("Until"), required=False)
    unit = TypedChoiceField(label=_("Unit"), required=False, coerce=int, empty_value=None)
    form = ChoiceField(label=_("Form"), required=False)

    def __init__(self, data, *, is_exact, years, forms, units, today):
        super().__init__(data, auto_id="numbers-%s")
        self.today = today
        calendar = [(str(year), str(year)) for year in years]
        if not is_exact:
            self.usual = str(today.year)
            self.fields = {"period": self.fields["period"]}
            self.fields["period"].choices = calendar
            return
        self.usual = LAST_TWELVE
        self.fields["period"].choices = [
            (LAST_TWELVE, _("The last 12 months")),
            (_("Years"), calendar),
            (_("Quarters"), list(recent_quarters(today))),
            (OWN, _("As chosen below")),
        ]
        known = periods.between(today.replace(year=years[-1], month=1, day=1), today).months
        months = [(f"{month:%Y-%m}", periods.month_name(month)) for month in reversed(known)]
        self.fields["first"].choices = self.fields["last"].choices = [("", "–"), *months]
        self.fields["unit"].choices = [("", _("All units")), *by_name(units)]
        self.fields["form"].choices = [("", _("All forms")), *by_name(forms)]

    def clean(self):
        data = super().clean()
        if data.get("period") == OWN:
            first, last = data.get("first"), data.get("last")
            if not (first and last):
                raise ValidationError(_("Choose from which month and until which."))
            if first > last:
                raise ValidationError(_("The first month comes after the last one."))
        return data

    @property
    def chosen(self) -> periods.Period:
        key = self.cleaned_data.get("period") or self.usual
        if key == LAST_TWELVE:
            return periods.last_twelve_months(self.today)
        if key == OWN:
            first, last = (self.cleaned_data[name] for name in ("first", "last"))
            return periods.between(as_month(first), as_month(last))
        if "-q" in key:
            year, number = key.split("-q")
            return periods.quarter(int(number), int(year))
        return periods.year(int(key))

    @property
    def scope(self) -> Q:
        unit, form = self.cleaned_data.get("unit"), self.cleaned_data.get("form")
        return (Q(unit=unit) if unit else Q()) & (Q(form=form) if form else Q())


def as_month(text):
    """The first day of "2026-03"."""
    return date.fromisoformat(f"{text}-01")


def by_name(names):
    return sorted(names.items(), key=lambda item: item[1])


def recent_quarters(today):
    year, number = today.year, (today.month + 2) // 3
    for _each in range(QUARTERS):
        label = pgettext("statistics", "Quarter %(number)d of %(year)d") % {"number": number, "year": year}
        yield f"{year}-q{number}", label
        year, number = (year, number - 1) if number > 1 else (year - 1, 4)
