"""Answers that belong to no page: health, notes to robots, and what to say when something was refused."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from forms.apply import csrf
from home import health


@require_safe
def healthz(request):
    """The process answers; nothing else is asked."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request):
    """Each part's state. 503 only where the site can't do its job: without its database."""
    parts = health.state_of_parts()
    return JsonResponse(parts, status=200 if parts["database"] == "ok" else 503)


@require_safe
def robots(request):
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /api/",
        f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def security_txt(request):
    """Where to report a vulnerability (RFC 9116); there once SECURITY_CONTACT is set."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = timezone.now().replace(microsecond=0) + timedelta(days=180)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: el, en",
        f"Canonical: {settings.BASE_URL}{request.path}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@never_cache
def csrf_failure(request, reason=""):
    """
    What a reader sees when a form's token was missing or too old.

    On an application's step nothing typed is lost: the form asks to send it once more.
    """
    return csrf.recover(request, reason) or render(request, "403_csrf.html", status=403)
