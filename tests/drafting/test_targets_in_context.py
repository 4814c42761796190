"""Targets whose words stand elsewhere: in a bracket, in a row of numbers, in the task's title, in a rank."""

from __future__ import annotations

import pytest
from passages import document, stretch

from luoshi.drafting import draft
from luoshi.drafting.draft import Target
from luoshi.drafting.targets import find_targets


def found(*sentences: str) -> list[Target]:
    return find_targets([stretch(sentence) for sentence in sentences], 2026)


def rows(text: str) -> list[tuple[str, str, str, float, str]]:
    return [(t.name, t.measure, t.op, t.value, t.unit) for t in found(text)]


# a sentence | what its bracket adds: name measure strength value unit
BRACKETS = """
建设充电桩200个（其中农村不少于30个）             | 农村充电桩 increase >= 30 个
新建200个充电桩（其中：农村30个）、停车位500个     | 农村充电桩 increase = 30 个
新增专精特新企业20家（其中“小巨人”企业3家以上）   | “小巨人”企业 increase >= 3 家
完成造林3万亩（含退化林修复1万亩）                 | 退化林修复 increase = 1 万亩
完成固定资产投资50亿元（同比增长10%）              | 固定资产投资 growth = 10 %
社会消费品零售总额增长8%（力争9%）                 | 社会消费品零售总额 growth >= 9 %
研发投入占比提高到2.5%（力争2.8%）以上             | 研发投入占比 share >= 2.8 %
新建学校3所（总投资2亿元，新增学位900个）          | 学位 increase = 900 个
"""


@pytest.mark.parametrize("line", BRACKETS.strip().splitlines(), ids=lambda line: line.split("|")[0].strip())
def test_a_bracket_behind_a_target_may_commit_too(line: str):
    said, expected = (half.strip() for half in line.split("|"))
    name, measure, op, value, unit = expected.split()
    made = rows(f"{said}。")
    assert made[1] == (name, measure, op, float(value), unit)


def test_each_thing_listed_in_a_bracket_is_a_target():
    assert [(n, v) for n, _, _, v, _ in rows("培训农民2000人次（其中：高素质农民500人次，致富带头人100人次）。")] == [
        ("农民", 2000), ("高素质农民", 500), ("致富带头人", 100),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "改造老旧小区12个（共860户）。",
        "改造老旧小区12个（涉及居民860户）。",
        "引进龙头企业5家（已签约3家）。",
        "建成水库3座（含在建2座）。",
        "完成技改项目50个（2025年45个）。",
        "完成年度投资12亿元（县财政局、县发改局负责）。",
        "新建泊位5个（每个3000吨级）。",
    ],
)
def test_a_bracket_that_explains_or_counts_up_adds_none(text: str):
    assert len(found(text)) == 1


def test_brackets_behind_a_thing_that_is_no_target_hold_none():
    assert found("实施一批重点项目（共12个）。") == []
    assert found("建设产业园（占地300亩）。") == []


# numbers of several things

RESPECTIVELY = """
城乡居民人均可支配收入分别增长6%和7%               | 城镇居民人均可支配收入 6, 农村居民人均可支配收入 7
城乡低保标准分别提高到760元/月和560元/月           | 城市低保标准 760, 农村低保标准 560
国家级、省级专精特新企业分别达到2家、10家           | 国家级专精特新企业 2, 省级专精特新企业 10
城乡供水、燃气普及率分别达到95%和80%               | 城乡供水普及率 95, 燃气普及率 80
分别新增规上工业、限上商贸、规上服务业企业10家、8家、5家 | 规上工业企业 10, 限上商贸企业 8, 规上服务业企业 5
生产安全事故起数和死亡人数分别下降10%、12%          | 生产安全事故起数 10, 生产安全事故死亡人数 12
城镇、农村居民人均可支配收入分别达到4.2万元和2.1万元，分别增长6%和7% | 城镇居民人均可支配收入 4.2, 农村居民人均可支配收入 2.1, 城镇居民人均可支配收入 6, 农村居民人均可支配收入 7
"""


@pytest.mark.parametrize("line", RESPECTIVELY.strip().splitlines(), ids=lambda line: line.split("|")[0].strip())
def test_things_take_their_numbers_in_turn(line: str):
    said, expected = (half.strip() for half in line.split("|"))
    assert [f"{t.name} {t.value:g}" for t in found(f"{said}。")] == expected.split(", ")


def test_numbers_given_in_a_row_are_quoted_together():
    made = found("扛稳责任，粮食、油料产量分别达到12万吨和1.5万吨，单产提高2%。")
    assert [t.raw for t in made[:2]] == ["粮食、油料产量分别达到12万吨和1.5万吨"] * 2
    assert made[2].raw == "单产提高2%"


def test_a_word_for_two_things_stays_whole_with_one_number():
    assert rows("城乡居民医保参保率达到95%。") == [("城乡居民医保参保率", "share", ">=", 95, "%")]


@pytest.mark.parametrize("fall", ["“双下降”15%", "双下降15%", "分别下降15%"])
def test_one_fall_of_accidents_and_deaths_is_a_target_for_each(fall: str):
    assert rows(f"生产安全事故起数和死亡人数{fall}。") == [
        ("生产安全事故起数", "decrease", "=", 15, "%"),
        ("生产安全事故死亡人数", "decrease", "=", 15, "%"),
    ]


# the task's title says of what

TITLED = """
做好粮食生产。播种面积稳定在30万亩，总产12万吨。     | 粮食播种面积 粮食总产
做优茶叶产业。面积达到10万亩，产值突破20亿元。        | 茶叶面积 茶叶产业产值
推进家庭医生签约服务。覆盖率达到80%。                 | 家庭医生签约服务覆盖率
抓好生猪生产。落实扶持政策，出栏稳定在50万头。        | 生猪出栏
壮大生猪和蔬菜产业。产值达到20亿元。                  | 产值
推进乡村振兴。特色产业加快发展，产值达到20亿元。      | 产值
加强粮食安全。粮食播种面积稳定在30万亩。              | 粮食播种面积
"""


@pytest.mark.parametrize("line", TITLED.strip().splitlines(), ids=lambda line: line.split("|")[0].strip())
def test_a_title_supplies_what_a_name_leaves_out(line: str):
    said, expected = (half.strip() for half in line.split("|"))
    assert [t.name for t in found(said)] == expected.split()


def test_a_title_serves_the_paragraphs_of_its_task():
    (target,) = found("做好粮食生产。", "播种面积稳定在30万亩。")
    assert target.name == "粮食播种面积"


# multiples, parts, ranks

SAID = """
规模以上工业企业数量翻一番      | 规模以上工业企业数量 growth = 1 番
市场主体总量增加一倍            | 市场主体总量 growth = 1 倍
数字经济规模提高一倍以上        | 数字经济规模 growth >= 1 倍
一般性支出压减两成              | 一般性支出 decrease = 2 成
营商环境评价进入全省前10名      | 营商环境评价全省排名 level <= 10 名
力争群众满意度排名进入全市前3名 | 群众满意度全市排名 level <= 3 名
主要经济指标增速保持全市前三位  | 主要经济指标增速全市排名 level <= 3 位
力争经济总量进入全省县域前30位  | 经济总量全省县域排名 level <= 30 位
盘活变现“三资”3亿元             | 盘活变现“三资” level = 3 亿元
"""


@pytest.mark.parametrize("line", SAID.strip().splitlines(), ids=lambda line: line.split("|")[0].strip())
def test_multiples_parts_and_ranks(line: str):
    said, expected = (half.strip() for half in line.split("|"))
    name, measure, op, value, unit = expected.split()
    assert rows(f"{said}。") == [(name, measure, op, float(value), unit)]


@pytest.mark.parametrize(
    "text",
    [
        "一般性支出压减三分之一。",
        "项目开工率过半。",
        "“三公”经费实现“零”增长。",
        "规模以上工业企业数量实现翻番。",
        "干出一番新事业。",
        "监管方式不能一成不变。",
        "对全市排名前3名的乡镇予以通报表扬。",
        "对进入全省前10名的企业给予奖励。",
        "综合考核进入全市前列。",
        "综合考核排名全市前五。",
    ],
)
def test_words_without_a_number_and_a_unit_and_ranks_that_only_pick_out_are_none(text: str):
    assert found(text) == []


# duties that come again


@pytest.mark.parametrize(
    "text", ["每年发布1次营商环境报告。", "每月走访企业1次。", "每季度召开1次工作例会。", "每周调度1次、每月通报1次。"]
)
def test_routines_of_office_are_no_targets(text: str):
    assert found(text) == []


def test_a_routine_with_a_floor_and_a_recurring_offer_are_targets():
    assert rows("每季度至少开展1次检查。") == [("检查", "increase", ">=", 1, "次")]
    assert rows("每年开展科普活动不少于10场。") == [("科普活动", "increase", ">=", 10, "场")]
    assert rows("每年培训农民2000人次。") == [("农民", "increase", "=", 2000, "人次")]


# quotations close their brackets


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("新增市场主体3000户（其中企业800户）以上。", "新增市场主体3000户（其中企业800户）以上"),
        ("培育“链主”企业（含“小巨人”）5家。", "培育“链主”企业（含“小巨人”）5家"),
    ],
)
def test_a_quotation_keeps_brackets_and_quotes_together(text: str, raw: str):
    assert found(text)[0].raw == raw


def test_a_bracket_inside_what_is_counted_does_not_shift_the_quotation():
    (target,) = found("为100户（含脱贫户）困难家庭安装报警器。")
    assert target.raw == "为100户（含脱贫户）困难家庭安装报警器"


# the paragraphs before the first section


def aims(*lines: str) -> list[tuple[str, str, float]]:
    made = draft(
        document("云溪县2026年高质量发展方案", *lines, "一、总体要求", "坚持稳中求进。", "二、重点任务", "1.办好学校。")
    )
    return [(t.path, t.name, t.value) for t in made.targets]


def test_aims_before_the_first_section_are_targets_without_a_path():
    assert aims("力争2026年地区生产总值增长6.5%以上，新增企业15家，制定本方案。") == [
        ("", "地区生产总值", 6.5),
        ("", "新增企业", 15),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2025年，全县地区生产总值增长6.1%，新增企业12家。",
        "近年来，全县新增企业300家，综合实力进入全省前10名。",
        "全县地区生产总值突破300亿元，财政收入增长8%。",
        "为落实县委十三届七次全会和县人大五次会议精神，办好2026年10件民生实事，制定本方案。",
        "全面完成全年20项任务，制定本方案。",
    ],
)
def test_what_was_reached_and_what_is_only_announced_before_the_first_section_is_none(text: str):
    assert aims(text) == []


def test_years_to_take_are_no_name():
    assert rows("规模以上工业企业数量三年翻一番。") == [("规模以上工业企业数量", "growth", "=", 1, "番")]


# parts of a total, and what a sentence says of the same thing again


def names(text: str) -> list[str]:
    return [t.name for t in found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "新引进产业项目54个，其中装备制造30个、绿色食品20个、其他4个。",
            "装备制造产业项目 绿色食品产业项目 其他产业项目",
        ),
        ("新引进产业项目55个，装备制造30个、绿色食品20个、其他4个。", "装备制造产业项目 绿色食品产业项目 其他产业项目"),
        ("新增学位1200个，小学800个、初中400个。", "小学学位 初中学位"),
        ("新引进产业项目54个，停车位30个、充电桩9个。", "停车位 充电桩"),
    ],
)
def test_what_adds_up_to_a_total_is_named_as_its_parts(text: str, expected: str):
    assert names(text)[1:] == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新建高标准农田3.5万亩，改造提升2万亩。", "高标准农田改造"),
        ("引进企业5家，培育3家。", "培育企业"),
        ("技改投资增长12%以上，占工业投资比重达45%以上。", "技改投资占工业投资比重"),
        ("粮食播种面积68.5万亩、总产31.2万吨以上。", "粮食总产"),
    ],
)
def test_a_second_figure_takes_its_subject_from_the_first(text: str, expected: str):
    assert names(text)[1] == expected


def test_figures_given_respectively_may_go_to_what_was_named_before():
    made = found("接待游客突破1200万人次，旅游综合收入达到110亿元，分别增长15%、18%。")
    assert [(t.name, t.measure, t.value) for t in made[2:]] == [
        ("接待游客", "growth", 15), ("旅游综合收入", "growth", 18),
    ]  # fmt: skip


# part of a class, time limits, floors in words

MORE = """
政务服务事项九成以上实现网上可办     | 政务服务事项网上可办 share >= 9 成
规上工业企业90%以上实现上云          | 规上工业企业上云 share >= 90 %
行政村80%以上建成标准化卫生室        | 行政村建成标准化卫生室 share >= 80 %
实现社保、医保等60项高频事项就近可办 | 高频事项就近可办 level = 60 项
抵押登记1个工作日办结                | 抵押登记办结时限 level <= 1 个工作日
办理时限3个工作日                    | 办理时限 level = 3 个工作日
接警后15分钟内到达现场               | 接警到达现场时限 level <= 15 分钟
每年至少开展一次应急演练             | 应急演练 increase >= 1 次
主要河流水质稳定在Ⅱ类                | 主要河流水质 level = 2 类
能繁母猪存栏不低于4.8万头            | 能繁母猪存栏 level >= 4.8 万头
担保放大倍数达到5倍                  | 担保放大倍数 level >= 5 倍
组织补贴性职业技能培训5000人次以上   | 补贴性职业技能培训 increase >= 5000 人次
惠及2000名家长                       | 惠及家长 increase = 2000 名
"""


@pytest.mark.parametrize("line", MORE.strip().splitlines(), ids=lambda line: line.split("|")[0].strip())
def test_parts_of_a_class_time_limits_and_floors(line: str):
    said, expected = (half.strip() for half in line.split("|"))
    name, measure, op, value, unit = expected.split()
    assert rows(f"{said}。") == [(name, measure, op, float(value), unit)]


@pytest.mark.parametrize(
    "text",
    [
        "打造15分钟内可达的便民生活圈。",
        "每季度至少召开一次会议，每月至少调度1次。",
        "统一规划建设一个园区。",
        "改造3个月完成。",
    ],
)
def test_what_only_sounds_like_them_is_none(text: str):
    assert found(text) == []


AGAIN = """
规上工业增加值增速不低于7.5%，高于全省平均水平0.5个百分点以上 | 规上工业增加值 / 规上工业增加值高于全省平均水平
新签约亿元以上项目60个，开工率、投产率分别达到70%、40% | 亿元以上项目 / 亿元以上项目开工率 / 亿元以上项目投产率
建制镇污水处理设施覆盖率、运行率均达90%以上 | 建制镇污水处理设施覆盖率 / 建制镇污水处理设施运行率
污水收集率、垃圾处理率均达90%以上 | 污水收集率 / 垃圾处理率
水电气报装平均时间分别压减至3个、5个、2个工作日 | 用水报装平均时间 / 用电报装平均时间 / 用气报装平均时间
政务服务事项承诺时限较法定时限压缩75%以上 | 政务服务事项承诺时限
压减“三公”经费5%以上 | “三公”经费
申请材料减少20% | 申请材料
县域经济综合竞争力争取进位2位以上 | 县域经济综合竞争力进位
为300户重度残疾人家庭实施无障碍改造 | 实施无障碍改造的重度残疾人家庭
第三季度完成东河、西塘两处水体整治 | 水体整治
"""


@pytest.mark.parametrize("line", AGAIN.strip().splitlines(), ids=lambda line: line.split("|")[0].strip())
def test_names_stand_alone_in_a_table(line: str):
    said, expected = (half.strip() for half in line.split("|"))
    assert names(f"{said}。") == expected.split(" / ")


def test_what_is_said_once_for_a_row_holds_for_all_its_numbers():
    assert [t.op for t in found("水电气报装平均时间分别压减至3个、5个、2个工作日。")] == ["<=", "<=", "<="]


def test_things_that_only_stand_by_do_not_make_a_number_a_target():
    assert found("依托东湖、西湖两大平台发展产业。") == []


@pytest.mark.parametrize(
    ("text", "name", "raw"),
    [
        (
            "推动甲材料、乙装备等10个以上项目年内建成投产，扩大产能。",
            "建成投产项目",
            "推动甲材料、乙装备等10个以上项目年内建成投产",
        ),
        ("推动30家企业上云上平台。", "企业上云上平台", "推动30家企业上云上平台"),
        ("要求重点人群接种率达到90%。", "重点人群接种率", "要求重点人群接种率达到90%"),
        ("全县2026年实施农村户厕改造80户。", "农村户厕改造", "全县2026年实施农村户厕改造80户"),
    ],
)
def test_what_a_thing_comes_to_is_named_and_quoted(text: str, name: str, raw: str):
    (target,) = found(text)
    assert (target.name, target.raw) == (name, raw)


def test_parallel_words_of_many_lengths_share_what_the_last_adds():
    assert names("基本养老、工伤和失业保险参保人数分别达到8.1万人、3.2万人和1万人。") == [
        "基本养老保险参保人数", "工伤保险参保人数", "失业保险参保人数",
    ]  # fmt: skip


WORDED = """
孕产妇死亡率控制在8/10万以下            | 孕产妇死亡率 level <= 8 /10万
农村低保标准提高到不低于485/月          | 农村低保标准 level >= 485 /月
申报材料精简30%以上                     | 申报材料 decrease >= 30 %
城乡居民收入比缩小到1.8以内             | 城乡居民收入比 level <= 1.8 -
每个乡镇至少建成1个养老服务中心         | 每个乡镇养老服务中心 increase >= 1 个
各镇（街道）建成1支应急队伍             | 各镇（街道）应急队伍 increase = 1 支
滚动实施技改项目1000项以上              | 技改项目 increase >= 1000 项
新发展设施农业5000亩                    | 设施农业 increase = 5000 亩
"""


@pytest.mark.parametrize("line", WORDED.strip().splitlines(), ids=lambda line: line.split("|")[0].strip())
def test_rates_of_many_and_figures_for_each(line: str):
    said, expected = (half.strip() for half in line.split("|"))
    name, measure, op, value, unit = expected.split()
    assert rows(f"{said}。") == [(name, measure, op, float(value), unit.replace("-", ""))]


def test_time_limits_and_rates_in_a_row_are_of_the_same_thing():
    assert names("企业诉求24小时内响应、5个工作日内反馈。") == ["企业诉求响应时限", "企业诉求反馈时限"]
    assert names("信访事项及时受理率、按期办结率均达100%。") == ["信访事项及时受理率", "信访事项按期办结率"]
    assert names("电信诈骗发案数、损失数“双下降”10%以上。") == ["电信诈骗发案数", "损失数"]
