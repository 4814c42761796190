"""Every page of the site, on a screen and on a telephone: usable without sight or mouse, no wider than the window.

The pages are taken from the addresses themselves. An address that answers with no page stands in NOT_A_PAGE with what
it answers instead; one that needs a log-in half done stands in AT_THE_DOOR and is visited by the test of that.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from addresses import Address, addresses, filled, methods
from cast import ALL_ROLES, county
from django.db import transaction
from django.test import Client
from furnished import County
from looking import AT_THE_DOOR, Looks
from windows import Windows

from luoshi.accounts.rights import Scope, scope
from luoshi.units.models import Role

FILE, PART, ONWARD, NOTHING = "a file", "a part of a page", "another address", "nothing"
NOT_A_PAGE = {
    **dict.fromkeys(("health", "plan_tasks_json", "breakdown_names"), FILE),
    **dict.fromkeys(("task_export", "target_export", "unit_export", "compare_export", "event_export"), FILE),
    **dict.fromkeys(("measure_register_export", "version_difference_export", "review_file", "review_report"), FILE),
    **dict.fromkeys(("breakdown_workbook", "people_template"), FILE),
    **dict.fromkeys(("review_panel", "review_header", "review_progress", "review_add"), PART),
    **dict.fromkeys(("review_item", "review_edit", "review_split", "breakdown_history"), PART),
    **dict.fromkeys(("revision_find", "revision_documents"), PART),
    **dict.fromkeys(("review_colleagues", "revision_colleagues", "breakdown_colleagues"), PART),
    **dict.fromkeys(("account_logout", "mfa_index", "notice_open"), ONWARD),
    **dict.fromkeys(("socialaccount_login_cancelled", "socialaccount_login_error", "socialaccount_signup"), ONWARD),
    **dict.fromkeys(("openid_connect_login", "openid_connect_callback", "switch_post", "instruction_give"), NOTHING),
}
LOOKERS = (Role.COMMAND_OFFICE, Role.LIAISON, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.LEADER)


def looker(address: Address) -> str:
    """The first role that may do what the address is for."""
    action = address.view.action  # type: ignore[attr-defined]
    return next(r for r in LOOKERS if action in ("open", "everyone") or scope(r, action) > Scope.NONE)


def pages(values: dict[str, object], special: dict[str, dict[str, object]]) -> dict[str, list[str]]:
    """The paths of all pages by the role that looks at them; special  other numbers for some addresses, by name."""
    found = defaultdict(list)
    for address in addresses():
        if "GET" in methods(address) and address.called not in NOT_A_PAGE and address.called not in AT_THE_DOOR:
            found[looker(address)].append(filled(address, values | special.get(address.called, {})))
    return found


def answers_with_a_page(client: Client, path: str) -> int:
    """The status with which a form that holds nothing is answered, 0 where the answer is no page. Changes nothing."""
    with transaction.atomic():
        answer = client.post(path)
        transaction.set_rollback(True)
    return answer.status_code if not answer.streaming and b'<main id="main"' in answer.content else 0


def test_an_address_that_is_no_page_answers_as_said() -> None:
    made = County()
    values = made.numbers()
    for address in addresses():
        said = NOT_A_PAGE.get(address.called)
        if said and "GET" in methods(address):
            answer = made.cast.client(looker(address)).get(
                filled(address, values | made.special().get(address.called, {}))
            )
            whole = not answer.streaming and b"<html" in answer.content
            kind = answer.headers.get("Content-Type", "").startswith("text/html")
            found = (
                ONWARD if answer.status_code == 302
                else NOTHING if answer.status_code in (404, 405)
                else PART if kind and not whole
                else FILE
            )  # fmt: skip
            assert found == said, address.called
            assert not (whole and answer.status_code == 200), address.called


OFFICE = [Role.COMMAND_OFFICE]  # half of all pages are hers: the other half may be looked at beside it


@pytest.mark.parametrize("roles", [OFFICE, [r for r in ALL_ROLES if r not in OFFICE]], ids=["office", "others"])
def test_every_page_can_be_used_by_everybody(windows: Windows, roles: list[str]) -> None:
    made, looks = County(), Looks()
    values, special = made.numbers(), made.special()
    walk = pages(values, special)
    for role, paths in made.besides().items():
        walk[role] += paths
    for role in roles:
        window = windows.seated(made.cast, role)
        looks.visit(window, role, dict.fromkeys(["/", *walk[role]]))
        if role == Role.COMMAND_OFFICE:
            opened_forms(looks, window, made)
        empty_forms(looks, window, made, role)
        window.context.close()
    assert not looks.faults, looks.told()


def opened_forms(looks: Looks, window: Any, made: County) -> None:
    """What opens in the review page: the form of an item."""
    window.goto(f"/plans/reviews/{made.waiting.pk}/")
    card = window.locator("#panel [id^=i-]").first
    card.get_by_role("button", name="改").click()
    window.locator("#panel form.edit-form").wait_for()
    looks.look(window, "the form of a task under review")


def empty_forms(looks: Looks, window: Any, made: County, role: str) -> None:
    """Each form of the site sent with nothing in it, where that is answered with a page."""
    values, special = made.numbers(), made.special()
    client = made.cast.client(role)
    for address in addresses():
        if "POST" not in methods(address) or looker(address) != role:
            continue
        path = filled(address, values | special.get(address.called, {}))
        status = answers_with_a_page(client, path)
        if status:
            window.goto("/accounts/own/")
            looks.send(window, role, path, status)


def test_every_list_can_be_used_while_it_is_empty(windows: Windows) -> None:
    cast, looks = county("空县"), Looks()
    for role in ALL_ROLES:
        cast.post(role, role, "县政府办" if role in (Role.LIAISON, Role.UNIT_HEAD, Role.TASK_FORCE_OFFICE) else "")
    found = defaultdict(list)
    for address in addresses():
        lists = "GET" in methods(address) and not address.names and address.called not in {*NOT_A_PAGE, *AT_THE_DOOR}
        if lists:
            found[looker(address)].append(address.path)
    for role, paths in found.items():
        window = windows.seated(cast, role)
        looks.visit(window, role, paths)
        window.context.close()
    assert not looks.faults, looks.told()
