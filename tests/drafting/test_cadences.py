"""Cadences: who does what how often."""

from __future__ import annotations

import time

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
    ("实行一月一督查、一季一通报、全年一总结。", [("督查", "月"), ("通报", "季"), ("总结", "年")]),
    ("坚持每日一碰头、半月一会商。", [("碰头", "日"), ("会商", "双周")]),
    ("专班每两个月召开一次会议。", [("会议", "双月")]),
    ("两月召开一次调度会，研究难题。", [("调度", "双月")]),
    ("实行双月调度、半年评估。", [("调度", "双月"), ("评估", "半年")]),
    ("每10天调度一次，每三个月通报一次，每6个月自查一次。", [("调度", "旬"), ("通报", "季"), ("自查", "半年")]),
    ("每隔两周调度一次。", [("调度", "双周")]),
    ("各单位每周五下午5点前报送进展。", [("报送", "周")]),
    ("各单位按时报送月进展、半年小结和年度总结。", [("报送", "月"), ("小结", "半年"), ("总结", "年")]),
    ("每月25日前报送月进展、半年总结。", [("报送", "月"), ("总结", "半年")]),
    ("每年12月底前报送年度工作总结。", [("报送", "年")]),
    ("每年1月10日前，将上年度落实情况报县发改局。", [("报送", "年")]),
    ("每季度首月提交上季度工作报告。", [("报送", "季")]),
    ("建立周会办制度。", [("会办", "周")]),
    ("县督查室每月汇总通报。", [("通报", "月")]),
    ("每季度收集情况后上报县政府。", [("上报", "季")]),
    ("每月汇总一次进展，及时通报。", [("汇总", "月")]),
    ("实行“周调度、月通报、季评估”。", [("调度", "周"), ("通报", "月"), ("评估", "季")]),
    ("落实月调度季通报年考核制度。", [("调度", "月"), ("通报", "季"), ("考核", "年")]),
    ("领导小组会议原则上每季度召开一次，由组长主持。", [("会议", "季")]),
    ("定期召开例会，原则上每月一次。", [("例会", "月")]),
    ("建立周报、月报制度。", [("报送", "周"), ("报送", "月")]),
    ("年终进行总结考核。", [("考核", "年")]),
    ("实行月初部署、月中调度、月末通报。", [("调度", "月"), ("通报", "月")]),
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
        "近两个月召开一次会议研究过的事项。",
        "连续两月排名末位的进行约谈。",
        "12月15日前报送年度总结。",
        "在人民日报、工作月报上刊发。",
        "5月中旬调度项目。",
        "全年报告制度健全。",
        "逐年降低债务率，逐年完成已上报的任务。",
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


def test_a_mechanism_of_several_rhythms_is_quoted_whole():
    for text in ("实行旬调度、月通报、季讲评。", "实行旬调度月通报季讲评。", "实行“旬调度”“月通报”“季讲评”。"):
        found = find_cadences([stretch(text, "organisation")])
        assert {c.raw for c in found} == {text[2:-1].strip("“”")}
        assert len(found) == 3


def test_a_long_row_of_rhythms_takes_little_time():
    text = "、".join(["旬调度", "月通报", "季讲评"] * 4000)
    began = time.process_time()
    assert len(find_cadences([stretch(text, "organisation")])) == 3
    assert time.process_time() - began < 2
