"""Splitting a task in two, and joining two neighbours, on the sample's tasks."""

from __future__ import annotations

import pytest
from cast import CLERK, county
from review_forms import Reviewer, sample_review

from luoshi.plans.cutting import join, split
from luoshi.plans.enforce import put_in_force
from luoshi.plans.models import ReviewItem
from luoshi.plans.review_item_views import places_to_cut
from luoshi.plans.reviewing import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    cast = county("云麓县")
    cast.post("周敏", "command_office")
    review = sample_review(cast.region)
    review.clerk = Reviewer(cast.client("周敏"), review)
    return review


@pytest.fixture
def task(review):
    """A task of several sentences, its targets behind the first, one clause at its end."""
    tasks = review.items.filter(kind="task", part="2", data__path="二/(一)/2")
    return tasks.get()


def targets_of(review, path):
    rows = review.items.filter(kind="target", part="2").exclude(state="removed")
    return [t for t in rows if t.data["path"] == path]


def test_a_split_gives_each_half_its_own_words_and_targets(review, task):
    place = places_to_cut(task)[0]["at"]
    before = targets_of(review, task.data["path"])
    low, high = split(task, 1, place, CLERK)
    text = review.document["text"]
    assert low.data["body"]["text"] + high.data["body"]["text"] == task.made["body"]["text"]
    assert (low.start, low.end, high.start, high.end) == (task.start, place, place, task.end)
    assert text[high.start : high.end].startswith(high.data["title"][:5])
    assert [t.pk for t in targets_of(review, low.data["path"])] == [t.pk for t in before if t.start < place]
    assert [t.pk for t in targets_of(review, high.data["path"])] == [t.pk for t in before if t.start >= place]
    following = review.items.filter(kind="task", order__gt=high.order).order_by("order").first()
    assert (high.order, following.order) == (low.order + 1, low.order + 2)


def test_the_units_stay_where_their_clause_stands_or_go_to_both(review, task):
    place = places_to_cut(task)[0]["at"]
    low, high = split(task, 1, place, CLERK)
    assert (low.data["assignments"], high.data["assignments"]) == ([], task.made["assignments"])
    other = review.items.get(kind="task", part="2", data__path="二/(一)/3")
    low, high = split(other, 1, places_to_cut(other)[0]["at"], CLERK, same_units=True)
    assert low.data["assignments"] == high.data["assignments"] == other.made["assignments"]


def test_in_a_table_the_units_beside_belong_to_both_halves(review):
    row = next(t for t in review.items.filter(kind="task", part="3-1") if len(places_to_cut(fresh(t, review))) > 0)
    low, high = split(row, 1, places_to_cut(row)[0]["at"], CLERK)
    assert low.data["assignments"] == high.data["assignments"] == row.made["assignments"]
    assert low.data["limits"] == high.data["limits"] == row.made["limits"]


def fresh(item, review):
    item.review = review
    return item


def test_joining_the_halves_gives_the_task_back(review, task):
    low, high = split(task, 1, places_to_cut(task)[0]["at"], CLERK)
    low = ReviewItem.objects.get(pk=low.pk)
    joined = join(low, low.version, high, high.version, CLERK)
    high.refresh_from_db()
    assert joined.data["body"]["text"] == task.made["body"]["text"]
    assert joined.data["assignments"] == task.made["assignments"]
    assert high.state == "removed"
    assert {t.data["path"] for t in review.items.filter(kind="target", start__gte=task.start, start__lt=task.end)} == {
        task.data["path"]
    }


def test_two_neighbours_joined_owe_what_both_owed_each_unit_once(review, task):
    following = review.items.get(kind="task", part="2", data__path="二/(一)/3")
    following.review = review
    joined = join(task, 1, following, 1, CLERK)
    assert joined.data["title"] == task.made["title"]
    assert joined.data["assignments"] == task.made["assignments"] + following.made["assignments"]
    assert (joined.start, joined.end) == (task.start, following.end)


@pytest.mark.parametrize("where", ["start", "end", "outside"])
def test_a_cut_outside_the_task_is_refused(review, task, where):
    at = {"start": task.start, "end": task.end, "outside": task.end + 50}[where]
    with pytest.raises(Refused, match="不在这条任务里"):
        split(task, 1, at, CLERK)
    assert review.items.filter(kind="task", state="added").count() == 0


def test_tasks_of_different_parts_are_not_joined(review, task):
    other = review.items.filter(kind="task", part="4").first()
    with pytest.raises(Refused, match="同一部分"):
        join(task, 1, other, 1, CLERK)


def test_the_page_offers_the_sentences_and_cuts_where_told(review, task):
    clerk = review.clerk
    form = clerk.get(f"items/{task.pk}/split/")
    places = places_to_cut(task)
    assert all(f'value="{p["at"]}"' in form for p in places)
    assert not any(p["text"].startswith("（") for p in places)
    assert "请先选择" in clerk.post(f"items/{task.pk}/split/", {"version": 1})
    answer = clerk.post(f"items/{task.pk}/split/", {"version": 1, "at": "caret", "caret": str(places[0]["at"] + 3)})
    new = review.items.get(kind="task", state="added")
    assert new.start == places[0]["at"] + 3
    assert f'id="i-{task.pk}"' in answer
    assert f'id="i-{new.pk}"' in answer


def test_the_page_joins_with_the_next_as_it_was_shown(review, task):
    clerk = review.clerk
    following = review.items.get(kind="task", part="2", data__path="二/(一)/3")
    assert f'name="next" value="{following.pk}"' in clerk.get(f"items/{task.pk}/edit/")
    form = {"version": 1, "next": following.pk, "next_version": 1}
    clerk.edit(following, title="刚改过")
    assert "刚改过这一项" in clerk.post(f"items/{task.pk}/join/", form)
    clerk.post(f"items/{task.pk}/join/", {**form, "next_version": 2})
    following.refresh_from_db()
    task.refresh_from_db()
    assert (following.state, task.state) == ("removed", "changed")


def test_the_plan_has_both_halves_with_their_own_words(review, task):
    low, high = split(task, 1, places_to_cut(task)[0]["at"], CLERK, same_units=True)
    plan = put_in_force(review, "王某", CLERK)
    rows = list(plan.task_set.filter(part__code="2", path__startswith=task.data["path"]).order_by("order"))
    assert [r.text for r in rows] == [low.data["body"]["text"], high.data["body"]["text"]]
    assert [d.written for d in rows[0].duties.all()] == [d.written for d in rows[1].duties.all()]
    assert all(t.task == rows[1] for t in plan.target_set.filter(start__gte=high.start, start__lt=high.end))
