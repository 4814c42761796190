"""Unit names that a table's cells garbled, read as the unit they stand for.

A cell that was scanned or wrapped shows a name broken by blanks, with a letter lost or doubled. The breakdown keeps
the name as it stands; beside it `repaired` says which unit of the plan's own directory is meant. Running text is
never repaired, nor is a table in which no name is broken: what looks like a slip there is shown in the check-up,
and a person decides.
"""

from __future__ import annotations

import re

from luoshi.drafting.draft import Assignment, Draft, Mention, Role
from luoshi.reading.document import Document

ROLES: tuple[Role, ...] = ("lead", "responsible", "cooperate")
# kinds of evidence (their first words) by which a name counts as garbled rather than as another usual name
GARBLED = ("疑似漏写", "疑似叠字", "疑似漏字", "疑似错字", "疑似多字", "省写地名或层级")
BRACKET = re.compile(r"[（(〈<].*[)）〉>]$")


def meant(draft: Draft) -> dict[str, tuple[str, bool]]:
    """For each alias: the unit's shown name, and whether the alias counts as garbled."""
    return {
        alias.name: (unit.name, alias.evidence.startswith(GARBLED))
        for unit in draft.units
        if not unit.open_class
        for alias in unit.aliases
    }


def garbled_parts(draft: Draft, document: Document) -> set[str]:
    """Parts whose table cells show unit names broken by blanks, as scanning leaves them."""
    return {
        a.source.part
        for t in draft.tasks
        for a in t.assignments
        if a.source.row is not None and any(_broken(m, document) for m in a.mentions)
    }


def _broken(mention: Mention, document: Document) -> bool:
    return re.search(r"[一-鿿]\s+[一-鿿]", document.text[mention.source.start : mention.source.end]) is not None


def repaired(assignment: Assignment, aliases: dict[str, tuple[str, bool]], document: Document) -> dict[str, list[str]]:
    """Role → names, where a table cell's names need repair; {} where none does or the clause is no cell."""
    if assignment.source.row is None:
        return {}
    result: dict[str, list[str]] = {role: [] for role in ROLES}
    changed = False
    for mention in assignment.mentions:
        name = _repair(mention.name, aliases, _broken(mention, document))
        changed |= name != mention.name
        result[mention.role].append(name)
    return result if changed else {}


def _repair(name: str, aliases: dict[str, tuple[str, bool]], broken: bool) -> str:
    bracket = BRACKET.search(name)
    tail = bracket[0] if bracket else ""
    for core in (name, name.removesuffix(tail)):
        found = aliases.get(core)
        if found and (found[1] or (broken and core == name.removesuffix(tail))):
            return found[0] if found[0].endswith(tail) else found[0] + tail
    return name
