"""Money that a plan promises is a commitment, wherever it stands."""

from __future__ import annotations

import pytest

from luoshi.drafting import draft
from luoshi.reading import read_bytes


def targets(sentence: str, section: str = "二、重点任务") -> list[tuple[str, str, str, float, str]]:
    text = f"云岭县工作方案\n一、目标\n无。\n{section}\n（一）做好甲事。{sentence}\n（二）做好乙事。（县财政局牵头）\n"
    made = draft(read_bytes(text.encode(), "plan.txt"))
    return [(t.name, t.measure, t.op, t.value, t.unit) for t in made.targets]


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("对首次入库企业给予10万元奖励。", ("首次入库企业奖励", "level", "=", 10, "万元")),
        ("对新认定的基地给予不超过50万元一次性奖补。", ("基地一次性奖补", "level", "<=", 50, "万元")),
        ("设立总规模20亿元的产业引导基金。", ("产业引导基金总规模", "level", "=", 20, "亿元")),
    ],
)
def test_what_is_granted_is_a_target(sentence, target):
    assert targets(sentence) == [target]


@pytest.mark.parametrize("section", ["二、重点任务", "三、保障措施"])
def test_money_land_and_housing_commit_in_every_section(section):
    found = targets("县财政安排专项资金2亿元，保障工业用地500亩，筹集人才公寓300套。", section)
    assert [(value, unit) for _, _, _, value, unit in found] == [(2, "亿元"), (500, "亩"), (300, "套")]


@pytest.mark.parametrize("sentence", ["成立3个工作组。", "每季度召开1次会议。", "抽调10名干部集中办公。"])
def test_posts_and_meetings_in_a_section_on_organisation_are_none(sentence):
    assert targets(sentence, "三、保障措施") == []


def test_a_project_s_size_is_still_none():
    assert targets("推进总投资20亿元的新材料项目建设。") == []
