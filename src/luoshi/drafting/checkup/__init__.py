"""The check-up of a plan (方案体检): what a careful reader would mark before it is issued.

Each module of this package holds one family of findings; `docs/checkup.md` lists them all. Their words stand in
`grammar/findings.toml` and `grammar/slips.toml`.
"""

from __future__ import annotations

from luoshi.drafting.checkup import (
    aliases,
    dates,
    duties,
    figures,
    leads,
    measured,
    numbering,
    repeats,
    targets,
    task_forces,
    titles,
    wording,
)
from luoshi.drafting.checkup.layout import Layout
from luoshi.drafting.directory import directory
from luoshi.drafting.draft import Draft, Finding
from luoshi.reading.document import Document

_ORDER = {"grave": 0, "serious": 1, "minor": 2}


def check(document: Document, draft: Draft) -> tuple[Finding, ...]:
    """All findings on a draft, gravest first, then in text order.

    The draft's own `units` are used where it has them, else the directory is made here. Any draft gives an answer.
    """
    layout = Layout(document, draft, draft.units or directory(document, draft))
    comparable = measured.measure_up(layout)
    repeated = repeats.runs(layout)
    found = [
        *targets.findings(layout, comparable),
        *leads.findings(layout, comparable, repeated),
        *duties.findings(layout),
        *task_forces.findings(layout),
        *aliases.findings(layout),
        *numbering.findings(layout),
        *repeats.findings(layout, repeated),
        *dates.findings(layout),
        *figures.findings(layout),
        *titles.findings(layout),
        *wording.findings(layout),
    ]
    return tuple(
        sorted(found, key=lambda f: (_ORDER[f.gravity], f.passages[0].source.start if f.passages else 0, f.code))
    )
