"""Finding quotations in a text that writes them with blanks or line breaks, and cutting the text at them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; kind  what it was marked as, "" for plain text."""

    text: str
    kind: str = ""


def marked(text: str, quotations: Iterable[tuple[str, str]]) -> list[Piece]:
    """The text in pieces, each quotation (kind, words) marked where it first stands and nothing marked before it in
    the order given stands. Blanks count for nothing. What is not found is left out: the pieces join to the text."""
    places = [at for at, c in enumerate(text) if not c.isspace()]
    bare = "".join(text[at] for at in places)
    taken: list[tuple[int, int, str]] = []
    for kind, words in quotations:
        wanted = "".join(words.split())
        first = bare.find(wanted) if wanted else -1
        while first >= 0:
            start, end = places[first], places[first + len(wanted) - 1] + 1
            if all(end <= a or start >= b for a, b, _ in taken):
                taken.append((start, end, kind))
                break
            first = bare.find(wanted, first + 1)
    pieces: list[Piece] = []
    at = 0
    for start, end, kind in sorted(taken):
        if start > at:
            pieces.append(Piece(text[at:start]))
        pieces.append(Piece(text[start:end], kind))
        at = end
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return pieces
