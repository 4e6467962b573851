"""
Each table with its fields by class.

Of special categories is what an applicant or an officer writes freely, even sealed; personal is what leads
to somebody, even as a keyed hash, and what tells who did something when.
"""

from django.utils.translation import gettext_lazy as _

from forms.inventory import Table
from forms.inventory.purposes import (
    CASES,
    DOCUMENTS,
    DRAFTS,
    FIGURES,
    MAILS,
    PUBLISHING,
    SAFETY,
    SEARCHES,
    STAFF,
    TRAIL,
)

APPLICATIONS = {
    "applications.Application": Table(
        CASES,
        internal="id draft_id form form_title version greek_version language unit channel closing_reason "
        "state_since due_on is_sensitive held_at lock_version keep_until anonymised_at",
        personal="assignee sent_at changed_at first_read_at answered_at sender_looked_at decided_at "
        "decided_by held_by reference_hash",
        special="state sealed_content",
    ),
    "applications.Event": Table(
        CASES, internal="id kind", personal="application at by assignee", special="state sealed_text"
    ),
    "applications.Appointment": Table(
        CASES,
        internal="id minutes means revision made_at",
        personal="application starts_at state made_by sealed_where",
    ),
    "applications.Upload": Table(
        CASES,
        internal="id state arrived_at question",
        personal="application draft stored_as",
        special="sealed_details",
    ),
    "applications.LookupHash": Table(CASES, internal="id kind", personal="application digest"),
    "applications.NamedReader": Table(CASES, internal="id form", personal="user application"),
    "applications.Presence": Table(
        CASES, internal="id", personal="application user seen_at", kept=_("A minute after the page is left.")
    ),
    "applications.Draft": Table(
        DRAFTS,
        internal="id form language started_at changed_at expires_at channel",
        personal="entered_by link_hash code_hash",
        special="sealed_answers",
    ),
    "applications.Mail": Table(
        MAILS,
        internal="id template language owed_at next_try_at tries last_error sent_at given_up_at bounced_at",
        personal="application draft user appointment sealed_recipient sealed_link_token",
    ),
    "applications.IssuedDocument": Table(
        DOCUMENTS,
        internal="id template title protocol_number issued_on valid_until revoked_at made_at",
        personal="application issued_by verification_hash",
        special="sealed_content sealed_pdf",
    ),
    "applications.DocumentTemplate": Table(
        DOCUMENTS,
        internal="id name form language outcome title body validity_months is_offered",
        personal="signer_name signer_title",
        kept=_("Until staff change or remove it."),
    ),
    "applications.Access": Table(
        TRAIL, internal="id sequence kind unit count digest", personal="application_id by at address note"
    ),
    "applications.TrailHead": Table(
        TRAIL, internal="id sequence digest first_sequence first_digest seal", kept=_("Without end.")
    ),
    "applications.PastCase": Table(
        FIGURES,
        internal="id form form_title unit channel state closing_reason received_on ended_on "
        "hours_to_first_look hours_to_decision",
    ),
    "applications.PastSession": Table(FIGURES, internal="id case held_on"),
    "applications.PublicFigures": Table(FIGURES, internal="id site are_shown"),
    "applications.Authenticator": Table(
        STAFF,
        internal="id name confirmed throttling_failure_timestamp throttling_failure_count",
        personal="user made_at last_step sealed_key",
    ),
    "applications.RecoveryCodes": Table(
        STAFF,
        internal="id name confirmed throttling_failure_timestamp throttling_failure_count",
        personal="user digests made_at valid_until",
    ),
    "applications.UnitPermission": Table(STAFF, internal="id group unit permission form"),
    "applications.SavedView": Table(STAFF, internal="id", personal="user name query"),
    "applications.DigestRefusal": Table(STAFF, personal="user"),
    "applications.Tally": Table(SAFETY, internal="id kind since count", personal="digest"),
    "applications.FormVersion": Table(CASES, public="id digest content made_at"),
    "applications.WorkflowState": Table(
        CASES, internal="id form state is_used working_days amber_days", public="words"
    ),
    "applications.ClosingReason": Table(CASES, internal="id slug label is_offered order"),
    "applications.Unit": Table(PUBLISHING, public="id slug name"),
    "applications.ApplicationIndexPage": Table(PUBLISHING, public="page_ptr intro"),
    "applications.ApplicationFormPage": Table(
        PUBLISHING,
        public="page_ptr summary intro requirements steps what_happens_next privacy_notice retention_months "
        "negative_retention_months closed_retention_months after_retention unit is_sensitive "
        "allows_relatives allows_professionals answer_days opens_at closes_at maintenance_note is_accepting "
        "closed_note",
        internal="most_applications",
    ),
}

PAGES = {
    "home.UnitPage": Table(PUBLISHING, public="page_ptr organisation intro body is_cofunded"),
    "home.UnitPageReference": Table(PUBLISHING, public="id sort_order page reference"),
    "home.ContactPage": Table(PUBLISHING, public="page_ptr organisation intro"),
    "home.HomePage_footer_organisations": Table(PUBLISHING, public="id homepage organisation"),
    "home.HomePage": Table(
        PUBLISHING,
        public="page_ptr organisation municipality service_name heading lead popular_searches navigation "
        "footer_links",
    ),
    "home.LoadedContent": Table(PUBLISHING, internal="id key content_type object_id digest state"),
    "home.StandardPage": Table(PUBLISHING, public="page_ptr organisation intro body"),
    "services_guide.ContactDetails": Table(
        PUBLISHING, public="id name postcode town address_is_hidden opening_hours website", internal="street"
    ),
    "services_guide.ContactPhone": Table(PUBLISHING, public="id sort_order contact number"),
    "services_guide.ContactEmail": Table(PUBLISHING, public="id sort_order contact address"),
    "services_guide.Organisation": Table(
        PUBLISHING, public="id translation_key locale slug name kind parent contact description"
    ),
    "services_guide.Helpline_needs": Table(PUBLISHING, public="id helpline need"),
    "services_guide.Helpline": Table(
        PUBLISHING, public="id translation_key locale slug name number short_name in_topline sort_order"
    ),
    "services_guide.LegalReference": Table(
        PUBLISHING,
        public="id kind number date gazette article subject citation amends",
        internal="is_doubtful",
    ),
    "services_guide.Need": Table(
        PUBLISHING,
        public="id translation_key locale slug name phrase summary sort_order",
        internal="phrases_typed",
    ),
    "services_guide.Audience": Table(
        PUBLISHING, public="id translation_key locale slug name sort_order", internal="phrases_typed"
    ),
    "services_guide.ServicePage_needs": Table(PUBLISHING, public="id servicepage need"),
    "services_guide.ServicePage_audiences": Table(PUBLISHING, public="id servicepage audience"),
    "services_guide.ServicePage": Table(
        PUBLISHING,
        public="page_ptr summary body eligibility documents_required how_to_apply organisation "
        "application_form is_cofunded is_sensitive reviewed_at",
        internal="phrases_typed",
    ),
    "services_guide.ServiceLegalReference": Table(PUBLISHING, public="id sort_order page reference"),
    "services_guide.GuideIndexPage": Table(PUBLISHING, public="page_ptr intro"),
}

SEARCH = {
    "search.Synonym": Table(PUBLISHING, internal="id written meant both_ways"),
    "search.CrisisPhrase": Table(PUBLISHING, internal="id text"),
    "search.PinnedResult": Table(PUBLISHING, internal="id query page sort_order"),
    "search.SearchWeights": Table(PUBLISHING, internal="id title names summary body other meaning"),
    "search.LexiconState": Table(PUBLISHING, internal="id version"),
    "search.QueryCount": Table(
        SEARCHES,
        internal="id month language times times_empty clicks counted_at",
        personal="digest text",
    ),
    "search.CountedLately": Table(SEARCHES, internal="hour", personal="mark"),
    "search.QueryClick": Table(SEARCHES, internal="id query key times"),
    "search.Helpful": Table(SEARCHES, internal="id month path yes no"),
}


def others(purpose, fields, kept=""):
    """A table of Django, Wagtail or another package: only what tells of a person."""
    return Table(purpose, personal=fields, kept=kept, is_ours=False)


ATTEMPT = "username ip_address user_agent http_accept path_info"

OF_OTHERS = {
    "auth.User": others(STAFF, "username password first_name last_name email last_login date_joined"),
    "auth.User_groups": others(STAFF, "user"),
    "auth.User_user_permissions": others(STAFF, "user"),
    "wagtailusers.UserProfile": others(
        STAFF, "user preferred_language current_time_zone avatar dismissibles"
    ),
    "wagtailcore.APIToken": others(STAFF, "user name last_used_at"),
    "sessions.Session": others(SAFETY, "session_key session_data"),
    "axes.AccessAttempt": others(
        SAFETY, "username ip_address user_agent http_accept path_info get_data post_data"
    ),
    "axes.AccessFailureLog": others(SAFETY, ATTEMPT),
    "axes.AccessLog": others(SAFETY, ATTEMPT + " session_hash"),
    "wagtailadmin.EditingSession": others(PUBLISHING, "user last_seen_at", _("An hour at most.")),
    "wagtailadmin.FormState": others(PUBLISHING, "user data"),
    "wagtailcore.Page": others(PUBLISHING, "owner locked_by"),
    "wagtailcore.Revision": others(PUBLISHING, "user"),
    "wagtailcore.PageLogEntry": others(PUBLISHING, "user"),
    "wagtailcore.ModelLogEntry": others(PUBLISHING, "user"),
    "wagtailcore.Comment": others(PUBLISHING, "user text resolved_by"),
    "wagtailcore.CommentReply": others(PUBLISHING, "user text"),
    "wagtailcore.PageSubscription": others(PUBLISHING, "user"),
    "wagtailcore.WorkflowState": others(PUBLISHING, "requested_by"),
    "wagtailcore.TaskState": others(PUBLISHING, "finished_by comment"),
    "wagtailcore.UploadedFile": others(PUBLISHING, "uploaded_by_user file"),
    "wagtailimages.Image": others(PUBLISHING, "uploaded_by_user"),
    "wagtaildocs.Document": others(PUBLISHING, "uploaded_by_user"),
    "wagtail_localize.StringTranslation": others(PUBLISHING, "last_translated_by"),
    "wagtail_localize.SegmentOverride": others(PUBLISHING, "last_translated_by"),
}

TABLES: dict[str, Table] = APPLICATIONS | PAGES | SEARCH | OF_OTHERS
"""Label of the model → what its table holds."""
