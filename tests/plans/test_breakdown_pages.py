"""Who sees and does what on the breakdown's pages."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest
from broken_down import CLERK, accepted, add, cast, drafted, submitted, task, unit
from cast import county, plan_in_force

from luoshi.plans import breakdown as actions
from luoshi.plans.models import Breakdown, Measure, Submission
from luoshi.units.models import Role, Unit

pytestmark = pytest.mark.django_db
MOST = 12


@pytest.fixture
def people():
    return cast()


def page(title="建设园区", name="县工信局", end=""):
    return f"/plans/breakdowns/{task(title).pk}/{unit(name).pk}/{end}"


def rows(client, *edits, at=None):
    return client.post(at or page(end="rows/"), json.dumps({"edits": edits}), content_type="application/json")


def test_a_liaison_writes_hands_in_and_goes_on_to_the_next_task(people):
    liaison = people.client("发改")
    heard = rows(liaison, add("row1", person=""), at=page(name="县发改局", end="rows/")).json()
    assert [(p["row"], p["cell"]) for p in heard["problems"] if p["grave"]] == [(1, "person")]
    edit = {"do": "set", "key": "row1", "cells": {"person": ["", "王立"], "ends": ["2026年6月30日", "5月底"]}}
    heard = rows(liaison, edit, at=page(name="县发改局", end="rows/")).json()
    assert (heard["rows"][0]["cells"]["ends"], heard["clashes"]) == ("2026年5月31日", [])
    onward = task("扶持企业").pk
    answer = liaison.post(page(name="县发改局", end="submit/"), {"seen": heard["version"], "onward": onward})
    assert answer.url == page("扶持企业", "县发改局")
    assert Breakdown.objects.get().state == "submitted"


def test_two_clerks_at_one_cell_are_shown_both(people):
    drafted(add("row1"))
    liaison = people.client("工信")
    first = {"do": "set", "key": "row1", "cells": {"title": ["完成园区选址", "甲写的"]}}
    second = {"do": "set", "key": "row1", "cells": {"title": ["完成园区选址", "乙写的"], "person": ["陈敏", "周宁"]}}
    rows(liaison, first)
    heard = rows(liaison, second).json()
    assert [(c["mine"], c["theirs"], c["by"]) for c in heard["clashes"]] == [("乙写的", "甲写的", "工信")]
    assert heard["rows"][0]["cells"]["person"] == "周宁"


def test_what_cannot_be_handed_in_comes_back_with_the_reason_and_what_was_typed(people):
    made = accepted()
    made = actions.reopen(made, made.version, CLERK)
    answer = people.client("工信").post(page(end="submit/"), {"seen": made.version - 1, "reason": "会议要求"})
    assert answer.status_code == 409
    assert "刚被陈联络" in answer.content.decode()
    assert 'value="会议要求"' in answer.content.decode()


def test_rows_that_make_no_sense_are_turned_away_with_a_sentence(people):
    answer = people.client("工信").post(page(end="rows/"), "{", content_type="application/json")
    assert (answer.status_code, "刷新" in answer.json()["said"]) == (400, True)


def test_the_plans_sentences_and_another_tasks_rows_fill_a_draft(people):
    liaison = people.client("发改")
    liaison.post(page(name="县发改局", end="fill/"), {"source": "text"})
    first = Breakdown.objects.get()
    assert "引进企业30家以上" in first.draft[0]["title"]
    assert {r["ends"] for r in first.draft} == {"2026-06-30"}
    liaison.post(page("扶持企业", "县发改局", "fill/"), {"source": first.task_id})
    second = Breakdown.objects.exclude(pk=first.pk).get()
    assert [r["title"] for r in second.draft] == [r["title"] for r in first.draft]
    assert {r["ends"] for r in second.draft} == {"2026-12-31"}
    assert not {r["key"] for r in first.draft} & {r["key"] for r in second.draft}


def test_only_the_own_unit_writes(people):
    drafted(add("row1"))
    for name in ("发改", "统计"):
        for end in ("rows/", "submit/", "withdraw/", "reopen/", "give-up/", "fill/"):
            assert people.client(name).post(page(end=end), {"seen": 1}).status_code == 404, (name, end)
        assert people.client(name).get(page(end="names/")).status_code == 404
    assert people.client("综合").post(page(end="submit/")).status_code == 403
    assert Breakdown.objects.get().state == "draft"


def test_a_unit_that_only_cooperates_has_nothing_to_break_down(people):
    assert people.client("统计").get(page("扶持企业", "县统计局")).status_code == 404
    assert "没有要分解的任务" in people.client("统计").get("/plans/breakdowns/").content.decode()


def test_a_town_breaks_down_what_all_towns_owe(people):
    town = Unit.objects.create(region=people.region, name="石桥镇", order=90)
    Unit.objects.get(name="各镇").members.add(town)
    people.post("镇里", Role.LIAISON, "石桥镇")
    client = people.client("镇里")
    assert "治理河道" in client.get("/plans/breakdowns/").content.decode()
    assert rows(client, add(), at=page("治理河道", "石桥镇", "rows/")).status_code == 200
    assert client.get(page("治理河道", "各镇")).status_code == 404
    assert people.client("发改").get(page("治理河道", "石桥镇")).status_code == 200


def test_a_draft_is_the_units_own_until_it_is_handed_in(people):
    made = drafted(add("row1", title="还没有定的想法"))
    assert "还没有定的想法" in people.client("工信").get(page()).content.decode()
    assert "还没有定的想法" not in people.client("综合").get(page()).content.decode()
    actions.submit(made, made.version, CLERK)
    assert "还没有定的想法" in people.client("综合").get(page()).content.decode()


def test_the_office_of_a_campaign_decides_in_its_campaign_alone(people):
    office = people.client("专班")
    mine = submitted()
    other = submitted(title="植树造林", name="县林业局")
    assert office.post(page(end="decide/"), {"seen": mine.version, "how": "accept"}).status_code == 302
    assert (
        office.post(page("植树造林", "县林业局", "decide/"), {"seen": other.version, "how": "accept"}).status_code
        == 404
    )
    assert {b.task.title: b.state for b in Breakdown.objects.all()} == {"建设园区": "accepted", "植树造林": "submitted"}
    assert people.client("工信").post(page(end="decide/"), {"seen": mine.version}).status_code == 403


def test_many_are_accepted_at_once_and_what_changed_meanwhile_is_left_and_named(people):
    first, second = submitted(), submitted(title="植树造林", name="县林业局")
    actions.withdraw(second, second.version, CLERK)
    picks = [f"{b.pk}:{b.version - (b == second)}" for b in (first, second)]
    answer = people.client("综合").post("/plans/breakdowns/decide/", {"pick": picks, "how": "accept"}, follow=True)
    said = answer.content.decode()
    assert "已审定1项" in said
    assert "植树造林”刚被陈联络改过" in said
    assert Breakdown.objects.get(pk=second.pk).state == "draft"


def test_many_returned_want_a_reason(people):
    made = submitted()
    pick = {"pick": [f"{made.pk}:{made.version}"], "how": "return"}
    said = people.client("综合").post("/plans/breakdowns/decide/", pick, follow=True).content.decode()
    assert "退回请写明原因" in said
    people.client("综合").post("/plans/breakdowns/decide/", {**pick, "word": "写明面积"})
    assert Breakdown.objects.get().word == "写明面积"


def test_guessed_numbers_decide_nothing(people):
    other = submitted(title="植树造林", name="县林业局")
    pick = {"pick": [f"{other.pk}:{other.version}"], "how": "accept"}
    assert people.client("专班").post("/plans/breakdowns/decide/", pick).status_code == 404
    assert people.client("专班").post("/plans/breakdowns/decide/", {"pick": ["x"]}).status_code == 404
    assert Submission.objects.get().state == "open"


def test_another_county_sees_nothing(people):
    accepted()
    far = county("青石县")
    plan_in_force(far.region)
    far.post("外县", Role.COMMAND_OFFICE, region=far.region)
    far.post("外县联络", Role.LIAISON, "县工信局", region=far.region)
    here = Breakdown.objects.get()
    address = f"/plans/breakdowns/{here.task_id}/{here.unit_id}/"
    for name in ("外县", "外县联络"):
        client = far.client(name)
        assert client.get(address).status_code == 404
        assert client.get(f"{address}history/").status_code == 404
        assert "完成园区选址" not in client.get("/plans/breakdowns/register/").content.decode()
    assert far.client("外县").post(f"{address}decide/", {"seen": here.version, "how": "accept"}).status_code == 404


def test_the_overview_says_who_has_not(people):
    submitted()
    said = people.client("综合").get("/plans/breakdowns/?state=missing").content.decode()
    assert "待审定（1）" in said
    assert "县发改局" in said
    assert "“各镇”是统称" in said


def test_the_register_finds_and_exports_just_what_is_shown(people):
    accepted(add("row1", weight="50"), add("row2", title="出台奖补办法", register="policy", weight="50"))
    client = people.client("综合")
    for query, titles in (
        ("", ["完成园区选址", "出台奖补办法"]),
        ("?register=policy", ["出台奖补办法"]),
        ("?q=奖补", ["出台奖补办法"]),
        ("?until=2026-06-29", []),
        (f"?of=part-{task().part_id}&unit={unit().pk}", ["完成园区选址", "出台奖补办法"]),
        ("?of=part-0&unit=x&page=99", []),
    ):
        assert [m.title for m in client.get(f"/plans/breakdowns/register/{query}").context["page"]] == titles, query
        answer = client.get(f"/plans/breakdowns/register/export/{query}")
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        exported = [r[3] for r in sheet.iter_rows(min_row=4, values_only=True) if isinstance(r[0], int)]
        assert exported == titles, query


def test_measures_left_out_by_a_change_leave_the_register(people):
    accepted()
    Measure.objects.update(retired=True)
    assert list(people.client("综合").get("/plans/breakdowns/register/").context["page"]) == []


def test_the_history_shows_each_submission_and_what_it_changed(people):
    made = accepted()
    made = actions.reopen(made, made.version, CLERK)
    edit = {"do": "set", "key": "row1", "cells": {"title": ["完成园区选址", "选址300亩"]}}
    made = actions.write(made.task, made.unit, [edit], CLERK).breakdown
    actions.submit(made, made.version, CLERK, "会议要求")
    said = people.client("综合").get(page(end="history/")).content.decode()
    assert "调整原因：会议要求" in said
    assert "<del>完成园区选址</del>" in said
    assert "现行有效" in said


@pytest.mark.parametrize("state", ["none", "draft", "submitted", "accepted", "changing"])
def test_pages_ask_few_questions(people, state, django_assert_max_num_queries):
    make = {"draft": drafted, "submitted": submitted, "accepted": accepted, "changing": accepted}.get(state)
    if make:
        for title, name in (("扶持企业", "县发改局"), ("植树造林", "县林业局"), ("治理河道", "县水利局")):
            make(add(), add(), title=title, name=name)
        made = make(add("row1"), add("row2"), name="县工信局")
        if state == "changing":
            actions.reopen(made, made.version, CLERK)
    addresses = [page(), "/plans/breakdowns/?view=all", "/plans/breakdowns/register/", page(end="history/")]
    for name in ("工信", "专班", "综合"):
        client = people.client(name)
        client.get("/")  # the session's time is noted once a minute
        for address in addresses + (["/plans/breakdowns/?view=own"] if name != "综合" else []):
            with django_assert_max_num_queries(MOST, info=f"{name} {address}"):
                assert client.get(address).status_code == 200


def test_what_is_complete_is_handed_in_together_and_the_rest_is_left(people):
    drafted()
    page = people.client("工信").get("/plans/breakdowns/?view=own").content.decode()
    made = Breakdown.objects.get()
    assert f'name="pick" value="{made.pk}:{made.version}"' in page
    said = people.client("工信").post("/plans/breakdowns/submit/", {"pick": f"{made.pk}:{made.version}"}, follow=True)
    assert "已报送1项" in said.content.decode()
    made.refresh_from_db()
    assert made.state == "submitted"
    again = people.client("工信").post("/plans/breakdowns/submit/", {"pick": f"{made.pk}:{made.version}"}, follow=True)
    assert "1项没有办" in again.content.decode()


def test_nobody_hands_in_for_another_unit(people):
    drafted()
    made = Breakdown.objects.get()
    assert (
        people.client("发改").post("/plans/breakdowns/submit/", {"pick": f"{made.pk}:{made.version}"}).status_code
        == 404
    )


def test_the_overview_is_narrowed_to_a_unit_and_to_words_of_the_task(people):
    submitted(title="扶持企业", name="县发改局")
    submitted(name="县工信局")
    client = people.client("综合")
    whole = client.get("/plans/breakdowns/", {"view": "all"}).content.decode()
    assert "待审定（2）" in whole
    one = client.get("/plans/breakdowns/", {"view": "all", "q": "园区"}).content.decode()
    assert "待审定（1）" in one
    assert '<th scope="row" data-head="单位">县工信局</th>' in one
    assert '<th scope="row" data-head="单位">县水利局</th>' not in one
    unit_id = unit("县发改局").pk
    other = client.get("/plans/breakdowns/", {"view": "all", "unit": unit_id}).content.decode()
    assert "待审定（1）" in other
    assert '<th scope="row" data-head="单位">县工信局</th>' not in other


def test_the_overview_shows_a_long_list_by_sheets(people, monkeypatch):
    monkeypatch.setattr("luoshi.plans.breakdown_lists.TO_DECIDE", 1)
    submitted(title="扶持企业", name="县发改局")
    submitted(name="县工信局")
    client = people.client("综合")
    first = client.get("/plans/breakdowns/", {"view": "all"}).content.decode()
    second = client.get("/plans/breakdowns/", {"view": "all", "decide": 2}).content.decode()
    assert "decide=2" in first
    assert first.count('name="pick"') == second.count('name="pick"') == 1
    assert "扶持企业" in first.split('id="by-unit"')[0]
    assert "建设园区" in second.split('id="by-unit"')[0]
