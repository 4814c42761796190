"""An annex and the tables that belong to it ("3" and "3-1"): together they are one campaign."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat

from luoshi.plans.models import Part


def with_tables(parts: object) -> QuerySet[Part]:
    """The parts of these numbers (a list or a query of them) and the tables of each, by number."""
    table = Q(kind="table", code__startswith=Concat(F("plan__parts__code"), Value("-")))
    return Part.objects.filter(Q(plan__parts__in=parts) & (Q(pk=F("plan__parts__pk")) | table)).values("pk")


def homes(parts: Iterable[Part]) -> dict[Any, Any]:
    """Part → the part that it belongs to: a table to its annex, any other to itself."""
    rows = list(parts)
    by_code = {(p.plan_id, p.code): p.pk for p in rows}
    return {p.pk: by_code.get((p.plan_id, p.code.split("-")[0]), p.pk) if p.kind == "table" else p.pk for p in rows}
