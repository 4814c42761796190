"""What holds for any text: a draft comes of it, everything in it points at its own words, and looks change no duty."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest
from any_plan import DOCUMENTS
from breakdown import SAMPLES, plain, read_and_draft
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from luoshi.drafting import draft
from luoshi.drafting.draft import Draft, Source
from luoshi.reading import read_bytes
from luoshi.reading.document import Document, Piece, assemble

SOME = settings(deadline=None, max_examples=250, derandomize=True)
FEW = settings(deadline=None, max_examples=6, derandomize=True, phases=[Phase.explicit, Phase.generate])
PAPERS = sorted((SAMPLES / "papers").glob("*.txt"))
COUNTY = SAMPLES / "yunlu-2026" / "plan.txt"
COUNTIES = [COUNTY.with_suffix(suffix) for suffix in (".txt", ".docx", ".html", ".pdf")]


def quotations(made: Draft) -> Iterator[tuple[str, str, Source]]:
    """All that a draft says stands in the text: (what it is, its words, where)."""
    for task in made.tasks:
        yield "title", task.title, task.source
        for assignment in task.assignments:
            yield "clause", assignment.clause, assignment.source
            for mention in assignment.mentions:
                yield "mention", mention.name, mention.source
        for due in task.due:
            yield "due", due.text, due.source
    for target in made.targets:
        yield "target", target.raw, target.source
    for body in made.bodies:
        yield "body", body.raw, body.source
    for cadence in made.cadences:
        yield "cadence", cadence.raw, cadence.source
    for unit in made.units:
        yield "unit", unit.name, unit.source
        for alias in unit.aliases:
            yield "alias", alias.name, alias.source
        for duty in unit.duties:
            yield "duty", duty.written, duty.source
    for finding in made.findings:
        for passage in finding.passages:
            yield finding.code, passage.text, passage.source
    for gap in made.coverage:
        if gap.kind == "paragraph":
            yield "gap", gap.text, gap.source


def sources(value: object) -> Iterator[Source]:
    """Every Source inside a value, however deep."""
    if isinstance(value, Source):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from sources(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from sources(getattr(value, field.name))


def squeezed(text: str) -> str:
    return "".join(text.split())


def astray(document: Document, made: Draft) -> list[tuple[str, str, str]]:
    """Quotations whose characters are not their words."""
    found = []
    for kind, words, at in quotations(made):
        there, quoted = squeezed(at.words(document.text)), squeezed(words)
        if kind in ("unit", "alias", "duty"):  # names are compared in one width
            there, quoted = plain(there), plain(quoted)
        if kind == "duty" and there and quoted.startswith(there):
            continue  # several bureaus share one post (A局、B局主要负责人): the words are the bureau's
        if there != quoted:
            found.append((kind, words, there))
    return found


def outside(document: Document, made: Draft) -> list[Source]:
    """Sources that lie outside the document, or do not begin in the paragraph that they name."""
    if not document.paragraphs:
        return [s for s in sources(made) if (s.paragraph, s.start, s.end) != (0, 0, 0)]
    return [
        s
        for s in sources(made)
        if not 0 <= s.paragraph < len(document.paragraphs)
        or not document.paragraphs[s.paragraph].start <= s.start <= document.paragraphs[s.paragraph].end
        or not s.start <= s.end <= len(document.text)
        or (s.spans and not in_order(s))
    ]


def in_order(source: Source) -> bool:
    """Do the places of a source follow one another, from its first character to its last?"""
    bounds = [position for place in source.spans for position in place]
    return bounds == sorted(bounds) and (bounds[0], bounds[-1]) == (source.start, source.end)


def roles(made: Draft) -> Counter[tuple[str, str, str, str]]:
    """Who owes what: (part, path, role, unit)."""
    return Counter(
        (task.part, plain(task.path), mention.role, plain(mention.name))
        for task in made.tasks
        for assignment in task.assignments
        for mention in assignment.mentions
    )


def rewritten(document: Document, change: Callable[[str], str]) -> Document:
    """The document with each paragraph's text changed, all else kept."""
    pieces = [Piece(change(p.text), p.cell, p.level, p.page, p.label) for p in document.paragraphs]
    return assemble(document.name, document.format, pieces, document.tables)


@SOME
@given(DOCUMENTS)
def test_any_text_gives_a_draft_that_points_at_its_own_words(document: Document):
    made = draft(document)
    assert made.parts[0].id == "0"
    assert astray(document, made) == []
    assert outside(document, made) == []


@FEW
@given(DOCUMENTS)
def test_the_same_text_gives_the_same_draft(document: Document):
    assert draft(document) == draft(document)


@pytest.mark.parametrize("path", [*PAPERS, *COUNTIES], ids=lambda p: p.name if p in COUNTIES else p.stem)
def test_everything_read_out_of_a_plan_points_at_its_own_words(path: Path):
    document, made = read_and_draft(path)
    assert astray(document, made) == []
    assert outside(document, made) == []


@pytest.mark.parametrize("path", [*PAPERS, COUNTY], ids=lambda p: p.parent.name if p == COUNTY else p.stem)
def test_figures_left_over_stand_in_the_words_quoted_for_them(path: Path):
    document, made = read_and_draft(path)
    for gap in made.coverage:
        assert squeezed(document.text[gap.source.start : gap.source.end]) in squeezed(gap.text)


@pytest.mark.parametrize("path", PAPERS, ids=lambda p: p.stem)
@FEW
@given(seed=st.integers(0, 10**6), share=st.sampled_from([0.02, 0.1, 0.3]))
def test_blanks_change_no_role(path: Path, seed: int, share: float):
    chance = random.Random(seed)

    def spread(text: str) -> str:  # a blank anywhere but in a number or a Latin word
        return "".join(
            c + " " if chance.random() < share and not (c + after).isascii() else c
            for c, after in zip(text, text[1:] + "。", strict=True)
        )

    document, made = read_and_draft(path)
    spaced = rewritten(document, spread)
    again = draft(spaced)
    assert roles(again) == roles(made)
    assert astray(spaced, again) == []
    assert outside(spaced, again) == []
    for mention in (m for task in again.tasks for a in task.assignments for m in a.mentions):
        written = spaced.text[mention.source.start : mention.source.end]
        assert written == written.strip()


WIDTHS = dict(zip("（），：；()," + ":;", "(),:;（），：；", strict=True))


@pytest.mark.parametrize("path", PAPERS, ids=lambda p: p.stem)
@FEW
@given(seed=st.integers(0, 10**6), share=st.sampled_from([0.3, 1.0]))
def test_the_width_of_punctuation_changes_no_role(path: Path, seed: int, share: float):
    chance = random.Random(seed)

    def swap(text: str) -> str:
        return "".join(WIDTHS[c] if c in WIDTHS and chance.random() < share else c for c in text)

    document, made = read_and_draft(path)
    assert roles(draft(rewritten(document, swap))) == roles(made)


def broken(text: str, columns: int) -> list[str]:
    """A paragraph in lines of so many columns, of which a Chinese character takes two."""
    lines, line, wide = [], "", 0
    for char in text:
        width = 2 if unicodedata.east_asian_width(char) in "WFA" else 1
        if wide + width > columns:
            lines.append(line)
            line, wide = "", 0
        line += char
        wide += width
    return [*lines, line]


@pytest.mark.parametrize("columns", [56, 74])
@pytest.mark.parametrize("path", [p for p in PAPERS if "\t" not in p.read_text("utf-8")], ids=lambda p: p.stem)
def test_lines_broken_at_a_fixed_width_change_no_role(path: Path, columns: int):
    """Each paragraph begins with two full-width blanks, as office papers do."""
    lines = [
        part
        for line in path.read_text("utf-8").splitlines()
        for part in broken("　　" + line.strip() if line.strip() else "", columns)
    ]
    document = read_bytes("\n".join(lines).encode(), path.name)
    assert roles(draft(document)) == roles(read_and_draft(path)[1])


def annexes_of(text: str) -> tuple[str, list[str]]:
    """A plan's text up to its first annex, and its annexes; a table listed under an annex goes with it."""
    starts = [m.start() for m in re.finditer(r"(?m)^附件\d$", text)]
    bounds = [*starts, len(text)]
    return text[: starts[0]], [text[a:b] for a, b in pairwise(bounds)]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_annexes_changes_no_task(seed: int):
    front, annexes = annexes_of(COUNTY.read_text("utf-8"))
    assert len(annexes) == 6
    order = list(range(len(annexes)))
    random.Random(seed).shuffle(order)
    new_id = {str(old + 1): str(new + 1) for new, old in enumerate(order)}
    moved = [re.sub(r"(?m)^附件(\d)", lambda m: "附件" + new_id[m[1]], annexes[old]) for old in order]
    document = read_bytes("".join([front, *moved]).encode(), COUNTY.name)

    def seen(made: Draft, ids: dict[str, str]) -> Counter[object]:
        return Counter(
            (re.sub(r"^\d", lambda m: ids.get(m[0], m[0]), task.part), task.path, task.title, tuple(d.text for d in task.due),
             tuple((a.clause, tuple((m.name, m.role) for m in a.mentions)) for a in task.assignments))
            for task in made.tasks
        )  # fmt: skip

    assert seen(draft(document), {}) == seen(read_and_draft(COUNTY)[1], new_id)


def test_a_document_without_a_word_gives_an_empty_draft():
    made = draft(assemble("空.txt", "txt", []))
    assert (made.tasks, made.targets, made.bodies, made.cadences, made.coverage) == ((), (), (), (), ())
    assert replace(made.document, title="") == made.document
