"""Text without blanks and with half-width digits, every character of it knowing where it stood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

FOLDED = str.maketrans(
    {chr(c): unicodedata.normalize("NFKC", chr(c)) for c in [*range(0xFF10, 0xFF1A), 0xFF0E, 0xFF05, 0xFF21, 0xFF27]}
    | {"﹪": "%"}
)
HALF_COMMA = re.compile(r",(?![0-9]{3}(?![0-9]))|(?<=[一-鿿”》）)]),|(?<=[0-9][一-鿿]),")
HALF_STOP = re.compile(r"(?<=[一-鿿%”》）)])[.](?=[^0-9A-Za-z]|$)")
BLANK = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Flat:
    """`text[i]` stood at `at[i]` in the source; digits, point and percent sign are half-width."""

    text: str
    at: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters [start, end) of the flat text as (start, end) of the source."""
        if end <= start:
            here = self.at[start] if start < len(self.at) else (self.at[-1] + 1 if self.at else 0)
            return here, here
        return self.at[start], self.at[end - 1] + 1


@lru_cache(maxsize=2048)
def flat(text: str) -> Flat:
    """Fold a text. A half-width comma or full stop between Chinese characters becomes the Chinese one."""
    at: Sequence[int] = range(len(text))
    if BLANK.search(text):
        at = tuple(i for i, c in enumerate(text) if not c.isspace())
        text = "".join(text[i] for i in at)
    folded = text.translate(FOLDED)
    if "," in folded:
        folded = HALF_COMMA.sub("，", folded)
    if "." in folded:
        folded = HALF_STOP.sub("。", folded)
    return Flat(folded, at)
