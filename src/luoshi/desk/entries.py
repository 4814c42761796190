"""One thing to do, as the first page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

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


def entry(sentence: str, link: str, lines: Sequence[Line], count: int | None = None, pressing: bool = False) -> Entry:
    """An entry with the first five of its lines; the count is that of the lines unless told."""
    return Entry(sentence, link, len(lines) if count is None else count, tuple(lines[:LINES]), pressing)


def page(name: str, *numbers: int, otherwise: str) -> str:
    """The address of a page by its name; `otherwise` where this installation has no such page."""
    try:
        return reverse(name, args=numbers)
    except NoReverseMatch:
        return otherwise
