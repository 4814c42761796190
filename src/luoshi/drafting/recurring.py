"""Duties that come again (每月走访1次, 每年发布1次) are cadences of the work and no figures to reach."""

from __future__ import annotations

import re

from luoshi.drafting.grammar import any_of
from luoshi.drafting.quantities import Quantity

EVERY = re.compile(
    r"(?:每(?:个)?(?:半年|年|季度|季|月|旬|周|星期|日|天|学期)|按[年季月旬周日])(?P<rest>[^，。；每]{0,24})$"
)
OFFICE = re.compile(any_of("measures", "recurring", "office"))
ROUTINE = re.compile(any_of("measures", "recurring", "routine"))
TIMES = frozenset(("次", "期", "篇", "份", "轮", "场", "遍", "批", "个", "场次"))
FLOOR = re.compile("至少|不少于|不低于|以上|超过|达到?")


def recurs(left: str, right: str, quantity: Quantity) -> bool:
    """Is a number only how often a routine is done? One with a floor (至少1次) commits all the same, save for meetings
    and reports."""
    if quantity.unit not in TIMES or quantity.suffix:
        return False
    found = EVERY.search(left)
    if found is None:
        return False
    if OFFICE.search(found["rest"]) or OFFICE.match(right.lstrip("的")):
        return True
    if FLOOR.search(found["rest"]):
        return False
    return ROUTINE.search(found["rest"]) is not None or ROUTINE.match(right.lstrip("的")) is not None
