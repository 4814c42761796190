"""A small draft of a made-up county's plan, built by hand, each item found in the text by search."""

from __future__ import annotations

import datetime

from luoshi.drafting.draft import (
    Alias,
    Assignment,
    Body,
    Cadence,
    Draft,
    Due,
    Finding,
    Gap,
    Header,
    Mention,
    Part,
    Passage,
    Source,
    Target,
    Task,
    Unit,
    UnitDuty,
)
from luoshi.reading.document import Cell, Document, Piece, Table, assemble

LINES = (
    "青石县“三大行动”总体方案",
    "一、总体目标",
    "全县粮食总产量达到 20 万吨以上，新建高标准农田3—5万亩。",
    "二、重点任务",
    "（一）强农行动（县农业农村局牵头，县水利局、县财政局等按职责分工负责）",
    "三、推进机制",
    "实行旬调度、月通报。",
    "附件1",
    "强农行动实施方案",
    "一、工作任务",
    "1.=HYPERLINK稳粮扩面。粮食总产量18万吨以上，6月底前完成春播。（县农业农村局牵头；县水利局配合）",
    "2.建设粮库。新建粮库2座。",
    "成立强农行动工作专班，由副县长任召集人，成员单位包括县农业农村局、县水利局，办公室设在县农业农村局。",
)
TABLE = (("+序号任务", "县财政局"),)


def document(lines: tuple[str, ...] = LINES) -> Document:
    cells = [Cell(0, 0, 0), Cell(0, 0, 1)]
    pieces = [Piece(line, page=1 + at // 7) for at, line in enumerate(lines)]
    pieces += [Piece(text, cell) for text, cell in zip(TABLE[0], cells, strict=True)]
    return assemble(
        "青石县方案.docx", "docx", pieces, [Table(0, 1, 2, tuple(cells))], ["第2页由图像识别得来，请核对。"]
    )


def at(read: Document, part: str, words: str, nth: int = 0) -> Source:
    start = -1
    for _ in range(nth + 1):
        start = read.text.index(words, start + 1)
    paragraph = next(p for p in reversed(read.paragraphs) if p.start <= start)
    row, column = (paragraph.cell.row, paragraph.cell.column) if paragraph.cell else (None, None)
    return Source(part, paragraph.index, start, start + len(words), row, column)


def draft(read: Document) -> Draft:
    def clause(part: str, words: str, *units: tuple[str, str], open_ended: bool = False) -> Assignment:
        whole = at(read, part, words)
        mentions = []
        for name, role in units:
            start = read.text.index(name, whole.start)
            mentions.append(Mention(name, role, Source(part, whole.paragraph, start, start + len(name))))
        return Assignment(words, tuple(mentions), open_ended, whole)

    first = LINES[4][LINES[4].index("（县") :]
    second = LINES[10][LINES[10].index("（县") :]
    tasks = (
        Task(
            "0",
            "二/(一)",
            "强农行动",
            (
                clause(
                    "0",
                    first,
                    ("县农业农村局", "lead"),
                    ("县水利局", "responsible"),
                    ("县财政局", "responsible"),
                    open_ended=True,
                ),
            ),
            (),
            at(read, "0", "强农行动"),
            at(read, "0", LINES[4]),
        ),
        Task(
            "1",
            "一/1",
            "=HYPERLINK稳粮扩面",
            (clause("1", second, ("县农业农村局", "lead"), ("县水利局", "cooperate")),),
            (Due("6月底前", datetime.date(2026, 6, 30), at(read, "1", "6月底前")),),
            at(read, "1", "=HYPERLINK稳粮扩面"),
            at(read, "1", LINES[10]),
        ),
        Task("1", "一/2", "建设粮库", (), (), at(read, "1", "建设粮库"), at(read, "1", LINES[11])),
        Task("1-1", "(1)", "+序号任务", (), (), at(read, "1-1", "+序号任务"), at(read, "1-1", "+序号任务")),
    )
    targets = (
        Target(
            "0",
            "一",
            "粮食总产量达到 20 万吨以上",
            "粮食总产量",
            "level",
            ">=",
            20.0,
            None,
            "万吨",
            at(read, "0", "粮食总产量达到 20 万吨以上"),
        ),
        Target(
            "0",
            "一",
            "新建高标准农田3—5万亩",
            "高标准农田",
            "increase",
            "range",
            3.0,
            5.0,
            "万亩",
            at(read, "0", "新建高标准农田3—5万亩"),
        ),
        Target(
            "1",
            "一/1",
            "粮食总产量18万吨以上",
            "粮食总产量",
            "level",
            ">=",
            18.5,
            None,
            "万吨",
            at(read, "1", "粮食总产量18万吨以上"),
        ),
    )
    bodies = (
        Body(
            "1",
            "强农行动工作专班",
            ("副县长",),
            (),
            ("县农业农村局", "县水利局"),
            "县农业农村局",
            LINES[12],
            at(read, "1", LINES[12]),
        ),
    )
    first_duty, second_duty = tasks[0].assignments[0].mentions[0].source, tasks[1].assignments[0].mentions[0].source
    office, all_villages = at(read, "1", "县农业农村局", nth=3), tasks[2].source
    water = tasks[1].assignments[0].mentions[1].source
    units = (
        Unit(
            "各乡镇",
            1,
            (),
            (UnitDuty("task", "1", "一/2", "建设粮库", "responsible", "各乡镇", all_villages),),
            all_villages,
            open_class=True,
        ),
        Unit(
            "县农业农村局",
            4,
            (
                Alias("县农业局", "简称：农业农村→农业", 0.7, True, 1, second_duty),
                Alias("农业农村局", "省去“县”", 0.95, False, 1, second_duty),
            ),
            (
                UnitDuty("task", "0", "二/(一)", "强农行动", "lead", "县农业农村局", first_duty),
                UnitDuty("task", "1", "一/1", "=HYPERLINK稳粮扩面", "lead", "县农业局", second_duty),
                UnitDuty("body", "1", "", "强农行动工作专班", "office", "县农业农村局", office),
            ),
            first_duty,
        ),
        Unit(
            "县水利局",
            2,
            (),
            (UnitDuty("task", "1", "一/1", "=HYPERLINK稳粮扩面", "cooperate", "县水利局", water),),
            water,
        ),
    )
    two = (
        Passage("粮食总产量达到 20 万吨以上", targets[0].source),
        Passage("粮食总产量18万吨以上", targets[2].source),
    )
    findings = (
        Finding(
            "task-without-unit", "minor", "“建设粮库”没有责任单位，请补上。", (Passage("建设粮库", tasks[2].source),)
        ),
        Finding("target-conflict", "grave", "“粮食总产量”两处数字不一，请核定以哪一处为准。", two),
    )
    return Draft(
        Header(
            "青石县“三大行动”总体方案", "青政办发〔2026〕3号", "青石县人民政府办公室", "2026-02-03", 2026, "三大行动"
        ),
        (
            Part("0", "master", LINES[0], at(read, "0", LINES[0])),
            Part("1", "annex", LINES[8], at(read, "1", LINES[8])),
            Part("1-1", "table", "任务表", at(read, "1-1", "+序号任务")),
        ),
        tasks,
        targets,
        bodies,
        (Cadence("0", "旬调度", "", "调度", "旬", at(read, "0", "旬调度")),),
        units,
        findings,
        (
            Gap("paragraph", "三、推进机制", at(read, "0", "三、推进机制")),
            Gap("figure", "2座", at(read, "1", "2座")),
        ),
    )
