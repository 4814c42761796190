"""Rules of lights out of sentences of a plan: 滞后10个百分点以上的亮红灯，三个月未启动的亮红牌.

Proposals only. Each condition keeps its sentence; what a sentence leaves open (how much is 严重滞后) is asked, and
counts for nothing until a person has settled it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from luoshi.standing.grammar import table
from luoshi.standing.rule_conditions import conditions_in
from luoshi.standing.rules import Colour, Condition


class RulesRead(NamedTuple):
    """What was read. conditions  in the order of the text; unread  clauses that name a light and no condition known."""

    conditions: tuple[Condition, ...]
    unread: tuple[str, ...]


class _Mention(NamedTuple):
    """Where a clause names a light, or what follows instead of one."""

    start: int
    end: int
    colour: Colour
    named: bool  # by its colour; else by what follows
    means: bool  # its condition stands behind it


def read_rules(text: str) -> RulesRead:
    """The conditions that a text lays down for lights. Text without any gives none."""
    found: list[Condition] = []
    unread: list[str] = []
    for sentence in re.split(r"[。！\n]", text.replace(" ", "").replace("　", "")):
        subject = ""
        for colour, named, clause in _clauses(sentence):
            read = conditions_in(clause, colour, subject)
            if read.subject:
                subject = read.subject
            if colour in (Colour.GREEN, Colour.BLUE, Colour.GREY):
                continue  # what is not red or yellow needs no condition
            if not read.conditions and named:
                unread.append(sentence)
            for condition in read.conditions:
                asks = condition.asks
                if not named and not asks:
                    asks = f"原文没有写亮灯，按“{_follow(clause, sentence)}”建议判{colour}，请确认。"
                made = Condition(
                    condition.on, colour, condition.at, condition.beyond, condition.of, condition.places, sentence, asks
                )
                if made not in found:
                    found.append(made)
    return RulesRead(tuple(found), tuple(dict.fromkeys(unread)))


def _clauses(sentence: str) -> Iterator[tuple[Colour, bool, str]]:
    """The pieces of a sentence with the colour that each gives."""
    mentions = list(_mentions(sentence))
    at = 0
    for place, mention in enumerate(mentions):
        if mention.means:
            end = mentions[place + 1].start if place + 1 < len(mentions) else len(sentence)
            clause = sentence[mention.end : end]
            at = end
        else:
            clause = sentence[at : mention.start]
            at = mention.end
        yield mention.colour, mention.named, clause


def _mentions(sentence: str) -> Iterator[_Mention]:
    lights, follows = _patterns()
    named = [m for m in lights.finditer(sentence) if not _is_condition(sentence, m)]
    if named:
        for m in named:
            behind = any(sentence.startswith(word, m.end()) for word in table("lights")["verbs"]["means"])
            yield _Mention(m.start(), m.end(), _colour_of(m), True, behind)
        return
    # Several consequences of one thing (下发督办函并通报) are one: the gravest stands for all.
    found = list(follows.finditer(sentence))
    if found:
        colours = [_colour_of(m) for m in found]
        colour = Colour.RED if Colour.RED in colours else colours[0]
        yield _Mention(found[0].start(), found[0].end(), colour, False, False)


def _is_condition(sentence: str, mention: re.Match[str]) -> bool:
    """连续两次亮黄灯的，亮红灯: the first light is the condition of the second."""
    spans = table("lights")["spans"]
    often = "|".join(map(re.escape, [*spans["in_a_row"], *spans["altogether"]]))
    times = "|".join(map(re.escape, spans["times"]))
    before = sentence[max(0, mention.start() - 14) : mention.start()]
    return re.search(rf"(?:{often})[0-9一二两三四五六]+(?:{times})(?:均|被|都|以上)*$", before) is not None


def _follow(clause: str, sentence: str) -> str:
    found = _patterns()[1].search(sentence, sentence.find(clause) + len(clause))
    return found["word"] if found else ""


def _colour_of(mention: re.Match[str]) -> Colour:
    for kind in ("colours", "colours_alone", "follows"):
        lists: dict[str, list[str]] = table("lights")[kind]
        for colour, words in lists.items():
            if (mention["word"] or mention.groupdict().get("alone")) in words:
                return Colour(colour)
    raise AssertionError("the patterns are made of these lists")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    grammar = table("lights")

    def any_of(kind: str) -> str:
        words = sorted({w for words in grammar[kind].values() for w in words}, key=len, reverse=True)
        return "|".join(map(re.escape, words))

    verbs = "|".join(map(re.escape, sorted(grammar["verbs"]["light"], key=len, reverse=True)))
    marks = '[“”‘’"《》]*'
    ends = "(?=[，,；;：:（(。]|表示|代表|是指|$)"
    not_of = "".join(f"(?<!{re.escape(w)})" for w in grammar["not_lights"]["before"])
    alone = f"(?P<alone>{any_of('colours_alone')})"
    lights = re.compile(
        f"(?:{verbs})*{marks}{not_of}(?P<word>{any_of('colours')}){marks}|(?:{verbs})+{marks}{alone}{marks}{ends}"
    )
    return lights, re.compile(f"(?P<word>{any_of('follows')})")
