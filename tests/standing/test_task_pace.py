"""Where a task stands, from its targets, measures and milestones by weight."""

from __future__ import annotations

import pytest
from pace_year import CALENDAR, NEW_YEAR, RULES, YEARS_END, day, pace_of, way

from luoshi.standing.aims import Aim, Nature, aim
from luoshi.standing.lights import light
from luoshi.standing.pace import Pace, Standing
from luoshi.standing.rules import Colour
from luoshi.standing.task_pace import Measure, Milestone, TaskPace, task_pace
from luoshi.standing.trajectory import Way

HALF_DONE = Measure("编制方案", 40, ends=day(2, 28), done_on=day(2, 20))
LATE = Measure("完成招标", 20, ends=day(3, 15))
OPEN = Measure("竣工", 40, ends=YEARS_END)


def task(*measures: Measure, targets: tuple[Pace, ...] = (), on: object = None, **more: object) -> TaskPace:
    return task_pace(targets, measures, on or day(3, 20), NEW_YEAR, YEARS_END, CALENDAR, **more)  # type: ignore[arg-type]


def test_ticked_measures_count_by_weight_against_those_past_their_day() -> None:
    made = task(HALF_DONE, LATE, OPEN)
    assert (made.expected, made.done, made.short, made.late) == (pytest.approx(0.6), pytest.approx(0.4), 20, 1)


def test_the_sentence_of_a_task() -> None:
    made = light(task(HALF_DONE, LATE, OPEN), RULES)
    assert made.sentence == "截至3月20日应完成60%，已完成40%，差20个百分点，按规则2026-1判红"
    assert made.marks == ("1项举措或节点逾期",)


def test_milestones_part_a_measure() -> None:
    steps = (Milestone(day(2, 28), day(3, 1)), Milestone(day(3, 10)), Milestone(day(6, 30)))
    made = task(Measure("工程", 1, ends=YEARS_END, milestones=steps))
    assert (made.expected, made.done, made.late) == (0.5, 0.25, 1)


def test_a_reported_share_is_due_by_working_days() -> None:
    made = task(Measure("工程", 1, NEW_YEAR, YEARS_END, share=0.12))
    assert made.expected == pytest.approx(52 / 248)
    assert light(made, RULES).sentence == "截至3月20日应完成21%，已完成12%，差9个百分点，按规则2026-1判黄"


def test_targets_and_measures_weigh_half_each() -> None:
    investment = pace_of(aim("投资", "level", ">=", 6, "亿元"), 0.6)
    made = task(HALF_DONE, LATE, OPEN, targets=(investment,))
    assert made.expected == pytest.approx(0.3 + 0.5 * 52 / 248)
    assert made.done == pytest.approx(0.2 + 0.05)
    assert made.behind == 1


def test_what_is_overfulfilled_makes_up_for_nothing() -> None:
    ahead = pace_of(Aim("投资", Nature.AMOUNT, 6, "亿元"), 5.9)
    behind = pace_of(Aim("外资", Nature.AMOUNT, 6, "亿元"), 0)
    assert task(targets=(ahead, behind)).done == pytest.approx(5.9 / 12)
    beyond = Measure("工程", 1, NEW_YEAR, YEARS_END, share=1.4)
    assert task(beyond, Measure("招标", 1, ends=YEARS_END)).done == 0.5


def test_a_rate_that_holds_counts_as_on_its_way() -> None:
    growth = aim("增速", "growth", ">=", 9, "%")
    held, missed = pace_of(growth, 9.5, way(Way.HOLD)), pace_of(growth, 4.5, way(Way.HOLD))
    assert task(targets=(held,)).short == 0
    assert task(targets=(missed,)).done == pytest.approx(52 / 248 / 2)


def test_a_target_without_data_counts_neither_way_and_is_told() -> None:
    made = task(HALF_DONE, targets=(pace_of(Aim("投资", Nature.AMOUNT, 6, "亿元"), []),))
    assert (made.done, made.silent) == (1.0, 1)
    assert "1个指标尚无数据" in light(made, RULES).marks


def test_three_months_without_any_sign_is_red() -> None:
    idle = task(Measure("工程", 1, ends=YEARS_END), on=day(4, 1))
    assert light(idle, RULES).colour is Colour.RED
    assert light(idle, RULES).sentence.endswith("已3个月未启动，按规则2026-1判红")
    begun = task(Measure("工程", 1, ends=YEARS_END, started_on=day(3, 1)), on=day(4, 1))
    assert light(begun, RULES).colour is Colour.GREEN
    assert task(Measure("工程", 1, day(6, 1), YEARS_END), on=day(4, 1)).unstarted_months == 0


def test_a_task_past_its_day_is_red_and_done_is_blue() -> None:
    made = task_pace((), (LATE,), day(4, 1), NEW_YEAR, day(3, 31), CALENDAR)
    assert (
        light(made, RULES).sentence
        == "应于3月31日前完成，已逾期1天，截至4月1日应完成100%，已完成0%，差100个百分点，按规则2026-1判红"
    )
    assert light(task(HALF_DONE, done_on=day(3, 1)), RULES).colour is Colour.BLUE
    assert light(task(HALF_DONE), RULES).colour is Colour.BLUE


def test_a_red_target_leaves_no_task_green() -> None:
    made = task(HALF_DONE, OPEN, targets=(pace_of(Aim("投资", Nature.AMOUNT, 6, "亿元"), 1.3),))
    assert light(made, RULES).colour is Colour.GREEN
    red = light(made, RULES, red_targets=1)
    assert red.colour is Colour.YELLOW
    assert red.sentence.endswith("，有1个指标亮红灯，按规则2026-1判黄")


def test_a_task_that_nothing_tells_of_is_grey() -> None:
    assert task().standing is Standing.NO_DATA
    assert task(started_on=day(1, 5), on=day(5, 1)).unstarted_months == 0
