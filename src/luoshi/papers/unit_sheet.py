"""The sheet 单位责任清单: what each unit owes, a printed page a unit."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from luoshi.drafting.draft import Body, Draft, Role, Target, Task, Unit, UnitDuty
from luoshi.drafting.place_words import path_words
from luoshi.papers.places import Places, shortened
from luoshi.papers.sheet import Column, Row, Sheet
from luoshi.papers.wording import ROLES, tidy
from luoshi.reading.document import Document

TITLE_LENGTH = 80  # characters of a task's title; the whole of it stands in the source text
_BODY_ROLES = {"convener": "召集人", "deputy": "副召集人", "member": "成员单位", "office": "办公室"}
_TASK_ROLES: tuple[Role, ...] = ("lead", "responsible", "cooperate")

COLUMNS = (
    Column("序号", 6, True),
    Column("单位", 16),
    Column("责任", 11, True),
    Column("所属专项", 22),
    Column("编号", 16, True),
    Column("任务或工作专班", 34),
    Column("涉及指标", 32),
    Column("完成时限", 13, True),
    Column("责任分工", 38),
    Column("位置", 13, True),
)


def due_words(task: Task) -> str:
    """The time limits of a task, a line each."""
    return "\n".join(tidy(due.text) for due in task.due)


def unit_sheet(draft: Draft, document: Document, places: Places, plan: str) -> Sheet:
    """单位责任清单: a printed page a unit, its name as a band, then a row a duty; classes such as 各镇 stand last.

    A row says what is asked, by when and of whom else; a task's whole text stands in 任务分解表 and is not repeated,
    so that a unit has one or two pages to read."""
    bodies = {(body.part, tidy(body.name)): body for body in draft.bodies}
    targets: dict[tuple[str, str], list[Target]] = {}
    for target in draft.targets:
        targets.setdefault((target.part, target.path), []).append(target)
    rows: list[Row] = []
    for unit in sorted(draft.units, key=lambda unit: unit.open_class):
        name = tidy(unit.name)
        rows.append(
            Row(
                (None, name, None, None, None, _load(unit), None, None, _other_names(unit), None),
                band=True,
                new_page=True,
            )
        )
        for at, (duty, roles) in enumerate(_merged(unit, name), 1):
            task = places.task(duty.part, duty.path) if duty.kind == "task" else None
            body = bodies.get((duty.part, tidy(duty.title))) if duty.kind == "body" else None
            item = task or body
            rows.append(
                Row(
                    (
                        at,
                        name,
                        roles,
                        places.part_title(duty.part),
                        path_words(duty.path),
                        shortened(duty.title, TITLE_LENGTH),
                        "；".join(tidy(target.raw) for target in targets.get((duty.part, duty.path), ()) if task),
                        due_words(task) if task else "",
                        _task_division(task, duty, document) if task else _body_division(body) if body else "",
                        places.of(item.source, with_path=False) if item else "",
                    )
                )
            )
    return Sheet("单位责任清单", f"{plan}单位责任清单", COLUMNS, tuple(rows), keep_scale=True)


def _merged(unit: Unit, name: str) -> list[tuple[UnitDuty, str]]:
    """The duties, several roles in one task or body taken together, each with its roles in words."""
    merged = []
    for _, same in groupby(unit.duties, key=lambda duty: (duty.kind, duty.part, duty.path, duty.title)):
        duties = list(same)
        words = ROLES if duties[0].kind == "task" else _BODY_ROLES
        roles = "、".join(dict.fromkeys(words.get(duty.role, duty.role) for duty in duties))
        written = [
            w
            for w in dict.fromkeys(tidy(duty.written) for duty in duties)
            if w and (w != name if duties[0].kind == "task" else name not in w)
        ]
        merged.append((duties[0], roles + (f"\n（文中写作“{'”“'.join(written)}”）" if written else "")))
    return merged


def _task_division(task: Task, duty: UnitDuty, document: Document) -> str:
    """The responsibility clauses that name the unit as the plan writes them; of a table's row, units by role."""
    concerned = [a for a in task.assignments if any(tidy(m.name) == tidy(duty.written) for m in a.mentions)]
    said = []
    for assignment in concerned or task.assignments:
        text = document.text[assignment.source.start : assignment.source.end].strip()
        if assignment.source.row is None and "\n" not in text:
            said.append(tidy(text))
        else:
            named = [(ROLES[role], "、".join(map(tidy, assignment.names(role)))) for role in _TASK_ROLES]
            said.append("；".join(f"{role}：{units}" for role, units in named if units))
    return "\n".join(said)


def _body_division(body: Body) -> str:
    said = (("召集人", body.convener), ("办公室设在", (body.office,)))
    return "；".join(f"{word}：{'、'.join(map(tidy, names))}" for word, names in said if any(names))


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
    asked = [
        f"{tidy(a.name)}（{tidy(a.evidence)}）" if a.evidence else tidy(a.name) for a in unit.aliases if a.proposed
    ]
    said = [f"文中又写作：{'、'.join(sure)}"] if sure else []
    if asked:
        said.append(f"疑为同一单位，请核：{'、'.join(asked)}")
    return "；".join(said)
