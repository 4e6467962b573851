"""What editors are told when they delete something that other content stands on."""

from django.contrib import messages
from django.db import router
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _


def refuse_what_is_in_use(request, instances):
    """
    Leads back to the list, with the names of what would lose its contact or its law.

    Wagtail refuses too, but by its reference index, which the worker fills: until that has run,
    the database's own refusal would be an error page.
    """
    ours = [instance for instance in instances if instance._meta.app_label == "services_guide"]
    if not ours:
        return None
    model = type(ours[0])
    try:
        Collector(using=router.db_for_write(model)).collect(ours)
    except ProtectedError as error:
        users = ", ".join(sorted({str(user) for user in error.protected_objects}))
        messages.error(request, _("Nothing was deleted: it is still used by %(users)s.") % {"users": users})
        return redirect(reverse(model.snippet_viewset.get_url_name("list")))
    return None
