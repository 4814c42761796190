"""Regions as a tree: each sees its own, a superior its subordinates'."""

from __future__ import annotations

import pytest
from cast import CLERK, Cast

from luoshi.units.changing import add_unit
from luoshi.units.models import Region, Role
from luoshi.units.refusing import Overtaken, Refused
from luoshi.units.regions import add_region, change_region

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Cast:
    city = Cast(Region.objects.create(name="云山市", level=Region.Level.CITY))
    city.post("市管理员", Role.SYSTEM_ADMIN)
    city.post("市读者", Role.COMMAND_OFFICE)
    return city


@pytest.fixture
def two(city) -> tuple[Cast, Cast]:
    """Two counties below the city, each with an administrator and a unit."""
    made = []
    for name in ("东县", "西县"):
        cast = Cast(add_region(city.region, name, "", "county", CLERK))
        cast.post(f"{name}管理员", Role.SYSTEM_ADMIN)
        cast.post(f"{name}政府办", Role.COMMAND_OFFICE)
        add_unit(cast.region, f"{name}财政局", CLERK)
        made.append(cast)
    return made[0], made[1]


def test_a_region_below_another_is_made_from_the_page(city):
    client = city.client("市管理员")
    client.post(f"/units/regions/{city.region.pk}/add/", {"name": "云麓县", "short": "云麓", "level": "county"})
    assert Region.objects.get(name="云麓县").parent == city.region


def test_levels_go_downwards_only(city):
    with pytest.raises(Refused, match="市级不能设在市级"):
        add_region(city.region, "另一市", "", "city", CLERK)


def test_one_name_stands_once_below_a_region(city, two):
    with pytest.raises(Refused, match="下面已有“东县”"):
        add_region(city.region, "东县", "", "county", CLERK)


def test_a_region_keeps_a_level_above_those_below_it(city, two):
    with pytest.raises(Refused, match="要高于它的下级"):
        change_region(city.region, 1, "云山市", "", "county", CLERK)


def test_the_slower_of_two_changes_is_refused(city):
    change_region(Region.objects.get(pk=city.region.pk), 1, "云山新市", "", "city", CLERK)
    with pytest.raises(Overtaken):
        change_region(city.region, 1, "云山老市", "", "city", CLERK)


def test_a_county_sees_itself_alone(two):
    east, west = two
    page = east.client("东县管理员").get("/units/regions/").content.decode()
    assert "东县" in page
    assert "西县" not in page
    assert east.client("东县政府办").get("/units/", {"region": west.region.pk}).status_code == 404


def test_a_superior_sees_its_subordinates(city, two):
    _, west = two
    page = city.client("市读者").get("/units/", {"region": west.region.pk}).content.decode()
    assert "西县财政局" in page


def test_reading_below_gives_no_right_to_change_there(city, two):
    unit = two[0].region.units.get()
    client = city.client("市读者")
    assert client.get(f"/units/{unit.pk}/").status_code == 200
    assert client.get(f"/units/{unit.pk}/rename/").status_code == 404


def test_no_number_of_another_region_opens_anything(two):
    east, west = two
    client = east.client("东县管理员")
    unit, person = west.region.units.get(), west.posts["西县政府办"].person
    for path in (
        f"/units/{unit.pk}/",
        f"/units/{unit.pk}/merge/",
        f"/accounts/people/{person.pk}/",
        f"/units/regions/{west.region.pk}/",
    ):
        assert client.get(path).status_code == 404
    assert client.post(f"/accounts/people/{person.pk}/account/").status_code == 404


def test_the_citys_administrator_sets_up_a_county_that_has_nobody(city, two):
    client = city.client("市管理员")
    client.post("/accounts/people/add/", {"region": two[0].region.pk, "name": "新管理员"})
    assert two[0].region.people.filter(name="新管理员").exists()


@pytest.mark.parametrize("many", [2, 40])
def test_the_list_asks_no_more_for_more_regions(city, many, django_assert_max_num_queries):
    for n in range(many):
        add_region(city.region, f"第{n}县", "", "county", CLERK)
    client = city.client("市管理员")
    with django_assert_max_num_queries(12):
        client.get("/units/regions/")
