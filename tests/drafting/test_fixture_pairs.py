"""Every pair in samples/papers: the text read gives the breakdown that was decided by hand.

A new case is two files and no code. What is found and where must be right to the last item; of the words around a
figure (what it measures, how strongly, under which name) the share in `WORDS` must be right in each paper, and the
share in `WORDS_TOGETHER` over all. Where a paper holds something that reading misses today, `LOWER` says how much of
it must be found all the same.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from breakdown import SAMPLES, Agreement, compare, expected_in, said_of, together

PAPERS = SAMPLES / "papers"
NAMES = sorted(path.stem for path in PAPERS.glob("*.json"))

EXACT = ("tasks", "titles", "roles", "clauses", "due", "targets", "bodies", "cadences", "document")
WORDS = {"measure": 0.9, "op": 0.9, "name": 0.7}
WORDS_TOGETHER = {"measure": 0.98, "op": 0.98, "name": 0.92}
LOWER = {
    ("rhythm-and-bodies", "cadences"): 0.94,
    ("ministry-notice", "clauses"): 0.5,  # are 各省级主管部门 open?
}


@cache
def agreement(name: str) -> dict[str, Agreement]:
    return compare(expected_in(PAPERS / f"{name}.json"), said_of(PAPERS / f"{name}.txt"))


@pytest.mark.parametrize("kind", EXACT)
@pytest.mark.parametrize("name", NAMES)
def test_the_paper_gives_just_what_a_reader_notes_down(name: str, kind: str):
    reached = agreement(name)[kind]
    assert reached.f1 >= LOWER.get((name, kind), 1.0), str(reached)


@pytest.mark.parametrize("kind", WORDS)
@pytest.mark.parametrize("name", NAMES)
def test_most_targets_say_what_they_measure_and_how_strongly(name: str, kind: str):
    reached = agreement(name)[kind]
    assert reached.recall >= WORDS[kind], str(reached)


@pytest.mark.parametrize("kind", WORDS_TOGETHER)
def test_nearly_all_targets_do_over_all_papers(kind: str):
    reached = together(map(agreement, NAMES))[kind]
    assert reached.recall >= WORDS_TOGETHER[kind], str(reached)


@pytest.mark.parametrize("name", NAMES)
def test_parts_stand_in_order_with_their_titles(name: str):
    expected, said = expected_in(PAPERS / f"{name}.json")["parts"], said_of(PAPERS / f"{name}.txt")["parts"]
    assert [(p["id"], p["kind"], p["title"]) for p in said] == [(p["id"], p["kind"], p["title"]) for p in expected]


@pytest.mark.parametrize("name", NAMES)
def test_tasks_stand_in_the_order_of_the_text(name: str):
    said = said_of(PAPERS / f"{name}.txt")["tasks"]
    starts = [task["source"]["first"] for task in said]
    assert starts == sorted(starts)


def test_every_case_is_a_pair():
    assert NAMES
    assert {Path(path).stem for path in PAPERS.glob("*.txt")} == set(NAMES)
