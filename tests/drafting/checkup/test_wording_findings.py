"""Brackets, quotes, slips, set phrases and titles."""

import pytest
from by_hand import Plan, text_only


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("bracket-open", "抓好落实（含自建房。"),
        ("bracket-open", "抓好落实）。"),
        ("quote-open", "开展“扫码入企行动。"),
        ("bracket-open", "落实《条例，抓好。"),
    ],
)
def test_what_opens_must_close(code: str, words: str):
    assert len(text_only(f"方案\n一、{words}\n二、另一段。").findings(code)) == 1


@pytest.mark.parametrize(
    "words",
    [
        "抓好（含自建房）。",
        "1)抓好落实。",
        "开展“扫码‘入企’”行动。",
        "落实《关于〈条例〉的意见》。",
        "（一）甲(二)乙。",
    ],
)
def test_what_is_closed_is_no_finding(words: str):
    made = text_only(f"方案\n{words}")
    assert not made.findings("bracket-open")
    assert not made.findings("quote-open")


def test_a_bracket_across_a_broken_line_is_whole():
    assert not text_only("方案\n推进项目（含自建房、\n危旧房）改造。").findings("bracket-open")


@pytest.mark.parametrize(
    "words",
    [
        "道理交通安全",
        "秸杆焚烧",
        "实现全全覆盖",
        "省级乡乡村振兴示范点",
        "餐饮、等行业",
        "抓好落实，。",
        "各街道办事处，直有关单位",
        "专班办公室设在县水利局。另一专班办公室设县财政局，负责",
        "完善隐患判定标建设",
        "提高到485/月",
        "发展“产品十服务”",
        "检修水利设施水利设施台账",
        "截止2026年6月",
        "齐心协心",
    ],
)
def test_slips(words: str):
    assert len(text_only(f"方案\n一、{words}。").findings("slip")) == 1


@pytest.mark.parametrize(
    "words",
    [
        "安全全覆盖",
        "健全全过程监管",
        "城乡乡村建设",
        "人人参与",
        "农村村民",
        "预防犯罪",
        "督查查办",
        "目的的确定",
        "整改近三年问题",
        "7×24小时",
        "公安安排",
        "专班办公室设在县财政局",
        "专班办公室设县财政局，负责",
        "修订评价标准",
        "检测标识",
        "行业标杆",
        "总量最多",
        "兢兢业业",
        "常常往往",
    ],
)
def test_words_that_only_look_like_slips(words: str):
    assert not text_only(f"方案\n一、{words}。").findings("slip")


def test_strength_said_twice():
    assert text_only("方案\n一、至少实施3个以上项目。").findings("strength-redundant")
    assert not text_only("方案\n一、至少实施3个项目，新增5个以上。").findings("strength-redundant")


def test_a_set_phrase_that_drifts():
    (sentence,) = text_only(
        "方案\n一、实现“三保两争一提升”。\n二、实现“三保三争一提升”。\n三、实现“三保三争一提升”。"
    ).sentences("term-drift")
    assert sentence.startswith("“三保两争一提升”")


def test_an_annex_whose_name_differs_from_the_plan():
    made = Plan(
        "方案\n（一）打好园区升级攻坚仗。\n附件：1.打好园区升级攻坚仗工作方案\n附件1\n打好园区升级攻坚战工作方案",
        (("0", ""), ("1", "打好园区升级攻坚战工作方案")),
    )
    assert made.findings("term-drift")
    (sentence,) = made.sentences("annex-list-mismatch")
    assert "攻坚仗" in sentence
    assert "攻坚战" in sentence


def test_an_annex_that_is_listed_but_not_there_and_the_other_way():
    made = Plan(
        "方案\n附件：1.甲工作方案\n2.乙工作方案\n甲工作方案\n丙工作方案",
        (("0", ""), ("1", "甲工作方案"), ("3", "丙工作方案")),
    )
    sentences = made.sentences("annex-list-mismatch")
    assert any("乙工作方案" in s for s in sentences)
    assert any("丙工作方案" in s for s in sentences)


def test_a_place_in_front_of_the_annex_title_is_no_difference():
    made = Plan("方案\n附件：1.甲工作方案\n附件1\n云麓县甲工作方案", (("0", ""), ("1", "云麓县甲工作方案")))
    assert not made.findings("annex-list-mismatch")


@pytest.mark.parametrize("words", ["二○二六年二月十日", "一九四○年建成", "三○一国道"])
def test_a_round_nought_in_a_date_is_no_missing_letter(words: str):
    assert not text_only(f"方案\n一、{words}。").findings("slip")


def test_a_round_mark_for_a_missing_letter():
    assert text_only("方案\n一、张○平负责。").findings("slip")


def campaigns(*titles: str, text: str) -> Plan:
    listed = "\n".join(f"附件{n}\n{title}" for n, title in enumerate(titles, 1))
    return Plan(f"方案\n{text}\n{listed}", (("0", ""), *((str(n), title) for n, title in enumerate(titles, 1))))


@pytest.mark.parametrize("seen", ["粮仓稳产攻坚仗", "粮舱稳产攻坚战"])
def test_a_letter_changed_in_either_half_of_a_campaigns_name(seen: str):
    made = campaigns("粮仓稳产攻坚战工作方案", "山林防火攻坚战工作方案", text=f"一、打好{seen}。")
    (sentence,) = made.sentences("term-drift")
    assert f"“{seen}”" in sentence


@pytest.mark.parametrize("text", ["一、打好粮仓稳产攻坚战。", "一、粮仓稳产、山林防火。", "一、打好河道清淤攻坚战。"])
def test_other_words_are_no_drift_of_a_campaigns_name(text: str):
    assert not campaigns("粮仓稳产攻坚战工作方案", "山林防火攻坚战工作方案", text=text).findings("term-drift")


def test_two_annexes_whose_names_differ_by_one_letter_are_two():
    assert not campaigns("城东片区提质攻坚方案", "城西片区提质攻坚方案", text="一、城东片区提质攻坚。").findings(
        "term-drift"
    )
