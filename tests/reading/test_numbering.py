"""Automatic numbers are rebuilt as a word processor shows them. LibreOffice's text of the same file is the judge."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from word import PLAN_LEVELS, abstract, cell, docx, lvl, num, p, row, start_override, style, table

from luoshi.reading import read_bytes
from luoshi.reading.number_formats import shown, with_label

SOFFICE = os.environ.get("LUOSHI_SOFFICE") or shutil.which("soffice") or shutil.which("libreoffice")

PLAN = abstract(1, *PLAN_LEVELS)


def items(*levels: int, list_id: int = 1) -> list[str]:
    return [p(f"第{n}段", list_id, level) for n, level in enumerate(levels)]


def one_list(*levels: str, marks: str = "") -> str:
    return abstract(1, *levels, link=marks) + num(1, 1)


def _plan_of_four_levels() -> bytes:
    return docx(p("总体方案"), *items(0, 1, 2, 2, 3, 3, 2, 1, 2, 0, 1, 1, 2, 3, 0, 2, 2), numbering=PLAN + num(1, 1))


def _counting_past_twenty() -> bytes:
    return docx(*items(*[1] * 23), numbering=PLAN + num(1, 1))


def _typed_between() -> bytes:
    body = [p("一、第一", 1), p("二、手工"), *items(0, 1), p("（二）手工"), *items(1, 2)]
    return docx(*body, numbering=PLAN + num(1, 1))


def _two_lists_of_one_definition() -> bytes:
    body = [*items(0, 0), *items(0, list_id=2), *items(0)]
    return docx(*body, numbering=PLAN + num(1, 1) + num(2, 1))


def _restart_by_override() -> bytes:
    numbering = PLAN + num(1, 1) + num(2, 1, start_override(0, 1)) + num(3, 1, start_override(2, 5))
    body = [*items(0, 1, 0), *items(0, 1, 0, list_id=2), *items(2, 2, list_id=3), *items(0)]
    return docx(*body, numbering=numbering)


def _two_definitions() -> bytes:
    other = abstract(2, lvl(0, "decimal", "%1."), lvl(1, "lowerLetter", "%2)"))
    body = [*items(0, 1), *items(0, 0, 1, 1, list_id=2), *items(1, 0), *items(0, 1, list_id=2)]
    return docx(*body, numbering=PLAN + other + num(1, 1) + num(2, 2))


def _overridden_level() -> bytes:
    override = f'<w:lvlOverride w:ilvl="0">{lvl(0, "upperRoman", "%1)", start=4)}</w:lvlOverride>'
    return docx(*items(0, 0, 1, list_id=2), numbering=PLAN + num(2, 1, override))


def _levels_bound_to_styles() -> bytes:
    numbering = one_list(
        lvl(0, "chineseCountingThousand", "第%1章", extra='<w:pStyle w:val="H1"/>', suffix="space"),
        lvl(1, "decimal", "%1.%2", extra='<w:pStyle w:val="H2"/>', suffix="space"),
        lvl(2, "decimal", "%1.%2.%3", extra='<w:pStyle w:val="H3"/>', suffix="space"),
    )
    listed = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    deeper = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
    styles = (
        style("H1", listed)
        + style("H2", deeper.format(1))
        + style("H3", deeper.format(2))
        + style("H1a", based_on="H1")
        + style("H1off", '<w:numPr><w:numId w:val="0"/></w:numPr>', based_on="H1")
    )
    body = [
        p("甲", style="H1"), p("乙", style="H2"), p("丙", style="H3"), p("丁", style="H3"), p("戊", style="H1a"),
        p("己", style="H1off"), p("庚", 0, style="H1"), p("辛", style="H2"), p("壬", style="H3"), p("癸", style="H1"),
    ]  # fmt: skip
    return docx(*body, numbering=numbering, styles=styles)


def _style_with_direct_level() -> bytes:
    styles = style("Item", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
    body = [*items(0), p("甲", style="Item"), p("乙", 1, 2, style="Item"), p("丙", style="Item")]
    return docx(*body, numbering=PLAN + num(1, 1), styles=styles)


def _numbering_style() -> bytes:
    numbering = (
        abstract(1, *PLAN_LEVELS, link='<w:styleLink w:val="Outline"/>')
        + abstract(2, link='<w:numStyleLink w:val="Outline"/>')
        + num(1, 1)
        + num(2, 2)
    )
    styles = style("Outline", '<w:numPr><w:numId w:val="1"/></w:numPr>', kind="numbering")
    return docx(*items(0, 1, 1, 2, 0, list_id=2), numbering=numbering, styles=styles)


def _starting_elsewhere() -> bytes:
    numbering = one_list(lvl(0, "decimal", "%1.", start=3), lvl(1, "decimal", "%1.%2", start=0))
    return docx(*items(0, 1, 1, 0, 1), numbering=numbering)


def _in_tables() -> bytes:
    serial = abstract(2, lvl(0, "decimal", "%1"))
    rows = [row(cell(p(" ", 2)), cell(p(f"任务{n}", 1, 2))) for n in range(3)]
    return docx(
        *items(0, 2), table(row("序号", "任务"), *rows), *items(2, 0), numbering=PLAN + serial + num(1, 1) + num(2, 2)
    )


def _bullets() -> bytes:
    numbering = one_list(lvl(0, "decimal", "%1."), lvl(1, "bullet", "●")) + abstract(2, lvl(0, "none", "")) + num(2, 2)
    return docx(*items(0, 0), *items(0, list_id=2), *items(0), numbering=numbering)


def _deeper_level_first() -> bytes:
    numbering = one_list(lvl(0, "decimal", "%1."), lvl(1, "decimal", "%1.%2"))
    return docx(*items(1, 1, 0, 1, 0, 0, 1), numbering=numbering)


def _start_left_out() -> bytes:
    return docx(*items(0, 0), numbering=one_list(lvl(0, "decimal", "%1.", start=None)))


def _every_level_overridden() -> bytes:
    anew = num(2, 1, *(start_override(level, 1) for level in range(4)))
    body = [*items(0, 1, 2, 2, 0, 1, 2), *items(0, 1, 2, 0, 1, list_id=2), *items(0, 1)]
    return docx(*body, numbering=PLAN + num(1, 1) + anew)


def _level_without_list() -> bytes:
    deeper = '<w:numPr><w:ilvl w:val="1"/></w:numPr>'
    styles = style("A", '<w:numPr><w:numId w:val="1"/></w:numPr>') + style("B", deeper, based_on="A")
    body = [p("甲", style="A"), p("乙", style="B"), p("丙", style="A", properties=deeper), p("丁", 1, None)]
    return docx(*body, numbering=PLAN + num(1, 1), styles=styles)


def _unknown_list() -> bytes:
    return docx(p("甲", 9), *items(0), numbering=PLAN + num(1, 1))


def _past_a_hundred() -> bytes:
    return docx(*items(*[0] * 121), numbering=one_list(lvl(0, "chineseCountingThousand", "%1、")))


def _formats() -> bytes:
    formats = (
        "decimal", "chineseCounting", "chineseCountingThousand", "japaneseCounting",
        "taiwaneseCounting", "taiwaneseCountingThousand", "ideographTraditional", "ideographZodiac",
        "chineseLegalSimplified", "decimalEnclosedCircle", "decimalFullWidth", "lowerLetter", "upperLetter",
        "lowerRoman", "upperRoman", "decimalEnclosedCircleChinese",
    )  # fmt: skip
    numbering = "".join(abstract(n, lvl(0, f, "%1、")) for n, f in enumerate(formats, 1))
    numbering += "".join(num(n, n) for n in range(1, len(formats) + 1))
    body = [x for n in range(1, len(formats) + 1) for x in items(*[0] * 12, list_id=n)]
    return docx(*body, numbering=numbering)


CASES = {
    name.removeprefix("_"): make
    for name, make in list(globals().items())
    if name.startswith("_") and not name.startswith("__") and callable(make)
}


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The text that LibreOffice shows for every case, from one call."""
    if not SOFFICE:
        pytest.skip("LibreOffice is not installed: its text of the same files cannot be compared")
    folder: Path = tmp_path_factory.mktemp("judged")
    for name, make in CASES.items():
        (folder / f"{name}.docx").write_bytes(make())
    command = [
        SOFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
        "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder),
        *(str(folder / f"{name}.docx") for name in CASES),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=170)
    return {name: _lines((folder / f"{name}.txt").read_text(encoding="utf-8-sig")) for name in CASES}


def _lines(text: str) -> list[str]:
    """Lines without blanks: how far a label stands from its text is decided here, not there."""
    kept = ("".join(line.split()) for line in text.splitlines())
    return [line for line in kept if line]


@pytest.mark.parametrize("name", CASES)
def test_labels_are_those_of_the_word_processor(name: str, judged: dict[str, list[str]]) -> None:
    assert _lines(read_bytes(CASES[name](), f"{name}.docx").text) == judged[name]


def text(data: bytes) -> list[str]:
    return read_bytes(data, "方案.docx").text.splitlines()


def test_legal_numbering_shows_digits_of_every_level() -> None:
    numbering = one_list(lvl(0, "chineseCounting", "第%1章"), lvl(1, "chineseCounting", "%1.%2", extra="<w:isLgl/>"))
    assert text(docx(*items(0, 1, 1), numbering=numbering)) == ["第一章 第0段", "1.1 第1段", "1.2 第2段"]


def test_a_level_may_restart_only_behind_a_named_one_or_never() -> None:
    numbering = one_list(
        lvl(0, "chineseCounting", "%1、"),
        lvl(1, "decimal", "%2.", extra='<w:lvlRestart w:val="0"/>'),
        lvl(2, "decimal", "(%3)", extra='<w:lvlRestart w:val="1"/>'),
    )
    shown_labels = [line.partition("第")[0] for line in text(docx(*items(0, 1, 2, 1, 2, 0, 1, 2), numbering=numbering))]
    assert shown_labels == ["一、", "1.", "(1)", "2.", "(2)", "二、", "3.", "(1)"]


def test_an_empty_item_counts_and_the_clerk_is_told() -> None:
    document = read_bytes(docx(*items(0), p("", 1), *items(0), numbering=PLAN + num(1, 1)), "方案.docx")
    assert document.text.splitlines() == ["一、第0段", "三、第0段"]
    assert "“二、”" in document.notes[0]


def test_an_empty_item_in_a_table_is_its_serial_number() -> None:
    serial = one_list(lvl(0, "decimal", "%1"))
    rows = [row(cell(p("", 1)), cell("甲")), row(cell(p("", 1)), cell("乙"))]
    document = read_bytes(docx(table(*rows), numbering=serial), "方案.docx")
    assert [(q.text, q.cell.row, q.cell.column) for q in document.paragraphs if q.cell] == [
        ("1", 0, 0), ("甲", 0, 1), ("2", 1, 0), ("乙", 1, 1),
    ]  # fmt: skip


def test_a_covered_cell_counts_nothing() -> None:
    rows = [
        row(cell(p("", 1), merge="restart"), "甲"),
        row(cell(p("", 1), merge="continue"), "乙"),
        row(cell(p("", 1)), "丙"),
    ]
    assert text(docx(table(*rows), numbering=one_list(lvl(0, "decimal", "%1")))) == ["1", "甲", "乙", "2", "丙"]


def test_the_label_is_kept_apart_as_well() -> None:
    document = read_bytes(docx(*items(0, 1), p("三、手工"), numbering=PLAN + num(1, 1)), "方案.docx")
    assert [q.label for q in document.paragraphs] == ["一、", "（一）", ""]


def test_a_line_break_leaves_the_number_with_the_first_line() -> None:
    body = [p("甲\n乙", 1), p("\n丙", 1)]
    assert text(docx(*body, numbering=PLAN + num(1, 1))) == ["一、甲", "乙", "二、丙"]


@pytest.mark.parametrize(
    ("label", "after", "expected"),
    [
        ("一、", "总体要求", "一、总体要求"),
        ("（一）", "2025年", "（一）2025年"),
        ("1.", "推动增收", "1.推动增收"),
        ("1.", "5G基站", "1. 5G基站"),
        ("（1）", "5G基站", "（1）5G基站"),
        ("①", "摸底", "①摸底"),
        ("第一章", "总则", "第一章 总则"),
        ("1.1", "目标", "1.1 目标"),
        ("1.", "", "1."),
    ],
)
def test_no_blank_behind_a_label_but_where_the_two_would_run_together(label: str, after: str, expected: str) -> None:
    assert with_label(label, after) == expected


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (10, "ideographDigital", "一〇"),
        (101, "chineseCounting", "一○一"),
        (101, "chineseCountingThousand", "一百零一"),
        (110, "chineseCountingThousand", "一百一十"),
        (1010, "chineseCountingThousand", "一千零一十"),
        (21, "chineseLegalSimplified", "贰拾壹"),
        (111, "japaneseCounting", "百十一"),
        (11, "ideographTraditional", "11"),
        (21, "decimalEnclosedCircle", "㉑"),
        (3, "decimalEnclosedParen", "⑶"),
        (7, "decimalZero", "07"),
        (28, "lowerLetter", "bb"),
        (44, "upperRoman", "XLIV"),
        (5, "neverHeardOf", "5"),
    ],
)
def test_number_formats(value: int, number_format: str, expected: str) -> None:
    assert shown(value, number_format) == expected
