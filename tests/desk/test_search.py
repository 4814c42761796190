"""The search box: grouped, by words or initials, within what one may see."""

from __future__ import annotations

import pytest
from cast import county, plan_in_force

from luoshi.units.models import Unit, UnitName

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    made = county()
    plan_in_force(made.region)
    made.post("office", "command_office")
    return made


def found(cast, words: str, name: str = "office") -> dict[str, list[str]]:
    groups = cast.client(name).get("/search/", {"q": words}).context["groups"]
    return {g.kind: [h.words for h in g.hits] for g in groups}


def test_hits_come_by_kind(cast):
    groups = found(cast, "河道")
    assert list(groups) == ["任务", "指标"]
    assert groups["任务"] == ["治理河道"]
    assert found(cast, "生态治理")["专班"] == ["生态治理攻坚工作专班"]


def test_initials_find_units_and_their_tasks(cast):
    groups = found(cast, "xgxj")
    assert groups["单位"] == ["县工信局"]
    assert groups["任务"] == ["建设园区"]


def test_another_name_of_a_unit_finds_it(cast):
    UnitName.objects.create(unit=Unit.objects.get(name="县工信局"), name="县经信委")
    assert found(cast, "经信委")["单位"] == ["县工信局"]


def test_no_words_and_no_hits_say_what_to_do(cast):
    client = cast.client("office")
    assert "要找什么" in client.get("/search/").content.decode()
    assert "没有找到" in client.get("/search/?q=不存在的词").content.decode()


def test_nothing_of_another_region(cast):
    other = county("邻县")
    other.post("stranger", "command_office")
    assert found(other, "园区", "stranger") == {}
