"""Addresses of the doors, which stand before Wagtail's, and of the second factor."""

from django.urls import path

from forms.staff import administering, doors, enrolling
from forms.staff.confirming import ConfirmView

urlpatterns = [
    path("login/", doors.LoginView.as_view(), name="wagtailadmin_login"),
    path("logout/", doors.LogoutView.as_view(), name="wagtailadmin_logout"),
    path("password_reset/", doors.PasswordResetView.as_view(), name="wagtailadmin_password_reset"),
]
"""Below /admin/."""

BASE = "account/two-factor/"

second_factor = [
    path(BASE, enrolling.StatusView.as_view(), name="two_factor"),
    path(f"{BASE}set-up/", enrolling.SetUpView.as_view(), name="two_factor_set_up"),
    path(f"{BASE}codes/", enrolling.CodesView.as_view(), name="two_factor_codes"),
    path(f"{BASE}remove/", enrolling.RemoveView.as_view(), name="two_factor_remove"),
    path(f"{BASE}confirm/", ConfirmView.as_view(), name="two_factor_confirm"),
    path(f"{BASE}users/<int:pk>/", administering.GiveCodeView.as_view(), name="two_factor_give_code"),
    path(f"{BASE}users/<int:pk>/code/", administering.GivenCodeView.as_view(), name="two_factor_given_code"),
]
"""For Wagtail's hook, which asks for `access_admin` at each."""
