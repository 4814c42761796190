"""A superior sees its subordinates' plans, changes nothing in them, and finds them; nobody looks upward or sideways."""

from __future__ import annotations

import datetime
import html
import io
import re
from typing import Any

import openpyxl
import pytest
from addresses import Address, addresses, filled, methods, noticed, numbers, with_rounds
from cast import ALL_ROLES, CLERK, SMALL_PLAN, Cast, county, plan_in_force
from django.test import Client

from luoshi.accounts.rights import RIGHTS
from luoshi.plans import breakdown
from luoshi.plans.instructing import give as instruct
from luoshi.plans.measure_rows import new_key
from luoshi.plans.models import Breakdown, Plan, Task
from luoshi.plans.revision_drafts import change_item, open_order
from luoshi.plans.sharing import give
from luoshi.units.models import Region, Role, Unit, UnitChange

pytestmark = pytest.mark.django_db
READING = {"plan.read", "unit.read", "measure.read", "plan.export", "round.read"}
ADMINISTRATORS = {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}
# of the roles that have the same rights one is asked for all of them
DISTINCT = [r for n, r in enumerate(ALL_ROLES) if RIGHTS[r] not in [RIGHTS[other] for other in ALL_ROLES[:n]]]
READERS = [r for r in DISTINCT if r not in {*ADMINISTRATORS, Role.PUBLICITY}]


@pytest.fixture
def city() -> Cast:
    """A city and two counties, each with a plan of its own, everything in its words marked with its name."""
    city = settled(county("云山市"))
    settled(county("甲县", city.region))
    settled(county("乙县", city.region))
    return city


def settled(made: Cast) -> Cast:
    """A region with a plan in force, a breakdown submitted, a share, a revision begun, and somebody at every post."""
    name = made.region.name
    text = re.sub(r"^(\d\.)", rf"\1{name}", SMALL_PLAN, flags=re.M).replace("云岭县", name)
    plan = plan_in_force(made.region, text)
    task, unit = (
        Task.objects.get(plan=plan, title=f"{name}建设园区"),
        Unit.objects.get(region=made.region, name="县工信局"),
    )
    give(task, unit, Unit.objects.get(region=made.region, name="县财政局"), "选址", None, CLERK)
    cells = {"title": f"{name}完成选址", "register": "project", "person": "陈敏", "ends": "2026-06-30"}
    row = {"do": "add", "key": new_key(), "after": "", "cells": cells}
    written = breakdown.write(task, unit, [row], CLERK).breakdown
    breakdown.submit(written, written.version, CLERK)
    change_item(open_order(plan, CLERK), "task", task, (task.version, 0), None, CLERK)
    for role in DISTINCT:
        made.post(f"{name}{role}", role, unit.name if role in ("unit_head", "liaison", "task_force_office") else "")
    with_rounds(plan)
    noticed(made.posts[f"{name}command_office"], task)
    UnitChange.objects.create(unit=unit, kind="rename", name="新名", on=datetime.date(2099, 1, 1), reason="改革")
    instruct(plan, [None], f"{name}抓紧", None, made.posts[f"{name}leader"], CLERK, datetime.date(2026, 5, 1))
    return made


def region(name: str) -> Region:
    return Region.objects.get(name=name)


def client(cast: Cast, name: str, role: str = Role.COMMAND_OFFICE) -> Client:
    return cast.client(f"{name}{role}")


def numbers_of(name: str) -> dict[str, Any]:
    task = Task.objects.get(title=f"{name}建设园区")
    unit = Unit.objects.get(region__name=name, name="县工信局")
    return numbers(region(name)) | {"task_id": task.pk, "unit_id": unit.pk, "row_id": task.pk}


def by_number() -> list[Address]:
    return [a for a in addresses() if set(a.names) - {"version", "number", "kind", "provider_id"}]


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize("role", READERS)
def test_a_superior_reads_every_page_of_a_subordinate(city: Cast, role: str) -> None:
    asked, values = client(city, "云山市", role), numbers_of("甲县")
    for address in by_number():
        if address.view.action in READING and "GET" in methods(address):
            assert asked.get(filled(address, values)).status_code == 200, address.path


def test_a_superior_changes_nothing_of_a_subordinate(city: Cast) -> None:
    values = numbers_of("甲县")
    for role in set(DISTINCT) - ADMINISTRATORS:
        asked = client(city, "云山市", role)
        for address in by_number():
            if address.view.action not in {*READING, "everyone", "open"}:
                for method in methods(address):
                    status = asked.generic(method, filled(address, values)).status_code
                    assert status in (403, 404), (role, method, address.path)
    waiting = Breakdown.objects.get(task__title="甲县建设园区")
    sent = {"pick": f"{waiting.pk}:{waiting.version}", "how": "accept"}
    assert client(city, "云山市").post("/plans/breakdowns/decide/", sent).status_code == 404
    waiting.refresh_from_db()
    assert waiting.state == Breakdown.State.SUBMITTED


@pytest.mark.parametrize("role", [Role.COMMAND_OFFICE, Role.CONVENER, Role.TASK_FORCE_OFFICE])
def test_pages_of_a_subordinate_offer_only_what_works(city: Cast, role: str) -> None:
    """No link to a page that is refused, no form that would be."""
    asked, values = client(city, "云山市", role), numbers_of("甲县")
    tried: dict[str, int] = {}
    for address in by_number():
        if address.view.action not in READING or "GET" not in methods(address):
            continue
        path = filled(address, values)
        answer = asked.get(path)
        if "html" not in answer["Content-Type"]:
            continue
        main = answer.content.decode().partition("<main")[2]
        assert not re.findall(r'method="post"|hx-post', main), path
        for link in re.findall(r'href="(/[^"#]*)', main):
            link = html.unescape(link)
            if link not in tried:
                tried[link] = asked.get(link).status_code
            assert tried[link] == 200, f"{path} leads to {link}: {tried[link]}"


@pytest.mark.parametrize("theirs", ["云山市", "乙县"])
def test_no_page_of_a_superior_or_a_sister_opens_to_a_county(city: Cast, theirs: str) -> None:
    values = numbers_of(theirs)
    for role in (Role.COMMAND_OFFICE, Role.UNIT_HEAD):
        asked = client(city, "甲县", role)
        for address in by_number():
            if address.view.action in READING:
                for method in methods(address):
                    status = asked.generic(method, filled(address, values)).status_code
                    assert status == 404, (role, method, address.path)


@pytest.mark.parametrize("theirs", ["云山市", "乙县"])
def test_no_list_of_a_county_tells_of_its_superior_or_its_sister(city: Cast, theirs: str) -> None:
    lists = [a.path for a in addresses() if not a.names and "GET" in methods(a) and a.view.action in READING]
    for role in DISTINCT:
        asked = client(city, "甲县", role)
        for path in ["/", *lists, *(f"{p}?region={region(theirs).pk}" for p in lists), "/search/?q=建设园区"]:
            answer = asked.get(path)
            if answer.status_code == 200:
                assert theirs not in words_of(answer), (role, path)


def words_of(answer: Any) -> str:
    """All words of a page, or of a workbook."""
    if "html" in answer["Content-Type"]:
        return html.unescape(answer.content.decode())
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return " ".join(str(cell.value or "") for sheet in book for row in sheet.iter_rows() for cell in row)


LISTS = ["/plans/", "/plans/tasks/", "/plans/targets/", "/plans/bodies/", "/plans/breakdowns/"]


@pytest.mark.parametrize("path", LISTS)
def test_a_list_shows_the_own_region_until_another_is_chosen(city: Cast, path: str) -> None:
    asked = client(city, "云山市", Role.CONVENER)
    ids = {name: Plan.objects.get(region__name=name).pk for name in ("云山市", "甲县", "乙县")}

    def shown(query: str) -> set[str]:
        """Whose things the page leads to."""
        linked = set()
        main = page(asked, path + query).partition("<main")[2]
        for kind, pk in re.findall(r'href="/plans/(|tasks/|targets/|bodies/|breakdowns/)(\d+)/', main):
            model = {"": "plan", "tasks/": "task", "breakdowns/": "task", "targets/": "target", "bodies/": "body"}[kind]
            row = Plan.objects.filter(**{"pk" if model == "plan" else model: int(pk)}).get()
            linked.add(row.region.name)
        return linked

    assert shown("") == {"云山市"}
    assert shown(f"?region={region('甲县').pk}") == {"甲县"}
    one_at_a_time = path == "/plans/breakdowns/"  # which plan of them, its filter says
    assert len(shown("?region=all")) == (1 if one_at_a_time else 3)
    if path != "/plans/":
        assert shown(f"?plan={ids['乙县']}&view=all&region={region('乙县').pk}") == {"乙县"}


def test_an_export_holds_what_the_list_shows(city: Cast) -> None:
    asked = client(city, "云山市", Role.CONVENER)
    for path in ("/plans/tasks/export/", "/plans/targets/export/"):
        own, theirs = words_of(asked.get(path)), words_of(asked.get(f"{path}?region={region('甲县').pk}"))
        everything = words_of(asked.get(f"{path}?region=all"))
        assert "甲县" not in own, path
        assert "云山市" not in theirs, path
        assert "乙县" not in theirs, path
        assert all(name in everything for name in ("云山市建设园区", "甲县建设园区", "乙县建设园区")), path


@pytest.mark.parametrize("path", ["/plans/tasks/", "/plans/targets/", "/plans/bodies/"])
def test_a_list_of_many_regions_says_whose_each_line_is(city: Cast, path: str) -> None:
    asked = client(city, "云山市", Role.CONVENER)
    assert re.search('data-head="地区">甲县</td>', page(asked, f"{path}?region=all"))
    assert 'data-head="地区"' not in page(asked, path)


def test_machines_read_a_subordinates_tasks_as_people_do(city: Cast) -> None:
    path = f"/plans/{Plan.objects.get(region__name='甲县').pk}/tasks.json"
    assert "甲县建设园区" in client(city, "云山市").get(path).content.decode()
    assert client(city, "乙县").get(path).status_code == 404


def test_the_to_do_holds_the_own_region_alone(city: Cast) -> None:
    for role in (Role.COMMAND_OFFICE, Role.CONVENER):
        shown = page(client(city, "云山市", role), "/")
        assert "甲县" not in shown.partition("<main")[2]
    assert "县工信局：云山市建设园区" in page(client(city, "云山市"), "/")


def test_the_search_finds_all_below_and_says_whose_it_is(city: Cast) -> None:
    found = page(client(city, "云山市"), "/search/?q=建设园区")
    assert all(f"{name}建设园区" in found for name in ("云山市", "甲县", "乙县"))
    assert "甲县 2026年" in found
    assert "云山市 2026年" not in found


def test_the_regions_below_stand_on_one_page_with_the_ways_into_them(city: Cast) -> None:
    asked = client(city, "云山市", Role.CONVENER)
    shown = page(asked, "/plans/regions/")
    assert "3个地区，3个有执行中的方案" in shown
    for link in re.findall(r'href="(/[^"#]*)', shown.partition("<main")[2]):
        assert asked.get(link).status_code == 200, link
    pk = region("甲县").pk
    assert f"/plans/tasks/?region={pk}" in shown
    assert f"/plans/breakdowns/?view=all&region={pk}" in shown


def test_the_way_to_the_regions_is_there_for_those_who_have_some(city: Cast) -> None:
    assert "所辖地区" in page(client(city, "云山市"), "/")
    assert "所辖地区" not in page(client(city, "甲县"), "/")
    assert "甲县没有所辖地区" in page(client(city, "甲县"), "/plans/regions/")


def test_lists_without_subordinates_offer_no_region(city: Cast) -> None:
    for path in LISTS:
        assert 'name="region"' not in page(client(city, "甲县"), path)


def test_many_regions_cost_no_more_queries(city: Cast, django_assert_max_num_queries: Any) -> None:
    for n in range(8):
        settled_small(county(f"丙{n}县", city.region))
    for path in [*LISTS, "/plans/regions/", "/", "/search/?q=园区"]:
        asked = client(city, "云山市")
        asked.get(path)
        with django_assert_max_num_queries(12):
            asked.get(f"{path}{'&' if '?' in path else '?'}region=all")


def settled_small(made: Cast) -> None:
    plan_in_force(made.region, SMALL_PLAN.replace("云岭县", made.region.name))
