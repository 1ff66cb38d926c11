"""What can be searched: one row per thing, with its words as stems."""

from django.db import models


class SearchEntry(models.Model):
    """The words of one public thing, as its own layer wrote them in the transaction of the deed.

    `kind` and `uid` name the thing, `parent` the page that it stands on. `stems` holds every word
    once, stemmed and without accents, between spaces: the same query gives the same hits on every
    database. Only what everybody may read has a row.
    """

    kind = models.CharField(max_length=20)
    uid = models.UUIDField(unique=True)
    parent = models.UUIDField(null=True, blank=True, db_index=True)
    title = models.CharField(max_length=300)
    text = models.TextField()
    stems = models.TextField()

    class Meta:
        verbose_name = "zoekingang"
        verbose_name_plural = "zoekingangen"
        indexes = [models.Index(fields=["kind"], name="search_by_kind")]

    def __str__(self):
        return self.title
