"""The pages of logging in, each step of it, and those that say what went wrong: usable by everybody as all others."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cast import Cast, county, plan_in_force
from looking import AT_THE_DOOR, Looks, submit
from windows import PASSWORD, Windows

from luoshi.accounts.models import User
from luoshi.units.models import Role


@pytest.fixture
def cast() -> Cast:
    made = county("云麓县")
    made.post("王某", Role.LEADER)
    made.post("周敏", Role.COMMAND_OFFICE)
    made.post("李某", Role.LIAISON, "县工信局")
    User.objects.filter(username="李某").update(must_change=True)
    return made


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_every_step_of_logging_in_can_be_used_by_everybody(windows: Windows, cast: Cast) -> None:
    looks = Looks()
    first_password(looks, windows.open())
    page = windows.log_in("王某")
    switch_codes_on(looks, page)
    looks.visit(page, "王某", ["/accounts/codes/spare/", "/accounts/codes/spare/new/", "/accounts/codes/off/"])
    looks.visit(page, "王某", ["/accounts/confirm/code/", "/accounts/own/"])
    page.context.close()
    asked_for_a_code(looks, windows.open())
    assert not looks.faults, looks.told()
    assert looks.seen >= AT_THE_DOOR, AT_THE_DOOR - looks.seen


def first_password(looks: Looks, page: Any) -> None:
    looks.visit(page, "nobody", ["/accounts/inactive/"], 403)
    looks.visit(page, "nobody", ["/accounts/login/"])
    looks.send(page, "nobody", "/accounts/login/", 200, fields={"login": "李某", "password": "guess"})
    submit(page, "/accounts/login/", {"login": "李某", "password": PASSWORD})
    page.get_by_label("新密码", exact=False).first.wait_for()
    looks.look(page, "the first password")
    looks.send(page, "李某", "/accounts/password/", 200, fields={"new_password1": "12345", "new_password2": "1234"})
    page.context.close()


def switch_codes_on(looks: Looks, page: Any) -> None:
    looks.visit(page, "王某", ["/accounts/confirm/?next=/accounts/codes/on/"])
    looks.send(page, "王某", "/accounts/confirm/?next=/accounts/codes/on/", 200, fields={"password": "guess"})
    submit(page, "/accounts/confirm/?next=/accounts/codes/on/", {"password": PASSWORD})
    looks.look(page, "switching codes on")
    secret = page.locator("main code").first.inner_text()
    looks.send(page, "王某", "/accounts/codes/on/", 200, fields={"code": "000000"})
    secret = page.locator("main code").first.inner_text() or secret
    page.get_by_label("6位数字").fill(code(secret))
    page.get_by_role("button", name="开通").click()
    page.locator(".spare-codes").wait_for()
    looks.look(page, "spare codes, shown once")


def asked_for_a_code(looks: Looks, page: Any) -> None:
    page.goto("/accounts/login/")
    submit(page, "/accounts/login/", {"login": "王某", "password": PASSWORD})
    looks.look(page, "asked for a code")
    looks.send(page, "王某", "/accounts/code/", 200, fields={"code": "000000"})


def test_pages_of_errors_can_be_used_by_everybody(
    windows: Windows, cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_in_force(cast.region)
    looks, nobody, leader = Looks(), windows.open(), windows.seated(cast, "王某")
    looks.visit(nobody, "nobody", ["/no/such/page/"], 404)
    looks.visit(leader, "a leader", ["/no/such/page/", "/plans/999999/"], 404)
    looks.visit(leader, "a leader", ["/accounts/people/"], 403)
    leader.goto("/accounts/own/")
    leader.evaluate("document.body.removeAttribute('hx-headers')")
    looks.send(leader, "a leader without token", "/accounts/post/", 403)
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    looks.visit(leader, "a leader", ["/search/?a&b&c&d&e"], 400)
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
    monkeypatch.setattr("luoshi.desk.views.find", broken)
    looks.visit(leader, "a leader", ["/search/?q=厂房"], 500)
    office = windows.seated(cast, "周敏")
    office.goto("/plans/reviews/")
    settings.UPLOAD_LARGEST = 10
    looks.send(office, "the office", "/plans/reviews/upload/", 413, file=("file", "方案.docx", b"x" * 100))
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    nobody.goto("/accounts/login/")
    submit(nobody, "/accounts/login/", {"login": "王某", "password": "guess"})
    looks.send(nobody, "nobody in haste", "/accounts/login/", 429, fields={"login": "王某", "password": "guess"})
    assert not looks.faults, looks.told()


def broken(*_: Any) -> None:
    raise RuntimeError("made to break")
