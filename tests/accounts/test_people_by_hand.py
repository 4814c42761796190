"""People, posts and log-ins by hand, and the three administrators kept apart."""

from __future__ import annotations

import re

import pytest
from cast import CLERK, Cast, county
from django.test import Client

from luoshi.accounts.models import User
from luoshi.audit.models import Event
from luoshi.units.models import Person, Post, Role, Unit
from luoshi.units.people import set_post
from luoshi.units.refusing import Overtaken, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = county()
    cast.post("系统员", Role.SYSTEM_ADMIN)
    cast.post("安全员", Role.SECURITY_ADMIN)
    cast.post("审计员", Role.AUDIT_ADMIN)
    cast.post("王某", Role.LIAISON, "县发改局")
    return cast


@pytest.fixture
def client(cast) -> Client:
    return cast.client("系统员")


def post_of(cast: Cast, person: Person, role: str, **said) -> Post:
    values = {"region": cast.region, "unit": None, "department": None, "title": "", "since": None, "until": None}
    return set_post(person, None, 0, role, **(values | said), actor=CLERK)


class TestPeople:
    def test_from_a_name_to_a_log_in(self, client, cast):
        client.post("/accounts/people/add/", {"name": "李 某", "phone": "13800000000"})
        person = Person.objects.get(name="李某")
        unit = Unit.objects.get(name="县发改局")
        client.post(f"/accounts/people/{person.pk}/posts/", {"role": "unit_head", "unit": unit.pk, "title": "局长"})
        answer = client.post(f"/accounts/people/{person.pk}/account/", {"username": ""})
        username, password = re.findall(r"<dd><code>([^<]+)</code>", answer.content.decode())
        assert username == "limou"
        assert User.objects.get(username="limou").check_password(password)
        assert "no-store" in answer["Cache-Control"]
        assert person.posts.get().title == "局长"

    def test_a_second_of_one_name_gets_another_user_name(self, client, cast):
        for _ in range(2):
            person = Person.objects.create(region=cast.region, name="李某")
            client.post(f"/accounts/people/{person.pk}/account/", {"username": ""})
        assert set(User.objects.filter(person__name="李某").values_list("username", flat=True)) == {"limou", "limou2"}

    def test_a_user_name_in_use_is_told(self, client, cast):
        User.objects.create_user("taken")
        person = Person.objects.create(region=cast.region, name="李某")
        page = client.post(f"/accounts/people/{person.pk}/account/", {"username": "taken"}, follow=True)
        assert "已有人用" in page.content.decode()

    def test_search_by_initials_unit_and_what_is_lacking(self, client, cast):
        Person.objects.create(region=cast.region, name="没岗人", initials="mgr")
        for query, found in (
            ({"q": "mgr"}, "没岗人"),
            ({"q": "fgj"}, "王某"),
            ({"without": "post"}, "没岗人"),
            ({"role": "liaison"}, "王某"),
        ):
            Unit.objects.filter(name="县发改局").update(initials="xfgj")
            names = re.findall(
                r'/accounts/people/\d+/">([^<]+)</a>', client.get("/accounts/people/", query).content.decode()
            )
            assert names == [found]

    def test_the_slower_of_two_changes_is_refused(self, client, cast):
        person = cast.posts["王某"].person
        said = {"version": "1", "name": "王某某"}
        client.post(f"/accounts/people/{person.pk}/", said)
        assert "刚被别人改过" in client.post(f"/accounts/people/{person.pk}/", said | {"name": "汪某"}).content.decode()
        assert Person.objects.get(pk=person.pk).name == "王某某"

    @pytest.mark.parametrize("many", [3, 60])
    def test_the_lists_ask_no_more_for_more_people(self, cast, many, django_assert_max_num_queries):
        for n in range(many):
            person = Person.objects.create(region=cast.region, name=f"人{n}")
            Post.objects.create(person=person, role=Role.LEADER, region=cast.region)
            User.objects.create(username=f"u{n}", person=person)
        for name, path in (
            ("系统员", "/accounts/people/"),
            ("安全员", "/accounts/all/"),
            ("安全员", "/accounts/all/failures/"),
        ):
            client = cast.client(name)
            with django_assert_max_num_queries(12):
                client.get(path)


class TestPosts:
    def test_a_units_post_wants_a_unit(self, cast):
        person = Person.objects.create(region=cast.region, name="李某")
        with pytest.raises(Refused, match="请选择单位"):
            post_of(cast, person, Role.LIAISON)

    def test_the_same_post_is_not_held_twice_at_a_time(self, cast):
        held = cast.posts["王某"]
        with pytest.raises(Refused, match="已有"):
            post_of(cast, held.person, Role.LIAISON, unit=held.unit)

    def test_a_post_ended_gives_no_right_any_more(self, client, cast):
        held, reader = cast.posts["王某"], cast.client("王某")
        assert reader.get("/units/").status_code == 200
        client.post(f"/accounts/people/{held.person_id}/posts/{held.pk}/end/", {"version": "1"})
        assert reader.get("/units/").status_code == 403

    def test_the_slower_of_two_changes_is_refused(self, cast):
        held = cast.posts["王某"]
        values = (Role.LIAISON, cast.region, held.unit, None)
        set_post(held.person, Post.objects.get(pk=held.pk), 1, *values, "主任", None, None, CLERK)
        with pytest.raises(Overtaken):
            set_post(held.person, held, 1, *values, "科长", None, None, CLERK)

    def test_a_change_leaves_before_and_after(self, client, cast):
        held = cast.posts["王某"]
        said = {"version": "1", "role": "liaison", "unit": held.unit_id, "title": "主任"}
        client.post(f"/accounts/people/{held.person_id}/posts/{held.pk}/", said)
        event = Event.objects.get(action="post.change")
        assert (event.before, event.after) == ({"title": ""}, {"title": "主任"})

    def test_a_unit_of_another_region_cannot_be_chosen(self, client, cast):
        foreign = Unit.objects.create(region=county("外县").region, name="外县财政局")
        person = Person.objects.create(region=cast.region, name="李某")
        client.post(f"/accounts/people/{person.pk}/posts/", {"role": "liaison", "unit": foreign.pk})
        assert not person.posts.exists()


class TestThreeAdministrators:
    @pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN])
    def test_are_three_people(self, cast, role):
        with pytest.raises(Refused, match="要由不同的人担任"):
            post_of(cast, cast.posts["审计员"].person, role)

    def test_nobody_gives_posts_to_oneself(self, client, cast):
        own = cast.posts["系统员"].person
        page = client.post(f"/accounts/people/{own.pk}/posts/", {"role": "command_office"}).content.decode()
        assert "要由别的系统管理员来改" in page
        assert own.posts.count() == 1

    def test_the_system_administrator_resets_no_password(self, client, cast):
        user = User.objects.get(username="王某")
        for path in ("reset", "release", "codes", "active"):
            assert client.post(f"/accounts/all/{user.pk}/{path}/").status_code == 403

    def test_the_security_administrator_gives_no_posts(self, cast):
        person, client = cast.posts["王某"].person, cast.client("安全员")
        assert client.get("/accounts/people/").status_code == 403
        assert client.post(f"/accounts/people/{person.pk}/posts/", {"role": "leader"}).status_code == 403

    def test_the_audit_administrator_does_neither(self, cast):
        client = cast.client("审计员")
        for path in ("/accounts/people/", "/accounts/all/", "/units/regions/"):
            assert client.get(path).status_code == 403

    @pytest.mark.parametrize("name", ["系统员", "安全员", "审计员"])
    def test_none_of_them_sees_the_plans(self, cast, name):
        client = cast.client(name)
        for path in ("/plans/", "/plans/tasks/", "/plans/targets/"):
            assert client.get(path).status_code == 403


class TestTheSecurityAdministrator:
    def test_resets_a_password_shown_once_and_ends_the_sessions(self, cast):
        reader, user = cast.client("王某"), User.objects.get(username="王某")
        answer = cast.client("安全员").post(f"/accounts/all/{user.pk}/reset/")
        _, password = re.findall(r"<dd><code>([^<]+)</code>", answer.content.decode())
        user.refresh_from_db()
        assert user.check_password(password)
        assert user.must_change
        assert reader.get("/")["Location"].startswith("/accounts/login/")

    def test_closes_and_opens_log_ins(self, cast):
        user, client = User.objects.get(username="王某"), cast.client("安全员")
        client.post(f"/accounts/all/{user.pk}/active/", {"active": "0"})
        assert not User.objects.get(pk=user.pk).is_active
        client.post(f"/accounts/all/{user.pk}/active/", {"active": "1"})
        assert User.objects.get(pk=user.pk).is_active

    def test_comes_back_to_the_list_as_it_was_filtered(self, cast):
        user, client = User.objects.get(username="王某"), cast.client("安全员")
        said = {"active": "0", "query": "q=王&state=&next=//elsewhere"}
        answer = client.post(f"/accounts/all/{user.pk}/active/", said)
        assert answer["Location"] == "/accounts/all/?q=%E7%8E%8B"

    def test_is_asked_before_a_password_is_reset_or_a_log_in_closed(self, cast):
        page = cast.client("安全员").get("/accounts/all/").content.decode()
        assert 'data-confirm="重置王某的密码？' in page
        assert 'data-confirm="停用王某的账号？' in page

    def test_does_not_close_ones_own(self, cast):
        user = User.objects.get(username="安全员")
        cast.client("安全员").post(f"/accounts/all/{user.pk}/active/", {"active": "0"})
        assert User.objects.get(pk=user.pk).is_active

    def test_reaches_no_log_in_of_another_region(self, cast):
        other = county("外县")
        other.post("外人", Role.LEADER)
        user = User.objects.get(username="外人")
        assert cast.client("安全员").post(f"/accounts/all/{user.pk}/reset/").status_code == 404

    def test_sees_failures_with_where_they_came_from(self, cast):
        Client().post("/accounts/login/", {"login": "王某", "password": "x"}, REMOTE_ADDR="10.7.7.7")
        page = cast.client("安全员").get("/accounts/all/failures/").content.decode()
        assert "10.7.7.7" in page
        assert "本人没有用过的地址" in page

    def test_only_a_post_request_does_anything(self, cast):
        user, client = User.objects.get(username="王某"), cast.client("安全员")
        for path in ("reset", "release", "codes", "active"):
            assert client.get(f"/accounts/all/{user.pk}/{path}/").status_code == 405


class TestJoining:
    """A new person with the first post and the log-in in one form."""

    def test_person_post_and_log_in_at_once(self, client, cast):
        unit = Unit.objects.get(name="县发改局")
        said = {"name": "李某", "role": "liaison", "unit": unit.pk, "title": "办公室主任", "with_account": "on"}
        answer = client.post("/accounts/people/add/", said)
        username, password = re.findall(r"<dd><code>([^<]+)</code>", answer.content.decode())
        assert User.objects.get(username=username).check_password(password)
        assert "no-store" in answer["Cache-Control"]
        held = Post.objects.get(person__name="李某")
        assert (held.role, held.unit, held.title) == ("liaison", unit, "办公室主任")

    def test_what_cannot_be_leaves_nothing_and_keeps_what_was_typed(self, client):
        said = {"name": "李某", "phone": "13800000000", "role": "liaison", "with_account": "on"}
        page = client.post("/accounts/people/add/", said).content.decode()
        assert "请选择单位" in page
        assert 'value="13800000000"' in page
        assert not Person.objects.filter(name="李某").exists()

    def test_a_telephone_number_that_is_none_is_told(self, client):
        page = client.post("/accounts/people/add/", {"name": "李某", "phone": "没有"}).content.decode()
        assert "不像电话号码" in page

    def test_a_unit_without_a_role_is_asked_about(self, client):
        unit = Unit.objects.get(name="县发改局")
        page = client.post("/accounts/people/add/", {"name": "李某", "unit": unit.pk}).content.decode()
        assert "请选择角色" in page
        assert not Person.objects.filter(name="李某").exists()

    def test_the_address_may_name_role_and_unit(self, client):
        unit = Unit.objects.get(name="县发改局")
        page = client.get("/accounts/people/add/", {"role": "liaison", "unit": unit.pk}).content.decode()
        assert '<option value="liaison" selected>' in page
        assert f'<option value="{unit.pk}" selected>' in page
