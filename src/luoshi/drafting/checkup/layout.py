"""The plan laid out for checking: what part, task and sentence any character belongs to, and how to quote it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import cast

from luoshi.drafting.directory import names_of
from luoshi.drafting.draft import Assignment, Draft, Finding, Gravity, Passage, Source, Task, Unit
from luoshi.drafting.grammar import table
from luoshi.drafting.place_words import place_words
from luoshi.drafting.unit_names import plain
from luoshi.reading.document import Document

_SENTENCE_END = "。；;！？!?\n"
_ANY_END = re.compile(f"[{_SENTENCE_END}]")
_LONGEST = 110  # letters that a passage shows at most


class Layout:
    """Positions of a draft in its document. Everything is clamped to the text, so odd sources never raise."""

    def __init__(self, document: Document, draft: Draft, units: Sequence[Unit]) -> None:
        self.document = document
        self.text = document.text
        self.draft = draft
        self.units = units
        self.unit_by_name = names_of(units)
        self._starts = [p.start for p in document.paragraphs]
        heads = sorted((p.source.start, p.id) for p in draft.parts)
        self._part_starts = [start for start, _ in heads]
        self._part_ids = [part for _, part in heads]
        self.part_kind = {p.id: p.kind for p in draft.parts}
        self.annexes_hold_tasks = any(not is_master(self, part) for part in {t.part for t in draft.tasks})
        ordered = sorted(draft.tasks, key=lambda t: (t.body.start, -t.body.end))
        self._task_starts = [t.body.start for t in ordered]
        self._tasks = ordered

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span clamped to the text, never reversed."""
        start = min(max(int(start), 0), len(self.text))
        return start, min(max(int(end), start), len(self.text))

    def part_at(self, position: int) -> str:
        """The id of the part that holds a position; what stands before the first part belongs to it."""
        if not self._part_ids:
            return "0"
        return self._part_ids[max(bisect_right(self._part_starts, position) - 1, 0)]

    def part_span(self, part: str) -> tuple[int, int]:
        """From the title of a part to that of the next."""
        if part not in self._part_ids:
            return 0, len(self.text)
        i = self._part_ids.index(part)
        end = self._part_starts[i + 1] if i + 1 < len(self._part_starts) else len(self.text)
        return self.span(self._part_starts[i] if i else 0, end)

    def task_at(self, position: int) -> Task | None:
        """The innermost task whose body holds the position."""
        i = bisect_right(self._task_starts, position) - 1
        for step in range(6):
            if i - step < 0:
                return None
            task = self._tasks[i - step]
            if task.body.start <= position < task.body.end:
                return task
        return None

    def paragraph_at(self, position: int) -> int:
        return max(bisect_right(self._starts, position) - 1, 0)

    def source(self, start: int, end: int) -> Source:
        start, end = self.span(start, end)
        index = self.paragraph_at(start)
        cell = self.document.paragraphs[index].cell if self._starts else None
        row, column = (cell.row, cell.column) if cell else (None, None)
        return Source(self.part_at(start), index, start, end, row, column)

    def passage(self, start: int, end: int) -> Passage:
        """Just these characters."""
        start, end = self.span(start, end)
        return Passage(self.text[start:end], self.source(start, end))

    def quote(self, start: int, end: int) -> Passage:
        """The sentence around these characters, cut at clauses where it is long; never beyond the paragraph."""
        start, end = self.span(start, end)
        if end - start >= _LONGEST:
            return self.passage(start, start + _LONGEST)
        nearest = max(start - _LONGEST, 0)
        first = max(nearest, *(self.text.rfind(mark, nearest, start) + 1 for mark in _SENTENCE_END))
        mark = _ANY_END.search(self.text, end, end + _LONGEST)
        last = mark.start() if mark else min(end + _LONGEST, len(self.text))
        spare = max(_LONGEST - (end - start), 0)
        if start - first > spare // 2:
            first = self._clause_start(start - spare // 2, start)
        if last - end > spare - (start - first):
            last = self._clause_end(end, end + spare - (start - first))
        return self.passage(first, last)

    def _clause_start(self, low: int, high: int) -> int:
        found = re.search("[，,、：:]", self.text[low:high])
        return low + found.end() if found else low

    def _clause_end(self, low: int, high: int) -> int:
        window = self.text[low:high]
        cut = max(window.rfind(c) for c in "，,、：:")
        return low + cut if cut > 0 else high

    def label(self, part: str, path: str = "") -> str:
        """How a place is called to the reader: 正文 二（一）, 附件3 二（一）1."""
        return place_words(part, self.part_kind.get(part, "annex"), path)

    def same_unit(self, name: str) -> str:
        """What stands for the unit that a name means, equal for all its names."""
        unit = self.unit_by_name.get(name)
        return unit.name if unit else plain(name)


def is_master(layout: Layout, part: str) -> bool:
    return layout.part_kind.get(part, "") == "master" or part == "0"


def is_summary(layout: Layout, part: str) -> bool:
    """Whether a part only sums up what the annexes set out: the plan itself, where annexes hold tasks."""
    return is_master(layout, part) and layout.annexes_hold_tasks


def named(assignments: Iterable[Assignment]) -> bool:
    """Whether any of the clauses names a unit."""
    return any(a.mentions for a in assignments)


def finding(code: str, sentence: str, passages: Sequence[Passage], gravity: Gravity | None = None) -> Finding:
    """A finding with the usual gravity of its kind."""
    kinds = table("findings")["kinds"]
    return Finding(code, gravity or cast(Gravity, kinds[code]["gravity"]), sentence, tuple(passages))


def number(value: float) -> str:
    """A figure as people write it: 12, 3.5."""
    try:
        return f"{value:.10g}"
    except (TypeError, ValueError):
        return str(value)
