"""Two people at one review: the second is shown both, and nothing is lost."""

from __future__ import annotations

import pytest
from cast import SMALL_PLAN, county, review_of
from review_forms import Reviewer, form_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    cast = county()
    cast.post("周敏", "command_office")
    cast.post("李远", "command_office")
    review = review_of(SMALL_PLAN, cast.region)
    review.first, review.second = (Reviewer(cast.client(n), review) for n in ("周敏", "李远"))
    return review


@pytest.fixture
def task(review):
    return review.items.filter(kind="task", part="1").order_by("order").first()


def test_the_second_is_shown_both_and_nothing_is_written(review, task):
    form = review.second.open(task)
    review.first.edit(task, title="甲的名称")
    answer = review.second.save(task, form, title="乙的名称")
    task.refresh_from_db()
    assert (task.data["title"], task.version) == ("甲的名称", 2)
    for words in ("周敏刚改过这里", "<td>乙的名称</td>", "<td>甲的名称</td>"):
        assert words in answer
    assert form_in(answer)["title"] == ["乙的名称"]


def test_the_second_may_keep_their_own_after_seeing_both(review, task):
    form = review.second.open(task)
    review.first.edit(task, title="甲的名称")
    answer = review.second.save(task, form, title="乙的名称")
    review.second.save(task, form_in(answer))
    task.refresh_from_db()
    assert (task.data["title"], task.changed_by, task.version) == ("乙的名称", "李远", 3)


def test_the_second_may_take_the_others_words_and_keep_the_rest(review, task):
    form = review.second.open(task)
    review.first.edit(task, title="甲的名称")
    answer = review.second.save(task, form, title="乙的名称", task_kind="project")
    taken = review.second.save(task, form_in(answer), take="title")
    assert form_in(taken)["title"] == ["甲的名称"]
    review.second.save(task, form_in(taken))
    task.refresh_from_db()
    assert (task.data["title"], task.data["kind"]) == ("甲的名称", "project")


def test_changes_to_different_fields_are_laid_together(review, task):
    form = review.second.open(task)
    review.first.edit(task, title="甲的名称")
    answer = review.second.save(task, form, path="乙/1")
    assert "不是同一处" in answer
    review.second.save(task, form_in(answer))
    task.refresh_from_db()
    assert (task.data["title"], task.data["path"]) == ("甲的名称", "乙/1")


def test_a_third_change_in_between_is_shown_once_more(review, task):
    form = review.second.open(task)
    review.first.edit(task, title="甲的名称")
    answer = review.second.save(task, form, title="乙的名称")
    review.first.edit(task, title="甲再改")
    again = review.second.save(task, form_in(answer))
    task.refresh_from_db()
    assert task.data["title"] == "甲再改"
    assert "<td>甲再改</td>" in again


def test_a_wrong_value_does_not_hide_that_somebody_was_quicker(review):
    target = review.items.filter(kind="target").order_by("order").first()
    form = review.second.open(target)
    wrong = review.second.save(target, form, value="六")
    review.first.edit(target, name="甲的指标")
    answer = review.second.save(target, form_in(wrong), value="7")
    assert "周敏刚改过这里" in answer
    review.second.save(target, form_in(answer))
    target.refresh_from_db()
    assert (target.data["name"], target.data["value"]) == ("甲的指标", 7)


@pytest.mark.parametrize("doing", ["remove/", "split/", "join/"])
def test_acting_on_what_somebody_changed_is_held_back(review, task, doing):
    following = review.items.filter(kind="task", part="1").order_by("order")[1]
    review.first.edit(task, title="甲的名称")
    cut = {"at": task.start + 10, "next": following.pk, "next_version": following.version}
    answer = review.second.post(f"items/{task.pk}/{doing}", {"version": 1, **cut})
    task.refresh_from_db()
    following.refresh_from_db()
    assert "周敏刚改过这一项" in answer
    assert (task.state, task.version, following.state) == ("changed", 2, "read")


def test_a_form_that_does_not_say_what_was_seen_changes_nothing(review, task):
    form = review.second.open(task)
    del form["version"]
    review.second.save(task, form, title="乙的名称")
    task.refresh_from_db()
    assert task.version == 1


def test_two_people_at_the_header_are_shown_both(review):
    form = form_in(review.second.get("panel/?tab=header"), "edit-form header-form")
    review.first.post("header/", {**form, "title": "甲的标题"})
    answer = review.second.post("header/", {**form, "title": "乙的标题", "family": "乙的行动"})
    review.refresh_from_db()
    assert review.header["title"] == "甲的标题"
    assert "<td>甲的标题</td>" in answer
    review.second.post("header/", form_in(answer, "edit-form header-form"))
    review.refresh_from_db()
    assert (review.header["title"], review.header["family"]) == ("乙的标题", "乙的行动")
