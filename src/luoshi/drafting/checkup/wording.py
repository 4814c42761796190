"""Brackets and quotes that do not close, slips of the pen, strength said twice."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from luoshi.drafting.checkup.layout import Layout, finding
from luoshi.drafting.draft import Finding
from luoshi.drafting.grammar import table
from luoshi.reading.document import Paragraph

_KINDS = (
    ("（(", "）)", "括号"),
    ("《", "》", "书名号"),
    ("〔", "〕", "六角括号"),
    ("【", "】", "方括号"),
    ("〈", "〉", "单书名号"),
)
_SIDES = {
    mark: (kind, opens)
    for opening, closing, kind in (*_KINDS, ("“", "”", "引号"))
    for marks, opens in ((opening, True), (closing, False))
    for mark in marks
}
_MARKS = re.compile(f"[{re.escape(''.join(_SIDES))}]")
_LIST_NUMBER = re.compile(r"^\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[)）]")
_REDUNDANT = re.compile(
    r"(?:至少|不少于|不低于|最少|起码)(?:[^，。；、,;\n]{0,14}?)\d[^，。；、,;\n]{0,10}?以上|(?:不超过|不高于|最多|至多)(?:[^，。；、,;\n]{0,14}?)\d[^，。；、,;\n]{0,10}?(?:以内|以下)|(?:大约|约)\d[^，。；、,;\n]{0,8}?左右"
)
_SHOWN = 4


def findings(layout: Layout) -> list[Finding]:
    """All findings on wording."""
    return [*_open(layout), *_slips(layout), *_doubled(layout), *_redundant(layout)]


def _open(layout: Layout) -> list[Finding]:
    """Brackets and quotes without their other half, a paragraph at a time.

    What one paragraph opens and the next closes (a line broken in two) is whole.
    """
    found = []
    paragraphs = layout.document.paragraphs
    left = [_unpaired(p) for p in paragraphs]
    for i, paragraph in enumerate(paragraphs):
        for kind, (opens, closes) in left[i].items():
            after = left[i + 1].get(kind, ((), ())) if i + 1 < len(left) else ((), ())
            before = left[i - 1].get(kind, ((), ())) if i else ((), ())
            spots = list(opens[: max(len(opens) - len(after[1]), 0)]) + list(closes[max(len(before[0]), 0) :])
            if not spots:
                continue
            at = paragraph.start + spots[0]
            code = "quote-open" if kind == "引号" else "bracket-open"
            if spots[0] in opens:
                words = "".join(layout.text[at + 1 : min(at + 12, paragraph.end)].split())
                sentence = f"“{words}…”前的左{kind}没有闭合，请补全或删去。"
            else:
                words = "".join(layout.text[max(at - 11, paragraph.start) : at].split())
                sentence = f"“…{words}”后的右{kind}没有开头，请补全或删去。"
            found.append(finding(code, sentence, [layout.quote(at, at + 1)]))
    return found


def _unpaired(paragraph: Paragraph) -> dict[str, tuple[tuple[int, ...], tuple[int, ...]]]:
    """Positions of opening and closing marks without partner, for each kind."""
    text = paragraph.text
    number = _LIST_NUMBER.match(text)
    left: dict[str, tuple[list[int], list[int]]] = {}
    for match in _MARKS.finditer(text, number.end() if number else 0):
        at = match.start()
        kind, opens = _SIDES[match.group()]
        stack, closes = left.setdefault(kind, ([], []))
        if opens and kind == "引号" and stack:
            closes.append(at)  # a second opening quote inside the first: one of them is wrong
        elif opens:
            stack.append(at)
        elif stack:
            stack.pop()
        elif text[at] not in ")）" or not text[at - 1 : at].isdecimal():
            closes.append(at)
    return {kind: (tuple(stack), tuple(closes)) for kind, (stack, closes) in left.items() if stack or closes}


@cache
def _pairs() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(w) for w in sorted(table("slips")["pairs"], key=len, reverse=True)))


@cache
def _patterns() -> list[tuple[re.Pattern[str], str, str]]:
    return [(re.compile(entry["find"]), entry["say"], entry.get("usual", "")) for entry in table("slips")["pattern"]]


def _slips(layout: Layout) -> list[Finding]:
    """Words of the table of slips, and its patterns."""
    found = []
    pairs = table("slips")["pairs"]
    places: dict[str, list[int]] = defaultdict(list)
    for match in _pairs().finditer(layout.text):
        places[match.group()].append(match.start())
    for wrong, starts in places.items():
        times = f"（{len(starts)}处）" if len(starts) > 1 else ""
        sentence = f"“{wrong}”疑为“{pairs[wrong]}”之误{times}，请核对。"
        found.append(finding("slip", sentence, [layout.quote(p, p + len(wrong)) for p in starts[:_SHOWN]]))
    for pattern, say, usual in _patterns():
        first: dict[str, tuple[int, int]] = {}
        count = 0
        for match in pattern.finditer(layout.text):
            count += 1
            first.setdefault(_around(layout.text, *match.span()), match.span())
        if first and layout.text.count(usual) >= count:
            words = "、".join(f"“{w}”" for w in list(first)[:_SHOWN])
            times = f"（{count}处）" if count > 1 else ""
            spans = list(first.values())[:_SHOWN]
            found.append(finding("slip", f"{words}{times}：{say}，请核对。", [layout.quote(*span) for span in spans]))
    return found


def _doubled(layout: Layout) -> list[Finding]:
    """A letter twice in a row where no word ends with the first of them."""
    table_ = table("slips")
    words: dict[str, list[str]] = table_["doubled"]
    fine = tuple(table_["fine"]["words"])
    text = layout.text
    found = []
    for match in re.finditer(f"([{''.join(words)}])\\1", text):
        at = match.start()
        letter = match.group(1)
        before = text[max(at - 4, 0) : at + 1]
        if before.endswith(tuple(words[letter])) or match.group() in fine or at == 0 or not text[at - 1].isalpha():
            continue
        if (at + 2 < len(text) and text[at + 2] == letter) or not _cjk(text[at - 1]):
            continue
        shown = _around(text, at, at + 2)
        sentence = f"“{shown}”疑多一个“{letter}”字，请核对。"
        found.append(finding("slip", sentence, [layout.quote(at, at + 2)]))
    return found


def _around(text: str, start: int, end: int) -> str:
    """A few letters on both sides, without line breaks and without punctuation at the ends."""
    before = re.split(r"[^\w%％]", text[max(start - 4, 0) : start])[-1]
    after = re.split(r"[^\w%％]", text[end : end + 4])[0]
    return f"{before}{text[start:end]}{after}"


def _cjk(letter: str) -> bool:
    return "一" <= letter <= "鿿"


def _redundant(layout: Layout) -> list[Finding]:
    found = []
    for match in _REDUNDANT.finditer(layout.text):
        sentence = f"“{match.group()}”前后都表示力度，意思重复，请只留一个。"
        found.append(finding("strength-redundant", sentence, [layout.quote(*match.span())]))
    return found
