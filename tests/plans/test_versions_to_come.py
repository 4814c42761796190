"""A version dated in the future is decided today and holds from its day; what it says can be read before."""

from __future__ import annotations

import datetime

import pytest
from cast import CLERK, county, plan_in_force
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from luoshi.audit.models import Event
from luoshi.plans.models import Revision, Task, Version
from luoshi.plans.reviewing import Refused
from luoshi.plans.revising import Decision, Edit, revise
from luoshi.plans.revision_drafts import change_item, open_order, put_in_force
from luoshi.plans.revision_fields import blank
from luoshi.plans.revision_history import counts_of, history, said_under
from luoshi.plans.states import current, state, version_on
from luoshi.plans.taking_effect import take_effect, withdraw
from luoshi.units.coming import merge_later, rename_later
from luoshi.units.coming import take_effect as units_take_effect
from luoshi.units.merging import merge
from luoshi.units.models import Unit, UnitChange
from luoshi.units.refusing import Refused as UnitRefused

pytestmark = pytest.mark.django_db
JULY, AUGUST, SEPTEMBER = (datetime.date(2026, month, 1) for month in (7, 8, 9))


@pytest.fixture
def plan():
    return plan_in_force(county().region)


def workshops(plan):
    return plan.target_set.get(name__contains="标准厂房")


def afforestation(plan):
    return plan.task_set.get(title="植树造林")


def revised(plan, row, kind, on, today=JULY, **changed):
    row.refresh_from_db()
    decision = Decision("补充通知", "云岭政办发〔2026〕20号", "王某", on)
    data = {**state(row), **changed} if changed else None
    return revise(plan, [Edit(kind, row.pk, data, row.version)], decision, CLERK, today=today)


def test_until_its_day_a_version_changes_nothing_in_force(plan):
    before = {key: state(row) for key, row in current(plan).items()}
    version = revised(plan, workshops(plan), "target", SEPTEMBER, value=25.0)
    assert (version.number, version.took_effect) == (2, None)
    assert {key: state(row) for key, row in current(plan).items()} == before
    assert said_under(plan, 2)["target", workshops(plan).pk]["value"] == 25.0
    assert [version_on(plan, on).number for on in (AUGUST, SEPTEMBER)] == [1, 2]


def test_on_its_day_it_takes_effect_once_however_often_and_late_the_clock_calls(plan):
    revised(plan, workshops(plan), "target", SEPTEMBER, value=25.0)
    assert take_effect(AUGUST) == []
    assert [v.number for v in take_effect(datetime.date(2026, 9, 20))] == [2]
    assert take_effect(datetime.date(2026, 9, 20)) == []
    assert workshops(plan).value == 25.0
    assert Event.objects.filter(action="plan.take_effect").count() == 1


def test_the_clock_s_command_lets_it_take_effect(plan, capsys):
    revised(plan, workshops(plan), "target", SEPTEMBER, value=25.0)
    Version.objects.filter(number=2).update(effective_on=timezone.localdate())
    call_command("tick")
    assert "第2版已施行" in capsys.readouterr().out
    assert workshops(plan).value == 25.0


def test_what_comes_before_it_takes_its_number_and_both_hold_in_turn(plan):
    later = revised(plan, workshops(plan), "target", SEPTEMBER, value=25.0)
    sooner = revised(plan, workshops(plan), "target", AUGUST, unit="平方米", value=22.0)
    later.refresh_from_db()
    assert (sooner.number, later.number) == (2, 3)
    said = [said_under(plan, n)["target", workshops(plan).pk] for n in (1, 2, 3)]
    assert [(s["value"], s["unit"]) for s in said] == [(20.0, "万平方米"), (22.0, "平方米"), (25.0, "平方米")]


def test_a_day_before_the_version_in_force_is_refused_with_the_day_to_choose(plan):
    revised(plan, workshops(plan), "target", JULY, value=25.0)
    with pytest.raises(Refused, match=r"不能早于现行第2版的2026年7月1日，请改为"):
        revised(plan, workshops(plan), "target", datetime.date(2026, 6, 30), value=26.0)


def test_a_new_task_is_nobody_s_before_its_day(plan):
    unit = Unit.objects.get(name="县水利局")
    data = {**blank("task", "2", 99), "title": "保护湿地", "duties": [[unit.pk, "lead", "县水利局", 0]]}
    decision = Decision("补充通知", "", "王某", SEPTEMBER)
    revise(plan, [Edit("task", None, data)], decision, CLERK, today=JULY)
    assert not unit.duties.filter(task__title="保护湿地").exists()
    assert not Task.objects.filter(title="保护湿地", retired=False).exists()
    take_effect(SEPTEMBER)
    assert unit.duties.get(task__title="保护湿地").task.retired is False


def test_a_version_to_come_is_taken_back_and_its_order_can_be_changed_again(plan):
    order = open_order(plan, CLERK)
    target = workshops(plan)
    change_item(order, "target", target, (target.version, 0), {**state(target), "value": 25.0}, CLERK)
    order.refresh_from_db()
    on = timezone.localdate() + datetime.timedelta(days=30)
    version = put_in_force(order, order.version, Decision("补充通知", "", "王某", on), CLERK)
    withdraw(version, CLERK)
    order.refresh_from_db()
    assert (order.state, order.made, order.edits.count()) == (Revision.State.DRAFT, None, 1)
    assert plan.versions.count() == 1
    assert len(history(plan.pk, "target", target.pk)) == 1
    with pytest.raises(Refused, match="撤回了"):
        withdraw(version, CLERK)


def test_what_took_effect_cannot_be_taken_back(plan):
    version = revised(plan, workshops(plan), "target", JULY, value=25.0)
    with pytest.raises(Refused, match="已经施行"):
        withdraw(version, CLERK)


def test_a_retired_task_comes_back_as_itself(plan):
    task = afforestation(plan)
    revised(plan, task, "task", JULY)
    task.refresh_from_db()
    revised(plan, task, "task", AUGUST, today=AUGUST, title=task.title)
    task.refresh_from_db()
    assert (task.retired, task.duties.get().unit.name) == (False, "县林业局")
    latest, first = history(plan.pk, "task", task.pk)
    assert (first.retired, latest.back, latest.now) == (True, True, True)
    assert (counts_of(plan)[3].added, counts_of(plan)[3].changed) == (1, 0)


def test_a_part_goes_with_its_last_item_and_comes_back_with_the_first(plan):
    part = plan.parts.get(code="2")
    mine = [(k, i.pk) for (k, _), i in current(plan).items() if k not in ("plan", "part") and i.part_id == part.pk]
    task = plan.task_set.filter(part=part).first()
    decision = Decision("补充通知", "", "王某", JULY)
    revise(plan, [Edit(kind, pk, None) for kind, pk in mine], decision, CLERK, today=JULY)
    part.refresh_from_db()
    assert part.retired
    task.refresh_from_db()
    revised(plan, task, "task", AUGUST, today=AUGUST, title=task.title)
    part.refresh_from_db()
    assert not part.retired


def test_titles_of_plan_and_parts_are_seen_as_of_a_day(plan):
    cast_part = plan.parts.get(code="1")
    revised(plan, cast_part, "part", JULY, title="产业强链攻坚实施方案", campaign="产业强链攻坚")
    revised(plan, plan, "plan", JULY, title="云岭县“三大攻坚”方案（修订）")
    plan.refresh_from_db()
    assert plan.title.endswith("（修订）")
    assert plan.parts.get(code="1").campaign == "产业强链攻坚"
    assert said_under(plan, 1)["part", cast_part.pk]["campaign"] == "产业提质攻坚"
    assert said_under(plan, 2)["plan", plan.pk]["title"].startswith("云岭县实施")


def test_a_merger_reaches_what_is_still_to_come(plan):
    gone, into = Unit.objects.get(name="县林业局"), Unit.objects.get(name="县水利局")
    task = plan.task_set.get(title="治理河道")
    duties = [[into.pk, "lead", "县水利局", 0], [gone.pk, "cooperate", "县林业局", 0]]
    on = timezone.localdate() + datetime.timedelta(days=30)
    revised(plan, task, "task", on, duties=duties)
    merge(gone, gone.version, into, JULY, "云岭办〔2026〕9号", CLERK)
    assert plan.versions.last().number == 3
    assert {d[0] for d in said_under(plan, 3)["task", task.pk]["duties"]} == {into.pk}


def test_a_merger_decided_for_a_day_to_come_is_done_on_that_day(plan):
    gone, into = Unit.objects.get(name="县林业局"), Unit.objects.get(name="县水利局")
    today = timezone.localdate()
    merge_later(gone, gone.version, into, today, "云岭办〔2026〕9号", CLERK)
    assert Unit.objects.get(pk=gone.pk).gone_on is None
    assert units_take_effect(today - datetime.timedelta(days=1)) == []
    assert len(units_take_effect(today)) == 1
    assert units_take_effect(today) == []
    assert Unit.objects.get(pk=gone.pk).successor == into
    assert afforestation(plan).duties.get().unit == into


def test_a_renaming_that_can_no_longer_be_is_told_on_the_unit_s_page():
    cast = county()
    plan_in_force(cast.region)
    cast.post("张某", "system_admin")
    unit, other = Unit.objects.get(name="县林业局"), Unit.objects.get(name="县水利局")
    today = timezone.localdate()
    client = cast.client("张某")
    form = {
        "name": "县林草局",
        "on": str(today + datetime.timedelta(days=1)),
        "reason": "改革",
        "version": unit.version,
    }
    client.post(reverse("unit_rename", args=[unit.pk]), form)
    assert "到那天自动办理" in client.get(reverse("unit_card", args=[unit.pk])).content.decode()
    unit.refresh_from_db()
    with pytest.raises(UnitRefused, match="已经登记"):
        rename_later(unit, unit.version, "县林局", today, "改革", CLERK)
    Unit.objects.filter(pk=other.pk).update(name="县林草局")
    units_take_effect(today + datetime.timedelta(days=1))
    assert UnitChange.objects.get().state == "failed"
    assert "没有办成" in client.get(reverse("unit_card", args=[unit.pk])).content.decode()
    assert Unit.objects.get(pk=unit.pk).name == "县林业局"


def test_the_pages_say_what_is_to_come(plan):
    cast = county("云山县")
    plan = plan_in_force(cast.region)
    cast.post("张某", "command_office")
    client = cast.client("张某")
    target = workshops(plan)
    on = timezone.localdate() + datetime.timedelta(days=30)
    version = revised(plan, target, "target", on, value=25.0)
    words = f"将于{on.year}年{on.month}月{on.day}日起施行"
    for address in (
        reverse("plan_page", args=[plan.pk]),
        reverse("revision_list", args=[plan.pk]),
        reverse("target_page", args=[target.pk]),
        reverse("revision_edit", args=["target", target.pk]),
    ):
        assert words in client.get(address).content.decode(), address
    then = client.get(reverse("plan_as_of", args=[plan.pk]), {"on": on.isoformat()}).content.decode()
    assert "25万平方米" in then
    assert "还没有施行的第2版" in then
    back = client.post(reverse("version_withdraw", args=[plan.pk, version.pk]), follow=True)
    assert "已撤回" in back.content.decode()


def test_an_order_brings_a_retired_task_back_and_renames_a_part():
    cast = county()
    plan = plan_in_force(cast.region)
    cast.post("张某", "command_office")
    client = cast.client("张某")
    task, part = afforestation(plan), plan.parts.get(code="1")
    revised(plan, task, "task", JULY)
    task.refresh_from_db()
    found = client.get(reverse("revision_find", args=[plan.pk]), {"q": "植树"}).content.decode()
    assert "已撤销，可以恢复" in found
    page = reverse("revision_edit", args=["task", task.pk])
    form = client.get(page).context
    sent = {"title": task.title, "path": task.path, "task_kind": "task", "text": task.text, "part": "2"}
    duty = {"duty-clause": "0", "duty-role": "responsible", "duty-unit": "县林业局"}
    sent |= duty | {n: form[n] for n in ("item_version", "edit_version", "base")}
    client.post(page, sent)
    order = Revision.objects.get(plan=plan)
    page = reverse("revision_edit", args=["part", part.pk])
    form = client.get(page).context
    seen = {n: form[n] for n in ("item_version", "edit_version", "base")}
    client.post(page, {**seen, "order": order.pk, "title": part.title, "campaign": "产业强链攻坚"})
    shown = client.get(reverse("revision_page", args=[order.pk])).content.decode()
    assert "恢复" in shown
    assert "产业" in shown
    order.refresh_from_db()
    words = {"reason": "补充通知", "decided_by": "王某", "effective_on": str(AUGUST), "version": order.version}
    done = client.post(reverse("revision_enforce", args=[order.pk]), words, follow=True).content.decode()
    assert "现在是第3版" in done
    task.refresh_from_db()
    part.refresh_from_db()
    assert (task.retired, part.campaign) == (False, "产业强链攻坚")
