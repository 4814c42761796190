"""A breakdown from the first row to its acceptance, and its later changes."""

from __future__ import annotations

import pytest
from broken_down import CLERK, COLLEAGUE, OFFICE, accepted, add, cast, drafted, put, submitted, task, unit

from luoshi.audit.models import Event
from luoshi.audit.verify import verify
from luoshi.plans import breakdown as actions
from luoshi.plans.breakdown import Incomplete, Overtaken
from luoshi.plans.models import Breakdown, Measure, Submission
from luoshi.plans.reviewing import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def county():
    return cast()


def test_a_row_is_kept_as_soon_as_it_is_written_and_leaves_its_trace():
    made = drafted(add("row1", title="选址"))
    assert [r["title"] for r in Breakdown.objects.get().draft] == ["选址"]
    event = Event.objects.filter(action="measure.write").get()
    assert event.after["第1条 举措"] == "选址"
    assert (event.object_id, event.region_id) == (made.pk, task().plan.region_id)


def test_nothing_changed_is_no_event():
    drafted(add("row1"))
    actions.write(task(), unit(), [put("row1", "title", "完成园区选址", "完成园区选址")], CLERK)
    assert Event.objects.filter(action="measure.write").count() == 1


def test_an_incomplete_breakdown_is_not_handed_in_and_says_what_is_missing():
    made = drafted(add("row1"), add("row2", person=""))
    with pytest.raises(Incomplete, match="第2条没有责任人") as refused:
        actions.submit(made, made.version, CLERK)
    assert [(p.row, p.cell) for p in refused.value.problems] == [(2, "person")]
    assert Breakdown.objects.get().state == "draft"


def test_an_accepted_breakdown_puts_its_measures_in_force():
    accepted(
        add("row1", weight="60", milestones="5月底 完成踏勘"), add("row2", title="开工", weight="40", department="")
    )
    first, second = Measure.objects.order_by("order")
    assert (first.title, first.register, first.department.name, first.weight) == (
        "完成园区选址",
        "project",
        "园区股",
        60,
    )
    assert [(m.on.month, m.title) for m in first.milestones.all()] == [(5, "完成踏勘")]
    assert (second.department, second.retired) == (None, False)
    assert verify().broken == ()


def test_what_is_handed_in_cannot_be_written_until_it_is_withdrawn():
    made = submitted()
    with pytest.raises(Refused, match="先撤回"):
        actions.write(task(), unit(), [add()], CLERK)
    back = actions.withdraw(made, made.version, CLERK)
    assert (back.state, Submission.objects.get().state) == ("draft", "withdrawn")
    drafted(add("row2"))


def test_what_is_accepted_cannot_be_withdrawn():
    made = accepted()
    with pytest.raises(Refused, match="没有待办理"):
        actions.withdraw(made, made.version, CLERK)


def test_a_return_wants_a_reason_which_the_unit_sees():
    made = submitted()
    with pytest.raises(Refused, match="原因"):
        actions.give_back(made, made.version, OFFICE, " ")
    back = actions.give_back(made, made.version, OFFICE, "写明面积")
    assert (back.state, back.word) == ("returned", "写明面积")
    again = actions.write(task(), unit(), [put("row1", "title", "完成园区选址", "选址300亩")], CLERK).breakdown
    again = actions.submit(again, again.version, CLERK)
    assert [s.rows[0]["title"] for s in Submission.objects.all()] == ["完成园区选址", "选址300亩"]
    assert [s.state for s in Submission.objects.all()] == ["returned", "open"]


def test_a_decision_on_what_was_withdrawn_meanwhile_is_not_taken():
    seen = submitted()
    actions.withdraw(seen, seen.version, CLERK)
    with pytest.raises(Overtaken, match=r"陈联络.*编制中"):
        actions.accept(seen, seen.version, OFFICE)
    assert not Measure.objects.exists()


def test_two_offices_deciding_at_once_decide_once():
    seen = submitted()
    actions.accept(seen, seen.version, OFFICE)
    with pytest.raises(Overtaken, match="已审定"):
        actions.give_back(seen, seen.version, OFFICE, "再改")
    assert Breakdown.objects.get().state == "accepted"


def test_handing_in_what_a_colleague_changed_meanwhile_shows_it_first():
    seen = drafted()
    actions.write(task(), unit(), [put("row1", "title", "完成园区选址", "选址300亩")], COLLEAGUE)
    with pytest.raises(Overtaken, match="李同事"):
        actions.submit(seen, seen.version, CLERK)


def changed(before="完成园区选址", after="选址300亩"):
    made = accepted(add("row1"), add("row2", title="开工"))
    made = actions.reopen(made, made.version, CLERK)
    return actions.write(task(), unit(), [put("row1", "title", before, after)], CLERK).breakdown


def test_a_change_leaves_what_was_accepted_in_force_until_it_is_accepted_itself():
    made = changed()
    assert [m.title for m in Measure.objects.filter(retired=False)] == ["完成园区选址", "开工"]
    made = actions.submit(made, made.version, CLERK, "会议要求写明面积")
    assert [m.title for m in Measure.objects.filter(retired=False)] == ["完成园区选址", "开工"]
    actions.accept(made, made.version, OFFICE)
    assert [m.title for m in Measure.objects.filter(retired=False)] == ["选址300亩", "开工"]


def test_a_measure_stays_the_same_row_through_a_change_and_one_left_out_is_retired():
    made = changed()
    before = {m.key: m.pk for m in Measure.objects.all()}
    row2 = next(r for r in made.draft if r["key"] == "row2")
    made = actions.write(
        task(), unit(), [{"do": "remove", "key": "row2", "was": row2}, add("row3", title="验收")], CLERK
    ).breakdown
    made = actions.submit(made, made.version, CLERK, "分工变化")
    actions.accept(made, made.version, OFFICE)
    assert Measure.objects.get(key="row1").pk == before["row1"]
    assert {m.key: m.retired for m in Measure.objects.all()} == {"row1": False, "row2": True, "row3": False}
    assert [len(s.rows) for s in Submission.objects.all()] == [2, 2]


def test_a_change_needs_a_reason_and_something_changed():
    made = changed()
    with pytest.raises(Refused, match="原因"):
        actions.submit(made, made.version, CLERK)
    made = actions.write(task(), unit(), [put("row1", "title", "选址300亩", "完成园区选址")], CLERK).breakdown
    with pytest.raises(Refused, match="一样"):
        actions.submit(made, made.version, CLERK, "试试")


def test_a_change_given_up_leaves_the_accepted_and_the_event_keeps_what_was_written():
    made = changed()
    made = actions.give_up_change(made, made.version, CLERK)
    assert (made.state, made.draft[0]["title"]) == ("accepted", "完成园区选址")
    assert Event.objects.get(action="measure.give_up").before["第1条 举措"] == "选址300亩"


def test_a_returned_change_keeps_the_accepted_in_force():
    made = changed()
    made = actions.submit(made, made.version, CLERK, "会议要求")
    made = actions.give_back(made, made.version, OFFICE, "理由不足")
    assert (made.state, made.in_force.number) == ("returned", 1)
    assert [m.title for m in Measure.objects.filter(retired=False)] == ["完成园区选址", "开工"]


def test_a_new_order_of_the_rows_is_kept_and_leaves_a_trace():
    made = drafted(add("row1"), add("row2", title="平整土地"))
    now = actions.write(task(), unit(), [{"do": "move", "key": "row2", "after": ""}], CLERK).breakdown
    assert [r["key"] for r in now.draft] == ["row2", "row1"]
    assert now.version == made.version + 1
    event = Event.objects.first()
    assert (event.before["order"], event.after["order"]) == (["完成园区选址", "平整土地"], ["平整土地", "完成园区选址"])
