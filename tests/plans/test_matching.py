"""The same item in two texts: two versions of a plan, or the plans of two years."""

from __future__ import annotations

import pytest

from luoshi.plans.matching import PLANS, VERSIONS, Known, match

ROADS = Known("2", "二/(一)/3", "改造农村公路", "改造农村公路。改造农村公路120公里，6月底前完成。（县交通运输局牵头）")
PARK = Known("1", "二/(一)/1", "建设县产业园区", "建设县产业园区。新建厂房20万平方米，年底前完成。（县工信局牵头）")
RIVER = Known("3", "二/(二)/1", "治理柳河河道", "治理柳河河道。完成河道治理15公里。（县水利局牵头，各镇负责）")
OLD = [PARK, ROADS, RIVER]

ONE_PLAN = {
    "reworded": Known(
        "2", "二/(一)/3", "实施农村公路改造提升", "实施农村公路改造提升。全年改造农村公路120公里。（县交通运输局牵头）"
    ),
    "moved to another part": Known("3", "二/(四)/2", ROADS.name, ROADS.text),
    "moved and reworded": Known(
        "3", "二/(四)/2", "农村公路改造", "农村公路改造。改造农村公路120公里，6月底前完成。（县交通运输局牵头）"
    ),
    "its unit renamed": Known("2", "二/(一)/3", ROADS.name, ROADS.text.replace("县交通运输局", "县交通运输和港航局")),
    "another figure and day": Known(
        "2", "二/(一)/3", ROADS.name, ROADS.text.replace("120公里", "86.5公里").replace("6月", "10月")
    ),
    "another name and the same wording": Known("2", "二/(一)/4", "农村路网提质", ROADS.text[7:]),
}


@pytest.mark.parametrize("became", ONE_PLAN.values(), ids=ONE_PLAN)
def test_in_a_new_version_an_item_is_still_itself(became):
    assert match(OLD, [PARK, became, RIVER], VERSIONS) == [(0, 0), (1, 1), (2, 2)]


def test_of_a_split_item_the_likest_half_goes_on_and_the_other_is_new():
    halves = [
        Known("1", "二/(一)/1", "建设县产业园区", "建设县产业园区。新建厂房20万平方米。（县工信局牵头）"),
        Known("1", "二/(一)/2", "引进龙头企业", "引进龙头企业。引进龙头企业3家，年底前完成。（县商务局牵头）"),
    ]
    assert match([PARK], halves, VERSIONS) == [(0, 0)]
    assert match([PARK], halves[::-1], VERSIONS) == [(0, 1)]


def test_an_item_that_stands_several_times_goes_by_its_wording():
    told = [Known("1", "", "新增企业", raw) for raw in ("新增企业12家", "新增企业3家以上", "年内新增企业40家左右")]
    again = [told[2], told[0], Known("1", "", "新增企业", "新增企业3家")]
    assert match(told, again, VERSIONS) == [(0, 1), (1, 2), (2, 0)]


def test_another_task_at_the_same_number_is_not_taken_for_it():
    other = Known("2", "二/(一)/3", "保护湿地", "保护湿地。修复湿地3000亩。（县林业局牵头）")
    assert match([ROADS], [other], VERSIONS) == []


def test_items_without_name_or_wording_are_never_the_same():
    assert match([Known("1", "", "")], [Known("1", "", "")], VERSIONS) == []


TWO_YEARS = [
    ("实施农村公路改造提升工程", "实施农村公路改造工程"),
    ("新增规模以上工业企业12家", "新增规模以上工业企业15家"),
    ("完成县交通运输局数字化改造", "完成县交通运输和港航局数字化改造"),
    ("推进高标准农田建设", "高标准农田建设提升"),
]


@pytest.mark.parametrize(("last", "this"), TWO_YEARS)
def test_in_the_next_year_an_item_is_known_under_a_new_number_and_campaign(last, this):
    old = [Known("产业攻坚", "一/1", last), Known("生态攻坚", "一/2", "治理柳河河道")]
    new = [Known("绿美行动", "三/1", "治理柳河河道"), Known("强县行动", "三/2", this)]
    assert match(old, new, PLANS) == [(0, 1), (1, 0)]


def test_of_two_years_the_campaign_of_the_liker_name_decides_between_equal_items():
    old = [Known("产业攻坚", "", "新增企业"), Known("乡村攻坚", "", "新增企业")]
    new = [Known("乡村振兴攻坚", "", "新增企业"), Known("产业强链攻坚", "", "新增企业")]
    assert match(old, new, PLANS) == [(0, 1), (1, 0)]
