"""Pdf files to a Document: pages with a text layer through PDFium, the others through text recognition."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from luoshi.reading import pdf_tables, scan
from luoshi.reading.document import Document, assemble
from luoshi.reading.errors import ReadError
from luoshi.reading.flow import Content, flow
from luoshi.reading.limits import Limits
from luoshi.reading.pdf_page import Glyph, Page, Rules, lines_of, read_page

_FEW = 30  # characters on a page that is a picture all the same: a page number, a stamp's text
_GARBLED = 0.2  # share of characters without meaning from which on a text layer is useless


def read_pdf(data: bytes, name: str, limits: Limits) -> Document:
    """The Document of a pdf. Running heads and page numbers are left out, tables with rules are told by their rules.

    Raises ReadError where the file is encrypted, broken, without pages or over the limits, and where it is a scan and
    no text recognition is installed."""
    with contextlib.closing(_open(data, name)) as pdf:
        count = len(pdf)
        if count > limits.pages:
            raise ReadError(f"“{name}”有{count}页，超过{limits.pages}页的上限，请拆分文件，或调高 LUOSHI_LIMIT_PAGES。")
        contents: list[Content] = []
        scanned: list[int] = []
        characters = 0
        for number in range(1, count + 1):
            page = _page(pdf, number, name)
            if _needs_recognition(page):
                scanned.append(number)
                continue
            characters += len(page.glyphs)
            if characters > limits.characters:
                raise ReadError(
                    f"“{name}”超过{limits.characters}个字符的上限，请拆分文件，或调高 LUOSHI_LIMIT_CHARACTERS。"
                )
            contents.append(_content(page, number))
        notes: list[str] = []
        if scanned:
            recognised, notes = _recognise(
                pdf, scanned, name, limits, alone=not any(c.lines or c.grids for c in contents)
            )
            contents = sorted(contents + recognised, key=lambda content: content.number)
    pieces, tables = flow(contents)
    document = assemble(name, "pdf", pieces, tables, notes)
    if not document.paragraphs:
        raise ReadError(f"“{name}”里没有可以读取的文字，请确认选对了文件。")
    return document


def _open(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        # PDFium keeps the code of an earlier failure where it has none for this one.
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD and b"/Encrypt" in data:
            raise ReadError(f"“{name}”设有打开密码，请先解除密码，另存后重试。") from None
        raise ReadError(f"“{name}”不是完整的 PDF 文件（已损坏，或没有页面），请重新导出或重新获取。") from None


def _page(pdf: pdfium.PdfDocument, number: int, name: str) -> Page:
    try:
        page = pdf[number - 1]
    except pdfium.PdfiumError:
        raise ReadError(f"“{name}”第{number}页已损坏，无法打开，请重新导出或重新获取这份 PDF。") from None
    try:
        return read_page(page)
    except pdfium.PdfiumError:
        return Page([], Rules([], []), 0.0, True)
    finally:
        page.close()


def _needs_recognition(page: Page) -> bool:
    """Whether the page shows text that is not in its text layer: a scan, outlines, or characters without meaning."""
    seen = [glyph.text for glyph in page.glyphs if glyph.text != " "]
    if not seen:
        return page.drawn
    if len(seen) < _FEW and page.pictures > 0.6:
        return True
    odd = sum(
        1 for text in seen if "\ue000" <= text <= "\uf8ff" or text in "\ufffd\ufffe\uffff" or "\x7f" <= text <= "\xff"
    )
    return len(seen) >= _FEW and odd > _GARBLED * len(seen)


def _recognise(
    pdf: pdfium.PdfDocument, pages: Sequence[int], name: str, limits: Limits, *, alone: bool
) -> tuple[list[Content], list[str]]:
    """The pages through text recognition. Where none is installed the other pages are read and a note says so;
    ReadError where there are no other pages (`alone`)."""
    if not scan.is_installed() and not alone:
        listed = scan.page_list(pages)
        return [], [f"第{listed}页是图像，未安装图像识别组件，没有读取（请联系管理员按 README 的“安装”加装）。"]
    return scan.recognise_pages(pdf, pages, name, limits)


def _content(page: Page, number: int) -> Content:
    grids = pdf_tables.grids_of(*page.rules) if page.rules.vertical else []
    if not grids:
        return Content(number, lines_of(page.glyphs, number), [])
    outside: list[Glyph] = []
    inside: dict[int, tuple[pdf_tables.Grid, pdf_tables.Box, list[Glyph]]] = {}
    for glyph in page.glyphs:
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        grid = next((grid for grid in grids if grid.holds(x, y)), None)
        if grid is None:
            outside.append(glyph)
        else:
            box = grid.at(x, y)
            inside.setdefault(id(box), (grid, box, []))[2].append(glyph)
    pdf_tables.fill([(grid, box, lines_of(held, number)) for grid, box, held in inside.values()], number)
    filled = [grid for grid in grids if any(box.parts for box in grid.boxes)]
    return Content(number, lines_of(outside, number), filled)
