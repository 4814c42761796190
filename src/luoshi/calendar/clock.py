"""The one place that reads the clock for what depends on the day: due days, rounds, notices. Always Asia/Shanghai.

What depends on a day takes it as a value; only views, commands and the timer ask here. Where the setting CLOCK is a
moment, the clock stands still at it: for demonstrations and tests. The audit trail and log-ins never ask here, so that
a clock that was set cannot date them falsely.
"""

from __future__ import annotations

import datetime
import zoneinfo

from django.conf import settings

SHANGHAI = zoneinfo.ZoneInfo("Asia/Shanghai")


def now() -> datetime.datetime:
    """This moment, with its zone."""
    fixed: datetime.datetime | None = getattr(settings, "CLOCK", None)
    if fixed is None:
        return datetime.datetime.now(SHANGHAI)
    return fixed.replace(tzinfo=SHANGHAI) if fixed.tzinfo is None else fixed.astimezone(SHANGHAI)


def today() -> datetime.date:
    """The day in China."""
    return now().date()


def is_fixed() -> bool:
    """Whether the clock was set and stands still."""
    return getattr(settings, "CLOCK", None) is not None
