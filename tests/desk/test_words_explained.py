"""A word that a newcomer may not know is explained beside it and on the page of words, from one table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cast import county, plan_in_force

import luoshi
from luoshi.desk.glossary import groups, term
from luoshi.units.models import Role

pytestmark = pytest.mark.django_db
USED = re.compile(r'\{% term "([^"]+)" %\}')


def test_each_word_that_a_page_explains_is_in_the_table_and_short():
    pages = Path(luoshi.__file__).parent.rglob("templates/**/*.html")
    used = {word for page in pages for word in USED.findall(page.read_text("utf-8"))}
    assert used
    for word in used | {"牵头", "责任", "配合"}:
        assert len(term(word).says) <= 80, word


def test_no_word_stands_twice():
    words = [t.word for _, terms in groups() for t in terms]
    assert len(words) == len(set(words))


def test_the_question_mark_leads_to_the_word_on_its_page():
    made = county()
    plan = plan_in_force(made.region)
    made.post("联络员", Role.LIAISON, "县工信局")
    client = made.client("联络员")
    page = client.get(f"/plans/{plan.pk}/").content.decode()
    link = re.search(
        r'<a class="term[^"]*" href="/words/#(w\d+)" data-says="([^"]+)" aria-label="什么是调度机制"', page
    )
    assert link
    words = client.get("/words/").content.decode()
    assert f'<div id="{link[1]}"><dt>调度机制</dt><dd>{link[2]}</dd></div>' in words
