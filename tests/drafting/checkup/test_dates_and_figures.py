"""Dates that cannot be, sums that do not add up, counts without a count."""

import datetime

import pytest
from by_hand import HEADER, Plan, text_only

from luoshi.drafting.draft import Header


@pytest.mark.parametrize("words", ["2月30日前", "2026年13月底前", "4月31日", "2025年2月29日", "20266年12月底前"])
def test_dates_that_do_not_exist(words: str):
    assert len(text_only(f"方案\n1.甲事{words}完成。").findings("due-impossible")) == 1


@pytest.mark.parametrize(
    "words", ["2月29日", "12月31日前", "2024年2月29日", "连续24个月", "0—36月龄", "6月底", "12.5万人"]
)
def test_dates_that_do(words: str):
    assert not text_only(f"方案\n1.甲事{words}完成。").findings("due-impossible")


def with_due(latest: datetime.date, header: Header = HEADER) -> Plan:
    made = Plan("方案\n1.甲事。限期底前完成。", header=header)
    return made.task("0", "1", "1.甲事。限期底前完成。", due=[("限期底前", latest)])


def test_limits_before_the_plan_and_far_behind_it():
    assert with_due(datetime.date(2025, 12, 31)).findings("due-past")
    assert not with_due(datetime.date(2026, 12, 31)).findings("due-past")
    assert with_due(datetime.date(2035, 12, 31)).findings("due-beyond")
    assert not with_due(datetime.date(2028, 12, 31)).findings("due-beyond")


def test_without_a_date_the_year_counts():
    header = Header(year=2026)
    assert with_due(datetime.date(2025, 12, 31), header).findings("due-past")
    assert not with_due(datetime.date(2026, 1, 31), header).findings("due-past")


def test_the_date_in_the_head_against_the_signature():
    made = text_only("成文日期：2026-07-14\n方案\n2026年2月10日\n一、甲")
    (found,) = made.findings("date-mismatch")
    assert [p.text for p in found.passages][1] == "2026年2月10日"
    assert not text_only("成文日期：2026-02-10\n方案").findings("date-mismatch")


@pytest.mark.parametrize(
    "words",
    [
        "全年储备项目54个，其中甲类27个、乙类12个、丙类40个",
        "全年共引进项目54个，其中甲类27个、乙类12个、丙类4个、丁类5个、戊类3个",
        "引进产业项目54个以上，其中甲产业链27个及以上、乙产业链12个及以上、丙产业链4个及以上、丁产业链5个及以上、戊产业链3个及以上",
        "全年引进项目共54个：甲类27个、乙类12个、丙类5个、丁类4个、戊类3个、己类2个",
        "铺排重点项目126个，其中甲类58个、乙类33个、丙类21个、丁类12个，完成投资98亿元",
        "任务共54=27+12+4+5+3项",
        "翻修东街菜场、西街菜场、老车站、渡口茶馆三个便民场所项目",
        "实施项目30个，其中新建15个，改造16个",
        "开展培训20场次，其中农机类9场次，茶叶类12场次，举办比赛6场次",
    ],
)
def test_figures_that_do_not_add_up(words: str):
    assert len(text_only(f"方案\n1.{words}。").findings("sum-mismatch")) == 1


@pytest.mark.parametrize(
    "words",
    [
        "全年引进项目54个，其中甲类27个、乙类12个、丙类4个、丁类5个、戊类3个、己类3个",
        "开展培训690人次，其中创业培训190人次",
        "任务共54=27+12+4+5+3+3项",
        "翻修东街菜场、西街菜场、老车站三个便民场所项目",
        "推进甲路、乙路和丙路三条道路建设",
        "打造教育、医疗、养老等三大品牌",
        "引进项目20个，其中农机类12个、茶叶类8个，新增规模企业5个",
        "实施项目30个，其中新建12个，改造18个",
        "开展培训20场次，其中农机类12场次、茶叶类8场次，举办比赛6场次",
        "救助800人，其中儿童300人，服务2000人次",
    ],
)
def test_figures_that_do(words: str):
    assert not text_only(f"方案\n1.{words}。").findings("sum-mismatch")


def test_the_number_of_annexes():
    made = Plan("方案\n制定“1个总体方案+3个实施方案”。\n甲方案\n乙方案", (("0", ""), ("1", "甲方案"), ("2", "乙方案")))
    assert made.findings("sum-mismatch")
    named = Header(family="六大攻坚", year=2026)
    made = Plan("实施“六大攻坚”方案\n甲方案\n乙方案", (("0", ""), ("1", "甲方案"), ("2", "乙方案")), named)
    assert made.findings("family-count")


def test_a_promise_to_count_without_a_number():
    (found,) = text_only("方案\n1.强基础。新建多个5G基站，培育若干家企业。完成许多工作。").findings(
        "target-without-figure"
    )
    assert "新建多个5G基站" in found.sentence
    assert len(found.passages) == 2
