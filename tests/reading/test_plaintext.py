"""Text files: encodings, paragraphs, tables, marks, speed, and that nothing but a ReadError ever comes out."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from luoshi.reading.document import Document
from luoshi.reading.errors import ReadError
from luoshi.reading.limits import Limits
from luoshi.reading.plaintext import read_plain

TASK = (
    "1.改造老旧小区。全年完成老旧小区改造23个，惠及居民3600户，同步建设充电设施，新增停车位800个以上，"
    "引导社会力量参与养老、托育、家政服务，打造完整社区样板。（县住房城乡建设局牵头，县民政局、各乡镇等按职责分工负责）"
)
OTHER = (
    "2.畅通农村物流。布局村级寄递站点120个，整合客运、邮政、快递资源，开通客货邮融合线路9条，"
    "推动农产品出村进城，乡镇覆盖率达到100%。（县交通运输局牵头，县商务局、县邮政公司配合）"
)


def read(text: str | bytes, name: str = "方案.txt") -> Document:
    return read_plain(text if isinstance(text, bytes) else text.encode(), name, Limits())


def texts(text: str | bytes) -> list[str]:
    return [paragraph.text for paragraph in read(text).paragraphs]


def rows(document: Document, table: int = 0) -> list[list[str]]:
    """The table's squares by row, the paragraphs of a cell divided by a stroke."""
    grid = [["" for _ in range(document.tables[table].columns)] for _ in range(document.tables[table].rows)]
    for paragraph in document.paragraphs:
        if paragraph.cell is not None and paragraph.cell.table == table:
            held = grid[paragraph.cell.row][paragraph.cell.column]
            grid[paragraph.cell.row][paragraph.cell.column] = f"{held}/{paragraph.text}" if held else paragraph.text
    return grid


# --- encodings -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("content", [f"云麓县总体方案\n{TASK}\n{OTHER}\n", "一、总体要求"])
def test_the_encoding_is_told_by_the_content(encoding: str, content: str) -> None:
    document = read(content.encode(encoding))
    assert document.text == content.strip()
    assert document.notes == ()


def test_gb18030_characters_outside_gbk_are_kept() -> None:
    assert texts("刘㭎、王䶮村民小组。".encode("gb18030")) == ["刘㭎、王䶮村民小组。"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_few_damaged_bytes_are_replaced_and_noted(encoding: str) -> None:
    data = (TASK + "\n" + OTHER).encode(encoding)
    document = read(data[:200] + b"\xff" + data[200:])
    assert document.paragraphs[-1].text.endswith("配合）")
    assert len(document.notes) == 1
    assert "核对" in document.notes[0]


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 40,
        b"\x00\x01\x02\x03" * 500,
        b"\x89PNG\r\n\x1a\n" + bytes(1000),
        b"\xff\xfe" + b"\x00\xd8" * 90,
    ],
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="方案"):
        read(data)


@pytest.mark.parametrize("data", [b"", b"\n \n\t\n", "\ufeff".encode(), "\u3000\u200b\n".encode()])
def test_a_file_without_text_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="没有文字"):
        read(data)


def test_more_characters_than_allowed_are_refused() -> None:
    with pytest.raises(ReadError, match="上限"):
        read_plain(TASK.encode(), "方案.txt", Limits(characters=20))


def test_unseen_characters_go_and_all_others_stay_as_they_are() -> None:
    assert texts("\u200b１．完成Ｃ级危桥改造\x00１３座（含续建）\u200d；ＧＤＰ 增长5%　　\r\n") == [
        "１．完成Ｃ级危桥改造１３座（含续建）；ＧＤＰ 增长5%"
    ]


# --- paragraphs ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("between", ["\n", "\r\n", "\r", "\n\n", "\n\n\n", "\u2028"])
def test_one_paragraph_a_line_stays_so(between: str) -> None:
    paragraphs = ["云麓县实施“六大攻坚”总体方案", "一、攻坚目标", TASK, OTHER, "云麓县人民政府办公室", "2026年3月5日"]
    assert texts(between.join(paragraphs)) == paragraphs


@pytest.mark.parametrize("cut", [30, 47, 77, 100])
@pytest.mark.parametrize("between", ["\n\n", "\n", "\n\n— 3 —\n\n", "\n\f\n", "\n- 12 -\n", "\n第3页 共12页\n\n"])
def test_a_sentence_cut_by_a_page_break_is_one_again(cut: int, between: str) -> None:
    text = f"一、攻坚任务\n\n{TASK[:cut]}{between}{TASK[cut:]}\n\n{OTHER}\n\n二、组织实施"
    assert texts(text) == ["一、攻坚任务", TASK, OTHER, "二、组织实施"]


@pytest.mark.parametrize("width", [24, 28, 40])
@pytest.mark.parametrize("indent", ["", "　　", "    "])
def test_lines_of_one_width_become_paragraphs_again(width: int, indent: str) -> None:
    paragraphs = [
        text.replace("1.", f"{n}.").replace("2.", f"{n}.") for n, text in enumerate([TASK, OTHER] * 5, start=1)
    ]
    lines = []
    for text in ["一、攻坚任务", *paragraphs, "二、组织实施"]:
        whole = indent + text
        while whole:
            # Set as a typesetter does: letters and digits half as wide, no closing mark at the head of a line, no
            # number torn apart.
            end, room = 0, 2 * width
            while end < len(whole) and room >= (1 if whole[end].isascii() else 2):
                room -= 1 if whole[end].isascii() else 2
                end += 1
            while end < len(whole) and (whole[end] in "，。、）" or (whole[end - 1] + whole[end]).isascii()):
                end -= 1
            lines.append(whole[:end])
            whole = whole[end:]
    assert texts("\n".join(lines)) == ["一、攻坚任务", *paragraphs, "二、组织实施"]


@pytest.mark.parametrize(
    "below",
    ["（二）提升能力", "(3)新建泵站", "②修复堤防", "附件1", "附件：1.任务清单", "责任单位：县水利局", "第二章 组织领导", "——产业更强。",
     "2026年3月5日", "云麓县人民政府办公室", "云政办发〔2026〕3号"],
)  # fmt: skip
def test_what_opens_something_new_is_never_joined(below: str) -> None:
    above = "1.推进河道整治。全年清淤河道18公里，修复堤防6处，新建泵站2座，完善巡查管护机制，压实各级河长责任"
    assert texts(f"{above}\n\n{below}\n\n{OTHER}")[:2] == [above, below]


def test_items_that_end_in_semicolons_stay_apart() -> None:
    items = ["地区生产总值增长6.5%；", "社会消费品零售总额增长7%；", "固定资产投资增长8%。"]
    assert texts("\n".join(items)) == items


def test_a_clause_on_a_line_of_its_own_belongs_to_the_paragraph_above_it() -> None:
    body, clause = TASK.split("（")
    assert texts(f"一、任务\n\n{body}\n（{clause}\n\n{OTHER}\n\n二、保障") == ["一、任务", TASK, OTHER, "二、保障"]


# --- tables ----------------------------------------------------------------------------------------------------

HEAD = "序号\t工作任务\t牵头单位\t完成时限"


def test_lines_with_tabs_are_a_table_also_over_pages() -> None:
    document = read(
        f"附件2\n\n重点工作任务清单\n\n{HEAD}\n1\t新建学校3所\t县教育局\t2026年8月\n\t改造食堂5个\t\t\n\n"
        f"序 号\t工作任务\t牵头单位\t完成时限\n2\t培训教师600人次\t县教育局\t\n\n附件3\n"
    )
    assert rows(document) == [
        HEAD.split("\t"),
        ["1", "新建学校3所", "县教育局", "2026年8月"],
        ["", "改造食堂5个", "", ""],
        ["2", "培训教师600人次", "县教育局", ""],
    ]
    assert len(document.tables) == 1
    assert len(document.tables[0].cells) == 16
    assert [p.text for p in document.paragraphs if p.cell is None] == ["附件2", "重点工作任务清单", "附件3"]


def test_tables_with_other_heads_are_two() -> None:
    document = read(f"{HEAD}\n1\t甲\t乙\t丙\n\n指标\t单位\t目标\t责任单位\n产值\t亿元\t12\t县工信局\n")
    assert [table.rows for table in document.tables] == [2, 2]


def test_a_tab_in_prose_is_a_blank() -> None:
    assert texts(f"附件：\t1.任务清单\n\n{TASK}") == ["附件： 1.任务清单", TASK]
    assert texts(f"\t{TASK}\n\t{OTHER}\n\t二、保障措施") == [TASK, OTHER, "二、保障措施"]


def test_items_in_a_cell_are_paragraphs_of_it() -> None:
    document = read(
        f"{HEAD}\n一\t<p>(1) 建成泵站2座。</p> <p>(2) 修复堤防。</p>\t县水利局\t长期\n二\t(3) 清淤河道。 (4) 管护渠系。\t县水利局<br>各乡镇\t长期"
    )
    assert rows(document)[1:] == [
        ["一", "(1) 建成泵站2座。/(2) 修复堤防。", "县水利局", "长期"],
        ["二", "(3) 清淤河道。/(4) 管护渠系。", "县水利局/各乡镇", "长期"],
    ]


def test_markdown_tables() -> None:
    document = read("| 任务 | 单位 |\n|:--|---|\n| **建泵站**2座 | 县水利局<br>各乡镇 |\n| 甲\\|乙 | |\n\n正文。\n")
    assert rows(document) == [["任务", "单位"], ["建泵站2座", "县水利局/各乡镇"], ["甲|乙", ""]]
    assert document.paragraphs[-1].text == "正文。"


def test_html_tables_in_text_keep_their_spans() -> None:
    document = read(
        "清单\n\n<table><tr><th>领域</th><th>任务</th><th>单位</th></tr>\n"
        '<tr><td rowspan="2">水利</td><td>建泵站</td><td>县水利局</td></tr>\n'
        '<tr><td colspan="2">清淤河道&nbsp;6公里</td></tr></table>\n\n正文。'
    )
    assert [(c.row, c.column, c.row_span, c.column_span) for c in document.tables[0].cells] == [
        (0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1), (1, 0, 2, 1), (1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 2),
    ]  # fmt: skip
    assert rows(document)[2] == ["", "清淤河道\xa06公里", ""]


# --- marks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (
            r"细颗粒物（PM2.5）浓度 $\leqslant 35\text{ug}/\text{m}^3$ ，持续改善",
            "细颗粒物（PM2.5）浓度≤35ug/m^3，持续改善",
        ),
        (r"优良天数比例$\geq 95\%$以上", "优良天数比例≥95%以上"),
        (r"PM$_{2.5}$平均浓度", "PM2.5平均浓度"),
        (r"水温不超过$25^{\circ}\mathrm{C}$", "水温不超过25℃"),
        (r"占比$\frac{1}{3}$", "占比1/3"),
        ("门票$5至$8一张", "门票$5至$8一张"),
        (r"1\. **推进改造。**完成3\-5处", "1. 推进改造。完成3-5处"),
        ("- 附件：1. 清单", "附件：1. 清单"),
        ("- （一）加强领导", "（一）加强领导"),
        ("> 2.加强调度", "2.加强调度"),
        ("详见[总体方案](https://example.invalid/a.html)", "详见总体方案"),
        ("面积3万m<sup>2</sup>，其中&ldquo;三旧&rdquo;改造", "面积3万m2，其中“三旧”改造"),
        ("填写______，计算2*3*4", "填写______，计算2*3*4"),
    ],
)
def test_marks_are_taken_out(written: str, read_as: str) -> None:
    assert texts(written) == [read_as]


def test_headings_of_markdown_keep_their_level() -> None:
    document = read(f"# 云麓县总体方案\n## 一、任务\n{TASK}\n---\n", "方案.md")
    assert document.format == "md"
    assert [(p.text, p.level) for p in document.paragraphs] == [("云麓县总体方案", 1), ("一、任务", 2), (TASK, None)]


# --- always ----------------------------------------------------------------------------------------------------

PARTS = st.sampled_from(
    ["一、", "（二）", "1.", "①", "附件1", "县水利局牵头", "，", "。", "；", "：", "（", "）", "“", "”", "\n", "\n\n", "\t", "\f", "|", "|---|---|",
     "**", "$", "\\", "<table>", "</table>", "<tr><td>", "<p>", "&nbsp;", "# ", "- ", "— 3 —", "2026年3月5日", "　　", "推进全县重点项目建设", "9%"]
)  # fmt: skip


def _check(data: bytes) -> None:
    try:
        document = read_plain(data, "任意.txt", Limits())
    except ReadError:
        return
    assert document.text == "\n".join(p.text for p in document.paragraphs)
    cells = [set(table.cells) for table in document.tables]
    for index, paragraph in enumerate(document.paragraphs):
        assert paragraph.index == index
        assert document.text[paragraph.start : paragraph.end] == paragraph.text
        assert paragraph.text == paragraph.text.strip() != ""
        assert "\n" not in paragraph.text
        assert paragraph.cell is None or paragraph.cell in cells[paragraph.cell.table]


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS, max_size=60).map("".join))
def test_any_text_of_the_genre_gives_a_document(text: str) -> None:
    _check(text.encode())


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_a_document_or_a_refusal(text: str) -> None:
    _check(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"\xfe\xff\xd8\x00")
@example(b"\x81")
def test_any_bytes_give_a_document_or_a_refusal(data: bytes) -> None:
    _check(data)


@pytest.mark.parametrize(
    "piece", ["<table>\n", "“（", "\t\t\t\n", "$ ", "<!--", "   ", "** ", "|--\n", "〔2026〕", "[a](", "a\tb\n\tc\n"]
)
def test_one_piece_a_hundred_thousand_characters_long(piece: str) -> None:
    _check((piece * (100_000 // len(piece))).encode())
