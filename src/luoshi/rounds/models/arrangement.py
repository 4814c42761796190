"""How often what is done by whom, as the plan says and as people confirmed it, and the rounds that come of it."""

from __future__ import annotations

from django.db import models

from luoshi.plans.models import Cadence, Part, Plan, Task
from luoshi.units.models import Unit


class Arrangement(models.Model):
    """One recurring duty of a plan as a working set-up (调度安排).

    It is proposed from a cadence of the document (`quote` is its sentence, at `start`–`end` of the version's text) and
    holds once a person confirmed it.

    part, task  what it covers: one task, one part (an annex with its tables), or with neither the whole plan
    act         what is done (see Act); only `report` asks units for anything
    runs        who runs it, as the plan writes; runner  what that is
    season      when alone it holds (农忙时节): rounds are opened by hand then, "" always
    reporters   which of a task's units report, see Reporters
    way         the way up of a report, in order: of "head", "lead", "office", "verify", "confirm", "release"
    due_after   the due day: that many working days after the period's last day (0: the last working day in it)
    due_day     the due day where the plan names one: that day of the month after the period (每月5日前), else null
    grace       working days after the due day in which a report is still on time
    lock_after  working days after the due day until the round is locked; a locked report needs an opening
    feeds       the coarser arrangement whose rounds take over what was reported here (以旬保月)"""

    class Act(models.TextChoices):
        REPORT = "report", "填报进展"
        LEDGER = "ledger", "收集台账"
        MEETING = "meeting", "调度会议"
        BULLETIN = "bulletin", "通报简报"
        CHECK = "check", "督查检查"
        APPRAISAL = "appraisal", "考核评价"

    class Runner(models.TextChoices):
        OFFICES = "offices", "各工作专班办公室"
        COMMAND = "command", "综合协调组（指挥部办公室）"
        CONVENERS = "conveners", "专班召集人"
        LEADERS = "leaders", "领导"
        UNITS = "units", "责任单位"
        SUPERVISION = "supervision", "督查室"
        APPRAISAL = "appraisal", "考核办"
        UNIT = "unit", "指定单位"

    class Reporters(models.TextChoices):
        LEAD = "lead", "牵头单位"
        MAIN = "main", "牵头单位和责任单位"
        ALL = "all", "牵头、责任和配合单位"
        NONE = "none", "不填报"

    class State(models.TextChoices):
        PROPOSED = "proposed", "待确认"
        IN_FORCE = "in_force", "执行中"
        OFF = "off", "停用"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="arrangements")
    part = models.ForeignKey(Part, models.PROTECT, null=True, blank=True, related_name="arrangements")
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="arrangements")
    cadences = models.ManyToManyField(Cadence, related_name="arrangements", blank=True)
    key = models.CharField(max_length=80)
    title = models.CharField("名称", max_length=120)
    every = models.CharField("周期", max_length=4)
    act = models.CharField("方式", max_length=10, choices=Act.choices)
    runs = models.CharField("组织者（原文）", max_length=120, blank=True)
    runner = models.CharField("组织者", max_length=12, choices=Runner.choices)
    runner_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    season = models.CharField("执行时段", max_length=40, blank=True)
    reporters = models.CharField("谁填报", max_length=6, choices=Reporters.choices, default=Reporters.NONE)
    way = models.JSONField("办理环节", default=list)
    due_after = models.IntegerField("截止（期末后工作日）", default=2)
    due_day = models.IntegerField("截止日（次月几日）", null=True, blank=True)
    grace = models.IntegerField("宽限（工作日）", default=0)
    lock_after = models.IntegerField("锁定（截止后工作日）", default=5)
    feeds = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="fed_by")
    first_day = models.DateField("开始日期")
    last_day = models.DateField("结束日期")
    quote = models.TextField("原文", blank=True)
    start = models.IntegerField(null=True)
    end = models.IntegerField(null=True)
    why = models.CharField("依据", max_length=300, blank=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.PROPOSED)
    version = models.IntegerField(default=1)

    class Meta:
        ordering = ["plan", "part__order", "id"]
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="arrangement_once")]

    def __str__(self) -> str:
        return self.title


class Round(models.Model):
    """One period of an arrangement (期次). Late and locked are two days: after `late_on` a report is late, after
    `lock_on` it needs an opening. uncertain  a due day lies in a year whose holidays are not announced yet."""

    class State(models.TextChoices):
        OPEN = "open", "进行中"
        LOCKED = "locked", "已锁定"
        DONE = "done", "已办结"

    arrangement = models.ForeignKey(Arrangement, models.PROTECT, related_name="rounds")
    period = models.CharField("期次", max_length=12)
    first = models.DateField()
    last = models.DateField()
    opens_on = models.DateField("开放日")
    due_on = models.DateField("截止日")
    late_on = models.DateField("宽限至")
    lock_on = models.DateField("锁定日")
    uncertain = models.BooleanField(default=False)
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.OPEN)
    version = models.IntegerField(default=1)

    class Meta:
        ordering = ["-last", "arrangement"]
        indexes = [models.Index(fields=["state", "due_on"])]
        constraints = [models.UniqueConstraint(fields=["arrangement", "period"], name="round_once")]

    def __str__(self) -> str:
        return f"{self.arrangement} {self.period}"


class RoundStep(models.Model):
    """What became of a whole round at an office: held, collected, verified with the supervision office, released."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="steps")
    step = models.CharField(max_length=10)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    word = models.TextField(blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["round", "step"], name="round_step_once")]
