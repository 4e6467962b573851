from datetime import date

from home.content.citations import parse


def test_a_joint_decision_is_read_into_its_parts():
    parts = parse("ΚΥΑ υπ' αριθμ. Δ11 οικ. 8523/236/18-02-2020 (ΦΕΚ Β' 490) - αρ.5, παρ.3")

    assert parts["kind"] == "joint-ministerial-decision"
    assert parts["number"] == "Δ11 οικ. 8523/236"
    assert parts["date"] == date(2020, 2, 18)
    assert parts["gazette"] == "Β' 490"
    assert parts["article"] == "αρ.5, παρ.3"
    assert not parts["is_doubtful"]


def test_the_subject_is_what_stands_in_quotes():
    parts = parse("Κοινή Υπουργική Απόφαση υπ' αριθμ. Δ13/οικ./10747/256/6-3-2019 (ΦΕΚ Β' 792) «Όροι»")

    assert (parts["number"], parts["date"]) == ("Δ13/οικ./10747/256", date(2019, 3, 6))
    assert parts["subject"] == "Όροι"


def test_an_amendment_keeps_its_own_number_and_names_what_it_amends():
    parts = parse(
        "ΚΥΑ υπ' αριθμ. Δ11 οικ. 13242/461 (ΦΕΚ Β' 1039) - Τροποποίηση ΚΥΑ υπ' αριθμ. Δ11 οικ. 8523/236/"
        "18-02-2020 (ΦΕΚ Β' 490)"
    )

    assert (parts["number"], parts["gazette"], parts["date"]) == ("Δ11 οικ. 13242/461", "Β' 1039", None)
    assert parse(parts["amended"])["number"] == "Δ11 οικ. 8523/236"


def test_a_gazette_without_series_makes_a_reference_doubtful():
    parts = parse("Ν. 4520/2018 - ΦΕΚ 5855/28-12-2018")

    assert (parts["kind"], parts["number"], parts["gazette"]) == ("law", "4520/2018", "5855/28-12-2018")
    assert parts["date"] is None, "the date is the gazette's, not the law's"
    assert parts["is_doubtful"]


def test_what_a_citation_does_not_say_stays_empty():
    assert parse("Εγκύκλιος του Υπουργείου") == {
        "kind": "other", "number": "", "date": None, "gazette": "", "article": "", "subject": "",
        "is_doubtful": False, "amended": "",
    }  # fmt: skip
