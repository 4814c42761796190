"""From a document to a plan in force."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cast import CLERK, SMALL_PLAN, county, plan_in_force, review_of
from said import said_by_form, said_by_plan

from luoshi.audit.verify import verify
from luoshi.plans.enforce import put_in_force
from luoshi.plans.importing import open_review, read_now
from luoshi.plans.models import Plan
from luoshi.plans.reviewing import Refused
from luoshi.plans.states import as_of, current, state

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
COUNTY = ROOT / "samples" / "yunlu-2026" / "plan.docx"
BENCH = Path(os.environ.get("LUOSHI_BENCH", ROOT.parent / "shared" / "bench"))


def whole_plans() -> list:
    """The fictional county, and the real plans where they lie beside the repository."""
    real = sorted((BENCH / "corpus").glob("*.txt"))
    missing = (
        [] if real else [pytest.param(None, marks=pytest.mark.skip(reason=f"no real plans in {BENCH}"), id="real")]
    )
    return [pytest.param(p, id=p.stem) for p in (COUNTY, *real)] + missing


def test_every_item_of_the_draft_stands_in_the_plan():
    review = review_of(SMALL_PLAN, county().region)
    assert said_by_plan(put_in_force(review, "王某", CLERK)) == said_by_form(review.made)


@pytest.mark.parametrize("file", whole_plans())
def test_whole_plans_stand_in_the_database_as_they_were_read(file):
    review = read_now(open_review(file.read_bytes(), file.name, county().region, CLERK, queue=False))
    assert said_by_plan(put_in_force(review, "王某", CLERK)) == said_by_form(review.made)


def test_history_keeps_what_the_first_version_said():
    plan = plan_in_force(county().region)
    kept = {(s.kind, s.item): s.data for s in as_of(plan, 1)}
    now = {key: state(row) for key, row in current(plan).items()}
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
    assert verdict.events == 4  # uploaded, read, put in force, its set-ups proposed
    assert verdict.broken == ()
