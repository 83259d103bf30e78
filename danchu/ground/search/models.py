"""What can be found: one row a text, newest first by its key. The words themselves are indexed by the
database.
"""

from django.db import models


class Document(models.Model):
    """The text of one case as it may be searched. The key grows with the day, so newest first is the key's
    order.
    """

    id = models.BigIntegerField(primary_key=True)  # day (ordinal) × 2^24 + number within the day
    kind = models.CharField(max_length=30)
    code = models.CharField(max_length=40, unique=True)
    unit_id = models.BigIntegerField(null=True)
    on = models.DateField()
    title = models.CharField(max_length=300)
    body_exact = models.TextField()  # title and body as `text.fold.exact` writes them
    body_folded = models.TextField()  # and as `text.fold.fold` does
    scope = models.CharField(
        max_length=150
    )  # kind and unit as words nobody can type: they narrow inside the index

    class Meta:
        indexes = [models.Index(fields=["kind"], name="search_by_kind")]

    def __str__(self) -> str:
        return self.code
