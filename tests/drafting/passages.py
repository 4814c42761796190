"""Single sentences as the parts of a plan that hold them, for tests of one kind of item."""

from __future__ import annotations

from luoshi.drafting.draft import Source
from luoshi.drafting.outline import Section
from luoshi.drafting.stretches import Stretch
from luoshi.reading.document import Document, Paragraph, Piece, assemble


def place(start: int, end: int) -> Source:
    """Characters of the text at hand as they are."""
    return Source("0", 0, start, end)


def stretch(text: str, section: Section = "tasks", lead: str = "", part: str = "1") -> Stretch:
    """A sentence of a task (or of another kind of section) as the finders get it."""
    return Stretch(part, "二/1", section, Paragraph(0, text, 0, len(text)), 0, len(text), lead, section == "tasks")


def document(*lines: str, name: str = "方案.txt") -> Document:
    """A document of these paragraphs."""
    return assemble(name, "txt", [Piece(line) for line in lines])


def plan(*lines: str) -> Document:
    """A plan for 2026 whose second section sets the tasks of these paragraphs."""
    return document("云溪县2026年“五大行动”总体方案", "一、总体要求", "坚持稳中求进。", "二、重点任务", *lines)
