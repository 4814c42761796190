"""Notices, what people wish of them, the channels that carry them outside, and each sending, as stored."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from luoshi.units.models import Person, Post, Region


class Notice(models.Model):
    """One sentence for one person about one thing.

    post  as whom the person is told; kind  a code of `kinds.py`; subject_type, subject_id  the thing; key  what makes
    this notice another than an earlier one about the same thing (a round, a submission's number)
    from_post  the post that did what is told; seen_at  read by the person; over_at  nothing to do about it any more"""

    region = models.ForeignKey(Region, models.PROTECT, related_name="notices")
    person = models.ForeignKey(Person, models.PROTECT, related_name="notices")
    post = models.ForeignKey(Post, models.SET_NULL, null=True, related_name="notices")
    kind = models.CharField("事由", max_length=40)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    key = models.CharField(max_length=60, blank=True)
    text = models.CharField("内容", max_length=400)
    url = models.CharField(max_length=400)
    urgent = models.BooleanField("急", default=False)
    made_at = models.DateTimeField("时间")
    made_by = models.CharField("发出", max_length=80, blank=True)
    from_post = models.ForeignKey(Post, models.SET_NULL, null=True, related_name="notices_made")
    seen_at = models.DateTimeField("已读时间", null=True)
    over_at = models.DateTimeField("办结时间", null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "subject_type", "subject_id", "key"], name="notice_once")
        ]
        indexes = [
            models.Index(fields=["person"], condition=Q(seen_at=None, over_at=None), name="notice_unread"),
            models.Index(fields=["subject_type", "subject_id"]),
            models.Index(fields=["from_post", "made_at"]),
            models.Index(fields=["region", "made_at"]),
        ]

    def __str__(self) -> str:
        return self.text


class Wish(models.Model):
    """How a person wants to hear of notices by mail; urgent ones come at once whatever it says but SITE."""

    class Pace(models.TextChoices):
        AT_ONCE = "at_once", "随到随发"
        DAILY = "daily", "每个工作日早上汇总一次"
        SITE = "site", "只在站内看"

    person = models.OneToOneField(Person, models.CASCADE, related_name="wish")
    pace = models.CharField("方式", max_length=10, choices=Pace.choices, default=Pace.DAILY)


class Channel(models.Model):
    """A way out of the site for one region: mail to each person, or a robot in a group.

    address, secret  the robot's address and key for signing, sealed; since  notices made before are not carried
    with_text  the message tells the notices' sentences, else only how many; mentions  people are called by their
    telephone number, which the platform then learns"""

    class Kind(models.TextChoices):
        MAIL = "mail", "邮件"
        WECOM = "wecom", "企业微信群机器人"
        DINGTALK = "dingtalk", "钉钉群机器人"

    region = models.ForeignKey(Region, models.CASCADE, related_name="channels")
    kind = models.CharField("种类", max_length=10, choices=Kind.choices)
    name = models.CharField("名称", max_length=40)
    address = models.TextField(blank=True)
    secret = models.TextField(blank=True)
    daily = models.BooleanField("每日汇总", default=True)
    urgent = models.BooleanField("急事即发", default=True)
    with_text = models.BooleanField("写出内容", default=False)
    mentions = models.BooleanField("@到个人", default=False)
    active = models.BooleanField("启用", default=True)
    since = models.DateTimeField("启用时间")
    version = models.IntegerField(default=1)

    class Meta:
        ordering = ["kind", "id"]
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="channel_once")]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One message on one channel, as it goes out, and what became of it.

    person  whose mail it is, none for a group; key  what it is, so that it is made once ("2026-11-23" the digest of
    that day, "n17" the one for urgent notice 17); body  the message; phones  whom a robot calls by number
    next_at  not before; error  why the last attempt failed, one Chinese sentence"""

    class State(models.TextChoices):
        PENDING = "pending", "等待发送"
        SENDING = "sending", "正在发送"
        SENT = "sent", "已发送"
        FAILED = "failed", "没有发成"
        DROPPED = "dropped", "不用再发"

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="deliveries")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="deliveries")
    key = models.CharField(max_length=40)
    subject = models.CharField("标题", max_length=160)
    body = models.TextField("内容")
    phones = models.JSONField(default=list)
    notices = models.ManyToManyField(Notice, through="Carried", related_name="deliveries")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.PENDING)
    attempts = models.IntegerField("次数", default=0)
    next_at = models.DateTimeField("下次发送")
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField("发送时间", null=True)
    error = models.CharField("原因", max_length=200, blank=True)
    made_at = models.DateTimeField("生成时间")
    version = models.IntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["channel", "person", "key"], name="delivery_once"),
            models.UniqueConstraint(fields=["channel", "key"], condition=Q(person=None), name="group_delivery_once"),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state__in=["pending", "sending"]), name="delivery_to_send")
        ]

    def __str__(self) -> str:
        return self.subject


class Carried(models.Model):
    """A notice in a delivery: at most once a channel."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="carried")
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="carried")
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "notice"], name="carried_once")]
