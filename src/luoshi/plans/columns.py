"""The columns of the task list: what each is called and what it says of a task, on the page and in the workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from luoshi.drafting.place_words import path_words
from luoshi.papers.wording import amount, chinese_date
from luoshi.plans.listing import with_target_count
from luoshi.plans.models import Breakdown, Duty, Part, Target, Task


@dataclass(frozen=True, slots=True)
class Column:
    """head; says  what stands in it for a task; width  in Excel's units; sort  its key in the list's order, "" where
    one cannot sort by it; figure  a number, set to the right."""

    key: str
    head: str
    says: Callable[[Task], str | int]
    width: float
    sort: str = ""
    figure: bool = False


def units_in(task: Task, role: str) -> tuple[str, ...]:
    """The names of the units that have that role in a task, each once; the task comes from `ready`."""
    return tuple(task.names.get(role, ()))


def _units(role: str) -> Callable[[Task], str]:
    return lambda task: "、".join(task.names.get(role, ()))


def limit_words(task: Task) -> str:
    """The day until which a task is to be done; the plan's own words where they name no day."""
    return chinese_date(task.due.isoformat()) if task.due else "；".join(x["text"] for x in task.limits)


def campaign_words(task: Task) -> str:
    """The campaign that a task belongs to, by its part's title where the part names none."""
    return task.part.campaign or ("总体方案" if task.part.code == "0" else task.part.title)


def breakdown_words(task: Task) -> str:
    """How far its units are: "已审定2，已报送1"."""
    counts: dict[str, int] = {}
    for breakdown in task.breakdowns.all():
        word = breakdown.get_state_display()
        counts[word] = counts.get(word, 0) + 1
    return "，".join(f"{word}{n}" for word, n in counts.items())


COLUMNS = {
    c.key: c
    for c in (
        Column("path", "序号", lambda t: path_words(t.path), 10, "order"),
        Column("title", "任务", lambda t: t.title, 40, "title"),
        Column("lead", "牵头", _units("lead"), 16),
        Column("responsible", "责任", _units("responsible"), 28),
        Column("cooperate", "配合", _units("cooperate"), 20),
        Column("due", "完成时限", limit_words, 16, "due"),
        Column("campaign", "所属攻坚", campaign_words, 20, "campaign"),
        Column("targets", "指标数", lambda t: t.target_count, 8, "targets", figure=True),
        Column("kind", "类别", lambda t: t.get_kind_display(), 8),
        Column("breakdown", "细化分解", breakdown_words, 18),
        Column("aims", "指标内容", lambda t: "；".join(f"{x.name}{amount(x)}" for x in t.targets.all()), 40),
        Column("limits", "时限原文", lambda t: "；".join(x["text"] for x in t.limits), 18),
        Column("clause", "责任分工原文", lambda t: "；".join(c["clause"] for c in t.clauses), 40),
        Column("region", "地区", lambda t: str(t.part.plan.region), 14),
        Column("plan", "方案", lambda t: t.part.plan.title, 30),
        Column("text", "内容原文", lambda t: t.text, 60),
    )
}
USUAL = ("path", "title", "lead", "responsible", "cooperate", "due", "campaign", "targets")


def shown(keys: tuple[str, ...], many_regions: bool = False) -> list[Column]:
    """The columns of those keys, the usual ones where none is named; the task's title always. A list of many regions
    usually says whose each task is."""
    chosen = keys or (*USUAL, *(["region"] if many_regions else []))
    return [c for k, c in COLUMNS.items() if k in chosen or k == "title"]


def wanted(found: QuerySet[Task], columns: list[Column]) -> QuerySet[Task]:
    """The tasks with no more than the columns ask of the tasks' own rows."""
    keys = {c.key for c in columns}
    if "text" not in keys:
        found = found.defer("text")
    if "clause" not in keys:
        found = found.defer("clauses")
    if "targets" in keys:
        found = with_target_count(found)
    if "aims" in keys:
        found = found.prefetch_related(Prefetch("targets", Target.objects.filter(retired=False).order_by("order")))
    if "breakdown" in keys:
        found = found.prefetch_related(Prefetch("breakdowns", Breakdown.objects.only("task_id", "state")))
    return found


def ready(tasks: Iterable[Task]) -> list[Task]:
    """The tasks with their part, its plan, and the names of their units by role (`names`) at hand. Two queries however
    many tasks; units are not made into rows, of which a long list has tens of thousands."""
    rows = list(tasks)
    parts = Part.objects.select_related("plan__region").in_bulk({t.part_id for t in rows})
    names: dict[int, dict[str, dict[str, None]]] = {t.pk: {} for t in rows}
    held = Duty.objects.filter(task__in=list(names)).order_by("order", "id")
    for task, role, name in held.values_list("task_id", "role", "unit__name"):
        names[task].setdefault(role, {})[name] = None
    for row in rows:
        row.part = parts[row.part_id]
        row.names = names[row.pk]
    return rows
