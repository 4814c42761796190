"""Two plans item by item."""

from __future__ import annotations

import io
import random
import time

import openpyxl
import pytest
from cast import SMALL_PLAN, county, plan_in_force
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.plans.compare import Entry, compare


def states(old: list[Entry], new: list[Entry]) -> list[tuple[str, str, str]]:
    return [(p.state, p.old.name if p.old else "", p.new.name if p.new else "") for p in compare(old, new)]


def test_what_stayed_changed_came_and_went():
    old = [Entry("建设园区", "产业", {"时限": ("6月",)}), Entry("治理河道", "生态"), Entry("举办灯会", "文旅")]
    new = [Entry("建设园区", "产业", {"时限": ("9月",)}), Entry("治理河道", "生态"), Entry("招引人才", "产业")]
    assert states(old, new) == [
        ("changed", "建设园区", "建设园区"),
        ("same", "治理河道", "治理河道"),
        ("dropped", "举办灯会", ""),
        ("added", "", "招引人才"),
    ]
    assert compare(old, new)[0].changed == (("时限", "6月", "9月"),)


def test_a_reworded_name_is_still_the_item():
    assert states([Entry("推进高标准农田建设")], [Entry("高标准农田建设提升")])[0][0] == "same"


def test_the_year_in_a_name_makes_no_difference():
    assert states([Entry("编制2025年计划")], [Entry("编制2026年计划")])[0][0] == "same"


def test_of_equal_names_the_one_of_the_same_campaign_is_taken():
    old = [Entry("新增企业", "产业", {"目标": ("12家",)}), Entry("新增企业", "乡村", {"目标": ("3家",)})]
    new = [Entry("新增企业", "乡村", {"目标": ("4家",)}), Entry("新增企业", "产业", {"目标": ("15家",)})]
    assert [p.changed[0][1:] for p in compare(old, new)] == [("3家", "4家"), ("12家", "15家")]


def test_only_the_units_that_went_or_came_are_told():
    pair = compare(
        [Entry("甲任务", said={"责任": ("甲局", "乙局")})], [Entry("甲任务", said={"责任": ("乙局", "丙局")})]
    )[0]
    assert pair.changed == (("责任", "甲局", "丙局"),)


names = st.lists(st.text("建设治理园区河道农田企业", min_size=2, max_size=8).map(Entry), max_size=12)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(names, names)
def test_every_item_stands_in_just_one_pair(old, new):
    pairs = compare(old, new)
    assert sorted(p.old.name for p in pairs if p.old) == sorted(e.name for e in old)
    assert [p.new.name for p in pairs if p.new] == [e.name for e in new]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(names)
def test_a_plan_beside_itself_has_nothing_new(entries):
    assert all(p.state == "same" for p in compare(entries, entries))


def test_two_hundred_by_two_hundred_within_a_second():
    luck = random.Random(1)
    both = [
        [Entry("".join(luck.choices("建设治理园区河道农田企业推进提升", k=14))) for _ in range(200)] for _ in range(2)
    ]
    begin = time.process_time()
    compare(*both)
    assert time.process_time() - begin < 1


@pytest.mark.django_db
def test_the_page_and_the_workbook_show_old_and_new_values():
    cast = county()
    old = plan_in_force(cast.region, SMALL_PLAN.replace("2026", "2025").replace("河道治理15公里", "河道治理12公里"))
    new = plan_in_force(cast.region)
    cast.post("office", "command_office")
    client = cast.client("office")
    body = client.get(f"/plans/compare/?old={old.pk}&new={new.pk}").content.decode()
    assert "<del>12公里</del> → <ins>15公里</ins>" in body
    file = client.get(f"/plans/compare/export/?old={old.pk}&new={new.pk}").content
    book = openpyxl.load_workbook(io.BytesIO(file))
    assert any("12公里 → 15公里" in str(c.value) for row in book["指标"].iter_rows() for c in row)
