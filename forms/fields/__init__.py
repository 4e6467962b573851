"""
Form fields for what applicants type: one normal form each, and errors that say the cure.

Each takes what people really write: spaces in numbers, a comma for decimals, names of months.
"""

from forms.fields.address import AddressField
from forms.fields.boxes import BoxesWidget
from forms.fields.contact import GreekPhoneField, OneEmailField
from forms.fields.date import DayFirstDateField
from forms.fields.identity import AfmField, AmkaField, IbanField, fits_birth_date
from forms.fields.number import MoneyField, NumberField
from forms.fields.text import INVISIBLE, LINE, TEXT, CleanCharField, LongTextField, visible

__all__ = [
    "INVISIBLE",
    "LINE",
    "TEXT",
    "AddressField",
    "AfmField",
    "AmkaField",
    "BoxesWidget",
    "CleanCharField",
    "DayFirstDateField",
    "GreekPhoneField",
    "IbanField",
    "LongTextField",
    "MoneyField",
    "NumberField",
    "OneEmailField",
    "fits_birth_date",
    "visible",
]
