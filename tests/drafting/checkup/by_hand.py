"""Small plans made by hand: a text, and what a clerk would have read out of it, each string found by search."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from luoshi.drafting.checkup import check
from luoshi.drafting.draft import (
    Assignment,
    Body,
    Draft,
    Due,
    Finding,
    Header,
    Mention,
    Part,
    Role,
    Source,
    Target,
    Task,
)
from luoshi.reading.document import Document, Piece, assemble

HEADER = Header("云麓县实施“六大攻坚”总体方案", "云政办发〔2026〕3号", "云麓县人民政府办公室", "2026-02-10", 2026, "")


class Plan:
    """A document, and a draft that grows by calls."""

    def __init__(self, text: str, parts: Sequence[tuple[str, str]] = (("0", ""),), header: Header = HEADER) -> None:
        self.document: Document = assemble("方案.txt", "txt", [Piece(line) for line in text.strip().splitlines()])
        self.text = self.document.text
        self.header = header
        self.parts: list[Part] = []
        for part, title in parts:
            at = self.text.rindex(title) if title and part != "0" else 0
            kind = "master" if part == "0" else "table" if "-" in part else "annex"
            self.parts.append(Part(part, kind, title, self.source(part, at, at + len(title))))
        self.tasks: list[Task] = []
        self.targets: list[Target] = []
        self.bodies: list[Body] = []

    def source(self, part: str, start: int, end: int) -> Source:
        paragraph = max((p.index for p in self.document.paragraphs if p.start <= start), default=0)
        return Source(part, paragraph, start, end)

    def find(self, words: str, part: str, after: int = 0) -> Source:
        """The words in the part, at or after a place."""
        first = max(after, next(p.source.start for p in self.parts if p.id == part))
        start = self.text.index(words, first)
        return self.source(part, start, start + len(words))

    def task(
        self,
        part: str,
        path: str,
        paragraph: str,
        *clauses: tuple[str, dict[Role, list[str]]],
        due: Iterable[tuple[str, datetime.date | None]] = (),
    ) -> Plan:
        """A task whose whole text is `paragraph`; its title ends at the first 。"""
        body = self.find(paragraph, part)
        title = paragraph.split("。", maxsplit=1)[0].lstrip("0123456789.（）一二三四五六七八九十、")
        assignments = []
        for clause, roles in clauses:
            place = self.find(clause, part, body.start)
            mentions = [
                Mention(name, role, self.find(name, part, place.start))
                for role, names in roles.items()
                for name in names
            ]
            assignments.append(Assignment(clause, tuple(mentions), "等" in clause, place))
        limits = tuple(Due(words, latest, self.find(words, part, body.start)) for words, latest in due)
        self.tasks.append(Task(part, path, title, tuple(assignments), limits, self.find(title, part, body.start), body))
        return self

    def target(
        self, part: str, path: str, raw: str, name: str, value: float, unit: str, measure: str = "increase"
    ) -> Plan:
        """A target; its strength is read off its words."""
        op = ">=" if "以上" in raw else "~" if "左右" in raw else "="
        self.targets.append(
            Target(part, path, raw, name, measure, op, value, None, unit, self.find(raw, part))  # type: ignore[arg-type]
        )
        return self

    def body(self, part: str, raw: str, name: str, members: Sequence[str], office: str = "") -> Plan:
        """A task force with its members."""
        self.bodies.append(Body(part, name, (), (), tuple(members), office, raw, self.find(raw, part)))
        return self

    def draft(self) -> Draft:
        return Draft(self.header, tuple(self.parts), tuple(self.tasks), tuple(self.targets), tuple(self.bodies), ())

    def findings(self, code: str) -> list[Finding]:
        """The findings of one kind; each of them shows passages that stand in the text."""
        found = [f for f in check(self.document, self.draft()) if f.code == code]
        for finding in found:
            assert finding.passages, f"{code} shows nothing"
            for passage in finding.passages:
                assert self.text[passage.source.start : passage.source.end] == passage.text
        return found

    def sentences(self, code: str) -> list[str]:
        return [f.sentence for f in self.findings(code)]


def text_only(text: str) -> Plan:
    """A plan of which nothing but its text matters."""
    return Plan(text)
