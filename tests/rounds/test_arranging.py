"""How the sentences of a plan become set-ups. The sentences are written for these tests."""

from __future__ import annotations

import pytest
from cast import county, plan_in_force

from luoshi.rounds.arranging import proposals
from luoshi.rounds.rhythm import Proposal
from luoshi.rounds.setting_up import told

pytestmark = pytest.mark.django_db

HEAD = """青岩县实施“三大攻坚”总体方案
为推动高质量发展，制定本方案。
一、总体目标
全县地区生产总值增长6%以上。
二、组织实施
{master}
青岩县人民政府办公室
2026年3月2日
附件1
产业提质攻坚实施方案
一、攻坚任务
1.建设园区。新建标准厂房20万平方米。{task}（县工信局牵头，县发改局、县财政局按职责分工负责）
2.扶持企业。新增规上企业12家。（县发改局牵头，县统计局配合）
二、保障机制
成立产业提质攻坚工作专班，由县政府分管副县长任召集人，县工信局、县发改局为成员单位，办公室设在县工信局。{annex}
附件2
生态治理攻坚实施方案
一、攻坚任务
1.治理河道。完成河道治理15公里。（县水利局牵头，各镇负责）
二、保障机制
成立生态治理攻坚工作专班，由县政府分管副县长任召集人，县水利局为成员单位，办公室设在县水利局。
"""


def read(master: str = "成立县综合协调组，由县政府办牵头。", task: str = "", annex: str = "") -> list[Proposal]:
    """The set-ups of a plan with these sentences in the master plan, in a task, in annex 1."""
    text = HEAD.format(master=master, task=task, annex=annex)
    return proposals(*told(plan_in_force(county().region, text)))


def brief(found: list[Proposal], **wanted: object) -> list[tuple[str, str, str]]:
    """(act, period, runner) of those that fit."""
    return [
        (p.act, p.every, p.runner) for p in found if all(getattr(p, name) == value for name, value in wanted.items())
    ]


def test_a_rhythm_of_three_asks_units_once_and_makes_the_rest_from_what_is_held() -> None:
    found = read("各工作专班落实“旬调度、月通报、季讲评”机制。")
    assert brief(found, part="") == [
        ("report", "旬", "offices"),
        ("bulletin", "月", "offices"),
        ("meeting", "季", "offices"),
    ]


def test_the_same_said_twice_is_one_set_up_with_both_sentences() -> None:
    found = read("各工作专班建立台账，每旬调度更新。各工作专班落实“旬调度、月通报”机制。")
    reports = [p for p in found if p.act == "report"]
    assert [p.every for p in reports] == ["旬"]
    assert len(reports[0].cadences) == 2


def test_a_paper_needs_a_report_in_its_period_where_nothing_else_asks() -> None:
    found = read("建立“旬简报、月通报、季总结”机制，由各专班负责。")
    assert [(p.every, p.act) for p in found if p.act == "report"] == [("旬", "report")]
    assert "旬简报" in next(p.why for p in found if p.act == "report")


def test_a_plan_without_a_word_on_it_is_asked_monthly_and_says_that_this_is_a_proposal() -> None:
    found = read()
    assert brief(found) == [("report", "月", "command")]
    assert "建议每月一次" in found[0].why


def test_who_stands_before_each_of_several_periods_runs_it() -> None:
    found = read(task="实行“责任单位一周一调度、分管副县长双周一调度、县长一月一调度”机制。")
    own = [p for p in found if p.task is not None]
    assert [(p.act, p.every, p.runner, p.runs) for p in own] == [
        ("report", "周", "units", "责任单位"),
        ("meeting", "双周", "leaders", "分管副县长"),
        ("meeting", "月", "leaders", "县长"),
    ]


def test_a_chain_of_periods_is_asked_in_the_finest_and_fed_upwards() -> None:
    found = [p for p in read(task="突出“以旬保月、以月保季、以季保年”。") if p.task is not None]
    assert [p.every for p in found] == ["旬", "月", "季", "年"]
    assert [p.feeds for p in found] == [p.key for p in found[1:]] + [""]
    assert found[0].why == ""
    assert all("不再要求" in p.why for p in found[1:])


def test_units_report_to_the_lead_where_the_annex_says_so() -> None:
    found = read(
        "各工作专班每旬调度。",
        annex="其他责任单位将进展情况报送至牵头单位，牵头单位汇总后报工作专班办公室。",
    )
    whole, own = (next(p for p in found if p.act == "report" and p.part == part) for part in ("", "1"))
    assert (whole.reporters, whole.way) == ("lead", ("office",))
    assert (own.every, own.reporters, own.way) == ("旬", "main", ("lead", "office"))
    assert "报送办法依本方案" in own.why


def test_what_leads_report_to_the_office_goes_to_no_lead() -> None:
    found = read("各工作专班每旬调度。各牵头单位于每月25日前向专班办公室报送任务进展，专班办公室汇总后报指挥部办公室。")
    assert {(p.reporters, p.way) for p in found if p.act == "report"} == {("lead", ("office",))}


def test_a_ledger_collected_at_months_end_is_verified_and_then_released() -> None:
    found = read("县指挥部办公室建立台账，月底收集更新，会同县政府督查室核实后公示。")
    ledger = next(p for p in found if p.act == "ledger")
    assert (ledger.every, ledger.runner, ledger.way, ledger.due_after) == ("月", "command", ("verify", "release"), 0)


def test_the_statistics_bureau_confirms_where_the_plan_says_so() -> None:
    found = read("各工作专班每旬调度。", annex="县统计部门要依法对数据进行评估认定。")
    assert next(p.way for p in found if p.part == "1" and p.act == "report") == ("office", "confirm")


def test_a_meeting_is_not_a_report_and_a_conveners_dispatch_is_a_meeting() -> None:
    found = read("召集人每月调度工作。", annex="工作专班每月举行一次调度会议。")
    assert ("meeting", "月", "conveners") in brief(found, part="")
    assert ("meeting", "月", "offices") in brief(found, part="1")


def test_what_a_wider_scope_asks_as_often_already_is_not_asked_for_again() -> None:
    found = read("各工作专班每旬调度。", annex="专班办公室每月调度任务清单完成情况。")
    own = next(p for p in found if p.part == "1" and p.every == "月")
    assert own.act == "meeting"
    assert "不再要求单位另报" in own.why


def test_a_finer_rhythm_of_an_annex_is_asked_there_alone() -> None:
    found = read("各工作专班每月调度。", annex="落实“周调度、旬通报”机制。")
    assert brief(found, act="report") == [("report", "月", "offices"), ("report", "周", "offices")]


@pytest.mark.parametrize("sentence", ["汛期期间实行“一日一调度”。", "汛期实行日会商、日报告制度。"])
def test_a_rhythm_for_a_season_waits_until_it_is_switched_on(sentence: str) -> None:
    found = read("各工作专班每旬调度。", annex=sentence)
    daily = [p for p in found if p.every == "日"]
    assert daily
    assert all(p.act != "report" and "汛期" in p.season for p in daily)


def test_a_day_of_the_month_is_the_due_day() -> None:
    found = read("各牵头单位每月25日前向综合协调组报送进展。")
    assert next(p.due_day for p in found if p.act == "report") == 25


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("县政府督查室每季度开展督查。", "check"),
        ("纳入年度绩效考核。", "appraisal"),
        ("县指挥部每季度召开讲评会。", "meeting"),
        ("综合协调组每月通报进展。", "bulletin"),
    ],
)
def test_other_duties_ask_units_for_nothing_new(sentence: str, act: str) -> None:
    found = read("各工作专班每旬调度。" + sentence)
    assert act in {p.act for p in found}
    assert len([p for p in found if p.act == "report"]) == 1
