"""Sentences of plans become conditions of lights; what they leave open is asked."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pace_year import RULES, day, pace_of

from luoshi.standing.aims import Aim, Nature
from luoshi.standing.lights import light
from luoshi.standing.rule_reading import read_rules
from luoshi.standing.rule_words import as_data, from_data, in_words
from luoshi.standing.rules import Colour, Condition, On, Rules, amended, in_force, usual

RED, YELLOW = Colour.RED, Colour.YELLOW


def read(text: str) -> list[tuple[object, ...]]:
    """What was read, as (what is looked at, colour, figure, beyond it) and what more is set."""
    found = []
    for c in read_rules(text).conditions:
        more = [x for x in (c.of, c.places if c.places > 1 else None, "?" if c.asks else None) if x]
        found.append((c.on, c.colour, c.at, c.beyond, *more))
    return found


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("进度滞后10个百分点以上的亮红灯。", [(On.BEHIND, RED, 10, False)]),
        ("落后序时进度超过十个百分点的，亮红灯", [(On.BEHIND, RED, 10, True)]),
        ("三个月未启动的亮红牌", [(On.UNSTARTED, RED, 3, False)]),
        ("对连续3个月无正当理由应开工未开工的项目亮红灯", [(On.UNSTARTED, RED, 3, False)]),
        (
            "对低于序时进度10~30个百分点(含10~30个百分点)的亮黄灯,对低于序时进度超过30个百分点的亮红灯",
            [(On.BEHIND, YELLOW, 10, False), (On.BEHIND, RED, 30, True)],
        ),
        ("低于序时进度5个百分点的亮黄灯，超过15个百分点的亮红灯", [(On.BEHIND, YELLOW, 5, False), (On.BEHIND, RED, 15, True)]),
        (
            "绿灯：达到序时进度；黄灯：滞后10个百分点以内；红灯：滞后10个百分点以上或逾期未完成。",
            [(On.BEHIND, YELLOW, 0, False), (On.OVERDUE, RED, 0, False), (On.BEHIND, RED, 10, False)],
        ),
        (
            "完成月度任务的亮绿牌；未完成月度任务的亮黄牌；连续两个月未完成月度任务的亮红牌",
            [(On.BEHIND, YELLOW, 0, False), (On.AGAIN, RED, 2, False, YELLOW)],
        ),
        ("连续两次亮黄灯的，亮红灯", [(On.AGAIN, RED, 2, False, YELLOW)]),
        (
            "完成率低于60%的亮红灯，60%—80%的亮黄灯，80%以上的亮绿灯",
            [(On.SHARE_SHORT, RED, 40, True), (On.SHARE_SHORT, YELLOW, 20, True)],
        ),
        (
            "低于计划投资额序时进度50%以内的(含50%)亮黄牌；低于计划投资额序时进度50%以上的亮红牌",
            [(On.SHARE_SHORT, YELLOW, 0, False), (On.SHARE_SHORT, RED, 50, False)],
        ),
        ("对月任务完成未达60%以上的项目实行“黄牌”警告", [(On.SHARE_SHORT, YELLOW, 40, True)]),
        ("逾期10天以上的亮红灯，逾期的亮黄灯", [(On.OVERDUE, RED, 10, False), (On.OVERDUE, YELLOW, 0, False)]),
        ("连续两期未报送的亮黄灯", [(On.SILENT, YELLOW, 2, False)]),
        ("排名后三位的亮黄牌", [(On.LAST_PLACE, YELLOW, 1, False, 3)]),
        ("连续两月排名末位的亮红灯", [(On.LAST_PLACE, RED, 2, False)]),
        ("突破红线的亮红灯", [(On.BROKEN, RED, 0, False)]),
        (
            "红灯（滞后20个百分点以上）、黄灯（滞后10—20个百分点）、绿灯（达到序时进度）",
            [(On.BEHIND, RED, 20, False), (On.BEHIND, YELLOW, 10, False)],
        ),
        (
            "亮红灯的情形：一是进度滞后20个百分点以上；二是三个月未启动。",
            [(On.UNSTARTED, RED, 3, False), (On.BEHIND, RED, 20, False)],
        ),
        (
            "未按时间节点完成的亮黄灯，超过节点1个月仍未完成的亮红灯",
            [(On.OVERDUE, YELLOW, 0, False), (On.OVERDUE, RED, 30, False)],
        ),
        ("进度达到100%及以上的为绿色，80%—100%的为黄色，80%以下的为红色", [(On.SHARE_SHORT, YELLOW, 0, False), (On.SHARE_SHORT, RED, 20, False)]),
        # what is not said is asked
        ("滞后1个月以上的亮黄灯，滞后2个月以上的亮红灯", [(On.OVERDUE, YELLOW, 30, False, "?"), (On.OVERDUE, RED, 60, False, "?")]),
        ("对未达序时进度且严重滞后的实施主体，下发督办函并在绩效考核时予以扣分", [(On.BEHIND, RED, 15, False, "?")]),
        ("连续两月排名末位的，约谈主要负责人", [(On.LAST_PLACE, RED, 2, False, "?")]),
        ("未达到序时进度的亮黄牌，落后20%以上的亮红牌", [(On.BEHIND, YELLOW, 0, False), (On.BEHIND, RED, 20, False, "?")]),
        ("全年累计2次黄牌的给予红牌", [(On.AGAIN, RED, 2, False, YELLOW, "?")]),
        ("对推进缓慢的单位予以通报", [(On.BEHIND, YELLOW, 15, False, "?")]),
        # what is none
        ("每月调度一次，每季通报一次", []),
        ("深挖红色资源，做强黄辣椒产业，坚持绿色发展", []),
        ("严查闯红灯等交通违法行为", []),
        ("优化红绿灯设置", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_sentence_gives_its_conditions(text: str, conditions: list[tuple[object, ...]]) -> None:
    assert read(text) == conditions


def test_a_condition_keeps_its_sentence() -> None:
    (made,) = read_rules("加强督导。进度滞后10个百分点以上的亮红灯。按月通报。").conditions
    assert made.source == "进度滞后10个百分点以上的亮红灯"


def test_a_light_without_a_condition_that_is_understood_is_told() -> None:
    assert read_rules("对工作成效不好的亮红灯。").unread == ("对工作成效不好的亮红灯",)


def test_what_asks_counts_for_nothing_until_it_is_settled() -> None:
    (open_one,) = read_rules("对未达序时进度且严重滞后的，下发督办函").conditions
    rules = amended(usual(2026), [open_one], "2026-2", day(3, 1))
    assert rules.open_questions == (open_one,)
    assert open_one not in rules.ordered
    assert Condition(On.BEHIND, RED, 15) in rules.ordered, "the usual red stays until the question is answered"


def test_a_sentence_takes_the_place_of_the_usual_figure() -> None:
    rules = amended(RULES, read_rules("落后序时进度8个百分点以上的亮红灯").conditions, "2026-2", day(3, 1))
    target = Aim("投资", Nature.AMOUNT, 6, "亿元")
    nine_behind = pace_of(target, 0.72)
    assert light(nine_behind, RULES).colour is YELLOW
    assert light(nine_behind, rules).colour is RED
    assert light(nine_behind, rules).sentence.endswith("按规则2026-2判红")
    assert [c for c in rules.conditions if c.on is On.BEHIND] == [
        Condition(On.BEHIND, YELLOW, 5),
        Condition(On.BEHIND, RED, 8, source="落后序时进度8个百分点以上的亮红灯"),
    ]


def test_a_share_of_what_is_due_replaces_points() -> None:
    rules = amended(RULES, read_rules("完成率低于60%的亮红灯").conditions, "2026-2", day(3, 1))
    assert not any(c.on is On.BEHIND and c.colour is RED for c in rules.conditions)
    target = Aim("投资", Nature.AMOUNT, 6, "亿元")
    assert light(pace_of(target, 0.74), rules).colour is RED  # 12.3 of 21.0
    assert light(pace_of(target, 0.78), rules).colour is YELLOW  # 13.0 of 21.0, eight points behind


@pytest.mark.parametrize(("beyond", "held"), [(False, [False, True, True]), (True, [False, False, True])])
def test_reaching_takes_the_figure_in_and_exceeding_leaves_it_out(beyond: bool, held: list[bool]) -> None:
    condition = Condition(On.BEHIND, RED, 15, beyond)
    assert [condition.holds(figure) for figure in (14.9, 15.0, 15.1)] == held
    assert not Condition(On.RATE, YELLOW, 0).holds(0)


def test_the_version_that_has_begun_last_is_in_force() -> None:
    first, second = usual(2026), Rules("2026-2", day(7, 1), ())
    assert in_force([second, first], day(6, 30)) is first
    assert in_force([second, first], day(7, 1)) is second
    assert in_force([second], day(6, 30)) is None


PLAIN = st.sampled_from(
    [On.BEHIND, On.SHARE_SHORT, On.OVERDUE, On.UNSTARTED, On.LAST_PLACE, On.AGAIN, On.SILENT, On.BROKEN]
)
FEW = st.integers(2, 30)


@given(PLAIN, st.sampled_from([RED, YELLOW]), FEW, st.booleans(), st.integers(1, 5))
def test_what_is_shown_of_a_condition_is_read_as_the_same(
    on: On, colour: Colour, at: int, beyond: bool, places: int
) -> None:
    made = Condition(
        on,
        colour,
        0 if on is On.BROKEN else at,
        beyond and on in (On.BEHIND, On.SHARE_SHORT, On.OVERDUE, On.UNSTARTED),
        Colour.YELLOW if on is On.AGAIN else None,
        places if on is On.LAST_PLACE else 1,
    )
    (read,) = read_rules(in_words(made)).conditions
    assert replace(read, source="") == made


def test_the_usual_rules_can_be_shown_and_stored() -> None:
    assert [in_words(c) for c in RULES.conditions] == [
        "突破上限、超出区间或突破红线，亮红灯",
        "逾期未完成，亮红灯",
        "3个月未启动，亮红灯",
        "落后序时进度15个百分点以上，亮红灯",
        "落后序时进度5个百分点以上，亮黄灯",
        "累计上限比时间进度快10个点以上，亮黄灯",
        "增速、比率低于目标3个点以上，亮红灯",
        "增速、比率低于目标，亮黄灯",
        "水平比目标差10%以上，亮红灯",
        "水平没有达到目标，亮黄灯",
        "任务有指标为红，亮黄灯",
        "有举措或节点过期，亮黄灯",
        "连续4期未更新，亮灰灯",
    ]
    assert from_data(json.loads(json.dumps(as_data(RULES)))) == RULES
