"""The constraint finds the places of an entry: two indexes less to write at every publication."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cities", "0005_places_of_words_know_their_kind"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="searchplace",
            name="a_word_is_once_in_an_entry",
        ),
        migrations.AddConstraint(
            model_name="searchplace",
            constraint=models.UniqueConstraint(
                fields=("entry", "word"), name="a_word_is_once_in_an_entry"
            ),
        ),
        migrations.AlterField(
            model_name="searchplace",
            name="entry",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="places",
                to="cities.searchentry",
            ),
        ),
    ]
