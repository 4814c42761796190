"""A site that nobody can log in to yet gets its three administrators by a command."""

from __future__ import annotations

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from luoshi.accounts.models import User
from luoshi.audit.verify import verify

pytestmark = pytest.mark.django_db


def made(region: str) -> str:
    out = io.StringIO()
    call_command("administrators", region, stdout=out)
    return out.getvalue()


def test_three_administrators_can_log_in_and_must_change_their_passwords():
    said = made("云岭县")
    passwords = re.findall(r"用户名 (\S+)　初始密码 (\S+)", said)
    assert [login for login, _ in passwords] == ["xitong", "anquan", "shenji"]
    for login, password in passwords:
        client = Client()
        answer = client.post("/accounts/login/", {"login": login, "password": password})
        assert answer.status_code == 302
        assert client.get("/")["Location"] == "/accounts/password/"
    assert verify().broken == ()


def test_a_second_region_gets_log_ins_of_its_own():
    made("云岭县")
    made("云溪县")
    assert User.objects.filter(username="xitong2", person__region__name="云溪县").exists()


def test_where_there_are_administrators_it_makes_no_more():
    made("云岭县")
    with pytest.raises(CommandError, match="已经有管理员"):
        made("云岭县")
    assert User.objects.count() == 3


def test_an_empty_site_says_how_to_begin_and_stops_saying_so():
    assert "luoshi manage administrators" in Client().get("/accounts/login/").content.decode()
    assert "政府办设一个人" in made("云岭县")
    assert "luoshi manage administrators" not in Client().get("/accounts/login/").content.decode()


def test_a_region_without_a_name_is_asked_for_in_a_sentence():
    with pytest.raises(CommandError, match="请写明地区的名称"):
        call_command("administrators")
