"""The review of a document that was read, before it is put in force."""

from __future__ import annotations

from django.db import models

from luoshi.plans.models.plan import Plan, Upload
from luoshi.units.models import Region


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
