"""From lines to paragraphs: which lines belong to one sentence, which begin something new.

Printed lines (pdf, ofd, scan) carry their place on the page, lines of a text file do not; both are judged alike:
by their words (`sentences`), by whether the next line's head would still have fitted behind the line, by the
first-line indent, and, where the page is known, by gaps, sizes and centring.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from luoshi.reading import sentences
from luoshi.reading.document import Piece
from luoshi.reading.furniture import is_page_number, without_furniture


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. left, right, top, bottom: points from the page's top left corner (top < bottom);
    size: height of its characters in points; page: counted from 1. All None where the file has no geometry:
    then blanks at the head are its indent, and a Line without text is a blank line."""

    text: str
    page: int | None = None
    left: float | None = None
    right: float | None = None
    top: float | None = None
    bottom: float | None = None
    size: float | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """How the paragraphs of a run of lines are set.

    right    where a full line ends, by page: points, or em where there is no geometry; a page that is missing is
             not set in lines of one width (each line a paragraph).
    left     where a full line begins, by page.
    indents  whether paragraphs begin with an indent of two characters.
    spaced   whether blank lines stand between the paragraphs of a text without geometry.
    pitch    usual distance from line to line, points; 0 where unknown.
    cell     whether the lines are those of one table cell: narrow, so that a line can end long before the edge.
    """

    left: dict[int | None, float] = field(default_factory=dict)
    right: dict[int | None, float] = field(default_factory=dict)
    indents: bool = False
    spaced: bool = False
    pitch: float = 0.0
    cell: bool = False


@dataclass(slots=True)
class _Placed:
    """A line measured: indent and room behind it in em, whether a blank line or wide gap stands before it."""

    text: str
    page: int | None
    indent: float
    room: float | None
    gap: bool
    size: float
    centred: bool
    new_page: bool


@dataclass(slots=True)
class _Growing:
    """A paragraph while lines are added to it."""

    parts: list[str]
    first: _Placed
    last: _Placed
    balance: int
    stops: bool
    prose: bool

    def text(self) -> str:
        whole = [self.parts[0]]
        for part in self.parts[1:]:
            whole[-1:] = [sentences.glue(whole[-1], part[:1]), part[1:]]
        return "".join(whole)


def join_lines(lines: Sequence[Line], layout: Layout | None = None) -> list[Piece]:
    """Paragraphs of the lines, in order. Running heads and page numbers are dropped where the lines have pages.

    `layout` is that of the whole file, where `lines` are only a stretch of it; else it is taken from the lines."""
    if layout is None:
        lines = without_furniture(lines)
        layout = survey(lines)
    pieces: list[Piece] = []
    growing: _Growing | None = None
    before: _Growing | None = None
    for placed in _measure(lines, layout):
        if growing is not None and not _ends(growing, placed, before, layout):
            _add(growing, placed)
            continue
        if growing is not None:
            pieces.append(Piece(growing.text(), page=growing.first.page))
            before = growing
        growing = _start(placed)
    if growing is not None:
        pieces.append(Piece(growing.text(), page=growing.first.page))
    return pieces


def survey(lines: Sequence[Line]) -> Layout:
    """The layout of all lines of a file together."""
    if any(line.right is not None for line in lines):
        return _survey_pages(lines)
    return _survey_text(lines)


def _start(placed: _Placed) -> _Growing:
    return _Growing(
        [placed.text],
        placed,
        placed,
        sentences.balance(placed.text),
        sentences.has_stop(placed.text),
        sentences.is_prose(placed.text),
    )


def _add(growing: _Growing, placed: _Placed) -> None:
    growing.parts.append(placed.text)
    growing.last = placed
    growing.balance += sentences.balance(placed.text)
    growing.stops = growing.stops or sentences.has_stop(placed.text)
    growing.prose = growing.prose or sentences.is_prose(placed.text)


# --- measuring -------------------------------------------------------------------------------------------------


def _measure(lines: Iterable[Line], layout: Layout) -> Iterable[_Placed]:
    """Each line that has text, in em. Among lines without geometry a page number or a form feed is a page break."""
    gap = page_break = False
    previous: Line | None = None
    for line in lines:
        text = line.text.strip()
        if line.right is None:
            if not text or is_page_number(text):
                page_break = page_break or bool(text) or "\f" in line.text
                gap = not page_break
                continue
            indent = sentences.width(line.text[: len(line.text) - len(line.text.lstrip())])
            right = layout.right.get(None)
            room = None if right is None else right - indent - sentences.width(text)
            yield _Placed(text, line.page, indent, room, gap, 0.0, _is_centred(indent, room), page_break)
            gap = page_break = False
            continue
        if not text:
            continue
        em = line.size or 12.0
        left, right = layout.left.get(line.page, 0.0), layout.right.get(line.page)
        indent = ((line.left or 0.0) - left) / em
        room = None if right is None else (right - line.right) / em
        same_page = previous is not None and previous.page == line.page
        wide = False
        if same_page and previous is not None and layout.pitch:
            pitch = max(layout.pitch, 1.3 * em)
            wide = (line.bottom or 0.0) - (previous.bottom or 0.0) > 1.45 * pitch
        yield _Placed(text, line.page, indent, room, wide, em, _is_centred(indent, room), not same_page)
        previous = line


def _is_centred(indent: float, room: float | None) -> bool:
    """Blank on both sides alike, and more of it than the two characters that open a paragraph."""
    if room is None or min(indent, room) <= 2.6:
        return False
    return room is not None and indent > 0.8 and abs(indent - room) < max(1.0, 0.12 * (indent + room))


def _survey_text(lines: Sequence[Line]) -> Layout:
    """Lines of one width: many lines nearly as long as the longest, most of them cut in mid-sentence."""
    filled = [line.text.rstrip() for line in lines if line.text.strip()]
    followed = sum(1 for a, b in pairwise(lines) if a.text.strip() and not b.text.strip())
    spaced = len(filled) >= 4 and followed >= 0.6 * (len(filled) - 1)
    widths = sorted(sentences.width(text) for text in filled)
    if len(widths) < 5:
        return Layout(spaced=spaced)
    longest = widths[max(0, int(len(widths) * 0.99) - 1)]
    near = [text for text in filled if longest - 2.5 <= sentences.width(text) <= longest + 1.5]
    cut = sum(1 for text in near if not sentences.is_finished(text) and not sentences.ends_half(text))
    if not (10 <= longest <= 70 and len(near) >= max(4, 0.25 * len(filled)) and cut >= 0.6 * len(near)):
        return Layout(spaced=spaced)
    indents = [text for text in filled if 1.5 <= sentences.width(text[: len(text) - len(text.lstrip())]) <= 2.6]
    usual = Counter(round(2 * sentences.width(text)) / 2 for text in near).most_common(1)[0][0]
    return Layout({None: 0.0}, {None: usual}, len(indents) >= 0.1 * len(filled), spaced)


def _survey_pages(lines: Sequence[Line]) -> Layout:
    """Where full lines begin and end is the edge that most lines of the page share, or most lines of the file."""
    placed = [line for line in lines if line.left is not None and line.right is not None and line.text.strip()]
    if not placed:
        return Layout()
    em = sorted(line.size or 12.0 for line in placed)[len(placed) // 2]
    right = _usual(((line.right or 0.0) for line in placed), em, highest=True)
    left = _usual(((line.left or 0.0) for line in placed), em, highest=False)
    by_page: dict[int | None, list[Line]] = {}
    for line in placed:
        by_page.setdefault(line.page, []).append(line)
    lefts: dict[int | None, float] = {}
    rights: dict[int | None, float] = {}
    for page, held in by_page.items():
        own_left = min(line.left or 0.0 for line in held)
        own_right = max(line.right or 0.0 for line in held)
        # A page whose text stands elsewhere (landscape, mirrored margins) has edges of its own.
        moved = own_left - left
        lefts[page] = own_left if moved < -em or (abs(moved) > 0.5 * em and own_right > right + 1.2 * em) else left
        rights[page] = own_right if own_right > right + 1.6 * em else right
    indented = sum(1 for line in placed if 1.5 <= ((line.left or 0.0) - lefts[line.page]) / em <= 2.6)
    steps = Counter(
        round(2 * ((b.bottom or 0.0) - (a.bottom or 0.0))) / 2
        for a, b in pairwise(placed)
        if a.page == b.page and 0.8 * em < (b.bottom or 0.0) - (a.bottom or 0.0) < 4 * em
    )
    pitch = steps.most_common(1)[0][0] if steps else 0.0
    return Layout(lefts, rights, indented >= 0.12 * len(placed), False, pitch)


def _usual(edges: Iterable[float], em: float, *, highest: bool) -> float:
    """The outermost edge that a good share of the lines have in common, within a quarter of a character."""
    counted = Counter(round(4 * edge / em) for edge in edges)
    total = sum(counted.values())
    near = {step: counted[step - 1] + counted[step] + counted[step + 1] for step in counted}
    shared = [step for step, n in near.items() if n >= max(2, 0.06 * total)] or list(counted)
    outermost = max(shared) if highest else min(shared)
    # The step beside it may be the one that really holds the lines.
    best = max((outermost - 1, outermost, outermost + 1), key=lambda step: counted[step])
    return best * em / 4


# --- judging ---------------------------------------------------------------------------------------------------


def _ends(growing: _Growing, below: _Placed, before: _Growing | None, layout: Layout) -> bool:
    """Whether the paragraph ends before the line `below`."""
    tail = growing.last.text
    finished = sentences.is_finished(tail)
    pending = not finished and (
        sentences.ends_in_pause(tail) or (growing.balance > 0 and sentences.closes_bracket(below.text))
    )
    if growing.last.room is None:
        return _ends_in_free_text(growing, below, before, layout, finished=finished, pending=pending)
    return _ends_in_column(growing, below, layout, finished=finished, pending=pending)


def _ends_in_column(growing: _Growing, below: _Placed, layout: Layout, *, finished: bool, pending: bool) -> bool:
    """Lines of one width: a line that had room for the next line's head was ended on purpose."""
    last = growing.last
    room = last.room or 0.0
    # At the margin of a text whose paragraphs are indented a full line goes on, whatever the next one looks like.
    hanging = layout.indents and below.indent < 0.8 and last.indent < 2.8 and not last.centred
    full = room < sentences.width(sentences.first_stretch(below.text)) + 0.25
    if below.size and last.size and not 0.88 <= below.size / last.size <= 1.14 and not (pending and full):
        return True
    if last.centred and below.centred and not (below.new_page or below.gap):
        return finished or sentences.opens(below.text) or sentences.is_bracket_clause(below.text)
    indented = 1.4 <= below.indent <= 2.8
    if sentences.opens(below.text):
        cut = full and not finished and (hanging or not sentences.opens_surely(below.text))
        return not cut or (layout.indents and indented)
    if layout.indents and indented and not pending:
        return True
    # … nor does a mark that was lost at the line's end matter then.
    if hanging and (full or (room < 4.0 and not finished)):
        return False
    if not full:
        cut = layout.cell and room < 4.0 and not finished and (growing.prose or sentences.is_prose(below.text))
        return not (pending or cut)
    if finished and (below.gap or below.indent > 1.4):
        return not (growing.prose and sentences.is_bracket_clause(below.text))
    return below.gap and not growing.prose and sentences.is_numbered(growing.parts[0])


def _ends_in_free_text(
    growing: _Growing, below: _Placed, before: _Growing | None, layout: Layout, *, finished: bool, pending: bool
) -> bool:
    """No width to go by: only what is plainly one sentence is joined."""
    text, tail = below.text, growing.last.text
    if sentences.opens(text):
        return True
    close = layout.spaced and not below.gap and not below.new_page
    if finished:
        return not (close and growing.prose and sentences.is_bracket_clause(text))
    if pending:
        return False
    if sentences.ends_half(tail):
        # Items of a list end in semicolons too: joined only a longer paragraph that stands alone in ending so.
        listed = sentences.ends_half(text) or (before is not None and sentences.ends_half(before.last.text))
        return listed or not growing.stops or sum(map(len, growing.parts)) < 40 or not sentences.is_prose(text)
    if not growing.prose:
        # A title broken in two, in a text whose paragraphs stand apart.
        return not (close and len(tail) >= 20 and len(text) <= 10 and sentences.is_plain_chinese(text))
    if growing.stops or not sentences.is_numbered(growing.parts[0]):
        return not sentences.is_prose(text) or len(tail) < 20
    return len(tail) < 60 or not sentences.is_prose(text)
