"""One matter, one lead."""

import pytest
from by_hand import Plan

LONG = "给用工超百人的厂子单列贷款额度，利率比上年再低两成，每月对账一次"


def plan(first: str, second: str, one: str, other: str, role: str = "lead") -> Plan:
    word = "牵头" if role == "lead" else "负责"
    lines = [f"1.{first}（{one}{word}）", f"2.{second}（{other}{word}）"]
    made = Plan("方案\n附件1\n甲方案\n" + "\n".join(lines), (("0", ""), ("1", "甲方案")))
    for number, (line, unit) in enumerate(zip(lines, (one, other), strict=True), 1):
        made.task("1", str(number), line, (f"（{unit}{word}）", {role: unit.split("、")}))  # type: ignore[dict-item]
    return made


def test_the_same_target_in_two_tasks_with_different_leads():
    made = plan("建基站。新建5G基站30个。", "强基础。建设5G基站30个。", "县发改局", "县工信局")
    made.target("1", "1", "新建5G基站30个", "5G基站", 30, "个").target("1", "2", "建设5G基站30个", "5G基站", 30, "个")
    (found,) = made.findings("lead-conflict")
    assert found.gravity == "grave"
    assert "县发改局" in found.sentence
    assert "县工信局" in found.sentence


@pytest.mark.parametrize(
    ("first", "second"), [("把贷款送进厂房里。甲。", "把贷款送进厂房里。乙。"), (f"甲事。{LONG}。", f"乙事。{LONG}。")]
)
def test_like_titles_and_like_words(first: str, second: str):
    assert len(plan(first, second, "县金融办", "县住建局").findings("lead-conflict")) == 1


def test_no_conflict_where_the_lead_is_the_same_under_another_name():
    assert not plan(f"甲事。{LONG}。", f"乙事。{LONG}。", "县住建局", "县住房和城乡建设局").findings("lead-conflict")


def test_without_leads_it_is_the_responsible_units_that_differ():
    (found,) = plan(f"甲事。{LONG}。", f"乙事。{LONG}。", "县金融办", "县住建局", "responsible").findings(
        "lead-conflict"
    )
    assert found.gravity == "serious"


def test_leads_that_overlap_are_a_minor_matter():
    (found,) = plan(f"甲事。{LONG}。", f"乙事。{LONG}。", "县金融办、县财政局", "县财政局").findings("lead-conflict")
    assert found.gravity == "minor"


def test_a_plan_without_annexes_is_held_against_itself():
    lines = ["1.把贷款送进厂房里。甲。（县金融办牵头）", "2.把贷款送进厂房里。乙。（县住建局牵头）"]
    made = Plan("方案\n" + "\n".join(lines))
    for number, (line, unit) in enumerate(zip(lines, ("县金融办", "县住建局"), strict=True), 1):
        made.task("0", str(number), line, (f"（{unit}牵头）", {"lead": [unit]}))
    assert made.findings("lead-conflict")


def test_what_sums_up_the_annexes_does_not_contradict_them():
    lines = ["1.把贷款送进厂房里。甲。（县金融办牵头）", "1.把贷款送进厂房里。乙。（县住建局牵头）"]
    made = Plan(f"方案\n{lines[0]}\n附件1\n甲方案\n{lines[1]}", (("0", ""), ("1", "甲方案")))
    made.task("0", "1", lines[0], ("（县金融办牵头）", {"lead": ["县金融办"]}))
    made.task("1", "1", lines[1], ("（县住建局牵头）", {"lead": ["县住建局"]}))
    assert not made.findings("lead-conflict")
