"""Quantities: what is a number with a unit, and what only looks like one."""

from __future__ import annotations

from itertools import pairwise

import pytest

from luoshi.drafting.flat import flat
from luoshi.drafting.quantities import quantities

# text → value, second value or -, unit or -, word of strength or -
FOUND = """
增长9%                      9      -     %          -
增长９.５％                 9.5    -     %          -
达到1,200家                 1200   -     家         -
达12万吨以上                12     -     万吨       以上
投资3.5亿元左右             3.5    -     亿元       左右
控制在5‰以内                5      -     ‰          以内
提高2个百分点               2      -     个百分点   -
新建1-2个                   1      2     个         -
完成100—120公里             100    120   公里       -
增长7%至8%                  7      8     %          -
建设300套                   300    -     套         -
覆盖12.6万人次              12.6   -     万人次     -
标准760元/月                760    -     元/月      -
补助163元/月·人             163    -     元/月·人   -
浓度35微克/立方米           35     -     微克/立方米 -
装机50万千瓦                50     -     万千瓦     -
压减到7个工作日             7      -     个工作日   -
新建两所                    2      -     所         -
新增十二个                  12     -     个         -
占比九成以上                9      -     成         以上
"""  # fmt: skip


@pytest.mark.parametrize("line", FOUND.strip().splitlines(), ids=lambda line: line.split()[0])
def test_a_number_with_its_unit(line: str):
    text, value, second, unit, suffix = line.split()
    (found,) = quantities(flat(text).text)
    assert (found.unit, found.suffix) == (unit.replace("-", ""), suffix.replace("-", ""))
    assert (found.value, found.value2) == (float(value), None if second == "-" else float(second))


@pytest.mark.parametrize(
    "text",
    [
        "2026年", "2026年3月15日前", "3月底前", "2024—2026年", "4A级景区", "5G基站", "S218线", "G318国道", "第3产业园", "第12届",
        "3岁以下婴幼儿", "“8341”工程", "《3年行动计划》", "（3家）", "A3幅面", "PM2.5", "COD2", "三级医院", "一个中心", "第二批", "这两家", "几十个",
        "云政办发〔2026〕9号", "110kV变电站", "1+3体系",
    ],
)  # fmt: skip
def test_years_names_and_numbers_in_brackets_are_none(text: str):
    assert [q for q in quantities(flat(text).text) if q.unit] == []


def test_several_stand_in_text_order_and_do_not_overlap():
    text = flat("新建学校3所、改扩建5所，新增学位1200个，增长8.5%以上").text
    found = quantities(text)
    assert [(q.value, q.unit) for q in found] == [(3, "所"), (5, "所"), (1200, "个"), (8.5, "%")]
    assert all(this.tail <= following.start for this, following in pairwise(found))


def test_the_characters_of_a_quantity_are_its_number_unit_and_strength():
    text = "粮食产量稳定在12万吨以上。"
    (found,) = quantities(text)
    assert text[found.start : found.end] == "12万吨"
    assert text[found.start : found.tail] == "12万吨以上"
