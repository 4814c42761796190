"""What waits for the three administrators, each seeing only what is theirs."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import quote

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from luoshi.accounts.models import User
from luoshi.accounts.sitting import Seat
from luoshi.audit.models import Event
from luoshi.calendar.current import current_calendar
from luoshi.desk.entries import Entry, Line, entry
from luoshi.notices.sending import unsent
from luoshi.plans.models import Body
from luoshi.units.models import Person, Post, Role, Unit
from luoshi.units.people import current

WEEK = datetime.timedelta(days=7)
MANY_FAILURES = 10


def system_admin(seat: Seat, today: datetime.date) -> list[Entry]:
    """Posts without which nothing can go on, units without anybody to answer for them, people without a post or a
    log-in, work in the background that failed."""
    regions = seat.region_ids("people.manage")
    here = Q(posts__role__in=(Role.LIAISON, Role.UNIT_HEAD)) & (Q(posts__until=None) | Q(posts__until__gte=today))
    answered = Unit.objects.filter(here).values("pk")
    empty = (
        Unit.objects.filter(region__in=regions, is_class=False, gone_on=None)
        .exclude(pk__in=answered)
        .values_list("pk", "name", "region")
    )
    nameless = (
        Person.objects.filter(region__in=regions, user=None)
        .annotate(held=Exists(Post.objects.filter(current(today), person=OuterRef("pk"))))
        .values_list("pk", "name", "held")
    )
    failed = DBTaskResult.objects.filter(status="FAILED", finished_at__gte=timezone.now() - WEEK).count()
    people, add = reverse("people"), reverse("person_add")
    return [
        Entry("条通知没有发成，请看原因", reverse("delivery_list"), unsent(regions), pressing=True),
        _holidays(seat, today),
        Entry("个后台任务最近一周没有做成", reverse("job_list"), failed, pressing=True),
        _unfilled(seat, today),
        entry(
            "个单位还没有联络员或负责人，可用表格一次导入",
            reverse("people_sheet"),
            [Line(name, f"{add}?region={region}&role=liaison&unit={pk}") for pk, name, region in empty],
        ),
        entry(
            "人有岗位、没有账号",
            f"{people}?without=account",
            [Line(name, reverse("person", args=[pk])) for pk, name, held in nameless if held],
        ),
        entry(
            "人还没有岗位",
            f"{people}?without=post",
            [Line(name, reverse("person", args=[pk])) for pk, name, held in nameless if not held],
        ),
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


def _unfilled(seat: Seat, today: datetime.date) -> Entry:
    """The posts of the own region that nobody holds and the next step waits for."""
    region = seat.post.region_id if seat.post else None
    held = set(Post.objects.filter(current(today), region=region).values_list("role", flat=True).distinct())
    wanted: list[tuple[Any, str]] = [(Role.COMMAND_OFFICE, "由他上传、审核、施行方案")]
    if Role.TASK_FORCE_OFFICE not in held and Body.objects.filter(plan__region=region, plan__ended_on=None).exists():
        wanted.append((Role.TASK_FORCE_OFFICE, "由他审定各单位的细化分解"))
    lines = [
        Line(str(role.label), f"{reverse('person_add')}?region={region}&role={role.value}", what)
        for role, what in wanted
        if role not in held
    ]
    return entry("个岗位还没有人，方案等着他办", lines[0].link if lines else "", lines, pressing=True)


def security_admin(seat: Seat, today: datetime.date) -> list[Entry]:
    """Log-ins that somebody may be guessing at, and those whose first password was never changed."""
    link = reverse("account_list")
    day = timezone.now() - datetime.timedelta(days=1)
    guessed = (
        User.objects.filter(person__region__in=seat.region_ids("account.secure"), is_active=True)
        .annotate(failures=Count("tries", filter=Q(tries__succeeded=False, tries__at__gte=day)))
        .filter(failures__gte=MANY_FAILURES)
        .order_by("-failures")
        .values_list("person__name", "username", "failures")
    )
    names = User.objects.filter(
        person__region__in=seat.region_ids("account.secure"), is_active=True, must_change=True
    ).values_list("person__name", "username")
    return [
        entry(
            f"个账号一天内登录失败{MANY_FAILURES}次以上，请核对是不是本人",
            reverse("failure_list"),
            [
                Line(name, f"{reverse('failure_list')}?q={quote(username)}", f"{username}，{n}次")
                for name, username, n in guessed
            ],
            pressing=True,
        ),
        entry(
            "个账号还在用初始密码",
            f"{link}?state=first",
            [Line(name, f"{link}?q={quote(username)}", username) for name, username in names],
        ),
    ]


def audit_admin(seat: Seat, today: datetime.date) -> list[Entry]:
    """How much was done in the last week."""
    count = Event.objects.filter(region_id__in=seat.region_ids("audit.read"), at__gte=timezone.now() - WEEK).count()
    return [Entry("条留痕是最近一周的，可以查看、核验、导出", reverse("event_list"), count)]
