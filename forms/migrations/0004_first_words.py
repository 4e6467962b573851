"""What staff find at the beginning: the reasons for closing, and older rows as the new columns want them."""

from django.db import migrations
from django.db.models import F

REASONS = [
    ("no-contact", "Δεν μπορέσαμε να επικοινωνήσουμε", "No contact"),
    ("withdrew", "Δεν το χρειάζεται πια", "Withdrew"),
    ("resolved", "Λύθηκε", "Resolved"),
    ("not-eligible", "Δεν το δικαιούται", "Not eligible"),
    ("other-service", "Το ανέλαβε άλλη υπηρεσία", "Another service took over"),
]


def fill(apps, schema_editor):
    reasons = apps.get_model("applications", "ClosingReason")
    for order, (slug, greek, english) in enumerate(REASONS, start=1):
        reasons.objects.get_or_create(slug=slug, defaults={"label": {"el": greek, "en": english}, "order": order})
    applications = apps.get_model("applications", "Application").objects
    applications.filter(state_since=None).update(state_since=F("changed_at"))
    pages = apps.get_model("applications", "ApplicationFormPage").objects
    sensitive = set(pages.filter(is_sensitive=True).values_list("translation_key", flat=True))
    applications.filter(form__in=sensitive).update(is_sensitive=True)


class Migration(migrations.Migration):
    dependencies = [("applications", "0003_the_inbox")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
