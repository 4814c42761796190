"""From an uploaded file to a review: the file is kept, read outside the request, and laid out as review items."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django_tasks import task

from luoshi.audit.actor import SYSTEM, Actor
from luoshi.audit.record import changed, record
from luoshi.drafting import draft
from luoshi.drafting.form import Form, form
from luoshi.plans.models import Plan, Review, ReviewItem, Upload
from luoshi.plans.reviewing import Refused
from luoshi.reading import read_bytes
from luoshi.reading.document import Document
from luoshi.reading.errors import ReadError
from luoshi.units.models import Region

KINDS = {
    "parts": "part",
    "tasks": "task",
    "targets": "target",
    "bodies": "body",
    "cadences": "cadence",
    "units": "unit",
}
UNREAD = (Review.State.WAITING, Review.State.READING, Review.State.FAILED)


def open_review(
    data: bytes, name: str, region: Region, actor: Actor, plan: Plan | None = None, queue: bool = True
) -> Review:
    """Keep the file, open a review of it and queue the reading (or leave it to `read_now`). The file is looked at when
    it is read, not by its name."""
    with transaction.atomic():
        upload = _kept(data, name, region, actor)
        review = Review.objects.create(region=region, plan=plan, upload=upload, opened_by=actor.name)
        record(actor, "plan.import", review, after={"file": upload.name, "sha256": upload.sha256}, region_id=region.pk)
        if queue:
            transaction.on_commit(lambda: read_upload.enqueue(review.pk))
    return review


def read_now(review: Review) -> Review:
    """Read the review's file in this process, and give the review back as it then stands."""
    read(review.pk)
    return Review.objects.get(pk=review.pk)


def read_again(review: Review, actor: Actor, data: bytes | None = None, name: str = "") -> None:
    """Queue the reading of a review that is not read yet once more, from another file where one is given. Raises
    Refused where the review was read, or given up."""
    with transaction.atomic():
        locked = Review.objects.defer("document", "made").select_for_update().get(pk=review.pk)
        if locked.state not in UNREAD:
            raise Refused(f"这份文件现在是“{locked.get_state_display()}”，不用再读。")
        old = locked.upload
        if data is not None:
            locked.upload = _kept(data, name, locked.region, actor)
        locked.state, locked.step, locked.share, locked.error = Review.State.WAITING, "", 0, ""
        locked.save(update_fields=["upload", "state", "step", "share", "error"])
        before, after = changed({"file": old.name}, {"file": locked.upload.name})
        record(actor, "plan.import.again", locked, before, after, region_id=locked.region_id)
        transaction.on_commit(lambda: read_upload.enqueue(locked.pk))


def _kept(data: bytes, name: str, region: Region, actor: Actor) -> Upload:
    upload = Upload(
        region=region,
        name=PurePath(name).name[:200],
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        by=actor.name,
    )
    upload.file.save(f"{upload.sha256[:16]}{PurePath(name).suffix[:8]}", ContentFile(data), save=False)
    upload.save()
    return upload


@task()
def read_upload(review_id: int) -> None:
    """The same as a job of the worker."""
    read(review_id)


def read(review_id: int) -> None:
    """Read the file of a review that waits. Idempotent: a review that was read already stays as it is."""
    review = Review.objects.select_related("upload", "region").get(pk=review_id)
    if review.state not in UNREAD:
        return
    _step(review, "读取文件", 10)
    try:
        with review.upload.file.open("rb") as file:
            document = read_bytes(file.read(), review.upload.name)
    except (ReadError, OSError) as wrong:
        said = str(wrong) if isinstance(wrong, ReadError) else f"{review.upload.name}：文件已不在服务器上，请重新上传。"
        _fail(review, said)
        return
    try:
        _step(review, "分解任务、指标，体检", 50)
        made = form(draft(document), document)
        _step(review, "整理待审内容", 80)
        lay_out(review, document, made)
    except Exception:  # the person who waits gets a sentence, the job's own record the cause
        _fail(review, f"{review.upload.name}：分解时出错，请重新读取；仍不行的，请换成 docx 格式，或告诉系统管理员。")
        raise


def _step(review: Review, step: str, share: int) -> None:
    Review.objects.filter(pk=review.pk, state__in=UNREAD).update(state=Review.State.READING, step=step, share=share)


def _fail(review: Review, said: str) -> None:
    Review.objects.filter(pk=review.pk, state__in=UNREAD).update(state=Review.State.FAILED, error=said[:400])


def lay_out(review: Review, document: Document, made: Form) -> None:
    """Store the read text and every item of the form, in one transaction."""
    with transaction.atomic():
        locked = Review.objects.select_for_update().get(pk=review.pk)
        if locked.state not in UNREAD:
            return  # read meanwhile, or given up
        locked.items.all().delete()
        ReviewItem.objects.bulk_create(review_items(locked, made), batch_size=500)
        locked.document = stored(document)
        locked.made = made
        locked.header = made["document"]
        locked.state, locked.step, locked.share, locked.error = Review.State.READY, "", 100, ""
        locked.save()
        record(SYSTEM, "plan.read", locked, after={k: len(made[k]) for k in KINDS}, region_id=locked.region_id)


def stored(document: Document) -> dict[str, Any]:
    """The document as JSON: its text, its paragraphs as blocks (see Version.blocks), the reader's notes."""
    return {
        "text": document.text,
        "blocks": [
            [
                p.start,
                p.end,
                *(
                    (p.cell.table, p.cell.row, p.cell.column, p.cell.row_span, p.cell.column_span)
                    if p.cell
                    else (None,) * 5
                ),
            ]
            for p in document.paragraphs
        ],
        "notes": list(document.notes),
        "format": document.format,
    }


def review_items(review: Review, made: Form) -> list[ReviewItem]:
    """A review item for each item of the form, in the form's order; findings and gaps too."""
    items = [
        ReviewItem(review=review, kind=kind, order=n, **_placed(item), data=_data(kind, item), made=_data(kind, item))
        for key, kind in KINDS.items()
        for n, item in enumerate(made[key])
    ]
    for n, finding in enumerate(made["findings"]):
        first = finding["passages"][0]["source"] if finding["passages"] else None
        items.append(
            ReviewItem(review=review, kind="finding", order=n, **_placed({"source": first}), data=finding, made=finding)
        )
    for n, gap in enumerate(made["coverage"]):
        items.append(ReviewItem(review=review, kind="gap", order=n, **_placed(gap), data=gap, made=gap))
    return items


def _placed(item: dict[str, Any]) -> dict[str, Any]:
    source = item.get("body") if isinstance(item.get("body"), dict) else item.get("source")
    if not source:
        return {"part": item.get("part", "")}
    return {"part": item.get("part", source["part"]), "start": source["first"], "end": source["last"] + 1}


def _data(kind: str, item: dict[str, Any]) -> dict[str, Any]:
    if kind != "unit":
        return item
    # whether each other name is the same unit: sure ones are merged, the others wait for a person
    aliases = [{**a, "merged": not a["proposed"]} for a in item["aliases"]]
    return {**item, "aliases": aliases}
