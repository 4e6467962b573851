import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("applications", "0005_second_factor"),
        ("wagtailcore", "0001_squashed_0016_change_page_url_path_to_text_field"),
    ]

    operations = [
        migrations.RemoveField(model_name="pastcase", name="sessions"),
        migrations.AlterField(
            model_name="pastcase",
            name="hours_to_decision",
            field=models.PositiveIntegerField(help_text="By staff; empty if withdrawn.", null=True),
        ),
        migrations.CreateModel(
            name="PastSession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("held_on", models.DateField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="applications.pastcase",
                    ),
                ),
            ],
            options={
                "verbose_name": "past session",
                "verbose_name_plural": "past sessions",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PublicFigures",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "are_shown",
                    models.BooleanField(
                        default=False,
                        help_text="Below the list of applications, in all languages: how many came in and how long they took. Small numbers are left out, so nobody can be recognised.",
                        verbose_name="show the page “Applications in numbers”",
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="wagtailcore.site",
                    ),
                ),
            ],
            options={
                "verbose_name": "public figures",
                "verbose_name_plural": "public figures",
            },
        ),
    ]
