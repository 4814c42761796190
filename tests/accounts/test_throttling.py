"""How often a password may be tried, and that guessing does not lock out the rightful person."""

from __future__ import annotations

import datetime

import pytest
from cast import Cast, county
from django.test import Client

from luoshi.accounts import throttle
from luoshi.accounts.models import LoginTry, User
from luoshi.units.models import Role

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
HOME, ELSEWHERE = "10.0.0.5", "10.9.9.9"


@pytest.fixture
def cast() -> Cast:
    cast = county()
    cast.post("王某", Role.LEADER)
    cast.post("李某", Role.LEADER)
    return cast


def enters(name: str, password: str, address: str) -> str:
    """in, wrong or wait."""
    answer = Client().post("/accounts/login/", {"login": name, "password": password}, REMOTE_ADDR=address)
    if answer.status_code == 302:
        return "in"
    return "wait" if "分钟再试" in answer.content.decode() else "wrong"


def fails(name: str, address: str) -> bool:
    """A failed try without the pages around it: whether it was let through to the password at all."""
    return not throttle.begin(name, address)[1]


def hours_later(hours: float) -> None:
    for tried in LoginTry.objects.all():
        LoginTry.objects.filter(pk=tried.pk).update(at=tried.at - datetime.timedelta(hours=hours))


def test_ten_failures_from_one_address_mean_waiting_a_quarter_of_an_hour(cast):
    assert [enters("王某", "guess", HOME) for _ in range(11)] == ["wrong"] * 10 + ["wait"]
    assert enters("王某", PASSWORD, HOME) == "wait"
    hours_later(0.26)
    assert enters("王某", PASSWORD, HOME) == "in"


def test_the_sentence_says_how_long_and_what_else_to_do(cast):
    for _ in range(10):
        enters("王某", "guess", HOME)
    page = Client().post("/accounts/login/", {"login": "王某", "password": "guess"}, REMOTE_ADDR=HOME)
    assert "请过15分钟再试；忘了密码，请找安全管理员重置" in page.content.decode()


def test_pressing_again_does_not_make_the_wait_longer(cast):
    for _ in range(30):
        enters("王某", "guess", HOME)
    assert LoginTry.objects.filter(succeeded=False).count() == 10


def test_guessing_from_elsewhere_does_not_keep_the_rightful_person_out(cast):
    assert enters("王某", PASSWORD, HOME) == "in"
    for n in range(200):
        fails("王某", f"10.9.{n % 50}.{n}")
    assert enters("王某", PASSWORD, "10.8.8.8") == "wait"
    assert enters("王某", "a slip", HOME) == "wrong"
    assert enters("王某", PASSWORD, HOME) == "in"


def test_an_account_never_sees_more_than_a_hundred_failures_an_hour(cast):
    known = [f"10.1.0.{n}" for n in range(30)]
    for address in known:
        throttle.succeed(throttle.begin("王某", address)[0])
    for n in range(150):
        fails("王某", known[n % 30])
        fails("王某", f"10.2.{n % 100}.{n % 7}")
    failures = LoginTry.objects.filter(name="王某", succeeded=False).count()
    assert failures == throttle.ALTOGETHER
    assert failures + 4 * 10 <= 100  # the second factor: ten in each quarter of an hour


def test_one_address_cannot_try_one_password_on_everybody(cast):
    tried = [fails(f"user{n}", ELSEWHERE) for n in range(102)]
    assert tried == [True] * throttle.SPRAYED + [False] * 2
    assert enters("李某", PASSWORD, ELSEWHERE) == "wait"
    assert enters("李某", PASSWORD, HOME) == "in"


def test_an_address_that_tried_others_still_lets_in_whom_it_knows(cast):
    assert enters("李某", PASSWORD, ELSEWHERE) == "in"
    for n in range(102):
        fails(f"user{n}", ELSEWHERE)
    assert enters("李某", PASSWORD, ELSEWHERE) == "in"


def test_names_are_counted_alike_in_capitals_and_small_letters(cast):
    User.objects.filter(username="王某").update(username="wang")
    for n in range(10):
        enters("Wang" if n % 2 else "wang", "guess", HOME)
    assert enters("WANG", "guess", HOME) == "wait"


def test_the_security_administrator_lifts_the_wait(cast):
    cast.post("安全员", Role.SECURITY_ADMIN)
    for _ in range(10):
        enters("王某", "guess", HOME)
    user = User.objects.get(username="王某")
    cast.client("安全员").post(f"/accounts/all/{user.pk}/release/")
    assert enters("王某", PASSWORD, HOME) == "in"


def test_old_tries_are_forgotten_at_the_next_log_in(cast):
    enters("王某", "guess", HOME)
    hours_later(24 * 181)
    enters("王某", PASSWORD, HOME)
    assert list(LoginTry.objects.values_list("succeeded", flat=True)) == [True]


def test_a_header_written_by_anybody_is_no_address(cast):
    for n in range(11):
        last = Client().post(
            "/accounts/login/",
            {"login": "王某", "password": "guess"},
            REMOTE_ADDR=ELSEWHERE,
            HTTP_X_FORWARDED_FOR=f"10.3.3.{n}",
        )
    assert "分钟再试" in last.content.decode()


def test_behind_a_proxy_of_our_own_the_address_it_saw_counts(cast, settings):
    from dataclasses import replace

    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, proxies=1)
    Client().post(
        "/accounts/login/",
        {"login": "王某", "password": "guess"},
        REMOTE_ADDR="127.0.0.1",
        HTTP_X_FORWARDED_FOR="1.1.1.1, 10.4.4.4",
    )
    assert LoginTry.objects.get().address == "10.4.4.4"
