"""Brackets and quotes, and text folded to one width: where things open, close and stood."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.drafting.brackets import depths, paired, round_groups, split_outside, square_groups
from luoshi.drafting.flat import flat

SIGNS = st.text(alphabet="甲乙（）()〈〉<>《》“”‘’【】[]、，。; 1２", max_size=30)


def inside(text: str) -> list[str]:
    return [text[a:b] for a, b in round_groups(text)]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("甲（乙）丙（丁）", ["（乙）", "（丁）"]),
        ("甲(乙)", ["(乙)"]),
        ("甲（乙)丙(丁）", ["（乙)", "(丁）"]),
        ("甲（乙（丙）丁）", ["（乙（丙）丁）"]),
        ("甲（乙", []),
        ("甲）乙（丙）", ["（丙）"]),
        ("甲（乙（丙）", ["（丙）"]),
        ("", []),
    ],
)
def test_the_outermost_round_brackets(text: str, groups: list[str]):
    assert inside(text) == groups


@pytest.mark.parametrize(
    ("text", "groups"),
    [("甲[乙]丙", ["[乙]"]), ("甲【乙】［丙］〔丁〕", ["【乙】", "［丙］", "〔丁〕"]), ("甲[乙", []), ("甲]乙[", [])],
)
def test_square_brackets(text: str, groups: list[str]):
    assert [text[a:b] for a, b in square_groups(text)] == groups


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("甲、乙、丙", ["甲", "乙", "丙"]),
        ("甲（乙、丙）、丁", ["甲（乙、丙）", "丁"]),
        ("“甲、乙”、丙", ["“甲、乙”", "丙"]),
        ("甲〈乙、丙〉、《丁、戊》", ["甲〈乙、丙〉", "《丁、戊》"]),
        ("甲（乙、丙", ["甲（乙", "丙"]),
        ("、", ["", ""]),
        ("", [""]),
    ],
)
def test_a_list_is_parted_outside_brackets_and_quotes_only(text: str, pieces: list[str]):
    assert [text[a:b] for a, b in split_outside(text, "、")] == pieces


def test_depth_counts_the_pairs_around_each_character():
    assert depths("甲（乙“丙”）丁") == [0, 1, 1, 2, 2, 2, 1, 0]


def test_what_never_closes_encloses_nothing():
    assert depths("甲（乙“丙）丁") == [0, 1, 1, 1, 1, 1, 0]
    assert depths("“甲乙") == [0, 0, 0]


@given(SIGNS)
def test_groups_are_pairs_in_order_that_do_not_overlap(text: str):
    groups = round_groups(text)
    assert all(text[a] in "（(" and text[b - 1] in "）)" for a, b in groups)
    assert all(this[1] <= following[0] for this, following in pairwise(groups))


@given(SIGNS)
def test_depth_begins_and_ends_outside_and_never_falls_below(text: str):
    found = depths(text)
    assert len(found) == len(text)
    assert all(depth >= 0 for depth in found)


@given(SIGNS)
def test_the_pieces_of_a_list_and_its_separators_are_the_whole_text(text: str):
    pieces = split_outside(text, "、，")
    assert pieces[0][0] == 0
    assert pieces[-1][1] == len(text)
    assert all(this[1] + 1 == following[0] and text[this[1]] in "、，" for this, following in pairwise(pieces))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("增长 ９．５ ％", "增长9.5%"),
        ("甲局,乙局", "甲局，乙局"),
        ("培训1,200人", "培训1,200人"),
        ("增长9%,新增3家", "增长9%，新增3家"),
        ("完成任务.发动群众", "完成任务。发动群众"),
        ("增长9.5%", "增长9.5%"),
    ],
)
def test_folding_makes_one_width_of_digits_and_stops(text: str, folded: str):
    assert flat(text).text == folded


@given(SIGNS)
def test_folded_text_knows_where_each_character_stood(text: str):
    folded = flat(text)
    assert len(folded.at) == len(folded.text) == len("".join(text.split()))
    assert list(folded.at) == sorted(folded.at)
    if folded.text:
        first, last = folded.span(0, len(folded.text))
        assert "".join(text[first:last].split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "piece", "widened"),
    [
        ("建成“链主企业”5家", "链主企业”5家", "“链主企业”5家"),
        ("建成（含在建）5家", "建成（含", "建成（含在建）"),
        ("《意见（试行）》3条", "（试行）》3条", "《意见（试行）》3条"),
        ("建成“链主”企业5家", "企业5家", "企业5家"),
        ("建成）企业5家", "）企业5家", "）企业5家"),
    ],
)
def test_a_piece_is_widened_until_its_brackets_close(text: str, piece: str, widened: str):
    at = text.index(piece)
    start, end = paired(text, at, at + len(piece))
    assert text[start:end] == widened
