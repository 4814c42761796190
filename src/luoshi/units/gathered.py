"""Rows of another table gathered as JSON into one column, so that a page asks once for a thing and what hangs on it."""

from __future__ import annotations

from typing import Any

from django.db.models import Func, JSONField, QuerySet, Subquery
from django.db.models.functions import JSONObject


class _Gathered(Func):
    function = "JSON_GROUP_ARRAY"
    arity = 1
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_AGG", **extra)


def gathered(rows: QuerySet, *fields: str, **named: str) -> Subquery:
    """A column that holds the rows (tied to the outer query by OuterRef) as a list of {field: value}, in no order.
    Where there are none it holds None or an empty list. Days and moments come as text."""
    told = JSONObject(**{name: name for name in fields}, **named)
    return Subquery(rows.order_by().values_list(_Gathered(told)), output_field=JSONField())
