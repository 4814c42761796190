"""What the reading itself makes of words that a person marked: the fields of a new item, filled in as far as can be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from luoshi.drafting.bodies import find_bodies
from luoshi.drafting.cadences import find_cadences
from luoshi.drafting.draft import Draft, Due, Header, Source, Task
from luoshi.drafting.due import limits
from luoshi.drafting.form import form
from luoshi.drafting.markers import marker
from luoshi.drafting.stretches import Stretch, place_in
from luoshi.drafting.targets import find_targets
from luoshi.drafting.task_clauses import clauses_of
from luoshi.drafting.titles import title_end
from luoshi.plans.models import ReviewItem
from luoshi.reading.document import Cell, Document, Paragraph

ADDED = {"task": "任务", "target": "指标", "body": "专班", "cadence": "调度机制"}
KEYS = {"task": "tasks", "target": "targets", "body": "bodies", "cadence": "cadences"}


def suggestions(
    kind: str, stored: dict[str, Any], part: str, start: int, end: int, year: int, path: str = ""
) -> list[dict[str, Any]]:
    """What of that kind stands in the characters `start` to `end`, as data of review items; at least one, empty where
    the reading sees nothing. stored  the review's document; path  the task that the characters stand in."""
    document = document_of(stored)
    pieces = [
        (replace(p, text=p.text[: max(0, end - p.start)]), max(0, start - p.start))
        for p in document.paragraphs
        if p.start < end and start < p.end
    ]
    if not pieces:
        return [blank(kind, stored["text"], part, start, end, 0)]
    made = Draft(Header(), (), (), (), (), ())
    section = (
        {"body": "organisation", "cadence": "organisation", "target": "goals"}[kind] if kind != "task" else "tasks"
    )
    stretches = [
        Stretch(part, path or "-", section, p, at, len(p.text))  # type: ignore[arg-type]
        for p, at in pieces
    ]
    if kind == "task":
        made = replace(made, tasks=(_task(part, pieces, year),))
    elif kind == "target":
        made = replace(made, targets=tuple(find_targets(stretches, year)))
    elif kind == "body":
        made = replace(made, bodies=tuple(find_bodies(stretches)))
    else:
        made = replace(made, cadences=tuple(find_cadences(stretches)))
    found = form(made, document)[KEYS[kind]] or [blank(kind, stored["text"], part, start, end, pieces[0][0].index)]
    return [{**data, "path": path} if kind == "target" else data for data in found]


def blank(kind: str, text: str, part: str, start: int | None, end: int | None, paragraph: int = 0) -> dict[str, Any]:
    """An item of that kind of which nothing is known but the words marked (none: start is None)."""
    first = start or 0
    words = text[start:end] if start is not None else ""
    source = {"part": part, "paragraph": paragraph, "first": first, "last": first + len(words) - 1, "text": words}
    raw = "".join(words.split())
    own: dict[str, dict[str, Any]] = {
        "task": {"path": "", "title": raw[:80], "assignments": [], "due": [], "body": source, "limits": []},
        "target": {
            "path": "",
            "raw": raw,
            "name": "",
            "measure": "level",
            "op": "=",
            "value": "",
            "value2": None,
            "unit": "",
        },
        "body": {"name": "", "convener": [], "deputies": [], "members": [], "office": "", "raw": raw},
        "cadence": {"raw": raw, "actor": "", "action": "", "every": "月"},
    }
    return {"part": part, **own[kind], "source": source}


def document_of(stored: dict[str, Any]) -> Document:
    """The document from how a review stores it."""
    text = stored["text"]
    return Document(
        "",
        stored.get("format", ""),
        text,
        tuple(
            Paragraph(n, text[b[0] : b[1]], b[0], b[1], None if b[2] is None else Cell(*b[2:]))
            for n, b in enumerate(stored["blocks"])
        ),
    )


def part_at(parts: Iterable[dict[str, Any]], start: int | None) -> str:
    """The part in which a character stands: the last whose title begins before it ("0" where none does)."""
    if start is None:
        return "0"
    before = [p for p in parts if p["source"]["first"] <= start]
    return max(before, key=lambda p: p["source"]["first"])["id"] if before else "0"


def path_at(items: Iterable[ReviewItem], start: int) -> str:
    """The path at a character: of the task that it stands in, else of the last target before it; "" where neither is."""
    before = [i for i in items if i.start is not None and i.start <= start]
    inside = [i for i in before if i.kind == "task" and i.end is not None and start < i.end]
    known = inside or [i for i in before if i.kind == "target"]
    return max(known, key=lambda i: i.start or 0).data["path"] if known else ""


def _task(part: str, pieces: Sequence[tuple[Paragraph, int]], year: int) -> Task:
    first, at = pieces[0]
    number = marker(first.text[at:].lstrip())
    begin = at + (len(first.text[at:]) - len(first.text[at:].lstrip())) + (number.end if number else 0)
    lines = [(first, begin), *pieces[1:]]
    due: list[Due] = []
    for paragraph, start in lines:
        due += limits(paragraph.text[start:], year, place_in(part, paragraph, start))
    title = first.text[begin : begin + title_end(first.text[begin:])]
    place = place_in(part, first, begin)
    last = pieces[-1][0]
    body = Source(part, first.index, first.start + at, last.start + len(last.text))
    return Task(
        part,
        number.label if number else "",
        "".join(title.split()),
        tuple(clauses_of(part, lines, False)),
        tuple(due),
        place(0, len(title)),
        body,
    )
