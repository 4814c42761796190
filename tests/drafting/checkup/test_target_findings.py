"""One target, one figure: in all places where the plan names it."""

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
