"""Which set-up asks whom for what: each task and target of a plan is asked for by one report alone.

Of the reports that cover an item the one in the finest period asks, of equal ones the one of the narrowest scope.
Coarser reports that cover it too carry it as fed. Plain values in and out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from luoshi.calendar.period import Kind

FINENESS = {kind.value: i for i, kind in enumerate(Kind)}
REPORTING = {"lead": ("lead",), "main": ("lead", "responsible"), "all": ("lead", "responsible", "cooperate")}


@dataclass(frozen=True, slots=True)
class Cover:
    """A report set-up: id, period, and its scope (task, or parts by id; neither: the whole plan)."""

    id: int
    every: str
    task: int | None
    parts: frozenset[int] | None

    def covers(self, task: int | None, part: int) -> bool:
        if self.task is not None:
            return task == self.task
        return self.parts is None or part in self.parts

    @property
    def narrowness(self) -> int:
        return 0 if self.task is not None else 1 if self.parts is not None else 2


def asking(covers: Iterable[Cover], task: int | None, part: int) -> Cover | None:
    """The report that asks for an item: a task (or a target in it), or a target of a part that stands in no task."""
    fitting = [c for c in covers if c.covers(task, part)]
    return min(fitting, key=lambda c: (FINENESS[c.every], c.narrowness, c.id), default=None)


def place(covers: Sequence[Cover], of: Cover, task: int | None, part: int) -> str:
    """What an item is in the rounds of `of`: "asked", "fed" from a finer report, or "" (another one's, or none's)."""
    if not of.covers(task, part):
        return ""
    asker = asking(covers, task, part)
    if asker is None or asker.id == of.id:
        return "asked"
    return "fed" if FINENESS[asker.every] < FINENESS[of.every] else ""


def reporters(duties: Iterable[tuple[int, str]], who: str, expand: Callable[[int], Sequence[int]]) -> dict[int, str]:
    """The units that report on a task, each with its weightiest role there, in the plan's order.

    duties  (unit, role) as the plan lists them; who  "lead", "main" or "all"; expand  the units that a class (各镇)
    stands for, or the unit itself. Where nobody leads, those who are responsible do, else all that are named."""
    duties = list(duties)
    named = {role for _, role in duties}
    wanted = set(REPORTING[who])
    if not wanted & named:
        wanted = {"responsible"} if "responsible" in named else named
    found: dict[int, str] = {}
    for role in ("lead", "responsible", "cooperate"):
        for unit, held in duties:
            if held == role and role in wanted:
                for one in expand(unit):
                    found.setdefault(one, role)
    return found


def first_lead(units: Mapping[int, str]) -> int | None:
    """The unit that makes one of what several report: the first that leads, else the first that is responsible."""
    for role in ("lead", "responsible", "cooperate"):
        for unit, held in units.items():
            if held == role:
                return unit
    return None
