"""Words that stand twice: runs of clauses equal in two places, within a task, a part or the whole plan."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.drafting.checkup.layout import Layout, finding
from luoshi.drafting.draft import Finding, Task
from luoshi.drafting.grammar import table

_CLAUSE = re.compile(r"[^，,。；;：:！？!?\n]+")
_SIGNS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\s*(?:[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、])\s*")
_NUMBER_BEGINS = frozenset(" \t\u3000（(一二三四五六七八九十百0123456789")
_SHORTEST_CLAUSE = 5  # letters with which a run can begin
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Run:
    """The same clauses, one after the other, in two or more places. length  letters without punctuation;
    places  spans in text order; tasks  the task of each place, None outside tasks."""

    length: int
    places: tuple[tuple[int, int], ...]
    tasks: tuple[Task | None, ...]


@dataclass(slots=True)
class _Clause:
    words: str
    start: int
    end: int
    block: int


def runs(layout: Layout) -> list[Run]:
    """All maximal runs of equal clauses that are long enough to matter somewhere. Linear in the text's length: a run is
    grown from each pair of neighbours among equal clauses, and no pair is looked at twice."""
    shortest = table("findings")["repeats"]["same_task"]
    clauses = _clauses(layout)
    where: dict[str, list[int]] = defaultdict(list)
    for i, clause in enumerate(clauses):
        if len(clause.words) >= _SHORTEST_CLAUSE:
            where[clause.words].append(i)
    grown: dict[str, set[tuple[int, int]]] = defaultdict(set)
    done: set[tuple[int, int]] = set()
    for i, clause in enumerate(clauses):
        places = where.get(clause.words, ())
        if len(places) < 2:
            continue
        # a phrase that stands everywhere is a formula; only the next few places are compared
        at = bisect_right(places, i)
        for j in places[at : at + 3]:
            if (i, j) in done:
                continue
            first, second, length = i, j, 0
            while (
                second < len(clauses)
                and first < j
                and clauses[first].words == clauses[second].words
                and clauses[first].block == clause.block
                and clauses[second].block == clauses[j].block
            ):
                done.add((first, second))
                length += len(clauses[first].words)
                first, second = first + 1, second + 1
            if length >= shortest:
                letters = "".join(c.words for c in clauses[i:first])
                grown[letters].update(
                    ((clause.start, clauses[first - 1].end), (clauses[j].start, clauses[second - 1].end))
                )
    result = []
    for letters, spans in grown.items():
        places_found = tuple(sorted(spans))
        result.append(Run(len(letters), places_found, tuple(layout.task_at(s) for s, _ in places_found)))
    return sorted(result, key=lambda r: r.places)


def _masked(layout: Layout) -> list[tuple[int, int]]:
    """What is no running text, in order and without overlaps: responsibility clauses and units in cells, sentences on
    bodies, cadences, titles of parts."""
    spans = []
    for task in layout.draft.tasks:
        for assignment in task.assignments:
            clause = assignment.source
            spans.append((clause.start, clause.end))
            for mention in assignment.mentions:
                if not clause.start <= mention.source.start <= mention.source.end <= clause.end:
                    spans.append((mention.source.start, mention.source.end))
    draft = layout.draft
    others = [i.source for i in draft.bodies] + [i.source for i in draft.cadences] + [i.source for i in draft.parts]
    spans.extend((source.start, source.end) for source in others)
    cover: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if cover and start <= cover[-1][1]:
            cover[-1] = (cover[-1][0], max(cover[-1][1], end))
        else:
            cover.append((start, end))
    return cover


def _clauses(layout: Layout) -> list[_Clause]:
    """The clauses of the running text in order."""
    text = layout.text
    masked = iter(_masked(layout))
    hidden = next(masked, None)
    result = []
    for match in _CLAUSE.finditer(text):
        start, end = match.span()
        while hidden is not None and hidden[1] <= start:
            hidden = next(masked, None)
        if hidden is not None and hidden[0] < end:
            continue
        if text[start] in _NUMBER_BEGINS and (number := _NUMBER.match(text, start, end)):
            start = number.end()
        words = text[start:end]
        if not words.isalnum():
            words = _SIGNS.sub("", words)
        if words:
            result.append(_Clause(words, start, end, layout.paragraph_at(start)))
    return result


def findings(layout: Layout, found_runs: Sequence[Run]) -> list[Finding]:
    """Sentences and paragraphs twice in one task or one part; what the master plan says again in its annexes is usual.

    Runs that the same places share are told together."""
    limits = table("findings")["repeats"]
    shared: dict[tuple[tuple[str, int], ...], list[tuple[int, list[tuple[int, int]]]]] = defaultdict(list)
    for run in found_runs:
        places = _in_one(layout, run, limits["same_task"], limits["same_part"])
        if len(places) > 1:
            # within a task all its paragraphs are one place, outside each is its own
            at = ((_where(layout, s), 0 if layout.task_at(s) else layout.paragraph_at(s)) for s, _ in places)
            shared[tuple(at)].append((run.length, places))
    found = []
    for where, runs_there in shared.items():
        places = max(runs_there, key=lambda pair: pair[0])[1]
        start, end = places[0]
        words = "".join(layout.text[start:end].split())
        quoted = words if len(words) <= 28 else words[:26] + "…"
        more = f"等{len(runs_there)}句" if len(runs_there) > 1 else ""
        said = "、".join(dict.fromkeys(name for name, _ in where[:_SHOWN]))
        sentence = f"“{quoted}”{more}在{said}重复出现{len(places)}次，请保留一处或分别改写。"
        long = sum(length for length, _ in runs_there) >= limits["paragraph"]
        shown = [place for _, spans in runs_there for place in spans]
        passages = [layout.passage(s, min(e, s + 160)) for s, e in (places + [p for p in shown if p not in places])]
        found.append(finding("paragraph-twice" if long else "sentence-twice", sentence, passages[: 2 * _SHOWN]))
    return found


def _where(layout: Layout, position: int) -> str:
    task = layout.task_at(position)
    return layout.label(task.part, task.path) if task else layout.label(layout.part_at(position))


def _in_one(layout: Layout, run: Run, same_task: int, same_part: int) -> list[tuple[int, int]]:
    """The places of a run that lie in one task, or (where it is longer) in tasks of one part, or in its other text.

    Between objectives and tasks words may well return."""
    by_task: dict[int, list[tuple[int, int]]] = defaultdict(list)
    by_part: dict[str, list[tuple[int, int]]] = defaultdict(list)
    outside: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, task in zip(run.places, run.tasks, strict=True):
        if task is not None:
            by_task[id(task)].append(place)
            by_part[task.part].append(place)
        else:
            outside[layout.part_at(place[0])].append(place)
    chosen: list[tuple[int, int]] = []
    for places in by_task.values():
        if len(places) > 1 and run.length >= same_task and len(places) > len(chosen):
            chosen = places
    for places in (*by_part.values(), *outside.values()):
        if len(places) > 1 and run.length >= same_part and len(places) > len(chosen):
            chosen = places
    return chosen
