"""What a day brings by itself. Each piece may run late and twice."""

from __future__ import annotations

import datetime

from luoshi.plans.taking_effect import take_effect
from luoshi.units.coming import take_effect as units


def tick(today: datetime.date) -> list[str]:
    """Do all that fell due up to today; what was done, as Chinese sentences. Units come first: the plans' versions of the
    day find them as they are from then on."""
    changes = [f"{change}，已办理。" for change in units(today)]
    return changes + [f"《{version.plan}》第{version.number}版已施行。" for version in take_effect(today)]
