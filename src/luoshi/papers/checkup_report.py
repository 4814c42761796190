"""The check-up (方案体检报告): a paper in which a director reads what is wrong with a plan, gravest first."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from luoshi.drafting.draft import Draft, Finding, Passage
from luoshi.papers.checkup_sheets import graded
from luoshi.papers.places import Places, shortened
from luoshi.papers.whole_file import put
from luoshi.papers.wording import GAPS, GRAVITIES, chinese_date, contents, kind_title, plan_title, tidy
from luoshi.reading.document import Document

if TYPE_CHECKING:
    from luoshi.papers.official_docx import Marked, Paper

_NUMERALS = "零一二三四五六七八九十"
SINGLY = 5  # more findings of one kind than this stand in a table of that kind
QUOTED = 6  # passages quoted of one finding; where the others stand is said behind them
_CONTEXT = 110  # characters of a quotation in full form
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
        for kind, (code, of_kind) in enumerate(groupby(listed, key=lambda finding: finding.code), 1):
            same = list(of_kind)
            paper.heading(f"（{chinese_number(kind)}）{tidy(kind_title(code))}（{len(same)}处）", 2)
            if len(same) > SINGLY:
                _table_of_kind(paper, same, places)
            else:
                for at, finding in enumerate(same, 1):
                    _one_finding(paper, at, finding, places)
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
        return read + "未发现问题。"
    counts = [(word, sum(f.gravity == key for f in findings)) for key, word in GRAVITIES.items()]
    return read + f"发现问题{len(findings)}处，其中" + "、".join(f"{word}{n}处" for word, n in counts if n) + "。"


def _overview(paper: Paper, findings: Sequence[Finding]) -> None:
    rows = [
        [_plain(GRAVITIES[gravity]), _plain(tidy(kind_title(code))), _plain(f"{sum(1 for _ in same)}")]
        for (gravity, code), same in groupby(findings, key=lambda f: (f.gravity, f.code))
    ]
    paper.table((26, 100, 30), ("程度", "问题类别", "处数"), rows)
    paper.gap()


def _plain(text: str) -> Cell:
    return [[(line, "")] for line in text.split("\n")]


def _one_finding(paper: Paper, at: int, finding: Finding, places: Places) -> None:
    """The sentence, and its passages two by two beside each other."""
    paper.text(f"{at}.{tidy(finding.sentence)}", keep_with_next=True)
    quoted = _quotes(finding.passages[:QUOTED], places, _CONTEXT)
    rows = [quoted[n : n + 2] for n in range(0, len(quoted), 2)]
    if rest := finding.passages[QUOTED:]:
        rows.append([_plain(_where_else(rest, places))])
    if rows:
        paper.table((78, 78), (), rows)
        paper.gap()


def _table_of_kind(paper: Paper, findings: Sequence[Finding], places: Places) -> None:
    """Many findings of a kind: a row each, the quotations in it shorter."""
    rows = []
    paired = any(len(finding.passages) > 1 for finding in findings)
    for at, finding in enumerate(findings[:_LISTED], 1):
        quoted = _quotes(finding.passages[:2], places, 60)
        if rest := finding.passages[2:]:
            quoted[-1] = [*quoted[-1], [(_where_else(rest, places), "")]]
        row = [_plain(str(at)), _plain(tidy(finding.sentence)), *quoted]
        rows.append(row + [_plain("")] * ((4 if paired else 3) - len(row)))
    if paired:
        paper.table((14, 48, 47, 47), ("序号", "问题与建议", "原文之一", "原文之二"), rows)
    else:
        paper.table((14, 66, 76), ("序号", "问题与建议", "原文"), rows)
    _say_rest(paper, len(findings) - _LISTED, "体检报告")
    paper.gap()


def _coverage(paper: Paper, draft: Draft, places: Places) -> None:
    if not draft.coverage:
        paper.text("编号段落和数字均已归入任务、指标或机制，没有遗漏。")
        return
    paper.text("下列编号段落和数字没有归入任务、指标或机制，请看是否确属无需分解的内容。", keep_with_next=True)
    gaps = sorted(draft.coverage, key=lambda gap: gap.source.start)
    rows = []
    for gap in gaps[:_LISTED]:
        before, words, after = places.around(gap.source, 60)
        said: Cell = (
            [[(before, ""), (words, "bold"), (after, "")]] if gap.kind == "figure" else _plain(shortened(gap.text, 80))
        )
        rows.append([_plain(places.of(gap.source)), _plain(GAPS[gap.kind]), said])
    paper.table((40, 24, 92), ("位置", "类别", "内容"), rows)
    _say_rest(paper, len(gaps) - _LISTED, "未读出内容")
    paper.gap()


def _say_rest(paper: Paper, count: int, sheet: str) -> None:
    if count > 0:
        paper.text(f"另有{count}处从略，全部列在任务分解表的“{sheet}”页（luoshi read --xlsx）。")


def _where_else(passages: Iterable[Passage], places: Places) -> str:
    said = [places.of(passage.source) for passage in passages]
    return f"另见{len(said)}处：" + "；".join(said)


def _quotes(passages: Sequence[Passage], places: Places, context: int) -> list[Cell]:
    """Each passage as a place line and its sentence: the passage's words bold, and where two of them differ underlined."""
    quoted: list[Cell] = []
    for at, passage in enumerate(passages):
        before, words, after = places.around(passage.source, context)
        other = passages[0] if at else passages[1] if len(passages) > 1 else None
        marked = _differing(words, tidy(places.quote(other.source))) if other else [(words, "bold")]
        if len(words) > 2 * context:
            # A whole paragraph given twice: its beginning is enough to find it.
            marked = [(shortened(words, 2 * context), "bold")]
        line = [(before, ""), *marked, (after, "")]
        quoted.append([[(f"【{places.of(passage.source)}】", "")], [run for run in line if run[0]]])
    return quoted


def _differing(words: str, other: str) -> list[Marked]:
    """The words in bold; where they are like the other's, what differs is underlined as well."""
    if words == other or len(words) > 400 or len(other) > 400:
        return [(words, "bold")]
    matcher = difflib.SequenceMatcher(None, words, other, autojunk=False)
    if matcher.ratio() < 0.5:
        return [(words, "bold")]
    return [
        (words[start:end], "bold" if tag == "equal" else "underlined")
        for tag, start, end, _, _ in matcher.get_opcodes()
        if end > start
    ]
