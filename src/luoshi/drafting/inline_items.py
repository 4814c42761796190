"""Items that run on inside one paragraph: 1.推进项目。（1）新建…。（县发改局牵头）（2）改造…。（县住建局牵头）

They are items of their own where their numbers count up from one and each carries a clause; an enumeration whose
clause stands behind it all stays one task.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from luoshi.drafting.clauses import assignments
from luoshi.drafting.draft import Source
from luoshi.drafting.markers import marker
from luoshi.reading.document import Paragraph

SECOND = re.compile("[（(]2[)）]|②|⑵")
ITEM = re.compile("(?:(?<=[。；;：:）)])|^)(?:[（(][0-9]{1,2}[)）]|[①-⑳]|[⑴-⒇])")


def itemised(paragraph: Paragraph) -> list[Paragraph]:
    """The paragraph parted before each item that runs on inside it; as it is where it holds none."""
    text = paragraph.text
    if paragraph.cell or not SECOND.search(text):
        return [paragraph]
    starts = _counted(text)
    bounds = [*starts, len(text)]
    if len(starts) < 2 or not all(_has_clause(text[a:b]) for a, b in pairwise(bounds)):
        return [paragraph]
    cuts = sorted({0, *bounds})
    return [
        replace(paragraph, text=text[a:b], start=paragraph.start + a, end=paragraph.start + b)
        for a, b in pairwise(cuts)
    ]


def _counted(text: str) -> list[int]:
    """Where the items 1, 2, 3 … of one form begin; none where they do not count up from one."""
    found = [(m.start(), marker(text[m.start() : m.end() + 1])) for m in ITEM.finditer(text)]
    numbers = [(at, number) for at, number in found if number is not None]
    if [n.value for _, n in numbers] != list(range(1, len(numbers) + 1)) or len({n.form for _, n in numbers}) != 1:
        return []
    return [at for at, _ in numbers]


def _has_clause(text: str) -> bool:
    return bool(assignments(text, lambda start, end: Source("", 0, start, end)))
