"""Brackets and quotes: where they open and close, mixed widths and nesting included."""

from __future__ import annotations

import re

OPENING = {"（": "）", "(": ")", "〔": "〕", "［": "］", "[": "]", "〈": "〉", "<": ">", "《": "》", "“": "”", "‘": "’", "「": "」", "『": "』", "【": "】"}
ROUND = "（("
ROUND_CLOSE = "）)"


def round_groups(text: str) -> list[tuple[int, int]]:
    """The outermost round brackets of a text: (position of the opening one, position behind the closing one).

    Full and half width may be mixed; a bracket that never closes is no group."""
    groups: list[tuple[int, int]] = []
    opened: list[int] = []
    for at, char in enumerate(text):
        if char in ROUND:
            opened.append(at)
        elif char in ROUND_CLOSE and opened:
            start = opened.pop()
            if not opened:
                groups.append((start, at + 1))
    if opened:  # an opening bracket that stays open hides nothing: take the groups inside it
        inner = opened[0] + 1
        groups += [(a + inner, b + inner) for a, b in round_groups(text[inner:])]
    return groups


def square_groups(text: str) -> list[tuple[int, int]]:
    """The square brackets of a text, as `round_groups` gives the round ones."""
    return [(m.start(), m.end()) for m in re.finditer(r"[\[［【〔][^\[\]［］【】〔〕]*[\]］】〕]", text)]


def depths(text: str) -> list[int]:
    """For each character how many brackets or quotes stand open around it (the brackets themselves count as inside)."""
    result: list[int] = []
    stack: list[str] = []
    closing = set(OPENING.values())
    folded = {"）": ")", "］": "]", "〉": ">"}
    for char in text:
        if char in OPENING:
            stack.append(folded.get(OPENING[char], OPENING[char]))
            result.append(len(stack))
        elif char in closing:
            result.append(max(1, len(stack)) if stack else 0)
            want = folded.get(char, char)
            if want in stack:
                while stack and stack.pop() != want:
                    pass
        else:
            result.append(len(stack))
    return result


def split_outside(text: str, separators: str) -> list[tuple[int, int]]:
    """The pieces of a text between separators that stand outside all brackets and quotes, as (start, end)."""
    pieces: list[tuple[int, int]] = []
    start = 0
    for at, (char, depth) in enumerate(zip(text, depths(text), strict=True)):
        if char in separators and depth == 0:
            pieces.append((start, at))
            start = at + 1
    pieces.append((start, len(text)))
    return pieces
