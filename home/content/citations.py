"""The parts of a Greek legal reference, read from how it is cited."""

import re
from datetime import date
from typing import Any

KINDS = [
    (r"^(Κοινή Υπουργική Απόφαση|ΚΥΑ)\b", "joint-ministerial-decision"),
    (r"^(Υπουργική Απόφαση|ΥΑ)\b", "ministerial-decision"),
    (r"^(Ν\.|Νόμος)", "law"),
]
AMENDS = re.compile(r"Τροποποίηση\s+(?P<amended>.+)$")
GAZETTE = re.compile(r"ΦΕΚ\s+(?P<gazette>[^\s()]+(?:\s\d+)?)")
SERIES = re.compile(r"^[Α-Ω]['΄’]")
NUMBER = re.compile(r"(?:υπ' αριθμ\.|Ν\.)\s+(?P<number>[^(«]+?)\s*(?=\(|«|-\s|\s-|$)")
DATED = re.compile(r"^(?P<number>.+)/(?P<day>\d{1,2})-(?P<month>\d{1,2})-(?P<year>\d{4})$")
SUBJECT = re.compile(r"«(?P<subject>[^»]+)»")
ARTICLE = re.compile(r"(?P<article>(?:αρ\.|άρθρο)\s?\d.*)$")


def parse(citation: str) -> dict[str, Any]:
    """
    Fields of `LegalReference`; what the citation doesn't give stays empty.

    `amended` is the citation of the text it amends, or "". A gazette without its series can't be
    looked up, so such a reference is doubtful.
    """
    amends = AMENDS.search(citation)
    own = citation[: amends.start()] if amends else citation
    number, on = _number_and_date(_found(NUMBER, own, "number"))
    gazette = _found(GAZETTE, own, "gazette")
    return {
        "kind": next((kind for pattern, kind in KINDS if re.search(pattern, own)), "other"),
        "number": number,
        "date": on,
        "gazette": gazette,
        "article": _found(ARTICLE, own, "article"),
        "subject": _found(SUBJECT, own, "subject"),
        "is_doubtful": bool(gazette) and not SERIES.match(gazette),
        "amended": amends["amended"].strip() if amends else "",
    }


def _found(pattern: re.Pattern, text: str, name: str) -> str:
    match = pattern.search(text)
    return match[name].strip() if match else ""


def _number_and_date(number: str) -> tuple[str, date | None]:
    dated = DATED.match(number)
    if not dated:
        return number, None
    return dated["number"], date(int(dated["year"]), int(dated["month"]), int(dated["day"]))
