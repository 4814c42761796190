"""The main pages, on a screen and on a telephone: usable without sight or mouse, and no wider than the window."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from cast import ALL_ROLES, CLERK, Cast, county
from review_forms import sample_review

from luoshi.plans.enforce import put_in_force
from luoshi.plans.models import Duty, Part, Plan, Review
from luoshi.units.models import Role

ADMINISTRATORS = ("/calendar/2027/", "/notices/channels/", "/notices/channels/add/dingtalk/", "/notices/deliveries/")
NOWHERE = "/no/such/page/"


def addresses(plan: Plan, waiting: int) -> dict[str, list[str]]:
    """Pages by the role that looks at them."""
    duty = Duty.objects.filter(task__plan=plan, role="lead", unit__is_class=False).select_related("task").first()
    assert duty
    unit, task = duty.unit_id, duty.task_id
    target = plan.target_set.first()
    body = plan.body_set.filter(office_unit__isnull=False).first()
    assert target
    assert body
    annex = Part.objects.filter(plan=plan).exclude(code="0").first()
    assert annex
    of_plan = f"/plans/revisions/plans/{plan.pk}/"
    office = [
        "/plans/",
        f"/plans/{plan.pk}/",
        f"/plans/{plan.pk}/document/",
        f"/plans/parts/{annex.pk}/",
        "/plans/tasks/",
        f"/plans/tasks/{task}/",
        "/plans/targets/",
        f"/plans/targets/{target.pk}/",
        f"/plans/units/{unit}/",
        "/plans/bodies/",
        f"/plans/bodies/{body.pk}/",
        "/plans/compare/",
        "/plans/reviews/",
        f"/plans/reviews/{waiting}/",
        f"/plans/reviews/{waiting}/enforce/",
        "/plans/breakdowns/?view=all",
        "/plans/breakdowns/register/",
        of_plan,
        f"{of_plan}versions/",
        f"{of_plan}difference/",
        f"{of_plan}as-of/",
        f"/plans/revisions/edit/target/{target.pk}/",
        "/units/",
        f"/units/{unit}/",
        "/search/?q=工业",
        "/jobs/",
        "/accounts/own/",
        "/calendar/",
        "/notices/",
        "/notices/sent/",
        NOWHERE,
    ]
    return {
        Role.COMMAND_OFFICE: office,
        Role.LIAISON: ["/plans/breakdowns/", f"/plans/breakdowns/{task}/{unit}/", f"/plans/tasks/{task}/"],
        Role.SYSTEM_ADMIN: ["/accounts/people/", "/accounts/people/add/", "/units/", "/units/regions/", *ADMINISTRATORS],
        Role.SECURITY_ADMIN: ["/accounts/all/", "/accounts/all/failures/"],
        Role.AUDIT_ADMIN: ["/audit/"],
    }


@pytest.fixture
def cast() -> Cast:
    """The fictional county with its plan in force, another file under review, and somebody at every post."""
    made = county("云麓县")
    plan = put_in_force(sample_review(made.region), "王某", CLERK)
    sample_review(made.region)
    unit = Duty.objects.filter(task__plan=plan, role="lead", unit__is_class=False).earliest("pk").unit
    for role in ALL_ROLES:
        made.post(role, role, "" if role in (Role.COMMAND_OFFICE, Role.LEADER) else unit.name)
    return made


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_no_page_shuts_anybody_out_or_runs_over_the_edge(windows: Any, cast: Cast, width: int, height: int) -> None:
    waiting = Review.objects.get(state=Review.State.READY).pk
    pages = addresses(Plan.objects.get(), waiting)
    faults = faults_of(windows.open(width, height), "nobody", ["/accounts/login/"])
    for role in ALL_ROLES:
        page = windows.seated(cast, role, width, height)
        faults += faults_of(page, role, ["/", *pages.get(role, [])])
        page.context.close()
    assert not faults, "\n".join(faults)


def faults_of(page: Any, who: str, paths: list[str]) -> list[str]:
    """A line for each thing wrong on the pages at these paths."""
    axe = Axe()
    faults = []
    for path in paths:
        answer = page.goto(path)
        wanted = 404 if path == NOWHERE else 200
        if answer.status != wanted:
            faults.append(f"{who} {path}: answers {answer.status}, not {wanted}")
        for broken in axe.run(page).response["violations"]:
            places = "; ".join(node["html"][:160] for node in broken["nodes"][:3])
            faults.append(f"{who} {path}: {broken['id']}, {len(broken['nodes'])} times: {places}")
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            faults.append(f"{who} {path}: {over} px wider than the window")
    return faults
