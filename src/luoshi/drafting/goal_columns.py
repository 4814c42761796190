"""Columns of goals: which column of a table says what is to be reached, for which year, in which unit."""

from __future__ import annotations

import re

from luoshi.drafting.grammar import any_of, words
from luoshi.drafting.quantities import quantities

YEAR = re.compile("(20[0-9]{2})")
BLANK = re.compile(r"\s")
TAIL = re.compile(r"[（(].*$")
OWN_YEAR = re.compile(r"(20[0-9]{2})年?(?:度)?(?:目标|计划|预期|任务|指标|规划|建设|工作)*(?:值|数)?")
GOAL = re.compile(any_of("columns", "goals", "words"))
PAST = re.compile(any_of("columns", "goals", "past"))
DESCRIBES = re.compile(any_of("columns", "goals", "describing"))
INDICATORS = frozenset(words("columns", "goals", "indicators"))
UNITS = frozenset(words("columns", "goals", "units"))
IN_BRACKETS = re.compile(r"[（(](?:单位[:：])?([^（()）]{1,8})[)）]")
DUTIES = frozenset(("lead", "responsible", "cooperate", "measure", "due", "person"))


def head_words(text: str) -> str:
    """The words of a head cell without blanks and what stands in brackets behind them."""
    return TAIL.sub("", BLANK.sub("", text))


def is_unit_of_measure(head: str) -> bool:
    """Does a column hold what its row counts in (亿元, %)?"""
    return head in UNITS


def is_indicator(head: str) -> bool:
    """Does a column hold names of indicators?"""
    return head_words(head) in INDICATORS


def names_years(heads: list[str]) -> int:
    """How many heads are years."""
    return sum(1 for head in heads if OWN_YEAR.fullmatch(head_words(head)))


def goal_column(heads: list[str], year: int) -> int | None:
    """The column that says what is to be reached: the plan year's, else the next year's, else the one without a year.
    What was reached (完成值, 实际) is none. None where no head tells of years or facts."""
    dated: dict[int, int] = {}
    undated: list[int] = []
    told = False
    for column, head in enumerate(heads):
        if not head or len(head) > 14:
            continue
        if PAST.search(head):
            told = True
            continue
        found = YEAR.search(head)
        if found and (OWN_YEAR.fullmatch(head) or GOAL.search(head)):
            dated.setdefault(int(found[1]), column)
        elif GOAL.search(head):
            undated.append(column)
    coming = [y for y in sorted(dated) if y >= year]
    if year and coming and (year in dated or not undated):
        return dated[coming[0]]
    if told or dated:
        return undated[0] if undated else None
    return None


def goal_beside(heads: list[str], work: int) -> int | None:
    """The column of goals (年度任务) beside a column that only says what a project is."""
    if not DESCRIBES.search(heads[work]):
        return None
    return next((c for c, h in enumerate(heads) if c != work and h and GOAL.search(h) and not PAST.search(h)), None)


def only_describes(heads: dict[str, str]) -> bool:
    """Does the column of work only say which project is meant, because another says what is to be reached?"""
    return "target" in heads and "measure" in heads and DESCRIBES.search(head_words(heads["measure"])) is not None


def only_indicates(heads: dict[str, str]) -> bool:
    """Is the table one of indicators, with no duty in it?"""
    return "task" in heads and "target" in heads and is_indicator(heads["task"]) and not DUTIES & heads.keys()


def unit_of(name: str, cell: str, head: str) -> str:
    """The unit of a figure that stands without one: in the brackets of its row's name, in a column of units, in the
    brackets of its column's head."""
    said: list[str] = [*IN_BRACKETS.findall(name)[-1:], BLANK.sub("", cell), *IN_BRACKETS.findall(BLANK.sub("", head))]
    for text in said:
        found = quantities(f"1{text}") if text else ()
        if len(found) == 1 and found[0].unit and found[0].end == len(text) + 1:
            return text
    return ""
