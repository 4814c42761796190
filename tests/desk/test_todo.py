"""The first page: what waits for each role, and that each count is what its link shows."""

from __future__ import annotations

import datetime

import pytest
from cast import SMALL_PLAN, county, plan_in_force, review_of
from django.utils import timezone

from luoshi.accounts.models import LoginTry, User
from luoshi.accounts.sitting import seat_of
from luoshi.desk.todo import todo
from luoshi.plans.models import Body, BodySeat, Breakdown, Duty, Part, Review, ReviewItem, Share, Task
from luoshi.units.models import Person, Unit

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 6, 10)


@pytest.fixture
def cast():
    made = county()
    plan_in_force(made.region)
    return made


def waiting(cast, name: str, today: datetime.date = TODAY) -> dict[str, tuple[int, list[str]]]:
    seat = seat_of(User.objects.get(username=name), None)
    return {e.sentence: (e.count, [line.words for line in e.lines]) for e in todo(seat, today)}


def hand_in(title: str, unit: str, state: str, word: str = "") -> None:
    task, owner = Task.objects.get(title=title), Unit.objects.get(name=unit)
    Breakdown.objects.create(task=task, unit=owner, state=state, word=word)


def test_the_command_office_has_reviews_breakdowns_and_gaps(cast):
    cast.post("office", "command_office")
    review_of(SMALL_PLAN, cast.region, "新稿.txt")
    hand_in("建设园区", "县工信局", "submitted")
    Duty.objects.filter(task__title="植树造林").delete()
    found = waiting(cast, "office")
    assert found["份文件还没有审核完"][0] == 1
    assert found["份细化分解等您审定"] == (1, ["县工信局：建设园区"])
    assert found["项任务没有责任单位，请核对原文或修订补上"] == (1, ["植树造林"])
    assert found["个工作专班还没有安排人员"][0] == Body.objects.count()
    assert found["项任务在2026年7月9日前到期"] == (1, ["建设园区"])


def test_a_plan_in_force_over_open_findings_stays_on_the_list_until_they_are_settled(cast):
    cast.post("office", "command_office")
    review = Review.objects.get()
    ReviewItem.objects.filter(review=review, kind="finding").delete()
    finding = ReviewItem.objects.create(review=review, kind="finding", data={})
    sentence = "份施行的方案还有体检问题没有处理"
    assert waiting(cast, "office")[sentence][0] == 1
    ReviewItem.objects.filter(pk=finding.pk).update(settled="accepted")
    assert sentence not in waiting(cast, "office")


def test_a_liaison_has_what_the_own_unit_owes(cast):
    cast.post("liaison", "liaison", "县发改局")
    assert waiting(cast, "liaison")["项任务等您细化分解"] == (2, ["建设园区", "扶持企业"])
    hand_in("建设园区", "县发改局", "returned", "请补完成时间")
    hand_in("扶持企业", "县发改局", "accepted")
    found = waiting(cast, "liaison")
    assert "项任务等您细化分解" not in found
    assert found["份细化分解被退回，请按意见修改"] == (1, ["建设园区"])


def test_what_came_back_stands_first_with_its_reason(cast):
    cast.post("liaison", "liaison", "县发改局")
    hand_in("建设园区", "县发改局", "returned", "请补完成时间")
    page = cast.client("liaison").get("/").content.decode()
    assert page.index("被退回") < page.index("等您细化分解")
    assert "请补完成时间" in page


def test_a_town_owes_what_its_class_owes(cast):
    cast.post("town", "liaison", "甲镇")
    Unit.objects.get(name="各镇").members.add(Unit.objects.get(name="甲镇"))
    assert waiting(cast, "town")["项任务等您细化分解"] == (1, ["治理河道"])


def test_a_share_is_shown_to_whom_it_was_passed(cast):
    cast.post("liaison", "liaison", "县财政局")
    task = Task.objects.get(title="建设园区")
    Share.objects.create(
        task=task, giver=Unit.objects.get(name="县工信局"), taker=Unit.objects.get(name="县财政局"), what="筹措资金"
    )
    assert waiting(cast, "liaison")["项由牵头单位交给本单位的事项"] == (1, ["县工信局：筹措资金"])


def test_a_task_force_office_sees_who_has_not_handed_in_and_what_to_accept(cast):
    cast.post("task force", "task_force_office", "县工信局")
    hand_in("建设园区", "县发改局", "submitted")
    hand_in("治理河道", "县水利局", "submitted")  # another campaign's
    found = waiting(cast, "task force")
    assert found["份细化分解等您审定"] == (1, ["县发改局：建设园区"])
    count, names = found["个单位还没有报送本专班任务的细化分解"]
    assert (count, sorted(names)) == (3, ["县发改局", "县工信局", "县财政局"])


def test_a_convener_sees_the_own_campaign_a_leader_all(cast):
    convener = cast.post("convener", "convener")
    cast.post("leader", "leader")
    BodySeat.objects.create(body=Body.objects.get(name__startswith="产业"), post=convener)
    own = cast.client("convener").get("/").context["overview"]
    assert [(c.part.campaign, c.tasks, c.owed, c.handed_in) for c in own] == [("产业提质攻坚", 2, 4, 0)]
    assert len(cast.client("leader").get("/").context["overview"]) == 3


def test_a_convener_has_the_days_and_the_missing_of_the_own_campaign_alone(cast):
    post = cast.post("convener", "convener")
    BodySeat.objects.create(body=Body.objects.get(name__startswith="生态"), post=post)
    found = waiting(cast, "convener")
    assert found["个单位还没有报送本专班任务的细化分解"] == (2, ["县水利局", "县林业局"])
    assert "项任务在2026年7月9日前到期" not in found  # the task that is due soon is another campaign's


def test_a_convener_opens_the_breakdowns_at_the_own_campaign_and_may_see_all(cast):
    post = cast.post("convener", "convener")
    body = Body.objects.get(name__startswith="生态")
    BodySeat.objects.create(body=body, post=post)
    client = cast.client("convener")
    assert client.get("/plans/breakdowns/").context["part"] == body.part
    assert client.get("/plans/breakdowns/?part=").context["part"] is None


def test_a_convener_without_a_place_is_told_so(cast):
    cast.post("convener", "convener")
    assert "还没有给您安排专班席位" in cast.client("convener").get("/").content.decode()


def test_a_superior_without_a_plan_of_its_own_is_led_to_its_subordinates_and_mends_nothing_there(cast):
    city = county("云州市")
    city.post("mayor", "leader")
    city.post("city office", "command_office")
    cast.region.parent = city.region
    cast.region.save()
    page = city.client("mayor").get("/").content.decode()
    assert '和<a href="/plans/regions/">所辖地区</a>的方案' in page
    Duty.objects.filter(task__title="植树造林").delete()
    assert "项任务没有责任单位，请核对原文或修订补上" not in waiting(city, "city office")


def test_the_administrators_each_have_their_own(cast):
    for role in ("system_admin", "security_admin", "audit_admin"):
        cast.post(role, role)
    Person.objects.create(region=cast.region, name="新人")
    User.objects.filter(username="audit_admin").update(must_change=True)
    assert waiting(cast, "system_admin")["人还没有岗位"] == (1, ["新人"])
    assert waiting(cast, "security_admin")["个账号还在用初始密码"] == (1, ["audit_admin"])
    assert list(waiting(cast, "audit_admin")) == ["条留痕是最近一周的，可以查看、核验、导出"]


def test_the_topmost_system_administrator_is_reminded_of_next_years_holidays(cast):
    cast.post("system_admin", "system_admin")
    town = county("镇", cast.region)
    town.post("town_admin", "system_admin")
    said = "个年度的放假安排还没有录入"
    november = datetime.date(2026, 11, 1)
    assert said not in waiting(cast, "system_admin", datetime.date(2026, 10, 31))
    assert waiting(cast, "system_admin", november)[said] == (1, ["2027年放假安排"])
    assert said not in waiting(town, "town_admin", november)


def test_nothing_of_another_region(cast):
    other = county("邻县")
    other.post("stranger", "command_office")
    assert waiting(other, "stranger") == {}


@pytest.mark.parametrize(
    ("role", "unit"),
    [
        ("command_office", ""),
        ("task_force_office", "县工信局"),
        ("liaison", "县发改局"),
        ("leader", ""),
        ("convener", ""),
    ]
    + [(r, "") for r in ("supervision", "publicity", "system_admin", "security_admin", "audit_admin")],
)
def test_the_first_page_asks_at_most_twelve_questions(cast, role, unit, django_assert_max_num_queries):
    cast.post("one", role, unit)
    hand_in("建设园区", "县发改局", "submitted")
    client = cast.client("one")
    client.get("/")
    with django_assert_max_num_queries(12):
        assert client.get("/").status_code == 200


def test_the_list_behind_an_entry_holds_what_the_entry_counts(cast):
    cast.post("liaison", "liaison", "县工信局")
    seat = seat_of(User.objects.get(username="liaison"), None)
    client = cast.client("liaison")
    for one in todo(seat, TODAY):
        if one.link.startswith("/plans/tasks/?") and "limit" not in one.link:
            assert client.get(one.link).context["page"].paginator.count == one.count


def test_an_office_without_a_plan_is_told_where_to_begin():
    empty = county("新县")
    empty.post("new_office", "command_office")
    assert "从这里开始" in empty.client("new_office").get("/").content.decode()


def test_the_system_administrator_is_told_which_posts_nobody_holds(cast):
    cast.post("keeper", "system_admin")
    wanted = waiting(cast, "keeper")["个岗位还没有人，方案等着他办"]
    assert wanted == (2, ["综合协调组（政府办）", "专班办公室"])
    cast.post("somebody", "command_office")
    assert waiting(cast, "keeper")["个岗位还没有人，方案等着他办"] == (1, ["专班办公室"])


def test_a_log_in_at_which_somebody_guesses_is_shown_to_the_security_administrator(cast):
    cast.post("keeper", "security_admin")
    cast.post("target", "leader")
    user = User.objects.get(username="target")
    LoginTry.objects.bulk_create(
        LoginTry(at=timezone.now(), name="target", user=user, address="10.0.0.9") for _ in range(10)
    )
    assert waiting(cast, "keeper")["个账号一天内登录失败10次以上，请核对是不是本人"] == (1, ["target"])


def test_paragraphs_of_the_master_plan_need_no_unit(cast):
    cast.post("somebody", "command_office")
    sentence = "项任务没有责任单位，请核对原文或修订补上"
    Duty.objects.filter(task__title="植树造林").delete()
    assert waiting(cast, "somebody")[sentence] == (1, ["植树造林"])
    Task.objects.filter(title="植树造林").update(part=Part.objects.get(code="0"))
    assert sentence not in waiting(cast, "somebody")
