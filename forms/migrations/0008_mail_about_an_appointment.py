import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("applications", "0007_prove_the_trail")]

    operations = [
        migrations.AddField(
            model_name="mail",
            name="appointment",
            field=models.ForeignKey(
                help_text="Of which the mail brings the invitation.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="applications.appointment",
            ),
        ),
    ]
