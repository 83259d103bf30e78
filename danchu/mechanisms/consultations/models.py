"""The shape of a consultation: the draft, what is asked, who is told. What came in stands in `opinion_models`."""

from __future__ import annotations

from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest

from danchu.ground.files.models import Attachment
from danchu.ground.journal.models import Audience
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing, standing
from danchu.ground.people.models import Person
from danchu.law.roles import Role
from danchu.mechanisms.consultations.rules import LISTED, WITH_TABLE, Matter, State
from danchu.mechanisms.consultations.words import (
    CRITICISM_FORMS,
    DRAFTS,
    EXEMPTIONS,
    KINDS,
    MATTERS,
    QUESTION_KINDS,
    STATES,
    choices,
)


def _any(ways: list[Q]) -> Q:
    return reduce(or_, ways) if ways else Q(pk=None)


def at_work(who: Standing) -> frozenset[int]:
    """The bodies and offices in which this person works on drafts."""
    return who.units(Role.RECEPTION) | who.units(Role.LEADER) | who.units(Role.HANDLER)


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, who: Standing) -> DocumentQuerySet:
        """Drafts as documents are the office's own; the public reads the version of an open consultation."""
        places = at_work(who)
        return self.filter(Q(body_id__in=places) | Q(office_id__in=places)) if places else self.none()


class Document(models.Model):
    """A document being drafted, from its first draft to the day it is issued."""

    code = models.CharField("mã số", max_length=24, unique=True)
    token = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)
    title = models.CharField("tên văn bản", max_length=300)
    kind = models.CharField("loại", max_length=12, choices=choices(KINDS))
    matter = models.CharField("nội dung", max_length=12, choices=choices(MATTERS))
    state = models.CharField("tình trạng", max_length=10, choices=choices(DRAFTS))
    body = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    office = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    exempt_for = models.CharField(max_length=12, blank=True, choices=choices(EXEMPTIONS))
    exempt_under = models.CharField(max_length=200, blank=True)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    made_at = models.DateTimeField()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["body", "-id"], name="document_of_body")]
        constraints = [
            models.CheckConstraint(condition=~Q(state="issued") | ~Q(number=""),
                                   name="an_issued_document_has_a_number"),
            models.CheckConstraint(condition=Q(exempt_for="") | ~Q(exempt_under=""),
                                   name="an_exemption_names_its_article"),
        ]

    def __str__(self) -> str:
        return self.title


class Edition(models.Model):
    """One version (bản) of a document: its parts never change once people have read them."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="editions")
    no = models.PositiveSmallIntegerField("bản số")
    source = models.CharField(max_length=12)  # paste | docx | text | pdf
    note = models.CharField(max_length=300, blank=True)
    articles = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "no"], name="an_edition_has_one_number")]


class Part(models.Model):
    """One part of an edition: a chapter, an article, a clause, a point, as the parser found it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="parts")
    place = models.PositiveIntegerField()  # order in the document
    eid = models.CharField(max_length=120)
    article = models.CharField(max_length=120, blank=True)  # the eid of the article it stands in; empty above articles
    depth = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=12)
    number = models.CharField(max_length=20, blank=True)
    label = models.CharField(max_length=120)
    heading = models.TextField(blank=True)
    text = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["edition", "article", "place"], name="part_of_article")]
        constraints = [
            models.UniqueConstraint(fields=["edition", "eid"], name="a_part_has_one_id_in_an_edition"),
            models.UniqueConstraint(fields=["edition", "place"], name="a_part_has_one_place_in_an_edition"),
        ]


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def visible_to(self, who: Standing | None = None) -> ConsultationQuerySet:
        """What has been opened, anyone; what is still a plan, those who work on it."""
        ways = [Q(state__in=[s.value for s in LISTED])]
        places = at_work(who) if who else frozenset()
        if places:
            ways.append(Q(body_id__in=places) | Q(office_id__in=places))
        return self.filter(_any(ways))

    def worked_on_by(self, who: Standing) -> ConsultationQuerySet:
        """The desk's: those of the bodies, offices and Front committees this person works in."""
        places = at_work(who)
        if not places:
            return self.none()
        return self.filter(Q(body_id__in=places) | Q(office_id__in=places)
                           | Q(front_id__in=places, state__in=[s.value for s in State]))


class Consultation(models.Model):
    """Asking people about one edition of a document. Counters are folded from the opinions, never counted on read."""

    code = models.CharField("mã số", max_length=24, unique=True)
    token = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)
    document = models.ForeignKey(Document, models.PROTECT, related_name="consultations")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    final = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    office = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    front = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    title = models.CharField("tên", max_length=300)
    summary = models.TextField("tóm tắt, bằng lời dễ hiểu")
    forms = models.CharField("hình thức", max_length=300, blank=True)
    responsible = models.CharField("ai chịu trách nhiệm", max_length=300, blank=True)
    planned_from = models.DateField("dự kiến mở", null=True)
    planned_until = models.DateField("dự kiến hết hạn", null=True)
    state = models.CharField("tình trạng", max_length=12, choices=choices(STATES))
    planned_at = models.DateTimeField()
    council_number = models.CharField(max_length=120, blank=True)
    front_number = models.CharField(max_length=120, blank=True)
    plan_sent_on = models.DateField(null=True)
    opens_at = models.DateTimeField(null=True)
    closes_on = models.DateField("hết ngày", null=True)
    closes_at = models.DateTimeField(null=True)  # the midnight that ends closes_on
    window_under = models.CharField(max_length=200, blank=True)
    times = models.PositiveIntegerField("lượt", default=0)
    persons = models.PositiveIntegerField("người", default=0)
    organisations = models.PositiveIntegerField("tổ chức", default=0)
    attended = models.PositiveIntegerField("người dự qua tổ chức", default=0)
    typed_later = models.PositiveIntegerField(default=0)  # came on paper in time, typed in after it had closed
    synthesis_asked_at = models.DateTimeField(null=True)
    grouped = models.PositiveIntegerField(default=0)  # opinions in rows, while the clock makes the table
    rows = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    approved = models.PositiveIntegerField(default=0)
    forgotten = models.BooleanField(default=False)  # who wrote what is no longer known
    published_at = models.DateTimeField(null=True)
    outcome = models.JSONField(default=dict)  # verdict → [rows, opinions], as the table was published
    decision_number = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField(null=True)
    differs = models.BooleanField(default=False)
    difference = models.TextField("giải trình chỗ khác ý kiến đa số", blank=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["body", "-id"], name="consultation_of_body"),
            models.Index(fields=["state", "closes_at"], name="consultation_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["planned", "plan_sent"]) | Q(closes_at__isnull=False),
                                   name="an_opened_consultation_has_an_end"),
            models.CheckConstraint(condition=Q(state__in=["planned", "plan_sent", "open"]) | Q(answered__lte=F("rows")),
                                   name="no_more_answers_than_rows"),
            models.CheckConstraint(condition=~Q(state__in=["answered", "published", "decided"])
                                   | Q(answered=F("rows"), approved=F("rows")),
                                   name="a_table_answers_every_row"),
            models.CheckConstraint(condition=Q(differs=False) | ~Q(difference=""),
                                   name="a_difference_from_the_majority_is_explained"),
            models.CheckConstraint(condition=Q(planned_until__isnull=True) | Q(planned_until__gt=F("planned_from")),
                                   name="a_plan_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_table(self) -> bool:
        return State(self.state) in WITH_TABLE

    def takes_opinions(self, now: datetime) -> bool:
        """Exactly until the midnight that ends the last day, whatever the clock has done yet."""
        return (self.state == State.OPEN and self.opens_at is not None and self.closes_at is not None
                and self.opens_at <= now < self.closes_at)

    @property
    def matter(self) -> Matter:
        return Matter(self.document.matter)


def part_played_by(who: Standing, c: Consultation | Document) -> frozenset[Role]:
    """The parts someone plays: by posts in the body or the office, in the Front's committee (SENDER), or as anyone."""
    parts = {Role.PUBLIC} | {role for role in (Role.RECEPTION, Role.LEADER, Role.HANDLER) if who.has(role, c.body_id)}
    if c.office_id and who.has(Role.HANDLER, c.office_id):
        parts.add(Role.HANDLER)
    front = getattr(c, "front_id", None)
    if front and front in at_work(who):
        parts.add(Role.SENDER)
    if who.is_clock:
        parts.add(Role.CLOCK)
    return frozenset(parts)


class Question(models.Model):
    """One question of the survey beside the draft; free words go with the whole opinion."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="questions")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    kind = models.CharField(max_length=4, choices=choices(QUESTION_KINDS))
    options = models.JSONField(default=list)  # words of each choice, in order

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultation", "place"], name="a_question_has_one_place")]


class Follower(models.Model):
    """Who wants to hear how it ends, once the mailbox has said yes. Not tied to any opinion; ended by one press."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="followers")
    email = models.EmailField()
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultation", "email"], name="one_follows_once")]
        indexes = [models.Index(fields=["asked_at"], condition=Q(confirmed_at=None), name="follower_to_confirm")]


class Criticism(models.Model):
    """Social criticism by the Front (Law 75/2015 art. 32–36): draft sent, criticism received, reply given."""

    consultation = models.OneToOneField(Consultation, models.CASCADE, related_name="criticism")
    sent_on = models.DateField("gửi dự thảo ngày")
    sent_number = models.CharField(max_length=60, blank=True)
    form = models.CharField(max_length=12, blank=True, choices=choices(CRITICISM_FORMS))
    steps = models.JSONField(default=list)  # ISO days on which the steps of a conference were done
    number = models.CharField(max_length=60, blank=True)
    received_on = models.DateField(null=True)
    text = models.TextField("nội dung phản biện", blank=True)
    reply = models.TextField("trả lời của cơ quan soạn thảo", blank=True)
    reply_number = models.CharField(max_length=60, blank=True)
    replied_on = models.DateField(null=True)


def public_titles(codes: set[str]) -> list[models.QuerySet[Any, tuple[str, str]]]:
    """What anyone may read of these: (code, title)."""
    return [Consultation.objects.visible_to().filter(code__in=codes).values_list("code", "title")]


def may_read_attachment(request: HttpRequest, attachment: Attachment) -> bool:
    """Proof of a sent plan is public with an opened consultation; minutes and scans are the office's."""
    who = standing(request)
    found = Consultation.objects.visible_to(who).filter(code=attachment.subject)
    if attachment.audience == Audience.PUBLIC:
        return found.exists()
    return any(part_played_by(who, c) - {Role.PUBLIC} for c in found)


# What came in stands in its own file, asked for here like the rest.
from danchu.mechanisms.consultations.opinion_models import Correction as Correction  # noqa: E402
from danchu.mechanisms.consultations.opinion_models import Count as Count  # noqa: E402
from danchu.mechanisms.consultations.opinion_models import Gathering as Gathering  # noqa: E402
from danchu.mechanisms.consultations.opinion_models import Keying as Keying  # noqa: E402
from danchu.mechanisms.consultations.opinion_models import Opinion as Opinion  # noqa: E402
from danchu.mechanisms.consultations.opinion_models import Row as Row  # noqa: E402
