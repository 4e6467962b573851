"""Answers that belong to no page: health, and what to say when something was refused."""

from django.http import HttpResponse
from django.shortcuts import render


def healthz(request):
    """The process answers; nothing else is asked."""
    return HttpResponse("ok", content_type="text/plain")


def csrf_failure(request, reason=""):
    """What a reader sees when a form's token was missing or too old."""
    return render(request, "403_csrf.html", status=403)
