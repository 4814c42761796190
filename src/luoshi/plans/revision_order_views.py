"""The orders of revision of a plan: the list, an order with its entries, putting it in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from luoshi.gate import needs
from luoshi.plans.importing import UNREAD, open_review
from luoshi.plans.models import ItemState, Plan, Review, Revision, RevisionEdit, Target, Version
from luoshi.plans.review_upload_views import ENDINGS, too_large
from luoshi.plans.reviewing import Conflict, Refused
from luoshi.plans.revising import Outrun
from luoshi.plans.revision_difference import (
    KIND_WORDS,
    FieldChange,
    ItemChange,
    Names,
    field_changes,
    item_change,
    names_of,
    title_of,
)
from luoshi.plans.revision_drafts import drop, moved_on, open_order, present, put_in_force, rebase, say, undo
from luoshi.plans.revision_history import held_of, versions_of
from luoshi.plans.revision_rows import (
    day_of,
    decision_of,
    decision_words,
    edit_for,
    number,
    order_for,
    plan_for,
)
from luoshi.plans.states import KINDS
from luoshi.plans.upload_limit import over_limit


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as the page shows it. now  what another version says since, where it moved on, with `sides` as
    (field, as it was, as it stands, as the order has it); gone  the item is out of the plan meanwhile."""

    edit: RevisionEdit
    change: ItemChange
    now: ItemState | None
    sides: tuple[tuple[str, str, str, str], ...]
    gone: bool

    @property
    def stale(self) -> bool:
        return self.gone or self.now is not None


@needs("plan.revise")
def revision_list(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = plan_for(request, plan_id)
    versions = versions_of(plan)
    orders = plan.revisions.select_related("made").annotate(count=Count("edits"))
    context = {
        "plan": plan,
        "orders": orders,
        "latest": held_of(versions),
        "coming": [v for v in reversed(versions) if not v.took_effect],
        "largest": settings.UPLOAD_LARGEST,
        "endings": ENDINGS,
        "kinds": KIND_WORDS,
        **documents_of(plan),
    }
    return render(request, "plans/revision_list.html", context)


def documents_of(plan: Plan) -> dict[str, Any]:
    """The new texts that were uploaded for a plan, the latest first."""
    first = plan.versions.filter(number=1, upload__isnull=False).values("upload")
    reviews = plan.reviews.exclude(upload__in=first).select_related("upload").defer("document", "made")
    found = list(reviews)
    return {"documents": found, "reading": any(r.state in UNREAD and r.state != Review.State.FAILED for r in found)}


@needs("plan.revise")
def documents(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The list of new texts alone, asked for again while one is being read."""
    plan = plan_for(request, plan_id)
    return render(request, "plans/revision_documents.html", {"plan": plan, **documents_of(plan)})


@needs("plan.revise", "POST")
def upload(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Open a review of a new text of the plan."""
    plan = plan_for(request, plan_id)
    if over_limit(request):
        return too_large(request)
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, "没有收到文件，请先选择修订后的方案文件再上传。")
    elif file.size > settings.UPLOAD_LARGEST:
        return too_large(request, file.name)
    else:
        open_review(file.read(), file.name, plan.region, request.seat.actor, plan=plan)  # type: ignore[attr-defined]
        messages.success(request, f"已收到“{file.name}”，正在读取；读好后先审核，再与现行方案逐条对照。")
    return redirect("revision_list", plan.pk)


@needs("plan.revise", "POST")
def new_order(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = plan_for(request, plan_id)
    return redirect("revision_page", open_order(plan, request.seat.actor).pk)  # type: ignore[attr-defined]


@needs("plan.revise")
def revision_page(request: HttpRequest, revision_id: int) -> HttpResponse:
    return _page(request, order_for(request, revision_id))


def _page(request: HttpRequest, order: Revision, said: str = "", words: dict[str, str] | None = None) -> HttpResponse:
    """The page of an order, with a sentence on what is wrong and the words that were sent, where there are any."""
    plan = order.plan
    edits = list(order.edits.select_related("under"))
    names = names_of(plan)
    draft = order.state == Revision.State.DRAFT
    now = present(plan, edits) if draft else {}
    entries = [entry(edit, now.get((edit.kind, edit.item)), names, draft) for edit in edits]
    on = order.effective_on or timezone.localdate()
    versions = versions_of(plan)
    kept = {"reason": order.reason, "reference": order.reference, "decided_by": order.decided_by}
    context = {
        "order": order,
        "plan": plan,
        "draft": draft,
        "entries": entries,
        "kind_words": KIND_WORDS,
        "must": [f"{sum(e.stale for e in entries)} 条的原文已被另一次修订改动，请逐条选定。"]
        if any(e.stale for e in entries)
        else [],
        "points": [*points(entries), *later_too(plan, edits)] if draft else [],
        "addable": {kind: KIND_WORDS[kind] for kind in KINDS},
        "words": words or {**kept, "effective_on": on.isoformat()},
        "latest": held_of(versions),
        "coming": [v for v in reversed(versions) if not v.took_effect],
        "said": said,
    }
    return render(request, "plans/revision_page.html", context, status=409 if said else 200)


def entry(edit: RevisionEdit, now: ItemState | None, names: Names, draft: bool) -> Entry:
    """An entry beside what its item said when it was made, and what it says now if that is something else."""
    change = item_change(edit.kind, edit.item, edit.base, edit.data, names, edit.item is not None)
    if not draft or not moved_on(edit, now):
        return Entry(edit, change, None, (), False)
    if now is None:
        return Entry(edit, change, None, (), True)
    base = edit.base or {}
    theirs = {c.label: c for c in field_changes(edit.kind, base, now.data, names)}
    mine = {c.label: c for c in field_changes(edit.kind, base, edit.data, names)} if edit.data else {}
    sides = tuple(_side(label, theirs.get(label), mine.get(label), edit.data is None) for label in {**theirs, **mine})
    return Entry(edit, change, now, sides, False)


def _side(label: str, theirs: FieldChange | None, mine: FieldChange | None, retires: bool) -> tuple[str, str, str, str]:
    known = theirs or mine
    assert known is not None, "a field is listed because one of the two changed it"
    was = known.before
    return label, was, theirs.after if theirs else was, "撤销" if retires else mine.after if mine else was


def points(entries: list[Entry]) -> list[str]:
    """What a person should look at before the order is put in force; none of it forbids that. At most one query."""
    found = []
    retired = {e.edit.item for e in entries if e.edit.kind == "target" and e.edit.data is None}
    gone = {e.edit.item: e.change.title for e in entries if e.edit.kind == "task" and e.edit.data is None}
    left = Target.objects.filter(task__in=gone, retired=False).values_list("task_id", "pk") if gone else []
    orphans = {task for task, pk in left if pk not in retired}
    for task in orphans:
        found.append(f"任务“{gone[task]}”列为撤销，它的指标还在执行；要一并撤销的，请把指标也列入。")
    for e in entries:
        data, base = e.edit.data, e.edit.base or {}
        if data is None:
            continue
        if e.edit.kind == "task" and not data["duties"] and data["part"] != "0":
            found.append(f"任务“{e.change.title}”没有责任单位，施行后没有单位会收到它。")
        if e.edit.kind == "target" and base and data["raw"] == base["raw"]:
            figures = ("value", "value2", "op", "unit")
            if any(data[k] != base[k] for k in figures):
                found.append(f"指标“{e.change.title}”改了目标，“原文”一栏还是旧的说法；所在任务的内容也请看一看。")
    return found


def later_too(plan: Plan, edits: list[RevisionEdit]) -> list[str]:
    """Which entries a version that is still to come changes too. At most one query."""
    told = {(e.kind, e.item): title_of(e.kind, e.data or e.base or {}) for e in edits if e.item is not None}
    waiting = plan.versions.filter(took_effect=None).values_list("number", "effective_on", "changes") if told else []
    return [
        f"“{told[one['kind'], one['item']]}”在第{n}版（{on.year}年{on.month}月{on.day}日起施行）里也有改动；"
        "两边改到同一处的，后施行的为准。"
        for n, on, changes in waiting
        for one in changes
        if (one["kind"], one["item"]) in told
    ]


@needs("plan.revise", "POST")
def words(request: HttpRequest, revision_id: int) -> HttpResponse:
    """Keep reason, reference, decider and day, to go on later."""
    order = order_for(request, revision_id)
    sent = decision_words(request.POST)
    try:
        say(order, {**sent, "effective_on": day_of(sent["effective_on"])}, request.seat.actor)  # type: ignore[attr-defined]
    except Refused as refused:
        return _page(request, order, str(refused), sent)
    messages.success(request, "已保存，下次接着做。")
    return redirect("revision_page", order.pk)


@needs("plan.revise", "POST")
def enforce(request: HttpRequest, revision_id: int) -> HttpResponse:
    """Put the order in force."""
    order = order_for(request, revision_id)
    sent = decision_words(request.POST)
    seen = number(request.POST.get("version"))
    try:
        version = put_in_force(order, seen, decision_of(sent), request.seat.actor)  # type: ignore[attr-defined]
    except Refused as refused:
        return _page(request, order, str(refused), sent)
    except Conflict:
        order.refresh_from_db()
        return _page(request, order, "这张修订单刚被别人改过，还没有施行。请看过下面的条目再施行。", sent)
    except Outrun:
        return _page(request, order, "有条目已被另一次修订改动，还没有施行。请在下面逐条选定后再施行。", sent)
    messages.success(request, enforced_words(version))
    return redirect(
        f"{reverse('version_difference', args=[order.plan_id])}?old={version.number - 1}&new={version.number}"
    )


def enforced_words(version: Version) -> str:
    """What is said once a version is decided."""
    if version.took_effect:
        return f"修订已施行，《{version.plan}》现在是第{version.number}版。"
    on = version.effective_on
    return (
        f"已定为第{version.number}版，{on.year}年{on.month}月{on.day}日自动施行；那天以前，各单位看到的仍是现行内容。"
    )


@needs("plan.revise", "POST")
def drop_order(request: HttpRequest, revision_id: int) -> HttpResponse:
    order = order_for(request, revision_id)
    try:
        drop(order, request.seat.actor)  # type: ignore[attr-defined]
        messages.success(request, "已放弃这张修订单，内容仍可查看。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("revision_list", order.plan_id)


@needs("plan.revise", "POST")
def undo_edit(request: HttpRequest, revision_id: int, edit_id: int) -> HttpResponse:
    """Take an entry out of the order."""
    edit = edit_for(request, revision_id, edit_id)
    try:
        undo(edit, number(request.POST.get("version")), request.seat.actor)  # type: ignore[attr-defined]
    except (Refused, Conflict) as wrong:
        messages.error(request, str(wrong))
    return redirect("revision_page", revision_id)


@needs("plan.revise", "POST")
def keep_edit(request: HttpRequest, revision_id: int, edit_id: int) -> HttpResponse:
    """Keep what the order says although the item was revised meanwhile."""
    edit = edit_for(request, revision_id, edit_id)
    try:
        seen, beside = (number(request.POST.get(name)) for name in ("version", "beside"))
        rebase(edit, seen, beside, request.seat.actor)  # type: ignore[attr-defined]
    except (Refused, Conflict, Outrun) as wrong:
        messages.error(request, str(wrong))
    return redirect("revision_page", revision_id)
