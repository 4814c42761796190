"""A printed sheet as a value, and how it is laid out in a workbook: title, notes, heads, rows that show all their text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from luoshi.papers.width import line_count, width
from luoshi.papers.wording import printable

Value = str | int | float | None

# Fonts by the names that offices have installed (GB/T 9704): a title, heads, running text, notes.
TITLE_FONT, HEAD_FONT, BODY_FONT, NOTE_FONT = "方正小标宋简体", "黑体", "仿宋_GB2312", "楷体_GB2312"
BODY_SIZE = 10.5  # points: here a Chinese character is exactly two column units wide
# The unit of column widths is a digit of the workbook's default font, so that must be one that Chinese offices have.
DEFAULT_FONT = {"font_name": "宋体", "font_size": BODY_SIZE}
LINE = 1.36  # height of a line, in font sizes
# A row is 409 points high at most and never split between pages. A long text is set a little smaller to stay
# below `HANDY`, which wastes less paper; one that would not fit at all is set as small as a footnote's footnote.
TALLEST, HANDY = 409.0, 230.0
SIZES = (10.5, 9.0, 8.0, 7.0, 6.0)
INDENT = 1.7  # columns by which a text stands off the line on its left
LONGEST_CELL = 32_767
LAST_BREAK = 1_023
CUT_NOTE = "……（文字过长，此处截断，全文见原件）"
FIRST_ROW = 3  # title, note, heads stand above
# A3 across less the margins, in points, and what a unit of column width takes of it at most: a digit of the default
# font is 5.25 points wide, of the fonts that stand in for it where it is not installed up to 7.
PAGE_WIDTH, COLUMN_UNIT = 1_130.0, 7.0


@dataclass(frozen=True, slots=True)
class Column:
    """head, width in Excel's units (half-width characters), and whether its texts are centred."""

    head: str
    width: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """values  one a column, None stays empty; band  a heading row over those that follow, set bold and tinted;
    new_page  a printed page begins with it; tint  background of the second column (RRGGBB), "" for none."""

    values: tuple[Value, ...]
    band: bool = False
    new_page: bool = False
    tint: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """name of the tab, title above the table, heads and rows.

    keep_scale  print at a fixed scale instead of fitted to the page's width: Excel heeds page breaks only so."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    keep_scale: bool = False
    empty: str = "方案中未读出此类内容。"


@dataclass(slots=True)
class Formats:
    """The workbook's cell formats, each made once."""

    book: Any
    made: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)

    def get(self, **properties: object) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format({"valign": "vcenter", "text_wrap": True, **properties})
        return self.made[key]


def add_sheet(book: Any, formats: Formats, sheet: Sheet, note: str) -> None:
    """Lay the sheet out in the XlsxWriter workbook; `note` stands below the title."""
    page = book.add_worksheet(sheet.name)
    last = len(sheet.columns) - 1
    total = sum(column.width for column in sheet.columns)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
    title = formats.get(font_name=TITLE_FONT, font_size=22, align="center")
    below = formats.get(font_name=NOTE_FONT, font_size=11, align="center")
    page.merge_range(0, 0, 0, last, "", title)
    page.write_string(0, 0, printable(sheet.title), title)
    page.merge_range(1, 0, 1, last, "", below)
    page.write_string(1, 0, printable(note), below)
    page.set_row(0, 34.0 * line_count(sheet.title, total * BODY_SIZE / 22))
    page.set_row(1, 17.0 * line_count(note, total * BODY_SIZE / 11) + 3)
    head = formats.get(font_name=HEAD_FONT, font_size=11, align="center", border=1, bg_color="#DDE8F3")
    for at, column in enumerate(sheet.columns):
        page.write_string(2, at, column.head, head)
    page.set_row(2, 16.0 * max(line_count(c.head, c.width * BODY_SIZE / 11) for c in sheet.columns) + 8)

    if not sheet.rows:
        page.write_string(
            FIRST_ROW, 0, sheet.empty, formats.get(font_name=BODY_FONT, font_size=BODY_SIZE, text_wrap=False)
        )
    for at, row in enumerate(sheet.rows):
        _write_row(page, formats, sheet.columns, row, FIRST_ROW + at)
    page.autofilter(2, 0, max(FIRST_ROW, FIRST_ROW + len(sheet.rows) - 1), last)
    page.freeze_panes(FIRST_ROW, 0)
    _set_up_print(page, sheet)


def _set_up_print(page: Any, sheet: Sheet) -> None:
    page.set_paper(8)  # A3
    page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.center_horizontally()
    page.repeat_rows(0, 2)
    page.print_area(0, 0, max(FIRST_ROW, FIRST_ROW + len(sheet.rows) - 1), len(sheet.columns) - 1)
    page.set_footer('&L&"仿宋_GB2312,常规"&10&A&C&"仿宋_GB2312,常规"&10第 &P 页，共 &N 页')
    page.set_zoom(90)
    if sheet.keep_scale:
        total = sum(column.width for column in sheet.columns)
        page.set_print_scale(min(100, int(100 * PAGE_WIDTH / (COLUMN_UNIT * total))))
    else:
        page.fit_to_pages(1, 0)
    breaks = [FIRST_ROW + at for at, row in enumerate(sheet.rows) if row.new_page and at]
    if breaks:
        page.set_h_pagebreaks(breaks[:LAST_BREAK])


def _write_row(page: Any, formats: Formats, columns: Sequence[Column], row: Row, at: int) -> None:
    if row.band:
        _write_band(page, formats, columns, row, at)
        return
    height = 0.0
    for place, (column, value) in enumerate(zip(columns, row.values, strict=True)):
        text = _fitting(value) if isinstance(value, str) else ""
        centred = column.centred or isinstance(value, int | float)
        size, needed = _size(text, column.width - (0 if centred else INDENT))
        height = max(height, needed)
        properties: dict[str, object] = {"font_name": BODY_FONT, "font_size": size, "border": 1}
        properties |= {"align": "center"} if centred else {"align": "left", "indent": 1}
        if row.tint and place == 1:
            properties["bg_color"] = row.tint
        if text[:1] in ("=", "+", "-", "@"):
            properties["quote_prefix"] = True  # stays a text also when somebody edits the cell
        _write(page, at, place, value if not isinstance(value, str) else text, formats.get(**properties))
    page.set_row(at, min(TALLEST, max(20.0, height)))


def _write_band(page: Any, formats: Formats, columns: Sequence[Column], row: Row, at: int) -> None:
    """A heading row: the second column's words stand large and run over the empty cells behind it."""
    height = 27.0
    for place, (column, value) in enumerate(zip(columns, row.values, strict=True)):
        tint: dict[str, object] = {"bg_color": "#F2F2F2", "top": 1, "bottom": 1}
        if place == 1:
            shown = formats.get(font_name=HEAD_FONT, font_size=15, text_wrap=False, **tint)
        else:
            shown = formats.get(font_name=NOTE_FONT, font_size=BODY_SIZE, **tint)
            if isinstance(value, str):
                height = max(height, _size(value, column.width)[1])
        _write(page, at, place, _fitting(value) if isinstance(value, str) else value, shown)
    page.set_row(at, min(TALLEST, height))


def _write(page: Any, row: int, column: int, value: Value, shown: Any) -> None:
    if value is None or value == "":
        page.write_blank(row, column, None, shown)
    elif isinstance(value, str):
        page.write_string(row, column, value, shown)  # never a formula, whatever it begins with
    else:
        page.write_number(row, column, value, shown)


def _fitting(text: str) -> str:
    text = printable(text)
    # Excel counts UTF-16 units: a rare character takes two.
    if len(text.encode("utf-16-le")) // 2 <= LONGEST_CELL:
        return text
    room = (LONGEST_CELL - len(CUT_NOTE)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT_NOTE


def _size(text: str, columns: float) -> tuple[float, float]:
    """The largest size at which the whole text shows in one row, and the height of the row, in points."""
    if width(text) <= columns - 1 and "\n" not in text:
        return BODY_SIZE, 20.0
    for at, size in enumerate(SIZES):
        height = line_count(text, columns * BODY_SIZE / size) * size * LINE + 8
        if height <= (HANDY if at == 0 else TALLEST):
            return size, height
    return SIZES[-1], TALLEST
