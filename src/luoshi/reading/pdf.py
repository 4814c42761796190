"""Pdf files to a Document: pages with a text layer through PDFium, the others through text recognition."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from luoshi.reading import pdf_tables, scan
from luoshi.reading.document import Document, Piece, Table, assemble
from luoshi.reading.errors import ReadError
from luoshi.reading.furniture import without_furniture
from luoshi.reading.limits import Limits
from luoshi.reading.lines import Layout, Line, join_lines, survey
from luoshi.reading.pdf_page import Glyph, Page, lines_of, read_page

_FEW = 30  # characters on a page that is a picture all the same: a page number, a stamp's text
_GARBLED = 0.2  # share of characters without meaning from which on a text layer is useless


@dataclass(frozen=True, slots=True)
class _Content:
    """What one page gives: its lines outside tables, and its tables."""

    number: int
    lines: list[Line]
    grids: list[pdf_tables.Grid]


def read_pdf(data: bytes, name: str, limits: Limits) -> Document:
    """The Document of a pdf. Running heads and page numbers are left out, tables with rules are told by their rules.

    Raises ReadError where the file is encrypted, broken, without pages or over the limits, and where it is a scan and
    no text recognition is installed."""
    with contextlib.closing(_open(data, name)) as pdf:
        count = len(pdf)
        if count == 0:
            raise ReadError(f"“{name}”里没有页面，请重新导出这份 PDF。")
        if count > limits.pages:
            raise ReadError(f"“{name}”有{count}页，超过{limits.pages}页的上限，请拆分文件，或调高 LUOSHI_LIMIT_PAGES。")
        contents: list[_Content] = []
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
            recognised, notes = _recognise(pdf, scanned, name, limits, alone=not any(c.lines or c.grids for c in contents))
            contents = sorted(contents + recognised, key=lambda content: content.number)
    pieces, tables = _flow(contents)
    document = assemble(name, "pdf", pieces, tables, notes)
    if not document.paragraphs:
        raise ReadError(f"“{name}”里没有可以读取的文字，请确认选对了文件。")
    return document


def _open(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
            raise ReadError(f"“{name}”设有打开密码，请先解除密码，另存后重试。") from None
        raise ReadError(f"“{name}”不是完整的 PDF 文件，可能已损坏，请重新导出或重新获取。") from None


def _page(pdf: pdfium.PdfDocument, number: int, name: str) -> Page:
    try:
        page = pdf[number - 1]
    except pdfium.PdfiumError:
        raise ReadError(f"“{name}”第{number}页已损坏，无法打开，请重新导出或重新获取这份 PDF。") from None
    try:
        return read_page(page)
    except pdfium.PdfiumError:
        return Page([], [], [], 0.0, True)
    finally:
        page.close()


def _needs_recognition(page: Page) -> bool:
    """Whether the page shows text that is not in its text layer: a scan, outlines, or characters without meaning."""
    seen = [glyph.text for glyph in page.glyphs if glyph.text != " "]
    if not seen:
        return page.drawn
    if len(seen) < _FEW and page.pictures > 0.6:
        return True
    odd = sum(1 for text in seen if "\ue000" <= text <= "\uf8ff" or text in "\ufffd\ufffe\uffff" or "\x7f" <= text <= "\xff")
    return len(seen) >= _FEW and odd > _GARBLED * len(seen)


def _recognise(
    pdf: pdfium.PdfDocument, pages: Sequence[int], name: str, limits: Limits, *, alone: bool
) -> tuple[list[_Content], list[str]]:
    """The pages through text recognition. Where none is installed the other pages are read and a note says so;
    ReadError where there are no other pages (`alone`)."""
    if not scan.is_installed() and not alone:
        listed = scan.page_list(pages)
        return [], [f"第{listed}页是图像，未安装图像识别，没有读取（请联系管理员安装 luoshi[ocr]）。"]
    recognised, notes = scan.recognise_pages(pdf, pages, name, limits)
    return [_Content(page, lines, []) for page, lines in recognised], notes


def _content(page: Page, number: int) -> _Content:
    grids = pdf_tables.grids_of(page.horizontal, page.vertical) if page.vertical else []
    if not grids:
        return _Content(number, lines_of(page.glyphs, number), [])
    outside: list[Glyph] = []
    inside: dict[int, tuple[pdf_tables.Grid, pdf_tables.Box, list[Glyph]]] = {}
    for glyph in page.glyphs:
        x, y = (glyph.left + glyph.right) / 2, glyph.middle
        grid = next((grid for grid in grids if grid.holds(x, y)), None)
        if grid is None:
            outside.append(glyph)
        else:
            box = grid.at(x, y)
            inside.setdefault(id(box), (grid, box, []))[2].append(glyph)
    _fill(inside.values(), number)
    filled = [grid for grid in grids if any(box.parts for box in grid.boxes)]
    return _Content(number, lines_of(outside, number), filled)


def _fill(held: Sequence[tuple[pdf_tables.Grid, pdf_tables.Box, list[Glyph]]] | object, number: int) -> None:
    """The paragraphs of each cell. How wide a full line of a cell is follows from the least distance that any line
    of the table keeps from its cell's walls."""
    cells: list[tuple[pdf_tables.Box, float, float, list[Line]]] = []
    assert not isinstance(held, str)
    for grid, box, glyphs in held:  # type: ignore[attr-defined]
        left, right = grid.xs[box.column], grid.xs[box.column + box.column_span]
        cells.append((box, left, right, lines_of(glyphs, number)))
    distances = [min(line.left - left, right - line.right) for _, left, right, lines in cells for line in lines if line.left is not None and line.right is not None]
    padding = min(8.0, max(0.0, min(distances, default=0.0)))
    for box, left, right, lines in cells:
        layout = Layout({number: left + padding}, {number: right - padding}, cell=True)
        box.page = number
        box.parts = [piece.text for piece in join_lines(lines, layout)]


def _flow(contents: Sequence[_Content]) -> tuple[list[Piece], list[Table]]:
    """Running text and tables of all pages in reading order; a table that goes on over a page break is one."""
    kept = {id(line) for line in without_furniture([line for content in contents for line in content.lines])}
    layout = survey([line for content in contents for line in content.lines if id(line) in kept])
    run: list[Line] = []
    parts: list[list[Line] | pdf_tables.Grid] = []
    open_table: pdf_tables.Grid | None = None
    for content in contents:
        placed: list[tuple[float, Line | pdf_tables.Grid]] = [
            (line.top or 0.0, line) for line in content.lines if id(line) in kept
        ]
        placed += [(grid.ys[0], grid) for grid in content.grids]
        for _, item in sorted(placed, key=lambda pair: pair[0]):
            if isinstance(item, Line):
                run.append(item)
                open_table = None
                continue
            if open_table is not None and pdf_tables.goes_on(open_table, item):
                pdf_tables.append(open_table, item)
                continue
            if run:
                parts.append(run)
                run = []
            parts.append(item)
            open_table = item
    if run:
        parts.append(run)
    pieces: list[Piece] = []
    tables: list[Table] = []
    for part in parts:
        if isinstance(part, list):
            pieces.extend(join_lines(part, layout))
        else:
            table, filled = pdf_tables.to_table(part, len(tables))
            tables.append(table)
            pieces.extend(filled)
    return pieces, tables
