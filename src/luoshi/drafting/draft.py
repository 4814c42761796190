"""The draft: what a careful clerk would note down from a plan, each item bound to its characters.

Plain values. Strings marked *verbatim* occur in the read text, blanks and line breaks aside.
The JSON form of a draft is written by `form.py`.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

Role = Literal["lead", "responsible", "cooperate"]
Measure = Literal["growth", "level", "increase", "share", "decrease"]
Strength = Literal[">=", "<=", "=", "~", "range"]
Every = Literal["日", "周", "双周", "旬", "月", "双月", "季", "半年", "年"]
PartKind = Literal["master", "annex", "table"]
Gravity = Literal["grave", "serious", "minor"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where an item stands: `Document.text[start:end]`, in paragraph number `paragraph` (where it begins).

    part    id of the part it stands in, row, column  place in the table's grid, from 0, for cells.
    spans   only where the words stand in several places (units in two columns of a row): start and end of each, in
    text order; start and end of the Source then bound them all.
    """

    part: str
    paragraph: int
    start: int
    end: int
    row: int | None = None
    column: int | None = None
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each run of its characters."""
        return self.spans or ((self.start, self.end),)

    def words(self, text: str) -> str:
        """Its characters in the document's text, one line for each place."""
        return "\n".join(text[start:end] for start, end in self.places)


@dataclass(frozen=True, slots=True)
class Header:
    """What the document says of itself; "" (year 0) where it does not say.

    title   title of the plan itself; doc_number  发文字号; issuer  发文机关; date  ISO date of signature;
    year    the year the plan is for; family  the name of the campaign ("七大攻坚").
    """

    title: str = ""
    doc_number: str = ""
    issuer: str = ""
    date: str = ""
    year: int = 0
    family: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """The master plan ("0"), an annex ("1" …) or a table of tasks ("3-1"); `source` is its title."""

    id: str
    kind: PartKind
    title: str
    source: Source


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit named in a responsibility clause: its name as written, its role, its characters."""

    name: str
    role: Role
    source: Source


@dataclass(frozen=True, slots=True)
class Assignment:
    """One responsibility clause. clause  verbatim with its brackets; open_ended  it ends in 等 or names an open class."""

    clause: str
    mentions: tuple[Mention, ...]
    open_ended: bool
    source: Source

    def names(self, role: Role) -> tuple[str, ...]:
        """The units in that role, in text order."""
        return tuple(m.name for m in self.mentions if m.role == role)


@dataclass(frozen=True, slots=True)
class Due:
    """A time limit that binds a task. text  verbatim; latest  the last day it allows, None where it names none (长期坚持)."""

    text: str
    latest: datetime.date | None
    source: Source


@dataclass(frozen=True, slots=True)
class Task:
    """A lowest numbered item of a section that sets tasks, a table row, or a campaign paragraph of the master plan.

    path    numbering, outermost first: "二/(一)/1"; title  verbatim; source  the title's characters;
    body    the characters of the whole task, from its number to its end.
    """

    part: str
    path: str
    title: str
    assignments: tuple[Assignment, ...]
    due: tuple[Due, ...]
    source: Source
    body: Source


@dataclass(frozen=True, slots=True)
class Target:
    """A commitment with a number. raw  verbatim; name  what is measured, readable alone in a table;
    value, value2  number as written before the unit (value2 only for ranges); unit  as written ("" for bare counts).
    path  the task or objective paragraph it stands in."""

    part: str
    path: str
    raw: str
    name: str
    measure: Measure
    op: Strength
    value: float
    value2: float | None
    unit: str
    source: Source


@dataclass(frozen=True, slots=True)
class Body:
    """A task force, leading group, command office. People and units verbatim; raw  the sentence that sets it up."""

    part: str
    name: str
    convener: tuple[str, ...]
    deputies: tuple[str, ...]
    members: tuple[str, ...]
    office: str
    raw: str
    source: Source


@dataclass(frozen=True, slots=True)
class Cadence:
    """A recurring duty: who (actor) does what (action: 调度, 通报 …) every 旬, 月 … raw  verbatim."""

    part: str
    raw: str
    actor: str
    action: str
    every: Every
    source: Source


@dataclass(frozen=True, slots=True)
class UnitDuty:
    """What a unit owes: its role in a task (part, path), or in a body ("convener", "deputy", "member", "office").

    written  the name as it stands there; source  its characters. Of a person whose post several bureaus share
    (A局、B局主要负责人) `written` names the post too, while the source has only the bureau."""

    kind: Literal["task", "body"]
    part: str
    path: str
    title: str
    role: str
    written: str
    source: Source


@dataclass(frozen=True, slots=True)
class Alias:
    """A name under which a unit also stands, why it is taken for the same ("简称：发展改革→发改"), how sure (0–1).

    proposed    True where a person should look before the two are merged; source  where the name stands first.
    """

    name: str
    evidence: str
    certainty: float
    proposed: bool
    count: int
    source: Source


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the plan under its fullest usual name, with its other names and its duties.

    source  where that name stands first; open_class  True for a class rather than a unit (各镇, 各相关单位)."""

    name: str
    count: int
    aliases: tuple[Alias, ...]
    duties: tuple[UnitDuty, ...]
    source: Source
    open_class: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in the text that a finding shows: the words, and where."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Finding:
    """A defect of the plan. code  e.g. "target-conflict" (table in docs/checkup.md); sentence  Chinese: what is wrong,
    and what to do; passages  the places, most telling first."""

    code: str
    gravity: Gravity
    sentence: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A numbered paragraph or a figure that became no item."""

    kind: Literal["paragraph", "figure"]
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Draft:
    """All that was read out of one plan."""

    document: Header
    parts: tuple[Part, ...]
    tasks: tuple[Task, ...]
    targets: tuple[Target, ...]
    bodies: tuple[Body, ...]
    cadences: tuple[Cadence, ...]
    units: tuple[Unit, ...] = ()
    findings: tuple[Finding, ...] = ()
    coverage: tuple[Gap, ...] = ()
