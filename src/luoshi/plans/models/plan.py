"""The plan: the files it came from, its versions and parts, and its items as they stand today and stood before.

The rows of Plan, Part, Task, Duty, Target, Body, BodyMember and Cadence are the plan as it stands today. What stood there
under each version is kept in ItemState and never overwritten.
"""

from __future__ import annotations

from django.db import models

from luoshi.units.models import Region, Unit


class Upload(models.Model):
    """A file as it came in, kept for good."""

    region = models.ForeignKey(Region, models.PROTECT)
    file = models.FileField(upload_to="uploads/%Y/%m/", max_length=200)
    name = models.CharField("文件名", max_length=200)
    size = models.BigIntegerField("大小")
    sha256 = models.CharField(max_length=64)
    by = models.CharField("上传人", max_length=80)
    at = models.DateTimeField("上传时间", auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Plan(models.Model):
    """A plan in force (or ended). The header fields are those of the version in force."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="plans")
    title = models.CharField("标题", max_length=200)
    doc_number = models.CharField("发文字号", max_length=60, blank=True)
    issuer = models.CharField("发文机关", max_length=120, blank=True)
    date = models.DateField("成文日期", null=True, blank=True)
    year = models.IntegerField("年度")
    family = models.CharField("行动名称", max_length=40, blank=True)
    ended_on = models.DateField("结束日期", null=True, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        ordering = ["-year", "-id"]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """A dated version of a plan: what changed, why, on whose decision. `text` is the document as read.

    blocks  the paragraphs of the text as [start, end, table, row, column, row span, column span] (the last five null
    outside tables), so that the document can be shown
    took_effect  when the plan's rows became what the version says; null for one that is still to come. Numbers follow
    the days of effect: a version that comes before one still to come takes its number, and that one moves on
    changes  what the version changes, item by item (see `timeline.py`), so that it can follow when another comes before it"""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="versions")
    number = models.IntegerField("版次")
    effective_on = models.DateField("生效日期")
    reason = models.CharField("修订原因", max_length=400, blank=True)
    reference = models.CharField("依据", max_length=200, blank=True)
    decided_by = models.CharField("决定人", max_length=80)
    made_by = models.CharField("经办人", max_length=80)
    made_at = models.DateTimeField("办理时间", auto_now_add=True)
    upload = models.ForeignKey(Upload, models.PROTECT, null=True, blank=True)
    text = models.TextField(blank=True)
    blocks = models.JSONField(default=list)
    took_effect = models.DateTimeField("转为现行的时间", null=True, blank=True)
    changes = models.JSONField(default=list)

    class Meta:
        ordering = ["plan", "number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="version_once")]

    def __str__(self) -> str:
        return f"{self.plan} 第{self.number}版"


class Part(models.Model):
    """The master plan ("0"), an annex ("1" …) or a table of tasks ("3-1")."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="parts")
    code = models.CharField("编号", max_length=12)
    kind = models.CharField("类别", max_length=8)
    title = models.CharField("标题", max_length=200)
    campaign = models.CharField("攻坚行动", max_length=80, blank=True)
    order = models.IntegerField(default=0)
    retired = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="part_once")]

    def __str__(self) -> str:
        return self.title


class Item(models.Model):
    """What tasks, targets, bodies and cadences share: their plan and part, where they stand in the version's text
    (`start`, `end`, end exclusive; both null for an item that no text carries), and whether they still hold."""

    plan = models.ForeignKey(Plan, models.CASCADE)
    part = models.ForeignKey(Part, models.PROTECT)
    order = models.IntegerField(default=0)
    start = models.IntegerField(null=True)
    end = models.IntegerField(null=True)
    retired = models.BooleanField("已撤销", default=False)
    version = models.IntegerField(default=1)

    class Meta:
        abstract = True
        ordering = ["part__order", "order", "id"]


class Task(Item):
    """A task. path  the numbering as written; text  its whole
    wording; clauses  its responsibility clauses as [{"clause", "open_ended"}]; limits  its time limits as
    [{"text", "latest"}]; due  the latest day that they name."""

    class Kind(models.TextChoices):
        TASK = "task", "任务"
        PROJECT = "project", "项目"
        POLICY = "policy", "政策"

    path = models.CharField("序号", max_length=120, blank=True)
    title = models.CharField("任务", max_length=300)
    text = models.TextField("内容", blank=True)
    kind = models.CharField("类别", max_length=8, choices=Kind.choices, default=Kind.TASK)
    clauses = models.JSONField(default=list)
    limits = models.JSONField(default=list)
    due = models.DateField("完成时限", null=True, blank=True)
    initials = models.CharField(max_length=300, blank=True)

    class Meta(Item.Meta):
        indexes = [models.Index(fields=["plan", "retired"]), models.Index(fields=["due"])]

    def __str__(self) -> str:
        return self.title


class Duty(models.Model):
    """A unit's role in a task. clause_number  which of the task's clauses it stands in, from 0; written  the unit's
    name as the plan writes it."""

    class DutyRole(models.TextChoices):
        LEAD = "lead", "牵头"
        RESPONSIBLE = "responsible", "责任"
        COOPERATE = "cooperate", "配合"

    task = models.ForeignKey(Task, models.CASCADE, related_name="duties")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="duties")
    role = models.CharField("角色", max_length=12, choices=DutyRole.choices)
    written = models.CharField("原文", max_length=120)
    clause_number = models.IntegerField(default=0)
    order = models.IntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        indexes = [models.Index(fields=["unit", "role"])]


class Target(Item):
    """A commitment with a number; the fields as in the breakdown form. task  the task it stands in, if it stands in one."""

    task = models.ForeignKey(Task, models.SET_NULL, null=True, blank=True, related_name="targets")
    path = models.CharField("位置", max_length=120, blank=True)
    raw = models.TextField("原文")
    name = models.CharField("指标", max_length=200)
    measure = models.CharField("性质", max_length=10)
    op = models.CharField("要求", max_length=6)
    value = models.FloatField("目标值")
    value2 = models.FloatField("上限", null=True, blank=True)
    unit = models.CharField("计量单位", max_length=30, blank=True)
    initials = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class Body(Item):
    """A task force, leading group or command office. People as written; office_unit  the unit that is its office."""

    name = models.CharField("名称", max_length=120)
    convener = models.JSONField(default=list)
    deputies = models.JSONField(default=list)
    office = models.CharField("办公室", max_length=120, blank=True)
    office_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="offices")
    raw = models.TextField("原文", blank=True)

    class Meta(Item.Meta):
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.name


class BodyMember(models.Model):
    """A unit in a body, under the name that the plan writes."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="members")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    written = models.CharField(max_length=120)
    order = models.IntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]


class BodySeat(models.Model):
    """A post's place in a body (召集人, 副召集人, 办公室, 联络员): what makes a campaign somebody's own."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="seats")
    post = models.ForeignKey("units.Post", models.CASCADE, related_name="seats")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "post"], name="seat_once")]


class Cadence(Item):
    """A recurring duty of dispatch, report, check or appraisal."""

    raw = models.TextField("原文")
    actor = models.CharField("责任主体", max_length=120, blank=True)
    action = models.CharField("事项", max_length=20)
    every = models.CharField("周期", max_length=4)

    def __str__(self) -> str:
        return f"{self.every}{self.action}"


class ItemState(models.Model):
    """What an item said under the versions from `since` to before `until` (null: still). data  the item as JSON."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="states")
    kind = models.CharField(max_length=10)
    item = models.BigIntegerField()
    since = models.IntegerField()
    until = models.IntegerField(null=True)
    data = models.JSONField()
    reason = models.CharField("原因", max_length=400, blank=True)

    class Meta:
        ordering = ["kind", "item", "since"]
        constraints = [models.UniqueConstraint(fields=["plan", "kind", "item", "since"], name="state_once")]
