"""Draft values out of a breakdown form without positions, and the text it was made from: strings are found by search.

Good enough to look at papers and to test them; where a string is not found, its item points at its part's title."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from pathlib import Path

from luoshi.drafting.draft import (
    Assignment,
    Body,
    Cadence,
    Draft,
    Due,
    Header,
    Mention,
    Part,
    Source,
    Target,
    Task,
    Unit,
    UnitDuty,
)
from luoshi.reading.document import Document, Piece, assemble

BENCH = Path(os.environ.get("LUOSHI_BENCH", Path(__file__).resolve().parents[3] / "shared" / "bench"))


class Finder:
    """Finds strings in a document, blanks and line breaks aside."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.at = [i for i, c in enumerate(document.text) if not c.isspace()]
        self.squeezed = "".join(document.text[i] for i in self.at)
        self.back = {i: n for n, i in enumerate(self.at)}
        self.starts = [p.start for p in document.paragraphs]

    def source(self, part: str, text: str, after: int = 0, before: int | None = None) -> Source | None:
        """The first place of the text between two characters of the document."""
        wanted = "".join(text.split())
        low = next((self.back[i] for i in range(after, len(self.document.text)) if i in self.back), len(self.at))
        found = self.squeezed.find(wanted, low) if wanted else -1
        if found < 0 or (before is not None and self.at[found] >= before):
            return None
        return self.span(part, self.at[found], self.at[found + len(wanted) - 1] + 1)

    def span(self, part: str, start: int, end: int) -> Source:
        import bisect

        return Source(part, max(0, bisect.bisect_right(self.starts, start) - 1), start, end)


def load(stem: str) -> tuple[Draft, Document]:
    form = json.loads((BENCH / "gold" / f"{stem}.json").read_text("utf-8"))
    text = (BENCH / "corpus" / f"{stem}.txt").read_text("utf-8")
    document = assemble(f"{stem}.txt", "txt", [Piece(line) for line in text.splitlines()])
    return draft_of(form, document), document


def draft_of(form: dict, document: Document) -> Draft:
    finder = Finder(document)
    parts, at = [], 0
    for p in form["parts"]:
        # An annex's title also stands in the list of annexes: the place where its tasks follow is the last one.
        source = finder.source(p["id"], p["title"], at) or finder.span(p["id"], at, at)
        parts.append(Part(p["id"], p["kind"], p["title"], source))
        at = source.end
    begin = {p.id: p.source.end for p in parts}
    tasks, at = [], 0
    found = []
    for t in form["tasks"]:
        source = finder.source(t["part"], t["title"], max(at, 0)) or finder.span(t["part"], at, at)
        at = source.end
        found.append(source)
    for n, (t, source) in enumerate(zip(form["tasks"], found, strict=True)):
        limit = next(
            (s.start for s in found[n + 1 :] if s.start > source.start), min(len(document.text), source.end + 900)
        )
        paragraph = document.paragraphs[source.paragraph]
        start = paragraph.start if paragraph.start >= (found[n - 1].end if n else 0) else source.start
        last = max((p.end for p in document.paragraphs if p.end < limit and p.index >= source.paragraph), default=limit)
        end = max(source.end, min(last, limit, start + 3000))
        assignments, here = [], start
        for a in t["assignments"]:
            clause = finder.source(t["part"], a["clause"], here) or source
            mentions, inside = [], clause.start
            for role in ("lead", "responsible", "cooperate"):
                for name in a.get(role, []):
                    place = (
                        finder.source(t["part"], name, inside) or finder.source(t["part"], name, clause.start) or clause
                    )
                    mentions.append(Mention(name, role, place))
                    inside = place.end
            here = clause.end
            assignments.append(Assignment(a["clause"], tuple(mentions), a["open_ended"], clause))
            end = max(end, clause.end) if clause.end - end < 900 else end
        due = tuple(Due(d, None, finder.source(t["part"], d, start) or source) for d in t["due"])
        tasks.append(
            Task(t["part"], t["path"], t["title"], tuple(assignments), due, source, finder.span(t["part"], start, end))
        )
    targets, at = [], defaultdict(int)
    for t in form["targets"]:
        after = max(at[t["part"]], begin[t["part"]])
        source = finder.source(t["part"], t["raw"], after) or finder.source(t["part"], t["raw"], begin[t["part"]])
        source = source or finder.span(t["part"], after, after)
        at[t["part"]] = source.start
        targets.append(
            Target(
                t["part"],
                t["path"],
                t["raw"],
                t["name"],
                t["measure"],
                t["op"],
                t["value"],
                t["value2"],
                t["unit"],
                source,
            )
        )
    bodies = tuple(
        Body(
            b["part"],
            b["name"],
            tuple(b["convener"]),
            tuple(b["deputies"]),
            tuple(b["members"]),
            b["office"],
            b["raw"],
            finder.source(b["part"], b["raw"]) or finder.span(b["part"], begin[b["part"]], begin[b["part"]]),
        )
        for b in form["bodies"]
    )
    cadences = tuple(
        Cadence(
            c["part"],
            c["raw"],
            c["actor"],
            c["action"],
            c["every"],
            finder.source(c["part"], c["raw"], begin[c["part"]])
            or finder.span(c["part"], begin[c["part"]], begin[c["part"]]),
        )
        for c in form["cadences"]
    )
    return Draft(
        Header(**form["document"]),
        tuple(parts),
        tuple(tasks),
        tuple(targets),
        bodies,
        cadences,
        units_of(tasks, bodies),
    )


def units_of(tasks, bodies) -> tuple[Unit, ...]:
    duties: dict[str, list[UnitDuty]] = defaultdict(list)
    for task in tasks:
        for a in task.assignments:
            for m in a.mentions:
                duties[m.name].append(UnitDuty("task", task.part, task.path, task.title, m.role, m.name, m.source))
    for body in bodies:
        for role, names in (
            ("convener", body.convener),
            ("deputy", body.deputies),
            ("member", body.members),
            ("office", (body.office,)),
        ):
            for name in names:
                if name in duties:
                    duties[name].append(UnitDuty("body", body.part, "", body.name, role, name, body.source))
    order = sorted(duties, key=lambda name: -len(duties[name]))
    return tuple(Unit(n, len(duties[n]), (), tuple(duties[n]), duties[n][0].source, n.startswith("各")) for n in order)
