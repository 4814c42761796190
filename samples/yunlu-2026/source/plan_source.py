"""The fictional plan's source: one text with its annotations beside it, read into plain values.

Every file here is made from these values, so text, document and gold annotation cannot drift apart.

A line is one paragraph; what stands before the first bar says what it is:

    1| 2| 3| 4|   numbered paragraph of that level (一、 / （一） / 1. / （1）), numbered by the builder
    -|            paragraph without number            t|  titled paragraph without number inside a task
    +|            goes on with the task above         row|  table row, cells between bars, ^ is merged with the cell above

and behind the level: `*` it is a task, `!` its number is typed in the text, `^` the list starts again at 1.

A responsibility clause (or the sentence that sets up a body) stands between « and »; in it [lead units],
{responsible units or members}, <cooperating units>; `«+` says that the list is open. Indented lines annotate the
paragraph above them: `target raw | name | measure op value unit`, `due raw`, `cadence raw | actor | action every`,
`body name | convener | deputies | office`, `open` (a table row's list is open).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
FILES = ("0-master", "1-industry", "2-projects", "3-environment", "4-countryside", "5-safety", "6-livelihood")
DIGITS = "零一二三四五六七八九十"
MARKED = re.compile(r"«(\+?)(.*?)»")
GROUPS = {
    "lead": re.compile(r"\[(.*?)\]"),
    "responsible": re.compile(r"\{(.*?)\}"),
    "cooperate": re.compile(r"<(.*?)>"),
}
TYPED = re.compile(r"[（(]?[0-9一二三四五六七八九十]+[)）、.]")


class SourceError(ValueError):
    """The source text contradicts itself (an annotation's words do not stand in their paragraph)."""


@dataclass(slots=True)
class Block:
    """A paragraph or a table row: its text as shown (typed numbers included, automatic ones in `label`)."""

    kind: str  # head, plain, titled, more, row
    text: str
    level: int = 0
    label: str = ""
    running: bool = False
    restart: bool = False
    task: bool = False
    path: str = ""
    clauses: list[dict] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)  # as written in full
    merged: list[bool] = field(default_factory=list)  # True where the cell above covers it

    @property
    def shown(self) -> str:
        """The text with its number, as a reader sees it."""
        return self.label + self.text


@dataclass(slots=True)
class Part:
    """The master plan, an annex or the table annex."""

    id: str
    kind: str
    marker: str
    title: str = ""
    columns: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)


def read_letter() -> dict[str, list[str]]:
    """The letter's pieces by name: organ, number, heading, to, text, signer, date …"""
    pieces: dict[str, list[str]] = {}
    for line in (HERE / "letter.txt").read_text("utf-8").splitlines()[1:]:
        name, _, text = line.partition(" ")
        pieces.setdefault(name, []).append(text)
    return pieces


def read_parts() -> list[Part]:
    """All parts in the order of the document."""
    parts: list[Part] = []
    for name in FILES:
        parts += read_file((HERE / f"{name}.txt").read_text("utf-8").splitlines())
    return parts


def read_file(lines: list[str]) -> Iterator[Part]:
    """The parts of one source file, numbered and with their paths."""
    part: Part | None = None
    numbers = Numbers(0)
    attaching = False
    for line in lines:
        if line.startswith("@part "):
            if part:
                yield part
            part_id, kind, *marker = line.split()[1:]
            part, numbers, attaching = Part(part_id, kind, "".join(marker)), Numbers(0), False
        elif part is None:
            raise SourceError(f"before the first @part: {line}")
        elif line.startswith("@title "):
            part.title = line.removeprefix("@title ")
        elif line.startswith("@running "):
            numbers.running = int(line.split()[1])
        elif line.startswith("@columns "):
            part.columns = [c.strip() for c in line.removeprefix("@columns ").split("|")]
        elif line.startswith("@attachments"):
            attaching = True
        elif attaching:
            part.attachments.append(line)
        elif line.startswith("  "):
            annotate(part.blocks, line.strip())
        else:
            part.blocks.append(read_row(part, line) if line.startswith("row|") else numbers.place(read_block(line)))
    if part:
        yield part


def read_block(line: str) -> Block:
    """One paragraph, its clauses taken out of their marks; a typed number waits in `path` for its place."""
    head, _, text = line.partition("|")
    kind = {"-": "plain", "t": "titled", "+": "more"}.get(head[0], "head")
    block = Block(kind, "", task="*" in head, restart="^" in head)
    block.level = int(head[0]) if kind == "head" else 0
    text = text.strip()
    if "!" in head:
        found = TYPED.match(text)
        if not found:
            raise SourceError(f"no typed number: {line}")
        block.path = found.group()
    for more, inside in MARKED.findall(text):
        block.clauses.append(read_clause(inside, bool(more)))
    block.text = bare(MARKED.sub(r"\2", text))
    return block


def read_clause(inside: str, open_ended: bool) -> dict:
    """A clause with its units by role."""
    units = {role: [u for found in pattern.findall(inside) for u in split(found)] for role, pattern in GROUPS.items()}
    return {"clause": bare(inside), **units, "open_ended": open_ended}


def read_row(part: Part, line: str) -> Block:
    """A table row: cells below ^ repeat the cell above, as the merged cell shows for them too."""
    cells = [c.strip() for c in line.split("|")[1:]]
    above = part.blocks[-1].cells if part.blocks else []
    full = [str(len(part.blocks) + 1)] + [above[i + 1] if c == "^" else c for i, c in enumerate(cells)]
    if len(full) != len(part.columns):
        raise SourceError(f"{len(full)} cells, {len(part.columns)} columns: {line}")
    lead, responsible = full[3], full[4]
    clause = {
        "clause": "\t".join(c for c in (lead, responsible) if c),
        "lead": split(lead),
        "responsible": split(responsible),
        "cooperate": [],
        "open_ended": False,
    }
    return Block(
        "row",
        full[2],
        task=True,
        path=f"({full[0]})",
        clauses=[clause],
        cells=full,
        merged=[False] + [c == "^" for c in cells],
    )


def annotate(blocks: list[Block], note: str) -> None:
    """Keep a note with the paragraph above it, having checked that its words stand there."""
    kind, _, rest = note.partition(" ")
    block = next(b for b in reversed(blocks) if b.kind != "more")
    raw = rest.split(" | ")[0]
    if kind == "open":
        block.clauses[0]["open_ended"] = True
    elif kind != "body" and raw not in block.text:
        raise SourceError(f"not in its paragraph: {raw}")
    else:
        block.notes.append((kind, rest))


def bare(text: str) -> str:
    """The text without the role marks."""
    return re.sub(r"[\[\]{}<>]", "", text)


def split(units: str) -> list[str]:
    """A list of units at its commas, those inside brackets left alone."""
    return [u for u in re.split(r"[、，](?![^（〈]*[）〉])", units) if u]


def chinese(number: int) -> str:
    """1–19 as 一 … 十九."""
    return DIGITS[number] if number <= 10 else "十" + DIGITS[number - 10]


def label_of(level: int, number: int) -> str:
    """The automatic number as it is shown."""
    return {1: f"{chinese(number)}、", 2: f"（{chinese(number)}）", 3: f"{number}.", 4: f"（{number}）"}[level]


@dataclass(slots=True)
class Numbers:
    """Numbers the paragraphs of a part. running  the level whose numbers run on through the headings (0: none)."""

    running: int
    counts: dict[int, int] = field(default_factory=dict)
    stack: dict[int, str] = field(default_factory=dict)
    task: str = ""

    def place(self, block: Block) -> Block:
        """Give the block its number and path."""
        if block.kind == "head":
            number = block.path or self.next(block)
            self.stack = {k: v for k, v in self.stack.items() if k < block.level}
            self.stack[block.level] = step(number)
        path = "/".join(self.stack[k] for k in sorted(self.stack))
        if block.kind == "titled":
            path += "/" + block.text.split("。")[0]
        block.path = self.task if block.kind == "more" else path
        self.task = block.path
        return block

    def next(self, block: Block) -> str:
        level = block.level
        block.running = level == self.running
        self.counts = {k: v for k, v in self.counts.items() if k <= level or k == self.running}
        self.counts[level] = 1 if block.restart else self.counts.get(level, 0) + 1
        block.label = label_of(level, self.counts[level])
        return block.label


def step(label: str) -> str:
    """A number as a step of a path: half-width brackets, nothing behind."""
    return label.translate(str.maketrans("（）", "()")).rstrip("、.")
