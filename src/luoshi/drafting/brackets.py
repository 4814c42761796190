"""Brackets and quotes: where they open and close, mixed widths and nesting included."""

from __future__ import annotations

import re
from itertools import accumulate

OPENING = {
    "（": "）",
    "(": ")",
    "〔": "〕",
    "［": "］",
    "[": "]",
    "〈": "〉",
    "<": ">",
    "《": "》",
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "【": "】",
}
ROUND = "（("
ROUND_CLOSE = "）)"
ROUND_ANY = re.compile("[（(）)]")


def round_groups(text: str) -> list[tuple[int, int]]:
    """The outermost round brackets of a text: (position of the opening one, position behind the closing one).

    Full and half width may be mixed; a bracket that never closes is no group."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    for found in ROUND_ANY.finditer(text):
        at, char = found.start(), found[0]
        if char in ROUND:
            opened.append(at)
        elif opened:
            pairs.append((opened.pop(), at + 1))
    groups: list[tuple[int, int]] = []
    for start, end in sorted(pairs):  # one that stays open hides nothing: the pairs inside it are outermost
        if not groups or start >= groups[-1][1]:
            groups.append((start, end))
    return groups


def square_groups(text: str) -> list[tuple[int, int]]:
    """The square brackets of a text, as `round_groups` gives the round ones."""
    return [(m.start(), m.end()) for m in re.finditer(r"[\[［【〔][^\[\]［］【】〔〕]*[\]］】〕]", text)]


def blanked(text: str, openers: str = "《", keep: re.Pattern[str] | None = None) -> str:
    """The text with what stands in these marks blanked, position for position; what `keep` matches from a mark on stays.

    A mark that never closes blanks nothing."""
    pieces: list[str] = []
    done = 0
    unclosed: set[str] = set()
    for found in re.finditer(f"[{re.escape(openers)}]", text):
        mark, at = found[0], found.start()
        if at < done or mark in unclosed or (keep and keep.match(text, at)):
            continue
        close = text.find(OPENING[mark], at + 1)
        if close < 0:
            unclosed.add(mark)
            continue
        pieces += [text[done : at + 1], "＿" * (close - at - 1)]
        done = close
    return "".join([*pieces, text[done:]])


CLOSING = {"）": ")", "］": "]", "〉": ">"}
ANY = re.compile("[" + re.escape("".join({*OPENING, *OPENING.values()})) + "]")


def depths(text: str) -> list[int]:
    """For each character how many closed pairs of brackets or quotes stand around it (the brackets count as inside).

    One that never closes encloses nothing."""
    pairs = _pairs(text)
    if not pairs:
        return [0] * len(text)
    change = [0] * (len(text) + 1)
    for opened, closed in pairs:
        change[opened] += 1
        change[closed + 1] -= 1
    return list(accumulate(change[:-1]))


def _pairs(text: str) -> list[tuple[int, int]]:
    """The brackets and quotes of a text that close: (opening, closing), of any kind, nested or not."""
    stack: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for found in ANY.finditer(text):
        char, at = found[0], found.start()
        if char in OPENING:
            close = OPENING[char]
            stack.append((CLOSING.get(close, close), at))
            continue
        want = CLOSING.get(char, char)
        if any(w == want for w, _ in stack):
            while stack:
                expected, opened = stack.pop()
                if expected == want:
                    pairs.append((opened, at))
                    break
    return pairs


def paired(text: str, start: int, end: int) -> tuple[int, int]:
    """The characters [start, end) widened until every bracket and quote that closes in the text does so inside them."""
    if not ANY.search(text, start, end):
        return start, end
    for opened, closed in sorted(_pairs(text), key=lambda pair: pair[1] - pair[0]):  # inner pairs first
        if (start <= opened < end) != (start <= closed < end):
            start, end = min(start, opened), max(end, closed + 1)
    return start, end


def split_outside(text: str, separators: str) -> list[tuple[int, int]]:
    """The pieces of a text between separators that stand outside all brackets and quotes, as (start, end)."""
    cuts = [at for at, char in enumerate(text) if char in separators]
    if not cuts:
        return [(0, len(text))]
    depth = depths(text)
    pieces: list[tuple[int, int]] = []
    start = 0
    for at in cuts:
        if depth[at] == 0:
            pieces.append((start, at))
            start = at + 1
    pieces.append((start, len(text)))
    return pieces
