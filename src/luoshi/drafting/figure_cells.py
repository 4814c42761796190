"""Cells of a column of goals that hold figures only (15家; 5.8; 增长7%以上): the row's name says what they measure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from luoshi.drafting import target_words as w
from luoshi.drafting.brackets import split_outside
from luoshi.drafting.draft import Measure, Target
from luoshi.drafting.flat import flat
from luoshi.drafting.goal_columns import IN_BRACKETS
from luoshi.drafting.markers import marker
from luoshi.drafting.quantities import Quantity, quantities
from luoshi.drafting.stretches import Stretch
from luoshi.drafting.topics import topic
from luoshi.reading.document import Paragraph

SIDE_NOTE = re.compile(r"[（(](?:约束性|预期性|指导性|正向|逆向)[)）]")
NUMBER_IN_FRONT = re.compile(r"^[0-9]{1,2}[.．、]\s*")
WORDS = re.compile(rf"(?:{w.DOING}|{w.ADVERB.pattern}|{w.PERIOD.pattern})*")
END = re.compile("[。；;，,]?")
GROWTH_END = re.compile(r"(?:增长|增速|增幅|增长率)$")
FALL_END = re.compile(r"(?:下降|降低|减少|压减|降幅)(?:率)?$")
SEVERAL = re.compile("[、，和及与]")
BLANKS = re.compile(r"\s+")


def figure_targets(stretch: Stretch, find: Callable[[Stretch], list[Target]]) -> list[Target] | None:
    """The targets of a cell whose first figure has no name of its own, read as if the row's name stood before it;
    None for a cell that says itself what it measures. `find` gives the targets of a stretch."""
    folded = flat(stretch.text)
    found = quantities(folded.text)
    if not found or marker(folded.text):
        return None
    first = found[0]
    rest, _, _ = w.strip_connectors(folded.text[: first.start])
    if len(rest) > 16 or not WORDS.fullmatch(rest.strip("，、：:")):
        return None
    subject = _subject(stretch.subject)
    if len(subject) < 2:
        return None
    alone = END.fullmatch(folded.text, first.tail) is not None
    said = folded.text
    if alone and w.MEASURED_END.search(subject):
        subject += "为"
    if len(found) > 1 and _in_turn(subject, folded.text, found):
        said = f"分别{said}"
        before = len(subject) + 2
    else:
        before = len(subject)
    if alone and not first.unit and stretch.unit:
        said = folded.text[: first.end] + stretch.unit + folded.text[first.end :]
    elif alone and not first.unit:
        made = find(_as_if(stretch, f"{subject}共{said}"))
        return [replace(_in_cell(t, stretch, 0, alone), measure=_measure(subject)) for t in made]
    made = find(_as_if(stretch, subject + said))
    return [_in_cell(target, stretch, before, alone) for target in made]


def _in_turn(subject: str, text: str, found: tuple[Quantity, ...]) -> bool:
    """Does a cell give as many figures in a row as its row names things (粮食面积、产量 | 30万亩、12万吨)?"""
    gaps = [text[this.tail : following.start] for this, following in pairwise(found)]
    return all(gap in ("、", "和", "及", "；", "/") for gap in gaps) and len(split_outside(subject, "、")) == len(found)


def _measure(subject: str) -> Measure:
    """What kind of measure a figure without any unit is, told by the name of its row alone."""
    if GROWTH_END.search(subject):
        return "growth"
    if FALL_END.search(subject):
        return "decrease"
    return "share" if w.RATE_END.search(subject) else "level"


def row_topic(name: str) -> str:
    """What a row is about, for names in its cells that say nothing without it; "" for several things."""
    subject = _subject(name)
    return topic(subject) or subject if 2 <= len(subject) <= 12 and not SEVERAL.search(subject) else ""


def _subject(name: str) -> str:
    """The name of a row without its number, its unit and remarks in brackets."""
    return IN_BRACKETS.sub("", SIDE_NOTE.sub("", NUMBER_IN_FRONT.sub("", name))).strip("。；：: ")


def _as_if(stretch: Stretch, text: str) -> Stretch:
    """The cell with the row's name before it."""
    return replace(stretch, paragraph=Paragraph(0, text, 0, len(text)), start=0, end=len(text), subject="", unit="")


def _in_cell(target: Target, stretch: Stretch, before: int, alone: bool) -> Target:
    """A target read with the row's name before it, quoted from the cell itself."""
    folded = flat(stretch.text)
    start = 0 if alone else max(0, target.source.start - before)
    end = len(folded.text) if alone else max(start, target.source.end - before)
    while end > start and folded.text[end - 1] in "。；;，,":
        end -= 1
    first, last = folded.span(start, end)
    raw = BLANKS.sub("", stretch.text[first:last])
    return replace(target, raw=raw, source=stretch.place(first, last))
