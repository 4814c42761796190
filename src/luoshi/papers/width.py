"""How much room a text takes, in half-width columns, as Chinese fonts draw it."""

from __future__ import annotations


def width(text: str) -> int:
    """ASCII takes one column, all else two: Chinese fonts draw quotes, dashes and ± as wide as characters."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def padded(text: str, columns: int) -> str:
    """The text with blanks behind it up to that width."""
    return text + " " * max(0, columns - width(text))


def cut(text: str, columns: int) -> str:
    """The text, or as much of it as fits into that width with … behind it."""
    if width(text) <= columns:
        return text
    kept, room = [], columns - 2
    for character in text:
        room -= width(character)
        if room < 0:
            break
        kept.append(character)
    return "".join(kept) + "…"


def line_count(text: str, columns: float) -> int:
    """Lines that the text takes when wrapped at that width; at least one.

    A Chinese line loses up to one character at its end to the rule that no line begins with a full stop."""
    room = max(2.0, columns - 1)
    return sum(max(1, -int(-width(line) // room)) for line in text.split("\n"))
