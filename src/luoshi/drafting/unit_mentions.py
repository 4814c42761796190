"""Where units are named: in clauses of tasks, among the people and members of bodies; each time with its characters."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, replace

from luoshi.drafting.draft import Body, Draft, Source, UnitDuty
from luoshi.drafting.unit_names import plain, unit_of_person
from luoshi.reading.document import Document


@dataclass(frozen=True, slots=True)
class Named:
    """A unit named once. name  as the directory knows it; duty  what it owes there; source  the name's own characters
    (the duty's are the person's where a person stands for the unit)."""

    name: str
    duty: UnitDuty
    source: Source


def unit_mentions(document: Document, draft: Draft) -> list[Named]:
    """Every written name with the duty it stands for, in text order of tasks, then of bodies."""
    found: list[Named] = []
    for task in draft.tasks:
        for assignment in task.assignments:
            for mention in assignment.mentions:
                if plain(mention.name):
                    duty = UnitDuty(
                        "task", task.part, task.path, task.title, mention.role, mention.name, mention.source
                    )
                    found.append(Named(mention.name, duty, mention.source))
    said = [_Words(document, body) for body in draft.bodies]
    for body, words in zip(draft.bodies, said, strict=True):
        for name in body.members:
            if plain(name):
                at = words.member(name)
                found.append(Named(name, _duty(body, "member", name, at), at))
        if plain(body.office):
            at = words.office(body.office)
            found.append(Named(body.office, _duty(body, "office", body.office, at), at))
    # people are named by their unit: known names first, so that 区政府办综合室主任 counts for 区政府办
    written_as = {plain(named.name): named.name for named in reversed(found)}
    starts: dict[str, list[str]] = defaultdict(list)
    for known in written_as:
        starts[known[:2]].append(known)
    for body, words in zip(draft.bodies, said, strict=True):
        for people, role in ((body.convener, "convener"), (body.deputies, "deputy")):
            for person in people:
                unit = unit_of_person(person, starts.get(plain(person)[:2], ()))
                if unit:
                    at, own = words.person(person, unit)
                    found.append(Named(written_as.get(unit, unit), _duty(body, role, person, at), own))
    return found


def _duty(body: Body, role: str, written: str, source: Source) -> UnitDuty:
    return UnitDuty("body", body.part, "", body.name, role, written, source)


class _Words:
    """What the plan says of a body, without blanks and widths, to find names in.

    A name that is not there word for word (put together from several places) is quoted with all that is said."""

    def __init__(self, document: Document, body: Body) -> None:
        self.whole = body.source
        text = document.text[body.source.start : body.source.end]
        self.at = [i for i, c in enumerate(text) if not c.isspace()]
        self.text = "".join(_folded(text[i]) for i in self.at)
        self.paragraphs = document.paragraphs

    def member(self, name: str) -> Source:
        """The name as the last item of a list, for the people in front may be named by their bureaus, too."""
        wanted = _squeezed(name)
        listed = re.compile(rf"(?<!设在)(?<!设于){re.escape(wanted)}(?=[、,;:。]|等|和|及|为|组成|参|$)")
        ends = [found.start() for found in listed.finditer(self.text)]
        return self._place(ends[-1] if ends else self.text.find(wanted), len(wanted))

    def office(self, name: str) -> Source:
        """The name behind 设在, where it stands so."""
        wanted = _squeezed(name)
        seat = re.search("(?<=[设在于由])" + re.escape(wanted), self.text)
        return self._place(seat.start() if seat else self.text.find(wanted), len(wanted))

    def person(self, name: str, unit: str) -> tuple[Source, Source]:
        """A person's words and those of the unit in front of them. Where several share one post
        (A局、B局主要负责人), only the unit's name is there."""
        wanted, own = _squeezed(name), _squeezed(unit)
        first = self.text.find(wanted)
        if first >= 0:
            return self._place(first, len(wanted)), self._place(first, len(own))
        only = self._place(self.text.find(own), len(own))
        return only, only

    def _place(self, first: int, length: int) -> Source:
        if first < 0 or not length:
            return self.whole
        start = self.whole.start + self.at[first]
        end = self.whole.start + self.at[first + length - 1] + 1
        paragraph = self.whole.paragraph
        while paragraph + 1 < len(self.paragraphs) and self.paragraphs[paragraph + 1].start <= start:
            paragraph += 1
        return replace(self.whole, paragraph=paragraph, start=start, end=end)


_SAME = str.maketrans("〈〉<>＜＞〔〕［］[]【】「」", "()()()()()()()()")


def _squeezed(name: str) -> str:
    return "".join(_folded(c) for c in name if not c.isspace())


def _folded(char: str) -> str:
    """One character for one: half-width, brackets alike."""
    folded = unicodedata.normalize("NFKC", char)
    return (folded if len(folded) == 1 else char).translate(_SAME)
