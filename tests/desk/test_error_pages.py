"""What goes wrong is said in a sentence: what it is, and what to do next."""

from __future__ import annotations

import pytest
from cast import county
from django.test import Client, RequestFactory

from luoshi.desk import errors
from luoshi.units.models import Role

pytestmark = pytest.mark.django_db


def test_a_page_that_is_not_there_offers_the_search_and_the_way_back():
    made = county()
    made.post("联络员", Role.LIAISON, "县工信局")
    page = made.client("联络员").get("/no/such/")
    said = page.content.decode()
    assert page.status_code == 404
    assert "没有这一页" in said
    assert 'id="find-lost"' in said
    assert "回到待办" in said


def test_whoever_may_not_search_is_not_offered_it():
    made = county()
    made.post("审计员", Role.AUDIT_ADMIN)
    assert 'id="find-lost"' not in made.client("审计员").get("/no/such/").content.decode()
    assert "去登录" in Client().get("/no/such/").content.decode()


def test_an_error_is_told_even_where_no_page_can_be_made(monkeypatch):
    def gone(*_, **__):
        raise OSError("no database")

    monkeypatch.setattr(errors, "render", gone)
    answer = errors.broken(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "数据没有变动" in answer.content.decode()
    assert "出错时间" in answer.content.decode()
