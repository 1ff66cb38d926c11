"""Words are found by their places only; a place knows the kind of its entry."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cities", "0004_search_words_and_focal_points"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="searchentry",
            name="stems",
        ),
        # The table came with the migration before: the worker fills it.
        migrations.AddField(
            model_name="searchplace",
            name="kind",
            field=models.PositiveSmallIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="searchplace",
            name="word",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="places",
                to="cities.searchword",
            ),
        ),
        migrations.AddIndex(
            model_name="searchplace",
            index=models.Index(fields=["word", "entry", "kind", "in_title"], name="search_by_word"),
        ),
    ]
