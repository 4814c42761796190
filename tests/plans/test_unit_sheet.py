"""All that a unit owes on one sheet."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest
from cast import county, plan_in_force

from luoshi.plans.models import Breakdown, Share, Task
from luoshi.plans.unit_duties import sheet
from luoshi.units.models import Unit

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 7, 1)


@pytest.fixture
def cast():
    made = county()
    plan_in_force(made.region)
    made.post("office", "command_office")
    return made


def of(name: str):
    return sheet(Unit.objects.get(name=name), {"ended_on": None}, TODAY)


def test_roles_limits_targets_and_who_leads(cast):
    first, second = of("县发改局").owed
    assert (first.task.title, first.roles, first.leads, first.limit, first.late) == (
        "建设园区",
        ["responsible"],
        "县工信局",
        "2026年6月30日",
        True,
    )
    assert any("标准厂房" in aim for aim in first.aims)
    assert (second.task.title, second.roles, second.leads) == ("扶持企业", ["lead"], "县发改局")


def test_totals_count_each_task_once_by_its_weightiest_role(cast):
    task = Task.objects.get(title="扶持企业")
    task.duties.create(unit=Unit.objects.get(name="县发改局"), role="cooperate", written="县发改局")
    assert of("县发改局").totals == {"lead": 1, "responsible": 1, "cooperate": 0}


def test_duties_of_the_class_that_it_belongs_to_are_there_and_marked(cast):
    town = Unit.objects.create(region=cast.region, name="甲镇")
    assert of("甲镇").owed == []
    Unit.objects.get(name="各镇").members.add(town)
    (owed,) = of("甲镇").owed
    assert (owed.task.title, owed.through) == ("治理河道", "各镇")


def test_bodies_shares_and_the_state_of_its_breakdown(cast):
    unit, other = Unit.objects.get(name="县工信局"), Unit.objects.get(name="县发改局")
    task = Task.objects.get(title="建设园区")
    Breakdown.objects.create(task=task, unit=unit, state="returned")
    Share.objects.create(task=task, giver=unit, taker=other, what="平整土地")
    Share.objects.create(task=task, giver=unit, taker=other, what="收回的", withdrawn=True)
    found = of("县工信局")
    assert [b.name for b in found.bodies] == ["产业提质攻坚工作专班"]
    assert found.owed[0].breakdown == "已退回"
    assert [s.what for s in of("县发改局").shares] == ["平整土地"]


def test_the_workbook_has_a_row_a_task(cast):
    unit = Unit.objects.get(name="县发改局")
    file = cast.client("office").get(f"/plans/units/{unit.pk}/export/").content
    rows = list(openpyxl.load_workbook(io.BytesIO(file)).active.iter_rows(min_row=4, values_only=True))
    assert [r[3] for r in rows] == ["建设园区", "扶持企业"]
