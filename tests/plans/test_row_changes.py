"""Edits from several hands to the same rows."""

from __future__ import annotations

import pytest

from luoshi.plans.measure_rows import row
from luoshi.plans.row_changes import differences, edit


def rows(*titles):
    return [
        row({"title": t, "person": "陈敏"}, 2026, f"row{n}", "陈敏", "03-05 09:00") for n, t in enumerate(titles, 1)
    ]


def edited(before, *edits):
    return edit(before, edits, 2026, "李同事", "03-05 10:00")


def put(key, cell, was, now):
    return {"do": "set", "key": key, "cells": {cell: [was, now]}}


def test_a_cell_is_written_with_who_and_when():
    after, clashes = edited(rows("选址"), put("row1", "ends", "", "6月底"))
    assert (after[0]["ends"], after[0]["by"], after[0]["at"]) == ("2026-06-30", "李同事", "03-05 10:00")
    assert clashes == []


def test_two_hands_at_two_cells_of_a_row_do_not_meet():
    after, _ = edited(rows("选址"), put("row1", "person", "陈敏", "王立"))
    after, clashes = edited(after, put("row1", "title", "选址", "完成选址"))
    assert (after[0]["title"], after[0]["person"], clashes) == ("完成选址", "王立", [])


def test_two_hands_at_one_cell_leave_the_first_and_show_both():
    after, _ = edited(rows("选址"), put("row1", "title", "选址", "同事写的"))
    after, (clash,) = edited(after, put("row1", "title", "选址", "我写的"))
    assert after[0]["title"] == "同事写的"
    assert (clash.mine, clash.theirs, clash.by) == ("我写的", "同事写的", "李同事")


def test_both_writing_the_same_is_no_clash():
    after, _ = edited(rows("选址"), put("row1", "ends", "", "6月底"))
    assert edited(after, put("row1", "ends", "", "6.30"))[1] == []


def test_a_change_to_a_row_that_is_gone_is_shown_not_lost():
    after, (clash,) = edited([], put("row1", "title", "选址", "我写的"))
    assert (after, clash.cell, clash.mine) == ([], "", "我写的")


def test_a_row_changed_meanwhile_is_not_removed():
    before = rows("选址")
    after, _ = edited(before, put("row1", "person", "陈敏", "王立"))
    after, (clash,) = edited(after, {"do": "remove", "key": "row1", "was": before[0]})
    assert (len(after), clash.theirs) == (1, "选址；王立")
    assert edited(before, {"do": "remove", "key": "row1", "was": before[0]}) == ([], [])


def test_a_row_sent_twice_is_added_once_and_stands_where_it_was_put():
    twice = {"do": "add", "key": "new1", "after": "row1", "cells": {"title": "新"}}
    after, _ = edited(rows("甲", "乙"), twice, twice)
    assert [r["title"] for r in after] == ["甲", "新", "乙"]


@pytest.mark.parametrize(
    "broken",
    [
        {"do": "set", "key": "row1", "cells": {"state": ["", "accepted"]}},
        {"do": "set", "key": "row1", "cells": {"title": "x"}},
        {"do": "drop", "key": "row1"},
        {"do": "add", "key": "../x", "cells": {}},
    ],
)
def test_edits_without_sense_are_refused(broken):
    with pytest.raises(ValueError):  # noqa: PT011
        edited(rows("甲"), broken)


def test_differences_name_cells_and_whole_rows():
    before = rows("甲", "乙")
    after, _ = edited(
        before, put("row1", "ends", "", "6月底"), {"do": "add", "key": "new1", "after": "", "cells": {"title": "丙"}}
    )
    after = [r for r in after if r["key"] != "row2"]
    assert [(d.title, d.head, d.before, d.after) for d in differences(before, after)] == [
        ("甲", "完成", "", "2026年6月30日"),
        ("丙", "新增一条", "", "丙"),
        ("乙", "删去一条", "乙", ""),
    ]
