"""The work outside the request, as a page can show it."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django_tasks_db.models import DBTaskResult

from luoshi.plans.models import Review

NAMES = {"luoshi.plans.importing.read_upload": "读取方案"}
STATES = {"READY": "排队中", "RUNNING": "进行中", "FAILED": "出错", "SUCCESSFUL": "完成"}
MOST = 200


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work: id, what it does, to what, its state in words, since when, and what went wrong."""

    id: str
    what: str
    subject: str
    state: str
    failed: bool
    asked: datetime.datetime
    ended: datetime.datetime | None
    error: str


def jobs(regions: Collection[int]) -> list[Job]:
    """The newest pieces of work on the reviews of these regions. Two queries."""
    reviews = {
        r.pk: r for r in Review.objects.filter(region__in=regions).select_related("upload").defer("document", "made")
    }
    found = []
    for result in DBTaskResult.objects.filter(task_path__in=NAMES).order_by("-enqueued_at")[:MOST]:
        review = reviews.get(_review_of(result))
        if review is None:
            continue
        failed = result.status == "FAILED"
        error = (result.exception_class_path or "").rsplit(".", 1)[-1] if failed else ""
        found.append(
            Job(
                str(result.id),
                NAMES[result.task_path],
                review.upload.name,
                STATES.get(result.status, result.status),
                failed,
                result.enqueued_at,
                result.finished_at,
                f"程序出错（{error}），请重试；再不行请把文件交系统管理员查看。" if failed else "",
            )
        )
    return found


def review_of(job_id: str, regions: Collection[int]) -> Review | None:
    """The review that a piece of work is about, if it is of one of these regions."""
    result = DBTaskResult.objects.filter(id=job_id, task_path__in=NAMES).first()
    return Review.objects.filter(pk=_review_of(result), region__in=regions).first() if result else None


def _review_of(result: DBTaskResult) -> int:
    arguments = result.args_kwargs.get("args") or [0]
    return int(arguments[0])
