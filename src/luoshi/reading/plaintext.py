"""Text files, plain or in Markdown, to a Document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from luoshi.reading import marks, texttables
from luoshi.reading.document import Document, Piece, Table, assemble
from luoshi.reading.encoding import decode
from luoshi.reading.errors import ReadError
from luoshi.reading.limits import Limits
from luoshi.reading.lines import Line, join_lines, survey

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x85\u2028\u2029]")
# Controls, zero-width characters, soft hyphens, marks of writing direction, lone halves of UTF-16.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_TABLE_TAG = re.compile(r"<(/?)table\b", re.IGNORECASE)
_MARKDOWN_NAMES = (".md", ".markdown")


@dataclass(slots=True)
class _Run:
    """A stretch of running text."""

    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Heading:
    level: int
    text: str


@dataclass(slots=True)
class _Rows:
    rows: texttables.Rows


_Block = _Run | _Heading | _Rows


def read_plain(data: bytes, name: str, limits: Limits) -> Document:
    """The Document of a text file; `format` is "md" by its name, else "txt". Marks are taken out of both alike.

    Raises ReadError where the bytes are no text, hold none, or hold more characters than `limits` allows."""
    text, notes = decode(data, name)
    if len(text) > limits.characters:
        raise ReadError(
            f"“{name}”有{len(text)}个字符，超过{limits.characters}个字符的上限，请拆分文件，或调高 LUOSHI_LIMIT_CHARACTERS。"
        )
    pieces, tables = read_text(text)
    format = "md" if name.lower().endswith(_MARKDOWN_NAMES) else "txt"
    document = assemble(name, format, pieces, tables, notes)
    if not document.paragraphs:
        raise ReadError(f"“{name}”里没有文字，请确认选对了文件。")
    return document


def read_text(text: str) -> tuple[list[Piece], list[Table]]:
    """Paragraphs and tables of a text."""
    clean = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)).replace("\f", "\n\f\n")
    blocks = _merged(list(_blocks(clean.split("\n"))))
    layout = survey([Line(line) for block in blocks if isinstance(block, _Run) for line in block.lines])
    pieces: list[Piece] = []
    tables: list[Table] = []
    for block in blocks:
        if isinstance(block, _Rows):
            table, filled = texttables.lay_out(block.rows, len(tables))
            tables.append(table)
            pieces.extend(filled)
        elif isinstance(block, _Heading):
            pieces.append(Piece(block.text, level=block.level))
        else:
            pieces.extend(join_lines([Line(line) for line in block.lines], layout))
    return pieces, tables


def _blocks(lines: list[str]) -> Iterator[_Block]:
    """The lines as stretches of running text, headings and tables, in order."""
    run = _Run()
    html_until = len(lines)  # no table of HTML begins behind this line: the last one tried was never closed
    at = 0
    while at < len(lines):
        line = lines[at]
        block: _Block | None = None
        after = at + 1
        if "#" in line[:10] and (found := marks.heading(line)) is not None:
            block = _Heading(found[0], marks.plain(found[1]))
        elif "|" in line and at + 1 < len(lines) and texttables.is_pipe_head(line, lines[at + 1]):
            after = _while(lines, at + 2, "|")
            block = _Rows(texttables.pipe_rows(lines[at:after]))
        elif line.count("|") > 1 and (rows := texttables.bare_pipe_rows(lines[at : _while(lines, at + 1, "|")])):
            after = at + len(rows)
            block = _Rows(rows)
        elif "\t" in line.strip("\t "):
            after = _while(lines, at + 1, "\t")
            rows, first = texttables.tab_rows(lines[at:after])
            if rows:
                for above in lines[at : at + first]:
                    _add_plain(run, above)
                block = _Rows(rows)
        elif "<" in line and at < html_until and _TABLE_TAG.search(line):
            end = _closing(lines, at)
            html_until = at if end is None else html_until
            rows = texttables.html_rows("\n".join(lines[at:end])) if end is not None else []
            if end is not None and rows:
                block, after = _Rows(rows), end
        if block is None:
            for plain in lines[at:after]:
                _add_plain(run, plain)
        else:
            yield run
            run = _Run()
            yield block
        at = after
    yield run


def _while(lines: list[str], at: int, sign: str) -> int:
    """The first line from `at` on that does not hold the sign."""
    while at < len(lines) and sign in lines[at]:
        at += 1
    return at


def _closing(lines: list[str], at: int) -> int | None:
    """The line behind the one that closes the table of HTML opened at the line, None where nothing closes it."""
    depth = 0
    for end in range(at, len(lines)):
        for tag in _TABLE_TAG.finditer(lines[end]) if "<" in lines[end] else ():
            depth += -1 if tag[1] else 1
        if depth <= 0:
            return end + 1
    return None


def _add_plain(run: _Run, line: str) -> None:
    """One line of running text without its marks; crumbs of HTML can break it in several."""
    if marks.is_rule(line):
        run.lines.append("")
        return
    for part in marks.plain_parts(marks.without_bullet(line)):
        run.lines.append(part.replace("\t", " ") if part[:1] != "\t" else "　　" + part.strip("\t").replace("\t", " "))


def _merged(blocks: list[_Block]) -> list[_Block]:
    """Tables that go on over a page break, with nothing but blank lines between, made one."""
    kept: list[_Block] = []
    table: _Rows | None = None
    for block in blocks:
        if isinstance(block, _Rows):
            more = texttables.continues(table.rows, block.rows) if table is not None else None
            if table is not None and more is not None:
                table.rows.extend(more)
                continue
            table = block
            kept.append(block)
        elif isinstance(block, _Heading) or any(line.strip() for line in block.lines):
            table = None
            kept.append(block)
    return kept
