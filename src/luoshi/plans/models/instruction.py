"""A leader's instruction (批示) on a plan, a task or a unit, and what those to whom it goes did about it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from luoshi.plans.models.plan import Plan, Task
from luoshi.units.models import Post, Region, Unit


class Instruction(models.Model):
    """What a leader wants done. Of plan, task and unit the one on which it was given is set.

    by  the day by which the result is wanted; closed_at  when the leader had read the results and let it rest."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="instructions")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="instructions")
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="instructions")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="instructions")
    text = models.CharField("批示内容", max_length=1000)
    by = models.DateField("报结果时限", null=True, blank=True)
    giver = models.ForeignKey(Post, models.PROTECT, related_name="instructions")
    given_by = models.CharField("批示人", max_length=80)
    given_at = models.DateTimeField("批示时间")
    withdrawn = models.BooleanField("已收回", default=False)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(plan__isnull=False, task=None, unit=None)
                | Q(plan=None, task__isnull=False, unit=None)
                | Q(plan=None, task=None, unit__isnull=False),
                name="instruction_on_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.text


class Addressee(models.Model):
    """One to whom an instruction goes: a unit, or the command office where `unit` is null. said  what was done."""

    instruction = models.ForeignKey(Instruction, models.CASCADE, related_name="addressees")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="instructed")
    done = models.BooleanField("已办结", default=False)
    said = models.CharField("办理情况", max_length=1000, blank=True)
    said_by = models.CharField("填报人", max_length=80, blank=True)
    said_at = models.DateTimeField("填报时间", null=True, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["instruction", "unit"], name="addressee_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return self.unit.name if self.unit else "综合协调组"
