"""Documents for property tests: any text, and texts thrown together from the genre's own fragments."""

from __future__ import annotations

from hypothesis import strategies as st

from luoshi.reading.document import Cell, Document, Piece, Table, assemble

NUMBERS = [
    "一、", "二、", "十二、", "第一章 ", "第二节 ", "第三条 ", "（一）", "(二)", "（ 三 ）", "1.", "2．", "3、", "10. ", "（1）", "(2)",
    "1）", "①", "⑳", "11.5", "0.", "附件", "附件1", "附件 2：", "附件3-1", "附：", "附件：1.",
]  # fmt: skip
HEADINGS = [
    "总体要求", "工作目标", "攻坚目标", "重点任务", "主要任务", "保障措施", "组织实施", "推进机制", "强化组织领导", "工作步骤",
    "云溪县实施“五大行动”总体方案", "稳增长行动实施方案", "重点任务清单", "云溪县人民政府办公室关于印发《云溪县实施“五大行动”总体方案》的通知",
    "云溪县人民政府办公室", "云政办发〔2026〕7号", "2026年2月30日", "2026年3月6日", "二〇二六年三月六日", "各乡镇人民政府，县直各单位：",
]  # fmt: skip
UNITS = [
    "县发改局", "县财政局", "县住房和城乡建设局", "县财政局〈县国资局〉", "各乡镇", "各相关单位", "县水利局等", "团县委", "国网云溪供电公司",
    "市生态环境局云溪分局", "县委办（县督查室）", "税务局", "局", "等部门",
]  # fmt: skip
CLAUSE_WORDS = [
    "牵头", "负责", "配合", "分别牵头", "按职责分工负责", "牵头单位：", "责任单位:", "配合单位：", "完成时限：", "会同", "指导", "参与", "以及", "和", "、",
    "，", ",", "；", ";", "：", "下同", "列第一位的为牵头单位",
]  # fmt: skip
COMMITMENTS = [
    "粮食总产稳定在12万吨以上", "增长9%左右", "新建充电桩300个", "完成投资1-2亿元", "达到98.5%", "３５％", "三分之一", "两场", "1,200家", "12,34",
    "由15个工作日压减到7个工作日", "A、B率分别达到90%和95%", "控制在5‰以内", "9成", "5G基站", "4A级景区", "S218线", "四个一", "“十五五”", "100%",
    "增长", "不低于", "力争", "全县", "%", "亿元", "个", "以上",
]  # fmt: skip
LIMITS = [
    "2026年5月底前", "3月25日前", "13月45日", "年底前", "二季度末", "2027年", "上半年", "长期坚持", "2月30日前", "0月", "汛期前", "9999年", "1月前",
]  # fmt: skip
ORGANISATION = [
    "成立五大行动工作专班，由县委常委任召集人，县发改局主要负责人任副召集人，县财政局、县水利局为成员单位，办公室设在县发改局。",
    "成立领导小组", "专班", "办公室设在", "为成员单位", "任组长", "旬调度、月通报、季讲评", "每半年", "一月一会商", "纳入年度绩效考核", "每季度末报送",
]  # fmt: skip
SIGNS = [
    "（",
    "）",
    "(",
    ")",
    "“",
    "”",
    "《",
    "》",
    "〈",
    "〉",
    "【",
    "】",
    "。",
    "；",
    "：",
    "，",
    "、",
    " ",
    "　",
    "\t",
    "…",
    "—",
    "-",
    "．",
    ".",
    "\u200b",
    "\x00",
    "𠮷",
    "é",
]

FRAGMENTS = st.sampled_from(NUMBERS + HEADINGS + UNITS + CLAUSE_WORDS + COMMITMENTS + LIMITS + ORGANISATION + SIGNS)


def bracketed(inner: str) -> str:
    return f"（{inner}）"


CLAUSES = st.lists(st.sampled_from(UNITS + CLAUSE_WORDS), max_size=6).map("".join).map(bracketed)
PARAGRAPHS = st.one_of(
    st.lists(st.one_of(FRAGMENTS, CLAUSES), min_size=1, max_size=10).map("".join),
    st.builds(
        "".join, st.tuples(st.sampled_from(NUMBERS), st.sampled_from(HEADINGS + COMMITMENTS), st.just("。"), st.sampled_from(COMMITMENTS), CLAUSES)
    ),
    st.text(max_size=40),
)  # fmt: skip


def of_lines(lines: list[str]) -> Document:
    """A document with one paragraph a line, as a text file gives it."""
    return assemble("方案.txt", "txt", [Piece(" ".join(line.splitlines())) for line in lines])


@st.composite
def tables(draw: st.DrawFn) -> Document:
    """A document with a table between its paragraphs: merged, empty and doubled cells included."""
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    head = ["序号", "工作任务", "牵头单位", "责任单位", "完成时限"]
    cells, pieces, taken = [], [Piece(line) for line in draw(st.lists(PARAGRAPHS, max_size=3))], set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            high = draw(st.integers(1, rows - row)) if row else 1
            wide = draw(st.sampled_from([1, 1, 1, 2]))
            wide = min(wide, columns - column)
            squares = {(r, c) for r in range(row, row + high) for c in range(column, column + wide)}
            if squares & taken:
                high = wide = 1
                squares = {(row, column)}
            taken |= squares
            cell = Cell(0, row, column, high, wide)
            cells.append(cell)
            texts = [head[column]] if row == 0 and draw(st.booleans()) else draw(st.lists(PARAGRAPHS, max_size=2))
            pieces += [Piece(" ".join(text.splitlines()), cell) for text in texts]
    pieces += [Piece(line) for line in draw(st.lists(PARAGRAPHS, max_size=2))]
    return assemble("方案.docx", "docx", pieces, [Table(0, rows, columns, tuple(cells))])


DOCUMENTS = st.one_of(
    st.lists(PARAGRAPHS, max_size=12).map(of_lines),
    st.lists(st.one_of(st.sampled_from([n + h for n in NUMBERS for h in HEADINGS]), PARAGRAPHS), max_size=20).map(of_lines),
    tables(),
)  # fmt: skip
