"""How much of a whole plan is read right: the county of the samples, and real plans where they lie at hand.

Real plans are no part of the repository. Their folder (texts in corpus/, breakdowns in gold/) is named by the
environment variable LUOSHI_BENCH, ../shared/bench beside the repository where it is not set.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest
from breakdown import SAMPLES, Agreement, compare, expected_in, plain, said_of

FLOORS = {
    "tasks": 0.99,
    "roles": 0.985,
    "due": 0.95,
    "targets": 0.93,
    "measure": 0.93,
    "op": 0.90,
    "name": 0.75,
    "bodies": 0.98,
    "cadences": 0.85,
    "document": 0.95,
}
COUNTY = SAMPLES / "yunlu-2026"
BENCH = Path(os.environ.get("LUOSHI_BENCH") or Path(__file__).parents[3] / "shared" / "bench")
REAL = sorted(path.stem for path in (BENCH / "gold").glob("*.json"))


@cache
def agreement_of(gold: Path, text: Path) -> dict[str, Agreement]:
    return compare(expected_in(gold), said_of(text))


def reached(agreement: dict[str, Agreement], kind: str) -> float:
    """F1; of the words around a target's figure the share that is right."""
    return agreement[kind].recall if kind in ("measure", "op", "name") else agreement[kind].f1


@pytest.mark.parametrize("kind", FLOORS)
def test_the_county_is_read_as_a_careful_clerk_reads_it(kind: str):
    agreement = agreement_of(COUNTY / "gold.json", COUNTY / "plan.txt")
    assert reached(agreement, kind) >= FLOORS[kind], str(agreement[kind])


def test_the_county_has_all_its_parts():
    expected, said = expected_in(COUNTY / "gold.json")["parts"], said_of(COUNTY / "plan.txt")["parts"]
    assert [(p["id"], p["kind"], plain(p["title"])) for p in said] == [
        (p["id"], p["kind"], plain(p["title"])) for p in expected
    ]


@pytest.mark.skipif(not REAL, reason=f"no real plans at hand: {BENCH} (LUOSHI_BENCH) has no gold/*.json")
@pytest.mark.parametrize("kind", FLOORS)
@pytest.mark.parametrize("name", REAL or ["none"])
def test_real_plans_are_read_as_careful_clerks_read_them(name: str, kind: str):
    agreement = agreement_of(BENCH / "gold" / f"{name}.json", BENCH / "corpus" / f"{name}.txt")
    assert reached(agreement, kind) >= FLOORS[kind], str(agreement[kind])
