"""What time brings by itself, done again and again by the clock.

Each piece may run late, twice or at once: it is claimed in the database before it is done, does only what is not done
yet, and what was missed while nothing ran is made good. One that fails is seen on the page of background work and does
not hold the others up.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from luoshi.audit.heads import note
from luoshi.calendar.current import current_calendar
from luoshi.calendar.period import Period
from luoshi.jobs.models import Duty
from luoshi.notices.sending import send_due
from luoshi.plans.taking_effect import take_effect
from luoshi.rounds.opening import lock_rounds, open_rounds
from luoshi.rounds.telling import remind
from luoshi.units.coming import take_effect as change_units

log = logging.getLogger(__name__)
LEASE = datetime.timedelta(minutes=30)  # whoever died while holding a duty holds it so long at most


def units(now: datetime.datetime) -> list[str]:
    return [f"{change}，已办理。" for change in change_units(now.date())]


def versions(now: datetime.datetime) -> list[str]:
    return [f"《{version.plan}》第{version.number}版已施行。" for version in take_effect(now.date())]


def rounds(now: datetime.datetime) -> list[str]:
    opened = open_rounds(now.date(), current_calendar())
    locked = lock_rounds(now.date())
    said = [f"已开放：{one.arrangement.title}，{Period.from_key(one.period).label}。" for one in opened]
    return said + ([f"已锁定{locked}个期次。"] if locked else [])


def reminders(now: datetime.datetime) -> list[str]:
    count = remind(now.date(), current_calendar())
    return [f"已提醒{count}人次填报。"] if count else []


def messages(now: datetime.datetime) -> list[str]:
    done = send_due(now)
    return (
        [f"通知：发出{done.sent}，待重发{done.later}，没有发成{done.failed}。"]
        if done.sent + done.later + done.failed
        else []
    )


def trail(now: datetime.datetime) -> list[str]:
    note(settings.AUDIT_HEADS)
    return []


# In this order: a plan's version of the day finds the units as they are from then on, a round finds the plan so.
DUTIES: dict[str, tuple[str, Callable[[datetime.datetime], list[str]]]] = {
    "units": ("到期的单位更名、撤并", units),
    "versions": ("到期施行的方案版本", versions),
    "rounds": ("开放和锁定填报期次", rounds),
    "reminders": ("提醒填报", reminders),
    "messages": ("发送通知", messages),
    "trail": ("记下留痕末条", trail),
}


def tick(now: datetime.datetime) -> list[str]:
    """Do all that fell due up to now; what was done, as Chinese sentences."""
    said: list[str] = []
    for name, (_, work) in DUTIES.items():
        if not _claim(name):
            continue
        try:
            said += work(now)
        except Exception as wrong:
            log.exception("the clock's duty “%s” failed", name)
            error = f"{type(wrong).__name__}：{wrong}"[:200]
            Duty.objects.filter(name=name).update(held_until=None, failed_at=timezone.now(), error=error)
        else:
            Duty.objects.filter(name=name).update(held_until=None, done_at=timezone.now(), error="")
    return said


def duties() -> list[tuple[str, Duty | None]]:
    """Each duty in words with what is remembered of it, for the page of background work. One query."""
    known = {d.name: d for d in Duty.objects.order_by(F("name"))}
    return [(words, known.get(name)) for name, (words, _) in DUTIES.items()]


def _claim(name: str) -> bool:
    """Take a duty, unless another clock holds it."""
    moment = timezone.now()
    Duty.objects.get_or_create(name=name)
    free = Q(held_until=None) | Q(held_until__lt=moment)
    return bool(Duty.objects.filter(free, name=name).update(held_until=moment + LEASE))
