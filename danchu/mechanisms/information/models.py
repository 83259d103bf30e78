"""The shape of a request for information: what was asked and by whom, kept apart from what everybody may read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.http import HttpRequest

from danchu.ground.files.models import Attachment
from danchu.ground.journal.models import Audience
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing
from danchu.ground.people.models import Person
from danchu.law.roles import Role
from danchu.mechanisms.information.rules import OPEN
from danchu.mechanisms.information.words import GROUNDS, STATES, WAYS


def _choices(words: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    return [(key.value, text) for key, text in words.items()]


IS_OPEN = Q(state__in=[s.value for s in OPEN])


class RequestQuerySet(models.QuerySet["InformationRequest"]):
    def visible_to(self, standing: Standing) -> RequestQuerySet:
        """Whole requests, with who asked: those who must answer, and whoever asked. Nobody else."""
        bodies = standing.units(Role.RECEPTION) | standing.units(Role.LEADER)
        inside = Q(body_id__in=bodies) if bodies else Q(pk=None)
        return self.filter(inside | _asked_by(standing))

    def kept_by(self, standing: Standing) -> RequestQuerySet:
        """Those this official must answer."""
        bodies = standing.units(Role.RECEPTION) | standing.units(Role.LEADER)
        return self.filter(body_id__in=bodies) if bodies else self.none()

    def sent_by(self, standing: Standing) -> RequestQuerySet:
        return self.filter(_asked_by(standing))

    def published(self) -> RequestQuerySet:
        """What anyone may read, in the words a person approved."""
        return self.filter(listed=True)


def _asked_by(standing: Standing) -> Q:
    mine = Q(sender_id=standing.person.pk) if standing.person else Q(pk=None)
    return mine | (Q(code__in=standing.proven) if standing.proven else Q(pk=None))


class InformationRequest(models.Model):
    """One request. Written only by `actions`. The public columns are filled by a person who read them."""

    code = models.CharField("mã số", max_length=24, unique=True)
    token = models.UUIDField(unique=True)  # the form it came from: the same form twice is the same request
    version = models.PositiveIntegerField(default=1)
    state = models.CharField("tình trạng", max_length=10, choices=_choices(STATES))
    body = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    sender = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    asked = models.TextField("thông tin cần")
    purpose = models.CharField("để làm gì", max_length=500)
    way = models.CharField("cách nhận", max_length=8, choices=_choices(WAYS))
    name = models.CharField("họ tên", max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    received_at = models.DateTimeField()
    due_on = models.DateField("hẹn")
    first_due_on = models.DateField()
    due_duty = models.CharField(max_length=40)
    due_under = models.CharField(max_length=200)
    provisional = models.BooleanField(default=False)
    extended = models.BooleanField(default=False)
    reminded = models.BooleanField(default=False)
    overdue = models.BooleanField(default=False)
    answer = models.TextField(blank=True)
    ground = models.CharField(max_length=16, blank=True, choices=_choices(GROUNDS))
    answered_on = models.DateField(null=True)
    listed = models.BooleanField(default=False)
    title = models.CharField(max_length=200, blank=True)  # what the public reads: never filled from `asked` by itself
    public_question = models.TextField(blank=True)
    public_answer = models.TextField(blank=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = RequestQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["body", "due_on", "id"], condition=IS_OPEN, name="information_queue"),
            models.Index(fields=["-id"], condition=Q(listed=True), name="information_newest"),
            models.Index(fields=["body", "-id"], name="information_of_body"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(listed=False) | (~Q(title="") & Q(approved_by__isnull=False)),
                                   name="what_is_listed_was_approved"),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(ground=""), name="a_refusal_has_its_ground"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_open(self) -> bool:
        return self.state in {s.value for s in OPEN}


def part_played_by(standing: Standing, request: InformationRequest) -> frozenset[Role]:
    """The parts someone plays: by their posts in its body, or as whoever asked."""
    parts = {role for role in (Role.RECEPTION, Role.LEADER) if standing.has(role, request.body_id)}
    if standing.is_clock:
        parts.add(Role.CLOCK)
    owns = standing.person is not None and request.sender_id == standing.person.pk
    if owns or request.code in standing.proven:
        parts.add(Role.SENDER)
    return frozenset(parts)


def public_titles(codes: set[str]) -> list[models.QuerySet[Any, tuple[str, str]]]:
    """What anyone may read of these: (code, public title)."""
    return [InformationRequest.objects.published().filter(code__in=codes).values_list("code", "title")]


def asked_by(standing: Standing, codes: set[str]) -> set[str]:
    """Those of these codes that this person sent: by account, or shown on this device."""
    return set(InformationRequest.objects.sent_by(standing).filter(code__in=codes).values_list("code", flat=True))


def reach_of(code: str) -> str:
    """How whoever sent this request may be reached: their account before what they typed."""
    left = InformationRequest.objects.filter(code=code).values_list(
        "sender__email", "sender__phone", "email", "phone").first()
    return next(filter(None, left or ()), "")


def may_read_attachment(request: HttpRequest, attachment: Attachment) -> bool:
    """Public files of a listed request: anyone; what was given: whoever asked and those who answer."""
    from danchu.ground.people.proof import who

    listed = InformationRequest.objects.published().filter(code=attachment.subject)
    if attachment.audience == Audience.PUBLIC and listed.exists():
        return True
    mine = InformationRequest.objects.visible_to(who(request)).filter(code=attachment.subject)
    inside = attachment.audience == Audience.INTERNAL
    return any(not inside or part_played_by(who(request), r) - {Role.SENDER} for r in mine)
