"""The check-up (方案体检报告): a paper in which a director reads what is wrong with a plan, gravest first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from luoshi.drafting.draft import Draft, Finding
from luoshi.papers.checkup_sheets import graded
from luoshi.papers.places import Places, shortened
from luoshi.papers.quotations import Quotation, quotations
from luoshi.papers.whole_file import put
from luoshi.papers.wording import (
    GAPS,
    GRAVITIES,
    chinese_date,
    contents,
    kind_title,
    nothing_found,
    on_one_line,
    plan_title,
    tidy,
)
from luoshi.reading.document import Document

if TYPE_CHECKING:
    from luoshi.papers.official_docx import Marked, Paper

_NUMERALS = "零一二三四五六七八九十"
SINGLY = 20  # up to so many grave findings stand one by one with their passages in full, all others in tables
QUOTED = 4  # places quoted of one finding; where the others are is said behind them
_CONTEXT, _BRIEF = 120, 60  # characters of a quotation in full form, and in a table
_SMALL = 10.5  # points, in tables
_LISTED = 150  # rows of one table; how many follow is said below it

Cell = Sequence[Sequence["Marked"]]


def write_report(draft: Draft, document: Document, path: str | Path) -> None:
    """Write the check-up under that path as docx, whole or not at all; folders are made. Raises OSError."""
    put(Path(path), report_bytes(draft, document))


def report_bytes(draft: Draft, document: Document) -> bytes:
    """The check-up as the bytes of a docx file."""
    from luoshi.papers.official_docx import Paper  # loads python-docx, only where a paper is wanted

    plan = plan_title(draft, document.name)
    paper = Paper(f"{plan}体检报告")
    places = Places(draft, document)
    paper.title(f"《{plan}》" if not plan.startswith("《") else plan)
    paper.title("体检报告")
    paper.subtitle(tidy(draft.document.doc_number))
    findings = graded(draft)
    paper.text(_opening(draft, plan, findings))
    if findings:
        _overview(paper, findings)
    section = 0
    for gravity, of_gravity in groupby(findings, key=lambda finding: finding.gravity):
        section += 1
        listed = list(of_gravity)
        paper.heading(f"{chinese_number(section)}、{GRAVITIES[gravity]}问题（{len(listed)}处）", 1)
        if gravity == "grave" and len(listed) <= SINGLY:
            for at, finding in enumerate(listed, 1):
                _one_finding(paper, at, finding, places)
        else:
            _table_of_findings(paper, listed, places)
    section += 1
    paper.heading(f"{chinese_number(section)}、未读出的内容（{len(draft.coverage)}处）", 1)
    _coverage(paper, draft, places)
    paper.heading(f"{chinese_number(section + 1)}、说明", 1)
    paper.text(
        "本报告由落实软件逐字对照方案原文生成。“严重”指照此执行必然出现分歧或落空，“较重”指会给分工、调度、考核带来麻烦，"
        "“提示”指文字疏漏或请留意之处。位置中的段数从正文第一段起算，表格内的文字按单元格计段。所列均为软件判断，是否属实、如何修改，由起草单位核定。"
    )
    for note in document.notes:
        paper.text(tidy(note))
    return paper.bytes()


def chinese_number(value: int) -> str:
    """1–99 as 一 … 九十九, else digits."""
    if not 0 < value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    return (_NUMERALS[tens] if tens > 1 else "") + ("十" if tens else "") + (_NUMERALS[ones] if ones else "")


def _opening(draft: Draft, plan: str, findings: Sequence[Finding]) -> str:
    head = draft.document
    said = "，".join(filter(None, (tidy(head.doc_number), tidy(head.issuer), chinese_date(head.date))))
    named = f"《{plan}》" if not plan.startswith("《") else plan
    read = f"对{named}{f'（{said}）' if said else ''}作了体检，共读出{contents(draft)}。"
    if not findings:
        return read + nothing_found(draft)
    counts = [(word, sum(f.gravity == key for f in findings)) for key, word in GRAVITIES.items()]
    return read + f"发现问题{len(findings)}处，其中" + "、".join(f"{word}{n}处" for word, n in counts if n) + "。"


def _overview(paper: Paper, findings: Sequence[Finding]) -> None:
    """A row a gravity: how many findings, and of which kinds."""
    rows = []
    for gravity, of_gravity in groupby(findings, key=lambda finding: finding.gravity):
        listed = list(of_gravity)
        kinds = [(code, sum(1 for _ in same)) for code, same in groupby(listed, key=lambda finding: finding.code)]
        said = "、".join(f"{tidy(kind_title(code))}{count}" for code, count in kinds)
        rows.append([_plain(GRAVITIES[gravity]), _plain(str(len(listed))), _plain(said)])
    paper.table((18, 18, 120), ("程度", "处数", "问题类别及处数"), rows)
    paper.gap()


def _plain(text: str) -> Cell:
    return [[(line, False)] for line in text.split("\n")]


def _one_finding(paper: Paper, at: int, finding: Finding, places: Places) -> None:
    """The sentence, and its passages two by two beside each other."""
    paper.text(f"{at}.{tidy(kind_title(finding.code))}。{on_one_line(finding.sentence)}", keep_with_next=True)
    quoted = quotations(finding, places, _CONTEXT)
    cells = [_cell(quotation) for quotation in quoted[:QUOTED]]
    rows = [cells[n : n + 2] for n in range(0, len(cells), 2)]
    if rest := quoted[QUOTED:]:
        rows.append([_plain(_where_else(rest))])
    if rows:
        paper.table((78, 78), (), rows, _SMALL)
        paper.gap()


def _table_of_findings(paper: Paper, findings: Sequence[Finding], places: Places) -> None:
    """A row each under the name of its kind, the quotations in it shorter."""
    rows: list[list[Cell]] = []
    at = 0
    for code, of_kind in groupby(findings[:_LISTED], key=lambda finding: finding.code):
        same = list(of_kind)
        rows.append([[[(f"{tidy(kind_title(code))}（{len(same)}处）", True)]]])
        for finding in same:
            at += 1
            quoted = quotations(finding, places, _BRIEF)
            cells = [_cell(quotation) for quotation in quoted[:2]] or [_plain("")]
            if rest := quoted[2:]:
                cells[-1] = [*cells[-1], [(_where_else(rest), False)]]
            rows.append([_plain(str(at)), _plain(on_one_line(finding.sentence)), *cells])
    paper.table((12, 52, 46, 46), ("序号", "问题与建议", "原文之一", "原文之二"), rows, _SMALL)
    _say_rest(paper, len(findings) - _LISTED, "体检报告")
    paper.gap()


def _coverage(paper: Paper, draft: Draft, places: Places) -> None:
    if not draft.coverage:
        paper.text("没有发现未归入任务、指标或机制的编号段落和数字。")
        return
    paper.text("下列编号段落和数字没有归入任务、指标或机制，请看是否确属无需分解的内容。", keep_with_next=True)
    gaps = sorted(draft.coverage, key=lambda gap: gap.source.start)
    rows = []
    for gap in gaps[:_LISTED]:
        before, words, after = places.around(gap.source, 60)
        said: Cell = (
            [[(before, False), (words, True), (after, False)]]
            if gap.kind == "figure"
            else _plain(shortened(gap.text, 80))
        )
        rows.append([_plain(places.of(gap.source)), _plain(GAPS[gap.kind]), said])
    paper.table((40, 24, 92), ("位置", "类别", "内容"), rows, _SMALL)
    _say_rest(paper, len(gaps) - _LISTED, "未读出内容")
    paper.gap()


def _say_rest(paper: Paper, count: int, sheet: str) -> None:
    if count > 0:
        paper.text(f"另有{count}处从略，全部列在任务分解表的“{sheet}”页（luoshi read --xlsx）。")


def _where_else(quoted: Sequence[Quotation]) -> str:
    return f"另见{len(quoted)}处：" + "；".join(quotation.place for quotation in quoted)


def _cell(quotation: Quotation) -> Cell:
    """The place, and below it the sentences with the marked words in bold."""
    return [[(f"【{quotation.place}】", False)], *quotation.lines]
