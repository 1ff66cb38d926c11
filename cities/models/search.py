"""What can be searched: one row per thing, and where each word stands.

An inverted index in plain rows: whatever the database, the same words lead to the same things.
"""

from django.db import models

from .place import City


class SearchEntry(models.Model):
    """One public thing as a hit shows it, written by its own layer in the transaction of the deed.

    `kind` and `uid` name the thing, `parent` the page that it stands on. Only what everybody may
    read has a row.
    """

    kind = models.CharField(max_length=20)
    uid = models.UUIDField(unique=True)
    parent = models.UUIDField(null=True, blank=True, db_index=True)
    url = models.CharField(max_length=400, blank=True)
    city = models.ForeignKey(
        City, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=300)
    text = models.TextField()

    class Meta:
        verbose_name = "zoekingang"
        verbose_name_plural = "zoekingangen"
        indexes = [models.Index(fields=["kind"], name="search_by_kind")]

    def __str__(self):
        return self.title


class SearchWord(models.Model):
    """A word that stands, or stood, in some entry: folded, with its stem.

    `shown` is the word as somebody wrote it, for "Bedoelde je …?". Only words with a place in an
    entry may be told: the others stood in what is not public any more.
    """

    word = models.CharField(max_length=60, unique=True)
    stem = models.CharField(max_length=60, db_index=True)
    shown = models.CharField(max_length=60)

    class Meta:
        verbose_name = "zoekwoord"
        verbose_name_plural = "zoekwoorden"

    def __str__(self):
        return self.shown


class SearchPlace(models.Model):
    """That a word stands in an entry, and whether in its title; in numbers, so it stays small.

    `kind` is the number of the entry's kind (`cities.index.KINDS`): counting hits per kind then
    reads one index and no entry at all.
    """

    # Both are found by the indexes below: others of their own would be second copies.
    word = models.ForeignKey(
        SearchWord, on_delete=models.CASCADE, related_name="places", db_index=False
    )
    entry = models.ForeignKey(
        SearchEntry, on_delete=models.CASCADE, related_name="places", db_index=False
    )
    kind = models.PositiveSmallIntegerField()
    in_title = models.BooleanField(default=False)

    class Meta:
        verbose_name = "vindplaats"
        verbose_name_plural = "vindplaatsen"
        constraints = [
            models.UniqueConstraint(fields=["entry", "word"], name="a_word_is_once_in_an_entry")
        ]
        indexes = [
            models.Index(fields=["word", "entry", "kind", "in_title"], name="search_by_word")
        ]

    def __str__(self):
        return f"{self.word_id} in {self.entry_id}"
