"""Before exports and changes of rights one proves anew who one is."""

import datetime
from urllib.parse import quote

import pytest
import time_machine
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.views import View

from forms.models import Access, Authenticator
from forms.staff.step_up import StepUpMixin
from tests.forms.inbox import factories
from tests.forms.staff.codes import code_of
from tests.signing_in import sign_in

CONFIRM = "/admin/account/two-factor/confirm/"


class Guarded(StepUpMixin, View):
    def get(self, request):
        return HttpResponse("shown")

    post = get


@pytest.fixture
def maria(db):
    return factories.worker("maria", factories.unit())


def ask(client, method, minutes, **headers):
    """The guarded view's answer to the client's session, so many minutes after the sign-in."""
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=minutes), tick=False):
        request = getattr(RequestFactory(), method)("/admin/guarded/?a=1", headers=headers)
        request.session = client.session
        return Guarded.as_view()(request)


@pytest.mark.parametrize(("method", "minutes"), [("get", 9), ("post", 29)])
def test_who_proved_it_lately_goes_on(client, maria, method, minutes):
    sign_in(client, maria)

    assert ask(client, method, minutes).content == b"shown"


def test_after_a_while_one_is_led_to_confirm_and_back(client, maria):
    sign_in(client, maria)

    assert ask(client, "get", 11).url == CONFIRM + "?next=" + quote("/admin/guarded/?a=1", safe="")
    from_where = ask(client, "post", 31, Referer="http://testserver/admin/list/?b=2")
    assert from_where.url == CONFIRM + "?next=" + quote("/admin/list/?b=2", safe="")
    from_elsewhere = ask(client, "post", 31, Referer="https://evil.example/")
    assert from_elsewhere.url == CONFIRM + "?next=" + quote("/admin/", safe="")


def test_a_code_of_the_app_confirms_once_and_leads_back(client, maria):
    sign_in(client, maria)
    code = code_of(maria)

    confirmed = client.post(CONFIRM, {"code": code, "next": "/admin/account/"})
    again = client.post(CONFIRM, {"code": code, "next": "/admin/account/"})

    assert (confirmed.status_code, confirmed.url) == (302, "/admin/account/")
    assert again.status_code == 422
    assert list(Access.objects.values_list("kind", "by__username", "note")) == [
        ("refused", "maria", "step-up")
    ]


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example/", "javascript:alert(1)", ""])
def test_confirming_leads_nowhere_else(client, maria, target):
    sign_in(client, maria)

    assert client.post(CONFIRM, {"code": code_of(maria), "next": target}).url == reverse("wagtailadmin_home")


def test_who_has_no_app_gives_the_password(client, db):
    editor = factories.user("eleni", "Editors")
    editor.set_password("a long enough one")
    editor.save()
    sign_in(client, editor)
    Authenticator.objects.all().delete()

    assert client.post(CONFIRM, {"password": "another"}).status_code == 422
    assert client.post(CONFIRM, {"password": "a long enough one"}).status_code == 302
