"""How a finding's passages are quoted: grouped by place, marked where the finding speaks of them, cut to size."""

from __future__ import annotations

from luoshi.drafting.draft import Draft, Finding, Header, Passage, Source
from luoshi.papers.places import Places
from luoshi.papers.quotations import quotations
from luoshi.reading.document import Piece, assemble

LONG = "，".join(f"推进第{n}号工程" for n in range(60))
DOCUMENT = assemble(
    "a.txt",
    "txt",
    [
        Piece("修路30公里，建桥2座。种树5万亩。"),
        Piece("修路40公里。（县交通局牵头）"),
        Piece(f"{LONG}，修路50公里，{LONG}。"),
    ],
)


def quoted(sentence, *words, longest=60):
    passages = []
    for paragraph, text in words:
        start = DOCUMENT.text.index(text, DOCUMENT.paragraphs[paragraph].start)
        passages.append(Passage(text, Source("0", paragraph, start, start + len(text))))
    places = Places(Draft(Header(), (), (), (), (), ()), DOCUMENT)
    return quotations(Finding("x", "minor", sentence, tuple(passages)), places, longest)


def marked(quotation):
    return [words for line in quotation.lines for words, is_marked in line if is_marked]


def test_passages_of_one_paragraph_stand_under_one_place():
    first, second = quoted("修路不一。", (0, "修路30公里"), (1, "修路40公里"), (1, "（县交通局牵头）"))
    assert first.text == "【正文，第1段】\n修路30公里，建桥2座。"
    assert second.text == "【正文，第2段】\n修路40公里。\n（县交通局牵头）"


def test_a_sentence_is_quoted_once_however_many_passages_lie_in_it():
    (only,) = quoted("“修路30公里”、“建桥2座”未提。", (0, "修路30公里"), (0, "建桥2座"))
    assert len(only.lines) == 1
    assert marked(only) == ["修路30公里", "建桥2座"]


def test_what_the_finding_quotes_is_marked_not_the_whole_passage():
    (only,) = quoted("“建桥2座”未提。", (0, "修路30公里，建桥2座"))
    assert marked(only) == ["建桥2座"]


def test_a_quotation_that_the_finding_shortens_is_found_by_its_beginning():
    (only,) = quoted("“修路30公里，建…”有误。", (0, "修路30公里，建桥2座"))
    assert marked(only) == ["修路30公里，建"]


def test_quotes_inside_quotes_do_not_confuse():
    (only,) = quoted("“甲“乙”丙”与“种树5万亩”不符。", (0, "种树5万亩"))
    assert marked(only) == ["种树5万亩"]


def test_where_the_finding_quotes_nothing_a_short_passage_is_marked():
    (only,) = quoted("桥数不对。", (0, "建桥2座"))
    assert marked(only) == ["建桥2座"]


def test_a_long_sentence_is_cut_around_what_matters_and_says_so():
    (only,) = quoted("“修路50公里”有误。", (2, "修路50公里"))
    line = "".join(words for words, _ in only.lines[0])
    assert marked(only) == ["修路50公里"]
    assert line.startswith("……")
    assert line.endswith("……")
    assert len(line) < 80
