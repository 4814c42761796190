"""What of the rounds waits for the one who looks."""

from __future__ import annotations

import datetime

from django.db.models import Count, Q
from django.urls import reverse

from luoshi.accounts.sitting import Seat
from luoshi.calendar.period import Period
from luoshi.desk.entries import Entry, Line, entry
from luoshi.papers.wording import chinese_date
from luoshi.rounds import within
from luoshi.rounds.models import Arrangement, Report, Round
from luoshi.rounds.models import Line as ReportLine


def to_report(own: int, today: datetime.date) -> list[Entry]:
    """Reports that the unit has not handed in, pressing from two days before the due day, and those that came back in
    part. One query."""
    back = Q(lines__returned=True, lines__lies=ReportLine.Lies.UNIT)
    rows = (
        Report.objects.filter(unit=own, asked__gt=0)
        .annotate(returned=Count("lines", filter=back))
        .filter(Q(submitted_at=None, round__state=Round.State.OPEN) | Q(returned__gt=0))
        .select_related("round__arrangement")
        .order_by("round__due_on")
    )
    fresh, returned, near = [], [], False
    for r in rows:
        words = f"{Period.from_key(r.round.period).short}进展（{r.round.arrangement.title}）"
        link = reverse("report_page", args=[r.pk])
        if r.returned:
            returned.append(Line(words, link, f"{r.returned}条"))
        else:
            fresh.append(Line(words, link, f"{chinese_date(r.round.due_on.isoformat())}截止"))
            near = near or r.round.due_on - datetime.timedelta(days=2) <= today
    return [
        entry("期进展等您填报", reverse("round_list"), fresh, pressing=near),
        entry("期填报有内容被退回，请按意见修改", reverse("round_list"), returned, pressing=True),
    ]


def to_decide(seat: Seat) -> Entry:
    """Lines that wait for this seat, by unit."""
    found = within.lying_with(seat).values("report__unit__name").annotate(n=Count("pk")).order_by("-n")
    lines = [Line(row["report__unit__name"], reverse("waiting"), f"{row['n']}条") for row in found]
    return entry("个单位的填报等您办理", reverse("waiting"), lines)


def to_confirm(seat: Seat) -> Entry:
    """Plans whose set-ups nobody has confirmed yet."""
    found = (
        within.arrangements(seat, "arrangement.manage")
        .filter(state=Arrangement.State.PROPOSED, season="", plan__ended_on=None)
        .values("plan", "plan__title")
        .annotate(n=Count("pk"))
    )
    lines = [
        Line(row["plan__title"], reverse("arrangement_list", args=[row["plan"]]), f"{row['n']}项") for row in found
    ]
    address = lines[0].link if len(lines) == 1 else reverse("plan_list")
    return entry("个方案的调度安排等您确认", address, lines)


def overdue(seat: Seat, today: datetime.date) -> Entry:
    """Rounds with units that have not reported although the due day is over."""
    found = (
        within.rounds(seat)
        .filter(late_on__lt=today, state=Round.State.OPEN)
        .annotate(missing=Count("reports", filter=Q(reports__asked__gt=0, reports__submitted_at=None)))
        .filter(missing__gt=0)
        .select_related("arrangement")
    )
    lines = [
        Line(
            f"{Period.from_key(r.period).short}：{r.arrangement.title}",
            reverse("round_page", args=[r.pk]),
            f"{r.missing}个单位未报",
        )
        for r in found
    ]
    return entry("个期次有单位逾期未报", reverse("round_list"), lines)
