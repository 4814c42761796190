"""Who sits in a task force: set by the command office, with its trace."""

from __future__ import annotations

import pytest
from cast import county, plan_in_force

from luoshi.audit.models import Event
from luoshi.plans import within
from luoshi.plans.models import Body, BodySeat, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    made = county()
    plan_in_force(made.region)
    for name, role in (
        ("office", "command_office"),
        ("convener", "convener"),
        ("liaison", "liaison"),
        ("auditor", "audit_admin"),
    ):
        made.post(name, role)
    made.body = Body.objects.get(name__startswith="产业")
    return made


def seat(cast, by: str, **data):
    return cast.client(by).post(f"/plans/bodies/{cast.body.pk}/seat/", data, follow=True)


def test_a_seat_is_given_and_taken_and_both_leave_their_trace(cast):
    seat(cast, "office", post=cast.posts["convener"].pk)
    held = BodySeat.objects.get()
    assert held.post == cast.posts["convener"]
    seat(cast, "office", unseat=held.pk)
    assert not BodySeat.objects.exists()
    assert [e.action for e in Event.objects.filter(kind="body")] == ["body.unseat", "body.seat"]


def test_pressing_twice_gives_one_seat(cast):
    for _ in range(2):
        seat(cast, "office", post=cast.posts["convener"].pk)
    assert BodySeat.objects.count() == 1


def test_only_posts_of_the_own_region_that_have_something_to_do_there(cast):
    far = county("邻县").post("far", "convener")
    for post in (far.pk, cast.posts["auditor"].pk, "x", ""):
        page = seat(cast, "office", post=post)
        assert "请从列表里选一个本地区在任的岗位" in page.content.decode()
    assert not BodySeat.objects.exists()


def test_nobody_else_seats_anybody(cast):
    assert seat(cast, "liaison", post=cast.posts["convener"].pk).status_code == 403
    far = county("远县")
    far.post("far office", "command_office")
    answer = far.client("far office").post(f"/plans/bodies/{cast.body.pk}/seat/", {"post": far.posts["far office"].pk})
    assert answer.status_code == 404


def test_units_with_work_that_are_no_members_are_named(cast):
    page = cast.client("office").get(f"/plans/bodies/{cast.body.pk}/")
    assert [u.name for u, _ in page.context["outside"]] == ["县统计局"]


def test_a_seat_in_the_task_force_brings_the_tables_of_its_annex(cast):
    seat(cast, "office", post=cast.posts["convener"].pk)
    annex = cast.body.part
    table = annex.plan.parts.create(code=f"{annex.code}-1", kind="table", title="清单", order=9)
    Task.objects.filter(title="扶持企业").update(part=table)

    class Sitting:
        post = cast.posts["convener"]

    assert within.campaigns(Sitting()) == [annex.pk, table.pk]
