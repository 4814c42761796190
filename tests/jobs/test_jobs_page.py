"""The page on background work shows what failed, to those whose region it is, and tries again."""

from __future__ import annotations

import pytest
from cast import CLERK, SMALL_PLAN, county
from django_tasks_db.models import DBTaskResult

from luoshi.audit.models import Event
from luoshi.plans.importing import open_review

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_failed_reading_shows_and_can_be_tried_again(django_assert_max_num_queries):
    cast = county()
    cast.post("经办", "command_office")
    open_review(SMALL_PLAN.encode(), "方案.txt", cast.region, CLERK)
    DBTaskResult.objects.update(
        status="FAILED", exception_class_path="builtins.MemoryError", finished_at=DBTaskResult.objects.get().enqueued_at
    )
    clerk = cast.client("经办")
    with django_assert_max_num_queries(12):
        page = clerk.get("/jobs/").content.decode()
    assert "程序出错（MemoryError）" in page
    clerk.post(f"/jobs/{DBTaskResult.objects.get().id}/again/")
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "READY"]
    assert Event.objects.order_by("-id")[0].action == "job.again"


def test_another_region_sees_and_moves_nothing():
    one, other = county("甲县"), county("乙县")
    one.post("经办", "command_office")
    open_review(SMALL_PLAN.encode(), "乙县方案.txt", other.region, CLERK)
    clerk = one.client("经办")
    assert "乙县方案" not in clerk.get("/jobs/").content.decode()
    assert clerk.post(f"/jobs/{DBTaskResult.objects.get().id}/again/").status_code == 404
