"""Layouts of numbers: parts, numbers of one character, items inside a paragraph, projects told line by line."""

from __future__ import annotations

import pytest
from passages import document, plan

from luoshi.drafting import draft
from luoshi.drafting.draft import Task
from luoshi.drafting.markers import marker


def tasks(*lines: str) -> tuple[Task, ...]:
    return draft(plan(*lines)).tasks


def seen(task: Task) -> tuple[str, str, list[str], list[str]]:
    names = [m.name for a in task.assignments for m in a.mentions]
    return (task.path.removeprefix("二/"), task.title, names, [d.text for d in task.due])


@pytest.mark.parametrize(
    ("text", "form", "value", "label"),
    [
        ("第一部分 总体要求", "part", 1, "第一部分"),
        ("第二部分：重点任务", "part", 2, "第二部分"),
        ("⑴稳增长", "digit-bracket", 1, "(1)"),
        ("⑿、稳增长", "digit-bracket", 12, "(12)"),
        ("⒊稳增长", "digit", 3, "3"),
        ("㈡稳增长", "han-bracket", 2, "(二)"),
    ],
)
def test_parts_and_numbers_of_one_character(text: str, form: str, value: int, label: str):
    found = marker(text)
    assert found is not None
    assert (found.form, found.value, found.label) == (form, value, label)
    assert text[found.end :][:1] in "总重稳"


@pytest.mark.parametrize("text", ["第一部分是总则", "第一部分和第二部分", "部分企业", "⒍⒍大顺日"[2:]])
def test_words_that_only_begin_like_them(text: str):
    assert marker(text) is None


def test_parts_stand_above_the_sections():
    made = draft(
        document(
            "云溪县2026年重点工作方案", "第一部分 总体要求", "一、主要目标", "增长8%。", "第二部分 重点任务", "一、工业", "（一）新建充电桩。（县发改局牵头）",
            "（二）改造管网。（县住建局牵头）", "第三部分 保障措施", "一、加强领导", "压实责任。",
        )
    )  # fmt: skip
    assert [t.path for t in made.tasks] == ["第二部分/一/(一)", "第二部分/一/(二)"]


def test_items_with_a_clause_each_inside_one_paragraph_are_tasks():
    found = tasks(
        "1.推进项目。（1）新建充电桩100个。（县发改局）（2）改造管网20公里，6月底前完成。（县住建局）",
        "2.优化环境。（县审批局）",
    )
    assert [seen(t) for t in found] == [
        ("1/(1)", "新建充电桩100个", ["县发改局"], []),
        ("1/(2)", "改造管网20公里，6月底前完成", ["县住建局"], ["6月底前"]),
        ("2", "优化环境", ["县审批局"], []),
    ]


def test_items_inside_a_paragraph_know_their_characters():
    read = plan("1.推进项目。①新建充电桩（县发改局牵头）；②改造管网（县住建局牵头）。")
    found = draft(read).tasks
    assert [t.source.words(read.text) for t in found] == ["新建充电桩", "改造管网"]
    assert [t.assignments[0].source.words(read.text) for t in found] == ["（县发改局牵头）", "（县住建局牵头）"]


@pytest.mark.parametrize(
    "line",
    [
        "1.推进项目。主要做好：（1）选址；（2）招标；（3）开工。（县发改局牵头）",
        "1.推进项目。责任单位：（1）县发改局；（2）县财政局",
        "1.推进项目（县发改局牵头），落实第（2）项要求（县住建局牵头）。",
    ],
)
def test_an_enumeration_under_one_clause_stays_one_task(line: str):
    assert [t.path for t in tasks(line)] == ["二/1"]


PROJECTS = [
    (
        "（一）智慧停车项目",
        "1.目标任务：新建停车位500个。",
        "2.建设内容：含道闸、平台等。",
        "3.责任分工：县住建局牵头，县财政局配合。",
        "4.完成时限：2026年10月底前",
    ),
    (
        "（一）智慧停车项目",
        "目标任务：新建停车位500个。",
        "建设内容：含道闸、平台等。",
        "责任单位：县住建局、县财政局",
        "完成时限：2026年10月底前",
    ),
    (
        "（一）智慧停车项目。新建停车位500个。",
        "牵头领导：李某某",
        "牵头单位：县住建局",
        "配合单位：县财政局",
        "完成时限：2026年10月底前",
    ),
]


@pytest.mark.parametrize("lines", PROJECTS, ids=["numbered", "plain", "labels"])
def test_a_project_told_line_by_line_is_one_task(lines: tuple[str, ...]):
    (task,) = tasks(*lines)
    assert seen(task) == ("(一)", "智慧停车项目", ["县住建局", "县财政局"], ["2026年10月底前"])


def test_measures_below_a_project_stay_tasks_and_its_duties_are_its_own():
    found = tasks(
        "1.智慧停车项目",
        "目标任务：新建停车位500个。",
        "工作措施：",
        "（1）选址。",
        "（2）招标。",
        "责任单位：县住建局",
        "完成时限：2026年10月底前",
    )
    assert [seen(t) for t in found] == [
        ("1", "智慧停车项目", ["县住建局"], ["2026年10月底前"]),
        ("1/(1)", "选址", [], []),
        ("1/(2)", "招标", [], []),
    ]


def test_numbered_themes_that_look_like_fields_stay_tasks():
    found = tasks("（一）农业", "1.建设内容丰富的示范园。（县农业农村局牵头）", "2.目标任务分解到村。（各乡镇负责）")
    assert [t.path for t in found] == ["二/(一)/1", "二/(一)/2"]
    found = tasks("（一）工业", "装备制造产业。延链补链。（县工信局牵头）", "建材产业。提质升级。（县住建局牵头）")
    assert [t.path for t in found] == ["二/(一)/装备制造产业", "二/(一)/建材产业"]


def test_the_clause_of_the_last_item_stays_its_own_where_others_have_one():
    found = tasks(
        "（一）工业", "1.新建充电桩。", "责任单位：县发改局", "2.改造管网。", "责任单位：县住建局", "完成时限：6月底前"
    )
    assert [seen(t) for t in found] == [
        ("(一)/1", "新建充电桩", ["县发改局"], []),
        ("(一)/2", "改造管网", ["县住建局"], ["6月底前"]),
    ]
