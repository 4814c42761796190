"""What a plan says from version to version, as plain values: changes laid upon what stood before.

A version changes only the fields that it names. So one that is still to come follows when another takes effect before
it, and what a plan says on a day is the changes of its versions, one after the other, up to that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from luoshi.plans.states import KINDS, Key, State

# {"kind", "item", "fields", "whole"}. fields  what is said otherwise, None to retire; whole  the fields are all that the
# item says: it is new, or comes back
Changed = dict[str, Any]
MASTER = "0"


def change(key: Key, before: State | None, after: State | None) -> Changed:
    """What makes `after` of `before` (None: the item is not in the plan)."""
    made: Changed = {"kind": key[0], "item": key[1], "fields": after, "whole": before is None}
    if before is not None and after is not None:
        made["fields"] = {name: said for name, said in after.items() if before.get(name) != said}
    return made


def replay(
    before: Mapping[Key, State], changed: Iterable[Changed], parts: Mapping[str, tuple[Key, State]]
) -> dict[Key, State]:
    """What the plan says after a version. An item that is out of the plan by then stays out. parts  code → every part
    that the plan ever had, with what it said last."""
    after = dict(before)
    for one in changed:
        key = (one["kind"], one["item"])
        if one["fields"] is None:
            after.pop(key, None)
        elif one["whole"]:
            after[key] = one["fields"]
        elif key in after:
            after[key] = after[key] | one["fields"]
    return _with_parts(before, after, parts)


def _with_parts(
    before: Mapping[Key, State], after: dict[Key, State], parts: Mapping[str, tuple[Key, State]]
) -> dict[Key, State]:
    """A part whose items all went goes with them, and comes back with the first of them."""
    had, needed = _codes(before), _codes(after)
    there = {data["part"]: key for key, data in after.items() if key[0] == "part"}
    for code in (needed - set(there)) & set(parts):
        key, data = parts[code]
        after[key] = data
    for code in (had - needed) & set(there):
        del after[there[code]]
    return after


def _codes(states: Mapping[Key, State]) -> set[str]:
    """The parts in which items stand; the annex of a table with them."""
    codes = {data["part"] for (kind, _), data in states.items() if kind in KINDS}
    return codes | {code.split("-")[0] for code in codes} | {MASTER}


def moved(before: Mapping[Key, State], after: Mapping[Key, State]) -> tuple[list[Key], list[Key]]:
    """The items that say something else in `after` or are new there, and those that are gone."""
    said = [key for key, data in after.items() if before.get(key) != data]
    return said, [key for key in before if key not in after]
