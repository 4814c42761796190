"""Tables of tasks: heads, merged and empty cells, numbers inside cells, tables that a format lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from passages import document

from luoshi.drafting import draft
from luoshi.drafting.draft import Task
from luoshi.drafting.tables import column_kinds, grid
from luoshi.reading.document import Cell, Document, Piece, Table, assemble

HEAD = ["序号", "工作任务", "牵头单位", "责任单位", "完成时限"]


def table(
    rows: list[list[str]], spans: dict[tuple[int, int], tuple[int, int]] | None = None, below: list[str] | None = None
) -> Document:
    """An annex that is a table; `spans` says of a square how many rows and columns its cell covers."""
    spans = spans or {}
    covered = {
        (row + down, column + right)
        for (row, column), (high, wide) in spans.items()
        for down in range(high)
        for right in range(wide)
        if down or right
    }
    cells, pieces = [], [Piece("云溪县2026年重点任务清单")]
    for row, line in enumerate(rows):
        for column, text in enumerate(line):
            if (row, column) in covered:
                continue
            cell = Cell(0, row, column, *spans.get((row, column), (1, 1)))
            cells.append(cell)
            pieces += [Piece(part, cell) for part in text.split("\n")]
    pieces += [Piece(line) for line in below or []]
    return assemble("清单.docx", "docx", pieces, [Table(0, len(rows), len(rows[0]), tuple(cells))])


def tasks(found: Document) -> tuple[Task, ...]:
    return draft(found).tasks


def seen(task: Task) -> tuple[str, str, tuple[str, ...], tuple[str, ...], list[str]]:
    made = task.assignments
    return (
        task.path,
        task.title,
        tuple(name for a in made for name in a.names("lead")),
        tuple(name for a in made for name in a.names("responsible")),
        [d.text for d in task.due],
    )


def test_each_row_below_the_head_is_a_task():
    rows = [
        HEAD,
        ["1", "新建充电桩。", "县发改局", "县住建局、各乡镇", "6月底前"],
        ["2", "改造管网。", "县住建局", "县财政局", "11月底前"],
    ]
    assert [seen(t) for t in tasks(table(rows))] == [
        ("(1)", "新建充电桩", ("县发改局",), ("县住建局", "各乡镇"), ["6月底前"]),
        ("(2)", "改造管网", ("县住建局",), ("县财政局",), ["11月底前"]),
    ]


def test_units_of_a_merged_cell_serve_all_its_rows():
    rows = [HEAD, ["1", "新建充电桩。", "县发改局", "各乡镇", "6月底前"], ["2", "改造管网。", "", "", ""]]
    merged = table(rows, {(1, 2): (2, 1), (1, 3): (2, 1), (1, 4): (2, 1)})
    assert [seen(t)[2:] for t in tasks(merged)] == [(("县发改局",), ("各乡镇",), ["6月底前"])] * 2


def test_in_text_rows_with_empty_units_take_those_above():
    rows = [HEAD, ["1", "新建充电桩。", "县发改局", "各乡镇", "6月底前"], ["2", "改造管网。", "", "", ""]]
    assert [seen(t)[2:] for t in tasks(replace(table(rows), format="txt"))] == [
        (("县发改局",), ("各乡镇",), ["6月底前"])
    ] * 2


def test_in_text_a_lead_whose_cell_goes_on_leads_rows_with_other_units_too():
    rows = [
        HEAD,
        ["1", "新建充电桩。", "县发改局", "各乡镇", "6月底前"],
        ["2", "改造管网。", "", "", "7月底前"],
        ["3", "整治小区。", "", "县住建局", "8月底前"],
        ["4", "疏浚河道。", "县水利局", "各乡镇", "9月底前"],
        ["5", "清理垃圾。", "", "县城管局", "9月底前"],
    ]
    assert [seen(t)[2:4] for t in tasks(replace(table(rows), format="txt"))] == [
        (("县发改局",), ("各乡镇",)),
        (("县发改局",), ("各乡镇",)),
        (("县发改局",), ("县住建局",)),
        (("县水利局",), ("各乡镇",)),
        ((), ("县城管局",)),
    ]


def test_a_time_limit_in_the_column_of_goals_binds():
    rows = [
        ["序号", "项目名称", "年度目标", "责任单位"],
        ["1", "滨河路改造", "完成投资2亿元，10月底前通车", "县住建局"],
    ]
    assert [seen(t)[4] for t in tasks(table(rows))] == [["10月底前"]]


def test_where_the_file_tells_merged_cells_an_empty_one_is_empty():
    rows = [HEAD, ["1", "新建充电桩。", "县发改局", "各乡镇", "6月底前"], ["2", "改造管网。", "", "", ""]]
    assert [seen(t)[2:] for t in tasks(table(rows))] == [(("县发改局",), ("各乡镇",), ["6月底前"]), ((), (), [])]
    half = table(rows, {(1, 3): (2, 1)})
    assert [seen(t)[2:] for t in tasks(half)] == [(("县发改局",), ("各乡镇",), ["6月底前"]), ((), ("各乡镇",), [])]


def test_two_columns_of_one_role_are_both_read():
    rows = [
        ["序号", "工作任务", "责任部门", "实施单位", "完成时限"],
        ["1", "新建充电桩。", "县发改局", "各乡镇", "6月底前"],
    ]
    assert [seen(t)[2:] for t in tasks(table(rows))] == [((), ("县发改局", "各乡镇"), ["6月底前"])]
    assert column_kinds(rows[0])["responsible"] == (2, 3)


def test_numbered_units_serve_the_items_of_their_number():
    rows = [
        ["序号", "工作任务", "责任单位"],
        ["1", "（1）种树。\n（2）种草。", "（1）县林业局\n（2）县农业农村局"],
        ["2", "修路。", "县交通局"],
    ]
    assert [(t.path, t.title, seen(t)[3]) for t in tasks(table(rows))] == [
        ("(1)", "种树", ("县林业局",)),
        ("(2)", "种草", ("县农业农村局",)),
        ("(3)", "修路", ("县交通局",)),
    ]
    rows[1][2] = "（1）县林业局\n（2）县农业农村局\n（3）县水利局"
    assert [len(seen(t)[3]) for t in tasks(table(rows))] == [3, 3, 1]


def test_a_head_that_comes_again_is_no_task():
    rows = [
        HEAD,
        ["1", "新建充电桩。", "县发改局", "各乡镇", ""],
        HEAD,
        ["2", "改造管网。", "县住建局", "县财政局", ""],
    ]
    assert [t.title for t in tasks(table(rows))] == ["新建充电桩", "改造管网"]


def test_a_title_row_above_the_head_is_no_task():
    rows = [["重点任务清单", "", "", "", ""], HEAD, ["1", "新建充电桩。", "县发改局", "各乡镇", ""]]
    assert [t.title for t in tasks(table(rows, {(0, 0): (1, 5)}))] == ["新建充电桩"]
    assert [t.title for t in tasks(table([["1", "旧任务。", "县财政局", "县审计局", ""], *rows[1:]]))] == ["新建充电桩"]


def test_a_cell_may_hold_several_numbered_tasks():
    rows = [["序号", "具体措施", "责任单位"], ["1", "(1)新建充电桩。(2)改造管网。", "县住建局"]]
    assert [seen(t)[:2] for t in tasks(table(rows))] == [("(1)", "新建充电桩"), ("(2)", "改造管网")]
    assert all(seen(t)[3] == ("县住建局",) for t in tasks(table(rows)))


def test_a_column_of_cooperating_units():
    rows = [["序号", "重点任务", "责任单位", "配合单位"], ["1", "新建充电桩。", "县发改局", "县住建局、各乡镇"]]
    (task,) = tasks(table(rows))
    (assignment,) = task.assignments
    assert (assignment.names("responsible"), assignment.names("cooperate")) == (("县发改局",), ("县住建局", "各乡镇"))


def test_a_cell_may_name_roles_of_its_own():
    rows = [["序号", "重点任务", "责任单位"], ["1", "新建充电桩。", "牵头单位：县发改局；配合单位：县住建局"]]
    (task,) = tasks(table(rows))
    (assignment,) = task.assignments
    assert (assignment.names("lead"), assignment.names("cooperate")) == (("县发改局",), ("县住建局",))


def test_a_task_of_a_table_knows_its_square():
    rows = [HEAD, ["1", "新建充电桩。", "县发改局", "各乡镇", "6月底前"]]
    (task,) = tasks(table(rows))
    assert (task.source.row, task.source.column) == (1, 1)
    lead = task.assignments[0].mentions[0]
    assert (lead.source.row, lead.source.column) == (1, 2)


def test_units_of_several_columns_are_one_clause_that_knows_each_of_its_cells():
    rows = [
        ["序号", "责任单位", "工作任务", "完成时限", "牵头单位"],
        ["1", "县住建局、各乡镇", "新建充电桩。", "6月底前", "县发改局"],
    ]
    found = table(rows)
    (task,) = tasks(found)
    (assignment,) = task.assignments
    assert assignment.clause == "县住建局、各乡镇县发改局"
    assert [found.text[start:end] for start, end in assignment.source.places] == ["县住建局、各乡镇", "县发改局"]
    assert assignment.source.words(found.text) == "县住建局、各乡镇\n县发改局"
    assert (assignment.names("lead"), assignment.names("responsible")) == (("县发改局",), ("县住建局", "各乡镇"))


def test_one_cell_over_the_columns_of_two_roles_names_its_units_once():
    rows = [HEAD, ["1", "新建充电桩。", "县发改局、县住建局", "", "6月底前"]]
    (task,) = tasks(table(rows, {(1, 2): (1, 2)}))
    assert [(m.name, m.role) for a in task.assignments for m in a.mentions] == [
        ("县发改局", "lead"),
        ("县住建局", "lead"),
    ]


def test_targets_of_a_row_carry_its_number():
    rows = [HEAD, ["7", "新建充电桩300个。", "县发改局", "各乡镇", ""]]
    (target,) = draft(table(rows)).targets
    assert (target.path, target.value, target.unit) == ("(7)", 300, "个")


def test_a_table_without_units_and_work_holds_no_tasks():
    rows = [["姓名", "职务", "电话"], ["甲", "主任", "8000"], ["乙", "科员", "8001"]]
    assert tasks(table(rows)) == ()


@pytest.mark.parametrize(
    ("head", "kinds"),
    [
        (HEAD, {"serial": 0, "task": 1, "lead": 2, "responsible": 3, "due": 4}),
        (["序 号", "任 务", "责任\n单位"], {"serial": 0, "task": 1, "responsible": 2}),
        (["类别", "具体举措", "牵头单位", "配合单位"], {"group": 0, "measure": 1, "lead": 2, "cooperate": 3}),
        (["序号", "主要任务（2026年）", "责任单位（排第一的牵头）"], {"serial": 0, "task": 1, "responsible": 2}),
        (["姓名", "职务", "电话"], {}),
        (["单位", "2025年", "2026年"], {}),
        ([], {}),
    ],
)
def test_columns_are_told_by_the_words_in_the_head(head: list[str], kinds: dict[str, int]):
    assert column_kinds(head) == {kind: (column,) for kind, column in kinds.items()}


def test_in_the_grid_a_merged_cell_stands_in_all_its_squares():
    found = grid(table([["甲", "乙"], ["丙", ""]], {(0, 1): (2, 1)}), 0)
    assert [[square.text for square in row] for row in found] == [["甲", "乙"], ["丙", "乙"]]
    assert found[1][1].inherited
    assert not found[0][1].inherited


def test_a_table_that_fell_into_lines_is_read_by_its_head():
    lines = [
        "云溪县2026年重点任务清单",
        "序号",
        "工作任务",
        "责任单位",
        "1",
        "新建充电桩，完善布局。",
        "县发改局",
        "2",
        "改造管网，消除内涝。",
        "县住建局",
    ]
    assert [(t.path, t.title, t.assignments[0].names("responsible")) for t in draft(document(*lines)).tasks] == [
        ("(1)", "新建充电桩，完善布局", ("县发改局",)),
        ("(2)", "改造管网，消除内涝", ("县住建局",)),
    ]


def test_a_row_that_lost_its_number_takes_the_one_that_is_missing():
    rows = [
        ["类别", "具体措施", "责任单位"],
        ["设施", "(1)新建充电桩。", "县发改局"],
        ["管网", "改造管网。", "县住建局"],
        ["道路", "(3)整修道路。", "县交通局"],
    ]
    assert [t.path for t in tasks(table(rows))] == ["(1)", "(2)", "(3)"]
