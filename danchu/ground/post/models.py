"""What the postman carries: one row a letter. The journal is the outbox; these rows say how far each letter
is.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Channel(models.TextChoices):
    EMAIL = "email", "thư điện tử"
    SMS = "sms", "tin nhắn"
    INAPP = "inapp", "thông báo trên cổng"


class State(models.TextChoices):
    WAITING = "waiting", "chờ gửi"
    SENT = "sent", "đã gửi"
    FAILED = "failed", "thôi gửi sau nhiều lần"
    GONE = "gone", "địa chỉ không nhận"


class Delivery(models.Model):
    """One letter about one journal row to one address. In-app notices stand here too: `to` is the person's
    number.
    """

    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
    channel = models.CharField(max_length=6, choices=Channel.choices)
    to = models.CharField(max_length=254)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    link = models.CharField(max_length=300, blank=True)  # where an in-app notice leads
    unsubscribe = models.CharField(max_length=300, blank=True)
    calendar = models.TextField(blank=True)  # an event for a calendar program, as it goes with the letter
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "channel", "to"], name="never_two_letters_about_one_thing"
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="sent_at_some_time"
            ),
        ]
        indexes = [
            models.Index(
                fields=["channel", "not_before", "id"], name="post_waiting", condition=Q(state="waiting")
            ),
            models.Index(fields=["person", "-id"], name="post_notices", condition=Q(channel="inapp")),
            models.Index(fields=["person"], name="post_unread", condition=Q(channel="inapp", read_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.entry_id}"
