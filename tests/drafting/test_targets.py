"""Targets: which numbers are commitments, what they measure, how strongly, under which name."""

from __future__ import annotations

import pytest
from passages import plan, stretch

from luoshi.drafting import draft
from luoshi.drafting.draft import Target
from luoshi.drafting.targets import find_targets

# what the plan says | name, measure, strength, value, second value, unit
ONE = """
社会消费品零售总额增长9%以上           | 社会消费品零售总额 growth >= 9 - %
规模以上工业增加值增长8.5%左右         | 规模以上工业增加值 growth ~ 8.5 - %
地区生产总值增长7%                     | 地区生产总值 growth = 7 - %
力争地方一般公共预算收入增长5%         | 地方一般公共预算收入 growth >= 5 - %
粮食产量稳定在12万吨以上               | 粮食产量 level >= 12 - 万吨
规模以上工业总产值突破260亿元          | 规模以上工业总产值 level >= 260 - 亿元
农村居民人均可支配收入达到2.8万元      | 农村居民人均可支配收入 level >= 2.8 - 万元
旅游综合收入达到35亿元左右             | 旅游综合收入 level ~ 35 - 亿元
城镇调查失业率控制在5.5%以内           | 城镇调查失业率 share <= 5.5 - %
森林覆盖率稳定在62%                    | 森林覆盖率 share = 62 - %
污水收集率提高到75%                    | 污水收集率 share >= 75 - %
空气质量优良天数比例不低于92%          | 空气质量优良天数比例 share >= 92 - %
隐患整改完成率100%                     | 隐患整改完成率 share = 100 - %
网上可办率达到九成以上                 | 网上可办率 share >= 9 - 成
全社会研发投入占比达到2.5%             | 全社会研发投入占比 share >= 2.5 - %
城镇调查失业率下降0.2个百分点           | 城镇调查失业率 decrease = 0.2 - 个百分点
生产安全事故起数下降10%                | 生产安全事故起数 decrease = 10 - %
一般性支出压减5%                       | 一般性支出 decrease = 5 - %
审批时限压减至7个工作日以内            | 审批时限 level <= 7 - 个工作日
融资担保平均费率不超过1%               | 融资担保平均费率 level <= 1 - %
PM2.5平均浓度降至30微克/立方米         | PM2.5平均浓度 level <= 30 - 微克/立方米
城市低保标准提高到760元/月             | 城市低保标准 level >= 760 - 元/月
3个工作日内核实办结                    | 核实办结时限 level <= 3 - 个工作日
新增规模以上工业企业12家               | 规模以上工业企业 increase = 12 - 家
新建充电桩300个以上                    | 充电桩 increase >= 300 - 个
引进亿元以上产业项目8个                | 亿元以上产业项目 increase = 8 - 个
引进1—2家龙头企业                      | 龙头企业 increase range 1 2 家
建成3个以上中心镇                      | 中心镇 increase >= 3 - 个
培训农民2000人次                       | 农民 increase = 2000 - 人次
完成危桥改造13座                       | 危桥改造 increase = 13 - 座
改造老旧小区6个                        | 老旧小区改造 increase = 6 - 个
新增城镇就业3200人左右                 | 城镇就业 increase ~ 3200 - 人
开展应急演练两次                       | 应急演练 increase = 2 - 次
发放创业担保贷款5000万元               | 创业担保贷款 level = 5000 - 万元
年底前陈案化解率达到80%                | 陈案化解率 share >= 80 - %
2026年底前接入冷库500座                | 冷库 increase = 500 - 座
9月1日前开通公交线路6条                | 公交线路 increase = 6 - 条
新建和改造提升高标准农田2.6万亩        | 高标准农田 increase = 2.6 - 万亩
到位内资增长12%以上                    | 到位内资 growth >= 12 - %
完成营造林22万亩                       | 营造林 increase = 22 - 万亩
城市低保标准由720元/月提高到760元/月   | 城市低保标准 level >= 760 - 元/月
坚决守牢62.5万亩耕地红线               | 耕地 level >= 62.5 - 万亩
居民收入增长百分之八以上               | 居民收入 growth >= 8 - %
一般性支出压减百分之十五               | 一般性支出 decrease = 15 - %
培育合作社一百二十五个                 | 合作社 increase = 125 - 个
研发投入强度达到2.5%                   | 研发投入强度 share >= 2.5 - %
建制村客车覆盖率100%                   | 建制村客车覆盖率 share = 100 - %
办结时间压缩到3天                      | 办结时间 level <= 3 - 天
按时办结率98%以上                      | 按时办结率 share >= 98 - %
重点人群签约率达到80%                  | 重点人群签约率 share >= 80 - %
绿化覆盖率达到40%                      | 绿化覆盖率 share >= 40 - %
人均预期寿命达82.4岁                   | 人均预期寿命 level >= 82.4 - 岁
夜间消费同比提升20%                    | 夜间消费 growth = 20 - %
——工业技改投资增长12%                  | 工业技改投资 growth = 12 - %
一是新增外贸企业10家                   | 外贸企业 increase = 10 - 家
服务群众3000余人                       | 群众 increase >= 3000 - 人
"""


def found(*sentences: str) -> list[Target]:
    return find_targets([stretch(sentence) for sentence in sentences], 2026)


@pytest.mark.parametrize("line", ONE.strip().splitlines(), ids=lambda line: line.split("|")[0].strip())
def test_a_commitment_with_a_number_is_a_target(line: str):
    said, expected = (half.strip() for half in line.split("|"))
    name, measure, op, value, value2, unit = expected.split()
    (target,) = found(f"{said}。")
    assert (target.name, target.measure, target.op) == (name, measure, op)
    assert (target.value, target.value2, target.unit) == (float(value), None if value2 == "-" else float(value2), unit)
    assert target.raw in said


@pytest.mark.parametrize(
    "text",
    [
        "推进总投资12亿元的产业园项目建设。",
        "建设占地300亩的物流园。",
        "建设产业园，总投资12亿元。",
        "引进企业，计划总投资达8亿元。",
        "稳慎推进二轮延包。",
        "加快年产30万吨项目建设。",
        "去年完成投资3亿元。",
        "目前已建成学校12所。",
        "2025年实现增加值增长8%。",
        "截至2025年底，累计建成厂房20万平方米。",
        "推进5G基站建设。",
        "创建4A级景区。",
        "落实“四个一”机制。",
        "推进G318线建设。",
        "发展3岁以下婴幼儿托育服务。",
        "建设110kV变电站。",
        "完善15分钟便民生活圈。",
        "推动农村居民收入较快增长。",
        "实施“十百千”工程。",
        "打造“1+3”体系。",
        "按照云政办发〔2026〕9号文件落实。",
        "落实《2025—2027年实施方案》。",
        "2026年3月15日前启动，5月底前完成。",
        "抓好第12届文旅节。",
        "实现隐患动态清零。",
    ],
)
def test_sizes_facts_names_and_dates_are_none(text: str):
    assert found(text) == []


def rows(text: str) -> list[tuple[str, float, str]]:
    return [(t.name, t.value, t.unit) for t in found(text)]


def test_several_commitments_of_a_sentence_are_targets_each():
    assert rows("完成危桥改造13座、建设各级公路140公里以上，新增学位1200个。") == [
        ("危桥改造", 13, "座"), ("各级公路", 140, "公里"), ("学位", 1200, "个"),
    ]  # fmt: skip


def test_one_rate_for_several_things_is_a_target_for_each():
    made = found("污水收集率、垃圾处理率均达到98%。")
    assert [(t.name, t.value) for t in made] == [("污水收集率", 98), ("垃圾处理率", 98)]
    assert {t.raw for t in made} == {"污水收集率、垃圾处理率均达到98%"}


def test_one_growth_for_several_things_is_a_target_for_each():
    assert rows("规模以上工业增加值、固定资产投资均增长8%。") == [
        ("规模以上工业增加值", 8, "%"),
        ("固定资产投资", 8, "%"),
    ]


def test_figures_given_respectively_go_to_their_things_in_turn():
    assert rows("粮食、油料产量分别达到12万吨和1.5万吨。") == [("粮食产量", 12, "万吨"), ("油料产量", 1.5, "万吨")]


def test_a_fall_given_respectively_is_a_fall_for_each():
    made = found("生产安全事故起数和死亡人数分别下降10%和12%。")
    assert [(t.value, t.measure) for t in made] == [(10, "decrease"), (12, "decrease")]


def test_a_count_that_several_share_is_one_target():
    assert len(found("新建中试基地、概念验证平台4家。")) == 1


def test_striving_governs_the_figures_behind_it_up_to_another_verb():
    made = found("力争新增企业8家、专利20件，确保税收增长5%；新建厂房3栋。")
    assert [t.op for t in made] == [">=", ">=", "=", "="]


def test_a_dropped_subject_is_supplied_from_the_sentence():
    (first, second) = found("做强铸造产业，铸造产业链产值突破90亿元，增长12%。")
    assert first.name == second.name == "铸造产业链产值"


def test_width_of_digits_and_blanks_change_no_target():
    said = found("完成水利投资４．５亿元，新建 堤防 18.6 公里。")
    assert [(t.value, t.unit) for t in said] == [(4.5, "亿元"), (18.6, "公里")]
    assert [t.raw for t in said] == ["完成水利投资４．５亿元", "新建堤防18.6公里"]


def test_a_number_with_thousands_separators_is_one_number():
    assert rows("培训新型农民1,200人次。") == [("新型农民", 1200, "人次")]


def test_a_target_knows_its_characters():
    text = "聚力稳增长，社会消费品零售总额增长9%以上，新增就业3200人。"
    for target in found(text):
        assert text[target.source.start : target.source.end] == target.raw


def test_sections_on_organisation_hold_rates_only():
    assert find_targets([stretch("成立3个工作组，配备人员12名。", "organisation")], 2026) == []
    (rate,) = find_targets([stretch("确保问题整改率达到100%。", "organisation")], 2026)
    assert (rate.name, rate.value, rate.measure) == ("问题整改率", 100, "share")


def test_a_figure_repeated_in_another_part_is_a_target_there_too():
    said = "新增学位1200个。"
    made = find_targets([stretch(said, part="0"), stretch(said, part="1")], 2026)
    assert [t.part for t in made] == ["0", "1"]


def test_targets_carry_the_path_of_what_they_stand_in():
    made = draft(plan("1.办好学校。新增学位1200个。", "2.建好医院。新增床位300张。")).targets
    assert [(t.path, t.value) for t in made] == [("二/1", 1200), ("二/2", 300)]
