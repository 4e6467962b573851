import pytest
from django.core.exceptions import ValidationError

from services_guide import phone
from services_guide.models import ContactPhone, Helpline
from tests.services_guide.factories import ContactDetailsFactory, HelplineFactory, phone_number


@pytest.mark.parametrize(
    "typed",
    ["2341 090000", "23410 90000", "2341-090000", "(2341) 090000", "+30 2341 090000", "0030 2341090000"],
)
def test_a_number_is_kept_as_the_digits_to_dial(typed):
    assert phone.normalise(typed) == "2341090000"


@pytest.mark.parametrize("code", ["112", "197", "1107", "15900", "116111", "116 111"])
def test_short_codes_are_numbers_too(code):
    assert phone.normalise(code) == code.replace(" ", "")


@pytest.mark.parametrize(
    "typed", ["", "phone", "12", "234135228", "99", "1234567", "+49 30 123456", "2341090000 ext. 5"]
)
def test_what_cannot_be_dialled_is_refused(typed):
    with pytest.raises(ValidationError):
        phone.normalise(typed)


def test_a_number_is_shown_in_groups_and_dialled_from_abroad():
    assert phone.grouped("2341090000") == "2341 090000"
    assert phone.tel("2341090000") == "tel:+302341090000"


def test_a_short_code_stays_as_it_is():
    assert phone.grouped("116111") == "116111"
    assert phone.tel("116111") == "tel:116111"


@pytest.mark.django_db
def test_numbers_are_normalised_however_they_are_saved():
    number = ContactPhone.objects.create(contact=ContactDetailsFactory(), number="+30 2341 090001")
    line = HelplineFactory(number="116 111")

    assert ContactPhone.objects.get(pk=number.pk).number == phone_number(1)
    assert Helpline.objects.get(pk=line.pk).number == "116111"
