"""What reading a file yields: its text as paragraphs and tables, each knowing where it stood.

`Document.text` is the read text: all paragraphs joined by a line feed. Every position anywhere in
luoshi (`start`, `end`) counts characters in that text, end exclusive.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: which table of the document, and which squares of its grid it covers (counted from 0)."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph as a reader found it, before it has its place in the document's text.

    text   one paragraph, without line breaks; an automatic number that the word processor shows stands
           in front of it, as it is shown ("一、总体要求"). Blanks at both ends are dropped, those inside kept.
    cell   the table cell it stands in, None for running text.
    level  the outline level that the file itself declares (heading style 1–9), None where it says nothing.
    page   the page it begins on, counted from 1, None where the format has no pages.
    label  the automatic number in front of the text ("" where it was typed or there is none).
    """

    text: str
    cell: Cell | None = None
    level: int | None = None
    page: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in its place: `Document.text[start:end] == text`. Fields else as in `Piece`."""

    index: int
    text: str
    start: int
    end: int
    cell: Cell | None = None
    level: int | None = None
    page: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The grid of a table: `cells` in reading order, also the empty ones (which have no paragraph)."""

    index: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read.

    name    the file's name (no folder), format  "txt", "docx", "pdf" …
    notes   Chinese sentences on what the reader had to decide ("第3页由图像识别得来，请核对") for the clerk.
    """

    name: str
    format: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = field(default=())


def assemble(
    name: str, format: str, pieces: Iterable[Piece], tables: Iterable[Table] = (), notes: Iterable[str] = ()
) -> Document:
    """Lay the pieces out one after the other as a Document. Pieces without text are left out."""
    paragraphs: list[Paragraph] = []
    at = 0
    for piece in pieces:
        text = piece.text.strip()
        if not text:
            continue
        paragraphs.append(
            Paragraph(len(paragraphs), text, at, at + len(text), piece.cell, piece.level, piece.page, piece.label)
        )
        at += len(text) + 1
    whole = "\n".join(p.text for p in paragraphs)
    return Document(name, format, whole, tuple(paragraphs), tuple(tables), tuple(notes))
