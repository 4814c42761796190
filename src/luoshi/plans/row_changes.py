"""Changes to a breakdown's rows: edits from several hands brought together, and two states compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.plans.measure_rows import CELLS, HEADS, Row, is_key, row, shown, typed


@dataclass(frozen=True, slots=True)
class Clash:
    """Two people wrote at one cell (cell "": one changed the row, the other took it out): both texts, as shown."""

    key: str
    cell: str
    mine: str
    theirs: str
    by: str
    at: str


def edit(
    rows: Sequence[Row], edits: Iterable[dict[str, Any]], year: int, by: str, at: str
) -> tuple[list[Row], list[Clash]]:
    """The rows after the edits, and the edits that met somebody else's and were not done. An edit is

    {"do": "set", "key", "cells": {cell: [was, now]}}   was  the cell as it stood on the writer's screen
    {"do": "add", "key", "after": key or "", "cells": {cell: now}}   a key that is there already only sets (a retry)
    {"do": "remove", "key", "was": {cell: text}}
    {"do": "move", "key", "after": key or ""}   behind that row, or to the top; a row that is gone is left alone

    Raises ValueError for anything else."""
    now = [dict(r) for r in rows]
    clashes: list[Clash] = []
    for one in edits:
        key, do = one.get("key"), one.get("do")
        if not is_key(key):
            raise ValueError("key")
        place = next((n for n, r in enumerate(now) if r["key"] == key), None)
        if do == "add":
            made = row(_cells(one), year, str(key), by, at)
            if place is not None:
                now[place] = made
            else:
                after = next((n for n, r in enumerate(now) if r["key"] == one.get("after")), len(now) - 1)
                now.insert(after + 1, made)
        elif do == "set":
            cells = _cells(one)
            if place is None:
                said = "；".join(shown(c, typed(c, pair[1], year)) for c, pair in cells.items())
                clashes.append(Clash(str(key), "", said, "", "", ""))
                continue
            for cell, (was, want) in cells.items():
                held, new = now[place][cell], typed(cell, want, year)
                if held not in (typed(cell, was, year), new):
                    meta = now[place]
                    clashes.append(Clash(str(key), cell, shown(cell, new), shown(cell, held), meta["by"], meta["at"]))
                elif held != new:
                    now[place] = {**now[place], cell: new, "by": by, "at": at}
        elif do == "move":
            behind = one.get("after") or ""
            if place is not None and behind != key:
                moving = now.pop(place)
                at_row = next((n for n, r in enumerate(now) if r["key"] == behind), None)
                to = 0 if not behind else place if at_row is None else at_row + 1
                now.insert(to, moving)
        elif do == "remove":
            if place is None:
                continue
            seen: Any = one.get("was")
            if not isinstance(seen, dict) or any(now[place][c] != typed(c, seen.get(c, ""), year) for c in CELLS):
                held_row = now[place]
                said = "；".join(shown(c, held_row[c]) for c in CELLS if held_row[c] and c in ("title", "person"))
                clashes.append(Clash(str(key), "", "（删除这一行）", said, held_row["by"], held_row["at"]))
            else:
                del now[place]
        else:
            raise ValueError("do")
    return now, clashes


def _cells(one: dict[str, Any]) -> dict[str, Any]:
    cells = one.get("cells")
    if not isinstance(cells, dict) or not set(cells) <= set(CELLS):
        raise ValueError("cells")
    if one["do"] == "set" and not all(isinstance(v, list) and len(v) == 2 for v in cells.values()):
        raise ValueError("cells")
    return cells


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell (or, with cell "", a whole row that came or went) of two states of the rows, as shown."""

    key: str
    title: str
    cell: str
    head: str
    before: str
    after: str


def differences(before: Sequence[Row], after: Sequence[Row]) -> list[Difference]:
    """What changed from one state of the rows to another, cell by cell."""
    old, new = {r["key"]: r for r in before}, {r["key"]: r for r in after}
    found = []
    for key, one in new.items():
        if key not in old:
            found.append(Difference(key, one["title"], "", "新增一条", "", one["title"]))
            continue
        found += [
            Difference(key, one["title"], c, HEADS[c], shown(c, old[key][c]), shown(c, one[c]))
            for c in CELLS
            if old[key][c] != one[c]
        ]
    found += [
        Difference(key, one["title"], "", "删去一条", one["title"], "") for key, one in old.items() if key not in new
    ]
    return found
