"""The numbers as staff see them, and the report they take along."""

from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse
from openpyxl import load_workbook

from forms.enums import AccessKind
from forms.models import Access
from tests.forms.inbox.factories import worker
from tests.forms.numbers.conftest import YEAR
from tests.signing_in import sign_in

NUMBERS = reverse("applications:numbers")


@pytest.fixture
def supervisor(centre, directorate):
    return worker("supervisor", centre, directorate, actions=["view", "count"])


@pytest.fixture
def statistician(centre, directorate):
    return worker("statistician", centre, directorate, actions=["count"])


def see(client, user, **query):
    sign_in(client, user)
    return client.get(NUMBERS, {"period": YEAR} | query)


def cells(response, table):
    shown = {table.key: table for table in response.context["overview"].tables}[table]
    return {row.label: [cell.text for cell in row.cells] for row in shown.rows}


def test_who_may_see_the_applications_sees_exact_numbers_and_may_narrow_them(
    a_year, client, supervisor, centre
):
    response = see(client, supervisor)

    assert cells(response, "units")["Κέντρο Κοινότητας"][:4] == ["12", "9", "3", "2"]
    assert "<svg" in response.content.decode()
    narrowed = see(client, supervisor, unit=centre.pk, period="own", first=f"{YEAR}-03", last=f"{YEAR}-04")
    months = list(cells(narrowed, "months"))
    assert months[:-1] == ["Μάρτιος 2024", "Απρίλιος 2024"]
    assert Access.objects.filter(kind=AccessKind.FIGURES, by=supervisor).count() == 2


def test_who_has_only_the_numbers_sees_no_small_one_and_no_other_period(a_year, client, statistician):
    response = see(client, statistician, unit="1", period=YEAR)

    assert list(response.context["choice"].fields) == ["period"]
    outcomes = {row[0] for row in cells(response, "outcomes").values()}
    assert "<5" in outcomes
    assert "2" not in outcomes
    assert cells(response, "units")["Κέντρο Κοινότητας"][0] != "3"
    assert see(client, statistician, period=f"{YEAR}-q1").status_code == 422


def test_what_is_typed_wrongly_is_said_and_shows_no_numbers(a_year, client, supervisor):
    response = see(client, supervisor, period="own", first=f"{YEAR}-05", last=f"{YEAR}-03")

    assert response.status_code == 422
    assert "overview" not in response.context
    assert see(client, supervisor, unit="x").status_code == 422


def test_who_may_not_count_finds_nothing(a_year, client, clerk):
    sign_in(client, clerk)

    assert client.get(NUMBERS).status_code == 404
    assert client.get(reverse("applications:numbers_report", args=[YEAR, "xlsx"])).status_code == 404


def test_numbers_of_another_unit_are_not_in_them(a_year, client, centre):
    response = see(client, worker("local", centre, actions=["view", "count"]))

    assert cells(response, "units").keys() == {"Κέντρο Κοινότητας", "Αίτηση συμβουλευτικής"}
    assert "Βεβαίωση αστεγίας" not in response.content.decode()


@pytest.mark.parametrize("language", ["el", "en"])
def test_the_report_hides_small_counts_from_everybody_and_is_recorded(a_year, client, supervisor, language):
    sign_in(client, supervisor)
    address = reverse("applications:numbers_report", args=[YEAR, "xlsx"])

    response = client.get(address, {"language": language})

    book = load_workbook(BytesIO(response.content))
    values = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {"<5", 18, "–"} <= set(values)
    assert 3 not in values
    assert not [value for value in values if isinstance(value, str) and value.startswith("=")]
    assert response["Cache-Control"] == "no-store, private"
    assert Access.objects.get(kind=AccessKind.EXPORT).note == f"figures {YEAR} xlsx"


def test_the_report_on_paper_is_tagged_and_its_plot_has_words(a_year, client, supervisor):
    sign_in(client, supervisor)

    response = client.get(reverse("applications:numbers_report", args=[YEAR, "pdf"]))

    with pikepdf.open(BytesIO(response.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "el"
        elements = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each]
        kinds = {str(each.S) for each in elements}
        assert {"/Table", "/TH", "/TD", "/Figure", "/H1"} <= kinds
        assert all("/Alt" in each for each in elements if each.S == "/Figure")
