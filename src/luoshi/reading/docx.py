"""Word documents (docx, ISO/IEC 29500): paragraphs with the numbers that Word shows, tables as grids.

Tracked changes are taken as accepted; comments, notes, hidden text and generated tables of contents are left out.
"""

from __future__ import annotations

from lxml import etree

from luoshi.reading.archive import Archive, parse_xml
from luoshi.reading.document import Cell, Document, Piece, Table, assemble
from luoshi.reading.docx_styles import Styles, numbered, outline_of, toggled, value
from luoshi.reading.docx_tables import Grid, blocks, grid
from luoshi.reading.docx_text import TextReader
from luoshi.reading.errors import ReadError
from luoshi.reading.limits import Limits
from luoshi.reading.number_formats import with_label
from luoshi.reading.numbering import Label, Numbering, W

_P, _TBL, _TC, _CHUNK = W + "p", W + "tbl", W + "tc", W + "altChunk"
# Files saved as “Strict Open XML” name the same things by other namespaces.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


def read_docx(data: bytes, name: str, limits: Limits, format: str = "docx") -> Document:
    """Read a docx; `format` is what the Document is to say where it was made from another file.

    Raises ReadError where the file is broken, locked, or asks for more than the limits allow."""
    archive = Archive(data, name, limits)
    main = _main_part(archive)
    styles = Styles(_part(archive, _related(archive, main, "/styles"), name))
    numbering = Numbering(_part(archive, _related(archive, main, "/numbering"), name), styles.list_of)
    root = _part(archive, main, name)
    body = None if root is None else root.find(W + "body")
    if body is None:
        raise ReadError(f"“{name}”里没有 Word 正文；请用办公软件打开并另存为 docx 后再试。")
    reader = _Reader(styles, numbering)
    reader.read(body, None)
    if not reader.pieces and any("/media/" in path for path in archive.paths()):
        raise ReadError(f"“{name}”里只有图片，没有文字；请导出为 PDF 后再试，图片中的文字由图像识别读取。")
    return assemble(name, format, reader.pieces, reader.tables, reader.notes)


def _main_part(archive: Archive) -> str:
    usual = (p for p in archive.paths() if p.startswith("word/document") and p.endswith(".xml"))
    return _related(archive, "", "/officeDocument") or next(usual, "word/document.xml")


def _related(archive: Archive, part: str, kind: str) -> str:
    """The path of the part that another one names for a purpose, "" if none."""
    folder, _, file = part.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels"
    for relation in archive.xml(relations) if relations in archive else ():
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"
        if relation.get("Type", "").endswith(kind) and path in archive:
            return path
    return ""


def _part(archive: Archive, path: str, name: str) -> etree._Element | None:
    if not path or path not in archive:
        return None
    data = archive.read(path)
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    return parse_xml(data, name)


class _Reader:
    """Walks the body in reading order and lays out its pieces and tables."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.pieces: list[Piece] = []
        self.tables: list[Table] = []
        self.notes: list[str] = []
        self._styles = styles
        self._numbering = numbering
        self._box_numbering = Numbering(numbering.part, styles.list_of)  # text boxes are stories of their own
        self._text = TextReader(styles)

    def read(self, parent: etree._Element, cell: Cell | None) -> None:
        """Read the paragraphs and tables of a body, cell or text box; `cell` is the one that they belong to."""
        held: list[str] = []  # lines whose paragraph mark is gone: they run on into the next paragraph
        for block in blocks(parent, _P, _TBL, _CHUNK):
            if block.tag == _P:
                if len(block) or held:
                    held = self._paragraph(block, cell, held)
                continue
            held = self._emit_plain(held, cell)
            if block.tag == _TBL:
                self._table(block, cell)
            else:
                self._note("文件中嵌有另一份文档，其内容没有读入，请在 Word 中另存为 docx 后再试。")
        self._emit_plain(held, cell)

    def _paragraph(self, paragraph: etree._Element, cell: Cell | None, held: list[str]) -> list[str]:
        """Read one paragraph; gives the lines that are to stand before the next one."""
        properties = paragraph.find(W + "pPr")
        style_id = value(properties, "pStyle") or self._styles.default
        style = self._styles.get(style_id)
        content = self._text.read(paragraph, bool(style.hidden))
        self._boxes(content.boxes_before, cell)
        mark = None if properties is None else properties.find(W + "rPr")
        lines = _run_on(held, content.lines)
        gone = mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)
        unseen = bool(toggled(mark, "vanish")) and not any(lines)
        if gone or unseen:
            held = lines if any(lines) else []
        else:
            held = []
            if not (style.contents or content.contents):
                self._emit(lines, properties, style_id, cell)
        self._boxes(content.boxes_after, cell)
        return held

    def _boxes(self, boxes: list[etree._Element], cell: Cell | None) -> None:
        outside = self._numbering
        self._numbering = self._box_numbering
        for box in boxes:
            self.read(box, cell)
        self._numbering = outside

    def _emit(self, lines: list[str], properties: etree._Element | None, style_id: str, cell: Cell | None) -> None:
        label = self._label(properties, style_id)
        level = outline_of(properties)
        if level is None:
            level = self._styles.get(style_id).outline
        first = next((at for at, line in enumerate(lines) if line), None)
        if first is None:
            # An empty item shows its number: in a table that is the column of serial numbers.
            if label and label.text and cell is not None:
                self.pieces.append(Piece(label.text, cell, label=label.text))
            elif label and label.text:
                self._note(f"自动编号“{label.text}”后面没有文字，读入时略去；请核对原文是否漏写或多空一段。")
            return
        for at, line in enumerate(lines):
            if at == first and label and label.text:
                text = with_label(label.text, line, label.tight)
                self.pieces.append(Piece(text, cell, level or None, label=label.text))
            elif line:
                self.pieces.append(Piece(line, cell, level or None))

    def _emit_plain(self, held: list[str], cell: Cell | None) -> list[str]:
        self.pieces.extend(Piece(line, cell) for line in held if line)
        return []

    def _label(self, properties: etree._Element | None, style_id: str) -> Label | None:
        """The automatic number of a paragraph: its own, or that of its style."""
        style = self._styles.get(style_id)
        list_id, level = numbered(properties)
        if list_id is None:
            list_id = style.list_id
            if level is None and list_id:
                bound = (self._numbering.level_of_style(list_id, owner) for owner in style.owners)
                own = next(bound, None)
                level = own if own is not None else style.list_level
                if level is None:
                    level = next((at for at in bound if at is not None), None)
        if not list_id or list_id == "0":
            return None
        return self._numbering.next(list_id, level or 0)

    def _table(self, table: etree._Element, cell: Cell | None) -> None:
        found = grid(table, self._styles)
        if cell is not None or found.is_layout:  # a table inside a cell is that cell's text
            for part in found.cells:
                self.read(part.element, cell)
            return
        self._data_table(found)

    def _data_table(self, found: Grid) -> None:
        index = len(self.tables)
        cells = tuple(Cell(index, c.row, c.column, c.row_span, c.column_span) for c in found.cells)
        self.tables.append(Table(index, found.rows, found.columns, cells))
        for part, cell in zip(found.cells, cells, strict=True):
            self.read(part.element, cell)

    def _note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)


def _run_on(held: list[str], lines: list[str]) -> list[str]:
    return [*held[:-1], held[-1] + lines[0], *lines[1:]] if held and lines else lines
