"""Every row of the trail has its place in the chain, the older ones too; and its ends are sealed."""

from django.db import migrations, models


def chain(apps, schema_editor):
    """The rows written before there was a chain come into it, in the order of their times."""
    from forms.trail import digest, seal_of

    rows = apps.get_model("applications", "Access").objects
    if rows.filter(sequence=None).exists():
        rows.update(sequence=None)
        sequence, before = 0, ""
        for row in rows.order_by("at", "pk").iterator():
            sequence += 1
            row.sequence = sequence
            row.digest = before = digest(row, before)
            row.save(update_fields=["sequence", "digest"])
        head, _made = apps.get_model("applications", "TrailHead").objects.get_or_create(pk=1)
        head.sequence, head.digest = sequence, before
        head.save()
    for head in apps.get_model("applications", "TrailHead").objects.all():
        head.seal = seal_of(head)
        head.save()


class Migration(migrations.Migration):
    dependencies = [("applications", "0006_what_figures_need")]
    operations = [
        migrations.AddField(
            model_name="trailhead",
            name="seal",
            field=models.CharField(blank=True, default="", help_text="HMAC-SHA256, hex.", max_length=64),
            preserve_default=False,
        ),
        migrations.RunPython(chain, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="access",
            name="sequence",
            field=models.BigIntegerField(help_text="Its place in the chain, without gaps.", unique=True),
        ),
        migrations.AlterField(
            model_name="access",
            name="digest",
            field=models.CharField(help_text="HMAC-SHA256, hex.", max_length=64),
        ),
    ]
