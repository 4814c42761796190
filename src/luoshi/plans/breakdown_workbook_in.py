"""The workbook back: what it says, cell by cell, against what stood in it at the download and what stands now.

Columns are known by their heads and lines by their hidden keys, so moving columns or sorting lines does no harm.
Nothing is written here: `compare` says what would change, and a person confirms.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from luoshi.plans.breakdown_workbook import BAND, FORM, KEY_HEAD, MEMORY, SHEET, TASK_HEAD
from luoshi.plans.measure_rows import CELLS, HEADS, Row, is_blank, is_key, row, shown, typed, unreadable
from luoshi.plans.reviewing import Refused

LARGEST, LARGEST_INSIDE, MOST_LINES = 5 * 1024 * 1024, 60 * 1024 * 1024, 10_000


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sheet: its number, the task and key it says (both as text), the cells by name as (address, text)."""

    number: int
    task: str
    key: str
    cells: dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a workbook holds. kept  what each row said at the download, by task and key; missing, unknown  heads of
    columns that are gone, or that nobody asked for."""

    unit_id: int
    lines: tuple[Line, ...]
    kept: dict[tuple[int, str], Row]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Now:
    """A task of the unit as it stands: its title, year, rows, and why it cannot be written ("" if it can)."""

    title: str
    year: int
    rows: Sequence[Row]
    closed: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that would become another. before  as it stands now, after  as the sheet says (both as shown);
    was, now  the same as kept; original  what it said at the download, if somebody else changed it since ("clash")."""

    task_id: int
    key: str
    title: str
    cell: str
    address: str
    before: str
    after: str
    was: str
    now: str
    clash: bool = False
    original: str = ""
    by: str = ""

    @property
    def head(self) -> str:
        return HEADS[self.cell]


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that the sheet adds, after the row `after` ("": at the end)."""

    task_id: int
    key: str
    after: str
    number: int
    cells: dict[str, str]

    @property
    def shown(self) -> dict[str, str]:
        return {c: shown(c, v) for c, v in self.cells.items()}


@dataclass(frozen=True, slots=True)
class Gone:
    """A row that the sheet no longer has; it stays unless the person says otherwise."""

    task_id: int
    key: str
    cells: dict[str, str]


@dataclass(slots=True)
class Comparison:
    """All that a workbook would do, and what is to be told about it. errors  (address, Chinese sentence)."""

    changes: list[Change] = field(default_factory=list)
    new: list[NewRow] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    others: list[Change] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def clashes(self) -> list[Change]:
        return [c for c in self.changes if c.clash]


def read_workbook(data: bytes) -> Filled:
    """What the file holds. Raises Refused where it is no workbook of ours."""
    import openpyxl  # loaded only where a workbook comes in

    if len(data) > LARGEST:
        raise Refused("文件超过5MB，不像是下载的分解表；请用下载的分解表填写后传回。")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(i.file_size for i in archive.infolist()) > LARGEST_INSIDE:
                raise Refused("文件展开后太大，不像是下载的分解表；请用下载的分解表填写后传回。")
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except Refused:
        raise
    except Exception as broken:  # openpyxl raises whatever its parsers do
        raise Refused("打不开这个文件。请用下载的分解表填写，另存为xlsx后传回。") from broken
    if SHEET not in book.sheetnames or MEMORY not in book.sheetnames or book[MEMORY]["A1"].value != FORM:
        raise Refused("这不是从本系统下载的分解表（或其中的隐藏页被删了）；请重新下载，把内容粘贴进去再传回。")
    unit_id, kept = _memory(book[MEMORY])
    page = book[SHEET]
    if page.max_row > MOST_LINES:
        raise Refused(f"表里超过{MOST_LINES}行，请删去多余的空行再传回。")
    head_row = next(
        (n for n in range(1, min(page.max_row, 20) + 1) if _heads(page, n).keys() >= {HEADS["title"], TASK_HEAD}), None
    )
    if head_row is None:
        raise Refused(f"找不到表头：应有“{TASK_HEAD}”“{HEADS['title']}”等列名的一行，请不要改列名。")
    heads = _heads(page, head_row)
    columns = {c: heads[name] for c, name in HEADS.items() if name in heads}
    lines = []
    for number in range(head_row + 1, page.max_row + 1):
        cells = {c: (page.cell(number, at).coordinate, _text(page.cell(number, at))) for c, at in columns.items()}
        key = _text(page.cell(number, heads[KEY_HEAD])) if KEY_HEAD in heads else ""
        task = _text(page.cell(number, heads[TASK_HEAD]))
        if not key.startswith(BAND):
            lines.append(Line(number, task, key, cells))
    asked = {TASK_HEAD, KEY_HEAD, *HEADS.values()}
    return Filled(
        unit_id,
        tuple(lines),
        kept,
        tuple(name for name in (*HEADS.values(), KEY_HEAD) if name not in heads),
        tuple(name for name in heads if name not in asked),
    )


def compare(filled: Filled, tasks: Mapping[int, Now]) -> Comparison:
    """What the workbook would change of the tasks as they stand now."""
    found = Comparison()
    if filled.missing:
        found.notes.append(f"表里没有“{'”“'.join(filled.missing)}”列，这些内容保持原样。")
    if filled.unknown:
        found.notes.append(f"多出的“{'”“'.join(filled.unknown)}”列没有用上。")
    seen: set[tuple[int, str]] = set()
    closed: set[int] = set()
    last_of: dict[int, str] = {}
    by_key = {key: (task, key) for task, key in filled.kept}
    by_key |= {r["key"]: (task_id, r["key"]) for task_id, now in tasks.items() for r in now.rows}
    for line in filled.lines:
        if not any(text for cell, (_, text) in line.cells.items() if cell not in ("register", "begins", "ends")) and (
            line.key not in by_key
        ):
            continue  # an empty line
        task_id = by_key[line.key][0] if line.key in by_key else _whole(line.task)
        if task_id not in tasks:
            said = f"第{line.number}行的任务编号“{line.task}”" if line.task else f"第{line.number}行没有任务编号，"
            found.errors.append((f"第{line.number}行", said + "不是本单位要分解的任务，这一行没有采用。"))
            continue
        now = tasks[task_id]
        held = {r["key"]: r for r in now.rows}
        key = line.key
        if (task_id, key) in seen:
            found.notes.append(f"第{line.number}行是复制出来的，按新增一条举措处理。")
            key = ""
        if not is_key(key):
            key = _key_for(task_id, line, seen)
        seen.add((task_id, key))
        base = filled.kept.get((task_id, key))
        wanted = {c: typed(c, text, now.year) for c, (_, text) in line.cells.items()}
        if now.closed:
            if base is None or any(wanted[c] != typed(c, base[c], now.year) for c in wanted):
                closed.add(task_id)
            continue
        if key not in held:
            if base is not None:
                if any(wanted[c] != base[c] for c in wanted):
                    found.notes.append(f"第{line.number}行的举措已被同事删除，您改过它，所以按新增一条列出。")
                else:
                    continue
            _add(found, task_id, key, last_of.get(task_id, ""), line, wanted, now.year)
        else:
            _weigh(found, task_id, held[key], base, line, wanted)
        last_of[task_id] = key
    found.notes += [f"“{tasks[t].title}”{tasks[t].closed}，表里的改动没有采用。" for t in sorted(closed)]
    for task_id, key in filled.kept:
        if task_id in tasks and (task_id, key) not in seen and not tasks[task_id].closed:
            row_now = next((r for r in tasks[task_id].rows if r["key"] == key), None)
            if row_now is not None:
                found.gone.append(Gone(task_id, key, {c: row_now[c] for c in CELLS}))
    return found


def _add(found: Comparison, task_id: int, key: str, after: str, line: Line, wanted: dict[str, str], year: int) -> None:
    cells = {c: row({}, year)[c] if c not in wanted else wanted[c] for c in CELLS}
    cells["register"] = cells["register"] or "task"
    for cell, text in cells.items():
        said = unreadable(cell, text)
        if said:
            found.errors.append((line.cells[cell][0] if cell in line.cells else f"第{line.number}行", said))
            cells[cell] = "task" if cell == "register" else ""
    if not is_blank({**cells, "key": key}):
        found.new.append(NewRow(task_id, key, after, line.number, cells))


def _weigh(found: Comparison, task_id: int, held: Row, base: Row | None, line: Line, wanted: dict[str, str]) -> None:
    """One known line: the filler's changes, those of colleagues, and where the two meet."""
    for cell, want in wanted.items():
        now, original = held[cell], (base or held)[cell]
        if want == now:
            continue
        address = line.cells[cell][0]
        change = Change(
            task_id, held["key"], held["title"], cell, address, shown(cell, now), shown(cell, want), now, want,
            clash=base is not None and now != original, original=shown(cell, original), by=held["by"],
        )  # fmt: skip
        if base is not None and want == original:
            found.others.append(change)
        elif said := unreadable(cell, want):
            found.errors.append((address, said))
        else:
            found.changes.append(change)


def _memory(page: Any) -> tuple[int, dict[tuple[int, str], Row]]:
    kept: dict[tuple[int, str], Row] = {}
    unit_id = _whole(_text(page["B1"]))
    for values in page.iter_rows(min_row=2, max_col=2 + len(CELLS), values_only=True):
        task_id = _whole(str(values[0] or ""))
        if task_id and is_key(values[1]):
            cells = {c: str(v) if v is not None else "" for c, v in zip(CELLS, values[2:], strict=True)}
            kept[task_id, values[1]] = {"key": values[1], **cells, "by": "", "at": ""}
    return unit_id, kept


def _heads(page: Any, number: int) -> dict[str, int]:
    """The column of each head in that line; of two alike the first."""
    found: dict[str, int] = {}
    for at in range(1, min(page.max_column, 60) + 1):
        name = _text(page.cell(number, at)).replace("\n", "").removesuffix("%")
        if name:
            found.setdefault(name, at)
    return found


def _text(cell: Any) -> str:
    """A cell as somebody would type it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value.year}-{value.month}-{value.day}"
    if isinstance(value, float) and "%" in (cell.number_format or ""):
        value *= 100
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("_x000D_", "").strip()


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 12 else 0


def _key_for(task_id: int, line: Line, seen: set[tuple[int, str]]) -> str:
    """A key for a line that has none, the same each time the file comes in, so that nothing is added twice."""
    said = "\t".join([str(task_id), *(text for _, text in line.cells.values())])
    for turn in range(1000):
        key = hashlib.sha256(f"{turn}\t{said}".encode()).hexdigest()[:12]
        if (task_id, key) not in seen:
            return key
    raise Refused(f"第{line.number}行重复太多次，请删去重复的行再传回。")
