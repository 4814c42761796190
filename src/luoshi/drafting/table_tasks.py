"""Tasks in tables: each row, or each numbered item of a row's cell, is a task."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from luoshi.drafting.clauses import assignment, assignments, merged
from luoshi.drafting.draft import Assignment, Due, Task
from luoshi.drafting.due import cell_limits, limits
from luoshi.drafting.goal_columns import only_describes, only_indicates, unit_of
from luoshi.drafting.outline import PartOutline
from luoshi.drafting.roles import ROLES
from luoshi.drafting.stretches import Stretch, place_in
from luoshi.drafting.tables import NUMBERED, Row, Square, listed_table, task_table
from luoshi.drafting.titles import title_end
from luoshi.reading.document import Document, Paragraph

NUMBER_IN_FRONT = re.compile(r"\s*[0-9０-９]{1,3}\s*[.．、](?![0-9])\s*")
Item = tuple[int, Paragraph, int, int]
"""A task in a cell: its number (0: none of its own), paragraph, first and last character of its text."""


@dataclass(slots=True)
class TableTasks:
    """What the tables of a part hold: tasks and stretches, in row order."""

    part: str
    year: int
    leads_from: int
    tasks: list[Task] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)


def table_tasks(document: Document, part: PartOutline, year: int, leads_from: int) -> TableTasks:
    """The tasks of a part's tables. A table without a head of tasks gives its text only."""
    result = TableTasks(part.id, year, leads_from)
    found = task_table(document, part.tables, year) if part.tables else None
    if found is None and not part.root.children:
        found = listed_table(part.paragraphs)
    if found is None:
        result.stretches = [Stretch(part.id, "", "background", p, 0, len(p.text)) for p in part.paragraphs if p.cell]
        return result
    work = "measure" if "measure" in found.columns else "task" if "task" in found.columns else "target"
    numbers: set[int] = set()
    rows = found.rows
    # a name over several rows (merged, repeated, or empty cells below it) is a heading
    names = {p.text for row in rows if (p := _own_name(row)) is not None}
    named = work == "measure" and len(names) == len(rows)
    for at, row in enumerate(rows):
        items = _items(rows, at, work) or _lost_number(rows, at, work, max(numbers, default=0))
        heirs = _unit_rows(rows, at, work, len(items))
        for nth, item in enumerate(items):
            heir = heirs[min(nth, len(heirs) - 1)]
            value, paragraph, start, end = item
            if not value and numbers and "serial" in found.columns and not row.squares["serial"].text.strip():
                # a second task under one number
                title = re.split("[。；]", paragraph.text[start:end], maxsplit=1)[0]
                _add(result, f"({max(numbers)})/{title}", item, heir, False, nth == 0)
                continue
            number = value if value and value not in numbers else max(numbers, default=0) + 1
            numbers.add(number)
            own = _own_units(heir, nth, len(items))
            _add(result, f"({number})", item, own, len(items) == 1 and named, nth == 0)
    return result


def _items(rows: list[Row], at: int, work: str) -> list[Item]:
    """The tasks of a row: (number or 0, paragraph, start, end). Numbers (1) (2) in the cell part it."""
    row = rows[at]
    square = row.squares[work]
    if square.inherited or not square.paragraphs:
        other = row.squares.get("task")
        if (
            work == "measure"
            and other is not None
            and other.paragraphs
            and not other.inherited
            and not square.paragraphs
        ):
            square = other
        else:
            return []
    marked: list[Item] = []
    for paragraph in square.paragraphs:
        found = list(NUMBERED.finditer(paragraph.text))
        found = [f for f in found if f.start() == 0 or paragraph.text[f.start() - 1] in " 。；;\u3000"]
        for this, following in zip_longest(found, found[1:]):
            end = following.start() if following else len(paragraph.text)
            marked.append((int(this[1]), paragraph, this.end(), end))
    if marked:
        return marked
    serial = row.squares.get("serial")
    digits = re.sub(r"\D", "", serial.text) if serial and not serial.inherited else ""
    if not digits and _numbers_inside(rows, work):
        return []
    paragraph = square.paragraphs[0]
    start = 0
    lead_in = NUMBER_IN_FRONT.match(paragraph.text)
    if lead_in:
        start = lead_in.end()
        digits = digits or re.sub(r"\D", "", lead_in[0])
    return [(int(digits) if digits and len(digits) < 4 else 0, paragraph, start, len(paragraph.text))]


def _lost_number(rows: list[Row], at: int, work: str, last: int) -> list[Item]:
    """A row whose cell lost its number (56), …, (58): it has units of its own and the count skips just one."""
    square, row = rows[at].squares[work], rows[at]
    if not square.paragraphs or square.inherited or at + 1 >= len(rows):
        return []
    below = NUMBERED.search(rows[at + 1].squares[work].text)
    if (
        below is None
        or int(below[1]) != last + 2
        or not all(row.squares[k].paragraphs for k in ("lead", "responsible") if k in row.squares)
    ):
        return []
    paragraph = square.paragraphs[0]
    lead_in = NUMBER_IN_FRONT.match(paragraph.text)
    return [(last + 1, paragraph, lead_in.end() if lead_in else 0, len(paragraph.text))]


def _numbers_inside(rows: list[Row], work: str) -> bool:
    """Do most cells of work carry (1) (2) …? Then a cell without one is a heading."""
    cells = [r.squares[work] for r in rows if r.squares[work].paragraphs and not r.squares[work].inherited]
    marked = sum(1 for c in cells if NUMBERED.search(c.text))
    return marked * 2 > len(cells)


def _unit_rows(rows: list[Row], at: int, work: str, items: int) -> list[Row]:
    """Rows whose units serve the items of row `at`: its own, and rows below it that hold units but no work."""
    heirs = [rows[at]]
    while items > len(heirs) and at + len(heirs) < len(rows):
        below = rows[at + len(heirs)]
        if below.squares[work].paragraphs and not below.squares[work].inherited:
            break
        if not any(below.squares[k].paragraphs for k in ("lead", "responsible") if k in below.squares):
            break
        heirs.append(below)
    return heirs


def _own_units(row: Row, nth: int, items: int) -> Row:
    """The row of the nth of several items: units that are numbered as the items are serve each its own."""
    squares = dict(row.squares)
    for kind in ROLES:
        square = squares.get(kind)
        if (
            square
            and items > 1
            and len(square.paragraphs) == items
            and all(NUMBERED.match(p.text) or NUMBER_IN_FRONT.match(p.text) for p in square.paragraphs)
        ):
            squares[kind] = replace(square, paragraphs=[square.paragraphs[nth]])
    return replace(row, squares=squares)


def _add(result: TableTasks, path: str, item: Item, row: Row, alone: bool, with_goals: bool) -> None:
    """`alone`: the row holds this one task; `with_goals`: it is the first of its row, to which the row's goals belong."""
    _, paragraph, start, end = item
    text = paragraph.text[start:end].rstrip()
    end = start + len(text)
    place = place_in(result.part, paragraph, start)
    made = _assignments(row, result)
    own = assignments(text, place, first_leads=paragraph.index >= result.leads_from)
    due: list[Due] = []
    square = row.squares.get("due")
    if square and square.paragraphs:
        for line in square.paragraphs:
            due += cell_limits(line.text, result.year, place_in(result.part, line, 0))
    due += [d for d in limits(text, result.year, place) if all(d.text != e.text for e in due)]
    goals = row.squares.get("target")
    for line in goals.paragraphs if goals and with_goals and not goals.inherited else ():
        found = limits(line.text, result.year, place_in(result.part, line, 0))
        due += [d for d in found if all(d.text != e.text for e in due)]
    lead = next((m.name for a in made for m in a.mentions), "")
    named = _own_name(row) if alone else None
    if named is not None:
        heading, lead_in = named.text.rstrip(), NUMBER_IN_FRONT.match(named.text)
        first = lead_in.end() if lead_in else 0
        source = place_in(result.part, named, 0)(first, len(heading))
        title = re.sub(r"\s+", "", heading[first:])
    else:
        source, title = place(0, title_end(text)), re.sub(r"\s+", "", text[: title_end(text)])
    describes = only_describes(row.heads) and row.squares["target"].text.strip() != ""
    result.stretches.append(Stretch(result.part, path, "tasks", paragraph, start, end, lead, True, describes=describes))
    target = row.squares.get("target")
    if with_goals and target and target.paragraphs and target.paragraphs[0] is not paragraph:
        unit = unit_of(title, row.squares["unit"].text if "unit" in row.squares else "", row.heads["target"])
        for line in target.paragraphs:
            result.stretches.append(
                Stretch(result.part, path, "tasks", line, 0, len(line.text), lead, True, title, unit)
            )
    if only_indicates(row.heads):
        return
    result.tasks.append(Task(result.part, path, title, (*made, *own), tuple(due), source, place(0, len(text))))


def _own_name(row: Row) -> Paragraph | None:
    """The cell that names a row's task (项目名称, 重点任务) beside the one that says what is done: a name of this row
    alone, no heading over several."""
    square = row.squares.get("task")
    if "measure" not in row.squares or square is None or square.inherited or len(square.paragraphs) != 1:
        return None
    paragraph = square.paragraphs[0]
    single = square.cell is not None and square.cell.row_span == 1
    return paragraph if single and 2 <= len(paragraph.text.strip()) <= 40 else None


def _assignments(row: Row, result: TableTasks) -> list[Assignment]:
    """The unit columns of a row as one assignment."""
    made: list[Assignment] = []
    read: set[int] = set()
    for kind in ROLES:
        square: Square | None = row.squares.get(kind)
        for paragraph in square.paragraphs if square else []:
            if paragraph.index in read:  # one cell over the columns of two roles names its units once
                continue
            read.add(paragraph.index)
            found = assignment(
                paragraph.text,
                0,
                place_in(result.part, paragraph, 0),
                bracketed=False,
                column=True,
                default=kind,
                first_leads=paragraph.index >= result.leads_from
                and kind == "responsible"
                and "lead" not in row.squares,
            )
            if found and kind == "lead":  # the column says so, whatever verb stands in the cell
                found = replace(
                    found,
                    mentions=tuple(replace(m, role=kind) if m.role == "responsible" else m for m in found.mentions),
                )
            if found:
                made.append(found)
    return [merged(made)] if made else []
