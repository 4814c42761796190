"""The mark of a light that recovered: it shows that it was red or yellow, since when, and until when."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.standing.rules import SEVERITY, Colour


@dataclass(frozen=True, slots=True)
class Redeemed:
    """The gravest colour of the last bad stretch, its first day, and the day on which it was good again."""

    worst: Colour
    since: datetime.date
    recovered: datetime.date

    @property
    def sentence(self) -> str:
        since = f"{self.since.year}年" if self.since.year != self.recovered.year else ""
        return (
            f"{since}{self.since.month}月{self.since.day}日起曾亮{self.worst}灯，"
            f"{self.recovered.month}月{self.recovered.day}日转好"
        )


def redeemed(changes: Iterable[tuple[datetime.date, Colour]]) -> Redeemed | None:
    """What the colours so far say, by the day on which each began; None while it is red or yellow, or never was.

    Grey neither redeems nor condemns: a red light whose figures stay away is not thereby made good."""
    worst: Colour | None = None
    since = recovered = None
    for day, colour in sorted(changes):
        if colour in (Colour.RED, Colour.YELLOW):
            if worst is None or recovered is not None:
                worst, since, recovered = colour, day, None
            elif SEVERITY[colour] > SEVERITY[worst]:
                worst = colour
        elif colour is not Colour.GREY and worst is not None and recovered is None:
            recovered = day
    return Redeemed(worst, since, recovered) if worst and since and recovered else None
