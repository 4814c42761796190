"""The form in which one item is revised, retired or added, as an entry of an order."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi.gate import needs
from luoshi.plans.difference import changes
from luoshi.plans.models import Plan, Revision, RevisionEdit, Task
from luoshi.plans.review_fields import Fields, merged
from luoshi.plans.review_item_views import choices, clause_words, duty_rows
from luoshi.plans.reviewing import Conflict, Refused
from luoshi.plans.revising import Outrun
from luoshi.plans.revision_difference import KIND_WORDS, Names, facts_of, names_of, title_of
from luoshi.plans.revision_drafts import add_item, change_added, change_item, next_order, open_order
from luoshi.plans.revision_fields import as_read, blank, changed_state, differences, form_fields, posted
from luoshi.plans.revision_history import to_come
from luoshi.plans.revision_rows import edit_for, item_for, number, plan_for
from luoshi.plans.states import EVERY, KINDS, Row, State, state
from luoshi.units.finding import known_names


@needs("plan.revise", "GET", "POST")
def edit_item(request: HttpRequest, kind: str, row_id: int) -> HttpResponse:
    """The form of an item of the plan, and what is sent with it."""
    item, plan = item_for(request, kind, row_id)
    names = names_of(plan)
    orders = open_orders(plan)
    mine = list(RevisionEdit.objects.filter(revision__in=orders, kind=kind, item=item.pk))
    asked = number(request.POST.get("order") or request.GET.get("order"))
    order = next((o for o in orders if o.pk == asked), None)
    if order is None and request.method == "GET" and orders and request.GET.get("order") != "new":
        order = next((o for o in orders if any(e.revision_id == o.pk for e in mine)), orders[0])
    edit = next((e for e in mine if order and e.revision_id == order.pk), None)
    now, retired = state(item), getattr(item, "retired", False)
    if retired and not item.version:
        raise Http404  # a row of a version that is still to come
    shown = edit.data if edit and edit.data else now
    context: dict[str, Any] = {
        **frame(request, plan, kind, names, orders, order),
        "item": item,
        "title": title_of(kind, now),
        "facts": [told_first(kind, now), *facts_of(kind, now, names)],
        "retired": retired,
        "to_come": to_come(plan, kind, item.pk, names),
        "others": [e.revision_id for e in mine if e is not edit],
        "edit": edit,
        "item_version": item.version,
        "edit_version": edit.version if edit else 0,
    }
    outrun = edit is not None and edit.data is not None and bool(changes(kind, edit.base or {}, now, {}))
    if request.method == "GET":
        fields = form_fields(kind, shown, names.units)
        laid = filled(kind, fields, shown, names)
        if outrun and edit:
            laid |= laid_together(kind, edit, now, names)
        return render(request, "plans/revision_edit.html", {**context, **laid})
    seen = number(request.POST.get("item_version")), number(request.POST.get("edit_version"))
    fields = posted(kind, request.POST)
    sent = {**context, "item_version": seen[0], "edit_version": seen[1], "base": request.POST.get("base", "")}
    taken = take_over(request, kind, fields, form_fields(kind, now if outrun else shown, names.units))
    if taken:
        return _form(request, {**sent, **filled(kind, taken["fields"], shown, names), **taken, "base": sent["base"]})
    try:
        retire = bool(request.POST.get("retire"))
        data = None if retire else changed_state(kind, now, fields, names.units, known_names(plan.region), names.parts)
        order = order or open_order(plan, request.seat.actor)  # type: ignore[attr-defined]
        written = change_item(order, kind, item, seen, data, request.seat.actor)  # type: ignore[attr-defined]
    except Refused as refused:
        base = sent["base"]
        return _form(request, {**sent, **filled(kind, fields, shown, names), "base": base, "said": str(refused)}, 400)
    except (Conflict, Outrun) as wrong:
        return _clash(request, context, kind, item, fields, names, wrong)
    moved = kind == "task" and data is not None and data["part"] != now["part"]
    listed = "已列入修订单，施行后生效。" + ("它的指标也一并移过去；不该移的，请撤回那一条。" if moved else "")
    messages.success(request, listed if written else "与现行内容相同，已从修订单里去掉。")
    return redirect("revision_page", order.pk)


@needs("plan.revise", "GET", "POST")
def add(request: HttpRequest, plan_id: int, kind: str) -> HttpResponse:
    """The form of a new item, and what is sent with it."""
    plan = plan_for(request, plan_id)
    if kind not in KINDS:
        raise Http404
    orders = open_orders(plan)
    asked = number(request.POST.get("order") or request.GET.get("order"))
    order = next((o for o in orders if o.pk == asked), None)
    if order is None and request.method == "GET" and orders and request.GET.get("order") != "new":
        order = orders[0]
    return _added(request, plan, kind, orders, order, None)


@needs("plan.revise", "GET", "POST")
def edit_added(request: HttpRequest, revision_id: int, edit_id: int) -> HttpResponse:
    """The form of an item that the order adds, and what is sent with it."""
    edit = edit_for(request, revision_id, edit_id)
    if edit.item is not None:
        return redirect("revision_edit", edit.kind, edit.item)
    return _added(request, edit.revision.plan, edit.kind, [edit.revision], edit.revision, edit)


def _added(
    request: HttpRequest,
    plan: Plan,
    kind: str,
    orders: list[Revision],
    order: Revision | None,
    edit: RevisionEdit | None,
) -> HttpResponse:
    names = names_of(plan)
    part = request.GET.get("part", "")
    first = part if part in names.parts else next(iter(names.parts), "0")
    data = edit.data if edit and edit.data else blank(kind, first, next_order(plan, kind))
    context: dict[str, Any] = {
        **frame(request, plan, kind, names, orders, order),
        "adding": True,
        "edit": edit,
        "edit_version": edit.version if edit else 0,
        "tasks": tasks_to_stand_in(plan, order) if kind == "target" and edit is None else [],
        "under": request.POST.get("task", request.GET.get("task", "")),
    }
    if request.method == "GET":
        fields = form_fields(kind, data, names.units)
        return render(request, "plans/revision_edit.html", {**context, **filled(kind, fields, data, names)})
    fields = posted(kind, request.POST)
    seen = number(request.POST.get("edit_version"))
    try:
        actor = request.seat.actor  # type: ignore[attr-defined]
        made = changed_state(kind, data, fields, names.units, known_names(plan.region), names.parts)
        if edit is not None:
            change_added(edit, seen, made, actor)
        else:
            made["task"], under = stands_in(plan, order, request.POST.get("task", ""))
            order = order or open_order(plan, actor)
            add_item(order, kind, made if kind == "target" else _without_task(made), actor, under)
    except Refused as refused:
        sent = {"said": str(refused), "edit_version": seen}
        return _form(request, {**context, **filled(kind, fields, data, names), **sent}, 400)
    except Conflict as conflict:
        return _clash(request, context, kind, None, fields, names, conflict)
    messages.success(request, "已列入修订单，施行后生效。")
    return redirect("revision_page", order.pk if order else 0)


def told_first(kind: str, now: State) -> tuple[str, str]:
    """What the form shows first of an item as it stands: its wording, or the title of the plan or a part."""
    return ("标题", now["title"]) if kind in ("plan", "part") else ("内容", now.get("text") or now.get("raw", ""))


def _without_task(data: State) -> State:
    return {name: value for name, value in data.items() if name != "task"}


def open_orders(plan: Plan) -> list[Revision]:
    return list(plan.revisions.filter(state=Revision.State.DRAFT).order_by("-id"))


def frame(
    request: HttpRequest, plan: Plan, kind: str, names: Names, orders: list[Revision], order: Revision | None
) -> dict[str, Any]:
    """What the form's page shows around the fields."""
    return {
        **choices(kind),
        "plan": plan,
        "kind": kind,
        "kind_word": KIND_WORDS[kind],
        "parts": names.parts,
        "units": [name for pk, name in sorted(names.units.items())],
        "orders": orders,
        "order": order,
    }


def filled(kind: str, fields: Fields, data: State, names: Names) -> dict[str, Any]:
    """The fields with the rows of duties, which know the clauses that they stand in."""
    read = as_read(kind, data, names.units)
    base = json.dumps(form_fields(kind, data, names.units), ensure_ascii=False)
    return {"fields": fields, "duties": duty_rows(fields, read), "clauses": clause_words(read), "base": base}


def tasks_to_stand_in(plan: Plan, order: Revision | None) -> list[tuple[str, str]]:
    """The tasks in which a new target may stand, those that the order adds first."""
    added = order.edits.filter(kind="task", item=None) if order else []
    rows = Task.objects.filter(plan=plan, retired=False).values_list("pk", "title")
    return [(f"e{e.pk}", f"（新增）{e.data['title']}") for e in added if e.data] + [(f"t{pk}", t) for pk, t in rows]


def stands_in(plan: Plan, order: Revision | None, chosen: str) -> tuple[int | None, RevisionEdit | None]:
    """The task of a new target: one of the plan by its id, or one that the order adds by its entry. Raises Refused."""
    pk = number(chosen[1:])
    if not chosen:
        return None, None
    if chosen[0] == "t" and Task.objects.filter(plan=plan, pk=pk, retired=False).exists():
        return pk, None
    found = order.edits.filter(kind="task", item=None, pk=pk).first() if order and chosen[0] == "e" else None
    if found is None:
        raise Refused("请从列出的任务里选指标所在的任务。")
    return None, found


def laid_together(kind: str, edit: RevisionEdit, now: State, names: Names) -> dict[str, Any]:
    """The form of an entry whose item another version has changed since: what only one side changed is theirs, what
    both did is shown."""
    base, mine, present = (form_fields(kind, s, names.units) for s in (edit.base or now, edit.data or now, now))
    fields, both = merged(base, mine, present)
    return {
        **filled(kind, fields, edit.data or now, names),
        "clash": [row for row in differences(kind, fields, present) if row[0] in both],
        "theirs": differences(kind, base, present),
        "quicker": "另一次修订",
        "clashed": True,
    }


def take_over(request: HttpRequest, kind: str, mine: Fields, present: Fields) -> dict[str, Any] | None:
    """The fields with one as it stands now, where the person chose the other's words; None where not."""
    name = request.POST.get("take", "")
    if name not in present:
        return None
    fields = mine | {name: present[name]}
    still = set(request.POST.get("clashing", "").split()) - {name}
    rows = [row for row in differences(kind, fields, present) if row[0] in still]
    return {"fields": fields, "clash": rows, "clashed": True, "quicker": "别人"}


def _clash(
    request: HttpRequest,
    context: dict[str, Any],
    kind: str,
    item: Row | None,
    mine: Fields,
    names: Names,
    wrong: Conflict | Outrun,
) -> HttpResponse:
    """The form again where somebody else was quicker: both laid together where they touched different fields, both
    shown where they touched the same."""
    if item is not None:
        item = EVERY[kind].objects.get(pk=item.pk)
    now = wrong.item if isinstance(wrong, Conflict) and isinstance(wrong.item, RevisionEdit) else None
    data = now.data if now and now.data else state(item) if item else None
    if data is None:
        raise Http404
    present = form_fields(kind, data, names.units)
    try:
        base = json.loads(request.POST.get("base", ""))
    except ValueError:
        base = {}
    base = base if isinstance(base, dict) else {}
    laid, both = merged(base, mine, present)
    theirs = differences(kind, base, present) if base else []
    if now is not None and now.data is None:
        theirs = [("", "这一条", "保留", "撤销"), *theirs]
    told = {
        **filled(kind, laid, data, names),
        "item_version": item.version if item else 0,
        "edit_version": now.version if now else 0 if isinstance(wrong, Conflict) else context["edit_version"],
        "edit": now or (context["edit"] if isinstance(wrong, Outrun) else None),
        "clash": [row for row in differences(kind, laid, present) if row[0] in both],
        "theirs": theirs,
        "quicker": (now.changed_by if now else "") or "别人",
        "clashed": True,
    }
    return _form(request, {**context, **told}, 409)


def _form(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "plans/revision_edit.html", context, status=status)
