"""Blanks change nothing: the plan is read without them, and every source is then put back where it stood.

Copying, scanning and justification leave blanks anywhere in Chinese text (牵 头 单 位). So drafting works on a copy of
the document without them; only where dropping one would change a meaning does something stay in its place: between
Latin words, between a number's point and a digit ("1. 5G基站"), and between units that nothing else parts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace

from luoshi.drafting.draft import Assignment, Draft, Gap, Mention, Source, Task
from luoshi.drafting.roles import LABEL_BEFORE, LEVELS, is_person, is_unit
from luoshi.reading.document import Document, Paragraph

Move = Callable[[Source], Source]

_BETWEEN_LATIN = re.compile(
    r"(?<=[A-Za-z])\s+(?=[A-Za-z])|(?<=[0-9０-９][.．、])\s+(?=[0-9０-９])|(?<=[0-9])\s+(?=[0-9])"
)
_STRETCH = re.compile(r"[^、，,；;。：:（()）\s]+(?P<blank>\s+[^、，,；;。：:（()）\s]+)*")
PARTING = "\u3000"


def without_blanks(document: Document) -> tuple[Document, Move | None]:
    """The document without blanks inside its paragraphs, and the function that moves a Source back to the original
    (None where there was no blank)."""
    if not any(re.search(r"\s", p.text) for p in document.paragraphs):
        return document, None
    paragraphs: list[Paragraph] = []
    origins: list[tuple[int, list[int] | None]] = []
    at = 0
    for paragraph in document.paragraphs:
        text, kept = _squeeze(paragraph.text)
        paragraphs.append(replace(paragraph, text=text, start=at, end=at + len(text)))
        origins.append((paragraph.start, kept))
        at += len(text) + 1
    starts = [p.start for p in paragraphs]
    copy = replace(document, paragraphs=tuple(paragraphs), text="\n".join(p.text for p in paragraphs))

    def original(position: int) -> int:
        nth = max(bisect_right(starts, position) - 1, 0)
        base, kept = origins[nth]
        offset = position - starts[nth]
        if kept is None:
            return base + offset
        return base + (kept[offset] if offset < len(kept) else (kept[-1] + 1 if kept else 0))

    def move(source: Source) -> Source:
        if source.end <= source.start:
            start = end = original(source.start) if paragraphs else source.start
        else:
            start, end = original(source.start), original(source.end - 1) + 1
        spans = tuple((original(a), original(b - 1) + 1) for a, b in source.spans)
        return Source(source.part, source.paragraph, start, end, source.row, source.column, spans)

    return copy, move


def _squeeze(text: str) -> tuple[str, list[int] | None]:
    if not re.search(r"\s", text):
        return text, None
    stays = {m.start() for m in _BETWEEN_LATIN.finditer(text)}
    parts = set(_between_names(text))
    kept = [i for i, c in enumerate(text) if not c.isspace() or i in stays or i in parts]
    return "".join(PARTING if i in parts else " " if text[i].isspace() else text[i] for i in kept), kept


def _between_names(text: str) -> Iterator[int]:
    """Blanks that alone part units or persons of one list: 县教育局 县财政局; 李某某 县教育局."""
    for found in _STRETCH.finditer(text):
        if not found["blank"]:
            continue
        pieces = list(re.finditer(r"\S+", found[0]))
        if text[found.end() : found.end() + 1] in (":", "："):
            pieces.pop()  # the label of what follows
        if len(pieces) > 1 and LABEL_BEFORE.fullmatch(pieces[0][0]):
            pieces.pop(0)
        names = [p[0] for p in pieces]
        if len(names) > 1 and _are_names(names):
            yield from (found.start() + p.end() for p in pieces[:-1])


def _are_names(names: list[str]) -> bool:
    """Whole names of units, each with the same place or level in front; beside those with a level also persons and
    classes (各乡镇)."""
    units = [n for n in names if is_unit(n) and len(n) > 2]
    persons = [n for n in names if n not in units and is_person(n)]
    firsts = {n[0] for n in units}
    if len(units) + len(persons) < len(names) or not units:
        return False
    return (firsts == {names[0][0]} and not persons) or (len(firsts - {"各"}) == 1 and firsts <= {"各", *LEVELS})


def moved(draft: Draft, move: Move | None) -> Draft:
    """The draft with every source moved."""
    if move is None:
        return draft
    return replace(
        draft,
        parts=tuple(replace(p, source=move(p.source)) for p in draft.parts),
        tasks=tuple(_task(t, move) for t in draft.tasks),
        targets=tuple(replace(t, source=move(t.source)) for t in draft.targets),
        bodies=tuple(replace(b, source=move(b.source)) for b in draft.bodies),
        cadences=tuple(replace(c, source=move(c.source)) for c in draft.cadences),
        coverage=tuple(Gap(g.kind, g.text, move(g.source)) for g in draft.coverage),
    )


def _task(task: Task, move: Move) -> Task:
    return replace(
        task,
        source=move(task.source),
        body=move(task.body),
        due=tuple(replace(d, source=move(d.source)) for d in task.due),
        assignments=tuple(_assignment(a, move) for a in task.assignments),
    )


def _assignment(assignment: Assignment, move: Move) -> Assignment:
    mentions = tuple(Mention(m.name, m.role, move(m.source)) for m in assignment.mentions)
    return Assignment(assignment.clause, mentions, assignment.open_ended, move(assignment.source))
