"""What became no item: numbered paragraphs and figures, each with its text, so that a person can look."""

from __future__ import annotations

import re
from collections.abc import Iterable

from luoshi.drafting.draft import Draft, Gap, Source
from luoshi.drafting.flat import flat
from luoshi.drafting.grammar import any_of
from luoshi.drafting.outline import Node, Outline, section_of
from luoshi.drafting.quantities import quantities
from luoshi.drafting.stretches import Stretch

BARE = 30  # characters of a heading
PAST = re.compile(any_of("sections", "past"))


def find_gaps(draft: Draft, skeleton: Outline, stretches: Iterable[Stretch]) -> list[Gap]:
    """Numbered paragraphs without an item of any kind in them, and figures that stand in no target and no limit.

    What nobody would look for in a breakdown is left out: bare headings, guiding thoughts, figures of the past."""
    taken: dict[int, list[tuple[int, int]]] = {}
    for source in _sources(draft):
        taken.setdefault(source.paragraph, []).append((source.start, source.end))
    gaps: list[Gap] = []
    past: set[int] = set()  # paragraphs that tell of the past
    for part in skeleton.parts:
        for section in part.root.children:
            for node in section.walk():
                if node.section == "background" and (PAST.search(section.heading) or PAST.search(node.heading)):
                    past.update(paragraph.index for paragraph, _ in node.lines)
                if node.children or not node.lines or any(p.index in taken for p, _ in node.lines):
                    continue
                if _says_nothing_to_do(node):
                    continue
                # a heading's own words say little: the first paragraph below it is quoted
                paragraph = next((p for p, start in node.lines if len(p.text) - start > BARE), node.lines[0][0])
                gaps.append(
                    Gap("paragraph", paragraph.text, Source(part.id, paragraph.index, paragraph.start, paragraph.end))
                )
    last_clause = -1
    for stretch in stretches:
        if stretch.paragraph.index in past:
            continue
        folded = flat(stretch.text)
        for quantity in quantities(folded.text):
            if not quantity.unit or quantity.han:
                continue
            first, last = folded.span(quantity.start, quantity.tail)
            where = stretch.place(first, last)
            if any(s <= where.start < e for s, e in taken.get(where.paragraph, ())):
                continue
            begin = max(stretch.text.rfind(c, 0, first) for c in "。；，,;") + 1
            ends = [i for i in (stretch.text.find(c, last) for c in "。；，,;") if i >= 0]
            end = min(ends, default=len(stretch.text))
            if gaps and gaps[-1].source.paragraph == where.paragraph and last_clause == (stretch.start + begin):
                continue  # several figures of one clause are listed once
            last_clause = stretch.start + begin
            gaps.append(Gap("figure", re.sub(r"\s+", "", stretch.text[begin:end]), where))
    gaps.sort(key=lambda g: g.source.start)
    return gaps


def _says_nothing_to_do(node: Node) -> bool:
    """A heading with nothing below it, or a paragraph of guiding thoughts."""
    if node.section == "background" or section_of(node.heading) == "background":
        return True
    said = "".join(paragraph.text[start:] for paragraph, start in node.lines)
    return len(said) < 2 or (len(said) <= BARE and re.search("[。；;，,：:、]", said) is None)


def _sources(draft: Draft) -> Iterable[Source]:
    for task in draft.tasks:
        yield task.source
        for due in task.due:
            yield due.source
        for assignment in task.assignments:
            yield assignment.source
    for group in (draft.targets, draft.bodies, draft.cadences):
        for item in group:
            yield item.source
