"""Responsibility clauses: which unit leads, which is responsible, which cooperates."""

from __future__ import annotations

import pytest
from passages import place, plan

from luoshi.drafting import draft
from luoshi.drafting.clauses import assignments
from luoshi.drafting.draft import Assignment
from luoshi.drafting.name_lists import parse
from luoshi.drafting.roles import is_open, is_unit, says_first_leads

# clause → lead | responsible | cooperate, each parted by blanks; … at the end: the list is open
FORMS = """
（县发改局牵头）                                        县发改局 | |
（县发改局负责）                                        | 县发改局 |
（县发改局）                                            | 县发改局 |
（县发改局、县财政局）                                  | 县发改局 县财政局 |
（县发改局配合）                                        | | 县发改局
（县发改局、县财政局牵头）                              县发改局 县财政局 | |
（县发改局、县财政局分别牵头）                          县发改局 县财政局 | |
（县发改局牵头负责）                                    县发改局 | |
（县发改局牵头，县财政局负责）                          县发改局 | 县财政局 |
（县发改局牵头，县财政局、县水利局配合）                县发改局 | | 县财政局 县水利局
（县发改局牵头,县财政局,县水利局配合)                   县发改局 | | 县财政局 县水利局
（县发改局牵头；县财政局负责；县水利局配合）            县发改局 | 县财政局 | 县水利局
（由县发改局牵头，县财政局参与）                        县发改局 | | 县财政局
（县发改局牵头，县财政局协助）                          县发改局 | | 县财政局
（县发改局牵头，县财政局、各乡镇等按职责分工负责）      县发改局 | 县财政局 各乡镇 | …
（县发改局、县财政局等按职责分工负责）                  | 县发改局 县财政局 | …
（县发改局、县财政局等部门按职责分工负责）              | 县发改局 县财政局 | …
（县发改局牵头，县财政局等部门配合）                    县发改局 | | 县财政局 …
（各有关部门按职责分工负责）                            | 各有关部门 | …
（县发改局牵头，各相关单位配合）                        县发改局 | | 各相关单位 …
（县发改局牵头，各乡镇配合）                            县发改局 | | 各乡镇
（县发改局指导）                                        | 县发改局 |
（县发改局督促指导）                                    | 县发改局 |
（县发改局牵头，县财政局指导）                          县发改局 | 县财政局 |
（县发改局会同县财政局负责）                            | 县发改局 | 县财政局
（县发改局牵头，会同县财政局、县水利局落实）            县发改局 | | 县财政局 县水利局
（县发改局会同有关部门负责）                            | 县发改局 | 有关部门 …
（牵头单位：县发改局）                                  县发改局 | |
（牵头单位:县发改局；责任单位:县财政局、县水利局）      县发改局 | 县财政局 县水利局 |
（牵头单位：县发改局；配合单位：县财政局，各乡镇）      县发改局 | | 县财政局 各乡镇
（责任单位：县发改局，各乡镇人民政府）                  | 县发改局 各乡镇人民政府 |
（负责部门：市场建设司；各省级商务主管部门）            | 市场建设司 各省级商务主管部门 | ?
（主办单位：县发改局；协办单位：县财政局）              县发改局 | | 县财政局
（牵头领导：王某某；牵头单位：县发改局）                县发改局 | |
（责任单位：县发改局；完成时限：5月底前）               | 县发改局 |
（县财政局〈县国资局〉牵头）                            县财政局〈县国资局〉 | |
（县委办公室（县督查室）牵头，县财政局配合）            县委办公室（县督查室） | | 县财政局
（县住房和城乡建设局牵头，县发展和改革局配合）          县住房和城乡建设局 | | 县发展和改革局
（县发改局和县财政局牵头）                              县发改局 县财政局 | |
（县发改局、县财政局及各乡镇负责）                      | 县发改局 县财政局 各乡镇 |
（县发改局与县住房和城乡建设局负责）                    | 县发改局 县住房和城乡建设局 |
（县发改局牵头县财政局配合）                            县发改局 | | 县财政局
（国家发展改革委牵头，教育部、人力资源社会保障部等按职责分工负责）  国家发展改革委 | 教育部 人力资源社会保障部 | …
（县人武部、团县委、县妇联、县总工会负责）              | 县人武部 团县委 县妇联 县总工会 |
（县发改局依职责牵头，县财政局共同负责）                县发改局 | 县财政局 |
（各区、县级市人民政府负责）                            | 各区、县级市人民政府 |
[县发改局牵头，县财政局配合]                            县发改局 | | 县财政局
【县发改局牵头，县财政局配合】                          县发改局 | | 县财政局
"""  # fmt: skip


def cases(table: str) -> list[tuple[str, ...]]:
    return [
        (clause, roles.strip()) for clause, roles in (line.split(maxsplit=1) for line in table.strip().splitlines())
    ]


def in_roles(assignment: Assignment) -> list[list[str]]:
    return [list(assignment.names(role)) for role in ("lead", "responsible", "cooperate")]


@pytest.mark.parametrize(("clause", "roles"), cases(FORMS))
def test_every_form_of_clause_gives_each_unit_its_role(clause: str, roles: str):
    lead, responsible, cooperate = (column.split() for column in roles.split("|"))
    doubtful, opened = "?" in cooperate, "…" in cooperate
    (found,) = assignments(f"推动产业升级。{clause}", place)
    assert in_roles(found) == [lead, responsible, [unit for unit in cooperate if unit not in "…?"]]
    assert doubtful or found.open_ended == opened


def test_a_clause_knows_its_own_characters_and_those_of_each_unit():
    text = "推动产业升级。（县发改局牵头，县财政局〈县国资局〉配合）完善机制。"
    (found,) = assignments(text, place)
    assert text[found.source.start : found.source.end] == found.clause == "（县发改局牵头，县财政局〈县国资局〉配合）"
    assert [text[m.source.start : m.source.end] for m in found.mentions] == ["县发改局", "县财政局〈县国资局〉"]


def test_clauses_in_the_middle_are_assignments_of_their_own_in_text_order():
    text = "开展普查（县水利局牵头）。加强巡查。（县应急局、各乡镇负责）及时处置。（县公安局牵头，县司法局配合）"
    assert [in_roles(a) for a in assignments(text, place)] == [
        [["县水利局"], [], []],
        [[], ["县应急局", "各乡镇"], []],
        [["县公安局"], [], ["县司法局"]],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "新建泵站2座（含在建1座）。",
        "落实“一网通办”（即办件占比提高）要求。",
        "推进行政村（社区）治理。",
        "对标先进（详见附件），补齐短板。",
        "建设产业园（一期）。",
        "按照《管理办法（试行）》执行。",
        "完善县（市、区）联动机制。",
        "实施改造（总投资3.5亿元）。",
        "培育龙头企业（年产值超过1亿元的企业）。",
        "召开推进会（每月一次）。",
    ],
)
def test_brackets_that_only_explain_are_no_clauses(text: str):
    assert assignments(text, place) == []


@pytest.mark.parametrize(
    "text", ["（县发改局牵头", "县发改局牵头）", "（（县发改局牵头）", "（）", "（，）", "（等）", "（牵头）"]
)
def test_broken_brackets_never_raise(text: str):
    assert all(text[a.source.start : a.source.end] for a in assignments(text, place))


def test_where_the_first_unit_leads_a_list_without_verb_has_a_lead():
    (found,) = assignments("推动升级。（县发改局、县财政局、各乡镇）", place, first_leads=True)
    assert in_roles(found) == [["县发改局"], ["县财政局", "各乡镇"], []]


def test_where_the_first_unit_leads_a_named_lead_stays():
    (found,) = assignments("推动升级。（县财政局负责，县发改局牵头）", place, first_leads=True)
    assert in_roles(found) == [["县发改局"], ["县财政局"], []]


@pytest.mark.parametrize(
    "rule",
    [
        "责任单位中列第一位者为牵头单位。",
        "排在第一位的为牵头单位，下同。",
        "各项任务排序第一的责任单位为牵头单位。",
        "首位责任单位为牵头单位",
        "牵头单位为排名第一位的单位",
    ],
)
def test_the_rule_that_the_first_unit_leads_is_understood(rule: str):
    assert says_first_leads(rule)


@pytest.mark.parametrize(
    "text", ["第一时间处置，县发改局牵头。", "坚持质量第一，由牵头单位组织实施。", "第一责任人要靠前指挥。"]
)
def test_other_firsts_are_no_such_rule(text: str):
    assert not says_first_leads(text)


@pytest.mark.parametrize(
    "name",
    [
        "县发改局",
        "县委办",
        "团县委",
        "各乡镇",
        "县税务局第一分局",
        "县财政局〈县国资局〉",
        "国网云溪供电公司",
        "县总工会",
        "县法院",
        "云溪经开区",
    ],
)
def test_names_of_units_end_as_units_do(name: str):
    assert is_unit(name)


@pytest.mark.parametrize("name", ["稳步推进", "产业升级", "三年", "高质量发展"])
def test_other_words_do_not(name: str):
    assert not is_unit(name)


@pytest.mark.parametrize(
    ("name", "opened"),
    [
        ("各相关单位", True), ("有关部门", True), ("县直各单位", True), ("行业主管部门", True), ("其他成员单位", True),
        ("各乡镇", False), ("各县区人民政府", False), ("县发改局", False),
    ],
)  # fmt: skip
def test_classes_that_nobody_can_list_are_open(name: str, opened: bool):
    assert is_open(name) == opened


def test_names_without_a_word_for_their_role_take_the_one_given():
    names, _, given = parse("县发改局、县财政局", "cooperate")
    assert [(n.name, n.role) for n in names] == [("县发改局", "cooperate"), ("县财政局", "cooperate")]
    assert not given


# clauses on lines of their own


def only_task(*lines: str) -> list[Assignment]:
    (task,) = draft(plan("1.推动产业升级。打造产业园。", *lines)).tasks
    return list(task.assignments)


def test_lines_of_one_clause_are_one_assignment():
    (found,) = only_task("牵头单位：县发改局", "责任单位：县财政局、县水利局", "配合单位：各乡镇等")
    assert in_roles(found) == [["县发改局"], ["县财政局", "县水利局"], ["各乡镇"]]
    assert found.open_ended


def test_a_line_names_its_units_after_full_or_half_width_colons():
    (found,) = only_task("责任单位:县发改局,县财政局")
    assert in_roles(found) == [[], ["县发改局", "县财政局"], []]


def test_a_line_for_persons_names_no_unit():
    (found,) = only_task("责任领导：王某某", "责任单位：县发改局")
    assert in_roles(found) == [[], ["县发改局"], []]


def test_a_clause_in_running_text_counts_too():
    (found,) = only_task("由县发改局会同县财政局等部门负责落实。")
    assert in_roles(found) == [[], ["县发改局"], ["县财政局"]]


def test_a_bracket_that_never_closes_is_read_to_the_end():
    (task,) = draft(plan("1.推动产业升级。打造产业园。（县发改局牵头，县财政局配合")).tasks
    assert in_roles(task.assignments[0]) == [["县发改局"], [], ["县财政局"]]


def test_one_rule_in_the_preamble_reaches_every_clause():
    made = draft(
        plan(
            "各项任务列第一位的责任单位为牵头单位。",
            "1.稳增长。（县发改局、县财政局）",
            "2.防风险。（县财政局、县审计局）",
        )
    )
    assert [in_roles(t.assignments[0]) for t in made.tasks] == [
        [["县发改局"], ["县财政局"], []],
        [["县财政局"], ["县审计局"], []],
    ]
