"""Orders of revision: entries gathered over days by several people, put in force together as one version."""

from __future__ import annotations

import datetime

import pytest
from cast import CLERK, county, plan_in_force
from django.urls import reverse

from luoshi.audit.models import Event
from luoshi.plans.models import Plan, Revision, Version
from luoshi.plans.reviewing import Conflict, Refused
from luoshi.plans.revising import Decision, Outrun
from luoshi.plans.revision_drafts import (
    add_item,
    change_added,
    change_item,
    drop,
    edits_in,
    open_order,
    put_in_force,
    rebase,
    undo,
)
from luoshi.plans.revision_fields import blank
from luoshi.plans.states import current, state

pytestmark = pytest.mark.django_db
WORD = Decision("县政府常务会议决定", "云岭政办发〔2026〕20号", "王某", datetime.date(2026, 7, 1))


@pytest.fixture
def plan():
    return plan_in_force(county().region)


def workshops(plan):
    return plan.target_set.get(name__contains="标准厂房")


def list_change(order, item, kind="target", **changed):
    item.refresh_from_db()
    return change_item(order, kind, item, (item.version, 0), {**state(item), **changed}, CLERK)


def force(order):
    order.refresh_from_db()
    return put_in_force(order, order.version, WORD, CLERK)


def test_nothing_of_an_order_holds_before_it_is_put_in_force(plan):
    order = open_order(plan, CLERK)
    list_change(order, workshops(plan), value=25.0)
    assert workshops(plan).value == 20.0
    version = force(order)
    assert (workshops(plan).value, version.number) == (25.0, 2)
    order.refresh_from_db()
    assert (order.state, order.made, order.decided_by) == (Revision.State.IN_FORCE, version, "王某")


def test_a_second_press_makes_no_second_version(plan):
    order = open_order(plan, CLERK)
    list_change(order, workshops(plan), value=25.0)
    assert force(order) == force(order)
    assert Version.objects.filter(plan=plan).count() == 2


def test_a_failure_half_way_leaves_plan_and_order_as_they_were(plan, monkeypatch):
    order = open_order(plan, CLERK)
    list_change(order, workshops(plan), value=25.0)
    before = {k: state(i) for k, i in current(plan).items()}
    events = Event.objects.count()
    order.refresh_from_db()
    monkeypatch.setattr("luoshi.plans.revision_drafts._count_on", lambda *_: (_ for _ in ()).throw(MemoryError))
    with pytest.raises(MemoryError):
        put_in_force(order, order.version, WORD, CLERK)
    assert {k: state(i) for k, i in current(plan).items()} == before
    assert Revision.objects.get(pk=order.pk).state == Revision.State.DRAFT
    assert (Version.objects.filter(plan=plan).count(), Event.objects.count()) == (1, events)


def test_two_clerks_at_one_entry_the_second_is_told(plan):
    order = open_order(plan, CLERK)
    target = workshops(plan)
    list_change(order, target, value=25.0)
    with pytest.raises(Conflict) as conflict:
        change_item(order, "target", target, (target.version, 0), {**state(target), "value": 30.0}, CLERK)
    assert conflict.value.item.data["value"] == 25.0
    assert order.edits.get().data["value"] == 25.0


def test_an_order_that_grew_since_it_was_shown_is_not_put_in_force(plan):
    order = open_order(plan, CLERK)
    list_change(order, workshops(plan), value=25.0)
    order.refresh_from_db()
    shown = order.version
    add_item(order, "cadence", {**blank("cadence", "0", 99), "action": "通报", "raw": "每周通报"}, CLERK)
    with pytest.raises(Conflict):
        put_in_force(order, shown, WORD, CLERK)
    assert Version.objects.filter(plan=plan).count() == 1


def test_of_two_orders_on_one_item_the_later_chooses(plan):
    mine, theirs = open_order(plan, CLERK), open_order(plan, CLERK)
    edit = list_change(mine, workshops(plan), value=25.0)
    list_change(theirs, workshops(plan), value=30.0)
    force(theirs)
    with pytest.raises(Outrun):
        force(mine)
    assert workshops(plan).value == 30.0
    rebase(edit, edit.version, 2, CLERK)
    assert force(mine).number == 3
    assert workshops(plan).value == 25.0


def test_an_item_that_only_moved_in_the_text_takes_its_entry_along(plan):
    order = open_order(plan, CLERK)
    target = workshops(plan)
    list_change(order, target, value=25.0)
    other = open_order(plan, CLERK)
    list_change(other, target, start=target.start + 7, end=target.end + 7)
    force(other)
    force(order)
    assert (workshops(plan).value, workshops(plan).start) == (25.0, target.start + 7)


def test_a_new_target_stands_in_the_new_task_of_the_same_order(plan):
    order = open_order(plan, CLERK)
    task = add_item(order, "task", {**blank("task", "2", 99), "title": "保护湿地", "text": "保护湿地。"}, CLERK)
    target = {**blank("target", "2", 99), "name": "湿地修复", "raw": "修复湿地3000亩", "value": 3000.0, "unit": "亩"}
    add_item(order, "target", target, CLERK, under=task)
    force(order)
    assert plan.target_set.get(name="湿地修复").task == plan.task_set.get(title="保护湿地")


def test_a_task_that_moves_to_another_part_takes_its_targets_along(plan):
    order = open_order(plan, CLERK)
    task, target = plan.task_set.get(title="建设园区"), workshops(plan)
    list_change(order, target, value=25.0)
    list_change(order, task, "task", part="2")
    force(order)
    assert {t.part.code for t in task.targets.all()} == {"2"}
    assert workshops(plan).value == 25.0


def test_a_renamed_campaign_is_renamed_in_its_tables_too(plan):
    annex = plan.parts.get(code="1")
    table = plan.parts.create(code="1-1", kind="table", title="任务清单", campaign=annex.campaign)
    order = open_order(plan, CLERK)
    change_item(order, "part", annex, (annex.version, 0), {**state(annex), "campaign": "产业强链攻坚"}, CLERK)
    force(order)
    table.refresh_from_db()
    assert table.campaign == "产业强链攻坚"


def test_an_entry_put_back_to_what_holds_leaves_the_order(plan):
    order = open_order(plan, CLERK)
    target = workshops(plan)
    edit = list_change(order, target, value=25.0)
    assert change_item(order, "target", target, (target.version, edit.version), state(target), CLERK) is None
    assert not order.edits.exists()


def test_entries_are_reworded_and_taken_back(plan):
    order = open_order(plan, CLERK)
    data = {**blank("cadence", "0", 99), "action": "通报", "raw": "每周通报"}
    edit = add_item(order, "cadence", data, CLERK)
    edit = change_added(edit, edit.version, {**data, "every": "周"}, CLERK)
    with pytest.raises(Conflict):
        undo(edit, edit.version - 1, CLERK)
    undo(edit, edit.version, CLERK)
    assert edits_in(order) == []


def test_a_dropped_order_stays_and_takes_nothing_more(plan):
    order = open_order(plan, CLERK)
    drop(order, CLERK)
    with pytest.raises(Refused, match="已放弃"):
        list_change(order, workshops(plan), value=25.0)
    with pytest.raises(Refused, match="已放弃"):
        force(order)
    assert Plan.objects.get(pk=plan.pk).revisions.count() == 1


def test_a_target_is_revised_by_its_form_and_the_old_figure_stays_on_the_day_before():
    cast = county()
    plan = plan_in_force(cast.region)
    cast.post("张某", "command_office")
    client = cast.client("张某")
    target = workshops(plan)
    page = reverse("revision_edit", args=["target", target.pk])
    form = client.get(page).context
    sent = {n: form["fields"][n] for n in ("name", "measure", "op", "value2", "unit", "raw", "part")}
    seen = {"item_version": form["item_version"], "edit_version": form["edit_version"], "base": form["base"]}
    answer = client.post(page, {**sent, **seen, "value": "26"}, follow=True)
    order = Revision.objects.get(plan=plan)
    assert answer.redirect_chain[-1][0] == reverse("revision_page", args=[order.pk])
    assert "改了目标" in answer.content.decode()
    words = {"reason": "产能调整", "decided_by": "王某", "effective_on": "2026-07-01", "version": order.version}
    client.post(reverse("revision_enforce", args=[order.pk]), words)
    then = client.get(reverse("plan_as_of", args=[plan.pk]), {"on": "2026-06-30"}).content.decode()
    now = client.get(reverse("plan_as_of", args=[plan.pk]), {"on": "2026-07-01"}).content.decode()
    assert ("20万平方米" in then, "26万平方米" in then) == (True, False)
    assert ("20万平方米" in now, "26万平方米" in now) == (False, True)


def test_two_people_at_one_form_keep_what_each_changed():
    cast = county()
    plan = plan_in_force(cast.region)
    clients = []
    for name in ("张某", "李某"):
        cast.post(name, "command_office")
        clients.append(cast.client(name))
    order = open_order(plan, CLERK)
    page = reverse("revision_edit", args=["target", workshops(plan).pk])
    forms = [c.get(page).context for c in clients]

    def sent(form, **changed):
        fields = {n: form["fields"][n] for n in ("name", "measure", "op", "value", "value2", "unit", "raw", "part")}
        seen = {n: form[n] for n in ("item_version", "edit_version", "base")}
        return {**fields, **seen, "order": order.pk, **changed}

    clients[0].post(page, sent(forms[0], value="25"))
    second = clients[1].post(page, sent(forms[1], unit="平方米"))
    assert second.status_code == 409
    assert (second.context["fields"]["value"], second.context["fields"]["unit"]) == ("25", "平方米")
    again = second.context
    laid = {n: again["fields"][n] for n in ("name", "measure", "op", "value", "value2", "unit", "raw", "part")}
    seen = {n: again[n] for n in ("item_version", "edit_version", "base")}
    assert clients[1].post(page, {**laid, **seen, "order": order.pk}).status_code == 302
    data = order.edits.get().data
    assert (data["value"], data["unit"]) == (25, "平方米")


def test_an_entry_that_another_order_outran_is_opened_with_both_laid_together():
    cast = county()
    plan = plan_in_force(cast.region)
    cast.post("张某", "command_office")
    mine, theirs = open_order(plan, CLERK), open_order(plan, CLERK)
    list_change(mine, workshops(plan), value=25.0)
    list_change(theirs, workshops(plan), unit="平方米", value=30.0)
    force(theirs)
    client = cast.client("张某")
    shown = client.get(reverse("revision_page", args=[mine.pk])).content.decode()
    assert "第2版已改动这一条" in shown
    assert all(words in shown for words in ("20万平方米", "25万平方米", "30平方米"))
    form = client.get(reverse("revision_edit", args=["target", workshops(plan).pk]), {"order": mine.pk}).context
    assert (form["fields"]["value"], form["fields"]["unit"]) == ("25", "平方米")
    assert [row[0] for row in form["clash"]] == ["value"]


def test_duties_of_a_task_are_chosen_from_the_directory():
    cast = county()
    plan = plan_in_force(cast.region)
    cast.post("张某", "command_office")
    client = cast.client("张某")
    task = plan.task_set.get(title__contains="治理河道")
    page = reverse("revision_edit", args=["task", task.pk])
    form = client.get(page).context
    sent = {"title": task.title, "path": task.path, "task_kind": "task", "text": task.text, "part": "2"}
    sent |= {"item_version": task.version, "edit_version": 0, "base": form["base"]}
    sent |= {"duty-clause": ["0", "0"], "duty-role": ["lead", "responsible"]}
    wrong = client.post(page, {**sent, "duty-unit": ["县水利局", "县河湖局"]})
    assert wrong.status_code == 400
    assert "单位目录里没有“县河湖局”" in wrong.content.decode()
    client.post(page, {**sent, "duty-unit": ["县水利局", "县林业局"]})
    order = Revision.objects.get(plan=plan)
    client_words = {"reason": "职责调整", "decided_by": "王某", "effective_on": "2026-07-01", "version": order.version}
    client.post(reverse("revision_enforce", args=[order.pk]), client_words)
    assert [(d.unit.name, d.role) for d in task.duties.all()] == [("县水利局", "lead"), ("县林业局", "responsible")]


def test_the_pages_of_revision_ask_the_database_little(django_assert_max_num_queries):
    cast = county()
    plan = plan_in_force(cast.region)
    cast.post("张某", "command_office")
    client = cast.client("张某")
    order = open_order(plan, CLERK)
    for target in plan.target_set.all():
        list_change(order, target, value=target.value + 1)
    for task in plan.task_set.all():
        task.refresh_from_db()
        change_item(order, "task", task, (task.version, 0), None, CLERK)
    addresses = [
        reverse("revision_list", args=[plan.pk]),
        reverse("revision_page", args=[order.pk]),
        reverse("revision_edit", args=["task", plan.task_set.first().pk]),
        reverse("revision_add", args=[plan.pk, "target"]),
        reverse("revision_find", args=[plan.pk]) + "?q=园区",
    ]
    for address in addresses:
        client.get(address)
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
