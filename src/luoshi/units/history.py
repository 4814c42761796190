"""What became of a unit: set up, renamed, others taken in, gone."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from luoshi.units.models import Unit, UnitName


@dataclass(frozen=True, slots=True)
class Step:
    """on  the day, None where nobody noted it; said  one Chinese sentence; why  the reason or the paper's number."""

    on: datetime.date | None
    said: str
    why: str = ""


def history(unit: Unit) -> list[Step]:
    """The steps of a unit's life, the latest first. Two queries."""
    steps: list[Step] = []
    came = list(Unit.objects.filter(successor=unit).prefetch_related("names"))
    of_others = {n for u in came for n in (u.name, *(x.name for x in u.names.all()))}
    former = [n for n in unit.names.all() if n.kind == UnitName.Kind.FORMER]
    own = sorted((n for n in former if n.name not in of_others), key=lambda n: n.until or datetime.date.min)
    for n, name in enumerate(own):
        after = own[n + 1].name if n + 1 < len(own) else unit.name
        steps.append(Step(name.until, f"由“{name.name}”更名为“{after}”", name.evidence))
    why = {n.name: n.evidence for n in former}
    steps += [Step(u.gone_on, f"“{u.name}”并入", why.get(u.name, "")) for u in came]
    if unit.since:
        steps.append(Step(unit.since, "设立"))
    if unit.gone_on:
        into = f"并入“{unit.successor}”" if unit.successor else "撤销"
        steps.append(Step(unit.gone_on, into))
    return sorted(steps, key=lambda s: s.on or datetime.date.min, reverse=True)
