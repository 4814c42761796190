"""The breakdown form: a draft as one JSON object, and back.

The object has the keys of the breakdown form in their order (document, parts, tasks, targets, bodies, cadences),
then `units`, `findings` and `coverage`. Beside the form's own keys each item carries

source   {"part", "paragraph", "first", "last", "text"}: paragraph counted from 0; first and last character of the
         read text, counted from 0, both inclusive; the characters themselves, line breaks and blanks kept.
         In a table also "row" and "column", from 0. (Nothing quoted: last is first − 1, text is empty.)
         Where the words stand in several places also "spans": [first, last] of each; "text" is then one line for each.
body     of a task: the same for all its characters, from its number to its end.
repaired of an assignment: the units meant, where the cells of a table garbled their names (see `repair.py`).
mentions of an assignment: each unit with role and source; limits of a task: each time limit with its last day.

Strings that quote the plan stand without line breaks and blanks, as the form wants them.
"""

from __future__ import annotations

import datetime
import json
from typing import Any

from luoshi.drafting.draft import (
    Alias,
    Assignment,
    Body,
    Cadence,
    Draft,
    Due,
    Finding,
    Gap,
    Header,
    Mention,
    Part,
    Passage,
    Source,
    Target,
    Task,
    Unit,
    UnitDuty,
)
from luoshi.drafting.repair import garbled_parts, meant, repaired
from luoshi.reading.document import Document

Form = dict[str, Any]


def form(draft: Draft, document: Document) -> Form:
    """The draft as the form's object: only dicts, lists, strings, numbers, truth values and None."""
    text, aliases, garbled = document.text, meant(draft), garbled_parts(draft, document)
    return {
        "document": {
            "title": unspaced(draft.document.title),
            "doc_number": unspaced(draft.document.doc_number),
            "issuer": unspaced(draft.document.issuer),
            "date": draft.document.date,
            "year": draft.document.year,
            "family": unspaced(draft.document.family),
        },
        "parts": [
            {"id": p.id, "kind": p.kind, "title": unspaced(p.title), "source": _source(p.source, text)}
            for p in draft.parts
        ],
        "tasks": [_task(t, document, aliases if t.part in garbled else {}) for t in draft.tasks],
        "targets": [_target(t, text) for t in draft.targets],
        "bodies": [_body(b, text) for b in draft.bodies],
        "cadences": [
            {
                "part": c.part,
                "raw": unspaced(c.raw),
                "actor": unspaced(c.actor),
                "action": unspaced(c.action),
                "every": c.every,
                "source": _source(c.source, text),
            }
            for c in draft.cadences
        ],
        "units": [_unit(u, text) for u in draft.units],
        "findings": [
            {
                "code": f.code,
                "gravity": f.gravity,
                "sentence": f.sentence,
                "passages": [{"text": p.text, "source": _source(p.source, text)} for p in f.passages],
            }
            for f in draft.findings
        ],
        "coverage": [
            {"kind": g.kind, "text": unspaced(g.text), "source": _source(g.source, text)} for g in draft.coverage
        ],
    }


def form_bytes(draft: Draft, document: Document) -> bytes:
    """The form as a JSON file: UTF-8, Chinese as it is, indented by one. A lone surrogate stays a JSON escape."""
    written = json.dumps(form(draft, document), ensure_ascii=False, indent=1)
    return (written + "\n").encode("utf-8", "backslashreplace")


def unspaced(text: str) -> str:
    """The text without line breaks and blanks."""
    return "".join(text.split())


def _number(value: float) -> int | float:
    """7.0 as 7: a number as the plan writes it."""
    return int(value) if float(value).is_integer() else value


def _source(source: Source, text: str) -> Form:
    place: Form = {
        "part": source.part,
        "paragraph": source.paragraph,
        "first": source.start,
        "last": source.end - 1,
        "text": source.words(text),
    }
    if source.row is not None:
        place["row"] = source.row
    if source.column is not None:
        place["column"] = source.column
    if source.spans:
        place["spans"] = [[start, end - 1] for start, end in source.spans]
    return place


def _task(task: Task, document: Document, aliases: dict[str, tuple[str, bool]]) -> Form:
    text = document.text
    return {
        "part": task.part,
        "path": task.path,
        "title": unspaced(task.title),
        "assignments": [_assignment(a, document, aliases) for a in task.assignments],
        "due": [unspaced(d.text) for d in task.due],
        "source": _source(task.source, text),
        "body": _source(task.body, text),
        "limits": [
            {
                "text": unspaced(d.text),
                "latest": d.latest.isoformat() if d.latest else None,
                "source": _source(d.source, text),
            }
            for d in task.due
        ],
    }


def _assignment(assignment: Assignment, document: Document, aliases: dict[str, tuple[str, bool]]) -> Form:
    text = document.text
    result: Form = {
        "clause": unspaced(assignment.clause),
        "lead": [unspaced(n) for n in assignment.names("lead")],
        "responsible": [unspaced(n) for n in assignment.names("responsible")],
        "cooperate": [unspaced(n) for n in assignment.names("cooperate")],
        "open_ended": assignment.open_ended,
    }
    mended = repaired(assignment, aliases, document)
    if mended:
        result["repaired"] = mended
    result["source"] = _source(assignment.source, text)
    result["mentions"] = [
        {"name": unspaced(m.name), "role": m.role, "source": _source(m.source, text)} for m in assignment.mentions
    ]
    return result


def _target(target: Target, text: str) -> Form:
    return {
        "part": target.part,
        "path": target.path,
        "raw": unspaced(target.raw),
        "name": unspaced(target.name),
        "measure": target.measure,
        "op": target.op,
        "value": _number(target.value),
        "value2": None if target.value2 is None else _number(target.value2),
        "unit": unspaced(target.unit),
        "source": _source(target.source, text),
    }


def _body(body: Body, text: str) -> Form:
    return {
        "part": body.part,
        "name": unspaced(body.name),
        "convener": [unspaced(n) for n in body.convener],
        "deputies": [unspaced(n) for n in body.deputies],
        "members": [unspaced(n) for n in body.members],
        "office": unspaced(body.office),
        "raw": unspaced(body.raw),
        "source": _source(body.source, text),
    }


def _unit(unit: Unit, text: str) -> Form:
    return {
        "name": unspaced(unit.name),
        "count": unit.count,
        "aliases": [
            {
                "name": unspaced(a.name),
                "evidence": a.evidence,
                "certainty": a.certainty,
                "proposed": a.proposed,
                "count": a.count,
                "source": _source(a.source, text),
            }
            for a in unit.aliases
        ],
        "duties": [
            {
                "kind": d.kind,
                "part": d.part,
                "path": d.path,
                "title": unspaced(d.title),
                "role": d.role,
                "written": unspaced(d.written),
                "source": _source(d.source, text),
            }
            for d in unit.duties
        ],
        "open_class": unit.open_class,
        "source": _source(unit.source, text),
    }


def draft_from_form(data: Form) -> Draft:
    """The draft that a form tells of; `form(draft_from_form(f), document) == f`.

    Raises ValueError (one Chinese sentence) where the object is no form written by `form`."""
    try:
        return Draft(
            document=Header(**data["document"]),
            parts=tuple(Part(p["id"], p["kind"], p["title"], _place(p["source"])) for p in data["parts"]),
            tasks=tuple(_task_of(t) for t in data["tasks"]),
            targets=tuple(Target(**{**t, "source": _place(t["source"])}) for t in data["targets"]),
            bodies=tuple(_body_of(b) for b in data["bodies"]),
            cadences=tuple(Cadence(**{**c, "source": _place(c["source"])}) for c in data["cadences"]),
            units=tuple(_unit_of(u) for u in data["units"]),
            findings=tuple(
                Finding(f["code"], f["gravity"], f["sentence"], tuple(_passage_of(p) for p in f["passages"]))
                for f in data["findings"]
            ),
            coverage=tuple(Gap(g["kind"], g["text"], _place(g["source"])) for g in data["coverage"]),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as wrong:
        raise ValueError(f"这不是 luoshi read --json 写出的分解结果（{wrong}），请重新读取方案。") from wrong


def _place(place: Form) -> Source:
    return Source(
        place["part"],
        place["paragraph"],
        place["first"],
        place["last"] + 1,
        place.get("row"),
        place.get("column"),
        tuple((first, last + 1) for first, last in place.get("spans", ())),
    )


def _passage_of(passage: Form) -> Passage:
    return Passage(passage["text"], _place(passage["source"]))


def _task_of(task: Form) -> Task:
    return Task(
        part=task["part"],
        path=task["path"],
        title=task["title"],
        assignments=tuple(
            Assignment(
                a["clause"],
                tuple(Mention(m["name"], m["role"], _place(m["source"])) for m in a["mentions"]),
                a["open_ended"],
                _place(a["source"]),
            )
            for a in task["assignments"]
        ),
        due=tuple(
            Due(d["text"], datetime.date.fromisoformat(d["latest"]) if d["latest"] else None, _place(d["source"]))
            for d in task["limits"]
        ),
        source=_place(task["source"]),
        body=_place(task["body"]),
    )


def _body_of(body: Form) -> Body:
    people = {key: tuple(body[key]) for key in ("convener", "deputies", "members")}
    return Body(**{**body, **people, "source": _place(body["source"])})


def _unit_of(unit: Form) -> Unit:
    return Unit(
        unit["name"],
        unit["count"],
        tuple(Alias(**{**a, "source": _place(a["source"])}) for a in unit["aliases"]),
        tuple(UnitDuty(**{**d, "source": _place(d["source"])}) for d in unit["duties"]),
        _place(unit["source"]),
        unit["open_class"],
    )
