"""What a unit says in a round: one report a unit a round, one line a task or target, and the steps of its way up."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from luoshi.plans.models import Target, Task, Upload
from luoshi.rounds.models.arrangement import Round
from luoshi.units.models import Unit


class Report(models.Model):
    """What one unit owes in one round, with its lines. It is there from the round's opening on, so that expected,
    received and on time can be counted.

    asked         how many lines the unit has to fill in itself (the others are fed from finer rounds)
    submitted_at  when all of them were handed in first; null until then"""

    round = models.ForeignKey(Round, models.CASCADE, related_name="reports")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports")
    asked = models.IntegerField(default=0)
    submitted_at = models.DateTimeField("报送时间", null=True, blank=True)
    submitted_by = models.CharField("报送人", max_length=80, blank=True)
    on_time = models.BooleanField("按时", null=True)
    version = models.IntegerField(default=1)

    class Meta:
        ordering = ["round", "unit__order", "unit"]
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="report_once")]

    def __str__(self) -> str:
        return f"{self.unit} {self.round}"


class Line(models.Model):
    """What a unit says of one task or one target in one round.

    said    changed | unchanged (无变化) | no_data (暂无数据) | not_due (未到时限) | blank (a word says why) | fed (taken
            over from a finer round); "" as long as nothing was said
    lies    where it lies now: with the unit, its head, the lead, the task-force office, or done
    value   of a target, for the round's period; `together` is what the lead made of all units' values
    carries the line that stands for the whole thing: of the first that leads, whose figure or consolidation counts
    stage   of a task: not_started | going | done
    ticked  the measures (by id) that are done, with the day
    before  the same unit's line of the round before, from which words and values were taken over
    word    why it was returned, or why it is blank; sure  what was answered to “sure?”
    sampled supervision draws it for verification"""

    class Said(models.TextChoices):
        NOTHING = "", "未填"
        CHANGED = "changed", "有变化"
        UNCHANGED = "unchanged", "无变化"
        NO_DATA = "no_data", "暂无数据"
        NOT_DUE = "not_due", "未到时限"
        BLANK = "blank", "未能填报"
        FED = "fed", "已有数据"

    class Lies(models.TextChoices):
        UNIT = "unit", "填报中"
        HEAD = "head", "待负责人审核"
        LEAD = "lead", "待牵头单位汇总"
        OFFICE = "office", "待专班办公室审核"
        DONE = "done", "已通过"

    class Stage(models.TextChoices):
        NOT_STARTED = "not_started", "未启动"
        GOING = "going", "推进中"
        DONE = "done", "已完成"

    report = models.ForeignKey(Report, models.CASCADE, related_name="lines")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="lines")
    target = models.ForeignKey(Target, models.PROTECT, null=True, related_name="lines")
    role = models.CharField(max_length=12, blank=True)
    carries = models.BooleanField(default=True)
    said = models.CharField(max_length=10, choices=Said.choices, default=Said.NOTHING, blank=True)
    lies = models.CharField(max_length=6, choices=Lies.choices, default=Lies.UNIT)
    stage = models.CharField(max_length=12, choices=Stage.choices, blank=True)
    words = models.TextField("进展", blank=True)
    problem = models.TextField("需协调的问题", blank=True)
    value = models.DecimalField("数值", max_digits=20, decimal_places=6, null=True)
    together = models.DecimalField("汇总值", max_digits=20, decimal_places=6, null=True)
    together_words = models.TextField("汇总", blank=True)
    ticked = models.JSONField(default=list)
    word = models.CharField(max_length=400, blank=True)
    sure = models.CharField(max_length=200, blank=True)
    returned = models.BooleanField("被退回", default=False)
    sampled = models.BooleanField(default=False)
    before = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    changed_by = models.CharField(max_length=80, blank=True)
    changed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["task", "report"]), models.Index(fields=["target", "report"])]
        constraints = [
            models.UniqueConstraint(fields=["report", "task"], condition=Q(target=None), name="task_line_once"),
            models.UniqueConstraint(fields=["report", "target"], condition=Q(task=None), name="target_line_once"),
            models.CheckConstraint(condition=Q(task=None) ^ Q(target=None), name="line_of_one"),
        ]

    @property
    def thing(self) -> Task | Target:
        """The task or the target that the line is about."""
        return self.task or self.target  # type: ignore[return-value]


class Step(models.Model):
    """One step of a line on its way: who did what when, with which word. Never changed.

    what  submitted | passed | returned | withdrawn | consolidated | accepted | verified | disputed | confirmed"""

    line = models.ForeignKey(Line, models.CASCADE, related_name="steps")
    what = models.CharField(max_length=12)
    by = models.CharField(max_length=80)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    word = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["at", "id"]


class Opening(models.Model):
    """A locked report opened once more for a unit, until a day, with the reason and who granted it."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="openings")
    until = models.DateField("开放至")
    reason = models.CharField("原因", max_length=400)
    by = models.CharField("批准人", max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class Evidence(models.Model):
    """A file that shows what a line says. Kept when it is taken off (`taken_off`)."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="evidence")
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="+")
    taken_off = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
