"""The page on work outside the request: what waits, runs, failed; trying again."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi.audit.record import record
from luoshi.gate import needs
from luoshi.jobs.clock import duties
from luoshi.jobs.listing import jobs, review_of
from luoshi.plans.importing import read_upload


@needs("job.read")
def job_list(request: HttpRequest) -> HttpResponse:
    found = jobs(request.seat.region_ids("job.read"))  # type: ignore[attr-defined]
    return render(request, "jobs/jobs.html", {"jobs": found, "duties": duties()})


@needs("job.read", "POST")
def job_again(request: HttpRequest, job_id: str) -> HttpResponse:
    """Do a piece of work once more; work that was done already is not done twice."""
    seat = request.seat  # type: ignore[attr-defined]
    review = review_of(job_id, seat.region_ids("job.read"))
    if review is None:
        raise Http404
    with transaction.atomic():
        record(seat.actor, "job.again", review, region_id=review.region_id)
        transaction.on_commit(lambda: read_upload.enqueue(review.pk))
    messages.success(request, f"已重新排队：{review.upload.name}")
    return redirect("job_list")
