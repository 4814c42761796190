"""The conditions in one clause of a rule: how far behind, how long not begun, how often in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from luoshi.drafting.numerals import number
from luoshi.standing.grammar import table
from luoshi.standing.rules import Colour, Condition, On

SEVERE, SLIGHT = 15.0, 5.0  # points proposed where a sentence names no figure
_NUM = r"[0-9０-９]+(?:[.．][0-9０-９]+)?|[一二两三四五六七八九十]+"
_TO = r"(?:%|％|个百分点)?[-—－~～至到]+"


class ClauseRead(NamedTuple):
    """conditions  with their colour; subject  what a figure in the next clause is of, "" where this one tells nothing."""

    conditions: list[Condition]
    subject: str


def conditions_in(clause: str, colour: Colour, subject: str = "") -> ClauseRead:
    """What a clause demands for its colour. subject  what the clause before spoke of (lag, attained): in
    “低于序时进度10个百分点的亮黄灯，超过30个百分点的亮红灯” the second figure is of the same."""
    found = [*_not_begun(clause, colour), *_in_a_row(clause, colour), *_late(clause, colour)]
    if _has(clause, "broken", "words"):
        found.append(Condition(On.BROKEN, colour))
    taken = bool(found)
    progress, of = _progress(clause, colour, subject, taken)
    return ClauseRead(found + progress, of)


def _not_begun(clause: str, colour: Colour) -> Iterator[Condition]:
    words, months = _any("unstarted", "words"), _any("spans", "months")
    near = re.search(
        rf"(?P<n>{_NUM})(?:{months})(?:以上|及以上|内|后)?[^，。；]{{0,14}}?(?:{words})", clause
    ) or re.search(rf"(?:{words})[^，。；]{{0,6}}?(?:达|超过|满|已)?(?P<n>{_NUM})(?:{months})", clause)
    if near:
        beyond = re.search(rf"超过?(?:{re.escape(near['n'])})", clause) is not None
        yield Condition(On.UNSTARTED, colour, _number(near["n"]), beyond)
    elif re.search(words, clause) and not re.search(_any("lag", "due"), clause):
        yield Condition(On.UNSTARTED, colour, 3, asks="原文没有写几个月未启动，建议按3个月，请确认。")


def _in_a_row(clause: str, colour: Colour) -> Iterator[Condition]:
    row, times = _any("spans", "in_a_row"), _any("spans", "times")
    found = re.search(rf"(?:{row})(?P<n>{_NUM})(?:{times})", clause)
    n = _number(found["n"]) if found else 1.0
    behind = clause[found.end() :] if found else clause
    places = re.search(rf"(?:{_any('ranked', 'from_end')})(?P<n>{_NUM})[位名]", behind)
    if re.search(_any("ranked", "last"), behind) or places:
        yield Condition(On.LAST_PLACE, colour, n, places=int(_number(places["n"])) if places else 1)
    elif found and re.search(_any("silent", "words"), behind):
        yield Condition(On.SILENT, colour, n)
    elif found and re.search(_words_of("黄"), behind):
        yield Condition(On.AGAIN, colour, n, of=Colour.YELLOW)
    elif found and re.search(_words_of("红"), behind):
        yield Condition(On.AGAIN, colour, n, of=Colour.RED)
    elif found and re.search(_any("lag", "words"), behind) and not re.search(_any("unstarted", "words"), clause):
        yield Condition(On.AGAIN, colour, n, of=Colour.YELLOW)
    elif re.search(rf"(?:{_any('spans', 'altogether')})(?:{_NUM})次", clause):
        yield Condition(On.AGAIN, colour, 2, of=Colour.YELLOW, asks="原文按累计次数，系统按连续期数判定，请改定期数。")


def _late(clause: str, colour: Colour) -> Iterator[Condition]:
    words = _any("overdue", "words")
    if not re.search(words, clause):
        return
    found = re.search(rf"(?P<n>{_NUM})(?P<unit>{_any('spans', 'days')}|{_any('spans', 'months')})", clause)
    if found is None or _not_of_delay(clause, found):
        yield Condition(On.OVERDUE, colour)
        return
    days = _number(found["n"]) * (30 if found["unit"] in table("lights")["spans"]["months"] else 1)
    beyond = any(clause[: found.start()].endswith(w) for w in table("lights")["bounds"]["exceed"])
    yield Condition(On.OVERDUE, colour, days, beyond)


def _not_of_delay(clause: str, found: re.Match[str]) -> bool:
    """3月31日 is a day of the calendar, and no length of time."""
    return (
        clause[found.end() - 1] == "月" and "个月" not in found[0] and clause[found.end() : found.end() + 1].isdigit()
    )


def _progress(clause: str, colour: Colour, subject: str, taken: bool) -> tuple[list[Condition], str]:
    lag = _any("lag", "words")
    clause = re.sub(r"[（(]含[^）)]*[）)]", "", clause)
    points = _last(rf"(?:(?P<low>{_NUM}){_TO})?(?P<n>{_NUM})个?百分点(?P<behind>[^，。；、]{{0,4}})", clause)
    if points and (re.search(lag, clause) or subject):
        return [_by_points(clause, points, colour)], "lag"
    share = _last(rf"(?:(?P<low>{_NUM}){_TO})?(?P<n>{_NUM})[%％](?P<behind>[^，。；、]{{0,4}})", clause)
    if share:
        before = clause[: share.start()]
        own = re.search(_any("lag", "attained"), before) or re.search(
            rf"(?:{_any('lag', 'of_due')})的?(?:{_any('bounds', 'short_of')})?$", before
        )
        low = re.search(rf"(?:低于|落后于|滞后于|滞后|落后)(?:[^，。；]{{0,12}}?)(?:{_any('lag', 'of_due')})$", before)
        if low or (not own and subject == "missing"):
            return [_by_missing(clause, share, colour)], "missing"
        if own or subject == "attained":
            return [_by_share(before, share, colour)], "attained"
        if re.search(lag, before) or subject == "lag":
            made = _by_points(clause, share, colour)
            return [
                _asking(made, f"原文写“{share['n']}%”，是{share['n']}个百分点，还是应完成数的{share['n']}%？请确认。")
            ], "lag"
    if taken:
        return [], ""
    degree = "severe" if _has(clause, "lag", "severe") else "slight" if _has(clause, "lag", "slight") else ""
    if degree:
        at = SEVERE if degree == "severe" else SLIGHT
        word = re.search(_any("lag", degree), clause)
        asks = f"“{word[0] if word else ''}”没有写数值，建议按落后序时进度{at:g}个百分点以上，请确认。"
        return [Condition(On.BEHIND, colour, at, asks=asks)], "lag"
    if re.search(rf"(?:{lag})[^，。；]{{0,12}}?(?:{_any('lag', 'due')})", clause) or re.search(
        rf"(?:{_any('lag', 'due')})[^，。；]{{0,6}}?(?:{lag})", clause
    ):
        return [Condition(On.BEHIND, colour)], "lag"
    late = _last(rf"(?P<n>{_NUM})(?P<unit>{_any('spans', 'days')}|个月)(?P<behind>[^，。；、]{{0,4}})", clause)
    if late and re.search(lag, clause):
        days = _number(late["n"]) * (30 if late["unit"] == "个月" else 1)
        asks = f"原文按落后的时间计，系统按逾期天数判定，建议逾期{days:g}天以上，请确认。"
        return [Condition(On.OVERDUE, colour, days, asks=asks)], ""
    if _has(clause, "lag", "bare"):
        asks = f"原文没有写落后多少，建议按落后序时进度{SLIGHT:g}个百分点以上，请确认。"
        return [Condition(On.BEHIND, colour, SLIGHT, asks=asks)], "lag"
    return [], ""


def _last(pattern: str, clause: str) -> re.Match[str] | None:
    """The figure nearest to the light: what stands before it may belong to something else."""
    return next(iter(list(re.finditer(pattern, clause))[::-1]), None)


def _by_points(clause: str, found: re.Match[str], colour: Colour) -> Condition:
    """滞后10个百分点以上; 10~30个百分点, of which the upper figure is where the graver light begins; 10个百分点以内."""
    before = clause[: found.start()]
    if found["low"]:
        return Condition(On.BEHIND, colour, _number(found["low"]))
    if any(found["behind"].startswith(w) for w in table("lights")["bounds"]["within"]):
        return Condition(On.BEHIND, colour)
    return Condition(On.BEHIND, colour, _number(found["n"]), _exceeds(before))


def _by_share(before: str, found: re.Match[str], colour: Colour) -> Condition:
    """完成率低于80%: more than 20% of what is due is missing; 80%以下 takes the 80 in; 80%—100%: anything is missing."""
    upper = 100 - _number(found["n"])
    if found["low"]:
        return Condition(On.SHARE_SHORT, colour, max(0.0, upper), beyond=upper > 0)
    short_of = any(before.endswith(w) for w in table("lights")["bounds"]["short_of"])
    below = any(found["behind"].startswith(w) for w in table("lights")["bounds"]["within"])
    if short_of or below or re.search(_any("lag", "words"), before):
        return Condition(On.SHARE_SHORT, colour, upper, beyond=short_of or not below)
    return Condition(On.SHARE_SHORT, colour, 0)  # 完成80%以上 but not all


def _by_missing(clause: str, found: re.Match[str], colour: Colour) -> Condition:
    """低于计划序时进度50%以上: half of what is due is missing."""
    made = _by_points(clause, found, colour)
    return Condition(On.SHARE_SHORT, colour, made.at, made.beyond)


def _asking(made: Condition, asks: str) -> Condition:
    return Condition(made.on, made.colour, made.at, made.beyond, asks=asks)


def _exceeds(before: str) -> bool:
    return any(before.endswith(w) for w in table("lights")["bounds"]["exceed"])


def _number(text: str) -> float:
    value = number(text)
    return 0.0 if value is None else value


def _has(clause: str, *keys: str) -> bool:
    return re.search(_any(*keys), clause) is not None


def _words_of(colour: str) -> str:
    return "|".join(map(re.escape, table("lights")["colours"][colour]))


@cache
def _any(kind: str, key: str) -> str:
    return "|".join(re.escape(w) for w in sorted(table("lights")[kind][key], key=len, reverse=True))
