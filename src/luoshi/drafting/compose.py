"""The whole way from a Document to a Draft."""

from __future__ import annotations

from dataclasses import replace

from luoshi.drafting.blanks import moved, without_blanks
from luoshi.drafting.bodies import find_bodies
from luoshi.drafting.cadences import find_cadences
from luoshi.drafting.checkup import check
from luoshi.drafting.coverage import find_gaps
from luoshi.drafting.directory import directory
from luoshi.drafting.draft import Draft, Part
from luoshi.drafting.outline import outline
from luoshi.drafting.targets import find_targets
from luoshi.drafting.tasks import find_tasks
from luoshi.reading.document import Document


def draft(document: Document) -> Draft:
    """The draft of a document. Total: never raises on any text; what was not understood stands in `coverage`."""
    plain, move = without_blanks(document)
    skeleton = outline(plain)
    header = skeleton.heading.header
    found = find_tasks(plain, skeleton, header.year)
    made = Draft(
        document=header,
        parts=tuple(Part(p.id, p.kind, p.title, p.source) for p in skeleton.parts),
        tasks=found.tasks,
        targets=tuple(find_targets(found.stretches, header.year)),
        bodies=tuple(find_bodies(found.stretches, header.title)),
        cadences=tuple(find_cadences(found.stretches)),
    )
    made = moved(replace(made, coverage=tuple(find_gaps(made, skeleton, found.stretches))), move)
    made = replace(made, units=directory(document, made))
    return replace(made, findings=check(document, made))
