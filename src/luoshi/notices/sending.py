"""Sending what is due, trying again what failed. Called by the clock; may run late, twice, or in two places at once."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, Q

from luoshi.calendar.current import current_calendar
from luoshi.notices import mailing
from luoshi.notices.gathering import gather
from luoshi.notices.hours import awake
from luoshi.notices.models import Channel, Delivery
from luoshi.notices.robots import NotSent, payload, post, signed
from luoshi.notices.sealing import unseal

State = Delivery.State
WAITS = tuple(datetime.timedelta(minutes=m) for m in (5, 15, 60, 240, 1440))
LEASE = datetime.timedelta(minutes=10)  # whoever claimed a message and has not reported by then is taken for dead
A_RUN = 500


@dataclass(frozen=True, slots=True)
class Sent:
    """What a run did: messages made, sent, to be tried again, given up."""

    made: int = 0
    sent: int = 0
    later: int = 0
    failed: int = 0


def send_due(now: datetime.datetime) -> Sent:
    """Make and send what is due at this moment; nothing at night, at weekends and on holidays.

    Each message is claimed by compare-and-set before it is sent, so that two runs never send it both. Whoever dies
    between sending and reporting leaves a message that is sent again after the lease, with the same Message-ID."""
    if not awake(now, current_calendar()):
        return Sent()
    made, sent, later, failed = gather(now), 0, 0, 0
    due = Q(state=State.PENDING, next_at__lte=now) | Q(state=State.SENDING, claimed_at__lte=now - LEASE)
    rows = Delivery.objects.filter(due, channel__active=True).select_related("channel", "person").order_by("id")
    with mailing.Post() as mail:
        for delivery in rows[:A_RUN]:
            if not _claim(delivery, now):
                continue
            if not delivery.notices.filter(seen_at=None, over_at=None).exists():
                _report(delivery, state=State.DROPPED, error="发出前已在站内看过或办结。")
                continue
            try:
                hand_over(delivery, mail, now)
            except NotSent as wrong:
                again = wrong.later and delivery.attempts <= len(WAITS)
                later, failed = later + again, failed + (not again)
                _report(
                    delivery,
                    state=State.PENDING if again else State.FAILED,
                    next_at=now + WAITS[delivery.attempts - 1] if again else now,
                    error=str(wrong)[:200],
                )
            else:
                sent += 1
                _report(delivery, state=State.SENT, sent_at=now, error="")
    return Sent(made, sent, later, failed)


def hand_over(delivery: Delivery, mail: mailing.Post, now: datetime.datetime) -> None:
    """Give a message to its channel. Raises NotSent."""
    channel = delivery.channel
    if channel.kind == Channel.Kind.MAIL:
        if delivery.person is None or not delivery.person.mail:
            raise NotSent("这个人没有邮箱，请在人员里补上。", later=False)
        mail.send(
            delivery.person.mail, delivery.subject, delivery.body, f"{channel.pk}/{delivery.person.pk}/{delivery.key}"
        )
        return
    address = unseal(channel.address)
    if not address:
        raise NotSent("机器人地址读不出来（站点密钥换过），请重新填写。", later=False)
    address = signed(address, unseal(channel.secret), int(now.timestamp() * 1000))
    post(channel.kind, address, payload(channel.kind, delivery.subject, delivery.body, delivery.phones))


def again(delivery: Delivery, now: datetime.datetime) -> bool:
    """Put a message that was given up back into the queue; False where somebody else did."""
    done = Delivery.objects.filter(pk=delivery.pk, state=State.FAILED).update(
        state=State.PENDING, attempts=0, next_at=now, version=F("version") + 1
    )
    return bool(done)


def unsent(regions: Collection[int]) -> int:
    """How many messages of these regions' channels were given up."""
    return Delivery.objects.filter(channel__region__in=regions, state=State.FAILED).count()


def _claim(delivery: Delivery, now: datetime.datetime) -> bool:
    won = Delivery.objects.filter(pk=delivery.pk, version=delivery.version).update(
        state=State.SENDING, claimed_at=now, attempts=F("attempts") + 1, version=F("version") + 1
    )
    delivery.version += 1
    delivery.attempts += 1
    return bool(won)


def _report(delivery: Delivery, **fields: object) -> None:
    """What became of it, unless somebody took it over meanwhile."""
    Delivery.objects.filter(pk=delivery.pk, version=delivery.version).update(version=F("version") + 1, **fields)
