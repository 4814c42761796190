"""The fictional plan's files: all made from one source, with a gold annotation that fits their words."""

from __future__ import annotations

import importlib.util
import io
import json
import re
from collections import Counter
from html import unescape
from pathlib import Path
from types import ModuleType
from typing import Any

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn

SAMPLES = Path(__file__).parents[2] / "samples"
FOLDER = SAMPLES / "yunlu-2026"
ROLES = ("lead", "responsible", "cooperate")


def squeezed(text: str) -> str:
    """The text without blanks and line breaks."""
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_yunlu", SAMPLES / "build_yunlu.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def built(builder: ModuleType) -> dict[str, bytes]:
    files: dict[str, bytes] = builder.build()
    return files


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((FOLDER / "gold.json").read_text("utf-8"))
    return content


@pytest.fixture(scope="module")
def text() -> str:
    return squeezed((FOLDER / "plan.txt").read_text("utf-8"))


def docx_content(content: bytes) -> list[tuple[str, str]]:
    """Every paragraph's text with the list and level it is in, table cells included."""
    body = Document(io.BytesIO(content)).element.body
    found = []
    for paragraph in body.iter(qn("w:p")):
        numbered = "/".join(paragraph.xpath("./w:pPr/w:numPr/w:numId/@w:val | ./w:pPr/w:numPr/w:ilvl/@w:val"))
        found.append((numbered, "".join(t.text or "" for t in paragraph.iter(qn("w:t")))))
    return found


@pytest.mark.parametrize("name", ["plan.txt", "plan.html", "gold.json", "defects.md"])
def test_the_builder_reproduces_the_file(name: str, built: dict[str, bytes]) -> None:
    assert built[name] == (FOLDER / name).read_bytes(), "运行 python samples/build_yunlu.py 更新"


def test_the_builder_reproduces_the_words_and_numbers_of_the_docx(built: dict[str, bytes]) -> None:
    assert docx_content(built["plan.docx"]) == docx_content((FOLDER / "plan.docx").read_bytes())


def test_the_web_page_holds_every_paragraph_of_the_text() -> None:
    page = squeezed(unescape(re.sub(r"<[^>]+>", "", (FOLDER / "plan.html").read_text("utf-8"))))
    lines = (FOLDER / "plan.txt").read_text("utf-8").splitlines()
    missing = [cell for line in lines for cell in line.split("\t") if squeezed(cell) not in page]
    assert missing == []


def test_the_pdf_shows_every_paragraph_with_its_number(builder: ModuleType) -> None:
    pdf = pypdfium2.PdfDocument(FOLDER / "plan.pdf")
    shown = "".join(re.sub(r"—\d+—", "", squeezed(page.get_textpage().get_text_range())) for page in pdf)
    blocks = [b for part in builder.read_parts() for b in part.blocks if b.kind != "row"]
    assert [b.shown for b in blocks if squeezed(b.shown) not in shown] == []


def test_every_verbatim_field_stands_in_the_text(gold: dict[str, Any], text: str) -> None:
    fields = [gold["document"]["title"], gold["document"]["doc_number"], gold["document"]["issuer"]]
    fields += [part["title"] for part in gold["parts"]]
    for task in gold["tasks"]:
        fields += [task["title"], *task["due"]]
        fields += [a["clause"] for a in task["assignments"]]
    fields += [item["raw"] for kind in ("targets", "bodies", "cadences") for item in gold[kind]]
    assert [f for f in fields if squeezed(f) not in text] == []


def test_every_unit_stands_in_its_clause_or_sentence(gold: dict[str, Any]) -> None:
    clauses = [(a["clause"], unit) for t in gold["tasks"] for a in t["assignments"] for r in ROLES for unit in a[r]]
    members = [(b["raw"], unit) for b in gold["bodies"] for unit in b["members"]]
    assert [(words, unit) for words, unit in clauses + members if unit not in words] == []


def test_no_list_mark_is_left_in_a_unit_name(gold: dict[str, Any]) -> None:
    units = {unit for t in gold["tasks"] for a in t["assignments"] for r in ROLES for unit in a[r]}
    assert [u for u in units if re.search(r"[\[\]{}<>、，,;；。：]|等$|^$", u)] == []


def test_the_sample_is_as_large_as_a_real_plan(gold: dict[str, Any], text: str, builder: ModuleType) -> None:
    units = {unit for t in gold["tasks"] for a in t["assignments"] for r in ROLES for unit in a[r]}
    rows = [b for part in builder.read_parts() if part.columns for b in part.blocks]
    assert len(text) >= 18_000
    assert len(gold["tasks"]) >= 110
    assert len(units) >= 40
    assert len(gold["targets"]) >= 80
    assert len(gold["cadences"]) >= 12
    assert len(rows) >= 24
    assert sum(any(b.merged) for b in rows) >= 10
    assert [p["kind"] for p in gold["parts"]].count("annex") == 6
    assert sum(b["name"].endswith("工作专班") for b in gold["bodies"]) == 6


def test_ids_and_paths_belong_together(gold: dict[str, Any], builder: ModuleType) -> None:
    places = {(part.id, block.path) for part in builder.read_parts() for block in part.blocks}
    parts = [p["id"] for p in gold["parts"]]
    assert len(parts) == len(set(parts))
    assert {item["part"] for kind in ("tasks", "targets", "bodies", "cadences") for item in gold[kind]} <= set(parts)
    assert [i for kind in ("tasks", "targets") for i in gold[kind] if (i["part"], i["path"]) not in places] == []


def test_only_the_planted_repeat_gives_two_tasks_one_path(gold: dict[str, Any]) -> None:
    counted = Counter((t["part"], t["path"]) for t in gold["tasks"])
    assert [place for place, n in counted.items() if n > 1] == [("4", "二/(二)/2")]


def test_values_keep_to_the_form(gold: dict[str, Any]) -> None:
    for target in gold["targets"]:
        assert target["measure"] in {"growth", "level", "increase", "share", "decrease"}, target
        assert target["op"] in {">=", "<=", "=", "~", "range"}, target
        assert (target["value2"] is not None) == (target["op"] == "range"), target
        assert target["name"], target
    assert {c["every"] for c in gold["cadences"]} == {"日", "周", "双周", "旬", "月", "季", "半年", "年"}


def test_every_kind_of_defect_is_planted_and_listed() -> None:
    rows = [
        line.split(" | ") for line in (FOLDER / "defects.md").read_text("utf-8").splitlines() if line.startswith("| ")
    ]
    kinds = Counter(row[0].removeprefix("| ") for row in rows[1:])
    wanted = {
        "target-conflict",
        "target-strength",
        "target-only-master",
        "target-only-annex",
        "lead-conflict",
        "unit-not-in-body",
        "member-without-work",
        "task-without-unit",
        "task-without-lead",
        "task-open-class-only",
        "unit-aliases",
        "numbering-gap",
        "numbering-repeat",
        "numbering-restart",
        "sentence-twice",
        "paragraph-twice",
        "unit-twice",
        "due-past",
        "due-impossible",
        "sum-mismatch",
        "target-without-figure",
        "bracket-open",
        "quote-open",
        "slip",
    }
    assert wanted <= set(kinds)
    assert kinds["unit-aliases"] >= 5
