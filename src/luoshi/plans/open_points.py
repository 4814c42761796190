"""What a review still leaves open, and which units it would add: asked before it is put in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from luoshi.plans.models import Plan, Review, ReviewItem
from luoshi.plans.proposed import repaired_names
from luoshi.units.finding import known_names


@dataclass(frozen=True)
class OpenPoints:
    """What a review still leaves open, to be shown before it is put in force."""

    findings: int
    grave: int
    proposed_merges: int
    tasks_without_unit: int
    gaps: int
    year_missing: bool

    @property
    def any(self) -> bool:
        return bool(self.findings or self.proposed_merges or self.tasks_without_unit or self.year_missing)


def open_points(review: Review) -> OpenPoints:
    """Count what is open. One query."""
    return points_of(review, review.items.exclude(state=ReviewItem.State.REMOVED).defer("made"))


def points_of(review: Review, items: Iterable[ReviewItem]) -> OpenPoints:
    """The same for items at hand, none of them removed."""
    items = list(items)
    findings = [i for i in items if i.kind == "finding" and not i.settled]
    return OpenPoints(
        findings=len(findings),
        grave=sum(i.data["gravity"] == "grave" for i in findings),
        proposed_merges=sum(len(undecided(i.data)) for i in items if i.kind == "unit"),
        tasks_without_unit=sum(i.kind == "task" and lacks_unit(i) for i in items),
        gaps=sum(i.kind == "gap" for i in items),
        year_missing=not review.header.get("year"),
    )


def with_left_open(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Plans with `left_review`, the review that put them in force over findings nobody has settled since, and
    `left_findings`, how many these are; both None where none is left."""
    found = (
        ReviewItem.objects.filter(
            review__plan=OuterRef("pk"), review__state=Review.State.IN_FORCE, kind="finding", settled=""
        )
        .exclude(state=ReviewItem.State.REMOVED)
        .order_by()
        .values("review")
        .annotate(n=Count("pk"))
        .order_by("-review")
    )
    return plans.annotate(
        left_review=Subquery(found.values("review")[:1]), left_findings=Subquery(found.values("n")[:1])
    )


def undecided(unit: dict[str, Any]) -> list[dict[str, Any]]:
    """The other names of a directory entry of which nobody has said yet whether they mean the same unit."""
    return [a for a in unit["aliases"] if a.get("proposed") and not a.get("merged") and not a.get("apart")]


def lacks_unit(task: ReviewItem) -> bool:
    """Whether nobody answers for a task of an annex (the master plan's own paragraphs need none)."""
    return task.part != "0" and not any(units_of(a) for a in task.data["assignments"])


def units_of(assignment: dict[str, Any]) -> list[str]:
    """All units of a responsibility clause, as written."""
    return [*assignment["lead"], *assignment["responsible"], *assignment["cooperate"]]


def new_units(review: Review) -> list[str]:
    """The names that the region does not know, whoever names them: putting the plan in force makes these units, in
    this order. Three queries."""
    known = set(known_names(review.region))
    new: list[str] = []
    kept = review.items.exclude(state=ReviewItem.State.REMOVED).defer("made")
    items = list(kept.filter(kind__in=("unit", "task", "body")).order_by("order", "id"))
    for item in (i for i in items if i.kind == "unit"):
        names = [item.data["name"], *(a["name"] for a in item.data["aliases"] if a.get("merged"))]
        if known.isdisjoint(names):
            new.append(item.data["name"])
        known.update(names)
    for kind in ("task", "body"):
        for name in (n for i in items if i.kind == kind for n in named(i)):
            if name not in known:
                new.append(name)
                known.add(name)
    return new


def named(item: ReviewItem) -> list[str]:
    """The units that a task's clauses or a body's members name, as they are meant."""
    if item.kind == "body":
        return ["".join(n.split()) for n in item.data["members"]]
    return ["".join(repaired_names(a).get(n, n).split()) for a in item.data["assignments"] for n in units_of(a)]
