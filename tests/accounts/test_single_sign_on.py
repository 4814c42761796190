"""A single sign-on by setting: it opens log-ins that an administrator made, and makes none."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from allauth.core.exceptions import ImmediateHttpResponse
from cast import county
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import Client, RequestFactory

from luoshi.accounts.adapters import KnownPeopleOnly
from luoshi.accounts.models import User
from luoshi.units.models import Role

pytestmark = pytest.mark.django_db


class Answer(SimpleNamespace):
    """What the sign-on said of a person, as allauth hands it over."""

    def __init__(self, extra_data: dict, is_existing: bool = False) -> None:
        super().__init__(account=SimpleNamespace(extra_data=extra_data), is_existing=is_existing, joined=None)

    def connect(self, request, user) -> None:
        self.joined = user


def arrives(answer: Answer) -> Answer:
    request = RequestFactory().get("/")
    request.session = {}
    request._messages = FallbackStorage(request)
    KnownPeopleOnly(request).pre_social_login(request, answer)
    return answer


@pytest.fixture(autouse=True)
def people():
    county().post("王某", Role.LEADER)


@pytest.mark.parametrize("place", ["userinfo", "id_token"])
def test_a_known_user_name_is_joined_to_its_log_in(place):
    assert arrives(Answer({place: {"preferred_username": "王某"}})).joined.username == "王某"


@pytest.mark.parametrize("said", [{}, {"userinfo": {}}, {"userinfo": {"preferred_username": "nobody"}}])
def test_whoever_is_not_known_is_sent_back(said):
    with pytest.raises(ImmediateHttpResponse):
        arrives(Answer(said))


def test_a_closed_log_in_is_not_opened():
    User.objects.update(is_active=False)
    with pytest.raises(ImmediateHttpResponse):
        arrives(Answer({"userinfo": {"preferred_username": "王某"}}))


def test_nobody_signs_up():
    assert not KnownPeopleOnly().is_open_for_signup(None, None)


def test_without_the_setting_there_is_no_such_address():
    for path in ("/accounts/oidc/sso/login/", "/accounts/oidc/sso/login/callback/"):
        assert Client().get(path).status_code == 404
    assert "oidc" not in Client().get("/accounts/login/").content.decode()


def test_what_breaks_off_there_leads_back_to_the_log_in():
    page = Client().get("/accounts/oidc/cancelled/", follow=True)
    assert "统一身份认证没有完成" in page.content.decode()


def test_who_came_by_it_need_not_change_a_password_never_used():
    User.objects.update(must_change=True)
    client = Client()
    client.force_login(User.objects.get())
    session = client.session
    session["single_sign_on"] = True
    session.save()
    assert client.get("/accounts/own/").status_code == 200
