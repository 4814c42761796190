"""The working days of 2026: 248 in the year, 52 up to 20 March, 120 up to 30 June."""

from __future__ import annotations

import pytest

from luoshi.calendar.shipped import shipped
from luoshi.calendar.working_days import WorkingCalendar


@pytest.fixture(scope="session")
def calendar() -> WorkingCalendar:
    return WorkingCalendar(shipped().values())
