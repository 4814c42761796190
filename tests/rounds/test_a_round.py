"""A round from its opening to the figures that stay."""

from __future__ import annotations

import datetime

import pytest
from rounds_cast import CALENDAR, OFFICE, at, clerk, figure, running

from luoshi.audit.models import Event
from luoshi.calendar.entering import enter_year
from luoshi.calendar.period import Kind, Period
from luoshi.calendar.working_days import YearTable
from luoshi.plans.reviewing import Refused
from luoshi.rounds.days import days
from luoshi.rounds.models import Line, Measuring, Reading, Report, Round, Step
from luoshi.rounds.opening import open_rounds
from luoshi.rounds.reporting import Incomplete, Overtaken, open_again, submit, unchanged, withdraw, write
from luoshi.rounds.verifying import draw, drawn, verify
from luoshi.rounds.way_up import accept, consolidate, give_back

pytestmark = pytest.mark.django_db


def test_the_due_day_counts_working_days_and_makes_up_for_holidays() -> None:
    # the first 旬 of May 2026 ends on a Sunday; two working days later is Tuesday the 12th
    may = days(Period(Kind.XUN, 2026, 13), 2, None, 0, 3, CALENDAR)
    assert (may.due, may.late) == (datetime.date(2026, 5, 12), datetime.date(2026, 5, 12))
    assert may.lock == datetime.date(2026, 5, 15)


def test_a_report_due_at_months_end_is_due_on_its_last_working_day() -> None:
    # 31 May 2026 is a Sunday
    assert days(Period(Kind.MONTH, 2026, 5), 0, None, 0, 3, CALENDAR).due == datetime.date(2026, 5, 29)


def test_a_year_without_an_announcement_makes_a_round_uncertain() -> None:
    assert days(Period(Kind.MONTH, 2027, 1), 3, None, 0, 3, CALENDAR).uncertain
    assert not days(Period(Kind.MONTH, 2026, 3), 3, None, 0, 3, CALENDAR).uncertain


def test_nothing_is_asked_before_a_person_confirmed_the_set_ups() -> None:
    made = running(confirmed=False)
    assert made.plan.arrangements.exists()
    assert made.clock("2026-05-20") == []


def test_rounds_open_once_however_often_the_clock_looks_and_catch_up_after_days_off() -> None:
    made = running()
    made.clock("2026-03-10")
    before = Round.objects.count()
    assert before > 0
    assert made.clock("2026-03-10") == []
    caught_up = made.clock("2026-04-01")
    assert {r.period for r in caught_up if r.arrangement.every == "旬"} == {"2026-X08", "2026-X09"}
    assert Event.objects.filter(action="round.open").count() == Round.objects.count()


def test_a_unit_reports_only_what_it_leads_and_finds_last_rounds_words_in_place() -> None:
    made = running()
    made.clock("2026-03-10")
    first = made.report("县水利局", "2026-X07")
    made.fill(first, "2026-03-11", value="3")
    made.hand_in(first, "2026-03-11")
    made.accept_all(first.round, "2026-03-12")
    made.clock("2026-03-20")
    second = made.report("县水利局", "2026-X08")
    line = second.lines.get(task__title="治理河道")
    assert (line.words, line.said, line.stage) == ("推进中", "", "going")
    assert made.stand_still(second, "2026-03-20") == second.lines.count()
    made.hand_in(second, "2026-03-20")
    assert not second.lines.exclude(said="unchanged").exists()


def test_a_report_with_something_missing_says_what_and_hands_in_nothing() -> None:
    made = running()
    made.clock("2026-03-10")
    report = made.report("县水利局", "2026-X07")
    with pytest.raises(Incomplete, match="还没有填"):
        made.hand_in(report, "2026-03-11")
    assert not Step.objects.exists()
    assert Report.objects.get(pk=report.pk).submitted_at is None


def test_a_blank_needs_a_word_and_zero_is_a_figure() -> None:
    made = running()
    made.clock("2026-03-10")
    report = made.report("县水利局", "2026-X07")
    made.fill(report, "2026-03-11", value="0")
    task = report.lines.get(task__isnull=False)
    task = write(task, task.version, {"said": "blank"}, clerk("县水利局"), at("2026-03-11"))
    with pytest.raises(Incomplete, match="请写明原因"):
        made.hand_in(report, "2026-03-11")
    write(task, task.version, {"word": "施工方正在更换"}, clerk("县水利局"), at("2026-03-11"))
    made.hand_in(report, "2026-03-11")
    kept = Reading.objects.get(unit__name="县水利局", column="reported")
    assert (kept.state, kept.value) == ("value", 0)


def test_no_data_yet_and_zero_are_two_things() -> None:
    made = running()
    made.clock("2026-03-10")
    report = made.report("县水利局", "2026-X07")
    made.fill(report, "2026-03-11")
    line = report.lines.get(target__isnull=False)
    write(line, line.version, {"said": "no_data"}, clerk("县水利局"), at("2026-03-11"))
    made.hand_in(report, "2026-03-11")
    kept = Reading.objects.get(unit__name="县水利局", column="reported")
    assert (kept.state, kept.value) == ("no_data", None)


def test_late_is_not_locked_and_an_opening_lets_a_locked_unit_report() -> None:
    made = running()
    made.clock("2026-03-10")
    late = made.report("县水利局", "2026-X07")
    made.fill(late, "2026-03-11")
    assert late.round.late_on < datetime.date(2026, 3, 13) <= late.round.lock_on
    assert made.hand_in(late, "2026-03-13").on_time is False
    locked = made.report("县林业局", "2026-X07")
    made.clock("2026-03-20")
    line = locked.lines.first()
    assert line is not None
    with pytest.raises(Refused, match="锁定"):
        write(line, line.version, {"said": "no_data"}, clerk("县林业局"), at("2026-03-20"))
    open_again(locked, datetime.date(2026, 3, 21), "联络员住院", OFFICE, at("2026-03-20"))
    made.fill(locked, "2026-03-20")
    assert made.hand_in(locked, "2026-03-20").on_time is False


def test_two_clerks_in_one_line_the_second_is_shown_the_first() -> None:
    made = running()
    made.clock("2026-03-10")
    line = made.report("县水利局", "2026-X07").lines.get(task__isnull=False)
    write(line, line.version, {"words": "完成5公里"}, clerk("甲"), at("2026-03-10"))
    with pytest.raises(Overtaken) as caught:
        write(line, line.version, {"words": "完成6公里"}, clerk("乙"), at("2026-03-10"))
    assert caught.value.now.words == "完成5公里"


def test_a_return_names_the_reason_and_opens_just_that_line() -> None:
    made = running()
    made.clock("2026-03-10")
    report = made.report("县水利局", "2026-X07")
    made.fill(report, "2026-03-11", value="3")
    made.hand_in(report, "2026-03-11")
    task, target = report.lines.get(task__isnull=False), report.lines.get(target__isnull=False)
    with pytest.raises(Refused, match="写明原因"):
        give_back([target], {target.pk: target.version}, " ", OFFICE, at("2026-03-12"))
    give_back([target], {target.pk: target.version}, "与项目台账不一致", OFFICE, at("2026-03-12"))
    target.refresh_from_db()
    task.refresh_from_db()
    assert (target.lies, target.word, task.lies) == ("unit", "与项目台账不一致", "office")
    with pytest.raises(Refused, match="已经报送"):
        write(task, task.version, {"words": "改一改"}, clerk("县水利局"), at("2026-03-12"))
    # a returned line can be corrected even when the round is locked meanwhile
    made.clock("2026-03-30")
    write(target, target.version, {"value": "2.5"}, clerk("县水利局"), at("2026-03-30"))
    made.hand_in(report, "2026-03-30")
    whole = Reading.objects.filter(target=target.target_id, unit=None, column="reported").order_by("id")
    assert [(r.value, r.current) for r in whole] == [(3, False), (figure("2.5"), True)]
    assert whole[1].replaces == whole[0]


def test_what_was_handed_in_can_be_taken_back_until_it_is_accepted() -> None:
    made = running()
    made.clock("2026-03-10")
    report = made.report("县水利局", "2026-X07")
    made.fill(report, "2026-03-11")
    made.hand_in(report, "2026-03-11")
    assert withdraw(report, clerk("县水利局"), at("2026-03-11")) == 2
    made.hand_in(report, "2026-03-11")
    made.accept_all(report.round, "2026-03-12")
    with pytest.raises(Refused, match="没有可以撤回"):
        withdraw(report, clerk("县水利局"), at("2026-03-12"))


def test_accepting_what_changed_meanwhile_accepts_nothing() -> None:
    made = running()
    made.clock("2026-03-10")
    report = made.report("县水利局", "2026-X07")
    made.fill(report, "2026-03-11")
    made.hand_in(report, "2026-03-11")
    lines = list(report.lines.all())
    seen = {line.pk: line.version for line in lines}
    withdraw(report, clerk("县水利局"), at("2026-03-11"))
    made.hand_in(report, "2026-03-11")
    with pytest.raises(Refused, match="刚有变动"):
        accept(lines, seen, OFFICE, at("2026-03-12"))
    assert not Line.objects.filter(lies="done").exists()


def test_the_lead_makes_one_figure_of_what_several_units_report() -> None:
    made = running(confirmed=False)
    made.confirm_all(reporters="main", way=["lead", "office"])
    target = made.plan.target_set.get(name__contains="引进企业")
    Measuring.objects.create(target=target, together="sum")
    made.clock("2026-03-10")
    values = {"县工信局": "5", "县发改局": "2", "县财政局": "1.5"}
    for unit, value in values.items():
        report = made.report(unit, "2026-X07")
        made.fill(report, "2026-03-11", value=value)
        made.hand_in(report, "2026-03-11")
    lead = Line.objects.get(target=target, report__unit__name="县工信局")
    assert lead.lies == "lead"
    other = Line.objects.get(target=target, report__unit__name="县发改局")
    with pytest.raises(Refused, match="由牵头单位办理"):
        consolidate(other, other.version, None, "", clerk("县发改局"), at("2026-03-12"))
    with pytest.raises(Refused, match=r"填的9和按规则算出的8.5不一致"):
        consolidate(lead, lead.version, figure("9"), "", clerk("县工信局"), at("2026-03-12"))
    consolidate(lead, lead.version, None, "", clerk("县工信局"), at("2026-03-12"))
    assert set(Line.objects.filter(target=target).values_list("lies", flat=True)) == {"office"}
    whole = Reading.objects.get(target=target, unit=None, column="reported", current=True)
    assert whole.value == figure("8.5")
    own = Reading.objects.filter(target=target, unit__isnull=False, current=True).values_list("unit__name", "value")
    assert dict(own) == {unit: figure(value) for unit, value in values.items()}


def test_verified_stands_beside_reported_and_a_drawn_sample_can_be_drawn_again() -> None:
    made = running()
    made.clock("2026-03-10")
    for unit in ("县水利局", "县林业局", "县工信局", "县发改局"):
        report = made.report(unit, "2026-X07")
        made.fill(report, "2026-03-11", value="3")
        made.hand_in(report, "2026-03-11")
        made.accept_all(report.round, "2026-03-12")
    one = report.round
    chosen = draw(one, "sample", 0.3, 20260312, OFFICE, at("2026-03-13"))
    done = Line.objects.filter(report__round=one, lies="done").values_list("pk", flat=True)
    assert chosen == drawn(reversed(list(done)), 0.3, 20260312)
    with pytest.raises(Refused, match="不能重抽"):
        draw(one, "sample", 0.3, 1, OFFICE, at("2026-03-13"))
    line = Line.objects.get(report__round=one, target__name__contains="河道治理")
    with pytest.raises(Refused, match="写明查到"):
        verify(line, False, figure("2"), "", OFFICE, at("2026-03-13"))
    verify(line, False, figure("2"), "现场查看只完成2公里", OFFICE, at("2026-03-13"))
    columns = Reading.objects.filter(target=line.target_id, unit=None, current=True).values_list("column", "value")
    assert dict(columns) == {"reported": 3, "verified": 2}


def test_a_figure_far_off_asks_once_and_keeps_the_answer() -> None:
    made = running()
    for day, period, value in (("2026-03-10", "X07", "3"), ("2026-03-20", "X08", "30")):
        made.clock(day)
        report = made.report("县水利局", f"2026-{period}")
        made.fill(report, day, value="")
        line = report.lines.get(target__isnull=False)
        line = write(line, line.version, {"value": value}, clerk("县水利局"), at(day))
        if value == "30":
            task = report.lines.get(task__isnull=False)
            if task.said == "":
                unchanged(report, clerk("县水利局"), at(day))
            with pytest.raises(Incomplete, match="差十倍以上"):
                made.hand_in(report, day)
            write(line, line.version, {"sure": "去年跨年工程本旬一并验收"}, clerk("县水利局"), at(day))
        made.hand_in(report, day)
        made.accept_all(report.round, day)
    kept = Reading.objects.get(unit=None, target=line.target_id, period="2026-X08")
    assert (kept.value, kept.word) == (30, "去年跨年工程本旬一并验收")


def test_a_unit_head_who_hands_in_needs_nobody_to_pass_it() -> None:
    made = running(confirmed=False)
    made.confirm_all(way=["head", "office"])
    made.clock("2026-03-10")
    report = made.report("县水利局", "2026-X07")
    made.fill(report, "2026-03-11")
    submit(report, clerk("县水利局"), at("2026-03-11"), by_head=True)
    assert set(report.lines.values_list("lies", flat=True)) == {"office"}
    liaison = made.report("县林业局", "2026-X07")
    made.fill(liaison, "2026-03-11")
    made.hand_in(liaison, "2026-03-11")
    assert set(liaison.lines.values_list("lies", flat=True)) == {"head"}


def test_opening_two_rounds_at_once_makes_one() -> None:
    made = running()
    open_rounds(datetime.date(2026, 3, 10), CALENDAR)
    there = Report.objects.count()
    open_rounds(datetime.date(2026, 3, 10), CALENDAR)
    assert Report.objects.count() == there
    assert made.plan.arrangements.filter(act="report", rounds__period="2026-X07").count() == 1


def test_when_a_years_holidays_are_announced_the_open_rounds_due_days_follow() -> None:
    made = running()
    made.plan.arrangements.update(last_day=datetime.date(2027, 12, 31))
    made.clock("2026-12-31")
    one = Round.objects.get(arrangement__act="report", arrangement__task=None, period="2026-X36")
    assert one.uncertain
    assert one.due_on == datetime.date(2027, 1, 4)  # without a table the first of January is a Friday to work on
    off = {datetime.date(2027, 1, day): "元旦" for day in (1, 2, 3)}
    enter_year(YearTable(2027, "国办发明电〔2026〕9号", "2027年部分节假日安排", off), "元旦放假", 0, OFFICE)
    one.refresh_from_db()
    assert (one.due_on, one.uncertain) == (datetime.date(2027, 1, 5), False)
    assert Event.objects.filter(action="round.redate", object_id=one.pk).exists()
