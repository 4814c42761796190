"""Clauses as different offices write them: persons among units, labels without separators, roles in brackets."""

from __future__ import annotations

import pytest

from luoshi.drafting import draft
from luoshi.drafting.draft import Draft
from luoshi.reading import read_bytes


def drafted(*lines: str) -> Draft:
    text = "\n".join(("关于印发2026年重点工作方案的通知", "2026年重点工作方案", "一、工作任务", *lines))
    return draft(read_bytes(text.encode(), "plan.txt"))


def roles(line: str) -> list[tuple[str, str]]:
    (task,) = drafted("1." + line).tasks
    return [(m.name, m.role) for a in task.assignments for m in a.mentions]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("甲事。由县发改局牵头，县财政局、县住建局配合。", "县发改局 lead 县财政局 cooperate 县住建局 cooperate"),
        ("甲事。（县发改局牵头，县财政局参加；分管副县长：某某）", "县发改局 lead 县财政局 cooperate"),
        ("甲事。（县发改局、县一中）", "县发改局 responsible 县一中 responsible"),
        (
            "甲事。（牵头部门：县工信局；协同部门：县发改局；责任板块：各镇）",
            "县工信局 lead 县发改局 cooperate 各镇 responsible",
        ),
        ("甲事。\n牵头单位：县住建局  责任单位：县财政局", "县住建局 lead 县财政局 responsible"),
        ("甲事。责任单位：省民政厅（牵头）、省财政厅", "省民政厅 lead 省财政厅 responsible"),
        ("甲事。牵头单位：县发改局。配合单位：县财政局。", "县发改局 lead 县财政局 cooperate"),
        ("甲事。（县应急局（按职责分工）、县公安局）", "县应急局 responsible 县公安局 responsible"),
        ("甲事。（省级层面：省发展改革委；市级层面：市发改委）", "省发展改革委 responsible 市发改委 responsible"),
        ("甲事。（牵头责任单位：县商务局；协同责任单位：县税务局）", "县商务局 lead 县税务局 cooperate"),
    ],
)
def test_who_does_what(line: str, said: str) -> None:
    words = said.split()
    assert roles(line) == list(zip(words[::2], words[1::2], strict=True))


def test_a_number_before_a_year_or_a_digit_name_is_a_number() -> None:
    made = drafted(
        "1.2026年底前，完成全员培训。（县人社局负责）",
        "2.5G基站建设500个。（县工信局牵头）",
        "3.10千伏线路改造8公里。（县供电公司负责）",
    )
    assert [t.path for t in made.tasks] == ["一/1", "一/2", "一/3"]
    assert [d.text for d in made.tasks[0].due] == ["2026年底前"]


def test_the_date_of_signature_is_no_limit_of_the_last_task() -> None:
    made = drafted("1.优化环境。（县审批局负责）", "青山县人民政府", "2026年3月1日")
    assert [t.due for t in made.tasks] == [()]


def test_a_table_of_pipes_without_a_rule() -> None:
    made = drafted(
        "序号 | 项目名称 | 主要内容 | 牵头领导 | 牵头单位",
        "1 | 扩学位 | 新增学位100个。 | 某某 | 县教育局",
        "2 | 促就业 | 新增就业3000人。 | 某某 | 县人社局、财务股",
        "合计 | | | | 县政府办",
    )
    assert [(t.path, t.title) for t in made.tasks] == [("(1)", "扩学位"), ("(2)", "促就业")]
    assert [[m.name for a in t.assignments for m in a.mentions] for t in made.tasks] == [
        ["县教育局"],
        ["县人社局", "财务股"],
    ]


def test_a_head_of_two_rows() -> None:
    page = (
        "<h1>2026年重点工作清单</h1><table><tr><td rowspan=2>序号</td><td rowspan=2>工作任务</td><td colspan=2>责任分工</td></tr>"
        "<tr><td>牵头单位</td><td>配合单位</td></tr>"
        "<tr><td>1</td><td>建成充电桩200个。</td><td>县发改局</td><td>县住建局</td></tr>"
        "<tr><td>2</td><td>改造危桥3座。</td><td>县交通局</td><td>县财政局</td></tr></table>"
    )
    made = draft(read_bytes(page.encode(), "plan.html"))
    assert [[(m.name, m.role) for a in t.assignments for m in a.mentions] for t in made.tasks] == [
        [("县发改局", "lead"), ("县住建局", "cooperate")],
        [("县交通局", "lead"), ("县财政局", "cooperate")],
    ]


def duties_of(sentence: str) -> list[tuple[str, str]]:
    """The (unit, role) pairs of a task that ends with that sentence."""
    text = f"云岭县工作方案\n一、重点任务\n1.做好甲事。{sentence}\n2.做好乙事。（县财政局牵头）\n"
    made = draft(read_bytes(text.encode(), "plan.txt"))
    return [(m.name, m.role) for a in made.tasks[0].assignments for m in a.mentions]


@pytest.mark.parametrize(
    ("sentence", "duties"),
    [
        ("县林业局负责，县气象局参与。", [("县林业局", "responsible"), ("县气象局", "cooperate")]),
        (
            "此项工作由县商务局、县文旅局共同牵头，县供销社等部门配合。",
            [("县商务局", "lead"), ("县文旅局", "lead"), ("县供销社", "cooperate")],
        ),
        (
            "县水利局、县城管局分别牵头，各乡镇具体负责。",
            [("县水利局", "lead"), ("县城管局", "lead"), ("各乡镇", "responsible")],
        ),
        (
            "项目由县教育局牵头实施，县财政局配合，9月底前完成主体工程。",
            [("县教育局", "lead"), ("县财政局", "cooperate")],
        ),
        ("县工信局、县水利局按职责分工负责。", [("县工信局", "responsible"), ("县水利局", "responsible")]),
    ],
)
def test_a_sentence_of_units_says_who_does_it(sentence, duties):
    assert duties_of(sentence) == duties


@pytest.mark.parametrize(
    "sentence",
    [
        "支持企业牵头组建联合体。",
        "鼓励高校、科研院所参与。",
        "各村负责日常保洁，定期检查。",
        "县财政局负责人要亲自过问。",
        "建立县级统筹、乡镇负责、村级参与的机制。",
        "严格落实属地负责制。",
    ],
)
def test_whoever_is_encouraged_answers_for_nothing(sentence):
    assert duties_of(sentence) == []
