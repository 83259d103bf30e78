"""The journal: rows that are only ever added, and links between cases. The database itself refuses the rest."""

from django.conf import settings
from django.db import models


class Audience(models.TextChoices):
    PUBLIC = "public", "mọi người"
    PARTIES = "parties", "người gửi và cơ quan"
    INTERNAL = "internal", "nội bộ cơ quan"


class Entry(models.Model):
    """One thing that happened. `subject` is a public code; `verb` names the action; `about` holds no personal data."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    subject = models.CharField(max_length=24)
    verb = models.CharField(max_length=40)
    audience = models.CharField(max_length=10, choices=Audience.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20)
    unit = models.ForeignKey("offices.Unit", models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True)
    about = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["subject", "id"], name="journal_by_subject")]


class Link(models.Model):
    """Two cases that speak of each other, by public codes: merged into, taken up by, grew out of."""

    source = models.CharField(max_length=24)
    target = models.CharField(max_length=24)
    kind = models.CharField(max_length=30)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "target", "kind"], name="a_link_is_made_once")]
        indexes = [models.Index(fields=["target"], name="journal_link_target")]


class Reader(models.Model):
    """How far a follower of the journal has read: the postman, the search index. Resending is a query."""

    name = models.CharField(max_length=60, unique=True)
    upto = models.BigIntegerField(default=0)
