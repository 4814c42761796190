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


CLOSING = {"）": ")", "］": "]", "〉": ">"}
WANTED = {CLOSING.get(close, close) for close in OPENING.values()}


def depths(text: str) -> list[int]:
    """For each character how many closed pairs of brackets or quotes stand around it (the brackets count as inside).

    One that never closes encloses nothing."""
    stack: list[tuple[str, int]] = []
    change = [0] * (len(text) + 1)
    for at, char in enumerate(text):
        if char in OPENING:
            close = OPENING[char]
            stack.append((CLOSING.get(close, close), at))
        elif (want := CLOSING.get(char, char)) in WANTED and any(w == want for w, _ in stack):
            while stack:
                expected, opened = stack.pop()
                if expected == want:
                    change[opened] += 1
                    change[at + 1] -= 1
                    break
    result: list[int] = []
    depth = 0
    for at in range(len(text)):
        depth += change[at]
        result.append(depth)
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
