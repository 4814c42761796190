"""Cadences: who does what how often."""

from __future__ import annotations

import pytest
from passages import stretch

from luoshi.drafting.cadences import find_cadences

FORMS = [
    ("实行旬调度、月通报、季讲评。", [("调度", "旬"), ("通报", "月"), ("讲评", "季")]),
    (
        "建立周调度、月会商、半年评估、年度考核机制。",
        [("调度", "周"), ("会商", "月"), ("评估", "半年"), ("考核", "年")],
    ),
    ("实行日汇总、双周研判。", [("汇总", "日"), ("研判", "双周")]),
    ("落实“一月一调度、一季一通报”。", [("调度", "月"), ("通报", "季")]),
    ("专班每月调度进展情况。", [("调度", "月")]),
    ("综合协调组每季度通报一次。", [("通报", "季")]),
    ("各单位每半年报送工作总结。", [("报送", "半年")]),
    ("每旬召开专班调度会议。", [("调度", "旬")]),
    ("各成员单位按月报送进展情况。", [("报送", "月")]),
    ("每周对重点项目进行检查。", [("检查", "周")]),
    ("每周调度更新一次。", [("调度更新", "周")]),
    ("按月调度、按季通报。", [("调度", "月"), ("通报", "季")]),
    ("每月10日、25日前报送进展。", [("报送", "月")]),
    ("各乡镇每月25日前将进展情况报县发改局。", [("报送", "月")]),
    ("县督查室每两周开展一次督查。", [("督查", "双周")]),
    ("实行“日跟踪、周调度、月通报、季考核”。", [("跟踪", "日"), ("调度", "周"), ("通报", "月"), ("考核", "季")]),
    ("将落实情况纳入年度绩效考核。", [("考核", "年")]),
]


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[text for text, _ in FORMS])
def test_every_form_of_rhythm(text: str, expected: list[tuple[str, str]]):
    assert [(c.action, c.every) for c in find_cadences([stretch(text, "organisation")])] == expected


@pytest.mark.parametrize(
    "text",
    [
        "定期调度，不定期督查，常态化通报。",
        "3月底前完成检查。",
        "今年开展专项督查。",
        "月均增长3%。",
        "加强调度、通报和考核。",
        "季节性用工得到保障。",
        "一年四季开展活动。",
        "每周末开展志愿服务。",
        "全年召开会议4次。",
        "当月通报的问题立即整改。",
        "上半年检查中发现的问题。",
    ],
)
def test_duties_without_an_interval_are_none(text: str):
    assert find_cadences([stretch(text, "organisation")]) == []


def test_the_actor_is_who_does_it():
    (cadence,) = find_cadences([stretch("县政府督查室每月通报工作进展。", "organisation")])
    assert cadence.actor == "县政府督查室"


def test_a_cadence_knows_its_characters():
    text = "强化督导。综合协调组每季度通报一次，结果报县政府。"
    for cadence in find_cadences([stretch(text, "organisation")]):
        assert text[cadence.source.start : cadence.source.end] == cadence.raw
        assert "每季度通报" in cadence.raw


def test_what_one_actor_does_at_one_interval_counts_once_a_part():
    text = "县政府督查室每月通报工作进展。"
    assert len(find_cadences([stretch(text), stretch(text)])) == 1
    assert len(find_cadences([stretch(text, part="1"), stretch(text, part="2")])) == 2
