"""Plans, their versions and items, the review of what was read, and the units' own breakdown, as stored.

The rows of Part, Task, Duty, Target, Body, BodyMember and Cadence are the plan as it stands today. What stood there
under each version is kept in ItemState and never overwritten.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from luoshi.units.models import Department, Region, Unit


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

    class Meta:
        ordering = ["-year", "-id"]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """A dated version of a plan: what changed, why, on whose decision. `text` is the document as read.

    blocks  the paragraphs of the text as [start, end, table, row, column, row span, column span] (the last five null
    outside tables), so that the document can be shown."""

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


class Review(models.Model):
    """A document that was uploaded, read, and is gone through by people before it is put in force.

    plan       the plan that it is a new version of, null for a new plan
    document   the text as read: {"text", "blocks", "notes", "format"}; made  the breakdown form as read, never changed
    """

    class State(models.TextChoices):
        WAITING = "waiting", "等待读取"
        READING = "reading", "正在读取"
        READY = "ready", "审核中"
        FAILED = "failed", "读取失败"
        IN_FORCE = "in_force", "已施行"
        DROPPED = "dropped", "已放弃"

    region = models.ForeignKey(Region, models.PROTECT, related_name="reviews")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="reviews")
    upload = models.ForeignKey(Upload, models.PROTECT)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    step = models.CharField("进度", max_length=40, blank=True)
    share = models.IntegerField("进度百分比", default=0)
    error = models.CharField("原因", max_length=400, blank=True)
    document = models.JSONField(default=dict)
    made = models.JSONField(default=dict)
    header = models.JSONField(default=dict)
    header_version = models.IntegerField(default=1)
    opened_by = models.CharField("发起人", max_length=80)
    opened_at = models.DateTimeField("发起时间", auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.header.get("title") or self.upload.name


class ReviewItem(models.Model):
    """One item under review. data  the item as it stands now, as in the breakdown form; made  as it was read (null for
    one that a person added). settled, word  how a finding was dealt with, and what was said to it.
    version counts the changes: who changes an item says which version was on the screen."""

    class State(models.TextChoices):
        READ = "read", "读出"
        CHANGED = "changed", "已改"
        ADDED = "added", "补充"
        REMOVED = "removed", "去除"

    class Settled(models.TextChoices):
        OPEN = "", "待处理"
        CORRECTED = "corrected", "已改正"
        ACCEPTED = "accepted", "保留原文"
        DISMISSED = "dismissed", "不是问题"

    review = models.ForeignKey(Review, models.CASCADE, related_name="items")
    kind = models.CharField(max_length=10)  # part, task, target, body, cadence, unit, finding, gap
    part = models.CharField(max_length=12, blank=True)
    order = models.IntegerField(default=0)
    start = models.IntegerField(null=True)
    end = models.IntegerField(null=True)
    data = models.JSONField()
    made = models.JSONField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.READ)
    settled = models.CharField(max_length=10, choices=Settled.choices, default=Settled.OPEN, blank=True)
    word = models.CharField(max_length=200, blank=True)
    version = models.IntegerField(default=1)
    changed_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["kind", "order", "id"]
        indexes = [models.Index(fields=["review", "kind"])]


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


class BodySeat(models.Model):
    """A post's place in a body (召集人, 副召集人, 办公室, 联络员): what makes a campaign somebody's own."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="seats")
    post = models.ForeignKey("units.Post", models.CASCADE, related_name="seats")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "post"], name="seat_once")]


class Revision(models.Model):
    """An order of revision (修订单): changes gathered until somebody puts them in force together, as one version.

    made  the version that it became; version counts the changes to the order, its entries included: who puts it in
    force says which state was on the screen."""

    class State(models.TextChoices):
        DRAFT = "draft", "编制中"
        IN_FORCE = "in_force", "已施行"
        DROPPED = "dropped", "已放弃"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="revisions")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    reason = models.CharField("修订原因", max_length=400, blank=True)
    reference = models.CharField("依据", max_length=200, blank=True)
    decided_by = models.CharField("决定人", max_length=80, blank=True)
    effective_on = models.DateField("生效日期", null=True, blank=True)
    opened_by = models.CharField("经办人", max_length=80)
    opened_at = models.DateTimeField("开始时间", auto_now_add=True)
    made = models.OneToOneField(Version, models.PROTECT, null=True, blank=True, related_name="order_of_revision")
    version = models.IntegerField(default=1)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"修订单{self.pk}"


class RevisionEdit(models.Model):
    """One entry of an order of revision.

    item   the id of the item that is changed, null for a new one
    seen   the item's version on which the entry is based, base  what the item said then; both null for a new one
    data   what the item is to say, null to retire it
    under  for a new target: the entry of the new task that it stands in"""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="edits")
    kind = models.CharField(max_length=10)
    item = models.BigIntegerField(null=True)
    seen = models.IntegerField(null=True)
    base = models.JSONField(null=True)
    data = models.JSONField(null=True)
    under = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="targets")
    order = models.IntegerField(default=0)
    version = models.IntegerField(default=1)
    changed_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "kind", "item"], condition=Q(item__isnull=False), name="one_edit_an_item"
            )
        ]


class RevisionMatch(models.Model):
    """Which present item an item of a reviewed new document is, as a person decided. item  its id, null: a new one."""

    review_item = models.OneToOneField(ReviewItem, models.CASCADE, related_name="match")
    item = models.BigIntegerField(null=True)
    version = models.IntegerField(default=1)
    changed_by = models.CharField(max_length=80, blank=True)
