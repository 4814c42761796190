"""The check-up answers whatever draft it is given."""

import datetime

from by_hand import Plan
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.drafting.checkup import check
from luoshi.drafting.directory import directory, names_of
from luoshi.drafting.draft import (
    Assignment,
    Body,
    Cadence,
    Draft,
    Due,
    Header,
    Mention,
    Part,
    Source,
    Target,
    Task,
)
from luoshi.drafting.unit_names import plain
from luoshi.reading.document import Cell, Piece, assemble

WORDS = st.one_of(
    st.text(max_size=30),
    st.text(
        alphabet="一二三（）()“”《》、，。；1234.年月日县市区局办镇各等全乡其中个家%附件：是以上新建多三〈〉 \t",
        max_size=60,
    ),
    st.sampled_from(["县发改局", "各镇", "（", "县财政局〈县国资局〉", "", "县长", "2026年13月", "54=27+12", "附件1"]),
)
PLACE = st.integers(-5, 400)
ID = st.sampled_from(["0", "1", "2", "3-1", "", "附", "一"])
SOURCE = st.builds(Source, ID, PLACE, PLACE, PLACE, st.none() | st.integers(0, 3), st.none() | st.integers(0, 3))
NAMES = st.lists(WORDS, max_size=4).map(tuple)
MENTION = st.builds(Mention, WORDS, st.sampled_from(["lead", "responsible", "cooperate"]), SOURCE)
ASSIGNMENT = st.builds(Assignment, WORDS, st.lists(MENTION, max_size=4).map(tuple), st.booleans(), SOURCE)
DUE = st.builds(Due, WORDS, st.none() | st.dates(), SOURCE)
TASK = st.builds(
    Task,
    ID,
    WORDS,
    WORDS,
    st.lists(ASSIGNMENT, max_size=3).map(tuple),
    st.lists(DUE, max_size=2).map(tuple),
    SOURCE,
    SOURCE,
)
TARGET = st.builds(
    Target,
    ID,
    WORDS,
    WORDS,
    WORDS,
    st.sampled_from(["growth", "level", "increase", "share", "decrease"]),
    st.sampled_from([">=", "<=", "=", "~", "range"]),
    st.floats(),
    st.none() | st.floats(),
    st.sampled_from(["%", "家", "亿元", "", "户", "万亩"]),
    SOURCE,
)
BODY = st.builds(Body, ID, WORDS, NAMES, NAMES, NAMES, WORDS, WORDS, SOURCE)
CADENCE = st.builds(Cadence, ID, WORDS, WORDS, WORDS, st.just("月"), SOURCE)
PART = st.builds(Part, ID, st.sampled_from(["master", "annex", "table"]), WORDS, SOURCE)
HEAD = st.builds(
    Header,
    WORDS,
    WORDS,
    WORDS,
    st.sampled_from(["", "2026-02-10", "昨天", "2026-02-30"]),
    st.integers(-1, 99999),
    WORDS,
)


def several(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(strategy, max_size=5).map(tuple)


@given(
    st.lists(st.tuples(WORDS, st.booleans()), max_size=12),
    st.builds(Draft, HEAD, several(PART), several(TASK), several(TARGET), several(BODY), several(CADENCE)),
)
@settings(max_examples=60, deadline=None)
def test_any_draft_has_an_answer(lines: list[tuple[str, bool]], draft: Draft):
    pieces = [Piece(text, Cell(0, i, 0) if in_table else None) for i, (text, in_table) in enumerate(lines)]
    document = assemble("某.txt", "txt", pieces)
    for finding in check(document, draft):
        assert finding.sentence.endswith("。")
        for passage in finding.passages:
            assert document.text[passage.source.start : passage.source.end] == passage.text
    named = names_of(directory(document, draft))
    assert all(m.name in named for t in draft.tasks for a in t.assignments for m in a.mentions if plain(m.name))


def test_findings_come_gravest_first_then_in_text_order():
    made = Plan("方案\n一、实现全全覆盖。\n二、2月30日前完成，秸杆禁烧（。\n四、结束。")
    found = check(made.document, made.draft())
    ranks = [["grave", "serious", "minor"].index(f.gravity) for f in found]
    assert len(found) >= 4
    assert ranks == sorted(ranks)
    minor = [f.passages[0].source.start for f in found if f.gravity == "minor"]
    assert minor == sorted(minor)


def test_dates_far_away_do_no_harm():
    made = Plan("方案\n1.甲事。", header=Header(year=9999, date="9999-12-31"))
    made.task("0", "1", "1.甲事。", due=[("甲事", datetime.date.max)])
    assert check(made.document, made.draft()) is not None
