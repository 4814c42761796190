"""Pdf files: paragraphs as they were written, furniture left out, tables with rules, refusals in one sentence."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from docx import Document as new_docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from pypdfium2 import raw

from luoshi.reading import scan
from luoshi.reading.document import Document
from luoshi.reading.errors import ReadError
from luoshi.reading.limits import Limits
from luoshi.reading.pdf import read_pdf

SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")

TITLE = ["云麓县人民政府办公室关于印发《云麓县实施", "“六大攻坚”总体方案》的通知"]
DUTY = "（县发展改革局牵头，县财政局、县农业农村局、县交通运输局、云麓高新区等按职责分工负责）"
BODY = [
    "各乡镇人民政府，县直各有关单位：",
    "《云麓县实施“六大攻坚”总体方案》已经县人民政府同意，现印发给你们，请认真组织实施。",
    "一、总体要求",
    *[
        f"（{number}）做强{trade}产业。聚焦{trade}全链条补短板，全年新建改建基地{n}个、新增标准化厂房{n}.5万平方米，"
        f"力争{trade}总产值增长{n}%以上，带动就业{n}00人；推动{trade}企业上云用数，培育“云麓{trade}”公共品牌{n}个，"
        f"组织产销对接活动{n}场次，在县外布设“云麓好物”展销点{n}处。{DUTY}"
        for number, trade, n in zip(
            "一二三四五六七八九",
            ["竹木", "茶叶", "柑橘", "油茶", "陶瓷", "物流", "文旅", "康养", "水产"],
            range(4, 13),
            strict=True,
        )
    ],
]
HEAD = ["序号", "重点任务", "牵头单位", "完成时限"]
ROWS = [
    [str(n), f"第{n}项工作：改造提升农村电网线路{n}公里，新建通信基站{n}座，实现{n}个行政村光纤到户，"
     f"建立问题台账并逐项销号，群众满意率达9{n % 10}%以上。", "县发展改革局、县水利局", "2026年11月底前"]
    for n in range(1, 15)
]  # fmt: skip


def _docx(path: Path) -> None:
    """A paper as an office sets it: GB/T 9704 page, running head, page numbers, a ruled table over two pages."""
    document = new_docx()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = (
        Mm(28),
        Mm(26),
        Mm(37),
        Mm(35),
    )
    section.header.paragraphs[0].text = "云麓县人民政府文件汇编"
    footer = section.footer.paragraphs[0]
    footer.add_run("— ")
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = footer.add_run()._r
        element = run.makeelement(
            qn("w:fldChar" if kind else "w:instrText"), {qn("w:fldCharType"): kind} if kind else {}
        )
        element.text = text
        run.append(element)
    footer.add_run(" —")

    def add(text: str, size: float = 16, *, centred: bool = False) -> None:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(29)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
        if not centred and not text.startswith("各"):
            paragraph.paragraph_format.first_line_indent = Pt(2 * size)
        run = paragraph.add_run(text)
        run.font.size = Pt(size)
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "Noto Serif CJK SC")

    for text in TITLE:
        add(text, 22, centred=True)
    for text in BODY:
        add(text)
    turned = document.add_section()
    turned.orientation, turned.page_width, turned.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    add("附件1")
    table = document.add_table(len(ROWS) + 1, len(HEAD), style="Table Grid")
    for row, cells in enumerate([HEAD, *ROWS]):
        for column, text in enumerate(cells):
            cell = table.cell(row, column)
            cell.width = Mm([15, 90, 40, 35][column])
            cell.paragraphs[0].add_run(text).font.size = Pt(14)
    # One unit for rows 2 to 4, one sentence across the last row.
    for row in (3, 4):
        for paragraph in table.cell(row, 2).paragraphs:
            paragraph.clear()
    table.cell(2, 2).merge(table.cell(4, 2))
    repeated = table.rows[0]._tr.get_or_add_trPr()
    repeated.append(repeated.makeelement(qn("w:tblHeader"), {}))
    add("以上任务由县政府督查室按月调度。")
    document.save(str(path))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    if SOFFICE is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    folder = tmp_path_factory.mktemp("pdf")
    _docx(folder / "plan.docx")
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = [
        SOFFICE,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "plan.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "plan.pdf").read_bytes()


@pytest.fixture(scope="module")
def document(printed: bytes) -> Document:
    return read_pdf(printed, "plan.pdf", Limits())


def _running(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.cell is None]


@needs_office
def test_lines_become_the_paragraphs_that_were_written(document: Document) -> None:
    assert _running(document) == ["".join(TITLE), *BODY, "附件1", "以上任务由县政府督查室按月调度。"]


@needs_office
def test_spans_and_pages_are_told(document: Document) -> None:
    for paragraph in document.paragraphs:
        assert document.text[paragraph.start : paragraph.end] == paragraph.text
    pages = [paragraph.page for paragraph in document.paragraphs]
    assert pages[0] == 1
    assert None not in pages
    assert pages == sorted(pages, key=lambda page: page or 0)


@needs_office
def test_a_table_over_two_pages_is_one_with_its_head_once(document: Document) -> None:
    assert len(document.tables) == 1
    assert (document.tables[0].rows, document.tables[0].columns) == (len(ROWS) + 1, len(HEAD))
    cells = {(p.cell.row, p.cell.column): p.text for p in document.paragraphs if p.cell is not None}
    assert [cells[0, column] for column in range(4)] == HEAD
    assert [cells[row, 1] for row in range(1, len(ROWS) + 1)] == [row[1] for row in ROWS]
    assert [cells[row, 3] for row in range(1, len(ROWS) + 1)] == [row[3] for row in ROWS]


@needs_office
def test_a_cell_over_three_rows_is_one_cell(document: Document) -> None:
    merged = next(cell for cell in document.tables[0].cells if (cell.row, cell.column) == (2, 2))
    assert (merged.row_span, merged.column_span) == (3, 1)
    assert not [cell for cell in document.tables[0].cells if cell.column == 2 and cell.row in (3, 4)]


@needs_office
@pytest.mark.parametrize("upwards", [True, False])
def test_text_printed_sideways_is_read_upright(printed: bytes, document: Document, upwards: bool) -> None:
    source, turned = pdfium.PdfDocument(printed), pdfium.PdfDocument.new()
    width, height = source[0].get_size()
    page = turned.new_page(height, width)
    drawn = source.page_as_xobject(0, turned).as_pageobject()
    drawn.set_matrix(
        pdfium.PdfMatrix().rotate(90, ccw=upwards).translate(height if upwards else 0, 0 if upwards else width)
    )
    page.insert_obj(drawn)
    page.gen_content()
    saved = io.BytesIO()
    turned.save(saved)
    read = read_pdf(saved.getvalue(), "turned.pdf", Limits())
    assert _running(read)[1:4] == _running(document)[:3]  # [0] is the running head: one page alone does not show it


def _bare(pages: int, extra: str = "") -> bytes:
    """A pdf of empty pages, written by hand."""
    kids = " ".join(f"{3 + n} 0 R" for n in range(pages))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {pages}>>"]
    objects += ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"] * pages
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}"
    out += f"trailer\n<</Size {len(places) + 1}/Root 1 0 R{extra}>>\nstartxref\n{start}\n%%EOF"
    return out.encode("latin-1")


LOCKED = "/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + "11" * 32 + ">/U<" + "22" * 32 + ">>>"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 nothing more", "损坏"),
        (b"", "损坏"),
        (_bare(1, LOCKED), "密码"),
        (_bare(0), "没有页面"),
        (_bare(2), "没有可以读取的文字"),
        (_bare(3), "上限"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(ReadError) as refused:
        read_pdf(data, "方案.pdf", Limits(pages=2))
    assert said in str(refused.value)
    assert "方案.pdf" in str(refused.value)
    assert "\n" not in str(refused.value)


@needs_office
def test_a_file_cut_short_is_read_or_refused(printed: bytes) -> None:
    for share in (3, 2):
        try:
            read = read_pdf(printed[: len(printed) // share], "方案.pdf", Limits())
        except ReadError:
            continue
        assert read.paragraphs


@needs_office
def test_a_page_that_is_a_picture_is_noted_where_nothing_can_recognise_it(
    printed: bytes, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "is_installed", lambda: False)
    mixed = pdfium.PdfDocument(printed)
    page = mixed.new_page(595, 842, 1)
    square = raw.FPDFPageObj_CreateNewRect(50, 50, 300, 300)
    raw.FPDFPath_SetDrawMode(square, raw.FPDF_FILLMODE_ALTERNATE, 0)
    raw.FPDFPage_InsertObject(page.raw, square)
    page.gen_content()
    saved = io.BytesIO()
    mixed.save(saved)
    read = read_pdf(saved.getvalue(), "方案.pdf", Limits())
    assert [p.text for p in read.paragraphs] == [p.text for p in document.paragraphs]
    assert len(read.notes) == 1
    assert "第2页" in read.notes[0]


@needs_office
def test_more_characters_than_allowed_are_refused(printed: bytes) -> None:
    with pytest.raises(ReadError, match="字符"):
        read_pdf(printed, "方案.pdf", Limits(characters=100))
