"""Lights and the sentences that tell why, computed by hand: by 20 March 52 of 248 working days have passed, 21.0%."""

from __future__ import annotations

import datetime

import pytest
from pace_year import RULES, YEARS_END, day, light_of, month, pace_of, read, way

from luoshi.calendar.period import Kind
from luoshi.standing.aims import Aim, Nature, aim
from luoshi.standing.lights import Place, light, set_by_hand
from luoshi.standing.readings import Column, Reading, State
from luoshi.standing.redeemed import redeemed
from luoshi.standing.rules import Colour, Condition, On, amended
from luoshi.standing.trajectory import Trajectory, Way

INVESTMENT = aim("固定资产投资", "level", ">=", 6, "亿元")
GROWTH = aim("规模工业增加值", "growth", ">=", 9, "%")
HOLD = way(Way.HOLD)
OUT_OF_100 = Aim("工程进度", Nature.AMOUNT, 100, "%")
APPROVAL = aim("审批时限", "level", "<=", 49, "个工作日", baseline=60, raw="压减至49个工作日以内")

SENTENCES: list[tuple[Aim, Trajectory, float, str]] = [
    (OUT_OF_100, way(), 12, "黄 截至3月中旬应完成21%，已完成12%（核实数），差9个百分点"),
    (OUT_OF_100, way(Way.TABLE, (day(3, 20), 20.8)), 12, "黄 截至3月中旬应完成20.8%，已完成12.0%（核实数），差8.8个百分点"),
    (INVESTMENT, way(), 0.72, "黄 截至3月中旬应完成1.26亿元（21%），已完成0.72亿元（12%，核实数），差0.54亿元、9个百分点"),
    (INVESTMENT, way(), 0, "红 截至3月中旬应完成1.26亿元（21%），已完成0亿元（0%，核实数），差1.26亿元、21个百分点"),
    (INVESTMENT, way(), 1.3, "绿 截至3月中旬应完成1.26亿元（21.0%），已完成1.30亿元（21.7%，核实数），超序时进度0.7个百分点"),
    (INVESTMENT, way(), 6.5, "蓝 截至3月中旬已完成6.5亿元（核实数），达到目标6亿元"),
    (aim("企业", "increase", ">=", 48, "家"), way(), 6, "黄 截至3月中旬应完成10家（20.8%），已完成6家（12.5%，核实数），差4家、8.3个百分点"),
    (aim("企业", "increase", ">=", 48, "家"), way(), 10, "绿 截至3月中旬应完成10家（20.8%），已完成10家（20.8%，核实数），与序时进度持平"),
    (aim("农田", "increase", "=", 70000, "亩"), way(), 14599, "绿 截至3月中旬应完成14677亩（21.0%），已完成14599亩（20.9%，核实数），差78亩、0.1个百分点"),
    (GROWTH, HOLD, 8.2, "黄 截至3月中旬累计增长8.2%（核实数），目标9.0%，差0.8个百分点"),
    (GROWTH, HOLD, 9, "绿 截至3月中旬累计增长9%（核实数），目标9%，与目标持平"),
    (GROWTH, HOLD, 9.5, "绿 截至3月中旬累计增长9.5%（核实数），目标9.0%，高0.5个百分点"),
    (GROWTH, HOLD, -2.1, "红 截至3月中旬累计下降2.1%（核实数），目标增长9.0%，差11.1个百分点"),
    (GROWTH, way(Way.TABLE, (day(3, 31), 7.5)), 7.1, "黄 截至3月中旬累计增长7.1%（核实数），应增长7.5%，差0.4个百分点"),
    (aim("农业", "growth", "~", 6, "%"), HOLD, 5.8, "绿 截至3月中旬累计增长5.8%（核实数），目标6.0%左右，差0.2个百分点，在“左右”范围内"),
    (aim("发案率", "decrease", "=", 50, "%"), HOLD, 32, "红 截至3月中旬累计下降32%（核实数），目标下降50%，差18个百分点"),
    (aim("发案率", "decrease", "=", 50, "%"), HOLD, -3, "红 截至3月中旬累计上升3%（核实数），目标下降50%，差53个百分点"),
    (aim("低保", "level", ">=", 740, "元/月"), HOLD, 700, "黄 截至3月中旬为700元/月（核实数），目标不低于740元/月，差40元/月"),
    (aim("占比", "share", ">=", 65, "%", baseline=60), way(), 60.5, "黄 截至3月中旬为60.5%（核实数），应为61.0%，差0.5个百分点"),
    (aim("高企", "level", ">=", 75, "家", baseline=60), way(), 61, "黄 截至3月中旬应达到63家，已达到61家（核实数），差2家，应走完进度20.0%，已走完6.7%，差13.3个百分点"),
    (aim("高企", "level", ">=", 75, "家", baseline=60), way(), 76, "蓝 截至3月中旬已达到76家（核实数），实现目标75家"),
    (aim("高企", "level", ">=", 75, "家"), way(Way.END), 61, "灰 12月31日到期，尚未到期，截至3月中旬为61家（核实数）"),
    (APPROVAL, way(), 59, "黄 截至3月中旬应降至58个工作日，现为59个工作日（核实数），高1个工作日，应走完进度18.2%，已走完9.1%，差9.1个百分点"),
    (APPROVAL, way(), 49, "蓝 截至3月中旬已降至49个工作日（核实数），实现目标49个工作日"),
    (aim("PM2.5", "level", "<=", 35, "微克/立方米"), HOLD, 36.2, "红 截至3月中旬为36.2微克/立方米（核实数），突破上限35.0微克/立方米，超1.2微克/立方米"),
    (aim("PM2.5", "level", "<=", 35, "微克/立方米"), HOLD, 33, "绿 截至3月中旬为33微克/立方米（核实数），未突破上限35微克/立方米"),
    (aim("PM2.5", "level", "<=", 35, "微克/立方米"), way(Way.TABLE, (day(3, 31), 32)), 33, "黄 截至3月中旬为33微克/立方米（核实数），超出分期上限32微克/立方米，超1微克/立方米"),
    (aim("事故", "increase", "<=", 5, "起"), way(), 2, "黄 截至3月中旬累计2起（核实数），占全年上限5起的40%，时间进度21%，快19个百分点"),
    (aim("事故", "increase", "<=", 5, "起"), way(), 6, "红 截至3月中旬累计6起（核实数），突破全年上限5起，超1起"),
    (aim("储备", "share", "range", 15, "%", 20), HOLD, 14, "黄 截至3月中旬为14%（核实数），应在15%—20%之间，低1个百分点"),
    (aim("储备", "share", "range", 15, "%", 20), HOLD, 22, "红 截至3月中旬为22%（核实数），应在15%—20%之间，高2个百分点"),
    (aim("储备", "share", "range", 15, "%", 20), HOLD, 17, "绿 截至3月中旬为17%（核实数），应在15%—20%之间，在区间内"),
    (aim("危桥", "increase", "=", 13, "座"), way(due=day(3, 12)), 7, "红 应于3月12日前完成13座，已逾期12天，截至3月中旬已完成7座（53.8%，核实数），差6座、46.2个百分点"),
    (aim("担保", "increase", ">=", 0.22, "万人"), way(), 0.03, "黄 截至3月中旬应完成0.046万人（21.0%），已完成0.030万人（13.6%，核实数），差0.016万人、7.4个百分点"),
    (aim("产值", "level", ">=", 210, "亿元"), way(), 44, "绿 截至3月中旬应完成44亿元（21%），已完成44亿元（21%，核实数），与序时进度持平"),
]  # fmt: skip


@pytest.mark.parametrize(("target", "by", "value", "said"), SENTENCES)
def test_the_sentence_of_a_light(target: Aim, by: Trajectory, value: float, said: str) -> None:
    made = light_of(target, value, by)
    expected = f"{said}，按规则2026-1判{said[0]}"
    assert f"{made.colour} {made.sentence}" == expected


def test_without_data_nothing_is_judged() -> None:
    made = light_of(INVESTMENT, [])
    assert made.colour is Colour.GREY
    assert made.sentence == "截至3月中旬应完成1.26亿元（21%），尚无数据，按规则2026-1判灰"


def test_nought_and_no_data_and_not_due_are_three_things() -> None:
    nought = light_of(INVESTMENT, [read(None, state=State.ZERO)])
    silent = light_of(INVESTMENT, [read(None, state=State.NO_DATA)])
    denied = light_of(INVESTMENT, [read(None, state=State.NOT_DUE)])
    assert [one.colour for one in (nought, silent, denied)] == [Colour.RED, Colour.GREY, Colour.GREY]
    assert denied.marks == ("单位填报“未到期”，与进度计划不符",)
    assert silent.marks == ()


def test_before_it_begins_and_before_it_is_due_it_is_grey() -> None:
    later = Trajectory(Way.LINEAR, day(4, 1), YEARS_END)
    assert light_of(INVESTMENT, [], later).sentence == "4月1日启动，尚未开始，按规则2026-1判灰"
    assert light_of(INVESTMENT, [], way(Way.END)).sentence == "12月31日到期，尚未到期，按规则2026-1判灰"


def test_a_share_reached_early_is_green_and_not_yet_done() -> None:
    insured = aim("参保率", "share", ">=", 95, "%")
    assert light_of(insured, 94, way(Way.END)).colour is Colour.GREY
    reached = light_of(insured, 96, way(Way.END))
    assert reached.sentence == "截至3月中旬为96%（核实数），目标不低于95%，高1个百分点，按规则2026-1判绿"
    assert light_of(aim("高企", "level", ">=", 75, "家"), 76, way(Way.END)).colour is Colour.BLUE


def test_past_its_day_it_is_red_with_and_without_figures() -> None:
    bridges = aim("危桥", "increase", "=", 13, "座")
    assert (
        light_of(bridges, [], way(due=day(3, 12))).sentence
        == "应于3月12日前完成，已逾期12天，截至3月中旬尚无数据，按规则2026-1判红"
    )
    assert light_of(bridges, 13, way(due=day(3, 12))).colour is Colour.BLUE


def test_the_last_figures_have_ten_days_to_come_in() -> None:
    due = way(due=day(3, 31))
    bridges = aim("危桥", "increase", "=", 13, "座")
    soon, late = light_of(bridges, 11, due, day(4, 3)), light_of(bridges, 11, due, day(4, 12))
    assert soon.colour is Colour.GREEN
    assert soon.marks == ("期限已过，到期数据尚未报来",)
    assert late.colour is Colour.RED


def test_the_years_growth_may_be_published_in_february() -> None:
    november, december = [read(8.2, month(11), Column.CONFIRMED)], [read(8.2, month(12), Column.CONFIRMED)]
    january = day(1, 20, 2027)
    assert light_of(GROWTH, november, HOLD, january, Kind.MONTH).colour is Colour.YELLOW
    assert light_of(GROWTH, november, HOLD, day(2, 20, 2027), Kind.MONTH).colour is Colour.RED
    missed = light_of(GROWTH, december, HOLD, january, Kind.MONTH)
    assert missed.sentence == (
        "2026年12月31日到期，未实现目标，截至2026年12月底累计增长8.2%（核定数），目标9.0%，差0.8个百分点，按规则2026-1判红"
    )


def test_three_months_without_a_beginning_is_red() -> None:
    assert light_of(INVESTMENT, [], on=day(3, 31)).colour is Colour.GREY
    made = light_of(INVESTMENT, [], on=day(4, 1))
    assert made.colour is Colour.RED
    assert "应于1月1日启动，已3个月未启动，按规则2026-1判红" in made.sentence


def test_old_figures_turn_a_good_light_grey_and_never_a_red_one() -> None:
    assert light_of(INVESTMENT, 1.3, on=day(4, 15)).marks == ("数据已2期未更新",)
    faded = light_of(INVESTMENT, 1.3, on=day(5, 5))
    assert faded.colour is Colour.GREY
    assert "此后4期没有新数据" in faded.sentence
    assert light_of(INVESTMENT, 0.1, on=day(5, 5)).colour is Colour.RED


def test_the_strongest_column_of_the_newest_period_counts() -> None:
    readings = [
        read(1.0, month(2), Column.CONFIRMED),
        read(1.3, column=Column.REPORTED),
        read(1.2, column=Column.VERIFIED),
    ]
    made = pace_of(INVESTMENT, readings)
    assert (made.done, made.column) == (1.2, Column.VERIFIED)
    assert light(made, RULES).marks == ("核定数截至2月底为1亿元",)


def test_last_years_figures_are_none_of_this_years() -> None:
    december = [read(5.8, month(12, 2025), Column.CONFIRMED), read(6.0, month(12, 2025))]
    made = pace_of(INVESTMENT, december, on=day(1, 15), every=Kind.MONTH)
    assert (made.done, light(made, RULES).colour) == (None, Colour.GREY)
    assert light_of(INVESTMENT, december, on=day(4, 1), every=Kind.MONTH).colour is Colour.RED, (
        "not begun for three months"
    )
    assert light_of(INVESTMENT, [*december, read(1.3)]).marks == ()


def test_a_plan_may_accept_confirmed_figures_only() -> None:
    from pace_year import CALENDAR

    from luoshi.standing.pace import pace

    readings = [read(1.0, month(2), Column.CONFIRMED), read(1.3, column=Column.REPORTED)]
    made = pace(INVESTMENT, way(), readings, day(3, 24), CALENDAR, Kind.MONTH, (Column.CONFIRMED,))
    assert (made.done, made.period) == (1.0, month(2))


def test_a_figure_is_compared_with_what_was_due_on_its_own_day() -> None:
    early = pace_of(INVESTMENT, [Reading(month(2), Column.REPORTED, 0.9)])
    assert early.expected == pytest.approx(6 * 37 / 248)


def test_by_hand_needs_a_reason_and_keeps_the_computed_light() -> None:
    computed = light_of(INVESTMENT, 0.72)
    with pytest.raises(ValueError, match="原因"):
        set_by_hand(computed, Colour.GREEN, " ", "县政府办", day(3, 25))
    made = set_by_hand(computed, Colour.GREEN, "资金已到账，系统数据未及时更新。", "县政府办", day(3, 25))
    assert (made.colour, made.computed) == (Colour.GREEN, Colour.YELLOW)
    assert made.words.startswith(
        "县政府办3月25日改判为绿，原因：资金已到账，系统数据未及时更新。系统判定：截至3月中旬应完成"
    )


def test_a_light_that_recovered_keeps_its_mark() -> None:
    colours = [(day(1, 20), Colour.GREEN), (day(3, 20), Colour.YELLOW), (day(4, 20), Colour.RED)]
    assert redeemed(colours) is None
    assert redeemed([*colours, (day(5, 1), Colour.GREY)]) is None
    mark = redeemed([*colours, (day(5, 20), Colour.GREEN)])
    assert mark is not None
    assert mark.sentence == "3月20日起曾亮红灯，5月20日转好"
    assert redeemed([(day(1, 20), Colour.GREEN)]) is None


def test_yellow_twice_in_a_row_turns_red_where_the_rules_say_so() -> None:
    rules = amended(RULES, [Condition(On.AGAIN, Colour.RED, 2, of=Colour.YELLOW)], "2026-2", day(3, 1))
    pace = pace_of(INVESTMENT, 0.72)
    assert light(pace, rules).colour is Colour.YELLOW
    again = light(pace, rules, past=[Colour.YELLOW, Colour.GREEN])
    assert again.colour is Colour.RED
    assert again.sentence.endswith("连续2期为黄灯，按规则2026-2判红")
    assert light(pace, rules, past=[Colour.GREEN, Colour.YELLOW]).colour is Colour.YELLOW


def test_last_place_twice_turns_red_where_the_rules_say_so() -> None:
    rules = amended(RULES, [Condition(On.LAST_PLACE, Colour.RED, 2)], "2026-2", day(3, 1))
    pace = pace_of(INVESTMENT, 1.3)
    assert light(pace, rules, places=[Place(9, 9), Place(9, 9)]).sentence.endswith("连续2期排名末位，按规则2026-2判红")
    assert light(pace, rules, places=[Place(9, 9), Place(8, 9)]).colour is Colour.GREEN


def test_year_and_quarter_of_a_figure_are_said_in_words() -> None:
    from luoshi.calendar.period import Period
    from luoshi.standing.readings import as_of

    said = [as_of(Period.of(kind, datetime.date(2025, 6, 30)), 2026) for kind in Kind]
    assert said == [
        "2025年6月30日", "2025年第27周", "2025年第27—28周", "2025年6月下旬", "2025年6月底", "2025年6月底", "2025年二季度末",
        "2025年6月底", "2025年底",
    ]  # fmt: skip
