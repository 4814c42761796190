"""How a finding's passages are quoted: grouped by place, its own words marked, no longer than needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from luoshi.drafting.draft import Finding, Source
from luoshi.papers.places import Places
from luoshi.papers.wording import tidy

_SHORT = 60  # a passage of so many characters inside a longer sentence is itself what to look at
_NAMED = 200  # more quoted phrases than these are not looked for in one sentence


@dataclass(slots=True)
class Quotation:
    """place  where it stands, "附件2 二（一）1，第37段"; lines  its sentences, each as runs (words, marked)."""

    place: str
    lines: list[list[tuple[str, bool]]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Place and sentences, a line each."""
        return "\n".join([f"【{self.place}】", *("".join(words for words, _ in line) for line in self.lines)])


def quotations(finding: Finding, places: Places, longest: int) -> list[Quotation]:
    """The finding's passages in their order, those of one paragraph under one place, each sentence once.

    What the finding's sentence itself puts in quotation marks is marked; where it quotes nothing, the passage is, if it
    is short. A sentence of more than `longest` characters is cut around the marked words."""
    quoted: dict[tuple[str, int], Quotation] = {}
    shown: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for passage in finding.passages:
        source = passage.source
        key = (source.part, source.paragraph)
        start, end = places.sentence(source)
        if any(start >= first and end <= last for first, last in shown.setdefault(key, [])):
            continue
        shown[key].append((start, end))
        line = _marked(finding.sentence, source, places, longest)
        quoted.setdefault(key, Quotation(places.of(source))).lines.append(line)
    return list(quoted.values())


def _marked(sentence: str, source: Source, places: Places, longest: int) -> list[tuple[str, bool]]:
    before, words, after = places.parts(source)
    text = before + words + after
    spans = _named(sentence, text)
    if not spans and words and (len(words) <= _SHORT or len(words) * 2 < len(text)):
        spans = [(len(before), len(before) + len(words))]
    first, last = _window(text, spans, longest)
    runs = [("……", False)] if first else []
    at = first
    for start, end in spans:
        start, end = max(start, at), min(end, last)
        if start < end:
            runs += [(text[at:start], False), (text[start:end], True)]
            at = end
    runs += [(text[at:last], False), ("……" if last < len(text) else "", False)]
    return [run for run in runs if run[0]]


def _window(text: str, spans: list[tuple[int, int]], longest: int) -> tuple[int, int]:
    """Which characters to show: all, or about `longest` around the first marked words."""
    if len(text) <= longest:
        return 0, len(text)
    start, end = spans[0] if spans else (0, 0)
    room = max(20, longest - (end - start))
    first = max(0, min(start - room // 2, len(text) - longest))
    if first:
        mark = re.search("[，,；;、：:]", text[first:start])
        first += mark.end() if mark and mark.end() <= room // 4 else 0
    return first, min(len(text), max(end, first + longest) if end - first <= 2 * longest else first + longest)


def _named(sentence: str, text: str) -> list[tuple[int, int]]:
    """Where in the text the phrases stand that the sentence quotes, without overlaps, in order."""
    taken: list[tuple[int, int]] = []
    for phrase in sorted(_phrases(tidy(sentence), text), key=len, reverse=True):
        at = text.find(phrase)
        # A name's shorter form is marked where it stands alone, not again inside its longer form.
        while at >= 0:
            end = at + len(phrase)
            if all(end <= first or at >= last for first, last in taken):
                taken.append((at, end))
            at = text.find(phrase, end)
    return sorted(taken)


def _phrases(sentence: str, text: str) -> Iterator[str]:
    """The quoted phrases that occur in the text; where quotes stand inside quotes, the longest that occurs."""
    closes = [at for at, character in enumerate(sentence) if character == "”"]
    opens = [at for at, character in enumerate(sentence) if character == "“"]
    for start in opens[:_NAMED]:
        behind = [close for close in closes if close > start][:3]
        for close in reversed(behind):
            phrase = sentence[start + 1 : close].rstrip("….")
            if len(phrase) > 1 and phrase in text:
                yield phrase
                break
