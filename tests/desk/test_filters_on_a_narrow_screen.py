"""On a narrow screen the filters of a list are folded; what is set is said without unfolding them."""

from __future__ import annotations

import pytest
from cast import county, plan_in_force

from luoshi.units.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    made = county()
    plan_in_force(made.region)
    made.post("综合", Role.COMMAND_OFFICE)
    return made.client("综合")


def test_the_fold_stands_right_before_the_form_so_that_it_works_without_script(client):
    page = client.get("/plans/tasks/").content.decode()
    assert "没有设条件</span></summary></details>\n\n<form" in page


@pytest.mark.parametrize("place", ["/plans/tasks/", "/plans/targets/", "/plans/breakdowns/register/", "/units/"])
def test_the_fold_says_how_many_conditions_are_set_order_and_page_not_counted(client, place):
    assert "已设2项条件" in client.get(place, {"q": "园区", "plan": "all", "page": "1", "sort": "due"}).content.decode()
    assert "没有设条件" in client.get(place, {"q": "", "page": "2", "sort": "due"}).content.decode()
