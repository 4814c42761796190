"""The system administrator's pages: ways out of the site, and what did not get through."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi.audit.record import record
from luoshi.calendar.clock import now
from luoshi.gate import needs
from luoshi.notices import channels, mailing, sending
from luoshi.notices.models import Channel, Delivery
from luoshi.notices.robots import PLATFORMS, NotSent
from luoshi.units.refusing import Refused
from luoshi.units.within import one

A_PAGE = 50
State = Delivery.State


@needs("channel.manage")
def channel_list(request: HttpRequest) -> HttpResponse:
    rows = list(_channels(request))
    return render(
        request,
        "notices/channels.html",
        {
            "rows": [(c, channels.masked(c)) for c in rows],
            "kinds": [k for k in Channel.Kind.choices if k[0] != "mail" or not any(c.kind == "mail" for c in rows)],
            "mail_ready": mailing.ready(),
            "mail_host": settings.EMAIL_HOST,
            "sender": settings.DEFAULT_FROM_EMAIL,
            "address": settings.SITE_ADDRESS,
            "failed": _deliveries(request).filter(state=State.FAILED).count(),
        },
    )


@needs("channel.manage", "GET", "POST")
def channel_add(request: HttpRequest, kind: str) -> HttpResponse:
    """A new channel of that kind for the own region."""
    if kind not in Channel.Kind.values:
        raise Http404
    seat = request.seat  # type: ignore[attr-defined]
    said: Any = request.POST
    if request.method == "POST":
        try:
            made = channels.add_channel(seat.post.region, kind, said, now(), seat.actor)
            messages.success(request, f"已增加“{made}”，请点“测试”看能不能收到。")
            return redirect("channel_list")
        except Refused as refused:
            messages.error(request, str(refused))
    else:
        said = {"daily": True, "urgent": True, "with_text": kind == "mail", "name": "邮件" if kind == "mail" else ""}
    return render(request, "notices/channel.html", _form(kind, said))


@needs("channel.manage", "GET", "POST")
def channel_edit(request: HttpRequest, channel_id: int) -> HttpResponse:
    seat = request.seat  # type: ignore[attr-defined]
    channel: Channel = one(_channels(request).select_related("region"), channel_id)
    said: Any = request.POST
    if request.method == "POST":
        seen = said.get("version", "")
        try:
            channels.change_channel(channel, int(seen) if seen.isdecimal() else 0, said, now(), seat.actor)
            messages.success(request, f"“{channel}”已保存。")
            return redirect("channel_list")
        except Refused as refused:
            messages.error(request, str(refused))
            channel.refresh_from_db()
    else:
        said = channel
    more = {"channel": channel, "masked": channels.masked(channel)}
    return render(request, "notices/channel.html", _form(channel.kind, said) | more)


@needs("channel.manage", "POST")
def channel_try(request: HttpRequest, channel_id: int) -> HttpResponse:
    seat = request.seat  # type: ignore[attr-defined]
    channel: Channel = one(_channels(request).select_related("region"), channel_id)
    own = seat.user.person.mail if seat.user.person_id else ""
    try:
        messages.success(request, channels.try_channel(channel, own, now(), seat.actor))
    except NotSent as wrong:
        messages.error(request, f"“{channel}”没有发成：{wrong}")
    return redirect("channel_list")


@needs("channel.manage", "POST")
def channel_remove(request: HttpRequest, channel_id: int) -> HttpResponse:
    channel: Channel = one(_channels(request), channel_id)
    channels.remove_channel(channel, request.seat.actor)  # type: ignore[attr-defined]
    messages.success(request, f"已删除“{channel}”。")
    return redirect("channel_list")


@needs("channel.manage")
def delivery_list(request: HttpRequest) -> HttpResponse:
    """What did not get through or still waits; all of it where the address says so."""
    found = _deliveries(request)
    everything = "all" in request.GET
    if not everything:
        found = found.filter(Q(state=State.FAILED) | Q(state__in=(State.PENDING, State.SENDING)))
    page = Paginator(found.select_related("channel", "person").defer("body"), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/deliveries.html", {"page": page, "everything": everything})


@needs("channel.manage", "POST")
def delivery_again(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Put what was given up back into the queue."""
    seat = request.seat  # type: ignore[attr-defined]
    delivery: Delivery = one(_deliveries(request).select_related("channel"), delivery_id)
    with transaction.atomic():
        done = sending.again(delivery, now())
        if done:
            record(seat.actor, "delivery.again", delivery, region_id=delivery.channel.region_id)
    if done:
        messages.success(request, "已重新排队，在工作日白天发出。")
    else:
        messages.info(request, "这一条已经在排队或已发出。")
    return redirect("delivery_list")


def _form(kind: str, said: Any) -> dict[str, Any]:
    """What the form of a channel shows: its kind, and what was said last."""
    return {"kind": kind, "label": Channel.Kind(kind).label, "platform": PLATFORMS.get(kind, ""), "said": said}


def _channels(request: HttpRequest) -> QuerySet[Channel]:
    return Channel.objects.filter(region__in=request.seat.region_ids("channel.manage"))  # type: ignore[attr-defined]


def _deliveries(request: HttpRequest) -> QuerySet[Delivery]:
    return Delivery.objects.filter(channel__region__in=request.seat.region_ids("channel.manage"))  # type: ignore[attr-defined]
