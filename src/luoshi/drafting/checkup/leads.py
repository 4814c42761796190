"""One matter with two leads: like titles, the same target or the same words in two tasks that name different leads."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz import fuzz

from luoshi.drafting.checkup.layout import Layout, finding, is_summary
from luoshi.drafting.checkup.measured import Measured, general, said
from luoshi.drafting.checkup.repeats import Run
from luoshi.drafting.draft import Assignment, Finding, Task
from luoshi.drafting.unit_names import is_open_class, plain

_SHORTEST_TITLE = 6
_SHORTEST_RUN = 24


def findings(layout: Layout, measured: Sequence[Measured], found_runs: Sequence[Run]) -> list[Finding]:
    """At most one finding for a pair of tasks, however many signs tell that they are one matter."""
    found: list[Finding] = []
    told: set[frozenset[tuple[str, str]]] = set()
    known: dict[int, tuple[set[str], bool]] = {}  # the leads of each clause, by its identity
    for pair, what, at in [*_by_title(layout), *_by_target(layout, measured), *_by_words(layout, found_runs)]:
        key = frozenset((t.part, t.path) for t in pair)
        if key in told or len(key) < 2:
            continue
        clauses = [c for t, p in zip(pair, at, strict=True) if (c := _clause(t, p)) is not None]
        for clause in clauses:
            if id(clause) not in known:
                known[id(clause)] = _leads(layout, clause)
        sides = [known[id(clause)] for clause in clauses]
        if len(sides) < 2 or not all(side for side, _ in sides) or sides[0][0] == sides[1][0]:
            continue
        explicit = all(given for _, given in sides)
        shared = bool(sides[0][0] & sides[1][0])
        if shared and not explicit:
            continue
        told.add(key)
        word = "牵头单位" if explicit else "责任单位"
        told_so = "，".join(
            f"{layout.label(t.part, t.path)}写{'、'.join(sorted(side))}"
            for t, (side, _) in zip(pair, sides, strict=True)
        )
        passages = []
        for place, clause in zip(at, clauses, strict=True):
            passages.append(layout.quote(*place))
            passages.append(layout.quote(clause.source.start, clause.source.end))
        found.append(
            finding(
                "lead-conflict",
                f"{what}在两处的{word}不同：{told_so}，请明确由谁牵头。",
                passages,
                "minor" if shared else "grave" if explicit else "serious",
            )
        )
    return found


_Pair = tuple[tuple[Task, Task], str, tuple[tuple[int, int], tuple[int, int]]]


def _clause(task: Task, place: tuple[int, int]) -> Assignment | None:
    """The responsibility clause that follows a place in a task; the last one where none follows."""
    clauses = [a for a in task.assignments if a.mentions]
    return next((a for a in clauses if a.source.end > place[1]), clauses[-1] if clauses else None)


def _leads(layout: Layout, clause: Assignment) -> tuple[set[str], bool]:
    """The leads of a clause, or all its units where it names no lead; and whether leads were named."""
    leads = {layout.same_unit(n) for n in clause.names("lead") if not is_open_class(n)}
    if leads:
        return {plain(n) for n in leads}, True
    return {plain(layout.same_unit(m.name)) for m in clause.mentions if not is_open_class(m.name)}, False


def _by_title(layout: Layout) -> list[_Pair]:
    titles: dict[str, list[Task]] = defaultdict(list)
    for task in layout.draft.tasks:
        title = "".join(c for c in re.split(r"[。；;]", task.title)[0] if c.isalnum())
        if len(title) >= _SHORTEST_TITLE and not is_summary(layout, task.part):
            titles[title].append(task)
    pairs: list[_Pair] = []
    for tasks in titles.values():
        for one, other in itertools.pairwise(tasks):
            if one.part != other.part and fuzz.ratio(_body(layout, one), _body(layout, other)) < 55:
                continue
            what = f"“{''.join(one.title.split()).strip('。')[:24]}”"
            pairs.append(((one, other), what, (_at(one), _at(other))))
    return pairs


def _at(task: Task) -> tuple[int, int]:
    return task.source.start, task.source.end


def _body(layout: Layout, task: Task) -> str:
    start, end = layout.span(task.body.start, task.body.end)
    return layout.text[start : min(end, start + 400)]


def _by_target(layout: Layout, measured: Sequence[Measured]) -> list[_Pair]:
    """The same figure for the same thing in two tasks of the annexes."""
    groups: dict[tuple[str, str, float], list[Measured]] = defaultdict(list)
    for item in measured:
        if item.task is not None and not is_summary(layout, item.target.part) and not general(item.name):
            if item.family == "ratio" and item.value == 100:
                continue
            groups[item.name, item.family, round(item.value, 6)].append(item)
    pairs: list[_Pair] = []
    for (name, _, _), items in groups.items():
        if len(name) < 3:
            continue
        for one, other in itertools.pairwise(items):
            if one.task is None or other.task is None or one.task is other.task:
                continue
            what = f"“{said(one)}”"
            at = (
                (one.target.source.start, one.target.source.end),
                (other.target.source.start, other.target.source.end),
            )
            pairs.append(((one.task, other.task), what, at))
    return pairs


def _by_words(layout: Layout, found_runs: Sequence[Run]) -> list[_Pair]:
    pairs: list[_Pair] = []
    for run in found_runs:
        if run.length < _SHORTEST_RUN:
            continue
        places = [(t, p) for t, p in zip(run.tasks, run.places, strict=True) if t and not is_summary(layout, t.part)]
        for (one, first), (other, second) in itertools.pairwise(places):
            if one is not other:
                words = "".join(layout.text[first[0] : first[1]].split())
                pairs.append(((one, other), f"“{words[:24]}{'…' if len(words) > 24 else ''}”", (first, second)))
    return pairs
