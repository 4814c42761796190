"""A lead passes a part of its task on."""

from __future__ import annotations

import datetime

import pytest
from broken_down import CLERK, cast, task, unit

from luoshi.audit.models import Event
from luoshi.plans import sharing
from luoshi.plans.models import Share
from luoshi.plans.reviewing import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return cast()


def give(client, taker="县财政局", what="落实园区建设资金", by="5月底", title="建设园区"):
    return client.post(
        f"/plans/breakdowns/shares/{task(title).pk}/", {"taker": unit(taker).pk, "what": what, "by": by}, follow=True
    )


def test_a_share_is_seen_by_both_sides(people):
    give(people.client("工信"), taker="县发改局")
    share = Share.objects.get()
    assert (share.giver.name, share.taker.name, share.by) == ("县工信局", "县发改局", datetime.date(2026, 5, 31))
    assert Event.objects.get(action="share.give").after["what"] == "落实园区建设资金"
    assert "落实园区建设资金" in people.client("发改").get("/plans/breakdowns/").content.decode()
    for name, who in (("工信", "县工信局"), ("发改", "县发改局")):
        answer = people.client(name).get(f"/plans/breakdowns/{task().pk}/{unit(who).pk}/")
        assert "落实园区建设资金" in answer.content.decode()


def test_a_cooperating_unit_takes_a_share(people):
    give(people.client("发改"), taker="县统计局", title="扶持企业")
    assert "落实园区建设资金" in people.client("统计").get("/plans/breakdowns/").content.decode()


def test_only_the_lead_gives(people):
    assert give(people.client("发改"), taker="县工信局").status_code == 404
    assert people.client("综合").post(f"/plans/breakdowns/shares/{task().pk}/").status_code == 403
    assert not Share.objects.exists()


@pytest.mark.parametrize(
    ("said", "cells"),
    [
        ("请写明", {"what": " "}),
        ("晚于任务本身的时限", {"by": "年底"}),
        ("不是日期", {"by": "某天"}),
        ("请选择", {"taker": "县林业局"}),
    ],
)
def test_what_is_wrong_with_a_share_is_said(people, said, cells):
    assert said in give(people.client("工信"), **cells).content.decode()
    assert not Share.objects.exists()


def test_what_was_typed_comes_back_with_what_is_wrong(people):
    page = give(people.client("工信"), by="某天").content.decode()
    assert 'value="落实园区建设资金"' in page
    assert 'value="某天"' in page
    assert f'<option value="{unit("县财政局").pk}" selected>' in page


def test_inside_a_page_the_form_alone_comes_back_and_leads_on(people):
    client, address = people.client("工信"), f"/plans/breakdowns/shares/{task().pk}/"
    cells = {"taker": unit("县财政局").pk, "what": "落实资金", "back": f"/plans/tasks/{task().pk}/"}
    again = client.post(address, {**cells, "by": "某天"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in again
    assert "不是日期" in again
    done = client.post(address, {**cells, "by": ""}, headers={"HX-Request": "true"})
    assert done["HX-Redirect"] == f"/plans/tasks/{task().pk}/"


def test_a_refused_handing_in_leads_back_to_a_page_that_can_be_opened(people):
    client = people.client("工信")
    refused = client.post(f"/plans/breakdowns/{task().pk}/{unit().pk}/submit/", {"seen": 0}).content.decode()
    assert f"?back=/plans/breakdowns/{task().pk}/{unit().pk}/" in refused


def test_a_share_goes_to_a_unit_of_the_task_alone(people):
    with pytest.raises(Refused, match="不是这项任务"):
        sharing.give(task(), unit(), unit("县林业局"), "资金", None, CLERK)


def test_the_giver_takes_a_share_back_once_and_it_stays_in_the_history(people):
    give(people.client("工信"))
    share = Share.objects.get()
    address = f"/plans/breakdowns/shares/{share.pk}/withdraw/"
    assert people.client("发改").post(address, {"seen": 1}).status_code == 404
    people.client("工信").post(address, {"seen": share.version})
    again = people.client("工信").post(address, {"seen": share.version}, follow=True).content.decode()
    assert "刚被别人处理过" in again
    assert Share.objects.get().withdrawn
    assert Event.objects.filter(action="share.withdraw").count() == 1
