"""A figure far off its own history is asked about once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from statistics import median

from luoshi.papers.wording import number as shown
from luoshi.rounds.models import Line, Reading

ENOUGH = 3
TIMES = 4


def far_off(line: Line) -> str:
    """Why the figure of a line is doubted (a clause without full stop), "" where it is not.

    It is measured against what the same unit reported before: the step from the last figure against the usual steps."""
    if line.value is None or line.target_id is None:
        return ""
    earlier = list(
        Reading.objects.filter(
            target=line.target_id,
            unit=line.report.unit_id,
            column=Reading.Column.REPORTED,
            state=Reading.State.VALUE,
            current=True,
            last__lt=line.report.round.last,
        )
        .order_by("-last")
        .values_list("value", flat=True)[:12]
    )
    return doubt(line.value, [v for v in reversed(earlier) if v is not None])


def doubt(value: Decimal, earlier: Sequence[Decimal]) -> str:
    """Why `value` is far off the figures before it, oldest first; "" where it is not, or where there are too few."""
    if not earlier:
        return ""
    last = earlier[-1]
    if last and (value / last >= 10 or (value and last / value >= 10)):
        return f"上期是{shown(float(last))}，这期是{shown(float(value))}，差十倍以上，单位是不是填错了"
    if len(earlier) < ENOUGH:
        return ""
    steps = [abs(b - a) for a, b in pairwise(earlier)]
    usual = median(steps)
    step = abs(value - last)
    if usual and step > TIMES * max(usual, max(steps) / 2):
        return f"上期是{shown(float(last))}，这期是{shown(float(value))}，变动比以往大得多"
    falling = value < last and all(b >= a for a, b in pairwise(earlier))
    if falling and last - value > usual:
        return f"一直在增加，这期从{shown(float(last))}降到{shown(float(value))}"
    return ""
