"""Who does what: tasks without units, task forces that leave one out, units named twice."""

import pytest
from by_hand import Plan

CLAUSE_A = "（县发改局牵头，县财政局、县住建局负责）"
CLAUSE_B = "（县工信局牵头，县财政局负责）"
BODY = "成立产业攻坚工作专班，成员单位包括县发改局、县住房和城乡建设局、县林业局、县财政局，专班办公室设在县发改局。"
TEXT = f"""
云麓县实施“六大攻坚”总体方案
附件1
产业攻坚实施方案
二、攻坚任务
1.抓项目建设。强化调度。{CLAUSE_A}
2.抓企业培育。梯次培育。{CLAUSE_B}
3.抓环境优化。优化服务。
三、推进机制
{BODY}
"""


def plan() -> Plan:
    made = Plan(TEXT, (("0", ""), ("1", "产业攻坚实施方案")))
    made.task(
        "1",
        "二/1",
        f"1.抓项目建设。强化调度。{CLAUSE_A}",
        (CLAUSE_A, {"lead": ["县发改局"], "responsible": ["县财政局", "县住建局"]}),
    )
    made.task(
        "1",
        "二/2",
        f"2.抓企业培育。梯次培育。{CLAUSE_B}",
        (CLAUSE_B, {"lead": ["县工信局"], "responsible": ["县财政局"]}),
    )
    made.task("1", "二/3", "3.抓环境优化。优化服务。")
    return made.body(
        "1", BODY, "产业攻坚工作专班", ["县发改局", "县住房和城乡建设局", "县林业局", "县财政局"], "县发改局"
    )


def test_a_lead_that_the_task_force_does_not_list_is_serious():
    (found,) = plan().findings("unit-not-in-body")
    assert found.gravity == "serious"
    assert "县工信局" in found.sentence
    assert "产业攻坚工作专班" in found.sentence


def test_a_unit_is_in_the_task_force_under_any_of_its_names():
    assert not any("住建" in s or "住房" in s for s in plan().sentences("unit-not-in-body"))


def test_a_member_without_work():
    (sentence,) = plan().sentences("member-without-work")
    assert "县林业局" in sentence
    assert "县发改局" not in sentence


def test_a_class_of_members_covers_its_places_and_a_general_one_covers_all():
    made = plan()
    made.bodies = [
        made.bodies[0].__class__(
            "1", "专班", (), (), ("县发改局", "县财政局", "县住建局", "各有关单位"), "", BODY, made.bodies[0].source
        )
    ]
    assert not made.findings("unit-not-in-body")


def test_where_all_members_have_a_task_together_none_is_without_work():
    clause = "（各成员单位负责）"
    made = Plan(
        TEXT.replace("3.抓环境优化。优化服务。", f"3.抓环境优化。优化服务。{clause}"),
        (("0", ""), ("1", "产业攻坚实施方案")),
    )
    made.task("1", "二/3", f"3.抓环境优化。优化服务。{clause}", (clause, {"responsible": ["各成员单位"]}))
    made.body("1", BODY, "产业攻坚工作专班", ["县发改局", "县住房和城乡建设局", "县林业局", "县财政局"], "县发改局")
    assert not made.findings("member-without-work")


def test_a_task_without_unit():
    (sentence,) = plan().sentences("task-without-unit")
    assert "抓环境优化" in sentence


def test_a_part_without_any_unit_is_told_once():
    made = Plan(
        "方案\n附件1\n甲方案\n1.甲事。\n2.乙事。\n附件2\n乙方案\n1.丙事。（县民政局牵头）",
        (("0", ""), ("1", "甲方案"), ("2", "乙方案")),
    )
    made.task("1", "1", "1.甲事。").task("1", "2", "2.乙事。")
    made.task("2", "1", "1.丙事。（县民政局牵头）", ("（县民政局牵头）", {"lead": ["县民政局"]}))
    (sentence,) = made.sentences("task-without-unit")
    assert "2项任务都没有写责任单位" in sentence


def test_a_plan_that_names_no_units_at_all_has_no_such_defect():
    assert not Plan("方案\n1.甲事。").task("0", "1", "1.甲事。").findings("task-without-unit")


def test_a_heading_that_carries_the_clause_covers_the_tasks_below():
    made = Plan("方案\n（一）防风险（县财政局牵头）\n1.甲事。\n2.乙事。")
    made.task("0", "(一)", "（一）防风险（县财政局牵头）", ("（县财政局牵头）", {"lead": ["县财政局"]}))
    made.task("0", "(一)/1", "1.甲事。").task("0", "(一)/2", "2.乙事。")
    assert not made.findings("task-without-unit")


def test_a_heading_does_not_cover_a_task_whose_neighbours_have_their_own_clauses():
    made = Plan("方案\n（一）防风险（县财政局牵头）\n1.甲事。（县民政局负责）\n2.乙事。（县教育局负责）\n3.丙事。")
    made.task("0", "(一)", "（一）防风险（县财政局牵头）", ("（县财政局牵头）", {"lead": ["县财政局"]}))
    made.task("0", "(一)/1", "1.甲事。（县民政局负责）", ("（县民政局负责）", {"responsible": ["县民政局"]}))
    made.task("0", "(一)/2", "2.乙事。（县教育局负责）", ("（县教育局负责）", {"responsible": ["县教育局"]}))
    made.task("0", "(一)/3", "3.丙事。")
    (sentence,) = made.sentences("task-without-unit")
    assert "丙事" in sentence


def test_a_task_with_nobody_in_particular():
    made = Plan("方案\n1.甲事。（各相关单位负责）")
    made.task("0", "1", "1.甲事。（各相关单位负责）", ("（各相关单位负责）", {"responsible": ["各相关单位"]}))
    (sentence,) = made.sentences("task-open-class-only")
    assert "各相关单位" in sentence


def fourth(clause: str, roles: dict, parts: tuple = (("0", ""),)) -> Plan:
    """Three tasks with a lead, and a fourth."""
    lines = [f"{i}.事项{c}办好。（县财政局牵头）" for i, c in enumerate("甲乙丙", 1)] + [f"4.事项丁办好。{clause}"]
    made = Plan("方案\n附件1-1\n清单\n" + "\n".join(lines), parts)
    part = made.parts[-1].id
    for i, line in enumerate(lines[:3], 1):
        made.task(part, str(i), line, ("（县财政局牵头）", {"lead": ["县财政局"]}))
    return made.task(part, "4", lines[3], *([(clause, roles)] if roles else []))


def test_a_task_without_lead_where_the_others_have_one():
    (sentence,) = fourth("（县民政局、县残联负责）", {"responsible": ["县民政局", "县残联"]}).sentences(
        "task-without-lead"
    )
    assert "事项丁" in sentence


@pytest.mark.parametrize(
    ("clause", "roles"),
    [
        ("（县民政局负责）", {"responsible": ["县民政局"]}),  # who is alone leads
        ("（各相关单位负责）", {"responsible": ["各相关单位"]}),  # told as such
        ("（按业务相近原则确定的部门牵头，县民政局、县残联配合）", {"cooperate": ["县民政局", "县残联"]}),
    ],
)
def test_a_task_whose_lead_is_told_in_another_way(clause: str, roles: dict):
    assert not fourth(clause, roles).findings("task-without-lead")


def test_a_row_with_a_cell_for_the_lead_needs_one():
    made = fourth("（县民政局负责）", {"responsible": ["县民政局"]}, (("0", ""), ("1-1", "清单")))
    assert made.findings("task-without-lead")


@pytest.mark.parametrize(
    "clause", ["（各村民小组分头抓好落实）", "责任人：驻村第一书记。", "【牵头领导：分管负责同志，抓好落实】"]
)
def test_a_clause_in_which_no_unit_was_read_is_named(clause: str):
    (found,) = fourth(clause, {}).findings("task-without-unit")
    assert found.gravity == "minor"
    assert "没有读出责任单位" in found.sentence


@pytest.mark.parametrize("words", ["（含自建房）", "压实各方责任。", "（详见附表）", "层层抓好落实。"])
def test_other_words_at_the_end_charge_nobody(words: str):
    (found,) = fourth(words, {}).findings("task-without-unit")
    assert "请补写" in found.sentence


def test_tasks_with_the_same_class_of_units_are_told_together():
    clause = "（各相关单位负责）"
    made = Plan(f"方案\n1.甲事。{clause}\n2.乙事。{clause}\n3.丙事。（各镇负责）")
    for number, line, unit in (
        ("1", f"1.甲事。{clause}", "各相关单位"),
        ("2", f"2.乙事。{clause}", "各相关单位"),
        ("3", "3.丙事。（各镇负责）", "各镇"),
    ):
        made.task("0", number, line, (line[5:], {"responsible": [unit]}))
    one, other = made.sentences("task-open-class-only")
    assert "甲事" in one
    assert "乙事" in one
    assert "丙事" in other


def test_a_unit_twice_in_one_clause():
    clause = "（县财政局牵头，县民政局、县财政局负责）"
    made = Plan(f"方案\n1.甲事。{clause}")
    made.task("0", "1", f"1.甲事。{clause}", (clause, {"lead": ["县财政局"], "responsible": ["县民政局", "县财政局"]}))
    (sentence,) = made.sentences("unit-twice")
    assert "既写为牵头又写为责任单位" in sentence


def test_two_offices_of_one_bureau_are_not_twice_the_same():
    clause = "（县发改局〈科技〉牵头，县发改局〈工信〉负责）"
    made = Plan(f"方案\n1.甲事。{clause}")
    made.task(
        "0", "1", f"1.甲事。{clause}", (clause, {"lead": ["县发改局〈科技〉"], "responsible": ["县发改局〈工信〉"]})
    )
    assert not made.findings("unit-twice")


def test_a_member_listed_twice():
    raw = "成员单位包括县发改局、县财政局、县民政局、县财政局。"
    made = Plan(f"方案\n{raw}").body("0", raw, "专班", ["县发改局", "县财政局", "县民政局", "县财政局"])
    (sentence,) = made.sentences("unit-twice")
    assert "县财政局" in sentence


def test_one_unit_under_two_names():
    made = Plan("方案\n1.甲事。（县住建局牵头）\n2.乙事。（县住房和城乡建设局牵头）")
    made.task("0", "1", "1.甲事。（县住建局牵头）", ("（县住建局牵头）", {"lead": ["县住建局"]}))
    made.task(
        "0", "2", "2.乙事。（县住房和城乡建设局牵头）", ("（县住房和城乡建设局牵头）", {"lead": ["县住房和城乡建设局"]})
    )
    (found,) = made.findings("unit-aliases")
    assert "县住建局" in found.sentence
    assert "县住房和城乡建设局" in found.sentence
    assert len(found.passages) == 2


def test_a_name_without_its_place_is_told_with_the_other_name():
    names = ["县住建局", "县住建局", "住建局", "县民政局", "县民政局", "民政局"]
    lines = [f"{i}.第{i}事。（{name}牵头）" for i, name in enumerate(names, 1)]
    made = Plan("方案\n" + "\n".join(lines))
    for i, (line, name) in enumerate(zip(lines, names, strict=True), 1):
        made.task("0", str(i), line, (f"（{name}牵头）", {"lead": [name]}))
    (found,) = made.findings("unit-aliases")
    assert "“住建局”（别处写“县住建局”）" in found.sentence
    assert "“民政局”（别处写“县民政局”）" in found.sentence
    assert len(found.passages) == 4


@pytest.mark.parametrize(("title", "found"), [("重点项目清单", 0), ("专家名单", 0), ("重点任务清单", 1), ("甲方案", 1)])
def test_a_list_of_things_charges_nobody(title: str, found: int):
    made = Plan(f"方案\n1.甲事。（县民政局牵头）\n附件1\n{title}\n1.乙事。\n2.丙事。", (("0", ""), ("1", title)))
    made.task("0", "1", "1.甲事。（县民政局牵头）", ("（县民政局牵头）", {"lead": ["县民政局"]}))
    made.task("1", "1", "1.乙事。").task("1", "2", "2.丙事。")
    assert len(made.findings("task-without-unit")) == found
