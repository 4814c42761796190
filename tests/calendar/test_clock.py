"""The clock goes by China's time, and can be stopped for a demonstration, which the pages then say."""

from __future__ import annotations

import datetime

import pytest
from cast import county

from luoshi.audit.models import Event
from luoshi.calendar import clock


def test_the_day_is_that_of_china(settings):
    settings.CLOCK = datetime.datetime(2026, 3, 31, 16, 30, tzinfo=datetime.UTC)
    assert clock.today() == datetime.date(2026, 4, 1)
    assert clock.now().isoformat() == "2026-04-01T00:30:00+08:00"


def test_a_moment_without_a_zone_is_china_time(settings):
    settings.CLOCK = datetime.datetime(2026, 3, 5, 9, 0)
    assert clock.now().isoformat() == "2026-03-05T09:00:00+08:00"


def test_it_goes_unless_it_was_stopped(settings):
    settings.CLOCK = None
    assert not clock.is_fixed()
    assert abs(clock.now() - datetime.datetime.now(datetime.UTC)) < datetime.timedelta(seconds=5)


@pytest.mark.django_db
def test_a_stopped_clock_is_told_on_each_page_and_does_not_date_the_trail(settings):
    settings.CLOCK = datetime.datetime(2026, 3, 5, 9, 0)
    cast = county("云岭县")
    cast.post("联络", "liaison", "县工信局")
    page = cast.client("联络").get("/").content.decode()
    assert "今天是2026年3月5日" in page
    assert "演示时钟停在2026年3月5日" in page
    assert all(e.at.year != 2026 or e.at.date() != datetime.date(2026, 3, 5) for e in Event.objects.all())
    assert Event.objects.exists()
