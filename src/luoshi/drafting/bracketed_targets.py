"""Numbers in brackets behind a target that commit too: 建设充电桩200个（其中农村不少于30个）."""

from __future__ import annotations

import re
from dataclasses import replace

from luoshi.drafting import target_words as w
from luoshi.drafting.draft import Target
from luoshi.drafting.grammar import any_of

GROUP = re.compile(r"[（(](?P<inside>[^（()）]{3,120})[)）]")
PART = re.compile(r"(?:其中|含|包括|包含)(?:[:：，])?")
# what only explains, sums up or names the unit: （共12个）, （涉及860户）, （约合3亿元）
COMMITS = re.compile(
    r"其中|含|包括|包含|"
    + any_of("measures", "before", "growth")
    + r"(?![率值量])|新增|净增|力争|争取|确保|不少于|不低于|不超过|不高于|至少|每(?:个?季度|季|月|半年|旬|周|年)(?:不少于|至少)|[^，；]{0,8}占比(?!为|是)"
)
PAUSE = re.compile("[、，；：]")
BREAK = re.compile("[，；;]")
STANDS = re.compile("在建|现有|原有|已|共计|总计|合计")
# words that limit a class and are no thing of their own: 农村, 省级, 新建
LIMITS = re.compile(r"(?:[级区域镇乡村部县市省型类性]|以[上下]|新建|改建|扩建|公办|民办|公共|专用|女性|快充|慢充)$")
LEVEL = re.compile(r"^(?:省级|市级|县级|国家级)")


def committed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of a bracket behind a number that commit: between number and bracket only the noun it counts.

    其中 governs what follows it; without it each clause must commit by itself."""
    found = GROUP.search(text, start, end)
    if found is None or PAUSE.search(text, start, found.start()):
        return []
    clauses: list[tuple[int, int]] = []
    parted = False
    first = found.start("inside")
    for length in map(len, BREAK.split(found["inside"])):
        last = first + length
        part = PART.match(text, first, last)
        parted |= part is not None
        if (parted or COMMITS.match(text, first, last)) and not STANDS.search(text, first, last):
            clauses.append((part.end() if part else first, last))
        first = last + 1
    return clauses


def of_host(found: Target, host: Target) -> Target:
    """A target of a bracket under the name of what stands before it: 农村 + 充电桩; a thing of its own keeps its name."""
    name = found.name
    if found.unit != host.unit or name == host.name or host.name in name:
        return found
    alike = len(name) > 2 and name[-2:] == host.name[-2:]
    if (LIMITS.search(name) or len(name) < 3) and not alike and not w.SUM_END.search(name):
        return replace(
            found,
            name=name + LEVEL.sub("", host.name) if name.endswith("级") else name + host.name,
            measure=host.measure,
        )
    return found
