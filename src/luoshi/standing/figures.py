"""Numbers as officials write them, and rounded so that a sentence never contradicts itself.

A sentence that says 应完成, 已完成 and 差 shows three figures of which a reader subtracts two: the gap is therefore the
difference of the two figures *as shown*, never a figure of its own. Lights are judged by the same shown figures, so
whoever recomputes a light from its sentence comes to the same colour.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

_DUST = 1e-9  # what adding and multiplying of floats leaves behind; far below any figure shown
PERCENT = ("%", "％")
PER_MILLE = "‰"


def scaled(value: float, places: int) -> int:
    """The value in units of its last place shown, halves away from nought: scaled(20.75, 1) is 208."""
    big: float = abs(value) * float(10**places)
    whole: int = math.floor(big + 0.5 + _DUST * max(1.0, big))
    return -whole if value < 0 else whole


def digits(amount: int, places: int) -> str:
    """A scaled figure as text: digits(208, 1) is “20.8”. All its places are shown."""
    if places <= 0:
        return str(amount)
    sign, amount = ("-" if amount < 0 else ""), abs(amount)
    whole, rest = divmod(amount, 10**places)
    return f"{sign}{whole}.{rest:0{places}}"


def plain(value: float, places: int = 2) -> str:
    """A figure alone, rounded and without idle noughts: 7.50 as 7.5, 12.0 as 12, never -0."""
    text = digits(scaled(value, places), places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def places_written(value: float) -> int:
    """How many places behind the point a figure was written with."""
    text = repr(float(value))
    if "e" in text:
        text = f"{value:.12f}"
    return len(text.partition(".")[2].rstrip("0"))


def places_for(size: float) -> int:
    """How many places amounts of that size are shown with: two below a hundred, none from a thousand, more below one."""
    if size == 0 or not math.isfinite(size):
        return 2
    magnitude = math.floor(math.log10(abs(size)) + _DUST)
    return 2 - magnitude if magnitude < 0 else max(0, min(2, 3 - magnitude))


def unit_of_gap(unit: str) -> str:
    """In what a difference is told: percents differ by 个百分点, per milles by 个千分点, amounts by their unit."""
    if unit in PERCENT:
        return "个百分点"
    return "个千分点" if unit == PER_MILLE else unit


def alike(values: Sequence[float], places: int) -> list[str]:
    """Figures that stand side by side: all with as many places, without those that are nought in all of them."""
    amounts = [scaled(v, places) for v in values]
    while places > 0 and not any(a % 10 for a in amounts):
        amounts, places = [a // 10 for a in amounts], places - 1
    return [digits(a, places) for a in amounts]


class Shown(NamedTuple):
    """Three figures that agree: gap = expected - done, to the last place shown (negative: ahead)."""

    expected: str
    done: str
    gap: str  # without its sign
    sign: int  # 1 behind, 0 level, -1 ahead


def show(expected: float, done: float, places: int, sign: int | None = None) -> Shown:
    """Both figures rounded to `places` and their difference; idle noughts go only where all three have them.

    sign  what another rounding of the same comparison said (shares beside amounts): where this one is too coarse to
    say as much, it takes more places."""
    due, is_done = scaled(expected, places), scaled(done, places)
    if sign:
        widest = places + 4
        while (due - is_done) * sign <= 0 and places < widest and (expected - done) * sign > 0:
            places += 1
            due, is_done = scaled(expected, places), scaled(done, places)
    while places > 0 and not due % 10 and not is_done % 10:
        due, is_done, places = due // 10, is_done // 10, places - 1
    gap = due - is_done
    nothing = done == 0  # nought is nought, not 0.00
    return Shown(
        digits(due, places),
        "0" if nothing else digits(is_done, places),
        digits(abs(gap), places),
        (gap > 0) - (gap < 0),
    )
