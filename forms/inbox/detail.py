"""One application: what was asked and answered, what happened since, what can be done."""

import logging

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from forms import deadlines
from forms.actions import casework
from forms.crypto import CannotOpen
from forms.inbox import presence
from forms.inbox.access import ApplicationMixin
from forms.inbox.answers import answers_of
from forms.inbox.columns import reference_of
from forms.inbox.entries import ENTRIES
from forms.inbox.files import seen_by
from forms.inbox.masking import Mask, mask_amka
from forms.inbox.offers import grouped, offers_of, usual_next
from forms.inbox.previous import others_of
from forms.inbox.sections import sections_of
from forms.inbox.timeline import moment_of, moments_of
from forms.models import NamedReader
from forms.uploads import keeping
from forms.workflow import staff_label

logger = logging.getLogger(__name__)


class DetailView(ApplicationMixin, WagtailAdminTemplateMixin, TemplateView):
    """
    Every look is recorded before anything is shown.

    After an action that couldn't be done, `key` names it, so that nothing typed is lost;
    `is_checked` shows its entry with the errors found, and `seen` is the version the person had
    before somebody else changed the application. `mask` says which AMKAs are in sight.
    """

    header_icon = "mail"
    template_name = "forms/inbox/detail.html"
    key = ""
    is_checked = False
    seen: int | None = None
    mask = Mask()

    def get(self, request, *args, **kwargs):
        return self.show()

    def show(self, status=200):
        casework.show(self.object, to=self.request.user)
        return self.answer(status)

    def answer(self, status=200):
        """What is shown once the look is recorded."""
        try:
            content = self.get_content()
        except CannotOpen:
            logger.error("Application %s cannot be opened", self.object.pk)
            self.template_name = "forms/inbox/cannot_open.html"
            response = self.render_to_response(self.get_furniture())
        else:
            response = self.render_to_response(self.get_context_data(**content), status=status)
        response["Cache-Control"] = "no-store, private"
        return response

    def get_page_title(self):
        return reference_of(self.object)

    def get_breadcrumbs_items(self):
        listing = {"url": reverse("applications:index"), "label": _("Applications")}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.get_page_title()}]

    def get_furniture(self):
        furniture = WagtailAdminTemplateMixin.get_context_data(self, application=self.object)
        return furniture | {"state_label": staff_label(self.object)}

    def get_content(self):
        """What lies sealed in the application's own row. Raises CannotOpen."""
        return {
            "answers": answers_of(self.object, self.mask),
            "previous": others_of(self.object, self.request.user),
        }

    @cached_property
    def events(self):
        return list(self.object.events.select_related("by", "assignee"))

    @cached_property
    def mails(self):
        return list(self.object.mails.order_by("owed_at"))

    @cached_property
    def sections(self):
        return sections_of(self)

    @property
    def changes(self):
        """What happened since the person looked: each event is one version."""
        if self.seen is None:
            return []
        latest = self.events[max(0, len(self.events) - (self.object.lock_version - self.seen)) :]
        return [moment_of(event, self.object, self.mask) for event in latest]

    def get_files(self):
        """As `keeping.listed` gives them, with the proof that showing them small is recorded."""
        files = keeping.listed(self.object)
        user = self.request.user
        return [file | {"name": mask_amka(file["name"]), "seen": seen_by(user, file["id"])} for file in files]

    def get_offers(self):
        """Keys of the actions this person may do now."""
        own_keys = offers_of(self.object, self.request.user)
        return own_keys.union(*(section.offered() for section in self.sections))

    def get_entry(self, key):
        posted = self.request.POST if key == self.key else None
        if posted and not self.is_checked:
            return ENTRIES[key](initial=posted.dict(), application=self.object)
        return ENTRIES[key](posted, application=self.object)

    def get_lost_text(self, offers):
        """What was typed for an action that can't be done any more."""
        if self.key not in ENTRIES or self.key in offers:
            return ""
        return self.request.POST.get(ENTRIES[self.key].text_field, "")

    def get_readers(self):
        """Names of those who may see it, if it is for named people only."""
        if not self.object.is_sensitive:
            return []
        named = NamedReader.objects.filter(Q(application=self.object) | Q(form=self.object.form))
        people = {row.user_id: row.user for row in named.select_related("user")}
        return sorted(get_user_display_name(user) for user in people.values() if user.is_active)

    def get_context_data(self, **kwargs):
        application, user = self.object, self.request.user
        presence.be_present(application, user)
        offers = self.get_offers()
        failing = [mail for mail in self.mails if mail.bounced_at or (mail.last_error and not mail.sent_at)]
        return super().get_context_data(
            application=application,
            state_label=staff_label(application),
            due=deadlines.standing(application),
            readers=self.get_readers(),
            colleagues=presence.words_for(presence.others_present(application, user)),
            offers=offers,
            groups=grouped(offers),
            opened=self.key or usual_next(application.state, offers),
            entries={key: self.get_entry(key) for key in ENTRIES if key in offers},
            lost_text=self.get_lost_text(offers),
            sections=self.sections,
            moments=moments_of(application, self.mask, self.events, self.mails),
            changes=self.changes,
            files=self.get_files(),
            language_name=get_language_info(application.language)["name_local"],
            failing_mails=failing,
            reveal_url=reverse("applications:reveal", args=[application.pk]),
            **kwargs,
        )
