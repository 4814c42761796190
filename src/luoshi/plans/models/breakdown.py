"""The units' own breakdown of tasks into measures, and what a lead passes on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from luoshi.plans.models.plan import Task
from luoshi.units.models import Department, Unit


class Breakdown(models.Model):
    """A unit's breakdown of a task into measures (细化分解), as one thing that is handed in, returned or accepted.

    draft      the rows that the unit writes at, as typed (see `measure_rows.py`); what was handed in stands in Submission,
               what was accepted in Measure
    in_force   the submission that was accepted last; it holds until a later one is accepted
    changed_by, changed_at  who did something to it last, shown to whoever comes too late"""

    class State(models.TextChoices):
        DRAFT = "draft", "编制中"
        SUBMITTED = "submitted", "已报送"
        RETURNED = "returned", "已退回"
        ACCEPTED = "accepted", "已审定"

    task = models.ForeignKey(Task, models.PROTECT, related_name="breakdowns")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="breakdowns")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    word = models.CharField("意见", max_length=400, blank=True)
    submitted_at = models.DateTimeField("报送时间", null=True)
    decided_at = models.DateTimeField("审定时间", null=True)
    decided_by = models.CharField("审定人", max_length=80, blank=True)
    draft = models.JSONField(default=list)
    in_force = models.ForeignKey("Submission", models.PROTECT, null=True, blank=True, related_name="+")
    changed_by = models.CharField("最近办理", max_length=80, blank=True)
    changed_at = models.DateTimeField("最近办理时间", null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "unit"], name="breakdown_once")]

    def __str__(self) -> str:
        return f"{self.unit}：{self.task}"


class Submission(models.Model):
    """What a unit handed in once, never changed afterwards, and what became of it. rows  as the draft stood then;
    reason  why an accepted breakdown was changed; word  why it was returned."""

    class State(models.TextChoices):
        OPEN = "open", "待审定"
        WITHDRAWN = "withdrawn", "已撤回"
        RETURNED = "returned", "已退回"
        ACCEPTED = "accepted", "已审定"

    breakdown = models.ForeignKey(Breakdown, models.CASCADE, related_name="submissions")
    number = models.IntegerField("次")
    rows = models.JSONField(default=list)
    reason = models.CharField("调整原因", max_length=400, blank=True)
    by = models.CharField("报送人", max_length=80)
    at = models.DateTimeField("报送时间")
    state = models.CharField("结果", max_length=10, choices=State.choices, default=State.OPEN)
    word = models.CharField("意见", max_length=400, blank=True)
    decided_by = models.CharField("办理人", max_length=80, blank=True)
    decided_at = models.DateTimeField("办理时间", null=True)

    class Meta:
        ordering = ["breakdown", "number"]
        constraints = [models.UniqueConstraint(fields=["breakdown", "number"], name="submission_once")]

    def __str__(self) -> str:
        return f"{self.breakdown} 第{self.number}次报送"


class Measure(models.Model):
    """One measure of a breakdown in force: what, who, when, how much of the whole (weight, percent).

    key  the draft's row that it came from, by which it stays the same measure through later changes;
    retired  a later accepted breakdown no longer has it."""

    class Register(models.TextChoices):
        TASK = "task", "任务清单"
        PROJECT = "project", "项目清单"
        POLICY = "policy", "政策清单"

    breakdown = models.ForeignKey(Breakdown, models.CASCADE, related_name="measures")
    key = models.CharField(max_length=12, blank=True)
    order = models.IntegerField(default=0)
    title = models.CharField("举措", max_length=300)
    register = models.CharField("清单", max_length=8, choices=Register.choices, default=Register.TASK)
    person = models.CharField("责任人", max_length=40, blank=True)
    department = models.ForeignKey(Department, models.SET_NULL, null=True, blank=True)
    begins = models.DateField("开始", null=True, blank=True)
    ends = models.DateField("完成", null=True, blank=True)
    weight = models.IntegerField("权重", default=0)
    retired = models.BooleanField("已撤销", default=False)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.title


class Milestone(models.Model):
    """A step of a measure with its day."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="milestones")
    title = models.CharField("节点", max_length=200)
    on = models.DateField("日期", null=True, blank=True)

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return self.title


class Share(models.Model):
    """A part of a task that its lead passes to another of its units; shown to both."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="shares")
    giver = models.ForeignKey(Unit, models.PROTECT, related_name="shares_given")
    taker = models.ForeignKey(Unit, models.PROTECT, related_name="shares_taken")
    what = models.CharField("内容", max_length=400)
    by = models.DateField("时限", null=True, blank=True)
    given_by = models.CharField("交办人", max_length=80, blank=True)
    given_at = models.DateTimeField("交办时间", null=True)
    withdrawn = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(giver=models.F("taker")), name="share_between_two")]

    def __str__(self) -> str:
        return f"{self.giver}→{self.taker}：{self.what}"
