"""The breakdown form: keys in order, sources that equal the text, and the way back to a draft."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "papers"))
from small_plan import document, draft

from luoshi.drafting import draft as drafted
from luoshi.drafting.form import draft_from_form, form, form_bytes
from luoshi.reading import read_bytes


@pytest.fixture
def read():
    return document()


@pytest.fixture
def plan(read):
    return draft(read)


def sources(value):
    """Every source in the form, however deep."""
    if isinstance(value, dict):
        if {"first", "last", "text"} <= value.keys():
            yield value
        for inner in value.values():
            yield from sources(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from sources(inner)


def test_keys_stand_in_the_forms_order(plan, read):
    data = form(plan, read)
    assert list(data) == [
        "document",
        "parts",
        "tasks",
        "targets",
        "bodies",
        "cadences",
        "units",
        "findings",
        "coverage",
    ]
    assert list(data["document"]) == ["title", "doc_number", "issuer", "date", "year", "family"]
    assert list(data["parts"][0])[:3] == ["id", "kind", "title"]
    assert list(data["tasks"][0])[:5] == ["part", "path", "title", "assignments", "due"]
    clause = data["tasks"][0]["assignments"][0]
    assert list(clause)[:5] == ["clause", "lead", "responsible", "cooperate", "open_ended"]
    target = ["part", "path", "raw", "name", "measure", "op", "value", "value2", "unit"]
    assert list(data["targets"][0])[:9] == target
    body = ["part", "name", "convener", "deputies", "members", "office", "raw"]
    assert list(data["bodies"][0])[:7] == body
    assert list(data["cadences"][0])[:5] == ["part", "raw", "actor", "action", "every"]


def test_every_source_is_the_text_it_names(plan, read):
    found = list(sources(form(plan, read)))
    assert len(found) > 20
    for source in found:
        assert read.text[source["first"] : source["last"] + 1] == source["text"]
        paragraph = read.paragraphs[source["paragraph"]]
        assert paragraph.start <= source["first"] < paragraph.end


def test_a_source_in_a_table_has_row_and_column(plan, read):
    source = form(plan, read)["tasks"][3]["source"]
    assert (source["row"], source["column"]) == (0, 0)
    assert "row" not in form(plan, read)["tasks"][0]["source"]


def test_a_clause_of_several_cells_lists_the_place_of_each():
    rows = "云溪县2026年重点任务清单\n序号\t牵头单位\t工作任务\t责任单位\n1\t县发改局\t新建 充电桩。\t县住建局\n2\t县财政局\t改造管网。\t各乡镇"
    document = read_bytes(rows.encode(), "清单.txt")
    written = form(drafted(document), document)
    for task, said in zip(written["tasks"], (["县发改局", "县住建局"], ["县财政局", "各乡镇"]), strict=True):
        (assignment,) = task["assignments"]
        source = assignment["source"]
        assert [document.text[first : last + 1] for first, last in source["spans"]] == said
        assert (source["text"], assignment["clause"]) == ("\n".join(said), "".join(said))
        assert (source["first"], source["last"]) == (source["spans"][0][0], source["spans"][-1][1])
    assert form(draft_from_form(written), document) == written


def test_quotations_stand_without_blanks_but_sources_keep_them(plan, read):
    target = form(plan, read)["targets"][0]
    assert target["raw"] == "粮食总产量达到20万吨以上"
    assert target["source"]["text"] == "粮食总产量达到 20 万吨以上"


def test_figures_are_numbers_as_written(plan, read):
    values = [(t["value"], t["value2"]) for t in form(plan, read)["targets"]]
    assert values == [(20, None), (3, 5), (18.5, None)]
    assert all(isinstance(value, int) for value in (values[0][0], values[1][1]))


def test_units_show_aliases_with_evidence_and_duties(plan, read):
    unit = form(plan, read)["units"][1]
    assert unit["aliases"][0] == {
        "name": "县农业局",
        "evidence": "简称：农业农村→农业",
        "certainty": 0.7,
        "proposed": True,
        "count": 1,
        "source": unit["duties"][1]["source"],
    }
    assert [duty["role"] for duty in unit["duties"]] == ["lead", "lead", "office"]
    assert unit["source"] == unit["duties"][0]["source"]
    assert unit["duties"][2]["source"]["text"] == "县农业农村局"


def test_due_stays_a_list_of_words_and_limits_tell_the_last_day(plan, read):
    task = form(plan, read)["tasks"][1]
    assert task["due"] == ["6月底前"]
    assert task["limits"][0]["latest"] == "2026-06-30"


def test_the_file_is_utf8_with_chinese_as_it_is(plan, read):
    text = form_bytes(plan, read).decode("utf-8")
    assert "粮食总产量" in text
    assert text.startswith('{\n "document"')
    assert json.loads(text) == form(plan, read)


def test_a_lone_surrogate_does_not_break_the_file(plan, read):
    odd = replace(plan, document=replace(plan.document, issuer="\udc80"))
    assert json.loads(form_bytes(odd, read))["document"]["issuer"] == "\udc80"


def test_a_form_gives_the_draft_back(plan, read):
    data = json.loads(form_bytes(plan, read))
    again = draft_from_form(data)
    assert form(again, read) == data
    assert again.tasks[1].assignments == plan.tasks[1].assignments
    assert again.tasks[1].due == plan.tasks[1].due


def test_what_is_no_form_is_refused_in_chinese():
    for wrong in ({}, {"document": {}, "parts": [{}]}, []):
        with pytest.raises(ValueError, match="请重新读取方案"):
            draft_from_form(wrong)
