"""Versions, the plan as of a day, the history of an item: nothing earlier is lost, whatever is revised."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest
from cast import CLERK, county, plan_in_force
from django.urls import reverse

from luoshi.plans.revising import Decision, Edit, revise
from luoshi.plans.revision_fields import blank
from luoshi.plans.revision_history import counts_of, history, said_under
from luoshi.plans.states import KINDS, state

pytestmark = pytest.mark.django_db
WORD = Decision("县政府常务会议决定", "云岭政办发〔2026〕20号", "王某", datetime.date(2026, 7, 1))


def revised(plan, item, kind="target", on=WORD.effective_on, **changed):
    item.refresh_from_db()
    word = Decision("调整", "", "王某", on)
    return revise(plan, [Edit(kind, item.pk, {**state(item), **changed}, item.version)], word, CLERK)


def retired(plan, item, kind):
    return revise(plan, [Edit(kind, item.pk, None)], WORD, CLERK)


@pytest.fixture
def plan_once():
    return plan_in_force(county().region)


def test_the_history_of_an_item_has_a_stage_for_each_state(plan_once):
    plan = plan_once
    target = plan.target_set.get(name__contains="标准厂房")
    revised(plan, target, value=25.0)
    revised(plan, plan.target_set.exclude(pk=target.pk).first(), value=1.0)
    retired(plan, target, "target")
    latest, first = history(plan.pk, "target", target.pk)
    assert (first.version.number, first.until.number, latest.version.number, latest.until.number) == (1, 2, 2, 4)
    assert [(c.label, c.before, c.after) for c in latest.changes] == [("目标", "20万平方米", "25万平方米")]
    assert (first.retired, latest.retired) == (False, True)


def test_each_version_tells_how_much_it_changed(plan_once):
    plan = plan_once
    before = sum(kind in KINDS for kind, _ in said_under(plan, 1))
    revised(plan, plan.target_set.first(), value=77.0)
    retired(plan, plan.task_set.last(), "task")
    data = {**blank("cadence", "0", 500), "action": "通报", "raw": "每周通报"}
    revise(plan, [Edit("cadence", None, data)], WORD, CLERK)
    counts = counts_of(plan)
    told = [(counts[n].changed, counts[n].added, counts[n].dropped) for n in (1, 2, 3, 4)]
    assert told == [(0, before, 0), (1, 0, 0), (0, 0, 1), (0, 1, 0)]


def test_standing_elsewhere_in_the_text_is_no_change(plan_once):
    plan = plan_once
    target = plan.target_set.first()
    revised(plan, target, start=target.start + 3)
    assert counts_of(plan)[2].changed == 0
    assert history(plan.pk, "target", target.pk)[0].moved


def test_anybody_who_reads_the_plan_sees_its_versions(django_assert_max_num_queries):
    cast = county()
    plan = plan_in_force(cast.region)
    cast.post("赵某", "liaison", "县工信局")
    client = cast.client("赵某")
    target = plan.target_set.get(name__contains="标准厂房")
    revised(plan, target, value=25.0)
    retired(plan, plan.task_set.get(title="植树造林"), "task")
    pages = {
        reverse("version_list", args=[plan.pk]): "第3版",
        reverse("version_difference", args=[plan.pk]) + "?old=1&new=3": "植树造林",
        reverse("plan_as_of", args=[plan.pk]) + "?version=1": "植树造林",
        reverse("plan_as_of", args=[plan.pk]) + "?on=2020-01-01": "还没有这个方案",
        reverse("plan_as_of", args=[plan.pk]) + "?version=2": "25万平方米",
        reverse("item_history", args=["target", target.pk]): "<ins>25</ins>万平方米",
    }
    for address, words in pages.items():
        client.get(address)
        with django_assert_max_num_queries(12):
            assert words in client.get(address).content.decode(), address
    assert client.get(reverse("revision_list", args=[plan.pk])).status_code == 403
    wrong = client.get(reverse("plan_as_of", args=[plan.pk]) + "?on=昨天")
    assert wrong.status_code == 400
    assert "不是日期" in wrong.content.decode()


def test_the_difference_goes_out_as_a_workbook():
    cast = county()
    plan = plan_in_force(cast.region)
    cast.post("赵某", "liaison", "县工信局")
    revised(plan, plan.target_set.get(name__contains="标准厂房"), value=25.0)
    retired(plan, plan.task_set.get(title="植树造林"), "task")
    answer = cast.client("赵某").get(reverse("version_difference_export", args=[plan.pk]), {"old": 1, "new": 3})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = [row[1:] for row in sheet.iter_rows(min_row=4, values_only=True)]
    assert [(r[0], r[3], r[4], r[5], r[6]) for r in rows if r[0] == "指标"] == [
        ("指标", "修改", "目标", "20万平方米", "25万平方米")
    ]
    assert {(r[2], r[3]) for r in rows if r[0] == "任务"} == {("植树造林", "撤销")}
