"""Tasks: the lowest numbered items of the sections that set tasks, headings that carry a clause, rows of tables.

Besides the tasks this module hands on every stretch of text that a plan's statements stand in, with part and
path, for those who look for targets, cadences and gaps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from luoshi.drafting.clauses import assignment
from luoshi.drafting.draft import Assignment, Due, Source, Task
from luoshi.drafting.due import cell_limits, labelled_limits, limits
from luoshi.drafting.outline import Node, Outline, PartOutline, Section, announces, is_field
from luoshi.drafting.roles import first_leads_from, is_unit, label_role, labelled
from luoshi.drafting.stretches import Stretch, place_in
from luoshi.drafting.table_tasks import table_tasks
from luoshi.drafting.task_clauses import clauses_of
from luoshi.drafting.titles import SENTENCE_END, title_end
from luoshi.reading.document import Document, Paragraph

SUBTITLE = re.compile(r"([^。，,；;：:、！？\s（(]{2,18})[。：:](?=\S)")


# a heading that names who leads what stands below it: 县发改局牵头工作（8项）
SIGNED = re.compile(r"(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日(?:印发)?")
HEADING_LEAD = re.compile(
    r"(?P<clause>(?P<unit>[^，。；：]{2,20}?)牵头)(?:负责)?的?(?:工作|任务|事项|项目)?(?:[（(][^（()）]*[)）])?"
)


@dataclass(frozen=True, slots=True)
class Found:
    """The tasks of a plan and all its stretches of text, both in text order."""

    tasks: tuple[Task, ...]
    stretches: tuple[Stretch, ...]


def find_tasks(document: Document, skeleton: Outline, year: int) -> Found:
    """All tasks and stretches of a plan."""
    whole = first_leads_from([*skeleton.notice, *(skeleton.parts[0].paragraphs if skeleton.parts else [])])
    tasks: list[Task] = []
    stretches = [Stretch("0", "", "organisation", p, 0, len(p.text)) for p in skeleton.notice]
    for part in skeleton.parts:
        reader = _PartReader(document, part, year, min(whole, first_leads_from(part.paragraphs)))
        reader.read()
        tasks += reader.tasks
        stretches += reader.stretches
    return Found(tuple(tasks), tuple(stretches))


def stands_alone(paragraph: Paragraph, start: int) -> bool:
    """Is a line nothing but a clause: in brackets as a whole, or behind a label?"""
    text = paragraph.text[start:].strip().rstrip("。")
    return (text[:1] in "（([［【〔" and text[-1:] in "）)]］】〕") or labelled(text) is not None


class _PartReader:
    """Reads one part; keeps what it finds in `tasks` and `stretches`."""

    def __init__(self, document: Document, part: PartOutline, year: int, leads_from: int) -> None:
        self.document, self.part, self.year, self.leads_from = document, part, year, leads_from
        self.tasks: list[Task] = []
        self.stretches: list[Stretch] = []
        self._read: dict[tuple[tuple[int, int], ...], list[Assignment]] = {}

    def read(self) -> None:
        for paragraph, start in self.part.root.lines:
            self._note("", "background", paragraph, start)
        for section in self.part.root.children:
            self._node(section, top=True)
        tables = table_tasks(self.document, self.part, self.year, self.leads_from)
        self.tasks += tables.tasks
        self.stretches += tables.stretches

    # running text

    def _note(
        self, path: str, section: Section, paragraph: Paragraph, start: int, lead: str = "", is_task: bool = False
    ) -> None:
        self.stretches.append(
            Stretch(self.part.id, path, section, paragraph, start, len(paragraph.text), lead, is_task)
        )

    def _node(self, node: Node, top: bool = False) -> None:
        if node.section != "tasks":
            for paragraph, start in node.lines:
                self._note(node.path, node.section, paragraph, start)
        elif node.children and self._project(node):
            return
        elif node.children:
            self._heading(node)
        elif top and announces(node.heading) and not self._has_clause(node.lines):
            if not self._titled(node, [node.lines[0]], node.lines[1:]):
                self._plain(node)
        elif not (self._split_title(node)):
            self._task(node.path, node.lines)
        for child in node.children:
            self._node(child)

    def _project(self, node: Node) -> bool:
        """A project whose numbered lines only describe it (1.目标任务：… 2.责任分工：…): it is the task."""
        if len(node.children) < 2 or announces(node.heading) or not all(is_field(c.heading) for c in node.children):
            return False
        fields = [line for child in node.children if not child.children for line in child.lines]
        if not any(labelled(paragraph.text[start:]) for paragraph, start in fields):
            return False
        self._task(node.path, node.lines + fields)
        for child in node.children:
            if child.children:
                self._node(child)
        return True

    def _shared_clause(self, node: Node) -> list[tuple[Paragraph, int]]:
        """Clauses that stand alone below the last of several items without any: they are their heading's."""
        leaves = [c for c in node.children if not c.children]
        if len(leaves) < 2 or len(leaves) != len(node.children):
            return []
        lines = leaves[-1].lines
        first = len(lines)
        while first > 1 and stands_alone(*lines[first - 1]):
            first -= 1
        others = [line for leaf in leaves[:-1] for line in leaf.lines] + lines[:first]
        if first == len(lines) or self._has_clause(others) or not self._has_clause(lines[first:]):
            return []
        shared, lines[first:] = lines[first:], []
        return shared

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

    def _clauses(self, lines: list[tuple[Paragraph, int]]) -> list[Assignment]:
        """The clauses of these lines, read once however often they are asked for."""
        key = tuple((paragraph.start, start) for paragraph, start in lines)
        if key not in self._read:
            self._read[key] = clauses_of(self.part.id, lines, self.leads_from)
        return self._read[key]

    def _has_clause(self, lines: list[tuple[Paragraph, int]]) -> bool:
        return bool(self._clauses(lines))

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
            if labelled(paragraph.text) or is_field(paragraph.text):
                if not groups:
                    return False
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

    def _task(self, path: str, lines: list[tuple[Paragraph, int]]) -> None:
        made = self._clauses(lines)
        paragraph, start = lines[0]
        text = paragraph.text[start:]
        end = title_end(text)
        due: list[Due] = []
        lead = next((m.name for a in made for m in a.mentions if m.role == "lead"), "") or next(
            (m.name for a in made for m in a.mentions), ""
        )
        for line, at in lines:
            self._note(path, "tasks", line, at, lead, True)
            if SIGNED.fullmatch(line.text.strip()):
                continue  # the paper's own date below its last task
            found = labelled(line.text[at:])
            place = place_in(self.part.id, line, at)
            if found and label_role(found["label"]) == "due":
                fresh = cell_limits(
                    line.text[at:][found.end() :].rstrip("。；;）)"),
                    self.year,
                    place_in(self.part.id, line, at + found.end()),
                )
            else:
                fresh = limits(line.text[at:], self.year, place)
                fresh += labelled_limits(line.text[at:], self.year, place) if not fresh else []
            due += [d for d in fresh if all(d.text != e.text for e in due)]
        place = place_in(self.part.id, paragraph, start)
        last = lines[-1][0]
        body = Source(self.part.id, paragraph.index, paragraph.start, last.end)
        title = re.sub(r"\s+", "", text[:end])
        self.tasks.append(Task(self.part.id, path, title, tuple(made), tuple(due), place(0, end), body))
