"""Figures of targets: how each is measured, and its values as reported, verified and confirmed, side by side."""

from __future__ import annotations

from django.db import models

from luoshi.plans.models import Target
from luoshi.rounds.models.report import Line
from luoshi.units.models import Unit


class Measuring(models.Model):
    """How a target is measured (指标口径). A target without a row is measured as its sentence suggests.

    of         the target whose figure this one is as well: a figure is asked once however many annexes name it
    unit       who reports it, null: the task's lead
    statistical  the statistics bureau's own: what it confirms counts
    together   how the units' values make one: sum, the lead's own, largest, smallest, mean
    every      how often a value is due at most ("" in every round that covers it)
    baseline   the value at the plan's beginning, for levels; last_year  cumulative values of the year before by period key
    trajectory {"kind": …, …} as `standing.trajectory` writes it; {} what is proposed"""

    class Together(models.TextChoices):
        SUM = "sum", "各单位相加"
        LEAD = "lead", "以牵头单位数为准"
        MAX = "max", "取最大"
        MIN = "min", "取最小"
        MEAN = "mean", "取平均"

    target = models.OneToOneField(Target, models.CASCADE, related_name="measuring")
    of = models.ForeignKey(Target, models.PROTECT, null=True, blank=True, related_name="named_again")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    statistical = models.BooleanField("统计部门核定", default=False)
    together = models.CharField("汇总办法", max_length=6, choices=Together.choices, default=Together.LEAD)
    every = models.CharField("数据周期", max_length=4, blank=True)
    baseline = models.DecimalField("基数", max_digits=20, decimal_places=6, null=True, blank=True)
    last_year = models.JSONField("上年同期", default=dict)
    trajectory = models.JSONField("进度计划", default=dict)
    confirmed_by = models.CharField("确认人", max_length=80, blank=True)
    version = models.IntegerField(default=1)


class Reading(models.Model):
    """A value of a target for a period in one of three columns. Rows are only added: a correction is a new row
    that names the one it replaces, which keeps what it said and is no longer `current`. No column ever overwrites another.

    unit   who says so; null for the value of the whole target (the lead's consolidation, verification, confirmation)
    state  value (zero is a value) | no_data (暂无数据) | not_due"""

    class Column(models.TextChoices):
        REPORTED = "reported", "填报数"
        VERIFIED = "verified", "核实数"
        CONFIRMED = "confirmed", "核定数"

    class State(models.TextChoices):
        VALUE = "value", "有数"
        NO_DATA = "no_data", "暂无数据"
        NOT_DUE = "not_due", "未到时限"

    target = models.ForeignKey(Target, models.PROTECT, related_name="readings")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    period = models.CharField("期次", max_length=12)
    last = models.DateField("截至")
    column = models.CharField(max_length=10, choices=Column.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.VALUE)
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    line = models.ForeignKey(Line, models.PROTECT, null=True, related_name="readings")
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    word = models.CharField(max_length=400, blank=True)
    current = models.BooleanField(default=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        ordering = ["target", "last", "column", "id"]
        indexes = [models.Index(fields=["target", "last"])]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "unit", "period", "column"],
                condition=models.Q(current=True),
                name="reading_once",
                nulls_distinct=False,
            )
        ]
