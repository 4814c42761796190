"""The sheet 单位责任清单: each unit's duties, a printed page a unit."""

from __future__ import annotations

from collections import Counter

from luoshi.drafting.draft import Draft, Task, Unit, UnitDuty
from luoshi.papers.places import Places, shortened
from luoshi.papers.sheet import Column, Row, Sheet
from luoshi.papers.wording import ROLES, path_words, tidy

TITLE_LENGTH = 80  # characters of a task's title; the whole of it stands in the source text beside it
_BODY_ROLES = {"convener": "召集人", "deputy": "副召集人", "member": "成员单位", "office": "办公室"}


def due_words(task: Task) -> str:
    """The time limits of a task, a line each."""
    return "\n".join(tidy(due.text) for due in task.due)


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
                        shortened(duty.title, TITLE_LENGTH),
                        due_words(task) if task else "",
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
    asked = [
        f"{tidy(a.name)}（{tidy(a.evidence)}）" if a.evidence else tidy(a.name) for a in unit.aliases if a.proposed
    ]
    said = [f"文中又写作：{'、'.join(sure)}"] if sure else []
    if asked:
        said.append(f"疑为同一单位，请核：{'、'.join(asked)}")
    return "；".join(said)
