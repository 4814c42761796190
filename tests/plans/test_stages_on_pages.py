"""A task's page says what each version changed, in the words of the plan."""

from __future__ import annotations

import datetime

import pytest
from cast import CLERK, county, plan_in_force

from luoshi.plans.revising import Decision, Edit, revise
from luoshi.plans.states import state

pytestmark = pytest.mark.django_db


def test_what_a_revision_changed_stands_on_the_task_s_page():
    cast = county()
    cast.post("经办", "command_office")
    plan = plan_in_force(cast.region)
    task = plan.task_set.get(title__contains="治理河道")
    old = state(task)
    changed = {**old, "duties": old["duties"][:1], "start": 3}
    word = Decision("职责调整", "云岭政办发〔2026〕20号", "王某", datetime.date(2026, 7, 1))
    revise(plan, [Edit("task", task.pk, changed, task.version)], word, CLERK)
    page = cast.client("经办").get(f"/plans/tasks/{task.pk}/").content.decode()
    stages = page.split('id="h-stages"')[1].split("</section>")[0]
    assert "<del>牵头：县水利局；责任：各镇</del> → <ins>牵头：县水利局</ins>" in stages
    assert "原因：职责调整" in stages
    assert stages.count('<div class="change">') == 1  # where it stands in the text is no change
