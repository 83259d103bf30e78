"""A unit's own registers of numbers. A number once given is never given again; the rows say to what."""

from django.db import models
from django.db.models import Q


class Register(models.Model):
    """One sequence: a unit's documents of one kind in one series (a year; a Party committee's term)."""

    unit = models.ForeignKey("offices.Unit", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)  # law.papers.Kind
    series = models.CharField(max_length=20)  # law.numbering.series
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="a_unit_counts_a_kind_once_a_series", fields=["unit", "kind", "series"]),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind} {self.series}: {self.last}"


class GivenNumber(models.Model):
    """A number, the symbol it made and what it was given to (a case's public code and which of its papers)."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="given")
    number = models.PositiveIntegerField()
    symbol = models.CharField(max_length=60)
    to = models.CharField(max_length=60)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="a_number_is_given_once", fields=["register", "number"]),
            models.UniqueConstraint(name="a_paper_takes_one_number", fields=["to"]),
            models.CheckConstraint(name="numbers_begin_at_one", condition=Q(number__gte=1)),
        )

    def __str__(self) -> str:
        return self.symbol
