"""The title of a task: its words up to the first full stop."""

from __future__ import annotations

import re

from luoshi.drafting.brackets import ROUND, round_groups
from luoshi.drafting.clauses import assignments
from luoshi.drafting.draft import Source

SENTENCE_END = re.compile(r"[。！？]|(?<=[一-鿿”》）)])[.．](?=[^0-9A-Za-z.．]|$)")


def title_end(text: str) -> int:
    """Where the title of a task ends: before its first full stop, and before a clause that stands at its end."""
    stop = SENTENCE_END.search(text)
    end = stop.start() if stop else len(text)
    for start, close in round_groups(text):
        if (
            0 < start < end
            and (close >= end or not text[close:end].strip("。，；"))
            and assignments(text[start:close], lambda s, e: Source("", 0, s, e))
        ):
            end = start
    opened = text.find("（") if "（" in text else text.find("(")
    if (
        opened > 0
        and end == len(text)
        and text[opened] in ROUND
        and not round_groups(text)
        and re.search("牵头|负责", text[opened:])
    ):
        end = opened
    return len(text[:end].rstrip("：:；;，, "))
