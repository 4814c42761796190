"""The working calendar as it stands: the shipped tables and those that an administrator entered."""

from __future__ import annotations

import time

from luoshi.calendar.models import EnteredYear
from luoshi.calendar.shipped import shipped
from luoshi.calendar.working_days import WorkingCalendar

# Another process may have taken in a notice: after so many seconds the stored years are looked at again.
SECONDS = 15
_kept: tuple[float, WorkingCalendar] | None = None


def current_calendar() -> WorkingCalendar:
    """The calendar to reckon with. Kept in the process; one query where it is not, or is too old."""
    global _kept  # noqa: PLW0603
    now = time.monotonic()
    if _kept is None or now - _kept[0] > SECONDS:
        entered = {row.year: row.table for row in EnteredYear.objects.all()}
        _kept = now, WorkingCalendar((shipped() | entered).values())
    return _kept[1]


def forget() -> None:
    """Look at the stored years again when next asked."""
    global _kept  # noqa: PLW0603
    _kept = None
