"""The pairs in samples/papers fit together: what an expected breakdown quotes stands in its text, its ids agree, its form is whole.

Nothing here runs the software: a broken pair should say so before it is held against a reading.
"""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

PAPERS = Path(__file__).parents[2] / "samples" / "papers"
NAMES = sorted({p.stem for p in PAPERS.iterdir() if p.suffix in {".txt", ".json"}})

FIELDS = {
    "document": {"title", "doc_number", "issuer", "date", "year", "family"},
    "parts": {"id", "kind", "title"},
    "tasks": {"part", "path", "title", "assignments", "due"},
    "assignments": {"clause", "lead", "responsible", "cooperate", "open_ended"},
    "targets": {"part", "path", "raw", "name", "measure", "op", "value", "value2", "unit"},
    "bodies": {"part", "name", "convener", "deputies", "members", "office", "raw"},
    "cadences": {"part", "raw", "actor", "action", "every"},
}
ROLES = ("lead", "responsible", "cooperate")
CHINESE_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


def bare(text: str) -> str:
    """Without blanks and line breaks."""
    return re.sub(r"\s", "", text)


def figures(text: str) -> set[float]:
    """The numbers in a text, in digits or as one Chinese numeral."""
    plain = unicodedata.normalize("NFKC", text)
    written = {float(n) for n in re.findall(r"\d+(?:\.\d+)?", plain)}
    return written | {float(CHINESE_DIGITS[c]) for c in plain if c in CHINESE_DIGITS}


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def text(name: str) -> str:
    return (PAPERS / f"{name}.txt").read_text("utf-8")


@pytest.fixture
def expected(name: str) -> dict[str, Any]:
    return json.loads((PAPERS / f"{name}.json").read_text("utf-8"))  # type: ignore[no-any-return]


def test_there_are_papers_to_read() -> None:
    assert len(NAMES) >= 14


def test_each_case_is_a_text_and_a_breakdown(name: str) -> None:
    assert (PAPERS / f"{name}.txt").is_file()
    assert (PAPERS / f"{name}.json").is_file()


def test_each_paper_is_named_in_the_readme(name: str) -> None:
    assert f"`{name}`" in (PAPERS / "README.md").read_text("utf-8")


def test_the_paper_is_short(text: str) -> None:
    assert 600 <= len(bare(text)) <= 2600


def test_the_form_is_complete(expected: dict[str, Any]) -> None:
    assert set(expected) == {"document", "parts", "tasks", "targets", "bodies", "cadences"}
    assert set(expected["document"]) == FIELDS["document"]
    for kind in ("parts", "tasks", "targets", "bodies", "cadences"):
        for item in expected[kind]:
            assert set(item) == FIELDS[kind], item
    for task in expected["tasks"]:
        for assignment in task["assignments"]:
            assert set(assignment) == FIELDS["assignments"], assignment


def test_what_is_quoted_stands_in_the_text(text: str, expected: dict[str, Any]) -> None:
    header = expected["document"]
    quoted = [header["title"], header["doc_number"], header["issuer"], header["family"]]
    quoted += [part["title"] for part in expected["parts"]]
    for task in expected["tasks"]:
        quoted += [task["title"], *task["due"], *(a["clause"] for a in task["assignments"])]
    quoted += [target["raw"] for target in expected["targets"]]
    for body in expected["bodies"]:
        quoted += [body["name"], body["raw"]]
    quoted += [cadence["raw"] for cadence in expected["cadences"]]
    whole = bare(text)
    assert [q for q in quoted if bare(q) not in whole] == []


def test_units_stand_in_their_clause_once(expected: dict[str, Any]) -> None:
    for task in expected["tasks"]:
        for assignment in task["assignments"]:
            units = [unit for role in ROLES for unit in assignment[role]]
            assert units, assignment
            assert len(units) == len(set(units)), assignment
            assert [u for u in units if bare(u) not in bare(assignment["clause"])] == []


def test_people_and_members_stand_in_the_sentence_that_sets_up_the_body(expected: dict[str, Any]) -> None:
    for body in expected["bodies"]:
        # deputies are left out: a list that shares one post ("甲局、乙局主要负责人") gives names that are not quotations
        names = [*body["convener"], *body["members"], body["office"]]
        assert [n for n in names if bare(n) not in bare(body["raw"])] == []


def test_the_header_is_dated(expected: dict[str, Any]) -> None:
    header = expected["document"]
    assert header["title"]
    assert isinstance(header["year"], int)
    if header["date"]:
        assert datetime.date.fromisoformat(header["date"]).year in {header["year"] - 1, header["year"]}


def test_ids_agree(expected: dict[str, Any]) -> None:
    ids = [part["id"] for part in expected["parts"]]
    assert ids[0] == "0"
    assert expected["parts"][0] == {"id": "0", "kind": "master", "title": expected["document"]["title"]}
    assert len(ids) == len(set(ids))
    assert {part["kind"] for part in expected["parts"][1:]} <= {"annex", "table"}
    for kind in ("tasks", "targets", "bodies", "cadences"):
        assert {item["part"] for item in expected[kind]} <= set(ids)
    places = [(task["part"], task["path"]) for task in expected["tasks"]]
    assert len(places) == len(set(places))


def test_paths_follow_the_numbering_of_the_text(text: str, expected: dict[str, Any]) -> None:
    kinds = {part["id"]: part["kind"] for part in expected["parts"]}
    plain = unicodedata.normalize("NFKC", text)
    lines = [line.strip() for line in plain.splitlines()]
    for item in (*expected["tasks"], *expected["targets"]):
        for number in item["path"].split("/"):
            if kinds[item["part"]] == "table":
                assert re.fullmatch(r"\(\d+\)", number), item
                number = number.strip("()")
            assert any(line.startswith(number) for line in lines), item


def test_targets_carry_the_figure_they_quote(expected: dict[str, Any]) -> None:
    for target in expected["targets"]:
        assert target["name"], target
        assert target["measure"] in {"growth", "level", "increase", "share", "decrease"}, target
        assert target["op"] in {">=", "<=", "=", "~", "range"}, target
        assert (target["value2"] is not None) == (target["op"] == "range"), target
        values = {float(v) for v in (target["value"], target["value2"]) if v is not None}
        assert values <= figures(target["raw"]), target
        assert bare(target["unit"]) in bare(target["raw"]), target


def test_time_limits_are_named_once_a_task(expected: dict[str, Any]) -> None:
    for task in expected["tasks"]:
        assert len(task["due"]) == len(set(task["due"])), task


def test_rhythms_have_an_interval(expected: dict[str, Any]) -> None:
    for cadence in expected["cadences"]:
        assert cadence["every"] in {"日", "周", "双周", "旬", "月", "季", "半年", "年"}, cadence
        assert cadence["action"], cadence
        assert cadence["action"] in cadence["raw"], cadence
