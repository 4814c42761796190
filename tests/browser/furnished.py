"""A county with something of everything, for a walk over all pages."""

from __future__ import annotations

import datetime
import re

from addresses import noticed, numbers, with_rounds
from cast import ALL_ROLES, CLERK, SMALL_PLAN, county, plan_in_force, review_of
from review_forms import SAMPLE

from luoshi.accounts.models import User
from luoshi.plans import breakdown
from luoshi.plans.importing import open_review, read_now
from luoshi.plans.instructing import give as instruct
from luoshi.plans.measure_rows import new_key
from luoshi.plans.models import Duty, Part, Plan, Target, Task
from luoshi.plans.revision_drafts import add_item, change_item, open_order
from luoshi.plans.revision_fields import blank
from luoshi.plans.sharing import give, takers
from luoshi.units.models import Role, Unit, UnitChange


def abridged() -> str:
    """The fictional county's plan with one of its annexes and the first rows of its table of tasks: every kind of thing
    that a page shows, and pages of a length that is quickly looked at."""
    text = SAMPLE.with_suffix(".txt").read_text("utf-8")
    first, third, fourth = (text.index(f"\n附件{n}\n") for n in (1, 3, 4))
    return text[:first] + re.sub(r"^(?:9|\d\d)\t.*\n", "", text[third:fourth], flags=re.M)


class County:
    """A county with something of everything: a plan in force with a revision begun, breakdowns in each state and a
    share, last year's plan, another file and a new text of the plan under review, somebody at every post."""

    def __init__(self) -> None:
        self.cast = county("云麓县")
        region = self.cast.region
        plan_in_force(region, SMALL_PLAN.replace("2026", "2025"))
        self.plan = plan = plan_in_force(region, abridged())
        text = SMALL_PLAN.replace("厂房20万平方米", "厂房26万平方米")
        self.new_text = read_now(open_review(text.encode(), "修订稿.txt", region, CLERK, plan=plan, queue=False))
        open_review(b"", "空白.txt", region, CLERK, queue=False)
        self.waiting = review_of(abridged(), region)
        self.task, self.unit = self._led()
        self._broken_down()
        give(self.task, self.unit, takers(self.task, self.unit)[0], "选址", None, CLERK)
        order = open_order(plan, CLERK)
        change_item(order, "task", self.task, (self.task.version, 0), None, CLERK)
        first = Part.objects.filter(plan=plan).order_by("order")[1]
        self.added = add_item(order, "cadence", blank("cadence", first.code, 999) | {"raw": "每月通报"}, CLERK)
        for role in ALL_ROLES:
            self.cast.post(role, role, "" if role in (Role.COMMAND_OFFICE, Role.LEADER) else self.unit.name)
        with_rounds(plan)
        noticed(self.cast.posts[Role.COMMAND_OFFICE], self.task)
        leader, today = self.cast.posts[Role.LEADER], datetime.date(2026, 5, 1)
        instruct(self.task, [self.unit], "请抓紧选址", datetime.date(2026, 6, 30), leader, CLERK, today)
        merged = Unit.objects.filter(region=region).exclude(pk=self.unit.pk)[0]
        UnitChange.objects.create(unit=merged, kind="rename", name="新名", on=datetime.date(2099, 1, 1), reason="改革")
        self.spare = self.cast.post("接任者", Role.LIAISON, self.unit.name).person

    def _led(self) -> tuple[Task, Unit]:
        """A task that a unit leads with others beside it, and that unit."""
        leads = Duty.objects.filter(task__plan=self.plan, role="lead", unit__is_class=False)
        for duty in leads.select_related("task__plan", "unit").order_by("pk"):
            if takers(duty.task, duty.unit):
                return duty.task, duty.unit
        raise AssertionError("nobody leads anything")

    def _broken_down(self) -> None:
        """The unit's tasks in each state of the breakdown: accepted, submitted, returned, begun."""
        led = Task.objects.filter(plan=self.plan, duties__role="lead", duties__unit=self.unit).distinct()
        others = [t for t in led.order_by("order") if t.pk != self.task.pk][:3]
        for n, task in enumerate([self.task, *others]):
            cells = {"title": "完成选址", "register": "task", "person": "陈敏", "ends": "2026-06-30"}
            edit = {"do": "add", "key": new_key(), "after": "", "cells": cells}
            made = breakdown.write(task, self.unit, [edit], CLERK).breakdown
            if n < 3:
                made = breakdown.submit(made, made.version, CLERK)
            if n == 0:
                breakdown.accept(made, made.version, CLERK)
            if n == 2:
                breakdown.give_back(made, made.version, CLERK, "请写明完成时间")

    def numbers(self) -> dict[str, object]:
        return numbers(self.cast.region) | {
            "review_id": self.waiting.pk,
            "item_id": self.waiting.items.filter(kind="task")[0].pk,
            "task_id": self.task.pk,
            "unit_id": self.unit.pk,
            "row_id": self.task.pk,
            "body_id": self.plan.body_set.filter(office_unit__isnull=False)[0].pk,
            "part_id": self.task.part_id,
            "person_id": self.spare.pk,
            "post_id": self.spare.posts.get().pk,
            "user_id": User.objects.get(person=self.spare).pk,
            "provider_id": "sso",
        }

    def special(self) -> dict[str, dict[str, object]]:
        return {
            "channel_add": {"kind": "dingtalk"},
            "revision_compare": {"review_id": self.new_text.pk},
            "revision_compare_enforce": {"review_id": self.new_text.pk},
            "revision_match": {"review_id": self.new_text.pk},
            "revision_edit_added": {"edit_id": self.added.pk},
        }

    def besides(self) -> dict[str, list[str]]:
        """Pages that an address shows in another state: filters, tabs, kinds, nothing found."""
        plan, unit = self.plan, self.unit
        target = Target.objects.filter(plan=plan)[0]
        older = Plan.objects.exclude(pk=plan.pk).get()
        waiting, of_plan = f"/plans/reviews/{self.waiting.pk}/", f"/plans/revisions/plans/{plan.pk}/"
        breakdowns = [f"/plans/breakdowns/{t}/{unit.pk}/" for t in unit.breakdowns.values_list("task", flat=True)]
        kinds = {"target": target.pk, "body": plan.body_set.all()[0].pk, "cadence": plan.cadence_set.all()[0].pk}
        return {
            Role.COMMAND_OFFICE: [
                "/search/?q=工业",
                "/search/?q=没有这样的词",
                f"/plans/tasks/?unit={unit.pk}&role=main&limit=quarter&open=no_breakdown&sort=-due",
                "/plans/tasks/?q=没有这样的词",
                "/plans/targets/?q=没有这样的词",
                f"/plans/compare/?old={older.pk}&new={plan.pk}",
                f"/plans/tasks/{self.task.pk}/?plan={plan.pk}",
                *(f"{waiting}?tab={tab}" for tab in ("target", "body", "cadence", "unit", "part", "finding", "header")),
                *(f"/plans/revisions/edit/{kind}/{pk}/" for kind, pk in kinds.items()),
                *(f"{of_plan}add/{kind}/" for kind in kinds),
                f"{of_plan}difference/?old=1&new=1",
                "/units/?order=1",
                "/units/?q=没有这样的词",
            ],
            Role.LIAISON: ["/plans/breakdowns/?view=own", "/plans/breakdowns/?view=all", *breakdowns],
            Role.LEADER: [
                *(
                    f"/plans/instructions/give/?{on}"
                    for on in (f"plan={plan.pk}", f"task={self.task.pk}", f"unit={unit.pk}")
                ),
                "/plans/instructions/?state=all",
            ],
            Role.TASK_FORCE_OFFICE: ["/plans/breakdowns/", *breakdowns[:2]],
            Role.SYSTEM_ADMIN: ["/accounts/people/?q=没有这样的人", "/units/?order=1"],
            Role.SECURITY_ADMIN: ["/accounts/all/?state=first"],
            Role.AUDIT_ADMIN: ["/audit/?q=没有这样的词"],
        }
