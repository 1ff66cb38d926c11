"""A focal point has a uid of its own, so that no address tells the number of a row."""

import uuid

from django.db import migrations, models


def give_each_a_uid(apps, schema_editor):
    points = apps.get_model("cities", "FocalPoint").objects.filter(uid=None)
    for point in list(points.only("pk")):
        point.uid = uuid.uuid4()
        point.save(update_fields=["uid"])


class Migration(migrations.Migration):
    dependencies = [
        ("cities", "0006_one_index_for_places_of_an_entry"),
    ]

    operations = [
        migrations.AddField(
            model_name="focalpoint",
            name="uid",
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.RunPython(give_each_a_uid, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="focalpoint",
            name="uid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
    ]
