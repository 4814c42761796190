"""The sentence in which something stands."""

from __future__ import annotations

ENDS = "。！？\n"


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence (or sentences) of `text` that holds the characters from start to before end."""
    first = max((text.rfind(c, 0, start) for c in ENDS), default=-1) + 1
    ends = [at for at in (text.find(c, max(start, end - 1)) for c in ENDS) if at >= 0]
    return text[first : min(ends) + 1 if ends else len(text)].strip()
