"""The shape of a promise and of a work done together: what anyone may read, and the few words that must wait."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest

from danchu.ground.files.models import Attachment
from danchu.ground.journal.linked import asked_by
from danchu.ground.journal.models import Audience
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing
from danchu.ground.people.models import Person, PostHeld
from danchu.law.roles import Role
from danchu.mechanisms.works import rules
from danchu.mechanisms.works.rules import OPEN
from danchu.mechanisms.works.words import NEEDS, ORIGINS, SCORES, SIDES, STATES, WORK_STATES

IS_OPEN = Q(state__in=[s.value for s in OPEN])


def _choices(words: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    return [(key.value, text) for key, text in words.items()]


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def visible_to(self, standing: Standing | None = None) -> CommitmentQuerySet:
        """All of them, for anyone: a promise of an authority is public from the moment it is made."""
        return self.all()

    def owned_by(self, units: frozenset[int]) -> CommitmentQuerySet:
        return self.filter(owner_id__in=units)

    def open(self) -> CommitmentQuerySet:
        return self.filter(IS_OPEN)

    def counted(self) -> CommitmentQuerySet:
        """Those that stand for themselves: not recorded twice."""
        return self.filter(twice_of=None)


class Commitment(models.Model):
    """One promise. Written only by `actions`. Its words were read again before they were made public."""

    code = models.CharField("mã số", max_length=24, unique=True)
    token = models.UUIDField(unique=True)  # the form it came from: the same form twice is the same promise
    version = models.PositiveIntegerField(default=1)
    state = models.CharField("tình trạng", max_length=10, choices=_choices(STATES))
    score = models.CharField("giữ lời", max_length=10, blank=True, choices=_choices(SCORES))
    title = models.CharField("hứa làm gì", max_length=200)
    detail = models.TextField("nói rõ thêm", blank=True)
    for_whom = models.CharField("cho ai", max_length=200)
    measure = models.CharField("thế nào là xong", max_length=300)
    budget = models.CharField("nguồn kinh phí", max_length=200, blank=True)
    origin = models.CharField("hứa ở đâu", max_length=14, choices=_choices(ORIGINS))
    source = models.CharField("mã nơi hứa", max_length=24, blank=True)  # KN-…, DT-…, CH-…
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # who must do it now
    promised_by = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # who promised: never rewritten
    head = models.ForeignKey(PostHeld, models.PROTECT, null=True, related_name="+")  # who headed it that day
    head_name = models.CharField(max_length=250, blank=True)
    asker = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    promised_on = models.DateField("ngày hứa")
    first_due_on = models.DateField("ngày hứa đầu tiên")
    due_on = models.DateField("trước hết ngày")
    postponed = models.PositiveSmallIntegerField("số lần lùi ngày", default=0)
    reminded = models.BooleanField(default=False)
    overdue = models.BooleanField(default=False)
    done_on = models.DateField("ngày báo xong", null=True)
    confirmed_on = models.DateField(null=True)
    confirmed_as = models.CharField(max_length=20, blank=True)
    disputes = models.PositiveSmallIntegerField(default=0)
    twice_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="twins")  # which of two counts
    twice_on = models.DateField(null=True)
    state_before = models.CharField(max_length=10, blank=True)  # it was recorded twice

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["score", "-id"], name="commitment_by_score"),
            models.Index(fields=["promised_by", "-id"], name="commitment_by_promiser"),
            models.Index(fields=["head", "-id"], name="commitment_by_head"),
            models.Index(fields=["owner", "due_on", "id"], condition=IS_OPEN, name="commitment_queue"),
            models.Index(fields=["due_on", "id", "state", "owner"], condition=IS_OPEN, name="commitment_due"),
            models.Index(fields=["asker", "-id"], condition=Q(asker__isnull=False), name="commitment_of_asker"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("first_due_on")), name="a_promise_is_never_put_forward"),
            models.CheckConstraint(condition=Q(first_due_on__gte=F("promised_on")),
                                   name="a_promise_falls_due_after_it_is_made"),
            models.CheckConstraint(condition=~Q(due_on=F("first_due_on")) | Q(postponed=0),
                                   name="what_was_put_off_has_another_day"),
            models.CheckConstraint(condition=Q(done_on__isnull=False)
                                   | ~Q(state__in=["reported", "confirmed", "closed"]),
                                   name="what_is_done_was_done_on_a_day"),
            models.CheckConstraint(condition=~Q(state__in=["confirmed", "closed"]) | ~Q(confirmed_as=""),
                                   name="what_is_confirmed_was_confirmed_by_somebody"),
            models.CheckConstraint(condition=Q(state="twice", score="", twice_of__isnull=False, twice_on__isnull=False)
                                   | ~Q(state="twice") & ~Q(score="") & Q(twice_of__isnull=True),
                                   name="a_promise_recorded_twice_names_the_one_that_counts"),
            models.CheckConstraint(condition=~Q(twice_of=F("id")), name="a_promise_is_not_recorded_twice_of_itself"),
        ]

    def __str__(self) -> str:
        return self.code


def parts_played_by(standing: Standing, commitment: Commitment, kin: frozenset[int], near: frozenset[int],
                    barred: frozenset[int] = frozenset(), served: bool = False) -> frozenset[Role]:
    """The parts someone plays in a promise.

    `kin`: ids of the owner's unit and of those above and below it; `near`: of this person's units, those that serve
    the same place; `barred`: units that answered for it before the owner; `served`: has held a post in any of these
    since it was made. Who promised, who wrote it down, whoever holds or held such a post never judges.
    """
    parts = {role for role in (Role.RECEPTION, Role.LEADER) if standing.units(role) & kin}
    if standing.has(Role.HANDLER, commitment.owner_id):
        parts.add(Role.HANDLER)
    if standing.is_clock:
        parts.add(Role.CLOCK)
    units = frozenset(post.unit_id for post in standing.posts)
    if rules.may_judge(units, kin | barred, served) and not _answers_for(standing, commitment):
        parts |= {role for role in (Role.INSPECTOR, Role.FRONT) if standing.units(role) & near}
        if _asked(standing, commitment):
            parts.add(Role.ASKER)
    return frozenset(parts)


def _answers_for(standing: Standing, commitment: Commitment) -> bool:
    """Whoever headed the unit that day, or wrote the promise down, whatever post they hold now."""
    person = standing.person.pk if standing.person else None
    head = commitment.head.person_id if commitment.head else None
    return person is not None and person in (head, commitment.recorded_by_id)


def _asked(standing: Standing, commitment: Commitment) -> bool:
    if standing.person is not None and commitment.asker_id == standing.person.pk:
        return True
    known = standing.person is not None or commitment.source in standing.proven
    return bool(commitment.source and known and asked_by(standing, {commitment.source}))


class Original(models.Model):
    """What stood in a promise, or in words said of it, before personal data was covered. Read only by its office."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="originals")
    name = models.CharField(max_length=24)  # the column of the promise; `said-7`: of a statement
    text = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commitment", "name"], name="the_first_words_are_kept_once")]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.name}"


class Statement(models.Model):
    """What somebody said in a step. `shown` is what everybody may read; a citizen's own words wait until redacted."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="statements")
    step = models.CharField(max_length=16)
    role = models.CharField(max_length=20)
    text = models.TextField()
    shown = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["commitment", "id"], name="statement_of_commitment")]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.step}"


class ScoreCount(models.Model):
    """How many promises of one unit and head, made on one day, stand how. Moved by actions, never counted on read."""

    unit_id = models.BigIntegerField()
    head_id = models.BigIntegerField(default=0)  # the post held that day; 0: nobody held it
    promised_on = models.DateField()
    score = models.CharField(max_length=10)
    n = models.IntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["promised_on", "unit_id", "head_id", "score", "n"], name="score_of_a_period")]
        constraints = [
            models.UniqueConstraint(fields=["unit_id", "head_id", "promised_on", "score"], name="one_count_of_a_score"),
            models.CheckConstraint(condition=Q(n__gte=0), name="nothing_is_counted_below_none"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.promised_on} {self.score}: {self.n}"


# --- works done together -------------------------------------------------------------------------

class WorkQuerySet(models.QuerySet["CommunityWork"]):
    def visible_to(self, standing: Standing | None = None) -> WorkQuerySet:
        """All of them, for anyone: what the people do together they see."""
        return self.all()


class CommunityWork(models.Model):
    """One work the people do together. The account's sums stand here too, moved with each entry."""

    code = models.CharField("mã số", max_length=24, unique=True)
    token = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField("tình trạng", max_length=12, choices=_choices(WORK_STATES))
    title = models.CharField("việc gì", max_length=200)
    detail = models.TextField("nói rõ thêm", blank=True)
    place = models.CharField("ở đâu", max_length=200)
    body = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # who keeps the account
    village = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")  # whose people do it
    decision = models.CharField("quyết định của cộng đồng", max_length=200, blank=True)
    decided_on = models.DateField(null=True)
    care = models.TextField("kế hoạch bảo dưỡng", blank=True)
    proposed_on = models.DateField()
    handed_over_on = models.DateField(null=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    entries_made = models.PositiveIntegerField(default=0)
    income = models.BigIntegerField("tổng thu, đồng", default=0)
    spending = models.BigIntegerField("tổng chi, đồng", default=0)
    balance = models.BigIntegerField("còn lại, đồng", default=0)

    objects = WorkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "-id"], name="community_work_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(balance=F("income") - F("spending")),
                                   name="the_balance_is_income_less_spending"),
            models.CheckConstraint(condition=Q(state="proposed") | Q(state="closed") | ~Q(decision=""),
                                   name="a_work_is_agreed_on_before_it_begins"),
        ]

    def __str__(self) -> str:
        return self.code


class WorkNeed(models.Model):
    """One thing a work needs, with how much of it was pledged, came in and was used."""

    work = models.ForeignKey(CommunityWork, models.CASCADE, related_name="needs")
    need = models.CharField("loại", max_length=6, choices=_choices(NEEDS))
    what = models.CharField("là gì", max_length=120)
    counted_in = models.CharField("đơn vị tính", max_length=20)
    wanted = models.BigIntegerField("cần")
    pledged = models.BigIntegerField(default=0)
    received = models.BigIntegerField(default=0)
    spent = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["work", "what"], name="a_work_names_each_need_once"),
            models.UniqueConstraint(fields=["work"], condition=Q(need="money"), name="a_work_has_one_purse"),
            models.CheckConstraint(condition=Q(wanted__gt=0), name="a_need_is_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.wanted} {self.counted_in}"


class AccountEntry(models.Model):
    """One line of the account: only ever added. The database refuses to change or delete it; a mistake is reversed."""

    work = models.ForeignKey(CommunityWork, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()  # in the order of the book
    token = models.UUIDField(unique=True)  # the form it came from: pressed twice, entered once
    need = models.ForeignKey(WorkNeed, models.PROTECT, related_name="entries")
    side = models.CharField(max_length=8, choices=_choices(SIDES))
    amount = models.BigIntegerField()  # đồng, days, m² or pieces; below 0 only where it reverses another
    balance = models.BigIntegerField()  # đồng in the purse after this line
    about = models.CharField(max_length=200)
    givers = models.PositiveIntegerField(default=0)  # how many households together; never who
    giver = models.CharField(max_length=120, blank=True)  # only by their own wish
    receipt = models.CharField("số chứng từ", max_length=40)
    paper = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    on = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["work", "number"], name="the_book_has_no_gap_twice"),
            models.CheckConstraint(condition=Q(corrects__isnull=True, amount__gt=0)
                                   | Q(corrects__isnull=False, amount__lt=0),
                                   name="only_a_reversal_is_below_nothing"),
            models.CheckConstraint(condition=~Q(receipt=""), name="every_line_has_its_receipt"),
        ]

    def __str__(self) -> str:
        return f"{self.work_id}/{self.number}"


def public_titles(codes: set[str]) -> list[models.QuerySet[Any, tuple[str, str]]]:
    """What anyone may read of these: code and title."""
    return [kind.objects.visible_to().filter(code__in=codes).values_list("code", "title")
            for kind in (Commitment, CommunityWork)]


def may_read_attachment(request: HttpRequest, attachment: Attachment) -> bool:
    """What was ticked as public, anyone; the rest, those at the desk of whoever answers for it."""
    from danchu.ground.offices.lineage import offices_under
    from danchu.ground.people.access import standing

    if attachment.audience == Audience.PUBLIC:
        return True
    units = {post.unit_id for post in standing(request).posts if post.role in rules.OWNERS}
    under = {pk for unit in Unit.objects.filter(pk__in=units) for pk in offices_under(unit)}
    return bool(under) and (Commitment.objects.filter(code=attachment.subject, owner_id__in=under).exists()
                            or CommunityWork.objects.filter(code=attachment.subject, body_id__in=under).exists())
