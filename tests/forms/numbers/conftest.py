"""A year of two units' work."""

import datetime

import pytest

from forms.enums import Channel, State
from forms.models import ClosingReason
from tests.forms.inbox.conftest import centre, directorate  # noqa: F401 – fixtures
from tests.forms.inbox.factories import worker
from tests.forms.numbers.factories import case, session

YEAR = 2024


def day(month, number=10):
    return datetime.date(YEAR, month, number)


@pytest.fixture
def clerk(centre, directorate):  # noqa: F811
    return worker("eleni", centre, directorate)


@pytest.fixture
def a_year(centre, directorate, clerk):  # noqa: F811
    """
    Of the Centre 12 in March, 7 granted in April after 35 days and two sessions; 2 withdrawn, 3 waiting.
    Of the Directorate 6 in May, all closed after two days; and one from before, still open.
    """
    reason = ClosingReason.objects.get_or_create(
        slug="no-contact-test", defaults={"label": {"el": "Χωρίς επαφή", "en": "No contact"}}
    )[0]
    granted = [
        case(centre, on=day(3), ended_after=35, state=State.POSITIVE, decided_by=clerk) for _each in range(7)
    ]
    for _each in range(2):
        case(centre, on=day(3), ended_after=1, state=State.WITHDRAWN, looked_after=None)
    for _each in range(3):
        case(centre, on=day(3), looked_after=72, channel=Channel.COUNTER)
    for _each in range(6):
        title, closed = "Βεβαίωση αστεγίας", {"decided_by": clerk, "closing_reason": reason}
        case(directorate, on=day(5), title=title, ended_after=2, state=State.CLOSED, **closed)
    case(directorate, on=datetime.date(YEAR - 1, 12, 30), title="Βεβαίωση αστεγίας")
    session(granted[0], day(3, 20), clerk)
    session(granted[0], day(4, 3), clerk)
    return granted
