"""One target, one figure: in all places where the plan names it."""

import pytest
from by_hand import Plan

TEXT = """
云麓县实施“六大攻坚”总体方案
一、攻坚目标
链上企业达到80家，规模工业增加值增长10%以上，新改建农村公路140公里。
附件1
产业攻坚实施方案
一、攻坚目标
规模以上工业增加值增长10%左右。
二、攻坚任务
1.延链补链。链上企业达到75家。（县工信局牵头）
"""
PARTS = (("0", ""), ("1", "产业攻坚实施方案"))


def plan() -> Plan:
    made = Plan(TEXT, PARTS)
    made.task(
        "1", "二/1", "1.延链补链。链上企业达到75家。（县工信局牵头）", ("（县工信局牵头）", {"lead": ["县工信局"]})
    )
    made.target("0", "一", "链上企业达到80家", "链上企业", 80, "家", "level")
    made.target("0", "一", "规模工业增加值增长10%以上", "规模工业增加值", 10, "%", "growth")
    made.target("0", "一", "新改建农村公路140公里", "新改建农村公路", 140, "公里")
    made.target("1", "一", "规模以上工业增加值增长10%左右", "规模以上工业增加值", 10, "%", "growth")
    made.target("1", "二/1", "链上企业达到75家", "链上企业", 75, "家", "level")
    return made


def test_two_figures_for_one_target_are_grave_and_show_both_places():
    (found,) = plan().findings("target-conflict")
    assert found.gravity == "grave"
    assert "链上企业达到80家" in found.sentence
    assert "链上企业达到75家" in found.sentence
    assert [p.source.part for p in found.passages] == ["0", "1"]


def test_strengths_that_differ_are_found_under_another_spelling_of_the_name():
    (found,) = plan().findings("target-strength")
    assert found.gravity == "serious"
    assert "以上" in found.sentence
    assert "左右" in found.sentence


def test_a_target_of_the_master_plan_that_no_annex_takes_up():
    (sentence,) = plan().sentences("target-only-master")
    assert "农村公路140公里" in sentence


def test_an_objective_of_an_annex_that_the_master_plan_lacks():
    made = plan()
    made.targets = [t for t in made.targets if not (t.part == "0" and "工业" in t.name)]
    (sentence,) = made.sentences("target-only-annex")
    assert "规模以上工业增加值" in sentence


def two(
    first: str, second: str, values: tuple[float, float], units: tuple[str, str], name: str = "项目到位资金"
) -> Plan:
    made = Plan(f"方案\n一、目标\n{first}。\n二、任务\n1.抓落地。{second}。")
    made.task("0", "二/1", f"1.抓落地。{second}。")
    made.target("0", "一", first, name, values[0], units[0], "level")
    return made.target("0", "二/1", second, name, values[1], units[1], "level")


def test_figures_are_compared_across_units_of_one_family():
    assert not two("到位资金2亿元", "到位资金20000万元", (2, 20000), ("亿元", "万元")).findings("target-conflict")
    assert two("到位资金2亿元", "到位资金2000万元", (2, 2000), ("亿元", "万元")).findings("target-conflict")


def test_figures_for_different_times_do_not_conflict():
    made = two("上半年到位资金2亿元", "到位资金5亿元", (2, 5), ("亿元", "亿元"))
    assert not made.findings("target-conflict")
    made = two("到2030年到位资金8亿元", "到位资金5亿元", (8, 5), ("亿元", "亿元"))
    assert not made.findings("target-conflict")


def test_general_names_are_not_one_thing():
    assert not two("引进项目2个", "实施项目9个", (2, 9), ("个", "个"), "项目").findings("target-conflict")


def test_units_of_counting_that_differ():
    (sentence,) = two("高新技术企业达10户", "高新技术企业达10家", (10, 10), ("户", "家"), "高新技术企业").sentences(
        "target-unit"
    )
    assert "户" in sentence
    assert "家" in sentence


def test_what_is_brought_up_is_not_what_is_there():
    made = Plan("方案\n甲方案\n1.甲事。新增上市企业1家。\n2.乙事。培育上市企业4家。", (("0", ""), ("1", "甲方案")))
    made.task("1", "1", "1.甲事。新增上市企业1家。").task("1", "2", "2.乙事。培育上市企业4家。")
    made.target("1", "1", "新增上市企业1家", "上市企业", 1, "家").target(
        "1", "2", "培育上市企业4家", "上市企业", 4, "家"
    )
    assert not made.findings("target-conflict")


def places(first: str, second: str, targets: list[tuple[str, str, str, float, str]]) -> Plan:
    """The goal of the plan, and a task of an annex; targets as (part, raw, name, value, unit)."""
    line = f"1.抓落地。{second}。"
    made = Plan(f"方案\n一、目标\n{first}。\n附件1\n甲方案\n{line}", (("0", ""), ("1", "甲方案")))
    made.task("1", "1", line)
    for part, raw, name, value, unit in targets:
        made.target(part, "一" if part == "0" else "1", raw, name, value, unit)
    return made


STAGES = [("谋划农机项目50个", 50), ("签约30个", 30), ("开工20个", 20)]


def test_stages_of_one_noun_are_no_two_figures():
    goal = "、".join(raw for raw, _ in STAGES)
    made = places(goal, goal, [(part, raw, "农机项目", value, "个") for part in "01" for raw, value in STAGES])
    assert not made.findings("target-conflict")


def test_a_stage_with_another_figure_elsewhere():
    made = places(
        "谋划农机项目50个、签约30个",
        "谋划农机项目60个、签约30个",
        [
            ("0", "谋划农机项目50个", "农机项目", 50, "个"),
            ("0", "签约30个", "农机项目", 30, "个"),
            ("1", "谋划农机项目60个", "农机项目", 60, "个"),
            ("1", "签约30个", "农机项目", 30, "个"),
        ],
    )
    (sentence,) = made.sentences("target-conflict")
    assert "50" in sentence
    assert "60" in sentence
    assert "30" not in sentence


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("新增充电桩900个", "在景区新增充电桩200个"),
        ("新增充电桩900个", "城区新增充电桩400个"),
        ("新增充电桩900个", "每个乡镇新增充电桩30个"),
        ("到2028年，服务区通电，新增充电桩900个", "新增充电桩300个"),
        ("新增充电桩900个", "其中新增充电桩300个"),
    ],
)
def test_a_part_of_the_whole_or_another_year_is_no_other_figure(first: str, second: str):
    one, other = first.rsplit("，", 1)[-1], second
    figures = [float("".join(c for c in words if c.isdecimal())) for words in (one, other)]
    made = places(first, second, [("0", one, "充电桩", figures[0], "个"), ("1", other, "充电桩", figures[1], "个")])
    assert not made.findings("target-conflict")


@pytest.mark.parametrize("first", ["到2026年，新增充电桩900个", "全县新增充电桩900个", "力争新增充电桩900个"])
def test_the_same_whole_with_two_figures(first: str):
    one = first.rsplit("，", 1)[-1]
    made = places(
        first, "新增充电桩300个", [("0", one, "充电桩", 900, "个"), ("1", "新增充电桩300个", "充电桩", 300, "个")]
    )
    assert made.findings("target-conflict")


@pytest.mark.parametrize(
    ("name", "found"), [("投资完成率", False), ("项目开工率", False), ("污水处理厂达标率", True), ("满意度", False)]
)
def test_a_rate_of_nothing_in_particular_is_not_one_thing(name: str, found: bool):
    made = places(f"{name}95%", f"{name}90%", [("0", f"{name}95%", name, 95, "%"), ("1", f"{name}90%", name, 90, "%")])
    assert bool(made.findings("target-conflict")) is found


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("突破30家", "达到30家", False),
        ("达30家以上", "30家", True),
        ("达到30家", "30家左右", False),
        ("新增30家", "新增30家以上", True),
    ],
)
def test_strengths(one: str, other: str, found: bool):
    made = places(
        f"农机合作社{one}",
        f"农机合作社{other}",
        [("0", f"农机合作社{one}", "农机合作社", 30, "家"), ("1", f"农机合作社{other}", "农机合作社", 30, "家")],
    )
    assert bool(made.findings("target-strength")) is found


def test_to_sign_is_no_estimate():
    made = places(
        "签约30家",
        "签约农机合作社30家",
        [("0", "签约30家", "农机合作社", 30, "家"), ("1", "签约农机合作社30家", "农机合作社", 30, "家")],
    )
    assert not made.findings("target-strength")


def test_targets_of_one_paragraph_that_no_annex_takes_up_are_told_together():
    made = places(
        "新建粮库3座，疏浚渠道40公里",
        "育秧200亩",
        [
            ("0", "新建粮库3座", "粮库", 3, "座"),
            ("0", "疏浚渠道40公里", "渠道", 40, "公里"),
            ("1", "育秧200亩", "育秧", 200, "亩"),
        ],
    )
    (found,) = made.findings("target-only-master")
    assert "粮库3座" in found.sentence
    assert "渠道40公里" in found.sentence
    assert len(found.passages) == 2


def test_a_list_or_table_behind_the_plan_takes_up_no_targets():
    made = Plan("方案\n一、目标\n新建粮库3座。\n附件1\n项目清单\n育秧200亩。", (("0", ""), ("1", "项目清单")))
    made.target("0", "一", "新建粮库3座", "粮库", 3, "座").target("1", "1", "育秧200亩", "育秧", 200, "亩")
    assert not made.findings("target-only-master")


def test_a_target_without_its_noun_is_told_by_name():
    made = places(
        "新建粮库3座", "育秧200亩", [("0", "新建粮库3座", "粮库", 3, "座"), ("1", "育秧200亩", "育秧", 200, "亩")]
    )
    made.tasks.clear()
    made.task("1", "2", "1.抓落地。")
    made.targets[1] = made.targets[1].__class__(
        "1", "一", "200亩", "工厂化育秧", "increase", "=", 200, None, "亩", made.find("200亩", "1")
    )
    (sentence,) = made.sentences("target-only-annex")
    assert "工厂化育秧200亩" in sentence
