"""How far two breakdowns agree, kind by kind, in the terms of the breakdown form.

A breakdown is the object that `luoshi.drafting.form.form` gives; an expected one may lack everything beyond the
form's own keys. Names and quotations are compared without blanks, widths of punctuation made one.

    agreement = compare(expected, said)
    agreement["roles"].f1, agreement["roles"].missed, agreement["roles"].extra
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

from luoshi.drafting import draft
from luoshi.drafting.draft import Draft
from luoshi.drafting.form import form
from luoshi.reading import read
from luoshi.reading.document import Document

Breakdown = dict[str, Any]

SAMPLES = Path(__file__).parents[2] / "samples"
ROLES = ("lead", "responsible", "cooperate")
HEADER = ("title", "doc_number", "issuer", "date", "year", "family")
KINDS = (
    "tasks",
    "titles",
    "roles",
    "clauses",
    "due",
    "targets",
    "measure",
    "op",
    "name",
    "bodies",
    "cadences",
    "document",
)
LIKE = 0.75
"""From this likeness on two names of a target are taken for the same."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many of the expected items were found, and what was not: missed are expected, extra were said in vain."""

    right: int
    missed: tuple[Hashable, ...]
    extra: tuple[Hashable, ...]

    @property
    def expected(self) -> int:
        return self.right + len(self.missed)

    @property
    def said(self) -> int:
        return self.right + len(self.extra)

    @property
    def precision(self) -> float:
        """Share of what was said that was expected; 1 where nothing was said."""
        return self.right / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        """Share of what was expected that was said; 1 where nothing was expected."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.expected + self.said) if self.expected + self.said else 1.0

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(self.right + other.right, self.missed + other.missed, self.extra + other.extra)

    def __str__(self) -> str:
        return (
            f"{self.right} of {self.expected}, {self.said} said; missed {list(self.missed)}; extra {list(self.extra)}"
        )


def plain(text: object) -> str:
    """A text as it is compared: no blanks, one width, without a full stop at its end."""
    folded = unicodedata.normalize("NFKC", str(text))
    return "".join(folded.split()).replace("〈", "<").replace("〉", ">").rstrip("。.;,")


def likeness(one: str, other: str) -> float:
    """0 (nothing in common) to 1 (the same)."""
    return SequenceMatcher(None, plain(one), plain(other), autojunk=False).ratio()


def compare(expected: Breakdown, said: Breakdown) -> dict[str, Agreement]:
    """The agreement of two breakdowns by kind (`KINDS`).

    tasks     part and path                 titles   the same with the title
    roles     task, unit, role              clauses  task, clause, whether it is open ended
    due       task, time limit
    targets   part, path, value, second value, unit; of those found, the most alike names paired:
    measure   kind of target the same       op       strength the same      name  names like each other
    bodies    part, body, field, who        cadences part, action, interval
    document  each field of the header
    """
    result = {
        kind: _of(list(items(expected)), list(items(said)))
        for kind, items in (
            ("tasks", _tasks),
            ("titles", _titles),
            ("roles", _roles),
            ("clauses", _clauses),
            ("due", _due),
            ("bodies", _bodies),
            ("cadences", _cadences),
            ("document", _document),
        )
    }
    pairs, missed, extra = _paired(expected["targets"], said["targets"])
    result["targets"] = Agreement(len(pairs), tuple(map(_shown, missed)), tuple(map(_shown, extra)))
    for kind, agree in (
        ("measure", lambda e, s: e["measure"] == s["measure"]),
        ("op", lambda e, s: e["op"] == s["op"]),
        ("name", lambda e, s: likeness(e["name"], s["name"]) >= LIKE),
    ):
        wrong = [(e, s) for e, s in pairs if not agree(e, s)]
        result[kind] = Agreement(
            len(pairs) - len(wrong),
            tuple((e["part"], e["path"], e["raw"], e[kind]) for e, _ in wrong),
            tuple((s["part"], s["path"], s["raw"], s[kind]) for _, s in wrong),
        )
    return {kind: result[kind] for kind in KINDS}


def together(agreements: Iterable[dict[str, Agreement]]) -> dict[str, Agreement]:
    """The agreements of several documents as one, every item counting alike."""
    whole: dict[str, Agreement] = {kind: Agreement(0, (), ()) for kind in KINDS}
    for agreement in agreements:
        for kind in KINDS:
            whole[kind] += agreement[kind]
    return whole


@cache
def read_and_draft(path: Path) -> tuple[Document, Draft]:
    """A file as read and its draft; each file once a test run."""
    document = read(path)
    return document, draft(document)


@cache
def said_of(path: Path) -> Breakdown:
    """The breakdown of a file."""
    document, made = read_and_draft(path)
    return form(made, document)


@cache
def expected_in(path: Path) -> Breakdown:
    """A breakdown decided by hand."""
    return json.loads(path.read_text("utf-8"))  # type: ignore[no-any-return]


def _of(expected: list[Hashable], said: list[Hashable]) -> Agreement:
    wanted, given = Counter(expected), Counter(said)
    return Agreement((wanted & given).total(), tuple((wanted - given).elements()), tuple((given - wanted).elements()))


def _place(item: Breakdown) -> tuple[str, str]:
    return item["part"], plain(item["path"])


def _tasks(breakdown: Breakdown) -> Iterable[Hashable]:
    return (_place(task) for task in breakdown["tasks"])


def _titles(breakdown: Breakdown) -> Iterable[Hashable]:
    return ((*_place(task), plain(task["title"])) for task in breakdown["tasks"])


def _roles(breakdown: Breakdown) -> Iterable[Hashable]:
    for task in breakdown["tasks"]:
        for assignment in task["assignments"]:
            for role in ROLES:
                for unit in assignment[role]:
                    yield *_place(task), role, plain(unit)


def _clauses(breakdown: Breakdown) -> Iterable[Hashable]:
    for task in breakdown["tasks"]:
        for assignment in task["assignments"]:
            yield *_place(task), plain(assignment["clause"]), assignment["open_ended"]


def _due(breakdown: Breakdown) -> Iterable[Hashable]:
    return ((*_place(task), plain(due)) for task in breakdown["tasks"] for due in task["due"])


def _bodies(breakdown: Breakdown) -> Iterable[Hashable]:
    for body in breakdown["bodies"]:
        head = (body["part"], plain(body["name"]))
        yield head
        for field in ("convener", "deputies", "members"):
            for who in body[field]:
                yield *head, field, plain(who)
        if body["office"]:
            yield *head, "office", plain(body["office"])


def _cadences(breakdown: Breakdown) -> Iterable[Hashable]:
    return ((cadence["part"], plain(cadence["action"]), cadence["every"]) for cadence in breakdown["cadences"])


def _document(breakdown: Breakdown) -> Iterable[Hashable]:
    return ((field, plain(breakdown["document"][field])) for field in HEADER)


def _shown(target: Breakdown) -> Hashable:
    return (*_place(target), target["raw"], target["value"], target["value2"], target["unit"])


def _paired(
    expected: list[Breakdown], said: list[Breakdown]
) -> tuple[list[tuple[Breakdown, Breakdown]], list[Breakdown], list[Breakdown]]:
    """Targets of the same place, figures and unit, most alike first; then those left over on both sides."""

    def key(target: Breakdown) -> Hashable:
        return (*_place(target), target["value"], target["value2"], plain(target["unit"]))

    free: dict[Hashable, list[Breakdown]] = defaultdict(list)
    for target in said:
        free[key(target)].append(target)
    wanted: dict[Hashable, list[Breakdown]] = defaultdict(list)
    for target in expected:
        wanted[key(target)].append(target)
    pairs: list[tuple[Breakdown, Breakdown]] = []
    missed: list[Breakdown] = []
    for place, here in wanted.items():
        there = free[place]
        while here and there:
            one, other = max(
                ((e, s) for e in here for s in there), key=lambda pair: likeness(pair[0]["name"], pair[1]["name"])
            )
            pairs.append((one, other))
            here.remove(one)
            there.remove(other)
        missed += here
    return pairs, missed, [target for rest in free.values() for target in rest]
