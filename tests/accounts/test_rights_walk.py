"""Every address with every role: what the table of rights says, and nothing else."""

from __future__ import annotations

import pytest
from addresses import addresses, filled, methods, numbers, populated
from cast import ALL_ROLES
from django.test import Client

from luoshi.accounts.rights import ACTIONS, RIGHTS, Scope, scope

pytestmark = pytest.mark.django_db


def ask(client: Client, method: str, path: str) -> int:
    return client.generic(method, path).status_code


def test_every_address_has_a_gate():
    for address in addresses():
        assert hasattr(address.view, "action"), address.path
        assert address.view.action in {*ACTIONS, "everyone", "open"}, address.path


def test_each_role_gets_in_where_the_table_lets_it_and_nowhere_else():
    cast = populated("甲县")
    values = numbers(cast.region)
    wrong = []
    for role in ALL_ROLES:
        client = cast.client(f"甲县{role}")
        for address in addresses():
            if address.view.action in ("open", "everyone") or address.path.endswith("logout/"):
                continue
            path = filled(address, values)
            allowed = scope(role, address.view.action) > Scope.NONE
            for method in methods(address):
                status = ask(client, method, path)
                # 404 may say that this thing is outside the scope; 403 alone says that the action is not the role's
                if (status == 403) == allowed or status >= 500:
                    wrong.append((role, method, path, status, "allowed" if allowed else "refused"))
    assert wrong == []


def test_nobody_gets_in_without_logging_in():
    cast = populated("甲县")
    values = numbers(cast.region)
    for address in addresses():
        if address.view.action == "open":
            continue
        path = filled(address, values)
        for method in methods(address):
            answer = Client().generic(method, path)
            assert answer.status_code == 302, path
            assert answer["Location"].startswith("/accounts/login/"), path


def test_no_number_of_another_region_tells_anything():
    mine, theirs = populated("甲县"), populated("乙县")
    values = numbers(theirs.region)
    shown = []
    for role in ALL_ROLES:
        client = mine.client(f"甲县{role}")
        for address in addresses():
            if address.view.action in ("open", "everyone") or not set(address.names) - {
                "version",
                "number",
                "kind",
                "year",
            }:
                continue
            path = filled(address, values)
            for method in methods(address):
                status = ask(client, method, path)
                if status not in (403, 404):
                    shown.append((role, method, path, status))
    assert shown == []


def test_the_table_knows_every_action_and_role():
    assert set(RIGHTS) == set(ALL_ROLES)
    assert {action for rights in RIGHTS.values() for action in rights} == set(ACTIONS)
