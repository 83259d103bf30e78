"""A request by voters for a dialogue: the frozen number of voters, who signed (as a fingerprint), paper sheets."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from danchu.ground.files.models import Attachment
from danchu.ground.offices.models import Unit
from danchu.ground.people.access import Standing
from danchu.ground.people.models import Person
from danchu.law.roles import Role
from danchu.mechanisms.dialogues.request_rules import RequestState, SignedLevel


class DialogueRequestQuerySet(models.QuerySet["DialogueRequest"]):
    def visible_to(self, standing: Standing | None = None) -> DialogueRequestQuerySet:
        """Every request is open to read for everybody: that is what it is for."""
        return self.all()

    def kept_by(self, standing: Standing) -> DialogueRequestQuerySet:
        """Those put to the bodies in which this person receives or leads."""
        return self.filter(body_id__in=standing.units(Role.RECEPTION) | standing.units(Role.LEADER))


class DialogueRequest(models.Model):
    """What voters ask a body to meet them about. The number of voters is set once, before the first signature."""

    code = models.CharField("mã số", max_length=24, unique=True)
    token = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField("tình trạng", max_length=8, choices=[(s.value, s.value) for s in RequestState])
    body = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField("đề nghị đối thoại về", max_length=200)
    text = models.TextField("nội dung đề nghị")
    asked_by = models.CharField("người nêu đề nghị, bản mọi người đọc", max_length=200)
    voters = models.PositiveIntegerField("tổng số cử tri")
    voters_source = models.CharField("căn cứ số cử tri", max_length=250)
    voters_on = models.DateField("số cử tri tính đến ngày")
    opened_at = models.DateTimeField()
    open_until = models.DateField("lấy chữ ký đến hết ngày", null=True)
    online_n = models.PositiveIntegerField("ký trên mạng", default=0)
    paper_n = models.PositiveIntegerField("ký trên giấy", default=0)
    met_at = models.DateTimeField(null=True)
    why = models.TextField("lý do kết thúc", blank=True)

    objects = DialogueRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=["state", "open_until"], name="request_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(voters__gt=0), name="a_request_counts_against_voters"),
            models.CheckConstraint(condition=Q(online_n__lte=F("voters")) & Q(paper_n__lte=F("voters")),
                                   name="no_more_sign_than_there_are_voters"),
            models.CheckConstraint(condition=~Q(state="met") | Q(met_at__isnull=False),
                                   name="a_request_is_met_at_a_moment"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def signed(self) -> int:
        """How many have signed, online and on paper."""
        return self.online_n + self.paper_n


class Signature(models.Model):
    """One voter's signature. `key` is a fingerprint made anew for each request: no name stands here."""

    request = models.ForeignKey(DialogueRequest, models.CASCADE, related_name="signatures")
    key = models.CharField(max_length=64)
    level = models.CharField(max_length=8, choices=[(v.value, v.value) for v in SignedLevel])
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "key"], name="one_voter_signs_a_request_once")]


class Sheet(models.Model):
    """A paper sheet of signatures: counted by an officer from the scan, entered once."""

    request = models.ForeignKey(DialogueRequest, models.CASCADE, related_name="sheets")
    serial = models.CharField("số phiếu", max_length=40)
    n = models.PositiveIntegerField("số chữ ký hợp lệ")
    scan = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    scan_sha256 = models.CharField(max_length=64)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["request", "serial"], name="a_sheet_is_entered_once"),
            models.UniqueConstraint(fields=["request", "scan_sha256"], name="a_scan_is_entered_once"),
            models.CheckConstraint(condition=Q(n__gt=0), name="a_sheet_bears_signatures"),
        ]

    def __str__(self) -> str:
        return self.serial
