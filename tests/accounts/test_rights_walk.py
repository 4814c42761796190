"""Every address with every role: what the table of rights says, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from cast import ALL_ROLES, CLERK, Cast, county, plan_in_force, review_of
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from luoshi.accounts.rights import ACTIONS, RIGHTS, Scope, scope
from luoshi.calendar.clock import now
from luoshi.notices.models import Channel, Delivery, Notice
from luoshi.notices.telling import tell
from luoshi.plans.models import Body, Part, Plan, Review, ReviewItem, Revision, RevisionEdit, Share, Target, Task
from luoshi.plans.revision_drafts import change_item, open_order
from luoshi.units.models import Person, Post, Region, Unit

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Address:
    """One address of the site: its pattern as a path with {parameters}, and the view behind it."""

    path: str
    view: object
    names: tuple[str, ...]


def addresses(resolver: URLResolver | None = None, lead: str = "/", names: tuple[str, ...] = ()) -> Iterator[Address]:
    for entry in (resolver or get_resolver()).url_patterns:
        path, inside = lead + str(entry.pattern), (*names, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, path, inside)
        elif isinstance(entry, URLPattern):
            yield Address(path, entry.callback, inside)


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


def ask(client: Client, method: str, path: str) -> int:
    return client.generic(method, path).status_code


def numbers(region: Region) -> dict[str, object]:
    """A thing of the region for each kind of number that addresses carry."""
    plan = Plan.objects.get(region=region)
    review = Review.objects.filter(region=region).order_by("-id")[0]
    return {
        "plan_id": plan.pk,
        "version": 1,
        "number": 1,
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
        "share_id": Share.objects.filter(task__plan=plan)[0].pk,
        "year": 2027,
        "notice_id": Notice.objects.filter(region=region)[0].pk,
        "channel_id": Channel.objects.filter(region=region)[0].pk,
        "delivery_id": Delivery.objects.filter(channel__region=region)[0].pk,
        "job_id": "00000000-0000-0000-0000-000000000000",
    }


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
    for role in ALL_ROLES:
        cast.post(f"{name}{role}", role, unit if role in ("unit_head", "liaison", "task_force_office") else "")
    with transaction.atomic():
        tell([cast.posts[f"{name}liaison"]], "share.given", busy, "交来一部分", "/", region=cast.region)
    channel = Channel.objects.create(region=cast.region, kind="wecom", name="群", since=now())
    Delivery.objects.create(channel=channel, key="1", subject="今日提醒", next_at=now(), made_at=now())
    return cast


def test_every_address_has_a_gate():
    for address in addresses():
        assert hasattr(address.view, "action"), address.path
        assert address.view.action in {*ACTIONS, "everyone", "open"}, address.path


def test_each_role_gets_in_where_the_table_lets_it_and_nowhere_else():
    cast = populated("甲县")
    values = numbers(cast.region)
    wrong = []
    for role in ALL_ROLES:
        client = cast.client(f"甲县{role}")
        for address in addresses():
            if address.view.action in ("open", "everyone") or address.path.endswith("logout/"):
                continue
            path = filled(address, values)
            allowed = scope(role, address.view.action) > Scope.NONE
            for method in methods(address):
                status = ask(client, method, path)
                # 404 may say that this thing is outside the scope; 403 alone says that the action is not the role's
                if (status == 403) == allowed or status >= 500:
                    wrong.append((role, method, path, status, "allowed" if allowed else "refused"))
    assert wrong == []


def test_nobody_gets_in_without_logging_in():
    cast = populated("甲县")
    values = numbers(cast.region)
    for address in addresses():
        if address.view.action == "open":
            continue
        path = filled(address, values)
        for method in methods(address):
            answer = Client().generic(method, path)
            assert answer.status_code == 302, path
            assert answer["Location"].startswith("/accounts/login/"), path


def test_no_number_of_another_region_tells_anything():
    mine, theirs = populated("甲县"), populated("乙县")
    values = numbers(theirs.region)
    shown = []
    for role in ALL_ROLES:
        client = mine.client(f"甲县{role}")
        for address in addresses():
            if address.view.action in ("open", "everyone") or not set(address.names) - {
                "version",
                "number",
                "kind",
                "year",
            }:
                continue
            path = filled(address, values)
            for method in methods(address):
                status = ask(client, method, path)
                if status not in (403, 404):
                    shown.append((role, method, path, status))
    assert shown == []


def test_the_table_knows_every_action_and_role():
    assert set(RIGHTS) == set(ALL_ROLES)
    assert {action for rights in RIGHTS.values() for action in rights} == set(ACTIONS)
