"""The skeleton of a plan: its parts, and in each part the tree of numbered paragraphs.

A node is a numbered paragraph with the unnumbered ones behind it. The levels come from the order in
which forms of numbering nest (一、（一）1.（1）), not from a fixed table: a form that already stands
on the way down closes everything below it, a new form opens a level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from luoshi.drafting.annexes import annex_list, annex_starts, annex_title
from luoshi.drafting.draft import PartKind, Source
from luoshi.drafting.grammar import any_of, words
from luoshi.drafting.header import Heading, find_heading
from luoshi.drafting.inline_items import itemised
from luoshi.drafting.markers import RANK, Marker, marker
from luoshi.drafting.tables import listed_head
from luoshi.reading.document import Document, Paragraph

Section = Literal["goals", "tasks", "organisation", "background"]


@dataclass(slots=True)
class Node:
    """A numbered paragraph: its label and path, the text behind its number and the unnumbered paragraphs that follow."""

    label: str
    form: str
    value: int
    path: str
    lines: list[tuple[Paragraph, int]] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    section: Section = "tasks"

    @property
    def heading(self) -> str:
        """The text behind the number, up to the first full stop."""
        if not self.lines:
            return ""
        paragraph, start = self.lines[0]
        return re.split("[。！？]", paragraph.text[start:], maxsplit=1)[0]

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in text order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class PartOutline:
    """A part: its title, its tree (a root without label), the paragraphs of its tables by table number."""

    id: str
    kind: PartKind
    title: str
    source: Source
    root: Node
    paragraphs: list[Paragraph]
    tables: list[int]


@dataclass(slots=True)
class Outline:
    """All parts, what stands before the plan's title (the notice that issues it), and the header found there."""

    heading: Heading
    notice: list[Paragraph]
    parts: list[PartOutline]


def outline(document: Document) -> Outline:
    """The parts and trees of a document. Total: any document gives at least one part, "0"."""
    running = list(document.paragraphs)
    heading = find_heading(document)
    starts = annex_starts(running)
    first = starts[0][0] if starts else len(running)
    body_from = heading.body
    own_title = body_from <= first
    if not own_title:  # the title was found inside an annex: what stands in front is the notice itself
        body_from = 0
    notice, master = running[:body_from], running[body_from:first]
    parts: list[PartOutline] = []
    bounds = [*(at for at, _, _ in starts), len(running)]
    annexes = [(id_, rest, running[at:until]) for (at, id_, rest), until in zip(starts, bounds[1:], strict=True)]
    if len(annexes) == 1 and not _has_content(master) and _has_tree(annexes[0][2]):
        id_, rest, paragraphs = annexes[0]
        title, lines, body = annex_title(paragraphs, rest)
        notice, master, annexes = [*notice, *master], body, []
        if title:
            heading = heading.retitled(title, lines)
    parts += _master(heading, master, own_title, bool(annexes))
    for id_, rest, paragraphs in annexes:
        title, lines, body = annex_title(paragraphs, rest)
        parts.append(_part(id_, title, lines or paragraphs[:1], body))
    return Outline(heading, notice, parts)


def _master(heading: Heading, master: list[Paragraph], own_title: bool, annexed: bool) -> list[PartOutline]:
    """The master plan, and the table with a title of its own that may stand behind it."""
    split = None if annexed else _titled_table(master)
    body = master[:split] if split is not None else master
    part = _part("0", heading.title, heading.lines if own_title else [], body)
    if (
        annexed
        and not (own_title and heading.lines)
        and not any(section_of(s.heading) in ("goals", "tasks") for s in part.root.children)
    ):
        # a notice only asks for things; the tasks stand in its annexes
        for section in part.root.children:
            for node in section.walk():
                if _clause_share(section) < 0.5:
                    node.section = "organisation"
    if split is None and not annexed and part.tables and not part.root.children:
        # the plan is nothing but a table: the table is a part of its own
        part, table = (
            _part("0", heading.title, heading.lines if own_title else [], []),
            _part("1", heading.title, heading.lines, body),
        )
        return [replace(part, source=replace(table.source, part="0")), table]
    if split is None:
        return [part]
    title = master[split]
    return [part, _part("1", re.sub(r"\s+", "", title.text), [title], master[split + 1 :])]


def _titled_table(master: list[Paragraph]) -> int | None:
    """Position of a line that is the title of the table right behind it ("…任务分解表"), None where there is none."""
    for at, (paragraph, following) in enumerate(pairwise(master)):
        if paragraph.cell or following.cell is None:
            continue
        text = paragraph.text.strip()
        if (
            marker(text) is None
            and len(text) <= 45
            and re.search(r"(?:表|清单|台账|分工|分解)(?:[（(].{1,16}[)）])?$", text)
        ):
            return at
    return None


def _has_tree(paragraphs: list[Paragraph]) -> bool:
    return sum(1 for p in paragraphs if p.cell is None and marker(p.text)) >= 2


def _has_content(paragraphs: list[Paragraph]) -> bool:
    """Does a stretch carry a plan of its own: numbered sections, or a table?"""
    listed = annex_list(paragraphs)
    numbered = [p for p in paragraphs if p.index not in listed and p.cell is None and marker(p.text)]
    return len(numbered) >= 2 or any(p.cell for p in paragraphs)


def _part(id_: str, title: str, lines: list[Paragraph], body: list[Paragraph]) -> PartOutline:
    root = _tree(body)
    tables = sorted({p.cell.table for p in body if p.cell})
    kind: PartKind = "master" if id_ == "0" else "annex"
    if id_ != "0" and tables and not root.children:
        kind = "table"
    if lines:
        source = Source(id_, lines[0].index, lines[0].start, lines[-1].end)
    else:
        at = body[0] if body else None
        source = Source(id_, at.index if at else 0, at.start if at else 0, at.start if at else 0)
    return PartOutline(id_, kind, title, source, root, body, tables)


def _tree(body: list[Paragraph]) -> Node:
    listed = annex_list(body)
    root = Node("", "", 0, "")
    stack: list[Node] = [root]
    heads = listed_head(body)
    for paragraph in (item for whole in body for item in itemised(whole)):
        if paragraph.cell or paragraph.index in listed:
            continue
        number_ = marker(paragraph.text) or _glued(paragraph.text, stack)
        if number_ is None and _bare_heading(paragraph.text) and paragraph.index not in heads:
            title = re.sub(r"\s+", "", paragraph.text)
            node = Node(title, "heading", 0, title, [(paragraph, 0)])
            root.children.append(node)
            del stack[1:]
            stack.append(node)
            continue
        if number_ is None:
            stack[-1].lines.append((paragraph, 0))
            continue
        parent = _parent(stack, number_)
        path = f"{parent.path}/{number_.label}" if parent.path else number_.label
        node = Node(number_.label, number_.form, number_.value, path, [(paragraph, number_.end)])
        parent.children.append(node)
        stack.append(node)
    for section in root.children:
        _classify(section)
    return root


def _bare_heading(text: str) -> bool:
    """A line that is nothing but the usual heading of a section and lost its number (主要任务)."""
    return re.fullmatch(any_of("sections", "bare"), re.sub(r"\s+", "", text)) is not None


def _glued(text: str, stack: list[Node]) -> Marker | None:
    """A number that runs into digits ("11.121工程"): read as one where it is just the next in its row."""
    found = re.match(r"([0-9]{1,2})[.．](?=[0-9])", text)
    last = next((n for n in reversed(stack) if n.form == "digit"), None)
    if (
        found
        and last
        and int(found[1]) == last.value + 1
        and not re.match(r"[0-9]+[.．][0-9]+\s*(?:%|[万亿]|个百分点|倍)", text)
    ):
        return Marker("digit", int(found[1]), found[1], found.end())
    return None


def _parent(stack: list[Node], number_: Marker) -> Node:
    """Unwind the stack to the node under which the number belongs."""
    forms = [node.form for node in stack]
    if number_.form in forms:
        del stack[forms.index(number_.form) :]
        return stack[-1]
    # a form not yet on the way down: it opens a level, unless an outer form comes late (a lost 一、 before （一）)
    while (
        len(stack) > 2
        and RANK[stack[-1].form] > RANK[number_.form]
        and any(0 <= RANK.get(f, -1) < RANK[number_.form] for f in forms[1:])
    ):
        stack.pop()
    return stack[-1]


def section_of(heading: str) -> Section | None:
    """What a heading says its section holds; None for a theme."""
    text = re.sub(r"\s", "", heading)[:40]
    if re.search(any_of("sections", "organisation"), text) and "任务" not in text:
        return "organisation"
    if COMPOSED.fullmatch(text) and NEEDED.search(text):
        return "organisation"
    if re.search(any_of("sections", "goals"), text):
        return "goals"
    if re.search(any_of("sections", "background"), text):
        return "background"
    if announces(text):
        return "tasks"
    return None


COMPOSED = re.compile(
    rf"(?:[^、，。]{{1,4}}[、.．]|[（(][^（()）]{{1,3}}[)）])?{any_of('sections', 'composed', 'words')}+"
)
NEEDED = re.compile(any_of("sections", "composed", "needs"))


def announces(heading: str) -> bool:
    """Does a heading only announce tasks ("二、重点任务"), without a theme of its own?"""
    text = re.sub(r"[\s，,、（(）)“”\d]|年", "", heading)
    if not re.search(any_of("sections", "tasks"), text):
        return False
    for word in words("sections", "plain"):
        text = text.replace(word, "")
    return len(text) <= 2


def is_field(text: str) -> bool:
    """Does a line only tell one thing about the project above it (建设内容：…, 责任分工：…) rather than set a task?"""
    found = FIELD.match(text)
    return found is not None and (found.end() == len(text.rstrip()) or found["mark"] is not None)


def _classify(section: Node) -> None:
    kind: Section = section_of(section.heading) or "tasks"
    if kind in ("organisation", "goals") and section.children and _clause_share(section) >= 0.5:
        kind = "tasks"
    for node in section.walk():
        node.section = kind
    if kind == "background":
        for child in section.children:
            if section_of(child.heading) == "goals":
                for node in child.walk():
                    node.section = "goals"


FIELD = re.compile(
    rf"\s*(?:{any_of('sections', 'fields')}|{any_of('roles', 'labels', 'lead')}|{any_of('roles', 'labels', 'responsible')}"
    rf"|{any_of('roles', 'labels', 'cooperate')}|{any_of('roles', 'labels', 'due')}|{any_of('roles', 'labels', 'other')})\s*(?P<mark>[:：。])?"
)
CLAUSE_HINT = re.compile(
    r"(?:牵头|负责|配合|落实|分工)[)）〕\]】]|(?:牵头|责任|负责|主管)[一-鿿]{0,4}(?:单位|部门)[:：]"
)


def _clause_share(section: Node) -> float:
    leaves = [n for n in section.walk() if not n.children]
    with_clause = [n for n in leaves if any(CLAUSE_HINT.search(p.text) for p, _ in n.lines)]
    return len(with_clause) / len(leaves) if leaves else 0.0
