"""Quotations found in a text, and a text laid out with its items marked."""

from __future__ import annotations

from luoshi.plans.document_text import Mark, laid_out
from luoshi.plans.marking import marked
from luoshi.plans.sentences import sentence_around


def kinds(text: str, *quotations: tuple[str, str]) -> list[tuple[str, str]]:
    pieces = marked(text, quotations)
    assert "".join(p.text for p in pieces) == text
    return [(p.kind, p.text) for p in pieces if p.kind]


def test_a_quotation_is_found_across_blanks_and_line_breaks():
    assert kinds("年底前\n完成（县水利局 牵头）。", ("clause", "（县水利局牵头）")) == [("clause", "（县水利局 牵头）")]


def test_the_same_words_twice_are_marked_at_two_places():
    assert kinds("甲牵头，乙；甲牵头。", ("clause", "甲牵头"), ("clause", "甲牵头")) == [("clause", "甲牵头")] * 2


def test_marks_do_not_overlap_the_first_wins():
    assert kinds("6月底前完成", ("limit", "6月底前"), ("target", "月底前完成")) == [("limit", "6月底前")]


def test_what_is_not_there_is_left_out():
    assert kinds("原文", ("clause", "没有"), ("clause", "")) == []


def test_the_sentence_around_a_place():
    text = "甲。乙增长6%以上；丙。丁"
    assert sentence_around(text, 3, 9) == "乙增长6%以上；丙。"
    assert sentence_around("没有句号", 0, 2) == "没有句号"


TEXT = "一、任务\n1.新建厂房20万平方米，引进30家。\n甲乙"
BLOCKS = [[0, 4, *[None] * 5], [5, 24, *[None] * 5], [25, 26, 0, 0, 0, 1, 1], [26, 27, 0, 0, 1, 1, 2]]


def test_every_character_of_the_text_is_kept():
    marks = [Mark("task", 1, 5, 24), Mark("target", 2, 7, 17), Mark("target", 3, 18, 23)]
    blocks = laid_out(TEXT, BLOCKS, marks)
    assert ["".join(r.text for r in b.runs) for b in blocks[:2]] == ["一、任务", TEXT[5:24]]
    assert [[r.text for c in row for p in c.paragraphs for r in p] for row in blocks[2].rows] == [["甲", "乙"]]
    assert blocks[2].rows[0][1].column_span == 2


def test_targets_are_marked_and_items_anchored_where_they_begin():
    marks = [Mark("task", 1, 4, 24), Mark("target", 2, 7, 17), Mark("target", 9, 10, 30)]
    runs = laid_out(TEXT, BLOCKS, marks)[1].runs
    assert [m.kind for m in runs[0].marks] == ["task"]  # it began in the line break before
    assert "".join(r.text for r in runs if r.target == 2) == TEXT[7:17]
    assert "".join(r.text for r in runs if r.target == 9) == TEXT[17:24]


def test_a_mark_beyond_the_text_is_left_out():
    assert laid_out(TEXT, BLOCKS, [Mark("task", 1, 500, 600)])[0].runs[0].marks == []
