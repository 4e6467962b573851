"""What editors are told when they delete something that other content stands on."""

from django.contrib import messages
from django.db import router
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from .models import Audience, Need


def refuse_what_is_in_use(request, instances):
    """
    Leads back to the list, with the names of what would lose its contact, its law or its need.

    Wagtail refuses too, but by its reference index, which the worker fills: until that has run,
    the database's own refusal would be an error page. Needs and audiences are in no such index:
    services would silently be left without a way to be found.
    """
    ours = [instance for instance in instances if instance._meta.app_label == "services_guide"]
    if not ours:
        return None
    model = type(ours[0])
    if users := sorted(_found_by(ours) | _protecting(ours)):
        text = _("Nothing was deleted: it is still used by %(users)s.") % {"users": ", ".join(users)}
        messages.error(request, text)
        return redirect(reverse(model.snippet_viewset.get_url_name("list")))
    return None


def _found_by(instances):
    """Titles of services that have one of these as need or audience."""
    terms = [instance for instance in instances if isinstance(instance, (Need, Audience))]
    return {service.title for term in terms for service in term.services.all()}


def _protecting(instances):
    """Names of what the database wouldn't part from these."""
    try:
        Collector(using=router.db_for_write(type(instances[0]))).collect(instances)
    except ProtectedError as error:
        return {str(user) for user in error.protected_objects}
    return set()
