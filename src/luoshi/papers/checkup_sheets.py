"""The sheets 体检报告 and 未读出内容: what is wrong with the plan, and what was not understood of it."""

from __future__ import annotations

from luoshi.drafting.draft import Draft, Finding
from luoshi.papers.places import Places
from luoshi.papers.quotations import quotations
from luoshi.papers.sheet import Column, Row, Sheet, Value
from luoshi.papers.wording import GAPS, GRAVITIES, kind_title, nothing_found, on_one_line, tidy

_CONTEXT = 160  # characters of a quotation
_TINTS = {"grave": "#F8D7D3", "serious": "#FCE8CC", "minor": ""}


def graded(draft: Draft) -> list[Finding]:
    """The findings, gravest first, those of a kind together, else in their order."""
    gravities = list(GRAVITIES)
    seen: dict[tuple[str, str], int] = {}
    for finding in draft.findings:
        seen.setdefault((finding.gravity, finding.code), len(seen))
    return sorted(draft.findings, key=lambda f: (gravities.index(f.gravity), seen[f.gravity, f.code]))


def finding_sheet(draft: Draft, places: Places, plan: str) -> Sheet:
    """体检报告: a row a finding, gravest first, the first two places it names beside each other."""
    rows = []
    for at, finding in enumerate(graded(draft), 1):
        quotes = [quotation.text for quotation in quotations(finding, places, _CONTEXT)]
        values: tuple[Value, ...] = (
            at,
            GRAVITIES[finding.gravity],
            tidy(kind_title(finding.code)),
            on_one_line(finding.sentence),
            *[*quotes, "", ""][:2],
            "\n".join(quotes[2:]),
            None,
        )
        rows.append(Row(values, tint=_TINTS[finding.gravity]))
    return Sheet(
        "体检报告",
        f"{plan}体检报告",
        (
            Column("序号", 6, True),
            Column("程度", 8, True),
            Column("类别", 17),
            Column("问题与建议", 44),
            Column("原文之一", 42),
            Column("原文之二", 42),
            Column("其他原文", 34),
            Column("核定意见", 18),
        ),
        tuple(rows),
        empty=nothing_found(draft),
    )


def coverage_sheet(draft: Draft, places: Places, plan: str) -> Sheet:
    """未读出内容: a row for each numbered paragraph or figure that became no item."""
    return Sheet(
        "未读出内容",
        f"{plan}未读出内容",
        (
            Column("序号", 6, True),
            Column("类别", 12, True),
            Column("未归入任务、指标的文字", 76),
            Column("所在句", 84),
            Column("位置", 26),
        ),
        tuple(
            Row(
                (
                    at,
                    GAPS[gap.kind],
                    tidy(gap.text),
                    "".join(places.around(gap.source)) if gap.kind == "figure" else "",
                    places.of(gap.source),
                )
            )
            for at, gap in enumerate(sorted(draft.coverage, key=lambda gap: gap.source.start), 1)
        ),
    )
