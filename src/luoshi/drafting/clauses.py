"""Responsibility clauses: who leads, who is responsible, who cooperates.

A clause is a list of units with roles (`name_lists.py`) in brackets, on lines of its own, or in the cells of a
table. This module tells clauses from other words, and binds them to their characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from luoshi.drafting.brackets import ROUND_CLOSE, round_groups, square_groups
from luoshi.drafting.draft import Assignment, Mention, Role, Source
from luoshi.drafting.name_lists import Named, parse
from luoshi.drafting.roles import LABEL_BEFORE, ROLES, SHORT_END, is_open, is_unit, label_role

Place = Callable[[int, int], Source]
"""Turns (start, end) in the text at hand into a Source."""

# a rule for the clauses that follow, inside one of them (…负责落实。以下均需各县区政府落实，不再列出)
RULE = re.compile(r"。(?=[^。]*(?:以下|下同|不再|均涉及))")


def plausible(names: list[Named], given: bool, column: bool = False) -> bool:
    """Can such names be units? Keeps brackets with prose out. `column`: they stand in a column of units."""
    if not names:
        return False
    good = sum(1 for n in names if is_unit(n.name) or is_open(n.name) or SHORT_END.search(n.name))
    if not given and any(re.search(r"[0-9]", n.name) for n in names):
        return False
    if not column and any(len(n.name) < 2 for n in names):
        return False
    if any(len(n.name) > 40 or re.search(r"[。！？：:=＝]|\d{2,}", n.name) for n in names):
        return False
    if any(re.match(r"(?:谁|不|将|对|把|即|含|如|详见|包括|以下|具体)", n.name) for n in names):
        return False
    if column:
        return all(len(n.name) <= 20 for n in names)
    return good * 2 >= len(names) if given else good == len(names)


def assignments(text: str, place: Place, *, first_leads: bool = False) -> list[Assignment]:
    """The bracketed clauses of a task's paragraph, in text order."""
    found = []
    groups = round_groups(text)
    groups += [g for g in square_groups(text) if g[1] - g[0] > 8 and not any(a < g[0] < b for a, b in groups)]
    for start, end in sorted(groups):
        announced = _announced(text, start)
        made = assignment(
            text[start:end],
            start,
            place,
            bracketed=True,
            closes=announced is not None or _closes(text, start, end),
            first_leads=first_leads and announced is None,
            default=announced or "responsible",
        )
        if made:
            found.append(made)
    return found


def _announced(text: str, start: int) -> Role | None:
    """The role that a label right before a bracket announces: 牵头单位（县发改局）."""
    if text[start - 2 : start] not in ("单位", "部门", "主体"):
        return None
    found = LABEL_BEFORE.search(text, max(start - 8, 0), start)
    return next((r for r in ROLES if found and label_role(found["label"]) == r), None)


def _closes(text: str, start: int, end: int) -> bool:
    """Can a list without verb in this bracket be a clause: behind a whole sentence, or at the paragraph's end?"""
    return not text[end:].strip("。；; ") or text[:start].rstrip()[-1:] in ("。", "；", ";", ".")


def assignment(
    clause: str,
    offset: int,
    place: Place,
    *,
    bracketed: bool,
    closes: bool = True,
    first_leads: bool = False,
    default: Role = "responsible",
    column: bool = False,
) -> Assignment | None:
    """The clause as an Assignment, None where it is none. `offset` is where it begins in the text that `place` knows;
    `column`: it is the cell of a column of units."""
    lead_in = 1 if bracketed else 0
    content = clause[lead_in : len(clause) - (1 if lead_in and clause[-1:] in ROUND_CLOSE + "]】］〕" else 0)]
    if "“" in content and "”" not in content:
        return None
    content = RULE.split(content, maxsplit=1)[0]
    names, open_ended, given = parse(content, default)
    if not plausible(names, given, column) or (bracketed and not given and not closes):
        return None
    if first_leads and not any(n.role == "lead" for n in names):
        names[0] = replace(names[0], role="lead")
    base = offset + lead_in
    mentions = tuple(
        Mention(re.sub(r"\s+", "", n.name), n.role or default, place(base + n.start, base + n.end)) for n in names
    )
    return Assignment(re.sub(r"\s+", "", clause), mentions, open_ended, place(offset, offset + len(clause)))


def merged(lists: Iterable[Assignment]) -> Assignment:
    """Lists that the paper gives separately (lines, columns) as one assignment, in the order of the text."""
    ordered = sorted(lists, key=lambda one: one.source.start)
    first, last = ordered[0], ordered[-1]
    if first is last:
        return first
    return Assignment(
        "".join(one.clause for one in ordered),
        tuple(mention for one in ordered for mention in one.mentions),
        any(one.open_ended for one in ordered),
        replace(first.source, end=last.source.end, spans=tuple(p for one in ordered for p in one.source.places)),
    )
