"""What waits for the one who looks: a function a role, each entry a sentence, a link and a count.

An entry is there only while something waits, and its link shows just what it counts.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.urls import reverse

from luoshi.accounts.sitting import Seat
from luoshi.desk.entries import LINES, Entry, Line, entry, page
from luoshi.desk.todo_admins import audit_admin, security_admin, system_admin
from luoshi.papers.wording import chinese_date
from luoshi.plans import within
from luoshi.plans.asked import Asked
from luoshi.plans.handing_in import HANDED_IN, handed_in, holdings, owed
from luoshi.plans.instructions_read import RUNNING, given_by, to_answer
from luoshi.plans.listing import in_order, select, span
from luoshi.plans.models import Body, Breakdown, Review, ReviewItem, Share
from luoshi.plans.reach import listed_tasks
from luoshi.units.models import Role

# A convener has one campaign or two; each asks the database once more.
MOST_CAMPAIGNS = 2

OPEN_REVIEWS = {
    Review.State.WAITING: "等待读取",
    Review.State.READING: "正在读取",
    Review.State.READY: "审核到一半，接着做",
    Review.State.FAILED: "没有读成，请看原因",
}


def todo(seat: Seat, today: datetime.date) -> list[Entry]:
    """What waits for this seat, the pressing first; empty where nothing does."""
    made = BY_ROLE[seat.post.role](seat, today) if seat.post and seat.post.role in BY_ROLE else []
    return sorted((e for e in made if e.count), key=lambda e: not e.pressing)


def command_office(seat: Seat, today: datetime.date) -> list[Entry]:
    return [
        _instructed(seat),
        *_reviews(seat),
        _submitted(seat),
        _without_unit(seat, today),
        _unseated(seat),
        _soon_in_region(seat, today),
    ]


def task_force_office(seat: Seat, today: datetime.date) -> list[Entry]:
    parts = within.campaigns(seat)
    reported = list(  # what waits for a decision and who has handed in come of one query
        Breakdown.objects.filter(task__retired=False, state__in=HANDED_IN, task__part__in=parts)
        .order_by("submitted_at", "id")
        .values_list("task_id", "unit_id", "unit__name", "task__title", "state")
    )
    submitted = [row[:4] for row in reported if row[4] == Breakdown.State.SUBMITTED]
    return [_to_decide(submitted), _waiting_units(parts, {row[:2] for row in reported}), *unit(seat, today)]


def unit_head(seat: Seat, today: datetime.date) -> list[Entry]:
    """As the liaison, who usually does the writing."""
    return unit(seat, today, "项任务等本单位细化分解")


def unit(seat: Seat, today: datetime.date, to_break_down: str = "项任务等您细化分解") -> list[Entry]:
    """Liaison and unit head: what the own unit has to break down, what came back, which days are near."""
    own = seat.post.unit_id if seat.post else None
    if not own:
        return []
    return [
        _instructed(seat),
        _returned(own),
        _soon(seat, own, today),
        _to_break_down(seat, own, today, to_break_down),
        _passed_on(own),
    ]


def reader(seat: Seat, today: datetime.date) -> list[Entry]:
    """Leaders and offices that follow the whole: which days are near. The campaigns stand beside it."""
    return [_soon_in_region(seat, today)]


def leader(seat: Seat, today: datetime.date) -> list[Entry]:
    """A leader: what became of own instructions, then as the other readers."""
    return [*_instructions_given(seat), *reader(seat, today)]


def convener(seat: Seat, today: datetime.date) -> list[Entry]:
    """Conveners and their deputies: of each campaign that they serve, which days are near and who has not handed in.
    Who serves none yet follows the whole."""
    parts = list(within.campaign_parts(seat))
    if not parts:
        return reader(seat, today)
    served = [p.pk for p in parts if p.kind != "table"]
    due = [_due(seat, Asked(campaign=pk, limit="next30"), today) for pk in served[:MOST_CAMPAIGNS]]
    numbers = [p.pk for p in parts]
    return [_waiting_units(numbers, handed_in(part__in=numbers)), *due]


BY_ROLE: dict[Any, Callable[[Seat, datetime.date], list[Entry]]] = {
    Role.COMMAND_OFFICE: command_office,
    Role.TASK_FORCE_OFFICE: task_force_office,
    Role.LIAISON: unit,
    Role.UNIT_HEAD: unit_head,
    Role.LEADER: leader,
    Role.CONVENER: convener,
    Role.DEPUTY: convener,
    Role.SUPERVISION: reader,
    Role.STATISTICS: reader,
    Role.APPRAISAL: reader,
    Role.SYSTEM_ADMIN: system_admin,
    Role.SECURITY_ADMIN: security_admin,
    Role.AUDIT_ADMIN: audit_admin,
}


def _reviews(seat: Seat) -> list[Entry]:
    """Reviews that somebody began, and plans put in force over findings that nobody has looked at."""
    unsettled = (
        ReviewItem.objects.filter(review=OuterRef("pk"), kind="finding", settled="")
        .exclude(state=ReviewItem.State.REMOVED)
        .order_by()
        .values("review")
        .annotate(n=Count("pk"))
        .values("n")
    )
    open_ones, hasty = [], []
    for pk, state, header, name, findings in (
        within.reviews(seat)
        .filter(Q(state__in=OPEN_REVIEWS) | Q(state=Review.State.IN_FORCE, plan__ended_on=None))
        .annotate(findings=Subquery(unsettled))
        .values_list("pk", "state", "header", "upload__name", "findings")
    ):
        title = (header or {}).get("title") or name
        link = page("review_page", pk, otherwise=reverse("review_list"))
        if state in OPEN_REVIEWS:
            open_ones.append(Line(title, link, OPEN_REVIEWS[state]))
        elif findings:
            hasty.append(Line(title, f"{link}?tab=finding&show=open", f"{findings}个问题"))
    return [
        entry("份文件还没有审核完", reverse("review_list"), open_ones),
        entry("份施行的方案还有体检问题没有处理", hasty[0].link if len(hasty) == 1 else reverse("review_list"), hasty),
    ]


def _submitted(seat: Seat) -> Entry:
    """Breakdowns of the region handed in and not decided."""
    found = Breakdown.objects.filter(
        state=Breakdown.State.SUBMITTED,
        task__retired=False,
        task__plan__region__in=seat.region_ids("measure.accept"),
    )
    return _to_decide(
        found.order_by("submitted_at", "id").values_list("task_id", "unit_id", "unit__name", "task__title")
    )


def _to_decide(rows: Iterable[tuple[int, int, str, str]]) -> Entry:
    """The breakdowns that wait for the seat, as (task, unit, the unit's name, the task's title)."""
    found = list(rows)
    lines = [Line(f"{name}：{title}", _breakdown(task, unit)) for task, unit, name, title in found[:LINES]]
    return entry("份细化分解等您审定", page("breakdown_list", otherwise=reverse("task_list")), lines, len(found))


def _waiting_units(parts: list[int], done: set[tuple[int, int]]) -> Entry:
    """Units of the campaigns that have not handed in their breakdowns, those with most tasks first.
    done  task and unit of those handed in."""
    waiting = [
        (unit, name) for (task, unit), (_, name) in owed(holdings(part__in=parts)).items() if (task, unit) not in done
    ]
    campaign = parts[0] if parts else None
    lines = [
        Line(name, _tasks(unit=pk, campaign=campaign, role="main", open="no_breakdown"), f"{n}项")
        for (pk, name), n in Counter(waiting).most_common()
    ]
    return entry("个单位还没有报送本专班任务的细化分解", _tasks(campaign=campaign, open="no_breakdown"), lines)


def _without_unit(seat: Seat, today: datetime.date) -> Entry:
    wanted = Asked(open="no_unit")
    # a superior reads its subordinates' plans; to complete them is theirs
    own = within.tasks(seat).filter(plan__region__in=seat.region_ids("plan.revise"))
    rows = in_order(select(own, wanted, today), "").values_list("pk", "title")
    lines = [Line(title, reverse("task_page", args=[pk]) + wanted.list_query) for pk, title in rows]
    return entry("项任务没有责任单位，请核对原文或修订补上", reverse("task_list") + wanted.here, lines)


def _unseated(seat: Seat) -> Entry:
    rows = (
        Body.objects.filter(
            plan__region__in=seat.region_ids("body.seat"), plan__ended_on=None, retired=False, seats=None
        )
        .order_by("part__order", "order")
        .values_list("pk", "name")
    )
    lines = [Line(name, reverse("body_page", args=[pk])) for pk, name in rows]
    return entry("个工作专班还没有安排人员", reverse("body_list"), lines)


def _soon_in_region(seat: Seat, today: datetime.date) -> Entry:
    return _due(seat, Asked(limit="next30"), today)


def _soon(seat: Seat, own: int, today: datetime.date) -> Entry:
    return _due(seat, Asked(unit=own, role="main", limit="next30"), today, pressing=True)


def _due(seat: Seat, wanted: Asked, today: datetime.date, pressing: bool = False) -> Entry:
    found = select(listed_tasks(seat, wanted), wanted, today)
    rows = list(in_order(found, "due").values_list("pk", "title", "due"))
    lines = [
        Line(title, reverse("task_page", args=[pk]) + wanted.list_query, chinese_date(due.isoformat()))
        for pk, title, due in rows[:LINES]
    ]
    last = span("next30", today)[1]
    sentence = f"项任务在{chinese_date(last.isoformat())}前到期"
    return entry(sentence, reverse("task_list") + wanted.here, lines, len(rows), pressing)


def _to_break_down(seat: Seat, own: int, today: datetime.date, sentence: str) -> Entry:
    wanted = Asked(unit=own, role="main", open="no_breakdown")
    returned = Breakdown.objects.filter(unit=own, state=Breakdown.State.RETURNED).values("task")
    if not seat.may("measure.write"):
        return entry("", "", [])
    found = select(listed_tasks(seat, wanted), wanted, today).exclude(pk__in=returned)
    rows = in_order(found, "due").values_list("pk", "title", "due")
    lines = [Line(title, _breakdown(pk, own), (due and chinese_date(due.isoformat())) or "") for pk, title, due in rows]
    return entry(sentence, page("breakdown_list", otherwise=reverse("task_list") + wanted.here), lines)


def _returned(own: int | None) -> Entry:
    rows = (
        Breakdown.objects.filter(unit=own, state=Breakdown.State.RETURNED, task__retired=False)
        .order_by("decided_at", "id")
        .values_list("task_id", "task__title", "word")
    )
    lines = [Line(title, _breakdown(task, own or 0), word) for task, title, word in rows]
    return entry(
        "份细化分解被退回，请按意见修改", page("breakdown_list", otherwise=reverse("task_list")), lines, pressing=True
    )


def _passed_on(own: int | None) -> Entry:
    rows = Share.objects.filter(taker=own, withdrawn=False, task__retired=False, task__plan__ended_on=None).values_list(
        "task_id", "giver__name", "what", "by"
    )
    lines = [
        Line(f"{giver}：{what}", reverse("task_page", args=[task]), (by and f"{chinese_date(by.isoformat())}前") or "")
        for task, giver, what, by in rows
    ]
    return entry("项由牵头单位交给本单位的事项", reverse("unit_page", args=[own]) if own else "", lines)


def _instructed(seat: Seat) -> Entry:
    """Leaders' instructions that the seat's unit or office has not settled, those with the nearest day first."""
    rows = (
        to_answer(seat)
        .filter(done=False, instruction__withdrawn=False, instruction__closed_at=None)
        .order_by(F("instruction__by").asc(nulls_last=True), "pk")
        .values_list("instruction", "instruction__text", "instruction__by")
    )
    lines = [
        Line(text, reverse("instruction_page", args=[pk]), f"{chinese_date(by.isoformat())}前报结果" if by else "")
        for pk, text, by in rows
    ]
    return entry("件领导批示等您办理", reverse("instruction_list"), lines, pressing=True)


def _instructions_given(seat: Seat) -> list[Entry]:
    """The leader's own: those to which all have reported, and those still under way."""
    rows = (
        given_by(seat)
        .filter(RUNNING)
        .annotate(to=Count("addressees"), done=Count("addressees", filter=Q(addressees__done=True)))
        .values_list("pk", "text", "to", "done")
    )
    reported: list[Line] = []
    running: list[Line] = []
    for pk, text, to, done in rows:
        line = Line(text, reverse("instruction_page", args=[pk]), f"{done}/{to}已办结")
        (reported if done == to else running).append(line)
    here = reverse("instruction_list")
    return [
        entry("件批示已报办理结果，请阅", here, reported, pressing=True),
        entry("件批示正在办理", here, running),
    ]


def _tasks(**wanted: object) -> str:
    return reverse("task_list") + Asked().query(**wanted)


def _breakdown(task: int, unit_id: int) -> str:
    return page("breakdown_page", task, unit_id, otherwise=reverse("task_page", args=[task]))
