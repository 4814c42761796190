"""One search over tasks, targets, units and task forces."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from luoshi.accounts.sitting import Seat
from luoshi.desk.entries import Line
from luoshi.papers.wording import amount
from luoshi.plans import within
from luoshi.plans.asked import ENDED, TREE, Asked
from luoshi.plans.columns import campaign_words
from luoshi.plans.listing import in_order, select
from luoshi.plans.models import Plan
from luoshi.plans.reach import oversees
from luoshi.units.models import Unit

MOST = 8


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one kind; more  where to see the rest, "" where all are shown or no list shows them."""

    kind: str
    hits: tuple[Line, ...]
    more: str = ""


def search(seat: Seat, words: str, today: datetime.date) -> list[Group]:
    """What the seat may see that has all the words (or, for letters, such initials); kinds without a hit left out.
    Four queries, the newest plans first."""
    wanted = Asked(q=words.strip()[:60], plan=ENDED, region=TREE if oversees(seat) else "")
    if not wanted.q:
        return []
    tasks = in_order(select(within.tasks(seat), wanted, today), "").select_related("part", "plan__region")[: MOST + 1]
    targets = (
        within.targets(seat)
        .filter(_told(wanted.q, "name", "raw"), retired=False)
        .select_related("part", "plan__region")
        .order_by("-plan__year", "-plan_id", "part__order", "order")[: MOST + 1]
    )
    units = Unit.objects.filter(
        Q(pk__in=Unit.objects.filter(_told(wanted.q, "name", "names__name")).values("pk")),
        region__in=seat.region_ids("unit.read"),
    ).select_related("region")[: MOST + 1]
    bodies = (
        within.bodies(seat)
        .filter(_all(wanted.q, "name", "raw"), retired=False)
        .select_related("plan__region")
        .order_by("-plan__year", "-plan_id", "part__order", "order")[: MOST + 1]
    )
    groups = [
        _group("单位", [Line(u.name, reverse("unit_page", args=[u.pk]), str(u.region)) for u in units], ""),
        _group(
            "任务",
            [
                Line(t.title, reverse("task_page", args=[t.pk]), f"{_of(seat, t.plan)} {campaign_words(t)}")
                for t in tasks
            ],
            reverse("task_list") + wanted.here,
        ),
        _group(
            "指标",
            [
                Line(
                    f"{t.name} {amount(t)}",
                    reverse("target_page", args=[t.pk]),
                    f"{_of(seat, t.plan)} {campaign_words(t)}",
                )
                for t in targets
            ],
            reverse("target_list") + wanted.here,
        ),
        _group("专班", [Line(b.name, reverse("body_page", args=[b.pk]), _of(seat, b.plan)) for b in bodies], ""),
    ]
    return [g for g in groups if g.hits]


def _of(seat: Seat, plan: Plan) -> str:
    """Year of a plan, and whose it is where it is not of the own region."""
    own = seat.post is not None and plan.region_id == seat.post.region_id
    return f"{plan.year}年" if own else f"{plan.region} {plan.year}年"


def _group(kind: str, hits: list[Line], more: str) -> Group:
    return Group(kind, tuple(hits[:MOST]), more if len(hits) > MOST else "")


def _all(words: str, *fields: str) -> Q:
    """All words, each in one of the fields."""
    told = Q()
    for word in words.split():
        one = Q()
        for name in fields:
            one |= Q(**{f"{name}__icontains": word})
        told &= one
    return told


def _told(words: str, *fields: str) -> Q:
    """As `_all`; a word in letters may be initials."""
    told = Q()
    for word in words.split():
        one = _all(word, *fields)
        if word.isascii() and word.isalnum():
            one |= Q(initials__contains=word.lower())
        told &= one
    return told
