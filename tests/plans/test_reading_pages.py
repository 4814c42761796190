"""The pages that show a plan: how many questions they ask of the database, what they show, and to whom."""

from __future__ import annotations

import json

import pytest
from cast import Cast, county, plan_in_force
from django.test.utils import CaptureQueriesContext

from luoshi.plans.models import Body, Breakdown, Measure, Milestone, Part, Plan, Share, Target, Task
from luoshi.units.models import Region, Unit

pytestmark = pytest.mark.django_db
MOST = 12


@pytest.fixture
def cast():
    made = county()
    plan = plan_in_force(made.region)
    made.post("office", "command_office")
    made.post("publicity", "publicity")
    made.post("system", "system_admin")
    county("邻县").post("stranger", "command_office")
    task = Task.objects.get(title="建设园区")
    units = [Unit.objects.get(name=n) for n in ("县工信局", "县发改局")]
    for unit in units:
        one = Breakdown.objects.create(task=task, unit=unit, state="submitted")
        for n in range(3):
            measure = Measure.objects.create(breakdown=one, title=f"{unit}举措{n}", order=n)
            Milestone.objects.create(measure=measure, title="节点")
    Share.objects.create(task=task, giver=units[0], taker=units[1], what="平整土地")
    made.plan = plan
    return made


def addresses(plan: Plan) -> list[str]:
    task = Task.objects.get(title="建设园区")
    unit = Unit.objects.get(name="县发改局")
    return [
        "/",
        "/plans/",
        f"/plans/{plan.pk}/",
        f"/plans/{plan.pk}/document/",
        f"/plans/{plan.pk}/tasks.json",
        f"/plans/parts/{task.part_id}/",
        "/plans/tasks/",
        f"/plans/tasks/?q=xfgj&unit={unit.pk}&campaign={task.part_id}&role=main&limit=quarter&person=a&cols=breakdown&cols=aims",
        "/plans/tasks/export/?cols=breakdown&cols=aims&cols=lead&cols=targets",
        f"/plans/tasks/{task.pk}/",
        f"/plans/tasks/{task.pk}/?unit={unit.pk}&campaign={task.part_id}&q=xfgj",
        "/plans/targets/?q=gy",
        "/plans/targets/export/",
        f"/plans/targets/{Target.objects.filter(task=task).first().pk}/",
        f"/plans/targets/{Target.objects.filter(task=None).first().pk}/",
        f"/plans/units/{unit.pk}/",
        f"/plans/units/{unit.pk}/export/",
        "/plans/bodies/",
        f"/plans/bodies/{Body.objects.exclude(office_unit=None).first().pk}/",
        f"/plans/compare/?old={plan.pk}&new={plan.pk}",
        f"/plans/compare/export/?old={plan.pk}&new={plan.pk}",
        "/search/?q=gxj",
    ]


def test_no_page_asks_more_than_twelve_questions(cast):
    from django.db import connection

    client = cast.client("office")
    client.get("/")
    asked = {}
    for url in addresses(cast.plan):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200, url
        asked[url] = len(queries)
    assert {u: n for u, n in asked.items() if n > MOST} == {}


def test_the_count_of_questions_does_not_grow_with_the_rows(cast, django_assert_max_num_queries):
    client = cast.client("office")
    client.get("/plans/tasks/")
    first = Task.objects.get(title="建设园区")
    for n in range(40):
        task = Task.objects.create(plan=cast.plan, part=first.part, title=f"任务{n}", order=50 + n)
        task.duties.create(unit=Unit.objects.create(region=cast.region, name=f"单位{n}"), role="lead", written="某")
    with django_assert_max_num_queries(MOST):
        assert "任务39" in client.get("/plans/tasks/").content.decode()
    with django_assert_max_num_queries(MOST):
        client.get(f"/plans/{cast.plan.pk}/")


def test_a_stranger_finds_none_of_it(cast):
    client = cast.client("stranger")
    for url in addresses(cast.plan):
        response = client.get(url)
        if any(c.isdecimal() for c in url.split("?")[0]):
            assert response.status_code == 404, url
        else:
            assert "建设园区" not in response.content.decode("utf-8", "replace"), url


def test_the_task_page_tells_all_of_a_task(cast):
    task = Task.objects.get(title="建设园区")
    body = cast.client("office").get(f"/plans/tasks/{task.pk}/").content.decode()
    for words in ("县财政局", "2026年6月30日", "标准厂房", "县工信局举措0", "平整土地", "第1版", "施行方案"):
        assert words in body
    assert '<mark class="m-clause">（县工信局牵头，县发改局、县财政局按职责分工负责）</mark>' in body
    assert '<mark class="m-limit">' in body


def test_the_task_page_knows_its_neighbours_in_the_list_it_came_from(cast):
    task = Task.objects.get(title="扶持企业")
    whole = cast.client("office").get(f"/plans/tasks/{task.pk}/")
    assert (whole.context["place"], whole.context["count"]) == (2, 4)
    unit = Unit.objects.get(name="县发改局")
    narrow = cast.client("office").get(f"/plans/tasks/{task.pk}/?unit={unit.pk}")
    assert (narrow.context["before"], narrow.context["after"]) == (Task.objects.get(title="建设园区").pk, None)


def test_measures_are_not_shown_to_whoever_may_not_read_them(cast):
    task = Task.objects.get(title="建设园区")
    body = cast.client("publicity").get(f"/plans/tasks/{task.pk}/").content.decode()
    assert "建设园区" in body
    assert "举措0" not in body


def test_the_text_of_the_plan_has_an_anchor_at_each_item(cast):
    body = cast.client("office").get(f"/plans/{cast.plan.pk}/document/").content.decode()
    for task in Task.objects.all():
        assert f'id="task-{task.pk}"' in body
    for target in Target.objects.all():
        assert f'id="target-{target.pk}"' in body


def test_tasks_as_json_read_back_as_they_stand(cast):
    told = json.loads(cast.client("office").get(f"/plans/{cast.plan.pk}/tasks.json").content)
    rows = Task.objects.filter(plan=cast.plan).prefetch_related("duties__unit")
    assert [(t["id"], t["title"]) for t in told["tasks"]] == [(t.pk, t.title) for t in rows]
    for said, row in zip(told["tasks"], rows, strict=True):
        assert said["due"] == (row.due and row.due.isoformat())
        assert [(u["name"], u["role"]) for u in said["units"]] == [(d.unit.name, d.role) for d in row.duties.all()]


def test_a_target_shows_where_else_its_name_stands(cast):
    one = Target.objects.get(name__contains="规上企业")
    Target.objects.create(
        plan=cast.plan,
        part=Part.objects.get(code="0"),
        raw="规上企业20家",
        name=one.name,
        measure="increase",
        op="=",
        value=20,
        unit="家",
    )
    body = cast.client("office").get(f"/plans/targets/{one.pk}/").content.decode()
    assert "规上企业20家" in body


def test_the_system_administrator_sees_a_units_sheet_without_ways_that_are_closed(cast):
    unit = Unit.objects.get(name="县发改局")
    body = cast.client("system").get(f"/plans/units/{unit.pk}/").content.decode()
    assert "建设园区" in body
    assert "/plans/tasks/" not in body


def test_task_and_unit_page_leave_room_for_what_later_joins_them(cast, django_assert_max_num_queries):
    client = cast.client("office")
    client.get("/")
    task = Task.objects.get(title="建设园区")
    for address in (f"/plans/tasks/{task.pk}/", f"/plans/units/{Unit.objects.get(name='县工信局').pk}/"):
        with django_assert_max_num_queries(9, info=address):
            assert client.get(address).status_code == 200


def test_who_sits_above_reads_all_below_without_a_question_more(cast, django_assert_max_num_queries):
    city = Region.objects.create(name="云岭市", level="city")
    Region.objects.filter(pk=cast.region.pk).update(parent=city)
    above = Cast(city)
    above.post("市领导", "leader")
    client = above.client("市领导")
    client.get("/")
    task = Task.objects.get(title="建设园区")
    with django_assert_max_num_queries(9):
        assert "县财政局" in client.get(f"/plans/tasks/{task.pk}/").content.decode()
