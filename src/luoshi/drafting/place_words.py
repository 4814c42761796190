"""How a place of a plan is called to the reader: "正文 二（一）", "附件2 二（一）1", "附件3-1 （4）"."""

from __future__ import annotations

import re

_NUMBERING = re.compile(r"第?[\d.一二三四五六七八九十百①-⑳⑴-⒇]+[章节条项篇编]?")
_BRACKETED = re.compile(r"\([^()]*\)")


def part_words(part: str, kind: str = "annex") -> str:
    """A part's short name: 正文 for the plan itself, 附件3, 附件3-1; "" for no part."""
    if part == "0" or kind == "master":
        return "正文"
    return f"附件{part}" if part else ""


def path_words(path: str) -> str:
    """A numbering path as one says it: "二/(一)/1" as "二（一）1", "二/1/精密锻铸" as "二1·精密锻铸"."""
    said = ""
    for step in filter(None, path.split("/")):
        if _BRACKETED.fullmatch(step):
            said += f"（{step[1:-1]}）"
        else:
            said += ("" if not said or _NUMBERING.fullmatch(step) else "·") + step
    return said


def place_words(part: str, kind: str = "annex", path: str = "") -> str:
    """A part and a path in it, parted by a blank: 附件11 is not 附件1 一."""
    return f"{part_words(part, kind)} {path_words(path)}".strip()
