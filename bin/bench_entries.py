"""
Entries of a guide as many towns would write it together, made up: for measuring how search grows.

A grammar of what offices of social services give, to whom and for what makes titles and sentences
that read like theirs; a tail of rare words from the dictionary makes the vocabulary grow with the
number of entries as it does in real texts. The same number is always the same entry, whatever the
total, so that the first ten thousand of a hundred thousand are those of ten thousand.
"""

import itertools
import lzma
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from search import lemmas
from search.documents import Document

FIRST_PK = 1000
"""Numbers of objects below this one are the site's own."""
ORGANISATIONS, ENGLISH = 20, 10
"""Every so manieth entry is an office; is in English."""
TYPES = {"service": "services_guide.servicepage", "organisation": "services_guide.organisation"}

GIVEN = {
    "Επίδομα": "Benefit",
    "Οικονομική ενίσχυση": "Financial support",
    "Βεβαίωση": "Certificate",
    "Πιστοποιητικό": "Certificate",
    "Αίτηση": "Application",
    "Πρόγραμμα": "Programme",
    "Κάρτα": "Card",
    "Δωρεάν παροχή": "Free provision",
    "Έκτακτο βοήθημα": "Emergency aid",
    "Συμβουλευτική": "Counselling",
    "Απαλλαγή από τέλη": "Exemption from fees",
    "Εγγραφή": "Enrolment",
    "Υπηρεσία": "Service",
    "Μητρώο": "Register",
    "Επιδότηση": "Subsidy",
    "Ενημέρωση": "Information",
}
MATTERS = {
    "στέγασης": ("stegi-astegia", "housing"),
    "ενοικίου": ("stegi-astegia", "rent"),
    "αστεγίας": ("stegi-astegia", "homelessness"),
    "προσωρινής φιλοξενίας": ("stegi-astegia", "temporary shelter"),
    "ρεύματος": ("revma-energeia", "electricity"),
    "θέρμανσης": ("revma-energeia", "heating"),
    "επανασύνδεσης ηλεκτρικού": ("revma-energeia", "electricity reconnection"),
    "τροφίμων": ("trofima-vasika-eidi", "food"),
    "συσσιτίου": ("trofima-vasika-eidi", "free meals"),
    "ένδυσης": ("trofima-vasika-eidi", "clothing"),
    "φαρμάκων": ("ygeia-farmaka", "medicines"),
    "εμβολιασμού": ("ygeia-farmaka", "vaccination"),
    "νοσηλείας": ("ygeia-farmaka", "hospital care"),
    "ψυχικής υγείας": ("psychologiki-stirixi", "mental health"),
    "ψυχολογικής υποστήριξης": ("psychologiki-stirixi", "psychological support"),
    "γάμου": ("oikogeneia", "marriage"),
    "γέννησης παιδιού": ("oikogeneia", "the birth of a child"),
    "βρεφονηπιακού σταθμού": ("oikogeneia", "nursery school"),
    "αναπηρίας": ("anapiria", "disability"),
    "μεταφοράς": ("anapiria", "transport"),
    "προσωπικού βοηθού": ("anapiria", "a personal assistant"),
    "κατ’ οίκον φροντίδας": ("triti-ilikia", "care at home"),
    "συνταξιοδότησης": ("triti-ilikia", "retirement"),
    "εργασίας": ("ergasia", "work"),
    "επαγγελματικής κατάρτισης": ("ergasia", "vocational training"),
    "μαθημάτων ελληνικών": ("entaxi", "Greek lessons"),
    "διαμονής": ("entaxi", "residence"),
    "νομικής βοήθειας": ("dikaiomata", "legal aid"),
    "προστασίας από τη βία": ("via-kakopoiisi", "protection from violence"),
    "ελάχιστου εισοδήματος": ("oikonomiki-enischysi", "minimum income"),
    "χρεών": ("oikonomiki-enischysi", "debts"),
    "δημοτικών τελών": ("oikonomiki-enischysi", "municipal fees"),
}
PEOPLE = {
    "ηλικιωμένους": ("ilikiomenoi", "older people"),
    "άτομα με αναπηρία": ("amea", "people with disabilities"),
    "μονογονεϊκές οικογένειες": ("monogoneikes", "single parents"),
    "πολύτεκνους": ("polyteknoi", "large families"),
    "ανέργους": ("anergoi", "the unemployed"),
    "αστέγους": ("astegoi", "homeless people"),
    "πρόσφυγες": ("prosfyges", "refugees"),
    "μετανάστες": ("metanastes", "migrants"),
    "Ρομά": ("roma", "Roma"),
    "παιδιά και εφήβους": ("paidia", "children and teenagers"),
    "φοιτητές": ("foitites", "students"),
    "γυναίκες θύματα βίας": ("gynaikes", "women who suffer violence"),
    "ανασφάλιστους": ("anasfalistoi", "the uninsured"),
    "συνταξιούχους": ("syntaxiouchoi", "pensioners"),
    "χαμηλοσυνταξιούχους": ("syntaxiouchoi", "low pensioners"),
    "αποφυλακισμένους": ("apofylakismenoi", "released prisoners"),
    "αγρότες": ("agrotes", "farmers"),
    "πυρόπληκτους και πλημμυροπαθείς": ("plithontes", "victims of fire and flood"),
}
OFFICES = {
    "Κέντρο Κοινότητας": "Community Centre",
    "Διεύθυνση Κοινωνικής Προστασίας": "Directorate of Social Protection",
    "Τμήμα Πρόνοιας": "Welfare Department",
    "Κοινωνικό Παντοπωλείο": "Social Grocery",
    "Κοινωνικό Φαρμακείο": "Social Pharmacy",
    "Κέντρο Ημέρας": "Day Centre",
    "Βοήθεια στο Σπίτι": "Help at Home",
    "Κ.Α.Π.Η.": "Open Care Centre",
}
ACRONYMS = ("ΚΕΑ", "ΕΕΕ", "ΤΕΒΑ", "ΚΑΠΗ", "ΚΕΠ", "ΑΜΕΑ", "ΟΠΕΚΑ", "ΔΥΠΑ", "ΕΦΚΑ", "ΚΔΑΠ", "ΗΔΙΚΑ", "ΠΟΥ")
_PLACES = (
    ("", "Νέου ", "Παλαιού ", "Άνω ", "Κάτω ", "Μεγάλου ", "Αγίου "),
    ("Πλατάν", "Καστρ", "Λευκοχωρ", "Μαυροπετρ", "Ελαιών", "Μυλότοπ", "Πευκοφυτ", "Αμπελ", "Ξηροποτάμ",
     "Κρυονερ", "Δαφνών", "Πετρωτ", "Λιμνοχωρ", "Βουνιχωρ", "Καλλιθε", "Σταυροδρομ", "Γεφυρ", "Θερμοπηγ"),
    ("ου", "ίου", "ιών"),
)  # fmt: skip
TOWNS = tuple("".join(parts) for parts in itertools.product(*_PLACES))
"""Invented, in the genitive, about as many as Greece has municipalities."""
SENTENCES = (
    "Απευθύνεται σε {people} που κατοικούν στον Δήμο {town} και χρειάζονται βοήθεια για θέματα {matter}.",
    "Η αίτηση υποβάλλεται στο γραφείο «{office}» με ταυτότητα, εκκαθαριστικό και {tail}.",
    "Δικαιούχοι είναι όσοι έχουν εισόδημα έως {number} ευρώ τον χρόνο και δεν λαμβάνουν {other}.",
    "Πριν έρθετε, κλείστε ραντεβού στο τηλέφωνο και έχετε μαζί σας {tail}, {tail} και {tail}.",
    "Το ποσό καταβάλλεται κάθε μήνα στον λογαριασμό σας, εφόσον η {tail} δεν έχει λήξει.",
    "Οι κοινωνικοί λειτουργοί σάς εξηγούν τι ισχύει για {people} και σε ποιον να απευθυνθείτε.",
    "Αν η απάντηση είναι αρνητική, μπορείτε μέσα σε {number} ημέρες να κάνετε ένσταση για {tail}.",
    "Η υπηρεσία συνεργάζεται με {tail}, με το {acronym} και με τοπικούς φορείς του Δήμου {town}.",
    "Για {people} με {tail} ή {tail} προβλέπεται και {other}.",
    "Χρειάζονται επίσης {tail}, αντίγραφο του {tail} και υπεύθυνη δήλωση.",
)
ENGLISH_SENTENCES = (
    "For {people} who live in the area and need help with {matter}.",
    "Bring your identity card, your tax statement and a proof of address.",
    "Our social workers explain what applies to {people} and whom to ask next.",
    "The amount is paid every month, up to {number} euros a year.",
)


def documents(count: int, *, seed: int = 1) -> Iterator[Document]:
    """The first `count` entries, one by one."""
    return (document(number, seed=seed) for number in range(count))


def document(number: int, *, seed: int = 1) -> Document:
    """The entry of this number."""
    chance = random.Random(f"{seed} {number}")  # noqa: S311 – the same each time
    given, matter, people = (chance.choice(list(all_of)) for all_of in (GIVEN, MATTERS, PEOPLE))
    need, matter_en = MATTERS[matter]
    audience, people_en = PEOPLE[people]
    town, office = chance.choice(TOWNS), chance.choice(list(OFFICES))
    unit = f"{office} {town}"
    slots = {"people": people, "town": town, "matter": matter, "office": unit}
    words = {
        "title": _title(chance, given, matter, people, town),
        "summary": _sentence(chance, chance.choice(SENTENCES[:3]), slots),
    }
    english = {
        "title": f"{GIVEN[given]} for {matter_en}: {people_en}",
        "summary": f"{GIVEN[given]} for {people_en}, from the {OFFICES[office]}.",
    }
    kind, language = "service", "el"
    if number % ORGANISATIONS == ORGANISATIONS - 1:
        kind, words["title"], english["title"] = "organisation", f"{unit} {_tail(chance)}", OFFICES[office]
    sentences, about = SENTENCES, slots
    if number % ENGLISH == 0:
        language, words, english = "en", english, words
        sentences, about = ENGLISH_SENTENCES, {"people": people_en, "matter": matter_en}
    chosen = chance.sample(sentences, chance.randint(2, min(6, len(sentences))))
    body = " ".join(_sentence(chance, pattern, about) for pattern in chosen)
    slug = f"{need}-{audience}-{number}"
    return Document(
        key=f"{TYPES[kind]}:{FIRST_PK + number}",
        type=kind,  # type: ignore[arg-type]
        slug=slug,
        language=language,
        url=f"/odigos/{slug}/",
        body=body,
        names=(need.replace("-", " "), people, *chance.sample(ACRONYMS, chance.randint(0, 2)), unit),
        phones=(f"230{chance.randrange(10**7):07}",),
        unit=unit,
        terms=(f"need:{need}", f"audience:{audience}"),
        other=tuple(english.values()),
        **words,
    )


def _title(chance: random.Random, given: str, matter: str, people: str, town: str) -> str:
    return chance.choice(
        (
            f"{given} {matter}",
            f"{given} {matter} για {people}",
            f"{given} {matter} Δήμου {town}",
            f"{given} {matter} για {people} με {_tail(chance)}",
            f"{given} {_tail(chance)} και {matter}",
        )
    )


def _sentence(chance: random.Random, pattern: str, slots: dict[str, str]) -> str:
    said = pattern
    while "{tail}" in said:
        said = said.replace("{tail}", _tail(chance), 1)
    other = f"{chance.choice(list(GIVEN)).lower()} {chance.choice(list(MATTERS))}"
    more = {"other": other, "acronym": chance.choice(ACRONYMS), "number": chance.randint(5, 9999)}
    return said.format(**slots, **more)


def _tail(chance: random.Random) -> str:
    """A rare word, the first ones of the list far oftener than the last: by Zipf's law."""
    words = _dictionary()
    return words[int(len(words) ** chance.random()) - 1]


@cache
def _dictionary() -> list[str]:
    """Words of search's dictionary, shuffled, but always in the same way."""
    table = lzma.decompress(Path(lemmas.__file__).with_name("greek_lemmas.xz").read_bytes())
    lines = table.decode(lemmas.ENCODING).splitlines()
    words = [re.sub("σ$", "ς", word) for word in (line.partition(" ")[0] for line in lines) if len(word) > 3]
    random.Random(1).shuffle(words)  # noqa: S311 – the same each time
    return words
