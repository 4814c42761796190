"""What one was told, what one's office told others and who has read it, and how one wishes to hear of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi.gate import needs
from luoshi.notices.kinds import kind_word
from luoshi.notices.models import Channel, Notice, Wish
from luoshi.notices.telling import see
from luoshi.units.within import one

A_PAGE = 50


@needs("desk.read")
def notice_list(request: HttpRequest) -> HttpResponse:
    """One's own notices, those that wait first."""
    seat = request.seat  # type: ignore[attr-defined]
    mine = _mine(request)
    found = mine.annotate(waits=Q(seen_at=None, over_at=None)).order_by("-waits", "-urgent", "-id")
    found = mine.filter(seen_at=None, over_at=None).order_by("-urgent", "-id") if "unread" in request.GET else found
    page = Paginator(found.select_related("post__unit", "post__region"), A_PAGE).get_page(request.GET.get("page"))
    wish = Wish.objects.filter(person=seat.user.person_id).first()
    return render(
        request,
        "notices/list.html",
        {
            "page": page,
            "rows": [(n, kind_word(n.kind), n.post_id and n.post_id != seat.post.pk) for n in page],
            "newest": max((n.pk for n in page), default=0),
            "only_unread": "unread" in request.GET,
            "pace": wish.pace if wish else Wish.Pace.DAILY,
            "paces": Wish.Pace.choices,
            "mails": Channel.objects.filter(region=seat.post.region, kind=Channel.Kind.MAIL, active=True).exists(),
        },
    )


@needs("desk.read")
def notice_open(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Mark it read and go where the thing is, at the post that was told."""
    seat = request.seat  # type: ignore[attr-defined]
    notice: Notice = one(_mine(request), notice_id)
    if request.method == "GET":
        see(Notice.objects.filter(pk=notice.pk))
    told = next((p for p in seat.posts if p.pk == notice.post_id), None)
    if told and told.pk != seat.post.pk:
        request.session["post"] = told.pk
        messages.info(request, f"这条通知是发给“{told}”的，已换到这个岗位。")
    return redirect(notice.url)


@needs("desk.read", "POST")
def notice_read(request: HttpRequest, notice_id: int) -> HttpResponse:
    notice: Notice = one(_mine(request), notice_id)
    see(Notice.objects.filter(pk=notice.pk))
    return redirect("notice_list")


@needs("desk.read", "POST")
def notice_read_all(request: HttpRequest) -> HttpResponse:
    """All that were on the screen: later ones stay unread."""
    last = request.POST.get("last", "")
    count = see(_mine(request).filter(pk__lte=int(last))) if last.isdecimal() and len(last) < 16 else 0
    messages.success(request, f"{count}条通知已标为已读。")
    return redirect("notice_list")


@needs("desk.read", "POST")
def notice_wish(request: HttpRequest) -> HttpResponse:
    """How one wishes to hear of notices by mail."""
    pace = request.POST.get("pace", "")
    person = request.seat.user.person_id  # type: ignore[attr-defined]
    if pace in Wish.Pace.values and person:
        Wish.objects.update_or_create(person_id=person, defaults={"pace": pace})
        messages.success(request, f"已改为：{Wish.Pace(pace).label}。")
    else:
        messages.error(request, "请选择一种接收方式。")
    return redirect("notice_list")


@needs("desk.read")
def notice_sent(request: HttpRequest) -> HttpResponse:
    """What one's own side told others, each thing once, with how many have read it and who has not."""
    seat = request.seat  # type: ignore[attr-defined]
    mine = Q(from_post=seat.post)
    if seat.post.unit_id:
        mine |= Q(from_post__unit=seat.post.unit_id)
    else:
        mine |= Q(from_post__role=seat.post.role, from_post__region=seat.post.region_id, from_post__unit=None)
    told = Notice.objects.filter(mine, region__in=seat.region_ids("desk.read"))
    groups = (
        told.values("kind", "subject_type", "subject_id", "key", "text")
        .annotate(
            n=Count("pk"),
            read=Count("seen_at"),
            over=Count("over_at"),
            at=Max("made_at"),
            by=Max("made_by"),
            last=Max("pk"),
        )
        .order_by(F("last").desc())
    )
    page = Paginator(groups, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/sent.html", {"page": page, "rows": _with_people(list(page), told)})


def _with_people(groups: list[dict[str, Any]], told: QuerySet[Notice]) -> list[dict[str, Any]]:
    """Each group with its notices, read ones last. One query."""
    same = Q(pk=None)
    for g in groups:
        same |= Q(**{k: g[k] for k in ("kind", "subject_type", "subject_id", "key")})
    by_thing: dict[tuple[Any, ...], list[Notice]] = {}
    for n in told.filter(same).select_related("person", "post__unit").order_by(F("seen_at").asc(nulls_first=True)):
        by_thing.setdefault((n.kind, n.subject_type, n.subject_id, n.key), []).append(n)
    return [
        {
            **g,
            "word": kind_word(g["kind"]),
            "people": by_thing.get((g["kind"], g["subject_type"], g["subject_id"], g["key"]), []),
        }
        for g in groups
    ]


def _mine(request: HttpRequest) -> QuerySet[Notice]:
    return Notice.objects.filter(person=request.seat.user.person_id)  # type: ignore[attr-defined]
