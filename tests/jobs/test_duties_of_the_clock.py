"""The clock's work: late, twice, at once, and when a piece of it fails."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.utils import timezone
from rounds_cast import at, running

from luoshi.audit.models import Event
from luoshi.jobs import clock
from luoshi.jobs.models import Duty
from luoshi.rounds.models import Report, Round

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _notes(settings: Any, tmp_path: Any) -> None:
    settings.AUDIT_HEADS = tmp_path / "heads.txt"


def test_a_week_switched_off_is_made_good_and_nothing_is_done_twice() -> None:
    running()
    clock.tick(at("2026-03-10"))
    clock.tick(at("2026-03-31"))  # nobody was there for three weeks
    assert {r.period for r in Round.objects.filter(arrangement__every="旬")} == {"2026-X07", "2026-X08", "2026-X09"}
    assert not Round.objects.filter(lock_on__lt=datetime.date(2026, 3, 31), state="open").exists()
    before = Round.objects.count(), Report.objects.count(), Event.objects.count()
    assert clock.tick(at("2026-03-31")) == []
    assert (Round.objects.count(), Report.objects.count(), Event.objects.count()) == before


def test_two_clocks_at_once_do_a_duty_once() -> None:
    running()
    Duty.objects.create(name="rounds", held_until=timezone.now() + datetime.timedelta(minutes=5))
    clock.tick(at("2026-03-10"))
    assert not Round.objects.exists()
    Duty.objects.filter(name="rounds").update(held_until=timezone.now() - datetime.timedelta(minutes=1))
    clock.tick(at("2026-03-10"))
    assert Round.objects.exists(), "who died while holding it does not hold it for ever"


def test_a_duty_that_fails_is_seen_and_holds_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    made = running()
    made.cast.post("孙办", "command_office", "县政府办")

    def broken(now: datetime.datetime) -> list[str]:
        raise OSError("磁盘已满")

    monkeypatch.setitem(clock.DUTIES, "versions", ("到期施行的方案版本", broken))
    clock.tick(at("2026-03-10"))
    assert Round.objects.exists()
    page = made.cast.client("孙办").get("/jobs/").content.decode()
    assert "OSError：磁盘已满" in page
    monkeypatch.undo()
    clock.tick(at("2026-03-10"))
    assert "磁盘已满" not in made.cast.client("孙办").get("/jobs/").content.decode()
