"""Two at work on one thing see of each other who changed what, and when; whoever is alone sees and costs nothing."""

from __future__ import annotations

import json
import time

import pytest
from broken_down import add, put, task, unit
from broken_down import cast as people_at_work
from cast import review_of

from luoshi.accounts.models import User
from luoshi.accounts.sitting import seat_of
from luoshi.plans import breakdown as actions
from luoshi.plans.models import Plan
from luoshi.plans.reviewing import remove
from luoshi.plans.revision_drafts import change_item, open_order
from luoshi.units.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    made = people_at_work()
    made.post("同事", Role.LIAISON, "县工信局")
    made.post("综合二", Role.COMMAND_OFFICE)
    return made


def actor(name):
    return seat_of(User.objects.get(username=name), None).actor


def place():
    return f"/plans/breakdowns/{task().pk}/{unit().pk}/colleagues/"


def marks(answer):
    return json.loads(answer.headers.get("HX-Trigger", "{}")).get("colleagues-changed", {}).get("marks", [])


def test_who_is_alone_sees_an_empty_line_and_two_questions_are_asked(cast, django_assert_max_num_queries):
    client = cast.client("工信")
    client.get("/")
    actions.write(task(), unit(), [add("row1")], actor("工信"))
    address = place()
    with django_assert_max_num_queries(3 + 2):  # session, log-in and post come before
        answer = client.get(address, {"since": time.time() - 60})
    assert "在此修改" not in answer.content.decode()
    assert marks(answer) == []


def test_a_colleague_is_named_with_post_and_minutes_and_the_changed_rows_are_marked(cast):
    actions.write(task(), unit(), [add("row1"), add("row2")], actor("工信"))
    opened = time.time()
    actions.write(task(), unit(), [put("row2", "person", "陈敏", "王强")], actor("同事"))
    answer = cast.client("工信").get(place(), {"since": opened})
    assert "同事（县工信局联络员）刚才在此修改" in answer.content.decode()
    assert marks(answer) == [{"key": "row2"}]


def test_each_change_is_marked_once(cast):
    actions.write(task(), unit(), [add("row1")], actor("同事"))
    answer = cast.client("工信").get(place(), {"since": time.time()})
    assert "同事" in answer.content.decode()
    assert marks(answer) == []


def test_other_units_learn_nothing_of_a_draft(cast):
    actions.write(task(), unit(), [add("row1")], actor("同事"))
    assert cast.client("发改").get(place()).status_code == 404


def test_at_a_review_the_changed_item_can_be_had_anew(cast):
    review = review_of("另一个方案\n一、任务\n1.修路。（县交通局牵头）\n", cast.region)
    item = review.items.get(kind="task")
    remove(item, item.version, actor("综合二"))
    answer = cast.client("综合").get(f"/plans/reviews/{review.pk}/colleagues/", {"since": time.time() - 60})
    assert "综合二（" in answer.content.decode()
    link = f"/plans/reviews/{review.pk}/items/{item.pk}/"
    assert marks(answer) == [{"id": f"i-{item.pk}", "link": link}]
    assert cast.client("综合").get(link).status_code == 200


def test_at_an_order_of_revision_the_new_entry_is_told(cast):
    plan = Plan.objects.get()
    order = open_order(plan, actor("综合"))
    one = task()
    edit = change_item(order, "task", one, (one.version, 0), None, actor("综合二"))
    answer = cast.client("综合").get(f"/plans/revisions/orders/{order.pk}/colleagues/", {"since": time.time() - 60})
    assert [m["id"] for m in marks(answer)] == [f"e{edit.pk}"]


def test_asking_by_itself_keeps_no_session_alive(cast, settings):
    client = cast.client("工信")
    client.get("/")
    session = client.session
    session["touched"] = int(time.time()) - 120
    session.save()
    client.get(place(), headers={"X-Quiet": "1"})
    assert client.session["touched"] < time.time() - 100
    session["touched"] = int(time.time()) - settings.ENVIRONMENT.idle_minutes * 60 - 5
    session.save()
    assert client.get(place(), headers={"X-Quiet": "1"}).status_code == 286
    assert client.get(place()).status_code == 302


def test_a_time_that_is_none_asks_for_nothing_earlier(cast):
    actions.write(task(), unit(), [add("row1")], actor("同事"))
    for since in ("", "x", "inf", "1e40", "-1e30", "nan"):
        assert cast.client("工信").get(place(), {"since": since}).status_code == 200
