"""Telling people: one function, called inside the transaction of the change that it tells of."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import models, transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from luoshi.accounts.models import User
from luoshi.audit.actor import Actor
from luoshi.notices.models import Notice
from luoshi.units.models import Person, Post, Region


def tell(
    to: Iterable[Post | Person],
    kind: str,
    subject: models.Model,
    text: str,
    url: str,
    *,
    region: Region | int,
    urgent: bool = False,
    key: object = "",
    by: Actor | None = None,
) -> int:
    """Tell posts or people one sentence about a thing; how many notices that made.

    kind     a code of `kinds.py`
    url      where the thing is, a path of this site
    key      tells this notice from an earlier one of the same kind about the same thing; the same person is told
             once for each person × kind × thing × key, however often this is called
    by       who did it: not told of the own doing; their post sees who has read it

    Sends nothing: see `sending.send_due`. Raises RuntimeError outside a transaction, ValueError for a foreign url."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a notice is written in the same transaction as the change it tells of")
    if not url.startswith("/") or url.startswith("//"):
        raise ValueError("a notice leads to a page of this site")
    posts: dict[int, int | None] = {}  # person → as which post they are told, the first one named
    for one in to:
        if isinstance(one, Post):
            posts.setdefault(one.person_id, one.pk)
        else:
            posts.setdefault(one.pk, None)
    if by and by.user_id:
        doer = User.objects.filter(pk=by.user_id).values_list("person_id", flat=True).first()
        posts.pop(doer, None)  # type: ignore[arg-type]
    if not posts:
        return 0
    said = {
        "kind": kind,
        "subject_type": subject._meta.model_name or "",
        "subject_id": subject.pk,
        "key": str(key)[:60],
    }
    known = set(Notice.objects.filter(person__in=posts, **said).values_list("person_id", flat=True))
    moment = timezone.now()
    made = [
        Notice(
            region_id=region if isinstance(region, int) else region.pk,
            person_id=person,
            post_id=post,
            text=text[:400],
            url=url,
            urgent=urgent,
            made_at=moment,
            made_by=by.name if by else "",
            from_post_id=by.post_id if by else None,
            **said,
        )
        for person, post in posts.items()
        if person not in known
    ]
    # somebody else may tell the same at this moment: the constraint keeps it once
    Notice.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def over(subject: models.Model, *kinds: str) -> int:
    """There is nothing to do any more about what these notices of a thing told: a colleague did it, or it was taken
    back. They no longer count as unread and are not sent; how many there were. Inside the transaction of the change."""
    return Notice.objects.filter(
        subject_type=subject._meta.model_name, subject_id=subject.pk, kind__in=kinds, seen_at=None, over_at=None
    ).update(over_at=timezone.now())


def unread_of_post() -> Coalesce:
    """How many notices wait for a post's person, as an expression on Post."""
    waiting = Notice.objects.filter(person=OuterRef("person"), seen_at=None, over_at=None).order_by()
    return Coalesce(Subquery(waiting.values("person").annotate(n=Count("pk")).values("n")), 0)


def see(notices: models.QuerySet[Notice], at: datetime.datetime | None = None) -> int:
    """Mark them read; how many were not yet."""
    return notices.filter(seen_at=None).update(seen_at=at or timezone.now())


def receipts(subject: models.Model, *kinds: str) -> list[Notice]:
    """Who was told of a thing, the newest first, with `seen_at`: for the pages of those who told. One query."""
    found = Notice.objects.filter(subject_type=subject._meta.model_name, subject_id=subject.pk)
    return list((found.filter(kind__in=kinds) if kinds else found).select_related("person", "post__unit"))
