"""The gold annotation in the breakdown form, from the annotated source."""

from __future__ import annotations

import re

from plan_source import Block, Part, SourceError, split

TARGET = re.compile(r"(growth|level|increase|share|decrease) (>=|<=|=|~|range) ([0-9.]+)(?:-([0-9.]+))? (.+)")
CADENCE = re.compile(r"(\S+) (日|周|双周|旬|月|季|半年|年)")


def number(text: str) -> int | float:
    """A value as written: 6.5, 96."""
    return float(text) if "." in text else int(text)


def title_of(block: Block) -> str:
    """The lead phrase up to the first full stop, the clause of a heading left out."""
    text = block.text
    for clause in block.clauses:
        text = text.replace(clause["clause"], "")
    return re.sub(r"^[（(]?[0-9一二三四五六七八九十]+[)）、.]", "", text).split("。")[0]


def breakdown(parts: list[Part], letter: dict[str, list[str]]) -> dict:
    """The whole annotation."""
    gold = {
        "document": {
            "title": parts[0].title,
            "doc_number": letter["number"][0],
            "issuer": letter["signer"][0],
            "date": "-".join(f"{int(n):02d}" for n in re.findall(r"\d+", letter["date"][0])),
            "year": 2026,
            "family": "六大攻坚",
        },
        "parts": [{"id": p.id, "kind": p.kind, "title": p.title} for p in parts],
        "tasks": [],
        "targets": [],
        "bodies": [],
        "cadences": [],
    }
    for part in parts:
        for block in part.blocks:
            add(gold, part.id, block)
    return gold


def add(gold: dict, part: str, block: Block) -> None:
    """Add what one paragraph holds."""
    bodies = [n for n in block.notes if n[0] == "body"]
    due = [rest for kind, rest in block.notes if kind == "due"]
    if block.kind == "row" and block.cells[5]:
        due.insert(0, block.cells[5])
    if block.task:
        gold["tasks"].append(
            {
                "part": part,
                "path": block.path,
                "title": title_of(block),
                "assignments": [dict(c) for c in block.clauses],
                "due": due,
            }
        )
    elif block.kind == "more":
        gold["tasks"][-1]["assignments"] += [dict(c) for c in block.clauses]
    elif len(bodies) != len(block.clauses):
        raise SourceError(f"{len(block.clauses)} marked sentences, {len(bodies)} bodies: {block.text}")
    for (_, rest), sentence in zip(bodies, block.clauses, strict=False):
        name, convener, deputies, office = (x.strip() for x in rest.split("|"))
        gold["bodies"].append(
            {
                "part": part,
                "name": name,
                "convener": split(convener),
                "deputies": split(deputies),
                "members": sentence["responsible"],
                "office": office,
                "raw": sentence["clause"],
            }
        )
    for kind, rest in block.notes:
        if kind == "target":
            gold["targets"].append({"part": part, "path": block.path, **target(rest)})
        elif kind == "cadence":
            raw, actor, what = (x.strip() for x in rest.split("|"))
            action, every = CADENCE.fullmatch(what).groups()
            gold["cadences"].append({"part": part, "raw": raw, "actor": actor, "action": action, "every": every})


def target(note: str) -> dict:
    """One target note."""
    raw, name, what = (x.strip() for x in note.split("|"))
    found = TARGET.fullmatch(what)
    if not found:
        raise SourceError(f"target: {note}")
    measure, op, value, value2, unit = found.groups()
    return {
        "raw": raw,
        "name": name,
        "measure": measure,
        "op": op,
        "value": number(value),
        "value2": number(value2) if value2 else None,
        "unit": unit,
    }
