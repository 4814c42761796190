"""A leader instructs on a plan, a task or a unit; those concerned find it in their to-do and note what was done."""

from __future__ import annotations

import datetime

import pytest
from cast import CLERK, county, plan_in_force

from luoshi.accounts.models import User
from luoshi.accounts.sitting import seat_of
from luoshi.audit.models import Event
from luoshi.desk.todo import todo
from luoshi.plans import instructing
from luoshi.plans.models import Addressee, Body, BodySeat, Instruction, Plan, Task
from luoshi.plans.reviewing import Refused
from luoshi.units.merging import merge
from luoshi.units.models import Unit

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 5, 10)


@pytest.fixture
def cast():
    made = county()
    plan_in_force(made.region)
    for name, role, unit in (
        ("领导", "leader", ""),
        ("另一领导", "leader", ""),
        ("工信", "liaison", "县工信局"),
        ("发改", "unit_head", "县发改局"),
        ("林业", "liaison", "县林业局"),
        ("综合", "command_office", ""),
        ("督查", "supervision", ""),
        ("召集人", "convener", ""),
    ):
        made.post(name, role, unit)
    BodySeat.objects.create(body=Body.objects.get(name__startswith="产业"), post=made.posts["召集人"])
    return made


def task() -> Task:
    return Task.objects.get(title="建设园区")


def unit(name: str) -> Unit:
    return Unit.objects.get(name=name)


def give(cast, to=("县工信局",), text="抓紧完成选址", by="12月底", who="领导", on=None):
    keys = [name if name == "office" else unit(name).pk for name in to]
    address = f"/plans/instructions/give/?{on or f'task={task().pk}'}"
    return cast.client(who).post(address, {"to": keys, "text": text, "by": by}, follow=True)


def answer(cast, who: str, unit_name: str, said="已完成选址", how="done", seen: int | None = None):
    part = Addressee.objects.get(unit__name=unit_name) if unit_name else Addressee.objects.get(unit=None)
    cells = {"said": said, "how": how, "seen": part.version if seen is None else seen}
    return cast.client(who).post(f"/plans/instructions/answers/{part.pk}/", cells, follow=True)


def waiting(name: str) -> dict[str, list[str]]:
    seat = seat_of(User.objects.get(username=name), None)
    return {e.sentence: [line.words for line in e.lines] for e in todo(seat, TODAY)}


def test_a_leader_finds_the_way_from_the_pages_and_the_task_s_leads_are_proposed(cast):
    leader = cast.client("领导")
    for kind, pk in (("tasks", task().pk), ("units", unit("县工信局").pk), ("", Plan.objects.get().pk)):
        page = leader.get(f"/plans/{kind}/{pk}/".replace("//", "/")).content.decode()
        assert "/plans/instructions/give/?" in page
        assert (
            "/plans/instructions/give/?"
            not in cast.client("督查").get(f"/plans/{kind}/{pk}/".replace("//", "/")).content.decode()
        )
    assert [(c.words, c.proposed, c.role) for c in instructing.choices(task())] == [
        ("县工信局", True, "牵头"),
        ("县发改局", False, "责任"),
        ("县财政局", False, "责任"),
        ("综合协调组", False, ""),
    ]


def test_what_a_class_of_units_owes_is_instructed_through_its_members(cast):
    unit("各镇").members.add(Unit.objects.create(region=cast.region, name="甲镇"))
    offered = instructing.choices(Task.objects.get(title="治理河道"))
    assert [c.words for c in offered] == ["县水利局", "甲镇", "综合协调组"]
    assert [c.words for c in instructing.choices(unit("各镇"))] == ["甲镇", "综合协调组"]
    assert [c.words for c in instructing.choices(Plan.objects.get())] == ["综合协调组", "县工信局", "县水利局"]


def test_those_concerned_find_it_first_in_their_to_do_and_the_leader_reads_what_was_done(cast):
    page = give(cast, to=("县工信局", "县发改局", "office")).content.decode()
    assert "抓紧完成选址" in page
    for name in ("工信", "发改", "综合"):
        assert waiting(name)["件领导批示等您办理"] == ["抓紧完成选址"]
    assert "件领导批示等您办理" not in waiting("林业")
    assert waiting("领导")["件批示正在办理"] == ["抓紧完成选址"]
    answer(cast, "工信", "县工信局", "正在谈", how="note")
    assert "件领导批示等您办理" in waiting("工信")
    for name, where in (("工信", "县工信局"), ("发改", "县发改局"), ("综合", "")):
        answer(cast, name, where)
        assert "件领导批示等您办理" not in waiting(name)
    assert waiting("领导")["件批示已报办理结果，请阅"] == ["抓紧完成选址"]
    made = Instruction.objects.get()
    assert "已完成选址" in cast.client("领导").get(f"/plans/instructions/{made.pk}/").content.decode()
    cast.client("领导").post(f"/plans/instructions/{made.pk}/close/", {"seen": made.version})
    assert "件批示已报办理结果，请阅" not in waiting("领导")
    actions = list(Event.objects.filter(kind="instruction").order_by("id").values_list("action", flat=True))
    assert actions == ["instruction.give", *["instruction.answer"] * 4, "instruction.close"]


def test_only_those_concerned_see_it(cast):
    give(cast)
    address = f"/plans/instructions/{Instruction.objects.get().pk}/"
    seen = {name: cast.client(name).get(address).status_code for name in cast.posts}
    assert {n for n, code in seen.items() if code == 200} == {"领导", "另一领导", "工信", "综合", "督查", "召集人"}
    assert cast.client("林业").get(f"/plans/tasks/{task().pk}/").content.decode().count("抓紧完成选址") == 0
    assert "抓紧完成选址" in cast.client("工信").get(f"/plans/tasks/{task().pk}/").content.decode()
    assert "抓紧完成选址" in cast.client("工信").get(f"/plans/units/{unit('县工信局').pk}/").content.decode()
    assert "抓紧完成选址" in cast.client("工信").get("/plans/instructions/").content.decode()


def test_nobody_answers_for_another_or_ends_another_s_instruction(cast):
    give(cast)
    assert answer(cast, "发改", "县工信局").status_code == 404
    assert answer(cast, "领导", "县工信局").status_code == 403
    made = Instruction.objects.get()
    for how in ("withdraw", "close"):
        ended = cast.client("另一领导").post(f"/plans/instructions/{made.pk}/{how}/", {"seen": 1})
        assert ended.status_code == 404


@pytest.mark.parametrize(
    ("said", "cells"),
    [
        ("请写明批示内容", {"text": " "}),
        ("请勾选由谁办理", {"to": ()}),
        ("不是日期", {"by": "某天"}),
        ("已经过去", {"by": "2020-1-1"}),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(cast, said, cells):
    page = give(cast, **{"text": "限期完成", **cells}).content.decode()
    assert said in page
    assert cells.get("by", "12月底") in page
    assert "text" in cells or "限期完成" in page
    assert not Instruction.objects.exists()


def test_the_second_of_two_clerks_sees_what_the_first_wrote_and_keeps_the_own_words(cast):
    give(cast)
    answer(cast, "工信", "县工信局", "第一稿", how="note", seen=1)
    page = answer(cast, "工信", "县工信局", "第二稿", seen=1).content.decode()
    assert "刚填过" in page
    assert "第一稿" in page
    assert "第二稿</textarea>" in page


def test_what_was_withdrawn_waits_for_nobody(cast):
    give(cast)
    made = Instruction.objects.get()
    cast.client("领导").post(f"/plans/instructions/{made.pk}/withdraw/", {"seen": made.version})
    assert "件领导批示等您办理" not in waiting("工信")
    with pytest.raises(Refused, match="已经收回"):
        instructing.answer(Addressee.objects.get(), 1, "办了", True, CLERK)


def test_a_merged_unit_s_instruction_goes_on_with_its_successor(cast):
    give(cast, to=("县发改局",), on=f"unit={unit('县发改局').pk}")
    gone, into = unit("县发改局"), unit("县工信局")
    merge(gone, gone.version, into, datetime.date(2026, 6, 1), "机构改革", CLERK)
    assert Addressee.objects.get().unit == into
    assert waiting("工信")["件领导批示等您办理"] == ["抓紧完成选址"]


@pytest.mark.parametrize("name", ["领导", "工信", "综合", "召集人"])
def test_the_pages_ask_at_most_twelve_questions(cast, name, django_assert_max_num_queries):
    for n in range(3):
        give(cast, to=("县工信局", "office"), text=f"第{n}件")
    client = cast.client(name)
    made = Instruction.objects.first()
    pages = ["/", "/plans/instructions/", f"/plans/instructions/{made.pk}/", f"/plans/tasks/{task().pk}/"]
    pages += [f"/plans/units/{unit('县工信局').pk}/", f"/plans/{made.task.plan_id}/"]
    if name == "领导":
        pages.append(f"/plans/instructions/give/?task={task().pk}")
    for page in pages:
        client.get(page)
        with django_assert_max_num_queries(12, info=page):
            assert client.get(page).status_code == 200
