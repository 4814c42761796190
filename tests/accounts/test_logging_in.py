"""Logging in with a password: who may, what the first password asks, how a session ends."""

from __future__ import annotations

import pytest
from cast import Cast, county
from django.contrib.sessions.models import Session
from django.test import Client

from luoshi.accounts.models import User
from luoshi.accounts.securing import open_account, set_active
from luoshi.audit.actor import SYSTEM
from luoshi.audit.models import Event
from luoshi.units.models import Role

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture
def cast() -> Cast:
    cast = county()
    cast.post("王某", Role.COMMAND_OFFICE)
    return cast


def log_in(client: Client, name: str, password: str, **extra):
    return client.post("/accounts/login/", {"login": name, "password": password}, **extra)


def test_the_right_password_leads_to_the_first_page(cast):
    answer = log_in(Client(), "王某", PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_a_wrong_password_is_told_in_one_sentence(cast):
    page = log_in(Client(), "王某", "something else").content.decode()
    assert "用户名或密码不对" in page


def test_an_unknown_name_gets_the_same_answer_as_a_wrong_password(cast):
    known = log_in(Client(), "王某", "something else").content.decode()
    unknown = log_in(Client(), "nobody", "something else").content.decode()
    assert "用户名或密码不对" in known
    assert "用户名或密码不对" in unknown


def test_after_log_in_one_is_led_back_to_the_page_one_wanted(cast):
    client = Client()
    asked = client.get("/units/")
    assert asked["Location"] == "/accounts/login/?next=/units/"
    answer = client.post("/accounts/login/?next=/units/", {"login": "王某", "password": PASSWORD, "next": "/units/"})
    assert answer["Location"] == "/units/"


def test_nobody_is_led_to_another_site(cast):
    answer = Client().post(
        "/accounts/login/", {"login": "王某", "password": PASSWORD, "next": "https://elsewhere.example/"}
    )
    assert answer["Location"] == "/"


def test_logging_in_and_out_leaves_traces(cast):
    client = Client()
    log_in(client, "王某", PASSWORD)
    client.post("/accounts/logout/")
    assert list(Event.objects.order_by("id").values_list("action", flat=True)) == ["account.login", "account.logout"]


def test_a_closed_log_in_is_told_so(cast):
    set_active(User.objects.get(username="王某"), False, SYSTEM)
    page = Client().post("/accounts/login/", {"login": "王某", "password": PASSWORD}, follow=True)
    assert "账号已停用" in page.content.decode()


def test_closing_a_log_in_ends_its_session(cast):
    client = cast.client("王某")
    assert client.get("/accounts/own/").status_code == 200
    set_active(User.objects.get(username="王某"), False, SYSTEM)
    assert client.get("/accounts/own/")["Location"].startswith("/accounts/login/")


class TestTheFirstPassword:
    @pytest.fixture
    def client(self, cast) -> Client:
        person = cast.post("李某", Role.LEADER).person
        User.objects.filter(person=person).delete()
        self.handed = open_account(person, SYSTEM, "limou")
        client = Client()
        log_in(client, "limou", self.handed.password)
        return client

    @pytest.mark.parametrize("path", ["/", "/plans/", "/accounts/own/", "/accounts/codes/on/", "/accounts/people/"])
    def test_leads_nowhere_but_to_changing_it(self, client, path):
        assert client.get(path)["Location"] == "/accounts/password/"

    def test_lets_one_log_out(self, client):
        assert client.post("/accounts/logout/").status_code == 302

    def test_is_done_with_after_the_change(self, client):
        new = {"new_password1": "three quiet rivers", "new_password2": "three quiet rivers"}
        assert client.post("/accounts/password/", new).status_code == 302
        assert client.get("/").status_code == 200
        assert log_in(Client(), "limou", self.handed.password).status_code == 200
        assert log_in(Client(), "limou", "three quiet rivers").status_code == 302

    def test_cannot_be_kept(self, client):
        same = {"new_password1": self.handed.password, "new_password2": self.handed.password}
        assert "不能与现在的密码相同" in client.post("/accounts/password/", same).content.decode()

    def test_is_nowhere_in_clear(self, client):
        user = User.objects.get(username="limou")
        traces = "".join(f"{e.before}{e.after}{e.label}" for e in Event.objects.all())
        sessions = "".join(str(s.get_decoded()) for s in Session.objects.all())
        assert self.handed.password not in user.password + traces + sessions


def test_a_later_change_wants_the_present_password(cast):
    client = cast.client("王某")
    new = {"new_password1": "three quiet rivers", "new_password2": "three quiet rivers"}
    assert client.post("/accounts/password/", new | {"old_password": "not it"}).status_code == 200
    assert client.post("/accounts/password/", new | {"old_password": PASSWORD}).status_code == 302


def test_no_password_grows_old(cast):
    user = User.objects.get(username="王某")
    User.objects.filter(pk=user.pk).update(date_joined="2020-01-01T00:00:00Z")
    assert cast.client("王某").get("/").status_code == 200


class TestIdleness:
    def idle(self, client: Client, minutes: int) -> None:
        session = client.session
        session["touched"] -= minutes * 60
        session.save()

    def test_ends_the_session_with_a_sentence(self, cast, settings):
        client = cast.client("王某")
        self.idle(client, settings.ENVIRONMENT.idle_minutes + 1)
        answer = client.get("/units/?q=a")
        assert answer["Location"] == "/accounts/login/?next=/units/%3Fq%3Da"
        assert "没有操作，已自动退出" in client.get(answer["Location"]).content.decode()

    def test_short_of_the_limit_goes_on_and_counts_anew(self, cast, settings):
        client = cast.client("王某")
        for _ in range(3):
            self.idle(client, settings.ENVIRONMENT.idle_minutes - 1)
            assert client.get("/").status_code == 200


class TestSeveralPosts:
    @pytest.fixture
    def client(self, cast) -> Client:
        cast.post("张某", Role.LIAISON, "县工信局")
        self.office = cast.posts["张某"].person.posts.create(
            role=Role.TASK_FORCE_OFFICE, region=cast.region, unit=cast.posts["张某"].unit
        )
        return cast.client("张某")

    def test_one_switches_between_ones_own(self, client, cast):
        client.post("/accounts/post/", {"post": self.office.pk})
        assert client.session["post"] == self.office.pk

    def test_nobody_sits_down_at_anothers(self, client, cast):
        page = client.post("/accounts/post/", {"post": cast.posts["王某"].pk}, follow=True)
        assert "这个岗位不是您的" in page.content.decode()
        assert "post" not in client.session

    def test_a_link_alone_switches_nothing(self, client):
        assert client.get("/accounts/post/", {"post": self.office.pk}).status_code == 405

    def test_a_post_that_ended_cannot_be_taken(self, client):
        type(self.office).objects.filter(pk=self.office.pk).update(until="2020-01-01")
        client.post("/accounts/post/", {"post": self.office.pk})
        assert "post" not in client.session

    def test_the_own_account_shows_all_of_them(self, client):
        page = client.get("/accounts/own/").content.decode()
        assert "专班办公室" in page
        assert "联络员" in page
