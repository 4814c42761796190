"""What a task list is asked for, as a value: read from an address, and written back into one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

ROLES = {
    "lead": "牵头",
    "responsible": "责任",
    "cooperate": "配合",
    "main": "牵头或责任",
}
LIMITS = {
    "overdue": "已过时限",
    "month": "本月到期",
    "next30": "30天内到期",
    "quarter": "本季度到期",
    "none": "未写时限",
}
KINDS = {"task": "任务", "project": "项目", "policy": "政策"}
OPEN = {
    "no_lead": "没有牵头单位",
    "no_unit": "没有任何单位",
    "only_class": "只写了统称（如各镇）",
    "no_breakdown": "还没有报送细化分解",
}
SORTS = ("order", "title", "due", "campaign", "targets")
ENDED = "all"  # of `plan`: ended plans too
TREE = "all"  # of `region`: the own one and all below it


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters, order, columns and page of a task list. Empty strings and None ask for nothing.

    plan  a plan's id, "all" for ended plans too, "" for those in force; region  a region's id, "all" for the own one
    with its subordinates, "" for the own one; open  a key of OPEN; sort  one of SORTS, with
    "-" before it for the other way round; cols  keys of columns, empty for the usual ones."""

    q: str = ""
    plan: str = ""
    campaign: int | None = None
    unit: int | None = None
    role: str = ""
    person: str = ""
    limit: str = ""
    kind: str = ""
    open: str = ""
    sort: str = ""
    cols: tuple[str, ...] = ()
    page: int = 1
    region: str = ""

    @property
    def filtered(self) -> bool:
        """Whether anything narrows the list."""
        return replace(self, sort="", cols=(), page=1, region="") != Asked()

    def query(self, **changes: Any) -> str:
        """The address of the list with some of its values changed: "?unit=3&limit=overdue", "?" for the plain list.
        Any change but that of the page itself goes back to the first page."""
        changes.setdefault("page", 1)
        now = replace(self, **changes)
        pairs = [
            (name, str(value))
            for name in ("region", "q", "plan", "campaign", "unit", "role", "person", "limit", "kind", "open", "sort")
            if (value := getattr(now, name))
        ]
        pairs += [("cols", key) for key in now.cols]
        if now.page > 1:
            pairs.append(("page", str(now.page)))
        return "?" + urlencode(pairs)

    @property
    def here(self) -> str:
        """The address of just this list, page included."""
        return self.query(page=self.page)

    @property
    def list_query(self) -> str:
        """The address of this list without its page: what a task page needs to know its neighbours."""
        return self.query(cols=())


def asked(query: QueryDict, known_columns: tuple[str, ...] = ()) -> Asked:
    """What an address asks for; what it cannot mean (a number that is none, an unknown word) counts as not asked."""
    sort = query.get("sort", "")
    plan, region = query.get("plan", ""), query.get("region", "")
    return Asked(
        q=query.get("q", "").strip()[:60],
        plan=plan if plan == ENDED or number(plan) else "",
        campaign=number(query.get("campaign", "")),
        unit=number(query.get("unit", "")),
        role=_one_of(query.get("role", ""), ROLES),
        person=query.get("person", "").strip()[:40],
        limit=_one_of(query.get("limit", ""), LIMITS),
        kind=_one_of(query.get("kind", ""), KINDS),
        open=_one_of(query.get("open", ""), OPEN),
        sort=sort if sort.removeprefix("-") in SORTS else "",
        cols=tuple(c for c in known_columns if c in query.getlist("cols")),
        page=number(query.get("page", "")) or 1,
        region=region if region == TREE or number(region) else "",
    )


def number(written: str) -> int | None:
    """The number of a row or page, None where it is none that a database could hold."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 16 else None


def _one_of(written: str, known: dict[str, str]) -> str:
    return written if written in known else ""
