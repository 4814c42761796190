"""The one task list: what each filter leaves, and that the workbook holds just what is shown."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest
from cast import county, plan_in_force
from django.http import QueryDict

from luoshi.plans.asked import Asked, asked
from luoshi.plans.listing import in_order, select, span
from luoshi.plans.models import Breakdown, Duty, Measure, Plan, Task
from luoshi.units.models import Unit

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 6, 10)


@pytest.fixture
def cast():
    made = county()
    plan_in_force(made.region)
    made.post("office", "command_office")
    return made


def titles(today: datetime.date = TODAY, **wanted) -> list[str]:
    found = select(Task.objects.all(), Asked(**wanted), today)
    return [t.title for t in in_order(found, wanted.get("sort", ""))]


def unit(name: str) -> Unit:
    return Unit.objects.get(name=name)


def test_words_find_titles_and_units_and_initials(cast):
    assert titles(q="河道") == ["治理河道"]
    assert titles(q="zlhd") == ["治理河道"]
    assert titles(q="工信局") == ["建设园区"]
    assert titles(q="xgxj 园区") == ["建设园区"]
    assert titles(q="园区 河道") == []


def test_a_unit_and_its_role(cast):
    assert titles(unit=unit("县发改局").pk) == ["建设园区", "扶持企业"]
    assert titles(unit=unit("县发改局").pk, role="lead") == ["扶持企业"]
    assert titles(unit=unit("县统计局").pk, role="main") == []
    assert titles(role="cooperate") == ["扶持企业"]


def test_a_unit_has_the_tasks_of_the_classes_it_belongs_to(cast):
    town = Unit.objects.create(region=cast.region, name="甲镇")
    unit("各镇").members.add(town)
    assert titles(unit=town.pk) == ["治理河道"]


def test_limits(cast):
    assert titles(limit="month") == ["建设园区"]
    assert titles(limit="next30") == ["建设园区"]
    assert titles(limit="quarter") == ["建设园区"]
    assert titles(limit="overdue") == []
    assert titles(datetime.date(2026, 7, 1), limit="overdue") == ["建设园区"]
    assert titles(limit="none") == ["扶持企业", "治理河道"]


@pytest.mark.parametrize(
    ("limit", "first", "last"),
    [
        ("next30", "2026-12-10", "2027-01-08"),
        ("month", "2026-12-01", "2026-12-31"),
        ("quarter", "2026-10-01", "2026-12-31"),
    ],
)
def test_spans_go_over_the_end_of_the_year(limit, first, last):
    assert [d.isoformat() for d in span(limit, datetime.date(2026, 12, 10))] == [first, last]


def test_open_points(cast):
    Duty.objects.filter(task__title="植树造林").delete()
    Duty.objects.filter(task__title="治理河道", role="lead").delete()
    assert titles(open="no_unit") == ["植树造林"]
    assert titles(open="no_lead") == ["治理河道", "植树造林"]
    assert titles(open="only_class") == ["治理河道"]


def test_who_has_not_handed_in_a_breakdown(cast):
    task = Task.objects.get(title="建设园区")
    lead, helper = unit("县工信局"), unit("县发改局")
    Breakdown.objects.create(task=task, unit=lead, state="submitted")
    Breakdown.objects.create(task=task, unit=helper, state="draft")
    assert "建设园区" not in titles(open="no_breakdown")
    assert "建设园区" not in titles(open="no_breakdown", unit=lead.pk)
    assert "建设园区" in titles(open="no_breakdown", unit=helper.pk)


def test_a_person_of_the_measures(cast):
    made = Breakdown.objects.create(task=Task.objects.get(title="建设园区"), unit=unit("县工信局"))
    Measure.objects.create(breakdown=made, title="选址", person="刘某")
    assert titles(person="刘某") == ["建设园区"]


def test_a_campaign_comes_with_its_tables(cast):
    task = Task.objects.get(title="扶持企业")
    annex = task.part
    table = annex.plan.parts.create(code=f"{annex.code}-1", kind="table", title="清单", order=9)
    other = annex.plan.parts.create(code=f"{annex.code}1", kind="annex", title="附件十一", order=10)
    Task.objects.filter(pk=task.pk).update(part=table)
    Task.objects.filter(title="治理河道").update(part=other)
    assert titles(campaign=annex.pk) == ["建设园区", "扶持企业"]


def test_ended_plans_and_withdrawn_tasks_are_left_out(cast):
    Task.objects.filter(title="治理河道").update(retired=True)
    assert "治理河道" not in titles()
    Plan.objects.update(ended_on=TODAY)
    assert titles() == []
    assert len(titles(plan="all")) == 3


def test_sorting_by_limit_puts_tasks_without_one_last(cast):
    assert titles(sort="due")[0] == "建设园区"
    assert titles(sort="-due")[:2] == ["植树造林", "建设园区"]
    assert titles(sort="-order") == titles()[::-1]


def test_the_address_says_all_and_reads_back():
    wanted = Asked(
        q="园区 ab",
        plan="3",
        campaign=4,
        unit=5,
        role="main",
        person="刘",
        limit="month",
        kind="project",
        open="no_lead",
        sort="-due",
        cols=("title", "due"),
        page=2,
    )
    assert asked(QueryDict(wanted.here[1:]), ("title", "due")) == wanted
    assert asked(QueryDict(wanted.query(unit=6)[1:]), ()).page == 1


def test_nonsense_in_the_address_asks_for_nothing():
    query = QueryDict(
        "plan=x&campaign=-1&unit=9999999999999999999&role=boss&limit=ever&open=q&sort=zzz&page=0&cols=nope"
    )
    assert asked(query, ("title",)) == Asked()


def test_the_workbook_holds_the_rows_and_columns_of_the_list(cast):
    lead = unit("县工信局").pk
    response = cast.client("office").get(f"/plans/tasks/export/?unit={lead}&cols=title&cols=due&cols=lead")
    page = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = [[c.value for c in row] for row in page.iter_rows(min_row=3)]
    assert rows == [["行号", "任务", "牵头", "完成时限"], [1, "建设园区", "县工信局", "2026年6月30日"]]
    assert "attachment" in response["Content-Disposition"]


def test_a_change_of_filter_fetches_the_results_alone(cast):
    client = cast.client("office")
    part = client.get("/plans/tasks/?q=河道&campaign=", headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert "治理河道" in part.content.decode()
    assert part["HX-Push-Url"] == "/plans/tasks/?q=%E6%B2%B3%E9%81%93"
    back = client.get("/plans/tasks/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in back.content.decode()


def test_titles_are_written_as_words_never_as_markup(cast):
    Task.objects.filter(title="治理河道").update(title="<b>治理</b>")
    body = cast.client("office").get("/plans/tasks/").content.decode()
    assert "<b>治理</b>" not in body
    assert "&lt;b&gt;治理&lt;/b&gt;" in body
