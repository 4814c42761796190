"""Orders of revision: changes of a plan in force, gathered until they are put in force together."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from luoshi.plans.models.plan import Plan, Version
from luoshi.plans.models.review import ReviewItem


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
