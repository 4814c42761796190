"""The events and the end of their chain, as stored."""

from __future__ import annotations

from django.db import models


class Event(models.Model):
    """One change of state. `before` and `after` hold only what changed; `digest` covers the event and the digest before it."""

    at = models.DateTimeField("时间")
    user_id = models.BigIntegerField(null=True)
    name = models.CharField("人员", max_length=80)
    post_id = models.BigIntegerField(null=True)
    post = models.CharField("岗位", max_length=160, blank=True)
    address = models.CharField("地址", max_length=64, blank=True)
    action = models.CharField("操作", max_length=60)
    kind = models.CharField("对象", max_length=40)
    object_id = models.BigIntegerField(null=True)
    label = models.CharField("名称", max_length=200, blank=True)
    region_id = models.BigIntegerField(null=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["kind", "object_id"]), models.Index(fields=["at"])]


class ChainEnd(models.Model):
    """The one row that every writer locks: how many events there are since the chain began, and the last digest."""

    count = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")
