"""Every address of the site, and a thing for each kind of number that addresses carry."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from cast import ALL_ROLES, CLERK, Cast, county, plan_in_force, review_of
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from luoshi.calendar.clock import now
from luoshi.calendar.shipped import shipped
from luoshi.calendar.working_days import WorkingCalendar
from luoshi.notices.models import Channel, Delivery, Notice
from luoshi.notices.telling import tell
from luoshi.plans.instructing import give
from luoshi.plans.models import (
    Addressee,
    Body,
    Instruction,
    Part,
    Plan,
    Review,
    ReviewItem,
    Revision,
    RevisionEdit,
    Share,
    Target,
    Task,
)
from luoshi.plans.revision_drafts import change_item, open_order
from luoshi.rounds.models import Arrangement, Report, Round
from luoshi.rounds.opening import open_rounds
from luoshi.rounds.setting_up import confirm
from luoshi.units.models import Person, Post, Region, Unit, UnitChange


@dataclass(frozen=True)
class Address:
    """One address of the site: its pattern as a path with {parameters}, the view behind it, and what it is called."""

    path: str
    view: object
    names: tuple[str, ...]
    called: str = ""


def addresses(resolver: URLResolver | None = None, lead: str = "/", names: tuple[str, ...] = ()) -> Iterator[Address]:
    for entry in (resolver or get_resolver()).url_patterns:
        path, inside = lead + str(entry.pattern), (*names, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, path, inside)
        elif isinstance(entry, URLPattern):
            yield Address(path, entry.callback, inside, entry.name or "")


def filled(address: Address, values: dict[str, object]) -> str:
    """The address with its parameters filled in; a parameter that is not known here fails, so that a new kind of
    number in an address cannot slip by this test."""
    path = address.path
    for name in address.names:
        assert name in values, f"{address.path}: say in `numbers` what a {name} is"
        start = path.index(f"{name}>")
        opened = path.rindex("<", 0, start)
        path = path[:opened] + str(values[name]) + path[start + len(name) + 1 :]
    return path


def methods(address: Address) -> tuple[str, ...]:
    return getattr(address.view, "methods", ("GET",))


def numbers(region: Region) -> dict[str, object]:
    """A thing of the region for each kind of number that addresses carry; of its latest plan."""
    plan = Plan.objects.filter(region=region).order_by("-year")[0]
    review = Review.objects.filter(region=region).order_by("-id")[0]
    return {
        "plan_id": plan.pk,
        "version": 1,
        "number": 1,
        "version_id": plan.versions.all()[0].pk,
        "change_id": UnitChange.objects.filter(unit__region=region)[0].pk,
        "task_id": Task.objects.filter(plan=plan)[0].pk,
        "target_id": Target.objects.filter(plan=plan)[0].pk,
        "body_id": Body.objects.filter(plan=plan)[0].pk,
        "part_id": Part.objects.filter(plan=plan)[0].pk,
        "unit_id": Unit.objects.filter(region=region, duties__task__plan=plan)[0].pk,
        "review_id": review.pk,
        "item_id": ReviewItem.objects.filter(review=review)[0].pk,
        "region_id": region.pk,
        "person_id": Person.objects.filter(region=region)[0].pk,
        "post_id": Post.objects.filter(region=region)[0].pk,
        "user_id": Person.objects.filter(region=region)[0].user.pk,
        "kind": "task",
        "row_id": Task.objects.filter(plan=plan)[0].pk,
        "revision_id": Revision.objects.filter(plan=plan)[0].pk,
        "edit_id": RevisionEdit.objects.filter(revision__plan=plan)[0].pk,
        "instruction_id": Instruction.objects.get(region=region).pk,
        "addressee_id": Addressee.objects.get(instruction__region=region).pk,
        "arrangement_id": Arrangement.objects.filter(plan=plan)[0].pk,
        "round_id": Round.objects.filter(arrangement__plan=plan)[0].pk,
        "report_id": reported(plan).pk,
        "line_id": reported(plan).lines.all()[0].pk,
        "share_id": Share.objects.filter(task__plan=plan)[0].pk,
        "year": 2027,
        "notice_id": Notice.objects.filter(region=region)[0].pk,
        "channel_id": Channel.objects.filter(region=region)[0].pk,
        "delivery_id": Delivery.objects.filter(channel__region=region)[0].pk,
        "job_id": "00000000-0000-0000-0000-000000000000",
    }


def reported(plan: Plan) -> Report:
    """A report of the plan, of a unit that has a liaison where there is one."""
    found = Report.objects.filter(round__arrangement__plan=plan, asked__gt=0)
    return found.filter(unit__posts__role="liaison").first() or found[0]


def with_rounds(plan: Plan) -> None:
    """Confirm the plan's set-ups and open the rounds up to the tenth of March."""
    for one in plan.arrangements.all():
        confirm(one, one.version, {}, CLERK)
    open_rounds(datetime.date(plan.year, 3, 10), WorkingCalendar(shipped().values()), [plan])


def populated(name: str) -> Cast:
    cast = county(name)
    plan = plan_in_force(cast.region)
    review_of("另一个方案\n一、任务\n1.修路。（县交通局牵头）\n", cast.region)
    task = Task.objects.filter(plan=plan)[0]
    change_item(open_order(plan, CLERK), "task", task, (task.version, 0), None, CLERK)
    busy = Task.objects.filter(plan=plan, duties__role="lead")[0]
    owing = [duty.unit for duty in busy.duties.all()]
    Share.objects.create(task=busy, giver=owing[0], taker=owing[1], what="选址")
    unit = Task.objects.filter(plan=plan)[1].duties.first().unit.name
    UnitChange.objects.create(unit=owing[0], kind="rename", name="新名", on=datetime.date(2099, 1, 1), reason="改革")
    for role in ALL_ROLES:
        cast.post(f"{name}{role}", role, unit if role in ("unit_head", "liaison", "task_force_office") else "")
    with_rounds(plan)
    give(plan, [None], "抓紧", None, cast.posts[f"{name}leader"], CLERK, datetime.date(2026, 5, 1))
    noticed(cast.posts[f"{name}command_office"], busy)
    return cast


def noticed(post: Post, task: Task) -> None:
    """Somebody was told of a task; the region has a robot, and a message to it that waits."""
    with transaction.atomic():
        tell([post], "share.given", task, "交来一部分", f"/plans/tasks/{task.pk}/", region=post.region)
    channel = Channel.objects.create(region=post.region, kind="wecom", name="群", since=now())
    Delivery.objects.create(channel=channel, key="1", subject="今日提醒", next_at=now(), made_at=now())
