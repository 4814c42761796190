"""Regions, units, people and posts, as stored."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from tree_queries.models import TreeNode


class Region(TreeNode):
    """A province, city, county or the like, under its superior. Each sees its own, a superior its subordinates'."""

    class Level(models.TextChoices):
        PROVINCE = "province", "省级"
        CITY = "city", "市级"
        COUNTY = "county", "县级"
        ZONE = "zone", "园区"

    name = models.CharField("名称", max_length=60)
    short = models.CharField("简称", max_length=20, blank=True)
    level = models.CharField("级别", max_length=10, choices=Level.choices, default=Level.COUNTY)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["parent", "name"], name="region_once", nulls_distinct=False)]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A unit that can owe something, or a class of units (各镇) with the units that it stands for.

    gone_on, successor  since when it is no more, and into which it went (机构改革)."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="units")
    name = models.CharField("名称", max_length=120)
    initials = models.CharField("拼音首字母", max_length=120, blank=True)
    is_class = models.BooleanField("统称", default=False)
    members = models.ManyToManyField("self", symmetrical=False, related_name="classes", blank=True)
    order = models.IntegerField("次序", default=0)
    since = models.DateField("设立日期", null=True, blank=True)
    gone_on = models.DateField("撤并日期", null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    version = models.IntegerField(default=1)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["region", "name"], condition=Q(gone_on=None), name="unit_once")]

    def __str__(self) -> str:
        return self.name


class UnitName(models.Model):
    """Another name of a unit: an alias that papers use, or a former name with the days it was in force."""

    class Kind(models.TextChoices):
        ALIAS = "alias", "简称、别称"
        FORMER = "former", "曾用名"

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    name = models.CharField("名称", max_length=120)
    kind = models.CharField("类别", max_length=10, choices=Kind.choices, default=Kind.ALIAS)
    evidence = models.CharField("依据", max_length=200, blank=True)
    until = models.DateField("止于", null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="unit_name_once")]

    def __str__(self) -> str:
        return self.name


class UnitChange(models.Model):
    """A renaming or merger that is decided for a day to come. into  of a merger; name, former  of a renaming (former:
    the old name stays known); said  why it could not be done on its day."""

    class Kind(models.TextChoices):
        RENAME = "rename", "更名"
        MERGE = "merge", "撤并"

    class State(models.TextChoices):
        WAITING = "waiting", "到日办理"
        DONE = "done", "已办理"
        FAILED = "failed", "没有办成"
        DROPPED = "dropped", "已取消"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="changes_to_come")
    kind = models.CharField("类别", max_length=8, choices=Kind.choices)
    into = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField("新名称", max_length=120, blank=True)
    former = models.BooleanField("留作曾用名", default=True)
    on = models.DateField("日期")
    reason = models.CharField("原因或文号", max_length=200)
    by = models.CharField("经办人", max_length=80)
    at = models.DateTimeField("登记时间", auto_now_add=True)
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.WAITING)
    said = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        what = f"并入{self.into}" if self.kind == self.Kind.MERGE else f"更名为{self.name}"
        return f"{self.unit}{what}"


class Department(models.Model):
    """A department inside a unit (股室)."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="departments")
    name = models.CharField("股室", max_length=60)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="department_once")]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """A person, apart from log-in and posts."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="people")
    name = models.CharField("姓名", max_length=40)
    phone = models.CharField("电话", max_length=30, blank=True)
    mail = models.EmailField("邮箱", blank=True)
    initials = models.CharField(max_length=40, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What somebody is there for. The three administrators are apart, as 等级保护 (GB/T 22239) wants."""

    COMMAND_OFFICE = "command_office", "综合协调组（政府办）"
    TASK_FORCE_OFFICE = "task_force_office", "专班办公室"
    CONVENER = "convener", "专班召集人"
    DEPUTY = "deputy", "专班副召集人"
    UNIT_HEAD = "unit_head", "单位负责人"
    LIAISON = "liaison", "联络员"
    SUPERVISION = "supervision", "督查室"
    STATISTICS = "statistics", "统计部门"
    APPRAISAL = "appraisal", "考核办"
    PUBLICITY = "publicity", "宣传部门"
    LEADER = "leader", "领导"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"


class Post(models.Model):
    """A person in a role, for a unit, department or region, for a time. One person may hold several and switch."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    role = models.CharField("角色", max_length=20, choices=Role.choices)
    region = models.ForeignKey(Region, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="posts")
    department = models.ForeignKey(Department, models.SET_NULL, null=True, blank=True, related_name="posts")
    title = models.CharField("职务", max_length=60, blank=True)
    since = models.DateField("起", null=True, blank=True)
    until = models.DateField("止", null=True, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        where = self.unit.name if self.unit_id and self.unit else self.region.name
        return f"{where}{self.title or self.get_role_display()}"
