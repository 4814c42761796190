"""Numbers of paragraphs, of table rows, of annexes and of 一是…二是…"""

import pytest
from by_hand import Plan, text_only

from luoshi.drafting.checkup import check
from luoshi.reading.document import Cell, Piece, Table, assemble


def codes(text: str) -> list[str]:
    made = text_only(text)
    return [f.code for f in check(made.document, made.draft()) if f.code.startswith("numbering")]


def test_a_gap():
    made = text_only("方案\n一、目标\n甲。\n二、任务\n（一）甲事\n（二）乙事\n（四）丁事\n三、机制")
    (sentence,) = made.sentences("numbering-gap")
    assert "（三）" in sentence


def test_a_repeat():
    assert codes("方案\n1.甲事。\n2.乙事。\n2.丙事。\n3.丁事。") == ["numbering-repeat"]


def test_a_restart_without_a_heading_between():
    assert codes("方案\n（一）甲\n1.一些事项要办好。\n2.另一些事项要办好。\n3.还有事项。\n2.回头的事项。") == [
        "numbering-restart"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "方案\n一、甲\n（一）乙\n1.丙。\n2.丁。\n（二）戊\n1.己。\n2.庚。\n二、辛\n（一）壬",
        "方案\n（一）甲\n1.丙。\n2.丁。\n（二）戊\n3.己。\n4.庚。",
        "方案\n一、甲\n（一）乙\n（二）丙\n二、丁\n（三）戊\n（四）己",
        "方案\n一、甲\n2026年要办好。\n3个重点项目开工。\n1.5万亩高标准农田。\n二、乙",
        "方案\n一、甲\n二、乙\n附件：1.甲方案\n2.乙方案\n3.丙方案\n附件1\n甲方案\n一、丙",
    ],
    ids=["nested", "running on", "sections through", "figures", "list of annexes"],
)
def test_usual_numbering_is_no_finding(text: str):
    assert codes(text) == []


def test_numbers_that_run_on_across_headings_and_begin_anew_once():
    made = text_only("方案\n（一）甲\n1.丙。\n2.丁。\n（二）戊\n3.己。\n（三）庚\n4.辛。\n（四）壬\n1.癸。\n2.子。")
    (sentence,) = made.sentences("numbering-restart")
    assert "1.癸" in sentence


def test_each_part_begins_anew():
    made = Plan("方案\n一、甲\n二、乙\n附件1\n甲方案\n一、丙\n二、丁", (("0", ""), ("1", "甲方案")))
    assert not made.findings("numbering-restart")


def test_annexes_skip_a_number():
    made = Plan("方案\n甲方案\n乙方案", (("0", ""), ("1", "甲方案"), ("3", "乙方案")))
    (sentence,) = made.sentences("numbering-gap")
    assert "附件2" in sentence


def test_serials_of_a_table_across_rows():
    rows = [n for n in range(1, 13) if n != 7]
    pieces = [Piece("任务清单"), *(Piece(f"（{n}）事项{n}", Cell(0, i, 0)) for i, n in enumerate(rows))]
    document = assemble("表.docx", "docx", pieces, [Table(0, len(rows), 1, ())])
    found = [f for f in check(document, Plan("方案").draft()) if f.code == "numbering-gap"]
    assert len(found) == 1
    assert "（7）" in found[0].sentence
    assert found[0].passages[0].source.row == 6


def test_ordinals_within_a_paragraph():
    (sentence,) = text_only("方案\n要抓好落实。一是强化领导。二是压实责任。四是严格考核。").sentences("numbering-gap")
    assert "三是" in sentence


def test_numbers_that_begin_anew_once_name_their_part():
    rows = "（一）甲\n1.修路。\n2.架桥。\n（二）乙\n3.种树。\n（三）丙\n4.养鱼。\n（四）丁\n1.清淤。"
    made = Plan(f"方案\n一、总则\n附件1\n甲方案\n{rows}", (("0", ""), ("1", "甲方案")))
    (sentence,) = made.sentences("numbering-restart")
    assert sentence.startswith("附件1编号")
