"""One-time codes as an option: switched on with a secret, asked for at log-in, spare codes, taken off."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cast import Cast, county
from django.test import Client

from luoshi.accounts.models import User
from luoshi.audit.models import Event
from luoshi.units.models import Role

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture
def cast() -> Cast:
    cast = county()
    cast.post("王某", Role.LEADER)
    cast.post("安全员", Role.SECURITY_ADMIN)
    return cast


def code(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def switched_on(cast: Cast) -> tuple[Client, str, list[str]]:
    """A browser in which the codes were switched on just now, the secret, the spare codes."""
    client = Client()
    client.post("/accounts/login/", {"login": "王某", "password": PASSWORD})
    asked = client.get("/accounts/codes/on/", follow=True)
    assert "再输一次密码" in asked.content.decode()
    page = client.post("/accounts/confirm/?next=/accounts/codes/on/", {"password": PASSWORD}, follow=True)
    text = page.content.decode()
    assert 'src="data:image/svg+xml;base64,' in text
    secret = re.search(r"<code[^>]*>([A-Z2-7]+)</code>", text).group(1)
    spare = client.post("/accounts/codes/on/", {"code": code(secret)}, follow=True).content.decode()
    return client, secret, re.findall(r"<li><code>(\d+)</code>", spare)


def log_in(client: Client):
    return client.post("/accounts/login/", {"login": "王某", "password": PASSWORD})


def test_without_codes_the_password_is_enough(cast):
    assert log_in(Client())["Location"] == "/"


def test_with_codes_the_password_leads_to_the_question_for_one(cast):
    _, secret, _ = switched_on(cast)
    client = Client()
    assert log_in(client)["Location"] == "/accounts/code/"
    assert client.get("/")["Location"].startswith("/accounts/login/")
    assert "请输入动态码" in client.get("/accounts/code/").content.decode()
    # a code counts once: the one that switched them on is spent, the next one is good already
    answer = client.post("/accounts/code/", {"code": code(secret, 1)})
    assert answer["Location"] == "/"


def test_a_wrong_code_is_told_and_counted(cast):
    switched_on(cast)
    client = Client()
    log_in(client)
    pages = [client.post("/accounts/code/", {"code": "000000"}).content.decode() for _ in range(11)]
    assert "动态码不对或已过期" in pages[0]
    assert "请过15分钟再试" in pages[10]


def test_a_spare_code_counts_once(cast):
    _, _, spare = switched_on(cast)
    assert len(spare) == 10
    first, again = Client(), Client()
    log_in(first)
    assert first.post("/accounts/code/", {"code": spare[0]})["Location"] == "/"
    log_in(again)
    assert again.post("/accounts/code/", {"code": spare[0]}).status_code == 200


def test_spare_codes_are_shown_once(cast):
    client, _, spare = switched_on(cast)
    page = client.get("/accounts/codes/spare/").content.decode()
    assert not any(s in page for s in spare)


def test_secrets_do_not_stand_in_clear(cast):
    _, secret, _ = switched_on(cast)
    assert not any(secret in str(a.data) for a in Authenticator.objects.all())


def test_one_takes_them_off_oneself(cast):
    client, _, _ = switched_on(cast)
    client.post("/accounts/codes/off/")
    assert not Authenticator.objects.exists()
    assert log_in(Client())["Location"] == "/"


def test_the_security_administrator_takes_them_off_where_the_telephone_is_lost(cast):
    switched_on(cast)
    user = User.objects.get(username="王某")
    cast.client("安全员").post(f"/accounts/all/{user.pk}/codes/")
    assert log_in(Client())["Location"] == "/"


def test_each_step_leaves_its_trace(cast):
    client, _, _ = switched_on(cast)
    client.post("/accounts/codes/off/")
    actions = set(Event.objects.values_list("action", flat=True))
    assert {"account.totp_on", "account.totp_off"} <= actions
