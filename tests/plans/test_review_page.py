"""The review page: the document with its marks, and the items beside it."""

from __future__ import annotations

import html
import re

import pytest
from cast import SMALL_PLAN, county, review_of
from review_forms import sample_review

from luoshi.plans.models import ReviewItem
from luoshi.plans.review_marks import Mark, marks_of
from luoshi.plans.review_text import document_html, numbers_over, paragraphs_html

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = county()
    cast.post("周敏", "command_office")
    return cast


def shown(markup: str) -> str:
    return html.unescape(re.sub("<[^>]*>", "", markup))


def owned(markup: str, token: str) -> str:
    """The words that carry a token, joined."""
    spans = re.findall(r'<span(?: class="[^"]*")? data-i="([^"]*)">(.*?)</span>', markup)
    return "".join(html.unescape(words) for owners, words in spans if token in owners.split())


def test_the_document_stands_there_to_the_last_character_and_each_item_where_it_was_read(cast):
    review = sample_review(cast.region)
    items = list(review.items.all())
    text, blocks = review.document["text"], review.document["blocks"]
    markup = document_html(text, blocks, marks_of(items))
    assert shown(markup) == "".join(text[b[0] : b[1]] for b in blocks)
    for item in items:
        if item.kind in ("target", "body", "cadence", "task") and item.start is not None:
            token = {"target": "g", "body": "b", "cadence": "c", "task": "t"}[item.kind] + str(item.pk)
            # (a task of a table owns cells beside its own)
            assert text[item.start : item.end].replace("\n", "") in owned(markup, token)


def test_marks_may_overlap_as_they_like():
    text = "甲乙丙丁戊己"
    marks = [Mark(0, 4, "t", 1, "t"), Mark(2, 6, "g", 2, "g"), Mark(3, 4, "u", 1, "t")]
    markup = document_html(text, [[0, 6, *[None] * 5]], marks)
    assert (owned(markup, "t1"), owned(markup, "g2")) == ("甲乙丙丁", "丙丁戊己")
    assert '<span class="u t g" data-i="t1 g2">丁</span>' in markup


def test_words_of_the_document_cannot_become_markup():
    text = '<script>alert("1")</script>&'
    markup = document_html(text, [[0, len(text), *[None] * 5]], [Mark(0, 5, "g", 1, "g")])
    assert "<script" not in markup
    assert shown(markup) == text


def test_a_table_is_rebuilt_with_its_joined_and_its_empty_cells():
    text = "甲\n乙\n丙\n丁"
    blocks = [[0, 1, 0, 0, 0, 2, 1], [2, 3, 0, 0, 1, 1, 2], [4, 5, 0, 1, 2, 1, 1], [6, 7, *[None] * 5]]
    markup = document_html(text, blocks, [])
    assert markup.count("<tr>") == 2
    assert '<td rowspan="2">' in markup
    assert '<td colspan="2">' in markup
    assert markup.count("<td></td>") == 1  # row 2, column 2
    assert markup.index("</table>") < markup.index("丁")


def test_a_span_far_beyond_the_table_makes_no_rows():
    markup = document_html("甲", [[0, 1, 0, 0, 0, 65000, 65000]], [])
    assert markup.count("<tr>") == 1


def test_only_the_paragraphs_in_which_something_changed_are_written_anew():
    text, blocks = "甲乙\n丙丁\n戊己", [[0, 2, *[None] * 5], [3, 5, *[None] * 5], [6, 8, *[None] * 5]]
    numbers = numbers_over(blocks, [(3, 4)])
    assert numbers == [1]
    assert shown(paragraphs_html(text, blocks, [Mark(3, 4, "g", 1, "g")], numbers)) == "丙丁"


def test_the_page_asks_at_most_twelve_questions(cast, django_assert_max_num_queries):
    review = sample_review(cast.region)
    for item in review.items.filter(kind="task")[:5]:
        item.data["title"] += "改"
        item.state, item.version = ReviewItem.State.CHANGED, 2
        item.save()
    client = cast.client("周敏")
    for path in ("", "?tab=target", "?tab=finding", "panel/?tab=unit", "enforce/"):
        with django_assert_max_num_queries(12):
            assert client.get(f"/plans/reviews/{review.pk}/{path}").status_code == 200


@pytest.mark.parametrize(
    ("tab", "words"),
    [
        ("task", "建设园区"),
        ("target", "标准厂房"),
        ("body", "产业提质攻坚工作专班"),
        ("cadence", "每旬调度"),
        ("unit", "县工信局"),
        ("header", "云岭政办发〔2026〕5号"),
    ],
)
def test_each_tab_shows_its_items(cast, tab, words):
    review = review_of(SMALL_PLAN, cast.region)
    assert words in cast.client("周敏").get(f"/plans/reviews/{review.pk}/panel/?tab={tab}").content.decode()


def test_an_item_is_found_whatever_its_tab(cast):
    review = review_of(SMALL_PLAN, cast.region)
    cadence = review.items.filter(kind="cadence").first()
    panel = cast.client("周敏").get(f"/plans/reviews/{review.pk}/panel/?tab=task&find={cadence.pk}").content.decode()
    assert 'data-tab="cadence"' in panel
    assert f'id="i-{cadence.pk}"' in panel


def test_a_tab_can_be_narrowed_to_a_part_and_to_what_is_open(cast):
    text = SMALL_PLAN.replace(
        "2.植树造林。造林2万亩左右，2026年底前完成。（县林业局负责）", "2.植树造林。造林2万亩左右。"
    )
    review = review_of(text, cast.region)
    client = cast.client("周敏")
    second = client.get(f"/plans/reviews/{review.pk}/panel/?tab=task&part=2").content.decode()
    assert "治理河道" in second
    assert "建设园区" not in second
    opened = client.get(f"/plans/reviews/{review.pk}/panel/?tab=task&show=open").content.decode()
    assert "植树造林" in opened
    assert "治理河道" not in opened


def test_odd_addresses_show_the_first_tab(cast):
    review = review_of(SMALL_PLAN, cast.region)
    for query in ("tab=nothing", "find=999999999999999", "find=x", "part=77&show=what"):
        panel = cast.client("周敏").get(f"/plans/reviews/{review.pk}/panel/?{query}")
        assert panel.status_code == 200
        assert 'data-tab="task"' in panel.content.decode()


def test_a_document_without_anything_in_it_has_a_page_that_says_what_to_do(cast):
    review = review_of("今天天气很好。", cast.region)
    page = cast.client("周敏").get(f"/plans/reviews/{review.pk}/").content.decode()
    assert "没有读出任务" in page
    assert "在原文里选中文字" in page
