"""People who don't exist: made anew in each run, so no number in this repository is anybody's."""

import datetime
import random
from dataclasses import dataclass

import phonenumbers
from stdnum import luhn


@dataclass(frozen=True)
class Person:
    name: str
    born: datetime.date
    amka: str
    phone: str
    email: str
    trouble: str
    """A sentence in which every word is this person's alone: a mark to look for."""

    @property
    def marks(self) -> list[str]:
        """What must be found nowhere in clear."""
        return [*self.name.split(), self.amka, self.phone, self.phone.removeprefix("+30"), self.email,
                *self.trouble.split()]  # fmt: skip


def make_person() -> Person:
    born = birth_date()
    given, family = word().capitalize(), word().capitalize()
    return Person(
        name=f"{given} {family}",
        born=born,
        amka=make_amka(born),
        phone=make_phone(),
        email=f"{random.randbytes(8).hex()}@example.gr",
        trouble=f"{word()} {word()} {word()}",
    )


def birth_date() -> datetime.date:
    first = datetime.date(1930, 1, 1)
    return first + datetime.timedelta(days=random.randrange(365 * 75))


def make_amka(born: datetime.date, number: int | None = None) -> str:
    """DDMMYY, four digits, and the check digit that makes the Luhn sum right: eleven in all."""
    number = random.randrange(10**4) if number is None else number
    start = f"{born:%d%m%y}{number:04}"
    return start + luhn.calc_check_digit(start)


def make_phone() -> str:
    """A Greek mobile number in the form in which it is kept: +3069…"""
    while True:
        number = f"+3069{random.randrange(10**8):08}"
        if phonenumbers.is_valid_number(phonenumbers.parse(number)):
            return number


def word() -> str:
    """An invented Greek word, long enough to occur nowhere else."""
    return "".join(random.choice("βγδζθκλμνξπρστφχψ") + random.choice("αεηιουω") for _ in range(7))
