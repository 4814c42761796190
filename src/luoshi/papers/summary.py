"""What was read out of a plan, on one screen: some forty lines of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from luoshi.drafting.draft import Draft
from luoshi.papers.checkup_sheets import graded
from luoshi.papers.places import Places
from luoshi.papers.width import cut, padded, width
from luoshi.papers.wording import (
    GAPS,
    GRAVITIES,
    MEASURES,
    ROLES,
    amount,
    chinese_date,
    contents,
    interval,
    nothing_found,
    on_one_line,
    plan_title,
    tidy,
)
from luoshi.reading.document import Document

LINE = 100  # columns of a line; longer ones are cut
MOST = {"parts": 9, "units": 5, "targets": 4, "bodies": 3, "cadences": 4, "gaps": 2, "findings": 5}


def summary(draft: Draft, document: Document) -> str:
    """The summary as lines of at most `LINE` columns (those of findings are never cut), ending without a line break."""
    places = Places(draft, document)
    title = plan_title(draft, document.name)
    lines = [f"《{title}》" if not title.startswith("《") else title]
    lines += _header(draft)
    lines.append(f"　共 {contents(draft)}")
    lines += [f"　注意：{tidy(note)}" for note in document.notes]
    lines += _parts(draft, places)
    lines += _units(draft)
    lines += _targets(draft)
    lines += _bodies(draft, places)
    lines += _cadences(draft)
    lines += _gaps(draft, places)
    return "\n".join([*(cut(line, LINE) for line in lines), *_findings(draft, places)])


def _header(draft: Draft) -> list[str]:
    head = draft.document
    known = (
        ("文号", tidy(head.doc_number)),
        ("发文机关", tidy(head.issuer)),
        ("成文日期", chinese_date(head.date)),
        ("年度", str(head.year) if head.year else ""),
        ("行动", tidy(head.family)),
    )
    said = [f"{name} {value}" for name, value in known if value]
    return ["　" + "　".join(line) for line in (said[:2], said[2:]) if line]


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows as lines, all columns but the last padded to one width."""
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "　" + "  ".join(padded(cell, room) for cell, room in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def _more(all_items: Sequence[object], kind: str, word: str) -> list[str]:
    left = len(all_items) - MOST[kind]
    return [f"　……另有{left}{word}"] if left > 0 else []


def _counts(counter: Counter[str], words: dict[str, str], unit: str) -> str:
    return "、".join(f"{words[key]}{counter[key]}{unit}" for key in words if counter[key])


def _parts(draft: Draft, places: Places) -> list[str]:
    if not draft.parts:
        return []
    tasks, targets = Counter(t.part for t in draft.tasks), Counter(t.part for t in draft.targets)
    shown = draft.parts[: MOST["parts"]]
    rows = [(places.part(p.id), f"任务{tasks[p.id]:>3}", f"指标{targets[p.id]:>3}", tidy(p.title)) for p in shown]
    return ["各部分", *_table(rows), *_more(draft.parts, "parts", "个部分")]


def _units(draft: Draft) -> list[str]:
    units = [unit for unit in draft.units if not unit.open_class]
    if not units:
        return []
    loaded = sorted(units, key=lambda unit: -sum(duty.kind == "task" for duty in unit.duties))
    rows = []
    for unit in loaded[: MOST["units"]]:
        roles = Counter(duty.role for duty in unit.duties if duty.kind == "task")
        rows.append(
            (tidy(unit.name), *(f"{ROLES[role]}{roles[role]:>3}" for role in ("lead", "responsible", "cooperate")))
        )
    return ["承担任务最多的单位", *_table(rows), *_more(units, "units", "个单位")]


def _targets(draft: Draft) -> list[str]:
    if not draft.targets:
        return []
    kinds = _counts(Counter(target.measure for target in draft.targets), dict(MEASURES), "个")
    rows = [(amount(target), tidy(target.name)) for target in draft.targets[: MOST["targets"]]]
    return [f"指标（{kinds}）", *_table(rows), *_more(draft.targets, "targets", "个指标")]


def _bodies(draft: Draft, places: Places) -> list[str]:
    if not draft.bodies:
        return []
    rows = [
        (
            places.part(b.part),
            f"成员{len(b.members):>3}" if b.members else "",
            tidy(b.name) + _said("召集人", b.convener) + _said("办公室设在", [b.office]),
        )
        for b in draft.bodies[: MOST["bodies"]]
    ]
    return ["工作专班（机构）", *_table(rows), *_more(draft.bodies, "bodies", "个")]


def _said(word: str, names: Iterable[str]) -> str:
    joined = "、".join(tidy(name) for name in names if name)
    return f"，{word}{joined}" if joined else ""


def _cadences(draft: Draft) -> list[str]:
    if not draft.cadences:
        return []
    rows = [(interval(c.every), tidy(c.action) + _said("", [c.actor])) for c in draft.cadences[: MOST["cadences"]]]
    return ["调度机制", *_table(rows), *_more(draft.cadences, "cadences", "项")]


def _gaps(draft: Draft, places: Places) -> list[str]:
    if not draft.coverage:
        return ["未读出的内容：无"]
    rows = [(places.of(gap.source), tidy(gap.text)) for gap in draft.coverage[: MOST["gaps"]]]
    head = f"未读出的内容：{_counts(Counter(gap.kind for gap in draft.coverage), dict(GAPS), '处')}"
    return [head, *_table(rows), *_more(draft.coverage, "gaps", "处")]


def _findings(draft: Draft, places: Places) -> list[str]:
    if not draft.findings:
        return [f"体检：{nothing_found(draft).rstrip('。')}"]
    kinds = _counts(Counter(finding.gravity for finding in draft.findings), dict(GRAVITIES), "处")
    rows = [
        (
            GRAVITIES[f.gravity],
            on_one_line(f.sentence) + (f"（{places.of(f.passages[0].source)}）" if f.passages else ""),
        )
        for f in graded(draft)[: MOST["findings"]]
    ]
    return [f"体检：{kinds}", *_table(rows), *_more(draft.findings, "findings", "处，用 --check 写出全部")]
