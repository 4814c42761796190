"""Task forces against the tasks of their part."""

import pytest
from by_hand import Plan

from luoshi.drafting.draft import Role


def plan(tasks: list[dict[Role, list[str]]], members: list[str], office: str = "", part: str = "1") -> Plan:
    """A part with tasks of these units, and its task force."""
    lines, clauses = [], []
    for number, roles in enumerate(tasks, 1):
        clause = "（" + "，".join("、".join(names) + role for role, names in roles.items()) + "）"
        clauses.append((clause, roles))
        lines.append(f"{number}.办好第{number}件事。{clause}")
    raw = f"成立稻渔攻坚工作专班，成员单位包括{'、'.join(members)}，办公室设在{office or members[0]}。"
    head = "方案\n" if part == "0" else "方案\n附件1\n稻渔攻坚实施方案\n"
    made = Plan(
        head + "\n".join([*lines, raw]), (("0", ""),) if part == "0" else (("0", ""), ("1", "稻渔攻坚实施方案"))
    )
    for number, (line, clause) in enumerate(zip(lines, clauses, strict=True), 1):
        made.task(part, str(number), line, clause)
    return made.body(part, raw, "稻渔攻坚工作专班", members, office or members[0])


BASE: dict[Role, list[str]] = {"lead": ["县农业农村局"], "responsible": ["县水利局", "县财政局"]}
MEMBERS = ["县农业农村局", "县水利局", "县财政局"]


@pytest.mark.parametrize("part", ["0", "1"])
def test_a_lead_that_is_left_out(part: str):
    (found,) = plan([BASE, {"lead": ["县商务局"]}], MEMBERS, part=part).findings("unit-not-in-body")
    assert "县商务局" in found.sentence
    assert found.gravity == "serious"


@pytest.mark.parametrize("part", ["0", "1"])
def test_a_member_that_has_nothing_to_do(part: str):
    (sentence,) = plan([BASE], [*MEMBERS, "县林业局"], part=part).sentences("member-without-work")
    assert "县林业局" in sentence


def test_the_plans_own_leading_group_answers_for_all_annexes():
    made = plan([BASE, {"lead": ["县商务局"]}], MEMBERS)
    made.bodies = [
        made.bodies[0].__class__(
            "0", "领导小组", (), (), ("县委办", "县人武部", "县政协办"), "", made.bodies[0].raw, made.bodies[0].source
        )
    ]
    assert not made.findings("unit-not-in-body")
    assert not made.findings("member-without-work")


@pytest.mark.parametrize(
    ("office", "host"),
    [
        ("县安委办", "县应急管理局"),
        ("县河长办", "县水利局"),
        ("县食品安全委员会办公室", ""),
        ("县防汛抗旱指挥部办公室", "县应急局"),
    ],
)
def test_an_office_at_a_members_bureau_is_minor_and_named_so(office: str, host: str):
    members = [*MEMBERS, host] if host and host not in MEMBERS else MEMBERS
    (found,) = plan([BASE, {"lead": [office]}], members).findings("unit-not-in-body")
    assert found.gravity == ("minor" if host else "serious")
    assert f"只列了“{host}”" in found.sentence or not host


@pytest.mark.parametrize("unit", ["县财政局金融股", "县农业农村局〈县乡村振兴局〉"])
def test_a_members_own_office_is_in_the_task_force(unit: str):
    assert not plan([BASE, {"lead": [unit]}], MEMBERS).findings("unit-not-in-body")


def test_what_stands_in_brackets_behind_a_member_is_in_the_task_force():
    members = ["县农业农村局（县乡村振兴局）", "县水利局", "县财政局"]
    assert not plan([BASE, {"lead": ["县乡村振兴局"]}], members).findings("unit-not-in-body")


@pytest.mark.parametrize("unit", ["县财政评审中心", "县水利投资公司"])
def test_a_unit_with_a_like_beginning_is_another(unit: str):
    assert plan([BASE, {"lead": [unit]}], MEMBERS).findings("unit-not-in-body")


@pytest.mark.parametrize(
    ("one", "other"),
    [("云湖文旅集团", "云湖文旅公司"), ("青峰山林场管委会", "青峰山林场管理处"), ("县房屋事务中心", "县房屋服务中心")],
)
def test_a_unit_that_is_listed_by_a_like_name_is_asked_about(one: str, other: str):
    made = plan([BASE, {"lead": [one]}], [*MEMBERS, other])
    assert not made.findings("unit-not-in-body")
    assert not made.findings("member-without-work")
    (sentence,) = made.sentences("unit-aliases")
    assert one in sentence
    assert other in sentence


@pytest.mark.parametrize(
    ("one", "other"), [("县邮政公司", "县邮政管理局"), ("县林业集团", "县林业局"), ("县旅游公司", "县交通公司")]
)
def test_units_of_other_kinds_are_two(one: str, other: str):
    made = plan([BASE, {"lead": [one]}], [*MEMBERS, other])
    assert made.findings("unit-not-in-body")
    assert made.findings("member-without-work")


def test_many_at_once_are_one_finding():
    leads = [{"lead": [f"县{name}局"]} for name in ("商务", "教育", "民政", "司法", "统计", "审计")]
    (found,) = plan([BASE, *leads], MEMBERS).findings("unit-not-in-body")
    assert "6个单位" in found.sentence
    assert found.gravity == "serious"


def test_a_like_name_beside_a_member_with_work_is_asked_about():
    made = plan([BASE, {"lead": ["云湖文旅公司"]}, {"lead": ["云湖文旅集团"]}], [*MEMBERS, "云湖文旅公司"])
    assert not made.findings("unit-not-in-body")
    assert any("云湖文旅集团" in s for s in made.sentences("unit-aliases"))
