"""A breakdown's rows as plain values: how cells are read and shown, and what a row still lacks.

A row is a dict: `key` (by which it is known for good), one text a cell (CELLS; days as ISO, "" for empty, what could
not be understood as it was typed), `by` and `at` (who wrote at it last). Nothing typed is ever thrown away.
"""

from __future__ import annotations

import datetime
import re
import secrets
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.plans.written_days import leading_day, read_day

Row = dict[str, str]

HEADS = {
    "title": "举措",
    "register": "清单",
    "person": "责任人",
    "department": "股室",
    "begins": "开始",
    "ends": "完成",
    "weight": "权重",
    "milestones": "节点",
}
CELLS = tuple(HEADS)
REGISTERS = {"task": "任务清单", "project": "项目清单", "policy": "政策清单"}
LONGEST = {"title": 300, "person": 40, "department": 60}
LONGEST_TYPED = 4000
MOST_ROWS = 200
_KEY = re.compile(r"[0-9a-z]{4,12}")
_BREAK = re.compile(r"[\n\r；;]+")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a row: its number on the screen (from 1; 0 for all together), the cell, one Chinese sentence.
    grave  it must be mended before the breakdown can be handed in; otherwise it is only to be looked at."""

    row: int
    key: str
    cell: str
    text: str
    grave: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone: its day (None where none was understood) and what is to be reached."""

    on: datetime.date | None
    title: str


def new_key() -> str:
    return secrets.token_hex(4)


def is_key(text: object) -> bool:
    return isinstance(text, str) and bool(_KEY.fullmatch(text))


def typed(cell: str, text: object, year: int) -> str:
    """What is kept of a typed cell: days as ISO, weights as digits, registers as codes where they are understood."""
    plain = str(text if text is not None else "").replace("\r\n", "\n").strip()[:LONGEST_TYPED]
    if cell in ("begins", "ends"):
        on = read_day(plain, year, begins=cell == "begins")
        return on.isoformat() if on else plain
    if cell == "weight":
        digits = unicodedata.normalize("NFKC", plain).rstrip("%").strip()
        number = re.fullmatch(r"(\d{1,3})(?:\.0+)?", digits)
        return str(int(number[1])) if number else plain
    if cell == "register":
        short = plain.removesuffix("清单")
        return next((code for code, name in REGISTERS.items() if plain == code or short == name[:2]), plain)
    if cell == "milestones":
        lines = []
        for line in _BREAK.split(plain):
            if line.strip():
                on, what = leading_day(line.strip(), year)
                lines.append(f"{on.isoformat()} {what}".strip() if on else line.strip())
        return "\n".join(lines)
    return " ".join(plain.split())


def shown(cell: str, kept: str) -> str:
    """A cell as officials write it: 2026年6月30日, 任务清单."""
    if cell in ("begins", "ends"):
        on = _iso(kept)
        return _day_words(on) if on else kept
    if cell == "register":
        return REGISTERS.get(kept, kept)
    if cell == "milestones":
        return "\n".join(f"{_day_words(s.on)} {s.title}".strip() if s.on else s.title for s in steps(kept))
    return kept


def steps(kept: str) -> list[Step]:
    """The milestones of a kept cell."""
    found = []
    for line in kept.split("\n") if kept else ():
        head, _, what = line.partition(" ")
        on = _iso(head)
        found.append(Step(on, what) if on else Step(None, line))
    return found


def row(cells: dict[str, Any], year: int, key: str = "", by: str = "", at: str = "") -> Row:
    """A row of the cells given, the others empty."""
    made = {cell: typed(cell, cells.get(cell, ""), year) for cell in CELLS}
    return {"key": key or new_key(), **made, "by": by, "at": at}


def is_blank(row: Row) -> bool:
    """Whether nothing of one's own stands in it (defaults of days and register do not count)."""
    return not any(row.get(cell) for cell in ("title", "person", "department", "weight", "milestones"))


def filled(rows: Iterable[Row]) -> list[Row]:
    return [r for r in rows if not is_blank(r)]


def problems(rows: Sequence[Row], due: datetime.date | None) -> list[Problem]:
    """What is missing or wrong, by row. due  the task's own limit, which measures should keep."""
    found: list[Problem] = []
    for number, one in enumerate(rows, 1):
        if not is_blank(one):
            found += [Problem(number, one["key"], cell, text, grave) for cell, text, grave in _about(one, due)]
    full = filled(rows)
    if not full:
        return [Problem(0, "", "", "还没有填写举措，请至少填一条。")]
    weighed = [r for r in full if r["weight"]]
    if weighed and len(weighed) < len(full):
        found += [
            Problem(n, r["key"], "weight", "其他举措填了权重，这一条也要填；或者全部不填。")
            for n, r in enumerate(rows, 1)
            if not is_blank(r) and not r["weight"]
        ]
    elif weighed and all(r["weight"].isdigit() for r in weighed):
        total = sum(int(r["weight"]) for r in weighed)
        if total != 100:
            found.append(Problem(0, "", "weight", f"权重合计{total}，应为100；不分权重的可以全部留空。"))
    return found


def _about(one: Row, due: datetime.date | None) -> Iterable[tuple[str, str, bool]]:
    if not one["title"]:
        yield "title", "没有写举措内容。", True
    if not one["person"]:
        yield "person", "没有责任人。", True
    if not one["ends"]:
        yield "ends", "没有完成日期。", True
    for cell in CELLS:
        said = unreadable(cell, one[cell])
        if said:
            yield cell, said, True
    begins, ends = _iso(one["begins"]), _iso(one["ends"])
    if begins and ends and begins > ends:
        yield "ends", "完成日期早于开始日期。", True
    if ends and due and ends > due:
        yield "ends", f"晚于任务时限{_day_words(due)}。", False
    for step in steps(one["milestones"]):
        if step.on and ((ends and step.on > ends) or (begins and step.on < begins)):
            yield "milestones", f"节点{_day_words(step.on)}不在这条举措的起止日期内。", False


def unreadable(cell: str, kept: str) -> str:
    """What is wrong with a kept cell taken alone, as one Chinese sentence; "" where it can be taken (also empty)."""
    if not kept:
        return "清单应为任务清单、项目清单或政策清单。" if cell == "register" else ""
    if cell in LONGEST and len(kept) > LONGEST[cell]:
        return f"{HEADS[cell]}有{len(kept)}个字，最多{LONGEST[cell]}个字。"
    if cell == "register" and kept not in REGISTERS:
        return f"“{kept[:20]}”应为任务清单、项目清单或政策清单。"
    if cell in ("begins", "ends") and not _iso(kept):
        return f"“{kept[:20]}”不是日期，请写成2026年6月30日或6月底。"
    if cell == "weight" and not (kept.isdecimal() and 1 <= int(kept) <= 100):
        return f"权重“{kept[:10]}”应为1到100的整数。"
    if cell == "milestones":
        for step in steps(kept):
            if not step.on:
                return f"节点“{step.title[:12]}”前面要写日期，例如“6月30日 完成选址”。"
            if not step.title:
                return f"节点{_day_words(step.on)}没有写要完成什么。"
            if len(step.title) > 200:
                return "一个节点最多200个字。"
    return ""


def proposed(text: str, title: str) -> list[str]:
    """The sentences of a task's wording, each as the wording of a measure that a person may keep or change.
    Its number, title and responsibility clauses are left out."""
    plain = re.sub(r"[（(][^（）()]*(?:牵头|负责|配合|按职责)[^（）()]*[）)]", "", text)
    parts = [" ".join(p.split()) for p in re.split(r"[。；;\n]", plain)]
    head = re.sub(r"^[（(]?[一二三四五六七八九十\d]+[）)、.．]?\s*", "", title).strip()
    kept = []
    for n, part in enumerate(parts):
        bare = re.sub(r"^[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*", "", part).strip()
        if (
            len(bare) > 3
            and not (n == 0 and bare == head)
            and not re.match(r"(?:牵头|责任|配合|负责|时限|完成)[^，]{0,4}[：:]", bare)
        ):
            kept.append(bare[: LONGEST["title"]])
    return kept


def _iso(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def _day_words(on: datetime.date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"
