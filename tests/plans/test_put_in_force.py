"""From a document to a plan in force."""

from __future__ import annotations

import pytest
from cast import CLERK, SMALL_PLAN, county, plan_in_force, review_of

from luoshi.audit.verify import verify
from luoshi.plans.enforce import put_in_force
from luoshi.plans.models import Plan, Review
from luoshi.plans.reviewing import Refused
from luoshi.plans.states import KINDS, as_of, state

pytestmark = pytest.mark.django_db


def test_every_item_of_the_draft_stands_in_the_plan():
    review = review_of(SMALL_PLAN, county().region)
    plan = put_in_force(review, "王某", CLERK)
    assert review.state == Review.State.READY
    for task, row in zip(review.made["tasks"], plan.task_set.prefetch_related("duties"), strict=True):
        assert (task["part"], task["path"], task["title"]) == (row.part.code, row.path, row.title)
        for n, assignment in enumerate(task["assignments"]):
            for role in ("lead", "responsible", "cooperate"):
                assert assignment[role] == [
                    d.written for d in row.duties.all() if d.clause_number == n and d.role == role
                ]
    for target, row in zip(review.made["targets"], plan.target_set.all(), strict=True):
        assert (target["name"], target["op"], target["value"], target["unit"]) == (
            row.name,
            row.op,
            row.value,
            row.unit,
        )
    assert [b["members"] for b in review.made["bodies"]] == [
        [m.written for m in b.members.all()] for b in plan.body_set.all()
    ]
    assert len(review.made["cadences"]) == plan.cadence_set.count()


def test_history_keeps_what_the_first_version_said():
    plan = plan_in_force(county().region)
    kept = {(s.kind, s.item): s.data for s in as_of(plan, 1)}
    now = {(kind, i.pk): state(i) for kind, model in KINDS.items() for i in model.objects.filter(plan=plan)}
    assert kept == now


def test_a_second_press_makes_no_second_plan():
    review = review_of(SMALL_PLAN, county().region)
    assert put_in_force(review, "王某", CLERK) == put_in_force(review, "王某", CLERK)
    assert Plan.objects.count() == 1


def test_nobody_decided_nothing_in_force():
    review = review_of(SMALL_PLAN, county().region)
    with pytest.raises(Refused, match="负责同志"):
        put_in_force(review, " ", CLERK)
    assert not Plan.objects.exists()


def test_each_step_leaves_its_trace():
    plan_in_force(county().region)
    verdict = verify()
    assert verdict.events == 3
    assert verdict.broken == ()
