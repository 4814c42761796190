"""The rhythms of five real plans become working set-ups from the document, and run through a quarter."""

from __future__ import annotations

import datetime
import os
from collections import Counter
from pathlib import Path

import pytest
from rounds_cast import CALENDAR, OFFICE, Running, at, clerk, figure, running

from luoshi.calendar.period import Kind, Period
from luoshi.rounds.models import Arrangement, Line, Reading, Report, Round
from luoshi.rounds.reporting import submit, unchanged
from luoshi.rounds.way_up import consolidate

CORPUS = Path(os.environ.get("LUOSHI_BENCH", Path(__file__).parents[3] / "shared/bench")) / "corpus"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no real plans in {CORPUS}"),
]


def real(name: str) -> Running:
    return running((CORPUS / f"{name}.txt").read_text("utf-8"), name)


def quarter(made: Running, year: int, months: tuple[int, int] = (7, 9)) -> None:
    """Run the clock through every day of a quarter; each unit reports on the due day, the lead consolidates where it
    has to, the office accepts the day after."""
    made.plan.arrangements.update(first_day=datetime.date(year, months[0], 1))
    day = datetime.date(year, months[0], 1)
    end = datetime.date(year, months[1] + 1, 20)
    while day <= end:
        made.clock(day.isoformat())
        for report in Report.objects.filter(round__due_on=day, asked__gt=0).select_related("unit", "round"):
            blank = report.lines.filter(said="", lies="unit")
            blank.filter(task=None).update(said="changed", sure="按月累计", value=report.round.last.day)
            unchanged(report, clerk(str(report.unit)), at(day))
            blank.filter(target=None).update(said="changed", words="按计划推进", stage="going")
            submit(report, clerk(str(report.unit)), at(day))
        for one in Round.objects.filter(due_on=day - datetime.timedelta(days=1), reports__asked__gt=0).distinct():
            for line in Line.objects.filter(report__round=one, lies="lead", carries=True).select_related("report"):
                consolidate(line, line.version, None, "按各单位所报汇总", OFFICE, at(day))
            made.accept_all(one, day.isoformat())
        day += datetime.timedelta(days=1)


def rounds(arrangement: Arrangement, year: int) -> list[str]:
    """The periods of the quarter that were opened, oldest first."""
    keys = arrangement.rounds.order_by("last").values_list("period", "last")
    return [Period.from_key(k).short for k, last in keys if 7 <= last.month <= 9 and last.year == year]


def set_up(made: Running, **wanted: object) -> Arrangement:
    return made.plan.arrangements.get(**wanted)


def nothing_is_left_lying(made: Running) -> None:
    """Every report of the quarter came up to the office and through, and no thing was asked twice in a period."""
    asked = Line.objects.filter(report__round__arrangement__plan=made.plan).exclude(said="fed")
    assert asked.exists()
    assert set(
        asked.filter(report__round__due_on__lt=datetime.date(made.plan.year, 10, 1)).values_list("lies", flat=True)
    ) == {"done"}
    twice = Counter(
        asked.exclude(task=None).values_list(
            "report__unit", "task", "report__round__last", "report__round__arrangement__every"
        )
    )
    assert max(twice.values()) == 1


def test_wulingyuan_regions_all_to_the_lead_the_lead_to_the_office_and_a_ledger_that_is_verified() -> None:
    made = real("wulingyuan-2024")
    quarter(made, 2024)
    whole = set_up(made, part=None, task=None, act="report")
    annex = set_up(made, part__code="6", task=None, act="report")
    assert (whole.every, whole.way) == ("旬", ["office"])
    assert (annex.every, annex.reporters, annex.way) == ("旬", "main", ["lead", "office"])
    assert rounds(whole, 2024) == [f"{m}月{x}旬" for m in (7, 8, 9) for x in "上中下"]
    # in annex 6 several units speak of one task, each signed by itself, and the lead makes one of them
    task = next(t for t in made.plan.task_set.filter(part__code="6", retired=False) if t.duties.count() > 2)
    lines = Line.objects.filter(task=task, report__round__arrangement=annex, report__round__period="2024-X19")
    assert lines.count() > 1
    lead = lines.get(carries=True)
    assert {s.what for s in lead.steps.all()} == {"submitted", "consolidated", "accepted"}
    # the others of the plan ask the lead alone
    assert not Line.objects.filter(report__round__arrangement=whole, task=task).exists()
    ledger = set_up(made, act="ledger")
    assert (ledger.runner, ledger.way, rounds(ledger, 2024)) == (
        "command",
        ["verify", "release"],
        ["7月", "8月", "9月"],
    )
    july = ledger.rounds.get(period="2024-M07")
    assert july.due_on == datetime.date(2024, 7, 31)
    assert set_up(made, runner="conveners").act == "meeting"
    nothing_is_left_lying(made)


def test_xiangyin_weekly_by_unit_two_weekly_by_vice_heads_monthly_by_the_head() -> None:
    made = real("xiangyin-2025")
    quarter(made, 2025)
    task = made.plan.task_set.get(title__contains="加力推进重大项目建设", part__code="1")
    own = {a.every: a for a in task.arrangements.all()}
    assert {e: (a.act, a.runner) for e, a in own.items()} == {
        "周": ("report", "units"),
        "双周": ("meeting", "leaders"),
        "月": ("meeting", "leaders"),
    }
    assert "副县长" in own["双周"].runs
    assert own["月"].runs == "县长"
    weeks = Period.between(Kind.WEEK, datetime.date(2025, 7, 1), datetime.date(2025, 9, 30))
    assert rounds(own["周"], 2025) == [w.short for w in weeks]
    assert len(rounds(own["双周"], 2025)) in (6, 7)
    assert len(rounds(own["月"], 2025)) == 3
    # what was said weekly of that task is carried into the month's round and not asked for again
    monthly = Line.objects.filter(task=task, report__round__period="2025-M07").exclude(
        report__round__arrangement__act="meeting"
    )
    assert set(monthly.values_list("said", flat=True)) == {"fed"}
    assert set(monthly.values_list("words", flat=True)) == {"按计划推进"}
    nothing_is_left_lying(made)


def test_yunxi_revenue_by_ten_days_within_month_within_quarter_within_year() -> None:
    made = real("yunxi-2023")
    quarter(made, 2023)
    task = made.plan.task_set.get(title__contains="财源建设工程", part__code="1")
    chain = {a.every: a for a in task.arrangements.all()}
    assert list(chain) == ["旬", "月", "季", "年"]
    assert [chain[e].feeds for e in ("旬", "月", "季", "年")] == [chain["月"], chain["季"], chain["年"], None]
    revenue = made.plan.target_set.get(task=task, name__contains="一般公共预算收入")
    said = Line.objects.filter(target=revenue, carries=True)
    september = said.get(report__round__arrangement=chain["旬"], report__round__period="2023-X27")
    month = said.get(report__round__arrangement=chain["月"], report__round__period="2023-M09")
    third = said.get(report__round__arrangement=chain["季"], report__round__period="2023-Q3")
    assert (month.said, third.said) == ("fed", "fed")
    assert september.value == month.value == third.value == figure("30")
    assert Reading.objects.filter(target=revenue, unit=None, current=True).count() >= 9
    nothing_is_left_lying(made)


def test_datonghu_papers_every_ten_days_need_reports_and_the_bureau_confirms_the_livelihood_projects() -> None:
    made = real("datonghu-2023")
    quarter(made, 2023)
    annex = set_up(made, part__code="6", act="report", task=None)
    assert (annex.every, annex.way) == ("旬", ["office", "confirm"])
    assert {(a.every, a.act) for a in made.plan.arrangements.filter(part__code="6", task=None)} == {
        ("旬", "report"),
        ("旬", "bulletin"),
        ("月", "meeting"),
        ("季", "bulletin"),
    }
    weekly = set_up(made, part__code="3", act="report", task=None)
    assert weekly.every == "周"
    nothing_is_left_lying(made)


def test_lukou_monthly_by_the_command_and_two_weekly_for_the_projects() -> None:
    made = real("lukou-2025")
    quarter(made, 2025)
    whole = set_up(made, part=None, task=None, act="report")
    assert (whole.every, whole.runner, rounds(whole, 2025)) == ("月", "command", ["7月", "8月", "9月"])
    two_weekly = set_up(made, every="双周", act="report")
    assert two_weekly.task is not None
    assert two_weekly.way == ["lead", "office"]
    due = whole.rounds.get(period="2025-M07").due_on
    assert due == CALENDAR.add(datetime.date(2025, 7, 31), 3)
    nothing_is_left_lying(made)
