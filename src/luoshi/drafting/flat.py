"""Text without blanks and with half-width digits, every character of it knowing where it stood."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

FOLDED = {chr(c): unicodedata.normalize("NFKC", chr(c)) for c in [*range(0xFF10, 0xFF1A), 0xFF0E, 0xFF05, 0xFF21, 0xFF27]}
FOLDED |= {"，": "，", "﹪": "%"}


@dataclass(frozen=True, slots=True)
class Flat:
    """`text[i]` stood at `at[i]` in the source; digits, point and percent sign are half-width."""

    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters [start, end) of the flat text as (start, end) of the source."""
        if end <= start:
            here = self.at[start] if start < len(self.at) else (self.at[-1] + 1 if self.at else 0)
            return here, here
        return self.at[start], self.at[end - 1] + 1


def flat(text: str) -> Flat:
    """Fold a text. A half-width comma or full stop between Chinese characters becomes the Chinese one."""
    kept = [(i, FOLDED.get(c, c)) for i, c in enumerate(text) if not c.isspace()]
    folded = "".join(c for _, c in kept)
    folded = re.sub(r",(?![0-9]{3}(?![0-9]))", "，", folded)
    folded = re.sub(r"(?<=[一-鿿”》）)]),", "，", folded)
    folded = re.sub(r"(?<=[一-鿿%”》）)])[.](?=[^0-9A-Za-z]|$)", "。", folded)
    folded = re.sub(r"(?<=[0-9][一-鿿]),", "，", folded)
    return Flat(folded, tuple(i for i, _ in kept))
