"""One thing to do, as the first page shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

LINES = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One of the things that an entry counts: its words, its page, and what to know about it."""

    words: str
    link: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A sentence that says what waits, where it is done, how many there are; the first few of them as lines.

    pressing  shown before all others: something came back, or a day is near."""

    sentence: str
    link: str
    count: int
    lines: tuple[Line, ...] = ()
    pressing: bool = False


def entry(
    sentence: str, link: str, rows: Iterable[tuple[Any, ...]], line: Callable[..., Line], pressing: bool = False
) -> Entry:
    """An entry that counts the rows and shows the first five, each as the line that `line` makes of its fields: a county
    hands in hundreds, and only those shown are worded and linked."""
    found = list(rows)
    return Entry(sentence, link, len(found), tuple(line(*row) for row in found[:LINES]), pressing)
