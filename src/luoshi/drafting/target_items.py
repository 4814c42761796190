"""What finding targets works on: a quantity with the words around it, and what its sentence has said so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from luoshi.drafting.brackets import paired
from luoshi.drafting.draft import Measure, Strength, Target
from luoshi.drafting.flat import Flat
from luoshi.drafting.quantities import Quantity
from luoshi.drafting.stretches import Stretch

ROUND = re.compile(r"[（(][^（()）]*[)）]")
REACH = 80
"""How far a quotation may be widened to close its brackets and quotes."""
BLANKS = re.compile(r"\s+")
RIM = re.compile(r"^[的、，]+|[的、，]+$")
QUIET = re.compile(
    r"(?:[、，—●◆■▲·•○]|[0-9]{1,2}[.．、](?![0-9])|[一二三四五六七八九十]是|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[和及与并](?=[^、]{2})|积极|大力|全力|稳步|持续|着力|深入|其中[：:]?|同时|以及|加快|到[^，]{0,8}年底?(?:前)?)*"
)


@dataclass(slots=True)
class Sentence:
    """What a sentence (up to 。 or ；) has said so far.

    subject, noun  the last name given and the last thing a name can lean on; measure, unit  of the last target; wished, reached  a 力争 or 达到 that
    still governs; facts  it tells what is; queue  names of 分别 that wait for their numbers, with the kinds of the first; parallel  all its names, quoted
    together from `row` to the end of the last number; spoken  all names so far; topic  what the task is about; limited  what a time limit was set for."""

    subject: str = ""
    noun: str = ""
    measure: Measure = "level"
    unit: str = ""
    wished: bool = False
    reached: bool = False
    facts: bool = False
    before: str = ""
    queue: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    parallel: list[str] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    row: tuple[int, int] = (0, 0)
    topic: str = ""
    limited: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A quantity with the words on both sides inside its clause; `left` begins `len(left)` characters before it,
    `right` is without what stands in round brackets."""

    stretch: Stretch
    folded: Flat
    quantity: Quantity
    left: str
    right: str

    def target(self, start: int, end: int, name: str, measure: Measure, strength: Strength) -> Target:
        """The target quoted from characters [start, end) of the flat text."""
        while start < end and self.folded.text[start] in "、，":
            start += 1
        low = max(0, start - REACH)
        start, end = (low + at for at in paired(self.folded.text[low : end + REACH], start - low, end - low))
        first, last = self.folded.span(start, end)
        raw = BLANKS.sub("", self.stretch.text[first:last])
        clean = RIM.sub("", name)
        q = self.quantity
        place = self.stretch.place(first, last)
        return Target(
            self.stretch.part, self.stretch.path, raw, clean, measure, strength, q.value, q.value2, q.unit, place
        )

    @property
    def begin(self) -> int:
        return self.quantity.start - len(self.left)

    def behind(self, count: int) -> int:
        """Where the first `count` characters of `right` end in the flat text."""
        at = self.quantity.tail
        for _ in range(count):
            while self.folded.text[at] in "（(" and (bracket := ROUND.match(self.folded.text, at)):
                at = bracket.end()
            at += 1
        return at


def quiet(left: str) -> int:
    """How much of the words before a number a quotation may leave out."""
    found = QUIET.match(
        left,
    )
    return found.end() if found and found.end() < len(left) else 0
