"""Bodies whose people stand in front of their name, offices said in other words, and who acts in a row of cadences."""

from __future__ import annotations

from luoshi.drafting import draft
from luoshi.drafting.draft import Draft
from luoshi.reading import read_bytes


def drafted(sentence: str) -> Draft:
    lines = (
        "2026年重点工作方案",
        "一、工作任务",
        "1.甲事。（县发改局负责）",
        "二、保障措施",
        "（一）加强领导。" + sentence,
    )
    return draft(read_bytes("\n".join(lines).encode(), "plan.txt"))


def test_people_in_front_of_the_name() -> None:
    (body,) = drafted(
        "成立由县长任组长，常务副县长任副组长，县发改局、县财政局主要负责人为成员的项目建设领导小组，领导小组办公室设在县发改局。"
    ).bodies
    assert (body.name, body.convener, body.deputies) == ("项目建设领导小组", ("县长",), ("常务副县长",))
    assert (body.members, body.office) == (("县发改局", "县财政局"), "县发改局")


def test_an_office_told_by_its_daily_work() -> None:
    (body,) = drafted("成立由县委书记、县长任双组长的招商引资工作领导小组，日常工作由县商务局承担。").bodies
    assert (body.convener, body.office) == (("县委书记", "县长"), "县商务局")


def test_the_office_below_a_command() -> None:
    command, office = drafted(
        "成立城市更新指挥部，由副市长任指挥长，市财政局为成员单位，指挥部下设办公室在市城市管理局，市城市管理局局长兼任办公室主任。"
    ).bodies
    assert (command.convener, command.office) == (("副市长",), "市城市管理局")
    assert (office.name, office.convener) == ("指挥部办公室", ("市城市管理局局长",))


def test_who_acts_holds_to_the_end_of_the_sentence() -> None:
    made = drafted("督查室每月通报、每季度会商、年终考评。每月末由县项目办通报进展。").cadences
    assert [(c.actor, c.action, c.every) for c in made] == [
        ("督查室", "通报", "月"),
        ("督查室", "会商", "季"),
        ("督查室", "考评", "年"),
        ("县项目办", "通报", "月"),
    ]
