"""Who is reminded of a report, when, and how often."""

from __future__ import annotations

import datetime

import pytest
from rounds_cast import CALENDAR, OFFICE, Running, at, running

from luoshi.notices.models import Notice
from luoshi.rounds.telling import remind
from luoshi.rounds.way_up import give_back

pytestmark = pytest.mark.django_db


def staffed() -> Running:
    made = running()
    made.cast.post("李水", "liaison", "县水利局")
    made.cast.post("水利局长", "unit_head", "县水利局")
    made.clock("2026-03-10")
    return made


def told(day: str) -> set[tuple[str, str]]:
    """Whom that day's reminders reached, with the kind."""
    before = set(Notice.objects.values_list("pk", flat=True))
    remind(datetime.date.fromisoformat(day), CALENDAR)
    return set(Notice.objects.exclude(pk__in=before).values_list("person__name", "kind"))


def test_two_working_days_before_on_the_day_and_one_level_up_after_it() -> None:
    staffed()  # due on Thursday the 12th
    assert told("2026-03-10") == {("李水", "report.due")}
    assert told("2026-03-11") == set()
    assert told("2026-03-12") == {("李水", "report.due")}
    assert told("2026-03-13") == {("李水", "report.late"), ("水利局长", "report.late")}
    assert told("2026-03-13") == set()


def test_nobody_is_reminded_on_a_day_off_nor_of_what_is_done() -> None:
    made = staffed()
    made.clock("2026-03-20")
    assert told("2026-03-21") == set()  # a Saturday
    report = made.report("县水利局", "2026-X08")
    made.fill(report, "2026-03-20")
    made.hand_in(report, "2026-03-20")
    assert not any(kind == "report.due" for _, kind in told("2026-03-23"))


def test_handing_in_ends_what_reminded_of_it() -> None:
    made = staffed()
    told("2026-03-10")
    report = made.report("县水利局", "2026-X07")
    made.fill(report, "2026-03-11")
    made.hand_in(report, "2026-03-11")
    assert not Notice.objects.filter(kind="report.due", subject_id=report.pk, over_at=None).exists()


def test_a_return_tells_the_unit_the_reason() -> None:
    made = staffed()
    report = made.report("县水利局", "2026-X07")
    made.fill(report, "2026-03-11")
    made.hand_in(report, "2026-03-11")
    line = report.lines.get(target__isnull=False)
    give_back([line], {line.pk: line.version}, "与台账不符", OFFICE, at("2026-03-12"))
    notice = Notice.objects.get(kind="report.returned")
    assert notice.person.name == "李水"
    assert "与台账不符" in notice.text
