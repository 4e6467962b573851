"""Who wants no daily mail; and when an applicant last saw how it stands, so that news can be shown as new."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0008_mail_about_an_appointment"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="DigestRefusal",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="digest_refusal",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                )
            ],
            options={
                "verbose_name": "daily mail switched off",
                "verbose_name_plural": "daily mails switched off",
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="application",
            name="sender_looked_at",
            field=models.DateTimeField(
                blank=True, help_text="When the applicant last saw how it stands.", null=True
            ),
        ),
    ]
