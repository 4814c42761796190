"""What kind of quantity a target is, by the words of its plan; and when it is met."""

from __future__ import annotations

import pytest

from luoshi.standing.aims import Aim, Nature, aim, nature_of


@pytest.mark.parametrize(
    ("measure", "op", "unit", "name", "raw", "nature"),
    [
        ("growth", ">=", "%", "规模工业增加值", "规模工业增加值增长10%以上", Nature.GROWTH),
        ("decrease", "=", "%", "现行案件发案率", "现行案件发案率同比下降50%", Nature.FALL),
        ("increase", ">=", "家", "外资企业", "新引进外资企业2家以上", Nature.AMOUNT),
        ("increase", "<=", "起", "较大事故", "较大事故不超过2起", Nature.BUDGET),
        ("level", ">=", "亿元", "园区技工贸收入", "园区技工贸收入突破210亿元", Nature.AMOUNT),
        ("level", ">=", "亿元", "固定资产投资", "完成固定资产投资15亿元以上", Nature.AMOUNT),
        ("level", ">=", "万吨", "粮食产量", "粮食产量稳定在12万吨以上", Nature.AMOUNT),
        ("level", ">=", "亿元", "贷款余额", "贷款余额达到80亿元", Nature.LEVEL),
        ("level", ">=", "家", "高新技术企业数", "高新技术企业数突破75家", Nature.LEVEL),
        ("level", ">=", "元/月", "城市低保标准", "城市低保标准提高到不低于740元/月", Nature.LEVEL),
        ("level", "<=", "个工作日", "审批时间", "政府投资项目审批时间压减至49个工作日以内", Nature.LEVEL),
        ("level", "<=", "小时", "办理时间", "全部事项办理时间不超过8小时", Nature.CEILING),
        ("level", "<=", "mg/L", "总磷浓度", "总磷浓度≤0.088mg/L", Nature.CEILING),
        ("share", "<=", "‰", "林草火灾受害率", "林草火灾受害率控制在0.9‰以内", Nature.CEILING),
        ("level", "=", "类", "主要地表水水质", "主要地表水水质在II类标准", Nature.CEILING),
        ("level", "=", "微克/立方米", "PM2.5浓度", "PM2.5浓度35微克/立方米", Nature.CEILING),
        ("share", "=", "%", "城镇调查失业率", "城镇调查失业率5.5%左右", Nature.CEILING),
        ("share", ">=", "%", "民间投资占比", "民间投资占全部投资的比重在65%以上", Nature.LEVEL),
        ("share", "range", "%", "药物储备率", "按照服务人口数的15%-20%", Nature.BAND),
    ],
)
def test_the_words_of_a_target_tell_its_nature(
    measure: str, op: str, unit: str, name: str, raw: str, nature: Nature
) -> None:
    assert nature_of(measure, op, unit, name, raw).nature is nature


def test_a_person_may_choose_another_nature() -> None:
    assert aim("粮食产量", "level", ">=", 12, "万吨", nature=Nature.LEVEL).nature is Nature.LEVEL


@pytest.mark.parametrize(
    ("target", "value", "met"),
    [
        (Aim("增速", Nature.GROWTH, 9, "%"), 8.9, False),
        (Aim("增速", Nature.GROWTH, 9, "%"), 9.0, True),
        (Aim("增速", Nature.GROWTH, 3.7, "%", "~"), 3.65, True),  # half of the last figure written
        (Aim("增速", Nature.GROWTH, 3.7, "%", "~"), 3.6, False),
        (Aim("增速", Nature.GROWTH, 6, "%", "~"), 5.7, True),  # a twentieth, which is less than half a point
        (Aim("产量", Nature.AMOUNT, 1000, "吨", "~"), 950, True),
        (Aim("产量", Nature.AMOUNT, 1000, "吨", "~"), 949, False),
        (Aim("基地", Nature.AMOUNT, 2, "家", "range", 3), 2, True),
        (Aim("基地", Nature.AMOUNT, 2, "家", "range", 3), 4, True),
        (Aim("储备", Nature.BAND, 15, "%", "range", 20), 21, False),
        (Aim("储备", Nature.BAND, 15, "%", "range", 20), 14.9, False),
        (Aim("浓度", Nature.CEILING, 35, "微克/立方米", "<="), 35, True),
        (Aim("浓度", Nature.CEILING, 35, "微克/立方米", "<="), 35.1, False),
        (Aim("时限", Nature.LEVEL, 3, "个工作日", "<="), 2, True),
    ],
)
def test_when_a_target_is_met(target: Aim, value: float, met: bool) -> None:
    assert target.met_by(value) is met
