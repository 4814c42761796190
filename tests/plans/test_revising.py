"""A plan in force changes by dated versions; nothing earlier is overwritten, and history goes with each item."""

from __future__ import annotations

import datetime

import pytest
from cast import CLERK, SMALL_PLAN, county, plan_in_force, review_of

from luoshi.plans.difference import changes, marked
from luoshi.plans.matching import VERSIONS, Known, match
from luoshi.plans.models import Breakdown, Measure, Version
from luoshi.plans.reviewing import Refused
from luoshi.plans.revising import Decision, Edit, Outrun, edits_of, revise
from luoshi.plans.states import as_of, current, state

pytestmark = pytest.mark.django_db
WORD = Decision("县政府常务会议决定", "云岭政办发〔2026〕20号", "王某", datetime.date(2026, 7, 1))


def one(plan, kind, **fields):
    return plan.__getattribute__(f"{kind}_set").get(**fields)


def edit_of(item, kind, **changed):
    return Edit(kind, item.pk, {**state(item), **changed}, item.version)


def said(plan, version):
    return {(s.kind, s.item): s.data for s in as_of(plan, version)}


def test_an_amended_target_makes_a_dated_version_and_keeps_what_it_said_before():
    plan = plan_in_force(county().region)
    target = plan.target_set.get(name__contains="标准厂房")
    before = said(plan, 1)
    version = revise(plan, [edit_of(target, "target", value=25.0)], WORD, CLERK)
    target.refresh_from_db()
    assert (version.number, version.effective_on, target.value) == (2, WORD.effective_on, 25.0)
    assert said(plan, 1) == before
    assert said(plan, 2)["target", target.pk]["value"] == 25.0
    assert {k: v for k, v in said(plan, 2).items() if k != ("target", target.pk)} == {
        k: v for k, v in before.items() if k != ("target", target.pk)
    }


def test_duties_move_and_measures_stay_with_their_task():
    plan = plan_in_force(county().region)
    task = plan.task_set.get(title__contains="治理河道")
    lead = task.duties.get(role="lead").unit
    measure = Measure.objects.create(breakdown=Breakdown.objects.create(task=task, unit=lead), title="清淤")
    other = plan.task_set.get(title__contains="植树造林").duties.get().unit
    revise(plan, [edit_of(task, "task", duties=[[other.pk, "lead", other.name, 0]], part="1")], WORD, CLERK)
    task.refresh_from_db()
    assert [(d.unit, d.role) for d in task.duties.all()] == [(other, "lead")]
    assert task.part.code == "1"
    assert Measure.objects.get(pk=measure.pk).breakdown.task == task


def test_a_retired_task_is_out_of_the_plan_but_not_out_of_history():
    plan = plan_in_force(county().region)
    task = plan.task_set.get(title__contains="植树造林")
    revise(plan, [Edit("task", task.pk, None, task.version)], WORD, CLERK)
    assert ("task", task.pk) not in current(plan)
    assert ("task", task.pk) in said(plan, 1)
    assert ("task", task.pk) not in said(plan, 2)


def test_two_clerks_on_one_item_the_second_is_told():
    plan = plan_in_force(county().region)
    target = plan.target_set.get(name__contains="标准厂房")
    mine, theirs = edit_of(target, "target", value=25.0), edit_of(target, "target", value=30.0)
    revise(plan, [mine], WORD, CLERK)
    with pytest.raises(Outrun, match="别人修订过") as outrun:
        revise(plan, [theirs], WORD, CLERK)
    assert outrun.value.item.value == 25.0
    assert Version.objects.filter(plan=plan).count() == 2


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (Decision("", "", "王某", WORD.effective_on), "修订原因"),
        (Decision("调整", "", " ", WORD.effective_on), "负责同志"),
        (Decision("调整", "", "王某", datetime.date(2020, 1, 1)), "不能早于现行第1版"),
    ],
)
def test_a_version_needs_reason_name_and_a_day_that_can_be(decision, words):
    plan = plan_in_force(county().region)
    target = plan.target_set.first()
    with pytest.raises(Refused, match=words):
        revise(plan, [edit_of(target, "target", value=1.0)], decision, CLERK)
    assert Version.objects.filter(plan=plan).count() == 1


def test_no_change_no_version():
    plan = plan_in_force(county().region)
    with pytest.raises(Refused, match="没有任何改动"):
        revise(plan, [edit_of(plan.target_set.first(), "target")], WORD, CLERK)


def test_a_failure_half_way_leaves_the_plan_as_it_was(monkeypatch):
    plan = plan_in_force(county().region)
    before = {k: state(i) for k, i in current(plan).items()}
    monkeypatch.setattr("luoshi.plans.revising.lay_out", lambda *_: (_ for _ in ()).throw(MemoryError))
    with pytest.raises(MemoryError):
        revise(plan, [edit_of(plan.target_set.first(), "target", value=1.0)], WORD, CLERK)
    assert {k: state(i) for k, i in current(plan).items()} == before
    assert Version.objects.filter(plan=plan).count() == 1


def test_a_new_version_of_the_document_is_matched_item_by_item():
    region = county().region
    plan = plan_in_force(region)
    first = said(plan, 1)
    ids = {t.title: t.pk for t in plan.task_set.all()}
    amended = (
        SMALL_PLAN.replace("新建标准厂房20万平方米", "新建标准厂房26万平方米")
        .replace(
            "2.植树造林。造林2万亩左右，2026年底前完成。（县林业局负责）\n",
            "2.保护湿地。修复湿地3000亩。（县林业局牵头）\n",
        )
        .replace("2.扶持企业。", "2.扶持企业发展。")
    )
    review = review_of(amended, region)
    edits, parts = edits_of(plan, review)
    version = revise(plan, edits, WORD, CLERK, parts=parts, document=review.document)
    now = {t.title: t.pk for t in plan.task_set.filter(retired=False)}
    assert now["扶持企业发展"] == ids["扶持企业"]
    assert now["治理河道"] == ids["治理河道"]
    assert now["保护湿地"] not in ids.values()
    assert plan.task_set.get(pk=ids["植树造林"]).retired
    assert plan.target_set.get(name__contains="标准厂房", retired=False).value == 26.0
    assert plan.target_set.get(name__contains="湿地", retired=False).task_id == now["保护湿地"]
    assert version.text == review.document["text"]
    assert said(plan, 1) == first


def test_the_difference_is_told_field_by_field():
    plan = plan_in_force(county().region)
    task = plan.task_set.get(title__contains="治理河道")
    units = {d.unit_id: d.unit.name for d in task.duties.all()}
    old = state(task)
    new = {**old, "duties": old["duties"][:1], "text": old["text"].replace("15公里", "18公里"), "start": 5}
    assert [(c.label, c.before, c.after) for c in changes("task", old, new, units) if c.field == "duties"] == [
        ("责任单位", "牵头：县水利局；责任：各镇", "牵头：县水利局")
    ]
    assert {c.field for c in changes("task", old, new, units)} == {"duties", "text"}


def test_marked_text_says_what_went_and_what_came():
    assert [(p.kind, p.text) for p in marked("完成15公里治理", "完成18公里治理")] == [
        ("same", "完成"),
        ("out", "15"),
        ("in", "18"),
        ("same", "公里治理"),
    ]


def test_matching_takes_the_likest_and_each_once():
    old = [
        Known("1", "一/1", "建设园区", "建设园区。新建厂房"),
        Known("1", "一/2", "扶持企业", "扶持企业。新增规上企业"),
    ]
    new = [
        Known("1", "一/1", "扶持企业发展", "扶持企业发展。新增规上企业"),
        Known("1", "一/2", "建设园区", "建设园区。新建厂房"),
        Known("1", "一/3", "保护湿地", "保护湿地。修复湿地"),
    ]
    assert match(old, new, VERSIONS) == [(0, 1), (1, 0)]


def test_matching_finds_each_of_two_hundred_with_other_names():
    words = [
        "园区",
        "企业",
        "河道",
        "湿地",
        "道路",
        "学校",
        "医院",
        "粮食",
        "蔬菜",
        "旅游",
        "商贸",
        "物流",
        "电网",
        "水库",
    ]
    items = [
        Known(str(n % 6), str(n), f"第{n}项{words[n % 14]}建设", f"{words[n * 7 % 14]}建设{n}处，投资{n * 3}万元" * 6)
        for n in range(200)
    ]
    pairs = match(items, [Known(i.part, i.number, i.name + "工程", i.text) for i in items], VERSIONS)
    assert pairs == [(n, n) for n in range(200)]
