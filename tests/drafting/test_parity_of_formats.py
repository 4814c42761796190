"""One plan as text, web page, word-processor file and pdf: one breakdown."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from breakdown import KINDS, SAMPLES, Agreement, compare, expected_in, plain, said_of

COUNTY = SAMPLES / "yunlu-2026"
FORMATS = ("html", "docx", "pdf")
PLACES = {"source", "body", "mentions", "limits"}


def without_places(value: Any) -> Any:
    """A breakdown without what tells where things stand, its words as they are compared."""
    if isinstance(value, dict):
        return {key: without_places(inner) for key, inner in value.items() if key not in PLACES}
    if isinstance(value, list):
        return [without_places(inner) for inner in value]
    return plain(value) if isinstance(value, str) else value


@cache
def agreement_with_text(suffix: str) -> dict[str, Agreement]:
    return compare(said_of(COUNTY / "plan.txt"), said_of(COUNTY / f"plan.{suffix}"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("suffix", FORMATS)
def test_every_kind_of_item_is_the_same_as_in_the_text(suffix: str, kind: str):
    agreement = agreement_with_text(suffix)[kind]
    assert agreement.f1 == 1.0, str(agreement)


@pytest.mark.parametrize("key", ["document", "parts", "tasks", "targets", "bodies", "cadences", "units"])
@pytest.mark.parametrize("suffix", FORMATS)
def test_the_words_and_their_order_are_the_same_too(suffix: str, key: str):
    assert without_places(said_of(COUNTY / f"plan.{suffix}")[key]) == without_places(said_of(COUNTY / "plan.txt")[key])


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_check_up_finds_the_same_defects(suffix: str):
    def findings(name: str) -> list[tuple[str, str]]:
        return sorted((f["code"], plain(f["sentence"])) for f in said_of(COUNTY / name)["findings"])

    assert findings(f"plan.{suffix}") == findings("plan.txt")


@pytest.mark.parametrize("suffix", ["txt", *FORMATS])
def test_each_format_finds_all_tasks(suffix: str):
    agreement = compare(expected_in(COUNTY / "gold.json"), said_of(COUNTY / f"plan.{suffix}"))
    assert agreement["tasks"].f1 == 1.0, str(agreement["tasks"])
    assert agreement["roles"].f1 >= 0.985, str(agreement["roles"])
