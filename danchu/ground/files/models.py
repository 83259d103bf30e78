"""What people attached to a case: one row a stored file. Rows are made in `storing.py`, after the file is
safe.
"""

from django.conf import settings
from django.db import models

from danchu.ground.journal.models import Audience


class Kind(models.TextChoices):
    IMAGE = "image", "ảnh"
    PDF = "pdf", "tệp PDF"
    OFFICE = "office", "văn bản, bảng tính"


class Attachment(models.Model):
    """One cleaned file. `name` is what people read, `path` is random and says nothing."""

    subject = models.CharField(max_length=24)  # the public code of the case
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    mime = models.CharField(max_length=100)
    path = models.CharField(max_length=80, unique=True)  # below MEDIA_ROOT
    size = models.PositiveIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)  # of what is stored: lets a restore be checked
    audience = models.CharField(max_length=10, choices=Audience.choices)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    original_kept = models.BooleanField(default=False)  # the sealed lane may keep one; nothing else does

    class Meta:
        indexes = [models.Index(fields=["subject", "id"], name="files_by_subject")]

    def __str__(self) -> str:
        return self.name
