"""The plan as an official document in docx: page and type as in GB/T 9704-2012, numbers automatic (numbering.xml)."""

from __future__ import annotations

import copy
import io
import zipfile

from as_text import span
from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from docx_numbers import BODY, HEAD, KAI, MULTI, ONE_BRACKET, ONE_DOT, Numbering
from plan_source import Block, Part

TITLE = "方正小标宋简体"
SIZE = Pt(16)  # 三号
RED = RGBColor(0xE0, 0x00, 0x00)
LINE = 579  # twips: 22 lines in the type area of 225 mm
WIDTHS = (13, 23, 101, 30, 43, 33)  # mm, the task table


def as_docx(letter: dict[str, list[str]], parts: list[Part]) -> bytes:
    """The document's bytes, the same for the same source."""
    doc = Document()
    lay_out(doc)
    numbers = Numbering(doc)
    put_letter(doc, letter)
    for part in parts:
        if part.columns:
            begin_section(doc, landscape=True)
        elif part.id == "4":
            begin_section(doc, landscape=False)
        put_part(doc, numbers, part)
    put_imprint(doc, letter)
    return frozen(doc)


def lay_out(doc: Docx) -> None:
    """Page, default type and page numbers."""
    style = doc.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", SIZE
    style.element.rPr.rFonts.set(qn("w:eastAsia"), BODY)
    style.element.rPr.find(qn("w:sz")).addprevious(
        parse_xml(f'<w:spacing {nsdecls("w")} w:val="-5"/>')
    )  # 28 characters a line
    style.element.rPr.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-US" w:eastAsia="zh-CN"/>'))
    style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(0), Pt(LINE / 20)
    doc.settings.odd_and_even_pages_header_footer = True
    doc.core_properties.title, doc.core_properties.author = "云麓县实施“六大攻坚”总体方案", "云麓县人民政府办公室"
    set_page(doc.sections[0])
    footer(doc.sections[0].footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    footer(doc.sections[0].even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def set_page(section: Section) -> None:
    """A4 upright, margins 37/35/28/26 mm, a grid of 22 lines."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(26)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(LINE))


def begin_section(doc: Docx, landscape: bool) -> None:
    """A new page lying on its side, or upright again."""
    section = doc.add_section(WD_SECTION.NEW_PAGE)
    set_page(section)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.top_margin, section.bottom_margin = Mm(28), Mm(26)
        section.left_margin, section.right_margin = Mm(27), Mm(27)
        section.footer_distance = Mm(18)
    else:
        section.orientation = WD_ORIENT.PORTRAIT


def footer(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 — outside, one character in from the edge of the type area."""
    paragraph.alignment = side
    paragraph.paragraph_format.right_indent = paragraph.paragraph_format.left_indent = SIZE
    write(paragraph, "— ", "宋体", Pt(14))
    run = paragraph.add_run()
    dress(run, "宋体", Pt(14))
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        if kind:
            piece = OxmlElement("w:fldChar")
            piece.set(qn("w:fldCharType"), kind)
        else:
            piece = OxmlElement("w:instrText")
            piece.text = text
        run._r.append(piece)
    write(paragraph, " —", "宋体", Pt(14))


def dress(run: Run, font: str, size: Emu = SIZE, bold: bool = False, colour: RGBColor | None = None) -> None:
    """Type of a run: Chinese font by its official name, Latin letters and digits in Times New Roman."""
    run.font.size, run.font.bold = size, bold
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:hint"), "eastAsia")  # quotation marks and dashes too
    fonts.set(qn("w:eastAsia"), font)
    if colour is not None:
        run.font.color.rgb = colour


def write(
    paragraph: Paragraph,
    text: str,
    font: str = BODY,
    size: Emu = SIZE,
    *,
    bold: bool = False,
    colour: RGBColor | None = None,
) -> None:
    """Add words in a type of their own."""
    dress(paragraph.add_run(text), font, size, bold, colour)


def line(doc: Docx, text: str = "", font: str = BODY, size: Emu = SIZE, centre: bool = False) -> Paragraph:
    """A paragraph without indent."""
    paragraph = doc.add_paragraph()
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if text:
        write(paragraph, text, font, size)
    return paragraph


def indent(paragraph: Paragraph) -> Paragraph:
    """Two characters on the first line, in characters as Word counts them."""
    # left, not justified: LibreOffice's pdf loses punctuation at the end of a line that it squeezes
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    ind = OxmlElement("w:ind")
    ind.set(qn("w:left"), "0")
    ind.set(qn("w:firstLineChars"), "200")
    ind.set(qn("w:firstLine"), "640")
    paragraph._p.get_or_add_pPr().find(qn("w:jc")).addprevious(ind)
    return paragraph


def put_letter(doc: Docx, letter: dict[str, list[str]]) -> None:
    """The red head in a table, the letter, its signature."""
    table = doc.add_table(rows=2, cols=1)
    head, number = (row.cells[0].paragraphs[0] for row in table.rows)
    for paragraph, text, font, size, colour in (
        (head, letter["organ"][0], TITLE, Pt(34), RED),
        (number, letter["number"][0], BODY, SIZE, None),
    ):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        write(paragraph, text, font, size, bold=colour is not None, colour=colour)
    head.paragraph_format.space_before, head.paragraph_format.space_after = Pt(20), Pt(30)
    head.paragraph_format.line_spacing = Pt(50)
    number.paragraph_format.space_after = Pt(6)
    table.rows[1].cells[0]._tc.get_or_add_tcPr().append(
        parse_xml(
            f'<w:tcBorders {nsdecls("w")}><w:bottom w:val="single" w:sz="18" w:space="0" w:color="E00000"/></w:tcBorders>'
        )
    )
    line(doc)
    heading = line(doc, centre=True)
    for i, text in enumerate(letter["heading"]):
        if i:
            heading.add_run().add_break()
        write(heading, text, TITLE, Pt(22))
    line(doc)
    line(doc, letter["to"][0])
    write(indent(doc.add_paragraph()), letter["text"][0])
    line(doc)
    for text, away in ((letter["signer"][0], 2), (letter["date"][0], 4)):
        paragraph = line(doc, text)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = Pt(16 * away)
    write(indent(doc.add_paragraph()), letter["open"][0])


def put_part(doc: Docx, numbers: Numbering, part: Part) -> None:
    """A part from its title to its list of annexes."""
    new_page = part.id not in ("3-1", "4")  # those begin a section
    if part.marker:
        marker = line(doc, part.marker, HEAD)
        marker.paragraph_format.page_break_before = new_page
    title = line(doc, part.title, TITLE, Pt(22), centre=True)
    title.paragraph_format.page_break_before = new_page and not part.marker
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(14), Pt(14)
    if part.columns:
        put_table(doc, part)
        return
    outline = numbers.start(MULTI)
    running = None
    for block in part.blocks:
        paragraph = indent(doc.add_paragraph())
        if block.label and block.running:
            if running is None or block.restart:
                running = numbers.start(ONE_DOT if block.level == 3 else ONE_BRACKET)
            numbers.apply(paragraph, running, 0)
        elif block.label:
            numbers.apply(paragraph, outline, block.level - 1)
        put_block(paragraph, block)
    for i, text in enumerate(part.attachments):
        if i == 0:
            line(doc)
        paragraph = doc.add_paragraph()
        paragraph.paragraph_format.left_indent = SIZE * (5 if i else 2)
        write(paragraph, text if i else "附件：" + text)


def put_block(paragraph: Paragraph, block: Block) -> None:
    """The text of a paragraph, its lead phrase in the type of its level."""
    lead, stop, rest = block.text.partition("。")
    if block.kind in ("plain", "more"):
        write(paragraph, block.text)
    elif block.level == 1:
        write(paragraph, block.text, HEAD)
    elif not rest and block.level <= 2:
        write(paragraph, block.text, KAI)
    else:
        write(paragraph, lead + stop, KAI if block.level == 2 else BODY, bold=block.level != 2)
        write(paragraph, rest)


def put_table(doc: Docx, part: Part) -> None:
    """The task table: fixed widths, head repeated on every page, cells merged down."""
    table = doc.add_table(rows=1 + len(part.blocks), cols=len(part.columns))
    table.style, table.autofit = "Table Grid", False
    for width, column in zip(WIDTHS, table.columns, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for width, cell in zip(WIDTHS, row.cells, strict=True):
            cell.width = Mm(width)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, text in zip(table.rows[0].cells, part.columns, strict=True):
        fill(cell, text, HEAD, centre=True)
    for i, block in enumerate(part.blocks):
        for column, text in enumerate(block.cells):
            if block.merged[column]:
                continue
            cell = table.cell(i + 1, column)
            rows = span(part.blocks, i, column)
            if rows > 1:
                cell = cell.merge(table.cell(i + rows, column))
            fill(cell, text, BODY, centre=column in (0, 1, 5))


def fill(cell: _Cell, text: str, font: str, centre: bool) -> None:
    """One table cell, four sizes smaller than the text."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.line_spacing = Pt(15)
    paragraph._p.get_or_add_pPr().insert(0, parse_xml(f'<w:snapToGrid {nsdecls("w")} w:val="0"/>'))
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.LEFT
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="center"/>'))
    if text:
        write(paragraph, text, font, Pt(11))


def put_imprint(doc: Docx, letter: dict[str, list[str]]) -> None:
    """抄送 and 印发 between rules at the end."""
    line(doc)
    table = doc.add_table(rows=2, cols=2)
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(
        parse_xml(
            f"<w:tblBorders {nsdecls('w')}>"
            + "".join(
                f'<w:{side} w:val="single" w:sz="8" w:space="0" w:color="000000"/>'
                for side in ("top", "bottom", "insideH")
            )
            + "</w:tblBorders>"
        )
    )
    copies = table.cell(0, 0).merge(table.cell(0, 1))
    write(copies.paragraphs[0], letter["copies"][0], BODY, Pt(14))
    for cell, text, side in zip(table.rows[1].cells, letter["printed"], ("LEFT", "RIGHT"), strict=True):
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH[side]
        write(cell.paragraphs[0], text, BODY, Pt(14))


def frozen(doc: Docx) -> bytes:
    """The zip with fixed times, so that an unchanged source makes an unchanged file."""
    raw, out = io.BytesIO(), io.BytesIO()
    doc.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            entry = copy.copy(item)
            entry.date_time = (2026, 2, 26, 0, 0, 0)
            new.writestr(entry, old.read(item.filename))
    return out.getvalue()
