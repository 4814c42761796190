"""The directory of units: added, renamed, other names, classes, order, departments; history kept, two clerks at once."""

from __future__ import annotations

import datetime

import pytest
from cast import CLERK, Cast, county

from luoshi.audit.models import Event
from luoshi.units import changing
from luoshi.units.finding import known_names
from luoshi.units.history import history
from luoshi.units.models import Department, Role, Unit, UnitName
from luoshi.units.refusing import Overtaken, Refused

pytestmark = pytest.mark.django_db
MARCH = datetime.date(2026, 3, 5)


@pytest.fixture
def cast() -> Cast:
    cast = county()
    cast.post("王某", Role.COMMAND_OFFICE)
    cast.post("联络员", Role.LIAISON, "县工信局")
    return cast


def unit(cast: Cast, name: str) -> Unit:
    return changing.add_unit(cast.region, name, CLERK)


class TestRenaming:
    def test_keeps_the_old_name_as_a_former_one(self, cast):
        bureau = unit(cast, "县农业局")
        changing.rename(bureau, 1, "县农业农村局", MARCH, "云岭办〔2026〕1号", CLERK)
        former = UnitName.objects.get(unit=bureau)
        assert (former.name, former.kind, former.until) == ("县农业局", "former", MARCH)
        assert known_names(cast.region)["县农业局"] == bureau

    def test_is_told_in_the_history(self, cast):
        bureau = unit(cast, "县农业局")
        changing.rename(bureau, 1, "县农业农村局", MARCH, "云岭办〔2026〕1号", CLERK)
        changing.rename(bureau, 2, "县农业局", MARCH + datetime.timedelta(days=9), "又改回", CLERK)
        assert [s.said for s in history(bureau)] == ["由“县农业农村局”更名为“县农业局”"]

    def test_of_a_slip_leaves_no_former_name(self, cast):
        bureau = unit(cast, "县农叶局")
        changing.rename(bureau, 1, "县农业局", MARCH, "录入有误", CLERK, former=False)
        assert not UnitName.objects.exists()

    def test_makes_it_found_by_the_new_initials(self, cast):
        bureau = unit(cast, "县农业局")
        changing.rename(bureau, 1, "县水利局", MARCH, "改", CLERK)
        assert Unit.objects.get(pk=bureau.pk).initials == "xslj"

    def test_into_anothers_name_is_refused_and_says_what_to_do(self, cast):
        unit(cast, "县水利局")
        with pytest.raises(Refused, match="如果是两个单位合并，请用“撤并”"):
            changing.rename(unit(cast, "县农业局"), 1, "县水利局", MARCH, "改", CLERK)

    def test_into_ones_own_alias_takes_the_alias_up(self, cast):
        bureau = unit(cast, "县农业农村局")
        changing.add_alias(bureau, 1, "县农业局", CLERK)
        changing.rename(bureau, 2, "县农业局", MARCH, "改", CLERK)
        assert list(UnitName.objects.values_list("name", flat=True)) == ["县农业农村局"]

    def test_wants_a_reason_and_no_day_to_come(self, cast):
        bureau = unit(cast, "县农业局")
        with pytest.raises(Refused, match="原因或文号"):
            changing.rename(bureau, 1, "县农业农村局", MARCH, " ", CLERK)
        with pytest.raises(Refused, match="日期还没有到"):
            changing.rename(bureau, 1, "县农业农村局", datetime.date(2999, 1, 1), "改", CLERK)

    def test_by_the_slower_of_two_clerks_is_refused(self, cast):
        bureau = unit(cast, "县农业局")
        changing.rename(Unit.objects.get(pk=bureau.pk), 1, "县农业农村局", MARCH, "改", CLERK)
        with pytest.raises(Overtaken):
            changing.rename(bureau, 1, "县农牧局", MARCH, "改", CLERK)
        assert Unit.objects.get(pk=bureau.pk).name == "县农业农村局"

    def test_leaves_its_trace_before_and_after(self, cast):
        bureau = unit(cast, "县农业局")
        changing.rename(bureau, 1, "县农业农村局", MARCH, "改", CLERK)
        event = Event.objects.get(action="unit.rename")
        assert event.before == {"name": "县农业局"}
        assert event.after["name"] == "县农业农村局"


class TestOtherNames:
    def test_an_alias_leads_to_its_unit(self, cast):
        bureau = unit(cast, "县工业和信息化局")
        changing.add_alias(bureau, 1, "县工信 委", CLERK)
        assert known_names(cast.region)["县工信委"] == bureau

    def test_one_name_never_means_two_units(self, cast):
        with pytest.raises(Refused, match="已是县工信局的名称"):
            changing.add_alias(unit(cast, "县科技局"), 1, "县工信局", CLERK)
        with pytest.raises(Refused, match="名录里已有"):
            unit(cast, "县工信局")

    def test_an_alias_can_be_taken_off_and_a_former_name_not(self, cast):
        bureau = unit(cast, "县农业局")
        changing.add_alias(bureau, 1, "县农局", CLERK)
        changing.drop_alias(bureau, 2, "县农局", CLERK)
        changing.rename(bureau, 3, "县农业农村局", MARCH, "改", CLERK)
        with pytest.raises(Refused, match="曾用名"):
            changing.drop_alias(bureau, 4, "县农业局", CLERK)


class TestClasses:
    def test_a_class_stands_for_the_units_chosen(self, cast):
        towns, one, two = unit(cast, "各镇"), unit(cast, "东镇"), unit(cast, "西镇")
        changing.set_members(towns, 1, True, [one, two], CLERK)
        assert set(towns.members.all()) == {one, two}

    def test_a_class_holds_neither_itself_nor_classes_nor_strangers(self, cast):
        towns, all_units = unit(cast, "各镇"), unit(cast, "各单位")
        changing.set_members(all_units, 1, True, [], CLERK)
        stranger = changing.add_unit(county("外县").region, "外镇", CLERK)
        for wrong in (towns, all_units, stranger):
            with pytest.raises(Refused):
                changing.set_members(towns, 1, True, [wrong], CLERK)


class TestThePages:
    def test_search_takes_names_aliases_and_initials(self, cast):
        changing.add_alias(unit(cast, "县发展和改革局"), 1, "县计委", CLERK)
        client = cast.client("联络员")
        for query in ("发展", "xfz", "县计委"):
            page = client.get("/units/", {"q": query}).content.decode()
            assert "县发展和改革局" in page
            assert "县工信局</a>" not in page

    def test_units_that_went_are_shown_only_when_asked_for(self, cast):
        Unit.objects.create(region=cast.region, name="县旧局", gone_on=MARCH)
        client = cast.client("联络员")
        assert "县旧局" not in client.get("/units/").content.decode()
        assert "县旧局" in client.get("/units/", {"gone": "1"}).content.decode()

    def test_the_order_is_set_for_all_at_once(self, cast):
        first, second = unit(cast, "甲局"), unit(cast, "乙局")
        cast.client("王某").post(
            "/units/order/", {"region": cast.region.pk, f"place-{first.pk}": "20", f"place-{second.pk}": "10"}
        )
        assert list(Unit.objects.filter(pk__in=[first.pk, second.pk])) == [second, first]

    def test_a_liaison_sees_no_button_and_has_no_right_to_change(self, cast):
        bureau, client = unit(cast, "甲局"), cast.client("联络员")
        assert "/merge/" not in client.get(f"/units/{bureau.pk}/").content.decode()
        for path in ("rename/", "merge/", "members/", "names/"):
            assert client.post(f"/units/{bureau.pk}/{path}").status_code == 403

    def test_departments_are_kept_by_ones_own_unit_alone(self, cast):
        other, client = unit(cast, "甲局"), cast.client("联络员")
        own = cast.posts["联络员"].unit
        client.post(f"/units/{own.pk}/departments/", {"add": "办公室、综合股"})
        assert list(own.departments.values_list("name", flat=True)) == ["办公室", "综合股"]
        assert client.post(f"/units/{other.pk}/departments/", {"add": "办公室"}).status_code == 404

    def test_a_department_is_renamed_or_removed_in_place(self, cast):
        own, client = cast.posts["联络员"].unit, cast.client("联络员")
        one = Department.objects.create(unit=own, name="甲股")
        two = Department.objects.create(unit=own, name="乙股")
        said = {f"name-{one.pk}": "丙股", f"was-{one.pk}": "甲股", f"name-{two.pk}": "", f"was-{two.pk}": "乙股"}
        client.post(f"/units/{own.pk}/departments/", said)
        assert list(own.departments.values_list("name", flat=True)) == ["丙股"]

    def test_a_change_on_an_old_page_is_refused_with_a_sentence(self, cast):
        bureau, client = unit(cast, "甲局"), cast.client("王某")
        changing.add_alias(bureau, 1, "甲", CLERK)
        said = {"version": "1", "name": "乙局", "on": "2026-03-05", "reason": "改"}
        assert "刚被别人改过" in client.post(f"/units/{bureau.pk}/rename/", said).content.decode()

    @pytest.mark.parametrize("many", [3, 60])
    def test_the_list_asks_no_more_of_the_database_for_more_units(self, cast, many, django_assert_max_num_queries):
        for n in range(many):
            changing.add_alias(unit(cast, f"第{n}局"), 1, f"局{n}", CLERK)
        client = cast.client("联络员")
        with django_assert_max_num_queries(12):
            client.get("/units/")
        with django_assert_max_num_queries(12):
            client.get(f"/units/{Unit.objects.first().pk}/")


class TestAdding:
    """New units by the form, one or many at once."""

    def test_one_line_one_unit(self, cast):
        page = cast.client("王某").post("/units/add/", {"names": "县财政局\n\n 县水利局 \n县林业局"}, follow=True)
        assert "已增加3个单位" in page.content.decode()
        assert list(Unit.objects.order_by("order").values_list("name", flat=True))[-3:] == [
            "县财政局",
            "县水利局",
            "县林业局",
        ]

    def test_all_or_none_and_what_was_typed_stays(self, cast):
        page = cast.client("王某").post("/units/add/", {"names": "县财政局\n县工信局"}).content.decode()
        assert "第2行：名录里已有“县工信局”" in page
        assert "县财政局\n县工信局</textarea>" in page
        assert not Unit.objects.filter(name="县财政局").exists()
