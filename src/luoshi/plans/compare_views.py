"""Two plans beside each other."""

from __future__ import annotations

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from luoshi.accounts.sitting import Seat
from luoshi.gate import needs
from luoshi.papers.sheet import Column, Row, Sheet
from luoshi.papers.wording import amount
from luoshi.papers.workbook import xlsx
from luoshi.plans import within
from luoshi.plans.asked import number
from luoshi.plans.columns import campaign_words, limit_words, ready, units_in
from luoshi.plans.compare import Entry, Pair, compare
from luoshi.plans.downloads import as_download, export_note
from luoshi.plans.models import Plan, Target, Task

STATES = {"changed": "有变化", "added": "新增", "dropped": "不再列入", "same": "没有变化"}


@needs("plan.read")
def compare_page(request: HttpRequest) -> HttpResponse:
    seat: Seat = request.seat  # type: ignore[attr-defined]
    plans, old, new = _asked(request, seat)
    tasks, targets = _compared(old, new)
    show = request.GET.get("show", "")
    show = show if show in STATES else ""
    return render(
        request,
        "plans/compare.html",
        {
            "title": "方案对比",
            "plans": plans,
            "many_regions": len({p.region_id for p in plans}) > 1,
            "old": old,
            "new": new,
            "show": show,
            "states": list(STATES.items()),
            "sections": [
                ("任务", "task_page", _counted(tasks), [p for p in tasks if show in ("", p.state)]),
                ("指标", "target_page", _counted(targets), [p for p in targets if show in ("", p.state)]),
            ]
            if old and new
            else [],
            "query": request.GET.urlencode(),
            "crumbs": [("方案", reverse("plan_list")), ("对比", "")],
        },
    )


@needs("plan.export")
def compare_export(request: HttpRequest) -> HttpResponse:
    seat: Seat = request.seat  # type: ignore[attr-defined]
    _, old, new = _asked(request, seat)
    today = timezone.localdate()
    title = f"{_short(old)}与{_short(new)}对比" if old and new else "方案对比"
    sheets = [
        _sheet(name, f"{title}（{name}）", pairs)
        for name, pairs in zip(("任务", "指标"), _compared(old, new), strict=True)
    ]
    return as_download(xlsx(sheets, title, export_note("逐项对比", today)), "方案对比", today)


def _short(plan: Plan) -> str:
    return f"{plan.year}年{plan.family or plan.title}"


def _asked(request: HttpRequest, seat: Seat) -> tuple[list[Plan], Plan | None, Plan | None]:
    """The plans to choose from, and the old and the new one: as asked, else the two latest of the own region."""
    plans = list(within.plans(seat).select_related("region"))
    by_pk = {p.pk: p for p in plans}
    old = by_pk.get(number(request.GET.get("old", "")) or 0)
    new = by_pk.get(number(request.GET.get("new", "")) or 0)
    if not old and not new:
        own = [p for p in plans if seat.post and p.region_id == seat.post.region_id]
        if len(own) > 1:
            new, old = own[0], own[1]
    return plans, old, new


def _compared(old: Plan | None, new: Plan | None) -> tuple[list[Pair], list[Pair]]:
    """Tasks and targets of the two plans, paired. Four queries."""
    if not old or not new:
        return [], []
    tasks: dict[int, list[Task]] = {old.pk: [], new.pk: []}
    targets: dict[int, list[Target]] = {old.pk: [], new.pk: []}
    stand_in: dict[int | None, list[Target]] = {}
    for target in Target.objects.filter(plan__in=tasks, retired=False).select_related("part"):
        targets[target.plan_id].append(target)
        stand_in.setdefault(target.task_id, []).append(target)
    for task in ready(Task.objects.filter(plan__in=tasks, retired=False).defer("text", "clauses")):
        tasks[task.plan_id].append(task)
    before, after = ([_task(t, stand_in.get(t.pk, [])) for t in tasks[p.pk]] for p in (old, new))
    aims_before, aims_after = ([_target(t) for t in targets[p.pk]] for p in (old, new))
    return compare(before, after), compare(aims_before, aims_after)


def _task(task: Task, targets: list[Target]) -> Entry:
    said = {
        "名称": (task.title,),
        "牵头": units_in(task, "lead"),
        "责任": units_in(task, "responsible"),
        "配合": units_in(task, "cooperate"),
        "完成时限": tuple(filter(None, [limit_words(task)])),
        "指标": tuple(f"{t.name}{amount(t)}" for t in targets),
    }
    return Entry(task.title, campaign_words(task), said, task.pk)


def _target(target: Target) -> Entry:
    return Entry(target.name, campaign_words(target), {"名称": (target.name,), "目标": (amount(target),)}, target.pk)


def _counted(pairs: list[Pair]) -> list[tuple[str, int]]:
    counts = Counter(p.state for p in pairs)
    return [(word, counts[code]) for code, word in STATES.items()]


def change_words(was: str, now: str) -> str:
    """What went and what came, in words."""
    if was and now:
        return f"{was} → {now}"
    return f"增加{now}" if now else f"去掉{was}"


def _sheet(name: str, title: str, pairs: list[Pair]) -> Sheet:
    heads = (
        Column("行号", 6, True),
        Column("情况", 10, True),
        Column("所属攻坚", 22),
        Column("原方案", 40),
        Column("新方案", 40),
        Column("变化", 60),
    )
    rows = []
    for n, p in enumerate(pairs, 1):
        entry = p.new or p.old
        changed = "\n".join(f"{k}：{change_words(was, now)}" for k, was, now in p.changed)
        rows.append(
            Row(
                (
                    n,
                    STATES[p.state],
                    entry.group if entry else "",
                    p.old.name if p.old else "",
                    p.new.name if p.new else "",
                    changed,
                )
            )
        )
    return Sheet(name, title, heads, tuple(rows), empty="没有可以对比的内容。")
