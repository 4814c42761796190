"""From the review to the plan in force: what is open is named, nothing is half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from cast import CLERK, SMALL_PLAN, county, plan_in_force, review_of
from review_forms import Reviewer

from luoshi.plans.enforce import put_in_force
from luoshi.plans.models import Plan, Review
from luoshi.plans.open_points import new_units
from luoshi.units.models import Unit

ROOT = Path(__file__).parents[2]


@pytest.fixture
def cast(db):
    cast = county()
    cast.post("周敏", "command_office")
    return cast


def enforcing(cast, text=SMALL_PLAN):
    review = review_of(text, cast.region)
    return review, Reviewer(cast.client("周敏"), review)


def test_the_page_names_what_is_open_with_the_way_to_it(cast):
    text = SMALL_PLAN.replace("（县林业局负责）", "")
    review, clerk = enforcing(cast, text)
    page = clerk.get("enforce/")
    assert "任务 1 条没有责任单位" in page
    assert f'href="/plans/reviews/{review.pk}/?tab=task&amp;show=open"' in page
    assert f'href="/plans/reviews/{review.pk}/?tab=finding&amp;show=open"' in page


def test_a_plan_goes_in_force_with_open_findings(cast):
    review, clerk = enforcing(cast)
    assert review.items.filter(kind="finding", settled="").exists()
    answer = clerk.client.post(clerk.base + "enforce/", {"decided_by": "王某", "effective_on": "2026-04-01"})
    plan = Plan.objects.get()
    assert answer.status_code == 302
    assert str(plan.pk) in answer["Location"] or answer["Location"] == "/plans/"
    version = plan.versions.get()
    assert (version.decided_by, version.made_by, str(version.effective_on)) == ("王某", "周敏", "2026-04-01")
    review.refresh_from_db()
    assert review.state == Review.State.IN_FORCE
    assert clerk.client.get(clerk.base + "enforce/").status_code == 302


def test_not_without_a_year(cast):
    _, clerk = enforcing(cast, SMALL_PLAN.replace("2026", "某"))
    page = clerk.get("enforce/")
    assert "没有年度" in page
    assert "disabled" in page
    answer = clerk.client.post(clerk.base + "enforce/", {"decided_by": "王某"})
    assert answer.status_code == 400
    assert "还没有年度" in answer.content.decode()
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"decided_by": "", "effective_on": "2026-04-01"}, "负责同志"),
        ({"decided_by": "王某", "effective_on": "四月一日"}, "不是日期"),
    ],
)
def test_who_decides_and_from_when_on_must_be_said(cast, form, said):
    _, clerk = enforcing(cast)
    assert said in clerk.post("enforce/", form)
    assert not Plan.objects.exists()


def test_the_units_announced_are_the_units_made(cast):
    Unit.objects.create(region=cast.region, name="县工信局")
    review, clerk = enforcing(cast)
    clerk.edit(
        review.items.filter(kind="task", part="2").first(),
        **{"duty-clause": ["0"], "duty-role": ["lead"], "duty-unit": ["县河长办"]},
    )
    announced = new_units(review)
    assert "县工信局" not in announced
    assert "县河长办" in announced
    assert "、".join(announced) in clerk.get("enforce/")
    put_in_force(review, "王某", CLERK)
    assert sorted(announced) == sorted(Unit.objects.exclude(name="县工信局").values_list("name", flat=True))


def test_what_people_changed_is_what_the_plan_says(cast):
    review, clerk = enforcing(cast)
    task = review.items.filter(kind="task", part="1").order_by("order").first()
    target = review.items.filter(kind="target", part="1").order_by("order").first()
    clerk.edit(task, title="建设产业园区", task_kind="project")
    clerk.post(f"items/{target.pk}/remove/", {"version": 1})
    plan = put_in_force(review, "王某", CLERK)
    assert plan.task_set.get(title="建设产业园区").kind == "project"
    assert plan.target_set.count() == review.items.filter(kind="target").count() - 1


def test_a_plan_in_force_is_given_up_no_more(cast):
    plan_in_force(cast.region)
    review = Review.objects.get()
    clerk = Reviewer(cast.client("周敏"), review)
    page = clerk.client.post(clerk.base + "drop/", follow=True).content.decode()
    assert "已经施行，不能放弃" in page
    review.refresh_from_db()
    assert review.state == Review.State.IN_FORCE


PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from cast import SMALL_PLAN, county, review_of
review_of(SMALL_PLAN, county().region)
"""
KILLED = """
import os, signal, django; django.setup()
from luoshi.audit.actor import SYSTEM
from luoshi.plans import enforce
from luoshi.plans.models import Plan, Review, Task
def killed(plan, items, version):
    assert Plan.objects.exists() and Task.objects.exists()  # everything is written, nothing is committed
    os.kill(os.getpid(), signal.SIGKILL)
enforce.keep = killed
enforce.put_in_force(Review.objects.get(), "王某", SYSTEM)
"""
AFTER = """
import django; django.setup()
from luoshi.audit.actor import SYSTEM
from luoshi.audit.models import Event
from luoshi.audit.verify import verify
from luoshi.plans.enforce import put_in_force
from luoshi.plans.models import Body, Duty, ItemState, Part, Plan, Review, Target, Task, Version
from luoshi.units.models import Unit
review = Review.objects.get()
left = [m.__name__ for m in (Plan, Version, Part, Task, Duty, Target, Body, ItemState, Unit) if m.objects.exists()]
assert left == [], left
assert review.state == "ready" and review.plan is None
assert not Event.objects.filter(action="plan.enforce").exists()
plan = put_in_force(review, "王某", SYSTEM)
assert plan.task_set.count() == 4 and not verify().broken
print("in force")
"""


def test_killed_in_the_middle_nothing_is_half_done_and_a_second_try_succeeds(tmp_path):
    def run(script):
        env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {
            "LUOSHI_DATA": str(tmp_path),
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests" / "site")]),
            "DJANGO_SETTINGS_MODULE": "luoshi.site.settings",
        }
        return subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=False)

    prepared = run(PREPARE)
    assert prepared.returncode == 0, prepared.stderr
    assert run(KILLED).returncode == -signal.SIGKILL
    after = run(AFTER)
    assert after.stdout == "in force\n", after.stderr
