"""Columns of goals in tables: figures whose name stands in their row, the plan year's column, units beside or above."""

from __future__ import annotations

import pytest
from test_tables import table

from luoshi.drafting import draft
from luoshi.drafting.draft import Target
from luoshi.drafting.goal_columns import goal_column, unit_of
from luoshi.drafting.tables import column_kinds

HEAD = ["序号", "工作任务", "年度目标", "责任单位"]


def targets(*lines: list[str], head: list[str] = HEAD) -> tuple[Target, ...]:
    return draft(table([head, *lines])).targets


# row's name | cell | what it commits to: name measure strength value unit
CELLS = """
培育规模以上工业企业 | 15家         | 规模以上工业企业 increase = 15 家
新增城镇就业         | ≥3200人      | 城镇就业 increase >= 3200 人
改造老旧小区         | 完成12个     | 老旧小区改造 increase = 12 个
固定资产投资         | 增长7%以上   | 固定资产投资 growth >= 7 %
社会消费品零售总额增长 | 8%左右     | 社会消费品零售总额 growth ~ 8 %
地区生产总值增速（%） | 6.5         | 地区生产总值 growth = 6.5 %
城镇登记失业率（%）  | 3.5以内      | 城镇登记失业率 share <= 3.5 %
规上工业企业数（家） | 135          | 规上工业企业数 level = 135 家
GDP增速              | 6.5          | GDP growth = 6.5 -
单位产值能耗下降     | 3            | 单位产值能耗 decrease = 3 -
城镇化率             | 52           | 城镇化率 share = 52 -
办结时限             | 3个工作日    | 办结时限 level = 3 个工作日
事故起数             | 不超过5起    | 事故起数 level <= 5 起
研发投入             | 占比达到2.5% | 研发投入占比 share >= 2.5 %
推进养老服务         | 新建助餐点5个 | 助餐点 increase = 5 个
"""


@pytest.mark.parametrize("line", CELLS.strip().splitlines(), ids=lambda line: line.split("|")[0].strip())
def test_a_figure_in_a_column_of_goals_measures_what_its_row_names(line: str):
    row, cell, expected = (piece.strip() for piece in line.split("|"))
    name, measure, op, value, unit = expected.split()
    (target,) = targets(["1", row, cell, "县发改局"])
    assert (target.name, target.measure, target.op) == (name, measure, op)
    assert (target.value, target.unit) == (float(value), unit.replace("-", ""))
    assert target.raw == cell
    assert target.path == "(1)"


@pytest.mark.parametrize("cell", ["—", "完成省下达任务", "主体封顶", "2026年6月底前完成", ""])
def test_a_goal_without_a_figure_is_no_target(cell: str):
    assert targets(["1", "推进项目建设", cell, "县发改局"]) == ()


def test_figures_in_a_row_go_to_the_names_in_turn():
    made = targets(["1", "粮食播种面积、产量", "30万亩、12万吨", "县农业农村局"])
    assert [(t.name, t.value, t.unit) for t in made] == [("粮食播种面积", 30, "万亩"), ("粮食产量", 12, "万吨")]


def test_the_figures_behind_the_first_have_names_of_their_own():
    made = targets(["1", "接待游客", "500万人次，旅游收入30亿元", "县文旅局"])
    assert [(t.name, t.raw) for t in made] == [("接待游客", "500万人次"), ("旅游收入", "旅游收入30亿元")]


def test_the_goals_of_a_row_with_several_tasks_count_once():
    head = ["序号", "工作任务", "具体措施", "量化目标", "责任单位"]
    made = targets(["1", "壮大主体", "（1）开展“个转企”。（2）支持企业上规。", "200户", "县市监局"], head=head)
    assert [(t.path, t.value) for t in made] == [("(1)", 200)]


def test_a_quotation_from_a_cell_is_the_cell():
    read = table([HEAD, ["1", "培育企业", " 15 家。", "县工信局"]])
    (target,) = draft(read).targets
    assert read.text[target.source.start : target.source.end] == "15 家"
    assert target.raw == "15家"


# columns of years and of facts

YEARS = ["序号", "指标名称", "单位", "2025年完成值", "2026年目标值", "责任单位"]


def test_the_column_of_what_was_reached_holds_facts():
    made = targets(["1", "粮食总产量", "万吨", "31.8", "≥32", "县农业农村局"], head=YEARS)
    assert [(t.name, t.op, t.value, t.unit) for t in made] == [("粮食总产量", ">=", 32, "万吨")]


def test_rows_of_indicators_with_a_unit_in_charge_are_tasks_by_the_name_of_the_indicator():
    read = table([YEARS, ["1", "粮食总产量", "万吨", "31.8", "≥32", "县农业农村局"]])
    (task,) = draft(read).tasks
    assert (task.title, task.assignments[0].names("responsible")) == ("粮食总产量", ("县农业农村局",))


def test_a_table_of_indicators_alone_sets_targets_and_no_tasks():
    rows = [
        ["指标", "2024年实际", "2025年预计", "2026年", "2027年"],
        ["空气质量优良天数比例（%）", "90.1", "91.2", "92以上", "93以上"],
    ]
    made = draft(table(rows))
    assert made.tasks == ()
    assert [(t.name, t.op, t.value, t.unit) for t in made.targets] == [("空气质量优良天数比例", ">=", 92, "%")]


def test_years_in_a_second_row_of_the_head_part_the_column():
    rows = [
        ["序号", "工作任务", "目标值", "", "责任单位"],
        ["", "", "2025年", "2026年", ""],
        ["1", "培育规模以上工业企业", "12家", "15家", "县工信局"],
    ]
    over = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2), (0, 4): (2, 1)}
    made = draft(table(rows, over))
    assert [(t.name, t.value) for t in made.targets] == [("规模以上工业企业", 15)]
    assert [t.title for t in made.tasks] == ["培育规模以上工业企业"]


@pytest.mark.parametrize(
    ("heads", "year", "column"),
    [
        (["指标", "2025年完成值", "2026年目标值"], 2026, 2),
        (["指标", "2026年", "2027年", "2028年"], 2026, 1),
        (["指标", "2027年", "2030年"], 2026, 1),
        (["指标", "上年完成值", "目标值"], 2026, 2),
        (["指标", "上年完成值", "目标值"], 0, 2),
        (["指标", "目标值"], 2026, None),
        (["事项", "2025年完成情况"], 2026, None),
        (["项目名称", "建设内容", "2026年形象进度"], 2026, 2),
    ],
)
def test_the_column_of_goals_is_the_plan_years(heads: list[str], year: int, column: int | None):
    assert goal_column(heads, year) == column


def test_a_column_of_tasks_of_the_year_stays_one_of_tasks():
    found = column_kinds(["序号", "2026年工作任务", "责任单位"], 2026)
    assert found == {"serial": (0,), "task": (1,), "responsible": (2,)}
    assert column_kinds(["序号", "重点任务", "年度任务", "责任单位"], 2026)["measure"] == (2,)


@pytest.mark.parametrize(
    ("name", "cell", "head", "unit"),
    [
        ("增速（%）", "", "目标值", "%"),
        ("投资（单位：亿元）", "", "目标值", "亿元"),
        ("粮食产量", "万吨", "目标值", "万吨"),
        ("年度投资", "", "年度目标（万元）", "万元"),
        ("增速（约束性）", "", "目标值", ""),
        ("粮食产量", "县农业农村局", "目标值", ""),
    ],
)
def test_a_figure_takes_the_unit_of_its_row_or_column(name: str, cell: str, head: str, unit: str):
    assert unit_of(name, cell, head) == unit


# what a project is, and what is to be done of it in the year

PROJECTS = ["序号", "项目名称", "建设内容及规模", "年度目标", "责任单位"]


@pytest.mark.parametrize("goal", ["年度目标", "年度任务", "2026年形象进度"])
def test_beside_a_column_of_goals_the_size_of_a_project_is_none(goal: str):
    head = [*PROJECTS[:3], goal, PROJECTS[4]]
    made = targets(
        ["1", "城东产业园", "新建标准厂房12万平方米、道路3公里。", "完成厂房主体6万平方米", "县开发区管委会"], head=head
    )
    assert [(t.name, t.value) for t in made] == [("厂房主体", 6)]


def test_without_a_column_of_goals_what_is_built_is_the_goal():
    head = ["序号", "项目名称", "建设内容", "完成时限", "责任单位"]
    made = targets(["1", "农村公路", "新建农村公路30公里。", "10月底前", "县交通局"], head=head)
    assert [(t.name, t.value) for t in made] == [("农村公路", 30)]


def test_a_row_without_a_goal_of_its_own_falls_back_on_what_is_built():
    made = targets(["1", "农村公路", "新建农村公路30公里。", "", "县交通局"], head=PROJECTS)
    assert [(t.name, t.value) for t in made] == [("农村公路", 30)]


def test_measures_beside_a_column_of_goals_both_count():
    head = ["序号", "工作任务", "具体措施", "年度目标", "责任单位"]
    made = targets(["1", "建好设施", "新建换电站3座。", "300个", "县发改局"], head=head)
    assert [t.value for t in made] == [3, 300]
