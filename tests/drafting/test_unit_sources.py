"""Where the directory says that a unit, its other names and its duties stand."""

from __future__ import annotations

from passages import plan

from luoshi.drafting import draft
from luoshi.drafting.draft import Unit
from luoshi.reading.document import Document

BODY = "成立稳粮工作专班，由副县长任召集人，县农业农村局、县财政局主要负责人任副召集人，县农业 农村局、县水利局为成员单位，办公室设在县水利局。"


def read(*lines: str) -> tuple[Document, dict[str, Unit]]:
    document = plan(*lines)
    return document, {unit.name: unit for unit in draft(document).units}


def test_each_duty_of_a_task_shows_the_name_in_its_clause() -> None:
    document, units = read("1.甲事。（县水利局牵头，县财政局配合）", "2.乙事。（县水利局、县财政局负责）")
    for unit in units.values():
        assert [document.text[d.source.start : d.source.end] for d in unit.duties] == [unit.name, unit.name]
        assert unit.source == unit.duties[0].source


def test_a_member_is_shown_in_the_list_and_an_office_where_it_is_set_up() -> None:
    document, units = read("1.甲事。（县水利局牵头）", "三、组织实施", "（一）" + BODY)
    duties = {(d.role, d.written): d.source for unit in units.values() for d in unit.duties if d.kind == "body"}
    text = document.text
    office, member = duties["office", "县水利局"], duties["member", "县水利局"]
    assert text[: office.start].endswith("办公室设在")
    assert text[member.end :].startswith("为成员单位")
    spaced = duties["member", "县农业农村局"]
    assert text[spaced.start : spaced.end] == "县农业 农村局"


def test_of_a_shared_post_the_bureau_s_own_name_is_shown() -> None:
    document, units = read("1.甲事。（县水利局牵头）", "三、组织实施", "（一）" + BODY)
    shown = {
        d.written: document.text[d.source.start : d.source.end]
        for u in units.values()
        for d in u.duties
        if d.role == "deputy"
    }
    assert shown == {"县农业农村局主要负责人": "县农业农村局", "县财政局主要负责人": "县财政局主要负责人"}


def test_an_alias_shows_where_that_name_stands_first() -> None:
    document, units = read(
        "1.甲事。（县农业农村局牵头）",
        "2.乙事。（县农业农村局牵头）",
        "3.丙事。（县农业局负责）",
        "4.丁事。（县农业局负责）",
    )
    (unit,) = units.values()
    (alias,) = unit.aliases
    assert document.text.index(alias.name) == alias.source.start
    assert document.paragraphs[alias.source.paragraph].text.startswith("3.")
