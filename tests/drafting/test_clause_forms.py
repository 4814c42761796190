"""Forms of responsibility clauses that go beyond a list and a verb, each beside what looks like it and is none."""

from __future__ import annotations

import pytest
from passages import place, plan

from luoshi.drafting import draft
from luoshi.drafting.clauses import assignments
from luoshi.drafting.draft import Draft, Task
from luoshi.drafting.roles import is_person


def drafted(*lines: str) -> Draft:
    return draft(plan(*lines))


def task(*lines: str) -> Task:
    (found,) = drafted(*lines).tasks
    return found


def roles(*lines: str) -> str:
    found = task(*lines)
    return " ".join(f"{m.name} {m.role}" for a in found.assignments for m in a.mentions)


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("（县发改局、县财政局，李某某）", "县发改局 responsible 县财政局 responsible"),
        ("（县发改局牵头，县财政局配合，王建国）", "县发改局 lead 县财政局 cooperate"),
        ("（李某某 县教育局）", "县教育局 responsible"),
        ("（县教育局 李某某；县财政局 张明）", "县教育局 responsible 县财政局 responsible"),
        ("（县发改局（李某某）、县财政局（欧阳某）负责）", "县发改局 responsible 县财政局 responsible"),
        ("（分管副县长牵头，县发改局负责）", "县发改局 responsible"),
        ("（李某某副县长牵头，县发改局、县住建局负责）", "县发改局 responsible 县住建局 responsible"),
        ("（责任单位：县发改局；联系电话：8000）", "县发改局 responsible"),
    ],
)
def test_persons_in_a_list_are_no_units(clause: str, said: str):
    assert roles(f"1.甲事。{clause}") == said


@pytest.mark.parametrize(
    "name",
    [
        "李某某",
        "王建国",
        "张明",
        "欧阳某某",
        "赵××",
        "李某某同志",
        "分管副县长",
        "县委常委",
        "常务副市长王某",
        "包抓县领导",
    ],
)
def test_who_is_a_person(name: str):
    assert is_person(name)


@pytest.mark.parametrize(
    "name",
    ["县教育局", "金融办", "高新区", "林业", "文旅", "江苏", "石油", "白云镇", "各乡镇", "国企", "任家村", "万达公司"],
)
def test_who_is_none(name: str):
    assert not is_person(name)


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        (
            "（县发改局牵头负总责，县财政局、县住建局各负其责）",
            "县发改局 lead 县财政局 responsible 县住建局 responsible",
        ),
        ("（县政府负总责，各乡镇抓落实）", "县政府 lead 各乡镇 responsible"),
        ("（县发改局主抓，县财政局协抓）", "县发改局 lead 县财政局 cooperate"),
        (
            "（县住建局为牵头单位，县财政局、县发改局为责任单位）",
            "县住建局 lead 县财政局 responsible 县发改局 responsible",
        ),
        ("（县住建局为责任主体，县财政局予以保障）", "县住建局 responsible 县财政局 cooperate"),
        ("（县教育局负责学校选址，县财政局负责资金保障）", "县教育局 responsible 县财政局 responsible"),
        (
            "（县教育局、县人社局负责学校选址，县财政局协助做好资金保障）",
            "县教育局 responsible 县人社局 responsible 县财政局 cooperate",
        ),
    ],
)
def test_verbs_of_every_weight(clause: str, said: str):
    assert roles(f"1.甲事。{clause}") == said


@pytest.mark.parametrize(
    "text",
    [
        "（省负总责、市县抓落实的机制）",
        "（县政府负责人参加）",
        "（企业负责项目建设运营的新模式）",
        "（谁主管、谁负责）",
        "（含县级负责维护的道路）",
    ],
)
def test_brackets_about_responsibility_are_no_clauses(text: str):
    assert assignments(f"健全机制{text}，推进实施。", place) == []


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("（牵头单位县发改局，责任单位县财政局、县住建局）", "县发改局 lead 县财政局 responsible 县住建局 responsible"),
        ("牵头单位县发改局；配合单位县财政局。", "县发改局 lead 县财政局 cooperate"),
        ("牵头单位是县发改局，配合单位是县财政局。", "县发改局 lead 县财政局 cooperate"),
        ("主办：县发改局，协办：县财政局、县住建局。", "县发改局 lead 县财政局 cooperate 县住建局 cooperate"),
        ("（主办：县发改局，协办：县财政局）", "县发改局 lead 县财政局 cooperate"),
        ("（责任单位：1.县发改局；2.县财政局）", "县发改局 responsible 县财政局 responsible"),
        ("（牵头单位：①县发改局；②县财政局）", "县发改局 lead 县财政局 lead"),
        ("★牵头单位：县发改局", "县发改局 lead"),
        ("（责任单位：县发改局/县财政局/县住建局）", "县发改局 responsible 县财政局 responsible 县住建局 responsible"),
        (
            "（牵头单位：县发改局 责任单位：县财政局 县住建局 各乡镇）",
            "县发改局 lead 县财政局 responsible 县住建局 responsible 各乡镇 responsible",
        ),
        ("（县发改局、各镇〔街道〕）", "县发改局 responsible 各镇〔街道〕 responsible"),
        ("（县纪委监委机关、县委组织部）", "县纪委监委机关 responsible 县委组织部 responsible"),
    ],
)
def test_labels_and_separators_of_every_kind(clause: str, said: str):
    assert roles(f"1.甲事。{clause}") == said


def test_numbers_in_a_line_of_units_are_not_their_names():
    assert (
        roles("1.甲事。", "责任单位：（1）县发改局；（2）县财政局、县住建局")
        == "县发改局 responsible 县财政局 responsible 县住建局 responsible"
    )


def test_a_short_label_alone_in_the_running_text_is_none():
    assert roles("1.举办招商大会。主办：由商会自行确定，规模300人。") == ""
    assert roles("1.甲事。责任单位各负其责，牵头单位要加强统筹。") == ""


def test_units_that_do_their_share_in_the_running_text():
    line = "1.新建学校。由县教育局负责学校选址，县财政局负责资金保障，县住建局负责建设。加快进度。"
    assert roles(line) == "县教育局 responsible 县财政局 responsible 县住建局 responsible"
    assert roles("1.新建学校。由县教育局负责学校选址，6月底前完成，确保质量。") == "县教育局 responsible"


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("（县发改局牵头，中央、省、市驻县单位配合）", "县发改局 lead 中央、省、市驻县单位 cooperate"),
        (
            "（县发改局牵头，中央、省驻县有关单位，各乡镇配合）",
            "县发改局 lead 中央、省驻县有关单位 cooperate 各乡镇 cooperate",
        ),
        (
            "（省发展改革委牵头，各市、州、县（市、区）人民政府配合）",
            "省发展改革委 lead 各市、州、县（市、区）人民政府 cooperate",
        ),
        ("（县发改局牵头，县直单位、市驻县单位配合）", "县发改局 lead 县直单位 cooperate 市驻县单位 cooperate"),
        ("（市发改委、县发改局负责）", "市发改委 responsible 县发改局 responsible"),
    ],
)
def test_a_class_over_several_levels_is_one_name(clause: str, said: str):
    assert roles(f"1.甲事。{clause}") == said


def test_what_a_unit_is_called_for_short_is_no_part_of_its_name():
    assert (
        roles("1.甲事。（县住房和城乡建设局（以下简称县住建局）牵头，县财政局配合）")
        == "县住房和城乡建设局 lead 县财政局 cooperate"
    )
    assert roles("1.甲事。（县委办公室（县督查室）牵头）") == "县委办公室（县督查室） lead"


def leads(*lines: str) -> list[list[str]]:
    return [[m.name for a in t.assignments for m in a.mentions if m.role == "lead"] for t in drafted(*lines).tasks]


def test_a_rule_with_the_same_below_reaches_only_forward():
    lines = [
        "1.甲事。（县发改局、县财政局）",
        "2.乙事。（县住建局、县财政局，排第一位的为牵头单位，下同）",
        "3.丙事。（县水利局、县林业局）",
    ]
    assert leads(*lines) == [[], ["县住建局"], ["县水利局"]]
    assert leads(*lines[:1], *lines[2:], "（注：排第一位的责任单位为牵头单位）") == [["县发改局"], ["县水利局"]]


@pytest.mark.parametrize("text", ["李某某 县教育局", "县教育局 县财政局", "县教育局 县财政局 各乡镇"])
def test_blanks_between_names_stay_in_the_text_that_is_quoted(text: str):
    document = plan(f"1.甲事。（{text}）")
    (assignment,) = draft(document).tasks[0].assignments
    assert assignment.clause == "（" + text.replace(" ", "") + "）"
    assert assignment.source.words(document.text) == f"（{text}）"
    for mention in assignment.mentions:
        assert mention.source.words(document.text) == mention.name


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("（责任领导：李某某 责任单位：县发改局 责任人：王某某 完成时限：6月底）", "县发改局 responsible"),
        ("（业主单位：县城投公司；行业主管部门：县住建局）", "县城投公司 responsible 县住建局 responsible"),
        (
            "牵头县领导：张某某，李某某；牵头单位：县工信局（负责人：王某某）；配合单位：县科技局",
            "县工信局 lead 县科技局 cooperate",
        ),
        (
            "牵头单位（县发改局），责任单位（县财政局、县住建局）。",
            "县发改局 lead 县财政局 responsible 县住建局 responsible",
        ),
        ("责任单位——县发改局、县财政局", "县发改局 responsible 县财政局 responsible"),
        ("责任单位 县发改局 县财政局", "县发改局 responsible 县财政局 responsible"),
        ("（县法院、县司法局按各自职能牵头落实）", "县法院 lead 县司法局 lead"),
        ("（县发改局、县财政局双牵头，县住建局协同负责）", "县发改局 lead 县财政局 lead 县住建局 cooperate"),
        ("（由县发改局牵头，会同县财政局、县住建局研究制定）", "县发改局 lead 县财政局 cooperate 县住建局 cooperate"),
        (
            "（县委办牵头，各乡镇党委、政府，县直各单位负责）",
            "县委办 lead 各乡镇党委、政府 responsible 县直各单位 responsible",
        ),
        ("（各市、县（区）党委和政府负责）", "各市、县（区）党委和政府 responsible"),
        ("（县发改局,县财政局.县住建局）", "县发改局 responsible 县财政局 responsible 县住建局 responsible"),
    ],
)
def test_clauses_as_they_come(clause: str, said: str):
    assert roles(f"1.甲事。{clause}") == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "1.甲事。县发改局牵头，县财政局、县住建局等按职责分工负责。",
            "县发改局 lead 县财政局 responsible 县住建局 responsible",
        ),
        ("1.甲事。——县发改局牵头，县财政局配合", "县发改局 lead 县财政局 cooperate"),
        ("1.甲事。县发改局要牵头抓好落实，县财政局要做好资金保障。", "县发改局 lead 县财政局 responsible"),
        ("1.甲事。县自然资源局负责土地供应。", "县自然资源局 responsible"),
    ],
)
def test_a_sentence_that_only_shares_out_the_work_is_a_clause(line: str, said: str):
    assert roles(line) == said


@pytest.mark.parametrize(
    "line",
    [
        "1.甲事。县城污水处理由企业负责运营的模式要推广。",
        "1.甲事。县里要求各级负责同志靠前指挥，一线配合调度。",
        "1.甲事。各级负责人要牵头包案，落实责任。",
        "1.甲事。国家重点项目牵头引领，市场主体参与建设。",
    ],
)
def test_sentences_that_only_speak_of_duties_are_none(line: str):
    assert roles(line) == ""


def test_a_line_of_units_below_a_labelled_list_goes_on_with_it():
    lines = ("1.甲事。牵头单位：县发改局", "配合单位：县财政局", "县住建局、县教育局")
    (assignment,) = task(*lines).assignments
    assert (assignment.names("lead"), assignment.names("cooperate")) == (
        ("县发改局",),
        ("县财政局", "县住建局", "县教育局"),
    )
    assert roles("1.甲事。", "责任单位：县发改局", "建好示范社区") == "县发改局 responsible"
