"""A plan's whole way through the site, each step by the person whose step it is, in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cast import Cast, county

from luoshi.plans.importing import read_now
from luoshi.plans.models import Body, Breakdown, Plan, Review, ReviewItem, Target, Task
from luoshi.units.models import Role, Unit

SAMPLE = Path(__file__).parents[2] / "samples" / "yunlu-2026" / "plan.docx"
TARGET = "规模以上工业增加值"
UNIT = "县科技创新局"  # stands nowhere in the document: the review gives it a task


def test_a_plan_goes_from_the_file_to_a_revision_in_force(windows: Any) -> None:
    cast = county("云麓县")
    cast.post("周敏", Role.COMMAND_OFFICE)
    clerk = windows.log_in("周敏")
    review = upload(clerk)
    task = correct(clerk, review)
    plan = enforce(clerk, review)
    assert Target.objects.get(plan=plan, name=TARGET, part__code="0").value == 9.5
    task = Task.objects.get(plan=plan, title=task)
    break_down(windows, cast, task)
    accept(windows, cast, task)
    revise(clerk, plan)
    see_the_difference(clerk, plan)


def upload(page: Any) -> Review:
    """The file goes up; no worker runs in a test, so the queued reading is done here, while the window is elsewhere."""
    page.get_by_role("link", name="导入审核").click()
    page.get_by_label("方案文件").set_input_files(SAMPLE)
    page.get_by_role("button", name="上传并读取").click()
    page.locator(".review-row", has_text=SAMPLE.name).wait_for()
    page.goto("about:blank")
    review = read_now(Review.objects.get())
    page.goto("/plans/reviews/")
    page.get_by_role("link", name="审核", exact=False).and_(page.locator(".review-ways a")).click()
    page.locator("#panel .items").first.wait_for()
    return review


def correct(page: Any, review: Review) -> str:
    """A target's value, a duty's unit, a finding; the title of the task whose unit was corrected."""
    items = list(review.items.order_by("order"))
    target = next(i for i in items if i.kind == "target" and i.data["name"] == TARGET and i.part == "0")
    task = next(i for i in items if i.kind == "task" and i.part == "1" and led(i))
    finding = next(i for i in items if i.kind == "finding")

    form = edited(page, "target", target)
    form.get_by_label("目标值").fill("9.5")
    saved(page, form, target, "9.5")

    form = edited(page, "task", task)
    form.get_by_label("单位", exact=True).first.fill(UNIT)
    saved(page, form, task, UNIT)

    page.locator("#tab-finding").click()
    card = page.locator(f"#i-{finding.pk}")
    card.get_by_label("说明").fill("两处口径不同")
    card.get_by_role("button", name="保留原文").click()
    page.locator(f"#i-{finding.pk} .settled", has_text="两处口径不同").wait_for()
    finding.refresh_from_db()
    assert (finding.settled, finding.changed_by) == ("accepted", "周敏")
    return str(task.data["title"])


def led(item: ReviewItem) -> bool:
    return any(clause["lead"] for clause in item.data["assignments"])


def edited(page: Any, kind: str, item: ReviewItem) -> Any:
    """The form of an item, opened from its card."""
    page.locator(f"#tab-{kind}").click()
    page.locator(f"#i-{item.pk}").get_by_role("button", name="改").click()
    form = page.locator(f"#i-{item.pk} form.edit-form")
    form.wait_for()
    return form


def saved(page: Any, form: Any, item: ReviewItem, words: str) -> None:
    form.get_by_role("button", name="保存").click()
    page.locator(f"#i-{item.pk}.is-changed ins", has_text=words).first.wait_for()


def enforce(page: Any, review: Review) -> Plan:
    page.get_by_role("link", name="去施行").click()
    page.get_by_label("决定施行的负责同志").fill("王某")
    page.get_by_role("button", name="施行", exact=True).click()
    page.wait_for_url("**/plans/*/")
    plan = Plan.objects.get()
    assert plan.title in page.inner_text("main")
    assert plan.versions.get().decided_by == "王某"
    return plan


def break_down(windows: Any, cast: Cast, task: Task) -> None:
    """The liaison of the unit that the review named writes two measures and hands them in."""
    cast.post("陈敏", Role.LIAISON, UNIT)
    page = windows.log_in("陈敏")
    page.get_by_role("link", name="细化分解").first.click()
    page.wait_for_url("**/plans/breakdowns/")
    page.locator("main").get_by_role("link", name=task.title).first.click()
    page.wait_for_url("**/plans/breakdowns/*/*/")
    for n, (title, ends) in enumerate([("完成选址", "5月底"), ("开工建设", "9.30")]):
        if n:
            page.get_by_role("button", name="加一行").click()
        for head, words in [("举措", title), ("责任人", "陈敏"), ("完成", ends)]:
            page.get_by_label(f"第{n + 1}条{head}", exact=True).fill(words)
        page.keyboard.press("Tab")
    page.wait_for_selector("[data-saved]:text-matches('^已保存 [0-9]')")
    page.get_by_role("button", name="报送", exact=True).click()
    page.get_by_role("button", name="撤回修改").wait_for()
    breakdown = Breakdown.objects.get(task=task)
    assert (breakdown.state, [row["title"] for row in breakdown.draft]) == ("submitted", ["完成选址", "开工建设"])
    page.context.close()


def accept(windows: Any, cast: Cast, task: Task) -> None:
    """The office of the task force of the task's campaign finds it waiting and accepts it."""
    office = Unit.objects.get(pk=Body.objects.get(part=task.part, office_unit__isnull=False).office_unit_id)
    cast.post("刘专班", Role.TASK_FORCE_OFFICE, office.name)
    page = windows.log_in("刘专班")
    page.goto("/plans/breakdowns/?view=all")
    page.locator("table.pending").get_by_role("link", name=task.title).click()
    page.get_by_text("完成选址").first.wait_for()
    page.get_by_role("button", name="审定", exact=True).click()
    page.locator(".state-accepted").first.wait_for()
    breakdown = Breakdown.objects.get(task=task)
    assert (breakdown.state, breakdown.decided_by) == ("accepted", "刘专班")
    page.context.close()


def revise(page: Any, plan: Plan) -> None:
    target = Target.objects.get(plan=plan, name=TARGET, part__code="0")
    page.goto(f"/plans/targets/{target.pk}/")
    page.locator("section[aria-labelledby=h-stages]").get_by_role("link", name="修订").click()
    page.get_by_label("目标值").fill("10.2")
    page.get_by_role("button", name="列入修订单").click()
    page.get_by_label("修订原因").fill("县政府常务会议决定")
    page.get_by_label("决定修订的负责同志").fill("李某")
    with page.expect_response("**/enforce/"):
        page.get_by_role("button", name="施行修订").click()
    target.refresh_from_db()
    assert (target.value, plan.versions.count()) == (10.2, 2)


def see_the_difference(page: Any, plan: Plan) -> None:
    page.goto(f"/plans/revisions/plans/{plan.pk}/difference/?old=1&new=2")
    change = page.locator(".rv-list li", has_text=TARGET)
    assert "9.5" in change.locator("del").first.inner_text()
    assert "10.2" in change.locator("ins").first.inner_text()
