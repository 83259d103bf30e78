"""The shape of the two catalogues: procedures with what they were before, instruments with how they stand together."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from danchu.ground.offices.models import Unit
from danchu.mechanisms.disclosures.rules import Bond, LifeEvent


class Procedure(models.Model):
    """One administrative procedure as it is now. Written only by `actions`."""

    code = models.CharField(max_length=24, unique=True)
    version = models.PositiveIntegerField(default=1)
    number = models.CharField("mã thủ tục", max_length=20)  # of the national database: 1.001193
    name = models.CharField("tên thủ tục", max_length=250)
    life_event = models.CharField(max_length=10, choices=[(e.value, e.value) for e in LifeEvent])
    field = models.CharField("lĩnh vực", max_length=80)
    steps = models.TextField("các bước")
    papers = models.TextField("giấy tờ cần có")
    fee = models.CharField("phí, lệ phí", max_length=200)
    takes = models.CharField("thời hạn", max_length=200)
    basis = models.CharField("căn cứ", max_length=300)
    body = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    office = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    portal = models.URLField("trên Cổng dịch vụ công quốc gia", blank=True)
    changed_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "number"], name="a_procedure_stands_once_in_a_body")]
        indexes = [models.Index(fields=["life_event", "name", "id"], name="procedure_by_life_event")]

    def __str__(self) -> str:
        return self.name


class ProcedureWas(models.Model):
    """The fee and the time a procedure had until a day, and what changed them."""

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="was")
    fee = models.CharField(max_length=200)
    takes = models.CharField(max_length=200)
    basis = models.CharField(max_length=300)
    until = models.DateField()

    class Meta:
        ordering = ["-until", "-id"]


class Instrument(models.Model):
    """A decision, plan, guidance or programme: its number and symbol, and since when it holds."""

    code = models.CharField(max_length=24, unique=True)
    version = models.PositiveIntegerField(default=1)
    symbol = models.CharField("số, ký hiệu", max_length=60)
    kind = models.CharField("loại văn bản", max_length=20)  # a law.papers.Kind
    title = models.CharField("trích yếu", max_length=300)
    abstract = models.TextField("tóm tắt", blank=True)
    issuer = models.CharField("nơi ban hành", max_length=200)
    issued_on = models.DateField()
    in_force_to = models.DateField(null=True)
    body = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["symbol", "issued_on", "issuer"], name="an_instrument_is_kept_once"),
        ]
        indexes = [models.Index(fields=["-issued_on", "-id"], name="instrument_newest")]

    def __str__(self) -> str:
        return self.symbol


class InstrumentBond(models.Model):
    """One instrument implements, replaces or amends another."""

    source = models.ForeignKey(Instrument, models.CASCADE, related_name="bonds")
    target = models.ForeignKey(Instrument, models.CASCADE, related_name="bonds_back")
    kind = models.CharField(max_length=12, choices=[(b.value, b.value) for b in Bond])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="a_bond_is_made_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="no_instrument_is_bound_to_itself"),
        ]
