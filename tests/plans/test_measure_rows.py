"""What is kept of typed cells, and what a breakdown still lacks."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.plans.measure_rows import CELLS, filled, problems, proposed, row, shown, steps, typed
from luoshi.plans.row_changes import edit

DUE = datetime.date(2026, 6, 30)
GOOD = {"title": "选址", "register": "task", "person": "陈敏", "ends": "6月30日"}


def said(*cells, due=DUE, grave=True):
    rows = [row({**GOOD, **c}, 2026, f"row{n}") for n, c in enumerate(cells)]
    return [(p.row, p.cell) for p in problems(rows, due) if p.grave == grave]


@given(
    st.sampled_from(CELLS),
    st.text(max_size=40) | st.from_regex(r"[0-9]{1,2}月[0-9]{1,2}日[ 前：]{0,2}完成[；\n]?", fullmatch=True),
)
def test_what_is_shown_reads_back_as_the_same(cell, text):
    kept = typed(cell, text, 2026)
    assert typed(cell, shown(cell, kept), 2026) == kept


def test_cells_are_kept_as_understood():
    assert typed("ends", "6月底", 2026) == "2026-06-30"
    assert typed("weight", "５０%", 2026) == "50"
    assert typed("register", "项目", 2026) == "project"
    assert typed("register", "政策清单", 2026) == "policy"
    assert typed("milestones", "6月30日：选址；9月底 开工", 2026) == "2026-06-30 选址\n2026-09-30 开工"


def test_what_is_not_understood_stays_as_typed():
    assert typed("ends", "某天", 2026) == "某天"
    assert typed("weight", "一半", 2026) == "一半"
    assert typed("milestones", "选址", 2026) == "选址"
    assert [(s.on, s.title) for s in steps("选址")] == [(None, "选址")]


def test_a_whole_breakdown_lacks_nothing():
    assert said({}) == []
    assert said({"weight": "40"}, {"weight": "60"}) == []


@pytest.mark.parametrize(
    ("cells", "cell"),
    [
        ({"title": ""}, "title"),
        ({"person": ""}, "person"),
        ({"ends": ""}, "ends"),
        ({"ends": "某天"}, "ends"),
        ({"begins": "2026-07-01"}, "ends"),
        ({"weight": "0"}, "weight"),
        ({"register": "别的"}, "register"),
        ({"title": "长" * 301}, "title"),
        ({"milestones": "选址"}, "milestones"),
        ({"milestones": "6月30日"}, "milestones"),
    ],
)
def test_what_is_missing_is_said_by_row_and_cell(cells, cell):
    assert (2, cell) in said({}, cells)


def test_weights_make_a_hundred_or_none_is_given():
    assert said({"weight": "40"}, {"weight": "50"}) == [(0, "weight")]
    assert said({"weight": "100"}, {}) == [(2, "weight")]


def test_a_day_after_the_tasks_limit_is_only_pointed_out():
    assert said({"ends": "2026-07-31"}) == []
    assert said({"ends": "2026-07-31"}, grave=False) == [(1, "ends")]


def test_a_row_of_defaults_alone_counts_as_empty():
    assert filled([row({"register": "task", "begins": "3月1日", "ends": "6月底"}, 2026)]) == []
    assert [p.row for p in problems([], DUE)] == [0]


def test_the_plans_sentences_become_proposals_without_number_title_and_clause():
    text = "1.建设园区。新建标准厂房20万平方米；引进企业30家以上。2026年6月底前完成选址。（县工信局牵头，县发改局按职责分工负责）\n牵头单位：县工信局"
    assert proposed(text, "建设园区") == ["新建标准厂房20万平方米", "引进企业30家以上", "2026年6月底前完成选址"]


def test_a_row_is_moved_behind_another_or_to_the_top_and_a_lost_one_is_left_alone():
    rows = [row({"title": t}, 2026, key) for t, key in (("一", "row1"), ("二", "row2"), ("三", "row3"))]

    def after(**move):
        return [r["key"] for r in edit(rows, [{"do": "move", **move}], 2026, "某", "")[0]]

    assert after(key="row3", after="") == ["row3", "row1", "row2"]
    assert after(key="row1", after="row2") == ["row2", "row1", "row3"]
    assert after(key="row1", after="row3") == ["row2", "row3", "row1"]
    assert after(key="row2", after="gone") == ["row1", "row2", "row3"]
    assert after(key="gone", after="row1") == ["row1", "row2", "row3"]
