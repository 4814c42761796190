"""Versions on their day: a version still to come has its place in history, and the rows stay as they are until it takes
effect."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from luoshi.audit.actor import SYSTEM, Actor
from luoshi.audit.record import record
from luoshi.plans.models import BodyMember, Duty, ItemState, Part, Plan, Review, Revision, Version
from luoshi.plans.reviewing import Refused
from luoshi.plans.rows import dependents, fill, save_dependents
from luoshi.plans.states import EVERY, Key, Row, State, current, in_force, keep, state
from luoshi.plans.timeline import moved, replay

log = logging.getLogger(__name__)


def take_effect(today: datetime.date) -> list[Version]:
    """Let every version whose day has come take effect, in the order of their days. It may run late and twice. A plan in
    which it fails stays whole as it was, and does not hold the others up."""
    done: list[Version] = []
    waiting = Version.objects.filter(took_effect=None, effective_on__lte=today).order_by("plan")
    for plan_id in waiting.values_list("plan", flat=True).distinct():
        try:
            with transaction.atomic():
                done += let_take_effect(Plan.objects.select_for_update().get(pk=plan_id), today)
        except Exception:
            log.exception("plan %s: a version did not take effect on its day", plan_id)
    return done


def let_take_effect(plan: Plan, today: datetime.date) -> list[Version]:
    """The same for one plan, which is locked."""
    due = list(plan.versions.filter(took_effect=None, effective_on__lte=today).order_by("number"))
    for version in due:
        before = in_force(plan)
        write_rows(plan, version)
        after = {"version": version.number, "effective_on": version.effective_on.isoformat()}
        record(SYSTEM, "plan.take_effect", plan, {"version": before}, after, region_id=plan.region_id)
    return due


def make_room(plan: Plan, held: int, on: datetime.date) -> int:
    """The number for a version of this day: behind those of earlier days and of the same; later ones move on by one."""
    coming = list(plan.versions.filter(number__gt=held).defer("text", "blocks").order_by("-number"))
    for version in coming:
        if version.effective_on <= on:
            return version.number + 1
        version.number += 1
        version.save(update_fields=["number"])
    return held + 1


def lay_out(plan: Plan, held: int, said: Mapping[Key, State]) -> None:
    """Write the history of the versions still to come (behind number `held`) anew from what they change, upon what the
    plan says today."""
    ItemState.objects.filter(plan=plan, since__gt=held).delete()
    ItemState.objects.filter(plan=plan, until__gt=held).update(until=None)
    parts: dict[str, tuple[Key, State]] = {p.code: (("part", p.pk), state(p)) for p in plan.parts.all()}
    coming = list(plan.versions.filter(number__gt=held).order_by("number"))
    before = dict(said)
    text = plan.versions.get(number=held)
    for version in coming:
        after = replay(before, version.changes, parts)
        opened, gone = moved(before, after)
        for kind in EVERY:
            ids = [pk for k, pk in (*opened, *gone) if k == kind]
            ItemState.objects.filter(plan=plan, kind=kind, item__in=ids, until=None).update(until=version.number)
        keep(plan, ((key, after[key]) for key in opened), version.number, version.reason)
        parts |= {data["part"]: (key, data) for key, data in after.items() if key[0] == "part"}
        if version.upload_id is None and version.text != text.text:
            version.text, version.blocks = text.text, text.blocks
            version.save(update_fields=["text", "blocks"])
        before, text = after, version


def write_rows(plan: Plan, version: Version) -> None:
    """Bring the rows to what the version, the next of a locked plan, says. What it does not touch stays as it is."""
    said = {(s.kind, s.item): s.data for s in ItemState.objects.filter(plan=plan, since=version.number)}
    ended = ItemState.objects.filter(plan=plan, until=version.number).values_list("kind", "item")
    parts: dict[str, Part] = {}
    written: list[tuple[Row, State]] = []
    for kind, model in EVERY.items():
        retired = [pk for k, pk in ended if k == kind and (k, pk) not in said]
        if kind != "plan":
            model.objects.filter(pk__in=retired).update(retired=True, version=F("version") + 1)
        mine = {pk: data for (k, pk), data in said.items() if k == kind}
        for pk, row in model.objects.in_bulk(list(mine)).items():
            row.version += 1
            if not isinstance(row, Plan):
                row.retired = False
            fill(row, kind, mine[pk], parts).save()
            written.append((row, mine[pk]))
        if kind == "part":
            parts = {p.code: p for p in plan.parts.all()}
    for dependent, owner in ((Duty, "task"), (BodyMember, "body")):
        ids = [row.pk for row, _ in written if row._meta.model_name == owner]
        dependent.objects.filter(**{f"{owner}__in": ids}).delete()
    save_dependents(d for row, data in written for d in dependents(row, data))
    version.took_effect = timezone.now()
    version.save(update_fields=["took_effect"])


def withdraw(version: Version, actor: Actor) -> None:
    """Take back a version that is still to come. Its order can be changed again, its document is under review again.
    Raises Refused."""
    with transaction.atomic():
        plan = Plan.objects.select_for_update().get(pk=version.plan_id)
        now = plan.versions.filter(pk=version.pk).first()
        if now is None:
            raise Refused("这一版刚被别人撤回了。")
        if now.took_effect:
            raise Refused(f"第{now.number}版已经施行，不能撤回；要改的，请再作修订。")
        before = {"version": now.number, "effective_on": now.effective_on.isoformat(), "reason": now.reason}
        record(actor, "plan.revise.withdraw", plan, before, {}, region_id=plan.region_id)
        Revision.objects.filter(made=now).update(state=Revision.State.DRAFT, made=None, version=F("version") + 1)
        Review.objects.filter(plan=plan, upload=now.upload_id, state=Review.State.IN_FORCE).update(
            state=Review.State.READY
        )
        new = [(c["kind"], c["item"]) for c in now.changes if c["whole"]]
        number = now.number
        now.delete()
        for later in plan.versions.filter(number__gt=number).defer("text", "blocks").order_by("number"):
            later.number -= 1
            later.save(update_fields=["number"])
        lay_out(plan, in_force(plan), {key: state(row) for key, row in current(plan).items()})
        _remove_unborn(plan, new)


def _remove_unborn(plan: Plan, items: list[Key]) -> None:
    """Rows that were made for a version that never took effect."""
    for kind, model in reversed(EVERY.items()):
        if kind == "plan":
            continue
        ids = [pk for k, pk in items if k == kind]
        known = ItemState.objects.filter(plan=plan, kind=kind, item__in=ids).values("item")
        model.objects.filter(plan=plan, pk__in=ids, retired=True).exclude(pk__in=known).delete()
