"""What waits for the three administrators, each seeing only what is theirs."""

from __future__ import annotations

import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from luoshi.accounts.models import User
from luoshi.accounts.sitting import Seat
from luoshi.audit.models import Event
from luoshi.calendar.current import current_calendar
from luoshi.desk.entries import Entry, Line, entry
from luoshi.notices.sending import unsent
from luoshi.units.models import Person, Role, Unit

WEEK = datetime.timedelta(days=7)


def system_admin(seat: Seat, today: datetime.date) -> list[Entry]:
    """Units without anybody to answer for them, people without a log-in, work in the background that failed."""
    regions = seat.region_ids("people.manage")
    here = Q(posts__role__in=(Role.LIAISON, Role.UNIT_HEAD)) & (Q(posts__until=None) | Q(posts__until__gte=today))
    answered = Unit.objects.filter(here).values("pk")
    empty = (
        Unit.objects.filter(region__in=regions, is_class=False, gone_on=None)
        .exclude(pk__in=answered)
        .values_list("name", flat=True)
    )
    nameless = Person.objects.filter(region__in=regions, user=None).values_list("name", flat=True)
    failed = DBTaskResult.objects.filter(status="FAILED", finished_at__gte=timezone.now() - WEEK).count()
    people = reverse("people")
    return [
        Entry("条通知没有发成，请看原因", reverse("delivery_list"), unsent(regions), pressing=True),
        _holidays(seat, today),
        Entry("个后台任务最近一周没有做成", reverse("job_list"), failed, pressing=True),
        entry("个单位还没有联络员或负责人", people, [Line(name, people) for name in empty]),
        entry("人有岗位、没有账号", people, [Line(name, people) for name in nameless]),
    ]


def _holidays(seat: Seat, today: datetime.date) -> Entry:
    """From November on the next year's holidays, once they are announced; the topmost region's administrator alone."""
    known = current_calendar()
    due = [today.year, *([today.year + 1] if today.month >= 11 else [])]
    top = bool(seat.post and seat.post.region.parent_id is None)
    lines = [
        Line(f"{year}年放假安排", reverse("calendar_enter", args=[year]), "国务院办公厅公布后录入")
        for year in due
        if top and not known.announced(year)
    ]
    return entry("个年度的放假安排还没有录入", reverse("calendar_page"), lines)


def security_admin(seat: Seat, today: datetime.date) -> list[Entry]:
    """Log-ins whose first password was never changed."""
    link = reverse("account_list")
    names = User.objects.filter(
        person__region__in=seat.region_ids("account.secure"), is_active=True, must_change=True
    ).values_list("person__name", "username")
    return [entry("个账号还在用初始密码", link, [Line(name, link, username) for name, username in names])]


def audit_admin(seat: Seat, today: datetime.date) -> list[Entry]:
    """How much was done in the last week."""
    count = Event.objects.filter(region_id__in=seat.region_ids("audit.read"), at__gte=timezone.now() - WEEK).count()
    return [Entry("条留痕是最近一周的，可以查看、核验、导出", reverse("event_list"), count)]
