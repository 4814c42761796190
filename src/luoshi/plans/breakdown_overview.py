"""Who has handed in what: the state of all breakdowns of a plan or campaign, and of one unit's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from luoshi.plans.measure_rows import CELLS, filled, problems, shown
from luoshi.plans.models import Breakdown, Submission, Task
from luoshi.plans.owing import Owed, owed
from luoshi.units.models import Unit

STATES = {
    "none": "未编制",
    "draft": "编制中",
    "returned": "已退回",
    "submitted": "已报送",
    "accepted": "已审定",
}
MISSING = ("none", "draft", "returned")


@dataclass(slots=True)
class UnitLine:
    """A unit's breakdowns: all that it owes, and how many are in which state."""

    unit: Unit
    owed: list[Owed] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return counts(self.owed)

    @property
    def missing(self) -> int:
        return sum(o.state in MISSING for o in self.owed)


def counts(all_owed: Iterable[Owed]) -> dict[str, int]:
    """How many are in which state, every state named."""
    found = Counter(o.state for o in all_owed)
    return {state: found[state] for state in STATES}


def overview(
    tasks: Iterable[Task], state: str = "", unit: int | None = None, words: str = ""
) -> tuple[list[Owed], list[Owed], list[UnitLine], list[Unit]]:
    """All that is owed of the tasks; what of it is the unit's and has the words in its task's title; of that a line a
    unit, the one with most missing first, narrowed to a state ("missing": all that is not handed in); the classes of
    which nobody says who belongs to them."""
    found, nobody = owed(tasks)
    lines: dict[int, UnitLine] = {}
    chosen = [o for o in found if (not unit or o.unit.pk == unit) and all(w in o.task.title for w in words.split())]
    for one in chosen:
        if not state or one.state == state or (state == "missing" and one.state in MISSING):
            lines.setdefault(one.unit.pk, UnitLine(one.unit)).owed.append(one)
    return found, chosen, sorted(lines.values(), key=lambda u: (-u.missing, u.unit.order, u.unit.pk)), nobody


def handed_in(all_owed: Iterable[Owed]) -> list[Owed]:
    """What waits for a decision, the longest waiting first."""
    of = [(o.breakdown, o) for o in all_owed if o.breakdown and o.breakdown.state == Breakdown.State.SUBMITTED]
    of.sort(key=lambda pair: (pair[0].submitted_at.timestamp() if pair[0].submitted_at else 0, pair[0].pk))
    return [o for _, o in of]


def waiting(some: Iterable[Owed]) -> list[dict[str, Any]]:
    """Of what waits for a decision the rows handed in and what is to be noticed about them. One query."""
    of = {o.breakdown.pk: o for o in some if o.breakdown}
    submissions = Submission.objects.filter(breakdown__in=of, state=Submission.State.OPEN).order_by("at", "id")
    return [
        {
            "owed": of[s.breakdown_id],
            "submission": s,
            "rows": [{c: shown(c, r[c]) for c in CELLS} for r in s.rows],
            "notes": [p for p in problems(s.rows, of[s.breakdown_id].task.due) if not p.grave],
        }
        for s in submissions
    ]


def own_lines(tasks: Iterable[Task], unit: Unit) -> list[dict[str, Any]]:
    """A unit's own tasks with state, number of measures, what a draft still lacks, and whether it can be handed
    in as it is."""
    found, _ = owed(tasks, unit, with_draft=True)
    lines = []
    for one in found:
        rows = filled(one.breakdown.draft) if one.breakdown else []
        grave = [p for p in problems(rows, one.task.due) if p.grave] if rows else []
        # what came back and what changes an accepted breakdown is looked at on its own page
        first_time = bool(one.breakdown and not one.breakdown.in_force_id) and one.state == Breakdown.State.DRAFT
        lines.append(
            {
                "owed": one,
                "rows": len(rows),
                "ready": bool(rows and not grave and first_time),
                "lacks": "" if not grave or one.state in ("submitted", "accepted") else _said(grave),
                "changing": bool(one.breakdown and one.breakdown.in_force_id and one.breakdown.state != "accepted"),
            }
        )
    return lines


def _said(grave: list[Any]) -> str:
    first = grave[0]
    more = f"等{len(grave)}处" if len(grave) > 1 else ""
    return f"第{first.row}条{first.text.rstrip('。')}{more}" if first.row else first.text
