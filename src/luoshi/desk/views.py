"""The first page, the search, and the sign of life."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.accounts.sitting import Seat
from luoshi.calendar import clock
from luoshi.desk.glossary import groups
from luoshi.desk.search import search as find
from luoshi.desk.todo import todo
from luoshi.gate import everyone, needs, open_to_all
from luoshi.plans import within
from luoshi.plans.campaigns import campaigns, plans_in_force
from luoshi.plans.reach import reached
from luoshi.units.models import Role

OVERLOOKING = {
    Role.LEADER,
    Role.CONVENER,
    Role.DEPUTY,
    Role.SUPERVISION,
    Role.STATISTICS,
    Role.APPRAISAL,
    Role.PUBLICITY,
}


@everyone
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the one who looks; for those who follow the whole, the campaigns beside it."""
    seat: Seat = request.seat  # type: ignore[attr-defined]
    today = clock.today()
    role = seat.post.role if seat.post else ""
    overview, own, unseated = [], False, False
    if role in OVERLOOKING:
        mine = within.campaigns(seat) if role in (Role.CONVENER, Role.DEPUTY) else []
        overview = campaigns(plans_in_force(reached(seat)), today, mine or None)
        own = bool(mine)
        unseated = role in (Role.CONVENER, Role.DEPUTY) and not own
    entries = todo(seat, today)
    context = {
        "title": "待办",
        "today": today,
        "entries": entries,
        "overview": overview,
        "unseated": unseated,
        "own": own,
        "role": role,
        "beginning": role == Role.COMMAND_OFFICE and not entries and not within.plans(seat).exists(),
    }
    return render(request, "desk/home.html", context)


@needs("plan.read")
def search(request: HttpRequest) -> HttpResponse:
    seat: Seat = request.seat  # type: ignore[attr-defined]
    words = request.GET.get("q", "").strip()
    return render(
        request,
        "desk/search.html",
        {"title": "查找", "find": words, "groups": find(seat, words, clock.today())},
    )


@needs("desk.read")
def words(request: HttpRequest) -> HttpResponse:
    """What the words of the pages mean."""
    return render(request, "desk/words.html", {"title": "名词解释", "groups": groups()})


@open_to_all
def health(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")
