"""A unit goes into another: what the plans hold of it follows, and what stood before can still be seen."""

from __future__ import annotations

import datetime

import pytest
from cast import CLERK, county, plan_in_force

from luoshi.audit.models import Event
from luoshi.audit.verify import verify
from luoshi.plans.models import BodySeat, Breakdown, Duty, Measure, Plan, Share, Task
from luoshi.plans.states import as_of, current, state
from luoshi.units.finding import known_names
from luoshi.units.history import history
from luoshi.units.merging import merge, what_follows
from luoshi.units.models import Department, Post, Role, Unit
from luoshi.units.refusing import Overtaken, Refused

pytestmark = pytest.mark.django_db
JUNE = datetime.date(2026, 6, 1)


@pytest.fixture
def plan() -> Plan:
    return plan_in_force(county().region)


def unit(name: str) -> Unit:
    return Unit.objects.get(name=name, gone_on=None)


def merged(gone: str = "县林业局", into: str = "县水利局") -> tuple[Unit, Unit]:
    one, other = unit(gone), unit(into)
    merge(one, one.version, other, JUNE, "云岭办〔2026〕9号", CLERK)
    return Unit.objects.get(pk=one.pk), Unit.objects.get(pk=other.pk)


def test_duties_go_on_with_the_successor_under_the_words_of_the_plan(plan):
    gone, into = merged()
    duty = Duty.objects.get(task__title__startswith="植树造林")
    assert (duty.unit, duty.written) == (into, "县林业局")
    assert not Duty.objects.filter(unit=gone).exists()


def test_the_unit_that_went_stays_on_record(plan):
    gone, into = merged()
    assert (gone.name, gone.gone_on, gone.successor) == ("县林业局", JUNE, into)


def test_its_names_lead_to_the_successor(plan):
    _, into = merged()
    assert known_names(plan.region)["县林业局"] == into


def test_what_was_said_before_can_still_be_seen(plan):
    before = {(s.kind, s.item): s.data for s in as_of(plan, 1)}
    merged()
    assert {(s.kind, s.item): s.data for s in as_of(plan, 1)} == before
    now = {key: state(row) for key, row in current(plan).items()}
    assert {(s.kind, s.item): s.data for s in as_of(plan, 2)} == now


def test_the_plan_gets_a_version_that_says_why(plan):
    merged()
    version = plan.versions.last()
    assert (version.number, version.effective_on, version.reason) == (2, JUNE, "机构改革：县林业局并入县水利局")
    assert version.reference == "云岭办〔2026〕9号"
    assert version.text == plan.versions.first().text


def test_a_plan_without_the_unit_gets_no_version(plan):
    Duty.objects.filter(unit=unit("县林业局")).delete()
    for body in plan.body_set.all():
        body.members.filter(unit=unit("县林业局")).delete()
    merged()
    assert plan.versions.count() == 1


def test_an_ended_plan_stays_as_it_ended(plan):
    Plan.objects.filter(pk=plan.pk).update(ended_on=datetime.date(2026, 5, 1))
    gone, _ = merged()
    assert Duty.objects.filter(unit=gone).count() == 1


def test_where_both_had_a_duty_in_one_clause_the_stronger_stays(plan):
    merged("县发改局", "县工信局")
    task = Task.objects.get(title__startswith="建设园区")
    assert [(d.unit.name, d.role) for d in task.duties.all()] == [("县工信局", "lead"), ("县财政局", "responsible")]


def test_a_place_in_a_task_force_is_held_once(plan):
    merged()
    body = plan.body_set.get(name__startswith="生态治理")
    assert [m.unit.name for m in body.members.all()] == ["县水利局"]


def test_the_office_of_a_task_force_moves(plan):
    _, into = merged("县水利局", "县林业局")
    assert plan.body_set.get(name__startswith="生态治理").office_unit == into


def test_a_class_stands_for_the_successor(plan):
    towns = unit("各镇")
    towns.members.set([unit("县林业局")])
    _, into = merged()
    assert list(towns.members.all()) == [into]


def test_posts_end_and_go_on_with_the_successor(plan):
    gone, cast = unit("县林业局"), county("他县")
    cast.region = plan.region
    post = cast.post("张某", Role.LIAISON, "县林业局")
    body = plan.body_set.get(name__startswith="生态治理")
    BodySeat.objects.create(body=body, post=post)
    _, into = merged()
    old, new = Post.objects.filter(person=post.person).order_by("id")
    assert (old.unit, old.until) == (gone, datetime.date(2026, 5, 31))
    assert (new.unit, new.since, new.role) == (into, JUNE, Role.LIAISON)
    assert [s.post for s in body.seats.all()] == [new]


def test_departments_follow_and_keep_apart_what_is_called_alike(plan):
    for name in ("县林业局", "县水利局"):
        Department.objects.create(unit=unit(name), name="办公室")
    _, into = merged()
    assert sorted(d.name for d in into.departments.all()) == ["办公室", "办公室（原县林业局）"]


def breakdown(task: str, name: str, measure: str) -> Breakdown:
    made = Breakdown.objects.create(
        task=Task.objects.get(title__startswith=task), unit=unit(name), state=Breakdown.State.ACCEPTED
    )
    Measure.objects.create(breakdown=made, title=measure, order=1, weight=100)
    return made


def test_a_breakdown_follows(plan):
    breakdown("植树造林", "县林业局", "育苗")
    _, into = merged()
    assert Breakdown.objects.get().unit == into


def test_two_breakdowns_of_one_task_stand_together_as_a_draft(plan):
    breakdown("建设园区", "县发改局", "选址")
    breakdown("建设园区", "县工信局", "建设")
    merged("县发改局", "县工信局")
    only = Breakdown.objects.get()
    assert only.state == Breakdown.State.DRAFT
    assert [m.title for m in only.measures.all()] == ["建设", "选址"]
    assert "县发改局并入" in only.word


def test_a_share_between_the_two_ends(plan):
    task = Task.objects.get(title__startswith="建设园区")
    Share.objects.create(task=task, giver=unit("县工信局"), taker=unit("县发改局"), what="协助")
    Share.objects.create(task=task, giver=unit("县发改局"), taker=unit("县财政局"), what="资金")
    merged("县发改局", "县工信局")
    assert [(s.giver.name, s.withdrawn) for s in Share.objects.all()] == [("县工信局", True), ("县工信局", False)]


def test_the_page_before_says_what_will_follow(plan):
    assert what_follows(unit("县工信局")) == {"任务责任": 1, "专班成员": 1, "专班办公室": 1}


def test_both_sides_tell_it_in_their_history(plan):
    gone, into = merged()
    assert [s.said for s in history(gone)] == ["并入“县水利局”"]
    assert [(s.said, s.why) for s in history(into)] == [("“县林业局”并入", "云岭办〔2026〕9号")]


def test_traces_stand_on_both_sides_and_the_chain_holds(plan):
    gone, into = merged()
    assert {e.object_id for e in Event.objects.filter(kind="unit")} == {gone.pk, into.pk}
    assert verify().broken == ()


@pytest.mark.parametrize(
    ("gone", "into", "on", "reason", "said"),
    [
        ("县林业局", "县林业局", JUNE, "改", "不能并入自己"),
        ("各镇", "县林业局", JUNE, "改", "统称不是一个单位"),
        ("县林业局", "县水利局", JUNE, "", "原因或文号"),
        ("县林业局", "县水利局", datetime.date(2999, 1, 1), "改", "日期还没有到"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(plan, gone, into, on, reason, said):
    one, other = unit(gone), unit(into)
    with pytest.raises(Refused, match=said):
        merge(one, one.version, other, on, reason, CLERK)
    assert plan.versions.count() == 1


def test_nobody_merges_twice_or_into_what_went(plan):
    gone, into = merged()
    with pytest.raises(Refused, match="已撤并"):
        merge(gone, gone.version, into, JUNE, "改", CLERK)
    other = unit("县财政局")
    with pytest.raises(Refused, match="已撤并"):
        merge(other, other.version, gone, JUNE, "改", CLERK)


def test_the_slower_of_two_clerks_is_refused_and_nothing_moved(plan):
    gone = unit("县林业局")
    Unit.objects.filter(pk=gone.pk).update(version=5)
    with pytest.raises(Overtaken):
        merge(gone, 1, unit("县水利局"), JUNE, "改", CLERK)
    assert Duty.objects.filter(unit=gone).count() == 1
