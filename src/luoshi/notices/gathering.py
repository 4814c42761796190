"""Which messages are to go out now: a digest a person and working day, urgent ones at once.

Only what is still unread and still open is carried, and each notice once a channel. What was told before 8:30 of a
working day is in that day's digest; without anything to tell there is no message.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from luoshi.accounts.models import User
from luoshi.calendar.clock import SHANGHAI
from luoshi.notices.hours import at_morning
from luoshi.notices.kinds import kind_word
from luoshi.notices.models import Carried, Channel, Delivery, Notice, Wish

OLD = datetime.timedelta(days=14)  # what nobody read for so long is left to the site
LINES = 30


def gather(now: datetime.datetime) -> int:
    """Make the messages that are due; how many. Run twice, or by two at once, it makes each once."""
    made = 0
    for channel in Channel.objects.filter(active=True).select_related("region"):
        waiting = list(_waiting(channel, now))
        if channel.kind == Channel.Kind.MAIL:
            for _, theirs in groupby(waiting, key=lambda n: n.person_id):
                made += _mail(channel, list(theirs), now)
        else:
            made += _group(channel, waiting, now)
    return made


def _waiting(channel: Channel, now: datetime.datetime) -> QuerySet[Notice]:
    """What the channel has not carried yet and is still worth it, person by person."""
    since = max(channel.since, now - OLD)
    return (
        Notice.objects.filter(region=channel.region, seen_at=None, over_at=None, made_at__gte=since, made_at__lte=now)
        .exclude(carried__channel=channel)
        .select_related("person__wish", "post__unit")
        .order_by("person_id", "id")
    )


def _mail(channel: Channel, theirs: Sequence[Notice], now: datetime.datetime) -> int:
    """One person's message."""
    person = theirs[0].person
    pace = person.wish.pace if hasattr(person, "wish") else Wish.Pace.DAILY
    if not person.mail or pace == Wish.Pace.SITE:
        return 0
    day, at_once, digest = _parted(channel, theirs, now, all_at_once=pace == Wish.Pace.AT_ONCE)
    if digest and Delivery.objects.filter(channel=channel, person=person, key=day).exists():
        digest = []
    carried = [*at_once, *digest]
    if not carried or User.objects.filter(person=person, is_active=False).exists():
        return 0
    subject = _cut(at_once[0].text) if len(carried) == 1 and at_once else f"您有{len(carried)}条通知"
    lines = [f"{person.name}：", "", f"“落实”里有{len(carried)}条通知等您查看。", ""]
    for number, notice in enumerate(carried[:LINES], 1):
        mark = "【急】" if notice.urgent else ""
        when = timezone.localtime(notice.made_at)
        said = notice.text if channel.with_text else _kind(notice)
        lines.append(f"{number}. {mark}{said}（{when.month}月{when.day}日 {when:%H:%M}）")
        lines += [f"   {settings.SITE_ADDRESS}/notices/{notice.pk}/"] if settings.SITE_ADDRESS else []
    if len(carried) > LINES:
        lines.append(f"……另有{len(carried) - LINES}条，请登录查看。")
    lines += ["", "登录后点右上角的铃铛可以查看全部，也可以改成随到随发或只在站内看。本邮件自动发出，不用回复。"]
    return _make(
        channel, person.pk, day if digest else f"n{carried[-1].pk}", f"【落实】{subject}", lines, carried, [], now
    )


def _group(channel: Channel, waiting: Sequence[Notice], now: datetime.datetime) -> int:
    """One message for the whole group: who has something to look at, and the urgent sentences where that is allowed."""
    waiting = [n for n in waiting if not hasattr(n.person, "wish") or n.person.wish.pace != Wish.Pace.SITE]
    day, at_once, digest = _parted(channel, waiting, now, all_at_once=False)
    if digest and Delivery.objects.filter(channel=channel, person=None, key=day).exists():
        digest = []
    carried = [*at_once, *digest]
    if not carried:
        return 0
    lines = [f"{_who(n)}：{n.text}" for n in at_once] if channel.with_text else _counts(at_once, "条急事")
    lines = list(dict.fromkeys(lines))[:LINES] + _counts(digest, "条通知")[:LINES]
    lines.append(f"请登录“落实”查看{'：' + settings.SITE_ADDRESS if settings.SITE_ADDRESS else '。'}")
    phones = sorted({n.person.phone for n in carried if n.person.phone}) if channel.mentions else []
    subject = f"落实：{'急事提醒' if at_once else '今日提醒'}"
    return _make(
        channel, None, day if digest else f"n{max(n.pk for n in carried)}", subject, lines, carried, phones, now
    )


def _parted(
    channel: Channel, notices: Iterable[Notice], now: datetime.datetime, *, all_at_once: bool
) -> tuple[str, list[Notice], list[Notice]]:
    """The day's key, what goes at once, and what goes into the digest of the day."""
    day = now.astimezone(SHANGHAI).date()
    morning = at_morning(day)
    at_once, digest = [], []
    for notice in notices:
        if all_at_once or (notice.urgent and channel.urgent):
            at_once.append(notice)
        elif channel.daily and notice.made_at < morning:
            digest.append(notice)
    return day.isoformat(), at_once, digest


def _make(
    channel: Channel,
    person: int | None,
    key: str,
    subject: str,
    lines: Sequence[str],
    carried: Sequence[Notice],
    phones: list[str],
    now: datetime.datetime,
) -> int:
    try:
        with transaction.atomic():
            delivery = Delivery.objects.create(
                channel=channel,
                person_id=person,
                key=key,
                subject=subject[:160],
                body="\n".join(lines),
                phones=phones,
                next_at=now,
                made_at=now,
            )
            Carried.objects.bulk_create(
                [Carried(delivery=delivery, notice=notice, channel=channel) for notice in carried]
            )
    except IntegrityError:
        return 0  # another process has just made it
    return 1


def _counts(notices: Iterable[Notice], what: str) -> list[str]:
    """县工信局：3条通知. The units with most first."""
    return [f"{who}：{n}{what}" for who, n in Counter(_who(n) for n in notices).most_common()]


def _who(notice: Notice) -> str:
    """The unit, or the role where the post has none: a group need not know the person."""
    post = notice.post
    if post is None:
        return notice.person.name
    return post.unit.name if post.unit else post.get_role_display()


def _kind(notice: Notice) -> str:
    return kind_word(notice.kind)


def _cut(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
