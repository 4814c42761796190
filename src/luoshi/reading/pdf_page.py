"""One page of a pdf as PDFium sees it: characters with their boxes, printed lines, ruling lines.

All coordinates are points from the page's top left corner as the text is read: a page whose text runs upwards
(a landscape table on a portrait sheet) is turned first.
"""

from __future__ import annotations

import ctypes
import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from luoshi.reading.lines import Line

_WIDE = "\u2e80"  # from here on characters are as wide as high
_SAME_LINE = 0.5  # em between the middles of two characters up to which they stand on one line
_TWICE = 0.15  # em between two prints of one character that make it look bold
_MOST_OBJECTS = 50_000
_DEEPEST = 6  # forms within forms


class Glyph(NamedTuple):
    """A printed character and its box (as wide as its advance). A page holds thousands: a tuple is made fastest."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line: `at` is its y (horizontal) or x (vertical), it reaches from `start` to `end`."""

    at: float
    start: float
    end: float


class Rules(NamedTuple):
    """The ruling lines of a page."""

    horizontal: list[Rule]
    vertical: list[Rule]


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page. `pictures`: the share of its area that images cover; `drawn`: it holds anything at all."""

    glyphs: list[Glyph]
    rules: Rules
    pictures: float
    drawn: bool


_Turn = Callable[[float, float], tuple[float, float]]


def read_page(page: pdfium.PdfPage) -> Page:
    """Characters and ruling lines of a page. Raises pdfium.PdfiumError where the page is broken."""
    left, bottom, right, top = page.get_cropbox() or page.get_mediabox()
    text_page = page.get_textpage()
    try:
        turn = _turn(_quarter_turns(text_page), left, bottom, right, top)
        glyphs = _glyphs(text_page, turn)
    finally:
        text_page.close()
    rules = Rules([], [])
    area = max(1.0, (right - left) * (top - bottom))
    count = pdfium_c.FPDFPage_CountObjects(page.raw)
    pictures = 0.0
    if count <= _MOST_OBJECTS:
        objects = [pdfium_c.FPDFPage_GetObject(page.raw, at) for at in range(count)]
        pictures = _collect(objects, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), turn, rules, 0) / area
    return Page(glyphs, rules, min(1.0, pictures), count > 0)


# --- characters ------------------------------------------------------------------------------------------------


def _quarter_turns(text_page: pdfium.PdfTextPage) -> int:
    """By how many quarters most characters are turned clockwise."""
    total = text_page.count_chars()
    step = max(1, total // 40)
    turns = Counter(
        round(pdfium_c.FPDFText_GetCharAngle(text_page.raw, at) / (math.pi / 2)) % 4 for at in range(0, total, step)
    )
    return turns.most_common(1)[0][0] if turns else 0


def _turn(quarters: int, left: float, bottom: float, right: float, top: float) -> _Turn:
    """From the page's own coordinates (y upwards) to points from the top left corner of the text as read."""
    turns: tuple[_Turn, ...] = (
        lambda x, y: (x - left, top - y),
        lambda x, y: (top - y, right - x),
        lambda x, y: (right - x, y - bottom),
        lambda x, y: (y - bottom, x - left),
    )
    return turns[quarters]


def _glyphs(text_page: pdfium.PdfTextPage, turn: _Turn) -> list[Glyph]:
    raw = text_page.raw
    unicode_of, box_of, generated = (
        pdfium_c.FPDFText_GetUnicode,
        pdfium_c.FPDFText_GetLooseCharBox,
        pdfium_c.FPDFText_IsGenerated,
    )
    box = pdfium_c.FS_RECTF()
    glyphs: list[Glyph] = []
    high = 0
    for at in range(text_page.count_chars()):
        code = unicode_of(raw, at)
        if code <= 0x20 or code == 0xA0:
            if code in (0x20, 0xA0, 0x09):
                if generated(raw, at) == 1:
                    continue
                code = 0x20
            elif code == 2:  # PDFium's sign for a hyphen at the line's end
                code = 0x2D
            else:
                continue
        elif 0xD800 <= code <= 0xDBFF:
            high = code
            continue
        elif 0xDC00 <= code <= 0xDFFF:
            if not high:
                continue
            code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
        if not box_of(raw, at, box):
            continue
        x0, y0 = turn(box.left, box.top)
        x1, y1 = turn(box.right, box.bottom)
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        glyphs.append(Glyph(chr(code), x0, x1, y0, y1))
    return glyphs


def lines_of(glyphs: Iterable[Glyph], page: int) -> list[Line]:
    """The characters as printed lines, from top to bottom: those at one height, from left to right."""
    runs: list[tuple[float, float, list[Glyph]]] = []  # middle, em, characters
    run: list[Glyph] = []
    middle = em = 0.0
    for glyph in glyphs:
        height = (glyph.top + glyph.bottom) / 2
        if run and abs(height - middle) < _SAME_LINE * em:
            run.append(glyph)
            continue
        if run:
            runs.append((middle, em, run))
        run, middle, em = [glyph], height, max(1.0, 0.8 * (glyph.bottom - glyph.top))
    if run:
        runs.append((middle, em, run))
    runs.sort(key=lambda held: held[0])
    lines: list[Line] = []

    def finish() -> None:
        line = _line(together, page, lines[-1].size if lines else None)
        if line is not None:
            lines.append(line)

    together: list[Glyph] = []
    middle = em = 0.0
    for height, size, held in runs:
        if together and height - middle < _SAME_LINE * max(em, size):
            together.extend(held)
            if size > em:
                middle, em = height, size
            continue
        finish()
        together, middle, em = list(held), height, size
    finish()
    return lines


def _line(glyphs: list[Glyph], page: int, size_above: float | None) -> Line | None:
    """The characters of one height as a Line, None where they are blanks. Fewer than three Chinese characters do not
    tell their size well (some fonts give only the box of the ink): then that of the line above, where it is near."""
    glyphs = sorted(glyphs, key=lambda glyph: glyph.left)
    while glyphs and glyphs[-1].text == " ":
        glyphs.pop()
    seen = [glyph for glyph in glyphs if glyph.text != " "]
    if not seen:
        return None
    wide = sorted(glyph.right - glyph.left for glyph in seen if glyph.text >= _WIDE)
    em = wide[len(wide) // 2] if wide else 0.9 * sorted(g.bottom - g.top for g in seen)[len(seen) // 2]
    if len(wide) < 3 and size_above is not None and 0.7 < em / size_above < 1.4:
        em = size_above
    em = max(em, 1.0)
    gaps = sorted(b.left - a.right for a, b in itertools.pairwise(seen) if a.text >= _WIDE and b.text >= _WIDE)
    usual = max(0.0, gaps[len(gaps) // 2]) if gaps else 0.0
    text: list[str] = []
    before: Glyph | None = None
    for glyph in glyphs:
        if glyph.text == " ":
            # A blank that was typed: wider than nothing, and not the one that spaces out a title's letters.
            if before is not None and glyph.right - glyph.left > 0.1 * em:
                text.append(" ")
            continue
        if before is not None:
            if glyph.text == before.text and glyph.left - before.left < _TWICE * em:
                continue
            gap = glyph.left - before.right
            latin = before.text < "\u0250" and glyph.text < "\u0250" and before.text.isalnum() and glyph.text.isalnum()
            if text[-1] != " " and (gap > 0.18 * em if latin else gap > 1.8 * usual + 1.1 * em):
                text.append(" ")
        text.append(glyph.text)
        before = glyph
    top = sorted(glyph.top for glyph in seen)[len(seen) // 2]
    bottom = sorted(glyph.bottom for glyph in seen)[len(seen) // 2]
    return Line("".join(text).strip(), page, seen[0].left, seen[-1].right, top, bottom, em)


# --- ruling lines ----------------------------------------------------------------------------------------------

_Matrix = tuple[float, float, float, float, float, float]


def _collect(objects: list[object], outer: _Matrix, turn: _Turn, rules: Rules, depth: int) -> float:
    """Ruling lines among the page objects go to `rules`; returned is the area of the images, in points²."""
    pictures = 0.0
    for item in objects:
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            if _is_visible(item):
                _add_rules(item, _times(_matrix(item), outer), turn, rules)
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            m = _times(_matrix(item), outer)
            pictures += abs(m[0] * m[3] - m[1] * m[2])
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = [pdfium_c.FPDFFormObj_GetObject(item, at) for at in range(pdfium_c.FPDFFormObj_CountObjects(item))]
            pictures += _collect(inner, _times(_matrix(item), outer), turn, rules, depth + 1)
    return pictures


def _matrix(item: object) -> _Matrix:
    m = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, m):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _is_visible(item: object) -> bool:
    """Stroked, or filled with another colour than white."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium_c.FPDFPath_GetDrawMode(item, fill, stroke):
        return False
    if stroke.value:
        return True
    if not fill.value:
        return False
    r, g, b, a = (ctypes.c_uint() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetFillColor(item, r, g, b, a):
        return True
    return a.value > 0 and min(r.value, g.value, b.value) < 250


def _add_rules(item: object, m: _Matrix, turn: _Turn, rules: Rules) -> None:
    count = pdfium_c.FPDFPath_CountSegments(item)
    if not 2 <= count <= 5_000:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    begun = last = (0.0, 0.0)
    for at in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(item, at)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        point = turn(x.value * m[0] + y.value * m[2] + m[4], x.value * m[1] + y.value * m[3] + m[5])
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            begun = point
        elif kind == pdfium_c.FPDF_SEGMENT_LINETO:
            _add_rule(last, point, rules)
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            _add_rule(point, begun, rules)
        last = point


def _add_rule(start: tuple[float, float], end: tuple[float, float], rules: Rules) -> None:
    (x0, y0), (x1, y1) = start, end
    if abs(y1 - y0) < 1.0 and abs(x1 - x0) >= 4.0:
        rules.horizontal.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif abs(x1 - x0) < 1.0 and abs(y1 - y0) >= 4.0:
        rules.vertical.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
