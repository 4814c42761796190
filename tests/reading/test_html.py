"""Web pages: the paper's text stays whole, the page around it goes."""

from __future__ import annotations

import pytest

from luoshi.reading import Cell, Document, read_bytes

PLAN = (
    "<p>各镇人民政府，县直各单位：</p>"
    "<p>&nbsp;&nbsp;&nbsp;&nbsp;为推动全年经济工作攻坚突破，结合云麓实际，制定本方案。</p>"
    "<p>　　一、攻坚目标</p>"
    "<p>　　全县社会消费品零售总额增长8%以上，新增规模工业企业12家。</p>"
    "<p>　　二、攻坚任务</p>"
    "<p>　　（一）扩内需。举办促消费活动20场以上。（县商务局牵头，县文旅广体局配合）</p>"
    "<p style='text-align:right'>云麓县人民政府办公室</p><p style='text-align:right'>2026年2月10日</p>"
)
TEXT = [
    "各镇人民政府，县直各单位：",
    "为推动全年经济工作攻坚突破，结合云麓实际，制定本方案。",
    "一、攻坚目标",
    "全县社会消费品零售总额增长8%以上，新增规模工业企业12家。",
    "二、攻坚任务",
    "（一）扩内需。举办促消费活动20场以上。（县商务局牵头，县文旅广体局配合）",
    "云麓县人民政府办公室",
    "2026年2月10日",
]


def read(page: str, name: str = "方案.html") -> Document:
    return read_bytes(page.encode(), name)


def lines(page: str) -> list[str]:
    return read(f"<html><body>{page}</body></html>").text.splitlines()


def test_a_page_of_nothing_but_the_plan() -> None:
    assert lines(PLAN) == TEXT


MENU = "<ul><li><a href='/'>首页</a></li><li><a href='/zw'>政务公开</a></li><li><a href='/hd'>互动交流</a></li></ul>"
FOOT = (
    "<div class='foot'><p>主办单位：云麓县人民政府办公室　承办单位：云麓县数据局</p>"
    "<p>网站标识码：4300000000　某ICP备00000000号　<a href='#'>网站地图</a></p></div>"
)
AROUND = {
    "landmarks": f"<header><h1>云麓县人民政府</h1></header><nav>{MENU}</nav><main>{{}}</main><footer>{FOOT}</footer>",
    "divisions": f"<div id='top'>{MENU}</div><div class='wrap'><div class='crumb'>您当前的位置：<a>首页</a>&gt;<a>政务公开</a>"
    f"</div><div class='con'>{{}}</div></div>{FOOT}",
    "no wrapper": f"{MENU}<div>当前位置：<a>首页</a> &gt; 文件</div>{{}}<div>【打印】【关闭】</div>{FOOT}",
    "one form": f"<form id='f'>{MENU}<div><div>{{}}</div><div>责任编辑：某某</div></div>{FOOT}<input value='搜'></form>",
    "layout table": f"<table><tr><td colspan='2'>{MENU}</td></tr><tr><td width='200'><a>通知公告</a></td><td>{{}}</td></tr>"
    f"<tr><td>{FOOT}</td></tr></table>",
    "buttons": "<div class='tool'>发布时间：2026-02-11　来源：县政府办　字体：【<a>大</a> <a>中</a> <a>小</a>】</div><div>{}</div>"
    "<div><a>打印本页</a> | <a>关闭窗口</a></div><div class='share'>分享到：<a>微信</a><a>微博</a></div>"
    "<p>扫一扫在手机打开当前页</p><p>上一篇：<a>关于春节放假的通知</a></p><p>下一篇：<a>没有了</a></p>",
    "related": "<div>{}</div><div><h3>相关链接</h3><ul><li><a>一图读懂总体方案</a></li><li><a>政策解读：六大攻坚</a></li></ul></div>",
    "related inside": "<div>{}<p>相关阅读：</p><p><a>一图读懂六大攻坚总体方案</a></p></div>",
    "script and style": "<style>p{{color:red}}</style><script>var a='<p>假</p>';</script>{}<noscript>请启用脚本</noscript>",
    "hidden": "<div style='display:none'>隐藏的提示，请勿抄录，以正式文件为准。</div>{}<p hidden>又一段隐藏的提示，以正式文件为准。</p>",
}


@pytest.mark.parametrize("around", AROUND)
def test_the_page_around_the_text_is_left_out(around: str) -> None:
    assert lines(AROUND[around].format(PLAN)) == TEXT


def test_a_block_that_scripts_show_later_is_kept() -> None:
    assert lines(f"<div style='display:none' id='content'>{PLAN}</div><div>加载中</div>")[-8:] == TEXT


def test_annexes_beside_the_main_text_are_kept() -> None:
    annex = "<div><p>附件1</p><p>扩内需攻坚实施方案</p><p>一、目标</p><p>社会消费品零售总额增长8%以上，住宿餐饮业增长9%。</p></div>"
    assert lines(f"<div>{MENU}</div><div><div>{PLAN}</div>{annex}</div>{FOOT}") == [
        *TEXT, "附件1", "扩内需攻坚实施方案", "一、目标", "社会消费品零售总额增长8%以上，住宿餐饮业增长9%。",
    ]  # fmt: skip


def test_links_to_annexes_are_kept() -> None:
    page = f"<div>{PLAN}<p>附件：<a href='1.docx'>1.扩内需攻坚实施方案.docx</a></p></div>{FOOT}"
    assert lines(page)[-1] == "附件：1.扩内需攻坚实施方案.docx"


def test_a_signature_behind_the_main_block_is_kept() -> None:
    body = PLAN[: PLAN.index("<p style")]
    page = f"{MENU}<div class='a'><div>{body}</div><div class='sign'>云麓县人民政府办公室</div><div>2026年2月10日</div></div>{FOOT}"
    assert lines(page) == TEXT


def test_title_and_number_that_only_the_frame_shows_come_first() -> None:
    title = "云麓县人民政府办公室关于印发《云麓县实施“六大攻坚”总体方案》的通知"
    card = (
        "<table><tr><td>索引号：</td><td>430/2026-1</td><td>文号：</td><td>云政办发〔2026〕1号</td></tr>"
        "<tr><td>发布机构：</td><td>县政府办</td><td>成文日期：</td><td>2026-02-10</td></tr></table>"
    )
    page = (
        f"<html><head><title>{title}_云麓县人民政府</title></head><body>{MENU}<div>{card}<h1>{title}</h1>"
        f"<div class='c'>{PLAN}</div></div></body></html>"
    )
    assert read(page).text.splitlines() == ["云政办发〔2026〕1号", title, *TEXT]
    meta = f"<html><head><meta name='ArticleTitle' content='{title}'></head><body>{PLAN}</body></html>"
    assert read(meta).text.splitlines() == [title, *TEXT]


def test_a_title_that_the_text_repeats_is_not_doubled() -> None:
    title = "云麓县实施“六大攻坚”总体方案"
    page = f"<html><head><meta name='ArticleTitle' content='{title}'></head><body><p>{title}</p>{PLAN}</body></html>"
    assert read(page).text.splitlines() == [title, *TEXT]


def test_tables_keep_their_grid() -> None:
    table = (
        "<table border=1><thead><tr><th rowspan=2>序号</th><th colspan=2>任务</th></tr><tr><th>内容</th><th>单位</th></tr></thead>"
        "<tr><td>1</td><td rowspan='2'><p>举办活动</p><p>20场</p></td><td>县商务局<br>县文旅广体局</td></tr>"
        "<tr><td>2</td><td>各镇</td></tr></table>"
    )
    document = read(f"<html><body>{PLAN}{table}</body></html>")
    assert [(q.text, q.cell.row, q.cell.column) for q in document.paragraphs if q.cell] == [
        ("序号", 0, 0), ("任务", 0, 1), ("内容", 1, 1), ("单位", 1, 2),
        ("1", 2, 0), ("举办活动", 2, 1), ("20场", 2, 1), ("县商务局", 2, 2), ("县文旅广体局", 2, 2),
        ("2", 3, 0), ("各镇", 3, 2),
    ]  # fmt: skip
    assert document.tables[0].cells[0] == Cell(0, 0, 0, row_span=2)
    assert (document.tables[0].rows, document.tables[0].columns) == (4, 3)


def test_tables_are_counted_without_those_left_out() -> None:
    card = "<table><tr><td>索引号</td><td>1</td></tr><tr><td>发文日期</td><td>2026-02-10</td></tr></table>"
    document = read(f"<html><body>{card}{PLAN}<table><tr><td>甲</td><td>乙</td></tr></table></body></html>")
    assert len(document.tables) == 1
    assert [q.cell for q in document.paragraphs if q.cell] == [Cell(0, 0, 0), Cell(0, 0, 1)]


def test_a_table_inside_a_cell_is_that_cells_text() -> None:
    document = read(f"{PLAN}<table><tr><td>甲</td><td><table><tr><td>乙</td><td>丙</td></tr></table></td></tr></table>")
    assert [(q.text, q.cell.column) for q in document.paragraphs if q.cell] == [("甲", 0), ("乙", 1), ("丙", 1)]
    assert len(document.tables) == 1


def test_broken_lines_and_blanks() -> None:
    assert lines(f"{PLAN}<p>三、保障<br/>&nbsp;（一）组织\n领导</p><p>完成\n  2026 年任务 A\nB</p>")[8:] == [
        "三、保障",
        "（一）组织领导",
        "完成2026 年任务 A B",
    ]


def test_bare_text_between_blocks() -> None:
    assert lines(f"<div>前文<p>段落</p>后文<b>加粗</b></div>{PLAN}")[:3] == ["前文", "段落", "后文加粗"]


def test_preformatted_text_keeps_its_lines() -> None:
    assert lines("<pre>一、目标\n　　增长9%。\n二、任务</pre>") == ["一、目标", "增长9%。", "二、任务"]


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("<ol>", ["1.甲", "2.乙"]),
        ("<ol start=3 type=a>", ["c.甲", "d.乙"]),
        ("<ol style='list-style-type:cjk-ideographic'>", ["一、甲", "二、乙"]),
        ("<ol style='list-style:none'>", ["甲", "乙"]),
        ("<ol reversed type=I>", ["II.甲", "I.乙"]),
        ("<ul>", ["甲", "乙"]),
    ],
)
def test_lists_show_their_numbers(opening: str, expected: list[str]) -> None:
    end = f"</{opening[1:3]}>"
    assert lines(f"{PLAN}{opening}<li>甲</li><li><p>乙</p></li>{end}")[8:] == expected


def test_a_typed_number_is_not_doubled_by_a_list() -> None:
    assert lines(f"{PLAN}<ol><li>1.甲</li><li>（二）乙</li><li value=7>丙</li></ol>")[8:] == [
        "1.甲",
        "（二）乙",
        "7.丙",
    ]


def test_numbers_that_word_wrote_out_stand_in_front() -> None:
    item = (
        "<p class=MsoNormal style='mso-list:l0 level1 lfo1'><![if !supportLists]><span lang=EN-US><span "
        "style='mso-list:Ignore'>{}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span></span>"
        "<![endif]><span>{}</span></p>"
    )
    ornament = item.format("l", "丙").replace("lang=EN-US", "style='font-family:Wingdings'")
    document = read(PLAN + item.format("三、", "保障") + item.format("1.", "5G基站建设") + ornament)
    assert document.text.splitlines()[8:] == ["三、保障", "1. 5G基站建设", "丙"]
    assert [q.label for q in document.paragraphs][8:] == ["三、", "1.", ""]


def test_headings_tell_their_level() -> None:
    document = read(f"<h2>一、总体要求</h2>{PLAN}")
    assert (document.paragraphs[0].text, document.paragraphs[0].level) == ("一、总体要求", 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gb2312", "utf-16"])
@pytest.mark.parametrize("said", ["gb2312", "utf-8", ""])
def test_the_encoding_is_found_whatever_the_page_says(encoding: str, said: str) -> None:
    page = f"<html><head><meta charset='{said}'></head><body>{PLAN}</body></html>"
    document = read_bytes(page.encode(encoding), "方案.htm")
    assert document.text.splitlines() == TEXT
    assert document.format == "html"


def test_a_declaration_of_xml_in_front_does_no_harm() -> None:
    page = f"<?xml version='1.0' encoding='gb2312'?>\n<!DOCTYPE html><html><body>{PLAN}</body></html>"
    assert read(page, "方案").text.splitlines() == TEXT


def test_deep_nesting_and_wild_spans_are_bounded() -> None:
    deep = "<font>" * 1500 + PLAN
    assert lines(deep) == TEXT
    wild = (
        "<table><tr><td colspan=99999 rowspan=99999>甲</td><td>乙</td></tr>"
        + "<tr><td>丙</td><td>丁</td></tr>" * 9
        + "</table>"
    )
    assert "丁" in lines(PLAN + wild)
