"""The sheets of the breakdown workbook, as values: what stands in each row. How they look is `sheet.py`'s."""

from __future__ import annotations

from luoshi.drafting.draft import Assignment, Draft, Role, Task
from luoshi.drafting.place_words import path_words
from luoshi.papers.checkup_sheets import coverage_sheet, finding_sheet
from luoshi.papers.places import Places, shortened
from luoshi.papers.sheet import Column, Row, Sheet
from luoshi.papers.unit_sheet import TITLE_LENGTH, due_words, unit_sheet
from luoshi.papers.wording import (
    MEASURES,
    STRENGTHS,
    interval,
    plan_title,
    tidy,
)
from luoshi.reading.document import Document

_RINGED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def all_sheets(draft: Draft, document: Document) -> list[Sheet]:
    """The sheets in their order; the one on what was not read only where something was not."""
    places = Places(draft, document)
    plan = plan_title(draft, document.name)
    sheets = [
        task_sheet(draft, document, places, plan),
        target_sheet(draft, places, plan),
        unit_sheet(draft, document, places, plan),
        body_sheet(draft, places, plan),
        cadence_sheet(draft, places, plan),
        finding_sheet(draft, places, plan),
    ]
    if draft.coverage:
        sheets.append(coverage_sheet(draft, places, plan))
    return sheets


def _units(task: Task, role: Role, document: Document) -> str:
    """The units in that role, "、" between them; where a task has several clauses, one line a clause."""
    lines = []
    for at, assignment in enumerate(task.assignments):
        names = _names(assignment, role, document)
        if names:
            mark = _RINGED[at] if len(task.assignments) > 1 and at < len(_RINGED) else ""
            lines.append(mark + names)
    return "\n".join(lines)


def _names(assignment: Assignment, role: Role, document: Document) -> str:
    # A list that the plan ends with 等 keeps it: whom else it binds is for people to settle.
    ends = {m.source.end for m in assignment.mentions if m.role == role}
    more = assignment.open_ended and any(document.text[end : end + 1] == "等" for end in ends)
    return "、".join(map(tidy, assignment.names(role))) + ("等" if more else "")


def task_sheet(draft: Draft, document: Document, places: Places, plan: str) -> Sheet:
    """任务分解表: a row a task, in text order."""
    tasks = sorted(draft.tasks, key=lambda task: task.source.start)
    return Sheet(
        "任务分解表",
        f"{plan}任务分解表",
        (
            Column("序号", 6, True),
            Column("所属专项", 17),
            Column("编号", 16, True),
            Column("任务", 28),
            Column("牵头单位", 17),
            Column("责任单位", 26),
            Column("配合单位", 15),
            Column("完成时限", 12, True),
            Column("任务原文", 62),
            Column("位置", 14, True),
        ),
        tuple(
            Row(
                (
                    at,
                    places.part_title(task.part),
                    path_words(task.path),
                    shortened(task.title, TITLE_LENGTH),
                    _units(task, "lead", document),
                    _units(task, "responsible", document),
                    _units(task, "cooperate", document),
                    due_words(task),
                    places.quote(task.body),
                    places.of(task.source, with_path=False),
                )
            )
            for at, task in enumerate(tasks, 1)
        ),
    )


def target_sheet(draft: Draft, places: Places, plan: str) -> Sheet:
    """指标清单: a row a target, in text order, the figure as a number beside its unit."""
    rows = []
    for at, target in enumerate(sorted(draft.targets, key=lambda t: (t.source.start, t.source.end)), 1):
        rows.append(
            Row(
                (
                    at,
                    places.part_title(target.part),
                    path_words(target.path),
                    tidy(target.name),
                    MEASURES[target.measure],
                    STRENGTHS[target.op],
                    _plain(target.value),
                    None if target.value2 is None else _plain(target.value2),
                    tidy(target.unit),
                    _who(places.task(target.part, target.path)),
                    tidy(target.raw),
                    "".join(places.around(target.source)),
                    places.of(target.source, with_path=False),
                )
            )
        )
    return Sheet(
        "指标清单",
        f"{plan}指标清单",
        (
            Column("序号", 6, True),
            Column("所属专项", 19),
            Column("编号", 16, True),
            Column("指标名称", 27),
            Column("类型", 7, True),
            Column("要求", 8, True),
            Column("目标值", 10, True),
            Column("区间上限", 10, True),
            Column("单位", 9, True),
            Column("责任单位", 24),
            Column("原文表述", 28),
            Column("所在句", 48),
            Column("位置", 14, True),
        ),
        tuple(rows),
    )


def _plain(value: float) -> int | float:
    return int(value) if float(value).is_integer() else value


def _who(task: Task | None) -> str:
    """Who answers for a target: those who lead its task, else those responsible for it."""
    if task is None:
        return ""
    leads = [tidy(name) for a in task.assignments for name in a.names("lead")]
    others = [tidy(name) for a in task.assignments for name in a.names("responsible")]
    if leads:
        return "、".join(dict.fromkeys(leads)) + "牵头"
    return "、".join(dict.fromkeys(others))


def body_sheet(draft: Draft, places: Places, plan: str) -> Sheet:
    """工作专班: a row a task force, leading group or command office."""
    return Sheet(
        "工作专班",
        f"{plan}工作专班",
        (
            Column("序号", 6, True),
            Column("所属专项", 19),
            Column("名称", 22),
            Column("召集人", 18),
            Column("副召集人", 22),
            Column("成员单位数", 9, True),
            Column("成员单位", 46),
            Column("办公室设在", 15),
            Column("原文", 40),
            Column("位置", 14, True),
        ),
        tuple(
            Row(
                (
                    at,
                    places.part_title(body.part),
                    tidy(body.name),
                    "、".join(map(tidy, body.convener)),
                    "、".join(map(tidy, body.deputies)),
                    len(body.members) or None,
                    "、".join(map(tidy, body.members)),
                    tidy(body.office),
                    places.quote(body.source),
                    places.of(body.source, with_path=False),
                )
            )
            for at, body in enumerate(sorted(draft.bodies, key=lambda body: body.source.start), 1)
        ),
    )


def cadence_sheet(draft: Draft, places: Places, plan: str) -> Sheet:
    """调度机制: a row for each recurring duty of dispatch, report, check and appraisal."""
    return Sheet(
        "调度机制",
        f"{plan}调度机制",
        (
            Column("序号", 6, True),
            Column("所属专项", 30),
            Column("周期", 10, True),
            Column("事项", 20),
            Column("责任主体", 34),
            Column("原文表述", 34),
            Column("所在句", 58),
            Column("位置", 14, True),
        ),
        tuple(
            Row(
                (
                    at,
                    places.part_title(cadence.part),
                    interval(cadence.every),
                    tidy(cadence.action),
                    tidy(cadence.actor),
                    tidy(cadence.raw),
                    "".join(places.around(cadence.source)),
                    places.of(cadence.source, with_path=False),
                )
            )
            for at, cadence in enumerate(sorted(draft.cadences, key=lambda c: c.source.start), 1)
        ),
    )
