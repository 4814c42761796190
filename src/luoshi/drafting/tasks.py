"""Tasks: the lowest numbered items of the sections that set tasks, headings that carry a clause, rows of tables.

Besides the tasks this module hands on every stretch of text that a plan's statements stand in, with part and
path, for those who look for targets, cadences and gaps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import zip_longest

from luoshi.drafting.brackets import ROUND, round_groups
from luoshi.drafting.clauses import (
    LABEL,
    ROLES,
    Place,
    assignment,
    assignments,
    is_unit,
    label_role,
    labelled,
    says_first_leads,
)
from luoshi.drafting.draft import Assignment, Due, Source, Task
from luoshi.drafting.due import cell_limits, limits
from luoshi.drafting.grammar import any_of
from luoshi.drafting.outline import Node, Outline, PartOutline, Section, announces
from luoshi.drafting.tables import NUMBERED, Row, Square, listed_table, task_table
from luoshi.reading.document import Document, Paragraph

SENTENCE_END = re.compile(r"[。！？]|(?<=[一-鿿”》）)])[.．](?=[^0-9A-Za-z.．]|$)")
SUBTITLE = re.compile(r"([^。，,；;：:、！？\s（(]{2,18})[。：:](?=\S)")


# a clause in the running text: 由发展改革委会同财政部等部门负责落实
HEADING_LEAD = re.compile(r"(?P<clause>(?P<unit>[^，。；：]{2,20}?)牵头)(?:负责)?的?(?:工作|任务|事项|项目)?(?:[（(][^（()）]*[)）])?")
DUE_LABEL = re.compile(r"[；;，,。]?(?=" + any_of("roles", "labels", "due") + "[:：])")
BY_UNITS = re.compile(r"(?:^|[，,。；;])由(?P<who>[^。；;]{3,160}?(?:研究提出|负责|牵头|组织实施|抓好落实|制定|落实))")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of text inside one paragraph: where it stands and what kind of section it belongs to.

    start, end  characters in `paragraph.text`; lead  the unit that leads the task it belongs to ("" where none)."""

    part: str
    path: str
    section: Section
    paragraph: Paragraph
    start: int
    end: int
    lead: str = ""
    is_task: bool = False

    @property
    def text(self) -> str:
        return self.paragraph.text[self.start : self.end]

    def place(self, start: int, end: int) -> Source:
        """The Source of characters counted from the stretch's own beginning."""
        return place_in(self.part, self.paragraph, self.start)(start, end)


@dataclass(frozen=True, slots=True)
class Found:
    """The tasks of a plan and all its stretches of text, both in text order."""

    tasks: tuple[Task, ...]
    stretches: tuple[Stretch, ...]


def place_in(part: str, paragraph: Paragraph, offset: int) -> Place:
    """A Place for text that begins at `offset` in a paragraph."""

    def place(start: int, end: int) -> Source:
        cell = paragraph.cell
        base = paragraph.start + offset
        return Source(part, paragraph.index, base + start, base + end, cell.row if cell else None, cell.column if cell else None)

    return place


def find_tasks(document: Document, skeleton: Outline, year: int) -> Found:
    """All tasks and stretches of a plan."""
    whole = any(
        says_first_leads(p.text)
        for p in [*skeleton.notice, *(skeleton.parts[0].paragraphs if skeleton.parts else [])]
    )
    tasks: list[Task] = []
    stretches = [Stretch("0", "", "organisation", p, 0, len(p.text)) for p in skeleton.notice]
    for part in skeleton.parts:
        reader = _PartReader(document, part, year, whole or any(says_first_leads(p.text) for p in part.paragraphs))
        reader.read()
        tasks += reader.tasks
        stretches += reader.stretches
    return Found(tuple(tasks), tuple(stretches))


class _PartReader:
    """Reads one part; keeps what it finds in `tasks` and `stretches`."""

    def __init__(self, document: Document, part: PartOutline, year: int, first_leads: bool) -> None:
        self.document, self.part, self.year, self.first_leads = document, part, year, first_leads
        self.tasks: list[Task] = []
        self.stretches: list[Stretch] = []

    def read(self) -> None:
        for paragraph, start in self.part.root.lines:
            self._note("", "background", paragraph, start)
        for section in self.part.root.children:
            self._node(section, top=True)
        self._table()

    # running text

    def _note(self, path: str, section: Section, paragraph: Paragraph, start: int, lead: str = "", is_task: bool = False) -> None:
        self.stretches.append(Stretch(self.part.id, path, section, paragraph, start, len(paragraph.text), lead, is_task))

    def _node(self, node: Node, top: bool = False) -> None:
        if node.section != "tasks":
            for paragraph, start in node.lines:
                self._note(node.path, node.section, paragraph, start)
        elif node.children:
            self._heading(node)
        elif top and announces(node.heading) and not self._has_clause(node.lines):
            if not self._titled(node, [node.lines[0]], node.lines[1:]):
                self._plain(node)
        elif not (self._split_title(node)):
            self._task(node.path, node.lines)
        for child in node.children:
            self._node(child)

    def _shared_clause(self, node: Node) -> list[tuple[Paragraph, int]]:
        """A clause that stands alone below the last of several items without any: it is their heading's."""
        leaves = [c for c in node.children if not c.children]
        if len(leaves) < 2 or len(leaves) != len(node.children) or len(leaves[-1].lines) < 2:
            return []
        paragraph, start = leaves[-1].lines[-1]
        text = paragraph.text[start:].strip().rstrip("。")
        whole = (text[:1] in "（([［【〔" and text[-1:] in "）)]］】〕") or labelled(text)
        others = [line for leaf in leaves for line in leaf.lines][:-1]
        if not whole or self._has_clause(others) or not self._has_clause([(paragraph, start)]):
            return []
        return [leaves[-1].lines.pop()]

    def _plain(self, node: Node) -> None:
        for paragraph, start in node.lines:
            self._note(node.path, node.section, paragraph, start)

    def _heading(self, node: Node) -> None:
        """A heading above other items: a task too where it carries a clause of its own."""
        if self._leads_in_heading(node):
            return
        shared = self._shared_clause(node)
        if (shared or self._has_clause(node.lines)) and not announces(node.heading):
            self._task(node.path, node.lines + shared)
        else:
            self._plain(node)

    def _leads_in_heading(self, node: Node) -> bool:
        """县发改局牵头工作（8项）: a heading that names who leads what stands below it."""
        paragraph, start = node.lines[0]
        text = paragraph.text[start:].rstrip()
        found = HEADING_LEAD.fullmatch(text)
        if not found or not is_unit(found["unit"]):
            return False
        self._task(node.path, node.lines)
        made = assignment(found["clause"], 0, place_in(self.part.id, paragraph, start), bracketed=False)
        if made:
            self.tasks[-1] = replace(self.tasks[-1], assignments=(made,))
        return True

    def _has_clause(self, lines: list[tuple[Paragraph, int]]) -> bool:
        return bool(self._assignments(lines))

    def _split_title(self, node: Node) -> bool:
        """A numbered line that is only a title above several titled paragraphs: each of these is a task."""
        paragraph, start = node.lines[0]
        first = paragraph.text[start:].strip()
        if len(node.lines) < 3 or len(SENTENCE_END.findall(first.rstrip("。"))) > 0 or len(first) > 45:
            return False
        return self._titled(node, node.lines[:1], node.lines[1:])

    def _titled(self, node: Node, head: list[tuple[Paragraph, int]], below: list[tuple[Paragraph, int]]) -> bool:
        groups: list[tuple[str, list[tuple[Paragraph, int]]]] = []
        for paragraph, start in below:
            if labelled(paragraph.text) and groups:
                groups[-1][1].append((paragraph, start))
                continue
            found = SUBTITLE.match(paragraph.text[start:])
            if not found:
                return False
            groups.append((found[1], [(paragraph, start)]))
        if len(groups) < 2 or not any(self._has_clause(lines) for _, lines in groups):
            return False
        for paragraph, start in head:
            self._note(node.path, node.section, paragraph, start)
        for title, lines in groups:
            self._task(f"{node.path}/{title}" if node.path else title, lines)
        return True

    def _assignments(self, lines: Iterable[tuple[Paragraph, int]]) -> list[Assignment]:
        result: list[Assignment] = []
        open_label = False
        for paragraph, start in lines:
            text = paragraph.text[start:]
            place = place_in(self.part.id, paragraph, start)
            if labelled(text) and text[:1] not in "（([［【":
                made = assignment(text.rstrip("。；; "), 0, place, bracketed=False, first_leads=self.first_leads and not open_label)
                if made and open_label and result:
                    result[-1] = _merged(result[-1], made)
                elif made:
                    result.append(made)
                open_label = bool(made) or open_label
                continue
            open_label = False
            bracketed = assignments(text, place, first_leads=self.first_leads)
            result += bracketed or self._inline(text, place)
        return result

    def _inline(self, text: str, place: Place) -> list[Assignment]:
        """Clauses outside brackets: a label in the running text, or a bracket that never closes."""
        for found in LABEL.finditer(text):
            if label_role(found["label"]) in ("other", "due") or not re.search(r"(?:^|[。；;）)”\s])$", text[: found.start()]) or len(found["label"]) < 4:
                continue
            clause = re.split("[。）)〕\\]】]$|。", text[found.start() :], maxsplit=1)[0]
            clause = DUE_LABEL.split(clause, maxsplit=1)[0]
            made = assignment(clause.rstrip("；;，, "), found.start(), place, bracketed=False, first_leads=self.first_leads)
            return [made] if made else []
        for found in BY_UNITS.finditer(text):
            made = assignment(text[found.start("who") : found.end()], found.start("who"), place, bracketed=False, first_leads=self.first_leads)
            if made:
                return [made]
        opened = max(text.rfind("（"), text.rfind("("))
        if opened >= 0 and not any(s <= opened < e for s, e in round_groups(text)):
            clause = text[opened:].rstrip("。 ")
            if re.search("牵头|负责|配合|责任单位", clause):
                made = assignment(clause, opened, place, bracketed=True, first_leads=self.first_leads)
                return [made] if made else []
        return []

    def _task(self, path: str, lines: list[tuple[Paragraph, int]]) -> None:
        made = self._assignments(lines)
        paragraph, start = lines[0]
        text = paragraph.text[start:]
        title_end = self._title_end(text)
        due: list[Due] = []
        lead = next((m.name for a in made for m in a.mentions if m.role == "lead"), "") or next((m.name for a in made for m in a.mentions), "")
        for line, at in lines:
            self._note(path, "tasks", line, at, lead, True)
            found = labelled(line.text[at:])
            place = place_in(self.part.id, line, at)
            if found and label_role(found["label"]) == "due":
                fresh = cell_limits(line.text[at:][found.end() :].rstrip("。；;）)"), self.year, place_in(self.part.id, line, at + found.end()))
            else:
                fresh = limits(line.text[at:], self.year, place)
            due += [d for d in fresh if all(d.text != e.text for e in due)]
        place = place_in(self.part.id, paragraph, start)
        last = lines[-1][0]
        body = Source(self.part.id, paragraph.index, paragraph.start, last.end)
        title = re.sub(r"\s+", "", text[:title_end])
        self.tasks.append(Task(self.part.id, path, title, tuple(made), tuple(due), place(0, title_end), body))

    def _title_end(self, text: str) -> int:
        stop = SENTENCE_END.search(text)
        end = stop.start() if stop else len(text)
        for start, close in round_groups(text):
            if 0 < start < end and (close >= end or not text[close:end].strip("。，；")) and assignments(text[start:close], lambda s, e: Source("", 0, s, e)):
                end = start
        opened = text.find("（") if "（" in text else text.find("(")
        if opened > 0 and end == len(text) and text[opened] in ROUND and not round_groups(text) and re.search("牵头|负责", text[opened:]):
            end = opened
        return len(text[:end].rstrip("：:；;，, "))

    # tables

    def _table(self) -> None:
        found = task_table(self.document, self.part.tables) if self.part.tables else None
        if found is None and not self.part.root.children:
            found = listed_table(self.part.paragraphs)
        in_table = {p.index for p in self.part.paragraphs if p.cell}
        if found is None:
            for paragraph in self.part.paragraphs:
                if paragraph.index in in_table:
                    self._note("", "background", paragraph, 0)
            return
        work = "measure" if "measure" in found.columns else "task" if "task" in found.columns else "target"
        numbers: set[int] = set()
        rows = list(found.rows)
        for at, row in enumerate(rows):
            items = self._items(row, work, rows, at) or self._lost_number(rows, at, work, max(numbers, default=0))
            heirs = self._unit_rows(rows, at, work, len(items))
            for nth, (value, paragraph, start, end) in enumerate(items):
                if not value and numbers and "serial" in found.columns and not row.squares["serial"].text.strip():
                    title = re.split("[。；]", paragraph.text[start:end], maxsplit=1)[0]
                    self._row_task(f"({max(numbers)})/{title}", paragraph, start, end, heirs[min(nth, len(heirs) - 1)])
                    continue
                number = value if value and value not in numbers else max(numbers, default=0) + 1
                numbers.add(number)
                self._row_task(f"({number})", paragraph, start, end, heirs[min(nth, len(heirs) - 1)])

    def _items(self, row: Row, work: str, rows: list[Row], at: int) -> list[tuple[int, Paragraph, int, int]]:
        """The tasks of a row: (number or 0, paragraph, start, end). Numbers (1) (2) in the cell part it."""
        square = row.squares[work]
        if square.inherited or not square.paragraphs:
            other = row.squares.get("task")
            if work == "measure" and other is not None and other.paragraphs and not other.inherited and not square.paragraphs:
                square = other
            else:
                return []
        marked: list[tuple[int, Paragraph, int, int]] = []
        for paragraph in square.paragraphs:
            found = list(NUMBERED.finditer(paragraph.text))
            found = [f for f in found if f.start() == 0 or paragraph.text[f.start() - 1] in " 。；;\u3000"]
            for this, following in zip_longest(found, found[1:]):
                end = following.start() if following else len(paragraph.text)
                marked.append((int(this[1]), paragraph, this.end(), end))
        if marked:
            return marked
        if self._numbers_inside(rows, work):
            return []
        serial = row.squares.get("serial")
        digits = re.sub(r"\D", "", serial.text) if serial and not serial.inherited else ""
        paragraph = square.paragraphs[0]
        start = 0
        lead_in = re.match(r"\s*[0-9０-９]{1,3}\s*[.．、](?![0-9])\s*", paragraph.text)
        if lead_in:
            start = lead_in.end()
            digits = digits or re.sub(r"\D", "", lead_in[0])
        return [(int(digits) if digits and len(digits) < 4 else 0, paragraph, start, len(paragraph.text))]

    def _lost_number(self, rows: list[Row], at: int, work: str, last: int) -> list[tuple[int, Paragraph, int, int]]:
        """A row whose cell lost its number (56), …, (58): it has units of its own and the count skips just one."""
        square, row = rows[at].squares[work], rows[at]
        if not square.paragraphs or square.inherited or at + 1 >= len(rows):
            return []
        below = NUMBERED.search(rows[at + 1].squares[work].text)
        if below is None or int(below[1]) != last + 2 or not all(row.squares[k].paragraphs for k in ("lead", "responsible") if k in row.squares):
            return []
        paragraph = square.paragraphs[0]
        lead_in = re.match(r"\s*[0-9０-９]{1,3}\s*[.．、](?![0-9])\s*", paragraph.text)
        return [(last + 1, paragraph, lead_in.end() if lead_in else 0, len(paragraph.text))]

    def _numbers_inside(self, rows: list[Row], work: str) -> bool:
        """Do most cells of work carry (1) (2) …? Then a cell without one is a heading."""
        cells = [r.squares[work] for r in rows if r.squares[work].paragraphs and not r.squares[work].inherited]
        marked = sum(1 for c in cells if NUMBERED.search(c.text))
        return marked * 2 > len(cells)

    def _unit_rows(self, rows: list[Row], at: int, work: str, items: int) -> list[Row]:
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

    def _row_task(self, path: str, paragraph: Paragraph, start: int, end: int, row: Row) -> None:
        text = paragraph.text[start:end].rstrip()
        end = start + len(text)
        place = place_in(self.part.id, paragraph, start)
        made = self._row_assignment(row)
        own = assignments(text, place, first_leads=self.first_leads)
        due: list[Due] = []
        square = row.squares.get("due")
        if square and square.paragraphs:
            for line in square.paragraphs:
                due += cell_limits(line.text, self.year, place_in(self.part.id, line, 0))
        due += [d for d in limits(text, self.year, place) if all(d.text != e.text for e in due)]
        lead = next((m.name for a in made for m in a.mentions), "")
        self.stretches.append(Stretch(self.part.id, path, "tasks", paragraph, start, end, lead, True))
        target = row.squares.get("target")
        if target and target.paragraphs and target.paragraphs[0] is not paragraph:
            for line in target.paragraphs:
                self._note(path, "tasks", line, 0, lead, True)
        title_end = self._title_end(text)
        title = re.sub(r"\s+", "", text[:title_end])
        body = Source(self.part.id, paragraph.index, paragraph.start + start, paragraph.start + end, paragraph.cell.row if paragraph.cell else None, paragraph.cell.column if paragraph.cell else None)
        self.tasks.append(Task(self.part.id, path, title, (*made, *own), tuple(due), place(0, title_end), body))

    def _row_assignment(self, row: Row) -> list[Assignment]:
        """The unit columns of a row as one assignment."""
        made: list[Assignment] = []
        for kind in ROLES:
            square: Square | None = row.squares.get(kind)
            for paragraph in square.paragraphs if square else []:
                found = assignment(
                    paragraph.text, 0, place_in(self.part.id, paragraph, 0), bracketed=False, default=kind,
                    first_leads=self.first_leads and kind == "responsible" and "lead" not in row.squares,
                )
                if found and kind == "lead":  # the column says so, whatever verb stands in the cell
                    found = replace(found, mentions=tuple(replace(m, role=kind) if m.role == "responsible" else m for m in found.mentions))
                if found:
                    made.append(found)
        if not made:
            return []
        result = made[0]
        for other in made[1:]:
            result = _merged(result, other)
        return [result]


def _merged(first: Assignment, second: Assignment) -> Assignment:
    return Assignment(
        first.clause + second.clause,
        first.mentions + second.mentions,
        first.open_ended or second.open_ended,
        Source(first.source.part, first.source.paragraph, first.source.start, max(first.source.end, second.source.end), first.source.row, first.source.column),
    )


__all__ = ["Found", "Stretch", "find_tasks", "is_unit", "place_in"]
