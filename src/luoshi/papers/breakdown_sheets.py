"""The sheets of the breakdown workbook, as values: what stands in each row. How they look is `sheet.py`'s."""

from __future__ import annotations

from collections import Counter

from luoshi.drafting.draft import Assignment, Draft, Finding, Role, Target, Task, Unit, UnitDuty
from luoshi.papers.places import Places, shortened
from luoshi.papers.sheet import Column, Row, Sheet, Value
from luoshi.papers.wording import (
    GAPS,
    GRAVITIES,
    MEASURES,
    ROLES,
    STRENGTHS,
    kind_title,
    number,
    path_words,
    plan_title,
    tidy,
)
from luoshi.reading.document import Document

_RINGED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_TINTS = {"grave": "#F8D7D3", "serious": "#FCE8CC", "minor": ""}
_TITLE = 80  # characters of a task's title; the whole of it stands in the source text beside it
_BODY_ROLES = {"convener": "召集人", "deputy": "副召集人", "member": "成员单位", "office": "办公室"}


def all_sheets(draft: Draft, document: Document) -> list[Sheet]:
    """The sheets in their order; the one on what was not read only where something was not."""
    places = Places(draft, document)
    plan = plan_title(draft, document.name)
    sheets = [
        task_sheet(draft, document, places, plan),
        target_sheet(draft, places, plan),
        unit_sheet(draft, places, plan),
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


def _due(task: Task) -> str:
    return "\n".join(tidy(due.text) for due in task.due)


def task_sheet(draft: Draft, document: Document, places: Places, plan: str) -> Sheet:
    """任务分解表: a row a task, in text order."""
    tasks = sorted(draft.tasks, key=lambda task: task.source.start)
    return Sheet(
        "任务分解表",
        f"{plan}任务分解表",
        (
            Column("序号", 6, True),
            Column("所属专项", 17),
            Column("编号", 12, True),
            Column("任务", 28),
            Column("牵头单位", 17),
            Column("责任单位", 26),
            Column("配合单位", 15),
            Column("完成时限", 12, True),
            Column("任务原文", 62),
            Column("位置", 12, True),
        ),
        tuple(
            Row(
                (
                    at,
                    places.part_title(task.part),
                    path_words(task.path),
                    shortened(task.title, _TITLE),
                    _units(task, "lead", document),
                    _units(task, "responsible", document),
                    _units(task, "cooperate", document),
                    _due(task),
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
            Column("编号", 12, True),
            Column("指标名称", 28),
            Column("类型", 7, True),
            Column("要求", 9, True),
            Column("目标值", 11, True),
            Column("区间上限", 10, True),
            Column("单位", 9, True),
            Column("责任单位", 24),
            Column("原文表述", 26),
            Column("所在句", 36),
            Column("位置", 12, True),
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


def unit_sheet(draft: Draft, places: Places, plan: str) -> Sheet:
    """单位责任清单: a printed page a unit, its name as a band, then a row a duty; classes such as 各镇 stand last."""
    bodies = {(body.part, tidy(body.name)): body for body in draft.bodies}
    rows: list[Row] = []
    for unit in sorted(draft.units, key=lambda unit: unit.open_class):
        name = tidy(unit.name)
        rows.append(
            Row((None, name, None, None, None, _load(unit), None, _other_names(unit), None), band=True, new_page=True)
        )
        for at, duty in enumerate(unit.duties, 1):
            task = places.task(duty.part, duty.path) if duty.kind == "task" else None
            body = bodies.get((duty.part, tidy(duty.title))) if duty.kind == "body" else None
            item = task or body
            text = places.quote(task.body) if task else places.quote(body.source) if body else ""
            rows.append(
                Row(
                    (
                        at,
                        name,
                        _role(duty, name),
                        places.part_title(duty.part),
                        path_words(duty.path),
                        shortened(duty.title, _TITLE),
                        _due(task) if task else "",
                        text,
                        places.of(item.source, with_path=False) if item else "",
                    )
                )
            )
    return Sheet(
        "单位责任清单",
        f"{plan}单位责任清单",
        (
            Column("序号", 6, True),
            Column("单位", 18),
            Column("责任", 11, True),
            Column("所属专项", 18),
            Column("编号", 11, True),
            Column("任务或工作专班", 30),
            Column("完成时限", 12, True),
            Column("原文", 72),
            Column("位置", 12, True),
        ),
        tuple(rows),
        keep_scale=True,
    )


def _role(duty: UnitDuty, name: str) -> str:
    role = (ROLES if duty.kind == "task" else _BODY_ROLES).get(duty.role, duty.role)
    written = tidy(duty.written)
    return role if not written or written == name else f"{role}\n（文中写作“{written}”）"


def _load(unit: Unit) -> str:
    """ "牵头3项、责任12项；工作专班：召集人1次" """
    tasks = Counter(duty.role for duty in unit.duties if duty.kind == "task")
    bodies = Counter(duty.role for duty in unit.duties if duty.kind == "body")
    said = ["、".join(f"{ROLES[role]}{tasks[role]}项" for role in ROLES if tasks[role])]
    if bodies:
        said.append("工作专班：" + "、".join(f"{_BODY_ROLES[r]}{bodies[r]}次" for r in _BODY_ROLES if bodies[r]))
    return "；".join(filter(None, said)) or "未列任务"


def _other_names(unit: Unit) -> str:
    sure = [tidy(a.name) for a in unit.aliases if not a.proposed]
    asked = [f"{tidy(a.name)}（{tidy(a.evidence)}）" if a.evidence else tidy(a.name) for a in unit.aliases if a.proposed]
    said = [f"文中又写作：{'、'.join(sure)}"] if sure else []
    if asked:
        said.append(f"疑为同一单位，请核：{'、'.join(asked)}")
    return "；".join(said)


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
            Column("位置", 12, True),
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
                    f"每{cadence.every}" if cadence.every not in ("双周", "半年") else cadence.every,
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


def graded(draft: Draft) -> list[Finding]:
    """The findings, gravest first, those of a kind together, else in their order."""
    gravities = list(GRAVITIES)
    seen: dict[tuple[str, str], int] = {}
    for finding in draft.findings:
        seen.setdefault((finding.gravity, finding.code), len(seen))
    return sorted(draft.findings, key=lambda f: (gravities.index(f.gravity), seen[f.gravity, f.code]))


def finding_sheet(draft: Draft, places: Places, plan: str) -> Sheet:
    """体检报告: a row a finding, gravest first, its first two passages beside each other."""
    rows = []
    for at, finding in enumerate(graded(draft), 1):
        quotes = [f"【{places.of(p.source)}】\n{''.join(places.around(p.source))}" for p in finding.passages]
        values: tuple[Value, ...] = (
            at,
            GRAVITIES[finding.gravity],
            tidy(kind_title(finding.code)),
            tidy(finding.sentence),
            *(quotes + ["", ""])[:2],
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
            Column("原文之一", 44),
            Column("原文之二", 44),
            Column("其他原文", 28),
            Column("核定意见", 16),
        ),
        tuple(rows),
        empty="未发现问题。",
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


def target_words(target: Target) -> str:
    """A target in a line: "固定资产投资 增长 6%"."""
    upper = f"—{number(target.value2)}" if target.value2 is not None else ""
    return f"{tidy(target.name)}{MEASURES[target.measure]}{number(target.value)}{upper}{tidy(target.unit)}"
