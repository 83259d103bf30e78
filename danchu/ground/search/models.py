"""What can be found: one row a text, newest first by its key; and under which terms each is listed."""

from django.db import models


class Document(models.Model):
    """The text of one case as it may be searched. The key grows with the day, so newest first is the key's order."""

    id = models.BigIntegerField(primary_key=True)  # day (ordinal) × 2^24 + number within the day
    kind = models.CharField(max_length=30)
    code = models.CharField(max_length=40, unique=True)
    unit_id = models.BigIntegerField(null=True)
    on = models.DateField()
    title = models.CharField(max_length=300)
    body_exact = models.TextField()  # title and body as `text.fold.exact` writes them
    body_folded = models.TextField()  # and as `text.fold.fold` does
    scope = models.CharField(max_length=150)  # kind and unit as terms nobody can type

    class Meta:
        indexes = [models.Index(fields=["kind"], name="search_by_kind")]

    def __str__(self) -> str:
        return self.code


class List(models.Model):
    """The keys of the texts that hold one term, of 32 days: a Roaring bitmap of `key mod 2^29` (see `lists.py`)."""

    word = models.TextField()
    part = models.BigIntegerField()  # key div 2^29
    keys = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "part"], name="search_one_list")]

    def __str__(self) -> str:
        return f"{self.word} {self.part}"


class Waiting(models.Model):
    """The key of a text that is not listed yet: new, changed, or from before there were lists. It is read itself."""

    id = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.id)
