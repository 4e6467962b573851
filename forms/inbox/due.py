"""Which applications are late or nearly: what `forms.deadlines` says of one, asked of very many at once."""

from collections import defaultdict
from datetime import date

from django.db.models import Q

from forms import form_states
from forms.deadlines import add_working_days
from forms.enums import OPEN
from forms.workflow import USUAL_WARNING


def due(today: date) -> Q:
    """
    Open applications that are red or amber, as each form warns.

    Databases ask the parts in turn: that its day is far away settles it for nearly all, and only
    where forms warn at different times does it matter which form it is.
    """
    special: dict[int, dict[str, list]] = defaultdict(lambda: defaultdict(list))
    for row in form_states.rows().values():
        if row.amber_days != USUAL_WARNING and row.state in OPEN:
            special[row.amber_days][row.state].append(row.form)
    days = {USUAL_WARNING, *special}
    latest = Q(due_on__lte=add_working_days(today, max(days)))
    found, usual = Q(due_on__lte=add_working_days(today, min(days))), Q()
    for warning, forms_by_state in special.items():
        these = Q(
            *(Q(state=state, form__in=forms) for state, forms in forms_by_state.items()), _connector=Q.OR
        )
        found |= Q(due_on__lte=add_working_days(today, warning)) & these
        usual &= ~these
    found |= Q(due_on__lte=add_working_days(today, USUAL_WARNING)) & usual
    return Q(state__in=OPEN) & latest & found
