"""Addresses of the second factor, below /admin/account/."""

from django.urls import path

from forms.staff.confirming import ConfirmView

BASE = "account/two-factor/"

urls = [
    path(f"{BASE}confirm/", ConfirmView.as_view(), name="two_factor_confirm"),
]
