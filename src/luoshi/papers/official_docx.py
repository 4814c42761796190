"""A docx in the form of official papers (GB/T 9704-2012): page, fonts, headings, page numbers, quoted tables.

Fonts stand under the names that Chinese offices have installed; the program embeds none."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx import Document as new_docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from luoshi.papers.wording import printable

TITLE, HEAD, SUBHEAD, BODY, LATIN = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "Times New Roman"

Marked = tuple[str, bool]  # a run of text, and whether it stands out (bold)


class Paper:
    """A paper being written, from the top down."""

    def __init__(self, title: str) -> None:
        self._docx: Any = new_docx()
        self._docx.core_properties.title = printable(title)[:255]
        self._docx.core_properties.author = "落实"
        self._docx.core_properties.comments = ""
        self._set_page()
        normal = self._docx.styles["Normal"]
        _set_font(normal, BODY, 16)
        normal.paragraph_format.space_after = Pt(0)
        for level, font in ((1, HEAD), (2, SUBHEAD), (3, BODY)):
            style = self._docx.styles[f"Heading {level}"]
            _set_font(style, font, 16)
            style.font.bold = level == 3
            style.font.italic = False
            style.font.color.rgb = None
            for color in style.element.iter(qn("w:color")):
                color.getparent().remove(color)
            style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
            style.paragraph_format.keep_with_next = True
        self._number_pages()

    def _set_page(self) -> None:
        section = self._docx.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.footer_distance = Mm(25)
        # 22 lines a page: 225 mm of text in lines of 28.95 points.
        for grid in section._sectPr.findall(qn("w:docGrid")):
            section._sectPr.remove(grid)
        grid = OxmlElement("w:docGrid")
        grid.set(qn("w:type"), "lines")
        grid.set(qn("w:linePitch"), "579")
        section._sectPr.append(grid)

    def _number_pages(self) -> None:
        """— 1 — in 宋体 of size 4, on the outer side: right on odd pages, left on even ones, one character in."""
        self._docx.settings.odd_and_even_pages_header_footer = True
        section = self._docx.sections[0]
        for footer, side in (
            (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
            (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
        ):
            paragraph = footer.paragraphs[0]
            paragraph.alignment = side
            paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
            _run(paragraph, "— ", "宋体", 14)
            _add_field(_run(paragraph, "", "宋体", 14), "PAGE")
            _run(paragraph, " —", "宋体", 14)

    def title(self, text: str) -> None:
        """The title, size 2 (22 points), centred."""
        paragraph = self._paragraph(WD_ALIGN_PARAGRAPH.CENTER, 35)
        _run(paragraph, text, TITLE, 22)

    def subtitle(self, text: str) -> None:
        """A line below the title, and an empty one."""
        _run(self._paragraph(WD_ALIGN_PARAGRAPH.CENTER), text, SUBHEAD, 16)
        self._paragraph()

    def heading(self, text: str, level: int) -> None:
        """一、 (1, 黑体), （一） (2, 楷体), 1. (3, 仿宋 bold)."""
        paragraph = self._docx.add_paragraph(style=f"Heading {level}")
        paragraph.paragraph_format.first_line_indent = Pt(32)
        _exactly(paragraph, 28.95)
        run = paragraph.add_run(printable(text))
        _set_font(run, {1: HEAD, 2: SUBHEAD, 3: BODY}[level], 16)

    def text(self, text: str, keep_with_next: bool = False) -> None:
        """A paragraph of running text, first line two characters in."""
        paragraph = self._paragraph(WD_ALIGN_PARAGRAPH.JUSTIFY)
        paragraph.paragraph_format.first_line_indent = Pt(32)
        paragraph.paragraph_format.keep_with_next = keep_with_next
        _run(paragraph, text, BODY, 16)

    def gap(self) -> None:
        """A little room below a table."""
        _exactly(self._docx.add_paragraph(), 12, on_grid=False)

    def table(
        self,
        widths: Sequence[float],
        heads: Sequence[str],
        rows: Sequence[Sequence[Sequence[Sequence[Marked]]]],
        size: float = 12,
    ) -> None:
        """A ruled table. widths in millimetres; heads repeat on each page (none: no head row); a cell is lines of
        marked runs; size in points. In a row of fewer cells than columns the last takes the rest; one cell alone in a
        table with heads is a band over the rows that follow. A cell's line that starts with 【 names a place (楷体)."""
        grid = self._docx.add_table(rows=0, cols=len(widths))
        grid.style = "Table Grid"
        grid.alignment = WD_TABLE_ALIGNMENT.CENTER
        grid.autofit = False
        for column, room in zip(grid.columns, widths, strict=True):
            column.width = Mm(room)
        if heads:
            row = grid.add_row()
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
            for cell, head in zip(row.cells, heads, strict=True):
                paragraph = cell.paragraphs[0]
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                _exactly(paragraph, size * 1.6, on_grid=False)
                _run(paragraph, head, HEAD, size)
                _shade(cell, "E7EEF6")
        for values in rows:
            row = grid.add_row()
            # A row stays on one page by this; paragraphs kept with the next would glue whole tables together.
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            cells = list(row.cells)
            for cell, room in zip(cells, widths, strict=True):
                cell.width = Mm(room)
            if len(values) < len(widths):
                cells = [*cells[: len(values) - 1], cells[len(values) - 1].merge(cells[-1])]
            for cell, lines in zip(cells, values, strict=True):
                self._fill(cell, lines, size)
            if heads and len(values) == 1:
                _shade(cells[0], "F2F2F2")
                for paragraph in cells[0].paragraphs:
                    paragraph.paragraph_format.keep_with_next = True

    def _fill(self, cell: Any, lines: Sequence[Sequence[Marked]], size: float) -> None:
        for at, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
            place = bool(line) and line[0][0].startswith("【")
            _exactly(paragraph, size * 1.5, on_grid=False)
            for text, mark in line:
                run = _run(paragraph, text, SUBHEAD if place else BODY, size)
                run.bold = mark

    def _paragraph(self, side: Any = None, line: float = 28.95) -> Any:
        paragraph = self._docx.add_paragraph()
        paragraph.alignment = side
        _exactly(paragraph, line)
        return paragraph

    def bytes(self) -> bytes:
        """The paper as a docx file."""
        buffer = io.BytesIO()
        self._docx.save(buffer)
        return buffer.getvalue()


def _exactly(paragraph: Any, points: float, on_grid: bool = True) -> None:
    """Lines of that height; off the page's grid of lines where they are smaller than its own."""
    if not on_grid:
        snap = OxmlElement("w:snapToGrid")
        snap.set(qn("w:val"), "0")
        behind = ("w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr")  # the order that the schema wants
        paragraph._p.get_or_add_pPr().insert_element_before(snap, *behind)
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(points)


def _set_font(owner: Any, name: str, size: float) -> None:
    """Chinese characters in `name`, Latin letters and digits in Times New Roman; for a style or a run."""
    owner.font.name = LATIN
    owner.font.size = Pt(size)
    fonts = owner.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), name)
    # Quotes and dashes belong to both scripts; without the hint Word draws them narrow.
    fonts.set(qn("w:hint"), "eastAsia")


def _run(paragraph: Any, text: str, font: str, size: float) -> Any:
    run = paragraph.add_run(printable(text))
    _set_font(run, font, size)
    return run


def _add_field(run: Any, code: str) -> None:
    for kind in ("begin", "instr", "end"):
        if kind == "instr":
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = f" {code} "
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def _shade(cell: Any, colour: str) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)
