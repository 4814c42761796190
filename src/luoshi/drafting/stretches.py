"""Stretches: every run of text that a plan's statements stand in, with part, path and kind of section."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.drafting.clauses import Place
from luoshi.drafting.draft import Source
from luoshi.drafting.outline import Section
from luoshi.reading.document import Paragraph


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of text inside one paragraph: where it stands and what kind of section it belongs to.

    start, end  characters in `paragraph.text`; lead  the unit that leads the task it belongs to ("" where none);
    subject, unit  what a figure without a name measures and counts in (a cell of a column of goals); describes  its
    figures only say which project is meant."""

    part: str
    path: str
    section: Section
    paragraph: Paragraph
    start: int
    end: int
    lead: str = ""
    is_task: bool = False
    subject: str = ""
    unit: str = ""
    describes: bool = False

    @property
    def text(self) -> str:
        return self.paragraph.text[self.start : self.end]

    def place(self, start: int, end: int) -> Source:
        """The Source of characters counted from the stretch's own beginning."""
        return place_in(self.part, self.paragraph, self.start)(start, end)


def place_in(part: str, paragraph: Paragraph, offset: int) -> Place:
    """A Place for text that begins at `offset` in a paragraph."""

    def place(start: int, end: int) -> Source:
        cell = paragraph.cell
        base = paragraph.start + offset
        return Source(
            part, paragraph.index, base + start, base + end, cell.row if cell else None, cell.column if cell else None
        )

    return place
