"""What the page of a breakdown shows, put together in few queries."""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict
from typing import Any

from django.db.models import FilteredRelation, Q
from django.urls import reverse

from luoshi.accounts.sitting import Seat
from luoshi.plans.breakdown import WRITABLE
from luoshi.plans.breakdown_access import Access, own_tasks
from luoshi.plans.columns import campaign_words
from luoshi.plans.measure_rows import (
    CELLS,
    HEADS,
    REGISTERS,
    Row,
    filled,
    problems,
    row,
    shown,
)
from luoshi.plans.models import Breakdown, Submission, Task
from luoshi.plans.row_changes import differences
from luoshi.plans.sharing import shown_to
from luoshi.units.models import Department, Person, Unit

BLANK_ROWS = 1


def page_context(seat: Seat, found: Access) -> dict[str, Any]:
    """All that the page of a breakdown needs."""
    task, unit = found.task, found.unit
    stored = found.stored()
    state = stored.state if stored else Breakdown.State.DRAFT
    editing = found.writes and state in WRITABLE
    drafted: list[Row] = stored.draft if stored else []
    # What a unit is still writing is its own affair; others see what it handed in or what is in force.
    visible = drafted if found.writes or state == Breakdown.State.SUBMITTED else _in_force(stored)
    begins, ends = starting_days(task)
    usual = {"begins": begins, "ends": ends, "register": task.kind}
    rows = [*visible] or ([row(usual, task.plan.year) for _ in range(BLANK_ROWS)] if editing else [])
    noted = problems(visible, task.due) if visible else []
    changes = differences(_in_force(stored), drafted) if stored and stored.in_force_id and visible is drafted else []
    siblings = _siblings(seat, unit) if found.writes else []
    return {
        "task": task,
        "unit": unit,
        "targets": list(task.targets.filter(retired=False)),
        "breakdown": stored,
        "state": state,
        "state_word": stored.get_state_display() if stored else "还没有编制",
        "writes": found.writes,
        "decides": found.decides and state == Breakdown.State.SUBMITTED,
        "editing": editing,
        "changing": bool(stored and stored.in_force_id and state in (*WRITABLE, Breakdown.State.SUBMITTED)),
        "changes": changes,
        "rows": [_for_screen(n, r, noted) for n, r in enumerate(rows, 1)],
        "is_new": not visible,
        "noted": json.dumps([asdict(p) for p in noted]),
        "all_problems": [p for p in noted if not p.row],
        "grave": sum(p.grave for p in noted),
        "sum": sum(int(r["weight"]) for r in visible if r["weight"].isdigit()),
        "count": len(filled(visible)),
        "registers": REGISTERS,
        "heads": HEADS,
        "usual": {
            c: v if c == "register" else shown(c, v) for c, v in row(usual, task.plan.year).items() if c in CELLS
        },
        **shown_to(seat, task, reverse("breakdown_page", args=[task.pk, unit.pk]), found.writes and found.leads),
        **_neighbours(siblings, task),
        "crumbs": [
            ("细化分解", reverse("breakdown_list")),
            (campaign_words(task), reverse("part_page", args=[task.part_id])),
            (task.title, reverse("task_page", args=[task.pk])),
            (unit.name, ""),
        ],
    }


def starting_days(task: Task) -> tuple[str, str]:
    """The days with which a new row begins, ISO: the plan's day, and the task's limit or else the year's end."""
    plan = task.plan
    begins = plan.date or datetime.date(plan.year, 1, 1)
    ends = task.due or datetime.date(plan.year, 12, 31)
    return (begins.isoformat() if begins <= ends else ""), ends.isoformat()


def suggested_names(unit: Unit) -> tuple[list[str], list[str]]:
    """People and departments that the unit is known to have, those that its breakdowns name first."""
    people: dict[str, None] = {}
    rooms: dict[str, None] = {}
    for draft in Breakdown.objects.filter(unit=unit).values_list("draft", flat=True):
        for one in draft:
            people[one["person"]] = None
            rooms[one["department"]] = None
    held = Person.objects.filter(posts__unit=unit).values_list("name", flat=True).order_by("id")
    people |= dict.fromkeys(held)
    rooms |= dict.fromkeys(Department.objects.filter(unit=unit).values_list("name", flat=True))
    return [p for p in people if p], [r for r in rooms if r]


def history(stored: Breakdown | None) -> list[dict[str, Any]]:
    """The submissions, the latest first, each with what it changed against the one before."""
    entries: list[dict[str, Any]] = []
    before: list[Row] = []
    for one in stored.submissions.all() if stored else ():
        changes = differences(before, one.rows) if before else []
        entries.insert(
            0,
            {
                "submission": one,
                "changes": changes,
                "in_force": bool(stored and stored.in_force_id == one.pk),
                "rows": [{c: shown(c, r[c]) for c in CELLS} for r in one.rows],
                "accepted": one.state == Submission.State.ACCEPTED,
            },
        )
        before = one.rows
    return entries


def _in_force(stored: Breakdown | None) -> list[Row]:
    return stored.in_force.rows if stored and stored.in_force else []


def _for_screen(number: int, one: Row, noted: list[Any]) -> dict[str, Any]:
    said: dict[str, Any] = {p.cell: p for p in noted if p.key == one["key"]}
    cells = [
        {
            "cell": c,
            "head": HEADS[c],
            "value": one[c] if c == "register" else shown(c, one[c]),
            "shown": shown(c, one[c]),
            "problem": said.get(c),
        }
        for c in CELLS
    ]
    return {"number": number, "key": one["key"], "cells": cells}


def _siblings(seat: Seat, unit: Unit) -> list[dict[str, Any]]:
    """The unit's tasks in their order, each with the state of its breakdown and how many rows it has. One query."""
    found = (
        own_tasks(seat)
        .annotate(own=FilteredRelation("breakdowns", condition=Q(breakdowns__unit=unit)))
        .order_by("plan", "part__order", "order", "id")
        .values("pk", "path", "title", "own__state", "own__draft", "own__in_force")
    )
    return [
        {
            "pk": t["pk"],
            "path": t["path"],
            "title": t["title"],
            "rows": len(filled(t["own__draft"] or [])),
            "open": t["own__state"] in (None, Breakdown.State.RETURNED)
            or (t["own__state"] == Breakdown.State.DRAFT and not t["own__in_force"]),
        }
        for t in found
    ]


def _neighbours(siblings: list[dict[str, Any]], task: Task) -> dict[str, Any]:
    """Where this task stands among the unit's: the ones before and after, and the next that is not handed in."""
    at = next((n for n, s in enumerate(siblings) if s["pk"] == task.pk), None)
    if at is None:
        return {"siblings": siblings}
    later = [*siblings[at + 1 :], *siblings[:at]]
    return {
        "siblings": siblings,
        "place": at + 1,
        "previous": siblings[at - 1] if at else None,
        "next": siblings[at + 1] if at + 1 < len(siblings) else None,
        "onward": next((s for s in later if s["open"]), None),
        "copyable": [s for s in siblings if s["rows"] and s["pk"] != task.pk],
    }
