"""The read document as HTML: paragraphs and tables rebuilt, every item marked where it stands.

One pass from the first character to the last: at each place where a mark begins or ends, the text is cut into a
segment that knows all items that own it (the shortest mark first), so that marks may overlap as they like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from django.utils.safestring import SafeString, mark_safe

from luoshi.plans.review_marks import Mark

Block = Sequence[int | None]  # start, end, table, row, column, row span, column span
HEADING = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章部节]|附件)[^。；]{0,40}$")
SUBHEADING = re.compile(r"\s*[（(][一二三四五六七八九十]{1,3}[)）][^。；]{0,40}。?$")


@dataclass
class Sweep:
    """Marks in text order, taken up and laid down while the text goes by. Paragraphs must be asked for in order."""

    marks: list[Mark]
    next: int = 0
    open: list[Mark] = field(default_factory=list)

    def segments(self, start: int, end: int) -> Iterator[tuple[int, int, list[Mark]]]:
        """The stretch cut at every mark's ends: start, end, the marks over it, shortest first."""
        at = start
        while at < end:
            self.open = [m for m in self.open if m.end > at]
            while self.next < len(self.marks) and self.marks[self.next].start <= at:
                if self.marks[self.next].end > at:
                    self.open.append(self.marks[self.next])
                self.next += 1
            stop = min([end, *(m.end for m in self.open)])
            if self.next < len(self.marks):
                stop = min(stop, self.marks[self.next].start)
            yield at, stop, sorted(self.open, key=lambda m: m.end - m.start)
            at = stop


def document_html(text: str, blocks: Sequence[Block], marks: Iterable[Mark], titles: Iterable[int] = ()) -> SafeString:
    """The whole document. titles  the characters at which a part's title begins."""
    sweep, at_title = Sweep(sorted(marks, key=lambda m: m.start)), frozenset(titles)
    out: list[str] = []
    for table, group in groupby(enumerate(blocks), key=lambda pair: pair[1][2]):
        if table is None:
            out += [_paragraph(text, n, block, sweep, at_title) for n, block in group]
        else:
            out.append(_table(text, list(group), sweep))
    return mark_safe("".join(out))


def paragraphs_html(
    text: str, blocks: Sequence[Block], marks: Iterable[Mark], numbers: Iterable[int], titles: Iterable[int] = ()
) -> SafeString:
    """Some paragraphs anew, each to take the place of the one on the page."""
    sweep, at_title = Sweep(sorted(marks, key=lambda m: m.start)), frozenset(titles)
    again = ' hx-swap-oob="true"'
    return mark_safe("".join(_paragraph(text, n, blocks[n], sweep, at_title, again) for n in sorted(set(numbers))))


def numbers_over(blocks: Sequence[Block], stretches: Iterable[tuple[int, int]]) -> list[int]:
    """The numbers of the paragraphs in which any of the stretches (start, end) stands."""
    wanted = list(stretches)
    return [n for n, b in enumerate(blocks) if any(s < (b[1] or 0) and (b[0] or 0) < e for s, e in wanted)]


def _paragraph(
    text: str,
    number: int,
    block: Block,
    sweep: Sweep,
    titles: frozenset[int] = frozenset(),
    extra: str = "",
) -> str:
    start, end = block[0] or 0, block[1] or 0
    parts: list[str] = []
    for s, e, marks in sweep.segments(start, end):
        words = escape(text[s:e])
        if not marks:
            parts.append(words)
            continue
        shown = " ".join(dict.fromkeys(m.show for m in marks if m.show))
        owners = " ".join(dict.fromkeys(f"{m.letter}{m.item}" for m in marks))
        kind = f' class="{shown}"' if shown else ""
        parts.append(f'<span{kind} data-i="{owners}">{words}</span>')
    written = text[start:end]
    look = (
        "p-title"
        if any(start <= t < end for t in titles)
        else ""
        if block[2] is not None
        else "p-head"
        if HEADING.match(written)
        else "p-sub"
        if SUBHEADING.match(written)
        else ""
    )
    style = f' class="{look}"' if look else ""
    return f'<p id="p-{number}" data-s="{start}"{style}{extra}>{"".join(parts)}</p>'


def _table(text: str, blocks: list[tuple[int, Block]], sweep: Sweep) -> str:
    """A table from its paragraphs: squares that no cell covers stay empty."""
    cells: dict[tuple[int, int], list[str]] = {}
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for number, block in blocks:
        at = (block[3] or 0, block[4] or 0)
        cells.setdefault(at, []).append(_paragraph(text, number, block, sweep))
        spans[at] = (max(1, block[5] or 1), max(1, block[6] or 1))
    # a span is worth no more than the rows and columns in which something stands
    rows, columns = max(r for r, _ in cells) + 1, max(c for _, c in cells) + 1
    spans = {(r, c): (min(d, rows - r), min(w, columns - c)) for (r, c), (d, w) in spans.items()}
    covered = {
        (r + down, c + right)
        for (r, c), (row_span, column_span) in spans.items()
        for down in range(row_span)
        for right in range(column_span)
        if down or right
    }
    out = ['<div class="doc-table"><table>']
    for row in range(rows):
        out.append("<tr>")
        for column in range(columns):
            if (row, column) in cells:
                down, right = spans[row, column]
                wide = (f' rowspan="{down}"' if down > 1 else "") + (f' colspan="{right}"' if right > 1 else "")
                out.append(f"<td{wide}>{''.join(cells[row, column])}</td>")
            elif (row, column) not in covered:
                out.append("<td></td>")
        out.append("</tr>")
    out.append("</table></div>")
    return "".join(out)
