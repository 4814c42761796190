"""What a document says of itself: title, document number, issuer, date, year, family."""

from __future__ import annotations

import pytest
from passages import document

from luoshi.drafting import draft
from luoshi.drafting.draft import Header
from luoshi.drafting.header import family, find_heading
from luoshi.reading.document import Cell, Piece, Table, assemble

NOTICE = "云溪县人民政府办公室关于印发《云溪县实施“五大行动”总体方案》的通知"
TITLE = "云溪县实施“五大行动”总体方案"
BODY = ("一、总体要求", "稳中求进。2026年增长8%。", "二、重点任务", "1.稳增长。")


def header(*lines: str) -> Header:
    return find_heading(document(*lines)).header


def test_a_notice_that_issues_a_plan_tells_all():
    assert header(
        NOTICE,
        "云政办发〔2026〕7号",
        "各乡镇人民政府，县直各单位：",
        "现印发给你们，请认真落实。",
        "云溪县人民政府办公室",
        "2026年3月6日",
        TITLE,
        *BODY,
    ) == Header(TITLE, "云政办发〔2026〕7号", "云溪县人民政府办公室", "2026-03-06", 2026, "五大行动")


def test_a_notice_may_be_broken_over_lines():
    said = header(
        "云溪县人民政府办公室",
        "关于印发《云溪县实施“五大行动”",
        "总体方案》的通知",
        "云政办发〔2026〕7号",
        TITLE,
        *BODY,
    )
    assert (said.title, said.issuer) == (TITLE, "云溪县人民政府办公室")


def test_a_title_may_be_broken_over_lines():
    assert header("云溪县实施“五大行动”", "总体方案", *BODY).title == TITLE


def test_the_notice_s_title_is_not_the_plan_s():
    heading = find_heading(document(NOTICE, "各乡镇人民政府：", "请认真落实。", TITLE, *BODY))
    assert [p.text for p in heading.lines] == [TITLE]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("云政办发〔2026〕7号", "云政办发〔2026〕7号"),
        ("云政办发［2026］7号", "云政办发［2026］7号"),
        ("云办发[2026]12号", "云办发[2026]12号"),
        ("国办发〔2026〕3号", "国办发〔2026〕3号"),
        ("云政发〔2026〕 第 5 号", "云政发〔2026〕第5号"),
        ("发文字号：云政发〔2026〕5号", "云政发〔2026〕5号"),
    ],
)
def test_document_numbers_in_all_brackets(line: str, number: str):
    assert header(NOTICE, line, "各乡镇人民政府：", TITLE, *BODY).doc_number == number


def test_a_letterhead_in_one_line():
    said = draft(
        document(
            f"云溪县人民政府办公室 关于{NOTICE.split('关于')[1]} 云政办发〔2026〕7号", "各乡镇人民政府：", TITLE, *BODY
        )
    ).document
    assert (said.title, said.doc_number, said.issuer) == (TITLE, "云政办发〔2026〕7号", "云溪县人民政府办公室")


def test_a_number_that_the_text_only_cites_is_not_its_own():
    assert header(TITLE, "为落实《云江市实施方案》（江政发〔2026〕2号）要求，制定本方案。", *BODY).doc_number == ""


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2026年3月6日", "2026-03-06"),
        ("2026 年 12 月 31 日", "2026-12-31"),
        ("二〇二六年三月六日", "2026-03-06"),
        ("（2026年3月6日）", "2026-03-06"),
    ],
)
def test_dates_of_signature_in_digits_or_chinese(line: str, date: str):
    assert header(NOTICE, "请认真落实。", "云溪县人民政府办公室", line, TITLE, *BODY).date == date


def test_the_signature_may_stand_at_the_end():
    said = header("云溪县2026年稳增长工作要点", *BODY, "云溪县人民政府", "2026年2月10日")
    assert (said.issuer, said.date) == ("云溪县人民政府", "2026-02-10")


def test_a_date_in_the_text_is_no_date_of_signature():
    assert header(TITLE, "一、目标", "2026年5月31日前完成。").date == ""


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        (("云溪县2026年稳增长工作要点", "一、目标", "比2025年增长。"), 2026),
        (("云溪县稳增长三年行动方案（2026—2028年）", "一、目标"), 2026),
        ((NOTICE, "云溪县人民政府办公室", "2026年3月6日", TITLE, "一、目标"), 2026),
        ((NOTICE, "云溪县人民政府办公室", "2025年12月28日", TITLE, "一、目标", "2026年增长8%，2026年新增3家。"), 2026),
        ((TITLE, "一、目标", "2026年增长8%，2026年底前完成。"), 2026),
        ((TITLE, "一、目标", "增长8%。"), 0),
    ],
)
def test_the_year_the_plan_is_for(lines: tuple[str, ...], year: int):
    assert header(*lines).year == year


@pytest.mark.parametrize(
    ("title", "name"),
    [
        (TITLE, "五大行动"),
        ("云溪县“发展八仗”工作方案", "发展八仗"),
        ("云溪县“十五五”稳增长方案", ""),
        ("云溪县“十五五”期间“千企提质”行动方案", "千企提质"),
        ("云溪县稳增长方案", ""),
    ],
)
def test_the_family_is_the_campaign_s_quoted_name(title: str, name: str):
    assert family(title, "") == name


def test_without_one_in_the_title_the_text_s_own_refrain_is_the_family():
    assert family("云溪县2026年工作方案", "打好“五大攻坚战”。推进“五大攻坚战”。围绕“五大攻坚战”。") == "五大攻坚战"


def test_a_text_that_says_nothing_of_itself_has_an_empty_header():
    assert header("没有标题的一段话，讲的是天气。") == Header()
    assert header() == Header()


def test_the_draft_carries_the_header():
    assert draft(document(NOTICE, "云政办发〔2026〕7号", TITLE, *BODY)).document.title == TITLE


@pytest.mark.parametrize(
    "lines",
    [
        ("云溪县人民政府办公室 云政办发〔2026〕7号", NOTICE),
        ("云溪县委办公室 云政办发〔2026〕7号", NOTICE),
        ("云政办发〔2026〕7号 签发人：张某", NOTICE),
        (NOTICE, "云政办发〔2026〕7号 2026年3月6日"),
        (f"{TITLE}（云政办发〔2026〕7号）",),
        (f"{TITLE}", "（云政办发〔2026〕7号）"),
    ],
)
def test_a_number_may_share_its_line_or_stand_in_brackets(lines: tuple[str, ...]):
    said = draft(document(*lines, *(() if TITLE in lines[0] else (TITLE,)), *BODY)).document
    assert (said.title, said.doc_number) == (TITLE, "云政办发〔2026〕7号")


@pytest.mark.parametrize(
    "line",
    [
        "依据云政办发〔2025〕7号，制定本方案。",
        "详见《云溪县实施意见》（云政发〔2025〕1号）",
        "贯彻省政府云政办发〔2025〕7号文件精神",
    ],
)
def test_a_line_that_cites_a_number_does_not_give_it(line: str):
    assert header(TITLE, line, *BODY).doc_number == ""


def test_the_year_of_the_number_is_better_than_none():
    assert header("云溪县稳增长实施方案（云政办发〔2026〕7号）", "一、目标", "比2025年增长。").year == 2026


def test_a_day_asked_for_is_no_date_of_signature():
    assert header(TITLE, *BODY, "完成时限：", "2026年6月30日").date == ""
    cells = [Piece(TITLE), Piece("任务", Cell(0, 0, 0)), Piece("2026年6月30日", Cell(0, 0, 1))]
    table = Table(0, 1, 2, (Cell(0, 0, 0), Cell(0, 0, 1)))
    assert find_heading(assemble("a.docx", "docx", cells, [table])).header.date == ""


def test_joint_issuers_sign_one_below_the_other():
    said = header(
        "中共云溪县委办公室 云溪县人民政府办公室关于印发《云溪县实施“五大行动”总体方案》的通知",
        "各乡镇党委、人民政府：", "请认真落实。", "中共云溪县委办公室", "云溪县人民政府办公室", "2026年3月6日", TITLE, *BODY,
    )  # fmt: skip
    assert (said.issuer, said.date) == ("中共云溪县委办公室云溪县人民政府办公室", "2026-03-06")


def test_what_is_passed_on_bears_its_own_title():
    said = header(
        "云溪县人民政府办公室关于转发县发改局《云溪县稳增长实施方案》的通知",
        "各单位：",
        "请落实。",
        "云溪县稳增长实施方案",
        *BODY,
    )
    assert said.title == "云溪县稳增长实施方案"


def test_a_notice_that_sets_tasks_itself_is_the_plan():
    title = "云溪县人民政府关于分解落实2026年政府工作报告重点任务的通知"
    said = header(
        title, "云政发〔2026〕2号", "各乡镇人民政府：", "现分解如下：", *BODY, "云溪县人民政府", "2026年2月6日"
    )
    assert (said.title, said.issuer, said.year) == (title, "云溪县人民政府", 2026)


def test_a_heading_above_nothing_but_a_table_is_the_title():
    cells = (Cell(0, 0, 0), Cell(0, 0, 1))
    pieces = [Piece("云溪县2026年民生项目推进情况"), Piece("任务", cells[0]), Piece("责任单位", cells[1])]
    said = find_heading(assemble("a.docx", "docx", pieces, [Table(0, 1, 2, cells)])).header
    assert (said.title, said.year) == ("云溪县2026年民生项目推进情况", 2026)


def test_a_text_may_begin_at_its_annex():
    said = draft(document("附件1", "2026年重点工作任务分工", "一、稳增长", "1.甲事。", "2.乙事。")).document
    assert (said.title, said.year) == ("2026年重点工作任务分工", 2026)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("云溪县2026年深入打好污染防治攻坚战工作方案", "污染防治攻坚战"),
        ("云溪县2026年十件民生实事实施方案", "十件民生实事"),
        ("云溪县学习运用“绿满群山”经验推进乡村全面振兴工作方案", ""),
        ("云溪县推动产业发展三年行动方案", ""),
    ],
)
def test_a_campaign_is_named_by_the_title(title: str, name: str):
    assert header(title, *BODY).family == name


def test_who_issues_stands_in_the_page_s_own_lines_or_on_the_last_line():
    assert (
        header("发文机关：云溪县人民政府办公室", "成文日期：2026年3月6日", TITLE, *BODY).issuer
        == "云溪县人民政府办公室"
    )
    assert header(TITLE, "（2026年3月6日）", *BODY, "云溪县人民政府办公室").issuer == "云溪县人民政府办公室"


def test_the_number_may_stand_in_the_bracket_behind_the_signature():
    lines = (TITLE, *BODY, "云溪县人民政府办公室", "2026年3月6日", "（云政办发〔2026〕7号，此件公开发布）")
    assert header(*lines).doc_number == "云政办发〔2026〕7号"
