"""Whom a breakdown or a share concerns hears of it: once, while it matters."""

from __future__ import annotations

import datetime

import pytest
from broken_down import CLERK, OFFICE, accepted, cast, drafted, submitted, task, unit

from luoshi.notices.models import Notice
from luoshi.notices.telling import see
from luoshi.plans import breakdown as actions
from luoshi.plans import sharing
from luoshi.plans.models import Body

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return cast()


def waiting() -> list[tuple[str, str]]:
    """Person and kind of what waits for somebody."""
    found = Notice.objects.filter(seen_at=None, over_at=None).order_by("id")
    return [(n.person.name, n.kind) for n in found.select_related("person")]


def test_what_is_handed_in_is_told_to_the_task_forces_office_alone(people):
    made = submitted()
    assert waiting() == [("专班", "measure.submitted")]
    notice = Notice.objects.get()
    assert notice.text == "县工信局报送了“建设园区”的细化分解（1条举措），请审定。"
    client = people.client("专班")
    assert client.get(f"/notices/{notice.pk}/", follow=True).status_code == 200
    assert notice.url.endswith(f"/{made.task_id}/{made.unit_id}/")


def test_where_no_office_sits_the_command_office_is_told(people):
    Body.objects.update(office_unit=unit("县发改局"))
    submitted()
    assert waiting() == [("综合", "measure.submitted")]


def test_withdrawn_before_anybody_looked_it_waits_no_longer(people):
    made = submitted()
    actions.withdraw(made, made.version, CLERK)
    assert waiting() == []


def test_a_return_is_told_to_the_unit_with_its_reason(people):
    made = submitted()
    actions.give_back(made, made.version, OFFICE, "请写明面积")
    assert waiting() == [("工信", "measure.returned")]
    assert "请写明面积" in Notice.objects.get(kind="measure.returned").text


def test_handed_in_again_the_office_hears_again_and_the_return_is_done_with(people):
    made = submitted()
    back = actions.give_back(made, made.version, OFFICE, "请写明面积")
    actions.submit(back, back.version, CLERK)
    assert waiting() == [("专班", "measure.submitted")]
    assert Notice.objects.filter(kind="measure.submitted").count() == 2


def test_what_was_accepted_is_told_and_waits_for_no_colleague(people):
    people.post("专班二", "task_force_office", "县工信局")
    accepted()
    assert waiting() == [("工信", "measure.accepted")]


def test_who_handed_in_sees_whether_the_office_has_read_it(people):
    made = submitted()
    history = f"/plans/breakdowns/{made.task_id}/{made.unit_id}/history/"
    assert "县工信局 专班，还没看" in people.client("工信").get(history).content.decode()
    see(Notice.objects.all())
    page = people.client("工信").get(history).content.decode()
    assert "县工信局 专班，" in page
    assert "已读" in page


def test_a_draft_is_nobodys_business(people):
    drafted()
    assert waiting() == []


def test_a_share_is_told_to_its_taker_and_its_withdrawal_only_to_who_had_read(people):
    first = sharing.give(task(), unit(), unit("县发改局"), "做好土地报批", datetime.date(2026, 5, 31), CLERK)
    assert waiting() == [("发改", "share.given")]
    assert Notice.objects.get().text == "县工信局把“建设园区”的一部分交来：做好土地报批，5月31日前完成"
    sharing.take_back(first, first.version, CLERK)
    assert waiting() == []
    second = sharing.give(task(), unit(), unit("县发改局"), "做好规划", None, CLERK)
    see(Notice.objects.filter(subject_id=second.pk))
    sharing.take_back(second, second.version, CLERK)
    assert waiting() == [("发改", "share.withdrawn")]
