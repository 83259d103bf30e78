"""What people said, as it came in and as it was answered: rounds, opinions, paper forms, counters, rows of the table.

`models` holds what they are asked about, and hands all of these on.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from danchu.ground.files.models import Attachment
from danchu.ground.people.models import Person
from danchu.mechanisms.consultations.words import CHANNELS, LEVELS, STANCES, VERDICTS, choices

CONSULTATION = "consultations.Consultation"


class Gathering(models.Model):
    """Opinions gathered by an organisation or at a meeting: how many people took part, and the minutes."""

    consultation = models.ForeignKey(CONSULTATION, models.CASCADE, related_name="gatherings")
    token = models.UUIDField(unique=True)
    channel = models.CharField(max_length=12, choices=choices(CHANNELS))
    name = models.CharField("tổ chức, cuộc họp", max_length=200)
    held_on = models.DateField()
    people = models.PositiveIntegerField("số người dự")
    minutes = models.ForeignKey(Attachment, models.SET_NULL, null=True, related_name="+")
    operator = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(people__gte=1), name="a_gathering_has_people")]


class Row(models.Model):
    """One row of the table: opinions that say the same of the same article, and what was decided on them."""

    consultation = models.ForeignKey(CONSULTATION, models.CASCADE, related_name="table")
    version = models.PositiveIntegerField(default=1)
    no = models.PositiveIntegerField(null=True)  # given when the table is published
    article = models.CharField(max_length=120, blank=True)
    place = models.PositiveIntegerField(default=0)  # of the article in the draft
    stance = models.CharField(max_length=12, choices=choices(STANCES))
    text = models.TextField()  # the words of one of them, as they came
    public_text = models.TextField(blank=True)  # redacted, read and approved by a person
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    corrected_on = models.DateField(null=True)  # after the table had been published: the day is shown beside it
    times = models.PositiveIntegerField(default=0)
    persons = models.PositiveIntegerField(default=0)
    organisations = models.PositiveIntegerField(default=0)
    verdict = models.CharField(max_length=10, blank=True, choices=choices(VERDICTS))
    reason = models.TextField(blank=True)
    change = models.TextField(blank=True)
    change_eid = models.CharField(max_length=120, blank=True)  # in the final edition
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["consultation", "place", "-times", "id"], name="row_in_order"),
            models.Index(fields=["consultation", "verdict", "place", "id"], name="row_by_verdict"),
            models.Index(fields=["consultation", "article", "id"], name="row_of_article"),
            models.Index(fields=["consultation", "change_eid"], condition=~Q(change_eid=""), name="row_by_change"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "no"], name="a_row_has_one_number_in_a_table"),
            models.CheckConstraint(condition=Q(verdict="") | ~Q(reason=""), name="an_answer_has_a_reason"),
        ]


class Correction(models.Model):
    """Approved words changed afterwards: what stood there before, and why. For the office only."""

    row = models.ForeignKey(Row, models.CASCADE, related_name="corrections")
    was = models.TextField()
    why = models.CharField("lý do", max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="a_correction_has_a_reason")]


class Opinion(models.Model):
    """One opinion as it came. Inserted once; afterwards only folded, put in a row, and its author forgotten.

    It has no journal row: a journal is for ever, and who said what must not be. The row itself is the trace.
    """

    code = models.CharField("mã số", max_length=24, unique=True)
    token = models.UUIDField(unique=True)
    consultation = models.ForeignKey(CONSULTATION, models.PROTECT, related_name="opinions")
    article = models.CharField(max_length=120, blank=True)  # empty: on the whole draft
    eid = models.CharField(max_length=120, blank=True)  # the clause or point, where one was chosen
    stance = models.CharField(max_length=12, choices=choices(STANCES))
    text = models.TextField(blank=True)
    answers = models.JSONField(default=dict)  # question id → places of the choices
    mark = models.CharField(max_length=32)  # equal for equal texts
    channel = models.CharField(max_length=12, choices=choices(CHANNELS))
    level = models.CharField(max_length=8, choices=choices(LEVELS))
    author = models.CharField(max_length=40, blank=True)  # a keyed hash, until it has closed; then nothing
    operator = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    gathering = models.ForeignKey(Gathering, models.PROTECT, null=True, related_name="+")
    scan = models.ForeignKey(Attachment, models.SET_NULL, null=True, related_name="+")
    serial = models.CharField("số phiếu", max_length=30, blank=True)
    received_at = models.DateTimeField()
    folded = models.BooleanField(default=False)
    stands = models.BooleanField(default=True)  # False: the same person wrote again on this article
    row = models.ForeignKey(Row, models.PROTECT, null=True, related_name="opinions")

    class Meta:
        indexes = [
            models.Index(fields=["consultation", "id"], condition=Q(folded=False), name="opinion_to_fold"),
            models.Index(fields=["consultation", "author", "article"], condition=~Q(author=""),
                         name="opinion_of_author"),
            models.Index(fields=["consultation", "article", "stance", "id"], condition=Q(row__isnull=True),
                         name="opinion_to_group"),
            models.Index(fields=["row", "id"], name="opinion_in_row"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "serial"], condition=~Q(serial=""),
                                    name="a_paper_form_is_entered_once"),
        ]


class Count(models.Model):
    """How many opinions an article got, by stance and channel; and how often each choice of a question was made."""

    consultation = models.ForeignKey(CONSULTATION, models.CASCADE, related_name="counts")
    article = models.CharField(max_length=120, blank=True)
    what = models.CharField(max_length=20)  # a stance, or q<question>:<choice>, or q<question>:n
    channel = models.CharField(max_length=12, blank=True)
    times = models.IntegerField(default=0)
    persons = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultation", "article", "what", "channel"],
                                               name="one_count_per_article_stance_and_channel")]


class Keying(models.Model):
    """A paper form typed once: it becomes opinions when a second person has typed the same."""

    consultation = models.ForeignKey(CONSULTATION, models.CASCADE, related_name="keyings")
    serial = models.CharField("số phiếu", max_length=30)
    first = models.JSONField(default=list)  # lines as in `giving.Keyed`
    second = models.JSONField(default=list)
    first_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    second_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    scan = models.ForeignKey(Attachment, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    done = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "serial"], name="a_paper_form_is_keyed_under_one_number"),
            models.CheckConstraint(condition=Q(second_by__isnull=True) | ~Q(second_by=F("first_by")),
                                   name="a_form_is_keyed_by_two_persons"),
        ]
