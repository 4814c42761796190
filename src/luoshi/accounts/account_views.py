"""Pages of the security administrator: log-ins, failures, resetting, freeing, closing."""

from __future__ import annotations

import datetime
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from luoshi.accounts import securing
from luoshi.accounts.models import LoginTry, User
from luoshi.accounts.sitting import Seat
from luoshi.gate import needs
from luoshi.units.models import Post
from luoshi.units.people import current
from luoshi.units.refusing import Refused
from luoshi.units.within import chosen_region, one, regions

PAGE = 50


def within(seat: Seat) -> QuerySet[User]:
    """The log-ins that the security administrator answers for."""
    return User.objects.filter(person__region__in=seat.region_ids("account.secure"))


def log_ins(found: QuerySet[User]) -> QuerySet[User]:
    """Log-ins with what the list shows of them."""
    day = timezone.now() - datetime.timedelta(days=1)
    return found.annotate(
        has_codes=Exists(Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)),
        failures=Count("tries", filter=Q(tries__succeeded=False, tries__at__gte=day)),
    ).select_related("person")


def search(found: QuerySet[User], query: str) -> QuerySet[User]:
    if not query:
        return found
    return found.filter(
        Q(username__icontains=query)
        | Q(person__name__icontains=query)
        | Q(person__initials__startswith=query.lower())
        | Q(person__posts__unit__name__icontains=query)
        | Q(person__posts__unit__initials__contains=query.lower())
    ).distinct()


STATES = {
    "first": ("未改初始密码", Q(must_change=True, is_active=True)),
    "closed": ("已停用", Q(is_active=False)),
    "never": ("从未登录", Q(last_login=None)),
    "idle": ("90天未登录", Q()),
}


@needs("account.secure")
def account_list(request: HttpRequest) -> HttpResponse:
    seat: Seat = request.seat  # type: ignore[attr-defined]
    region = chosen_region(request, "account.secure")
    query, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    found = within(seat).filter(person__region=region)
    if state == "idle":
        found = found.filter(last_login__lt=timezone.now() - datetime.timedelta(days=90))
    elif state in STATES:
        found = found.filter(STATES[state][1])
    posts = Post.objects.filter(current()).select_related("unit", "region")
    rows = log_ins(search(found, query)).prefetch_related(Prefetch("person__posts", posts, to_attr="posts_now"))
    page = Paginator(rows.order_by("username"), PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "account/list.html",
        {
            "page": page,
            "q": query,
            "state": state,
            "states": {k: v[0] for k, v in STATES.items()},
            "region": region,
            "regions": list(regions(seat, "account.secure")),
        },
    )


@needs("account.secure")
def failure_list(request: HttpRequest) -> HttpResponse:
    """Failed tries of the last 30 days: of known log-ins of the regions, and at the top of names that nobody has."""
    seat: Seat = request.seat  # type: ignore[attr-defined]
    query = request.GET.get("q", "").strip()
    since = timezone.now() - datetime.timedelta(days=30)
    mine = Q(user__in=within(seat))
    if seat.post and seat.post.region.parent_id is None:
        mine |= Q(user=None)  # a name that nobody has belongs to no region: for the topmost to see
    found = LoginTry.objects.filter(succeeded=False, at__gte=since).filter(mine)
    if query:
        found = found.filter(Q(name__icontains=query) | Q(address__startswith=query))
    page = Paginator(found.select_related("user__person"), PAGE).get_page(request.GET.get("page"))
    return render(request, "account/failures.html", {"page": page, "q": query})


@never_cache
def _hand_over(request: HttpRequest, handed: list, title: str) -> HttpResponse:
    return render(request, "account/handed.html", {"handed": handed, "title": title, "back": "account_list"})


def _back(request: HttpRequest) -> HttpResponse:
    """To the list as it was filtered."""
    query = QueryDict(request.POST.get("query", "")[:500])
    asked = {k: query[k] for k in ("region", "q", "state", "page") if query.get(k)}
    return redirect(f"{reverse('account_list')}?{urlencode(asked)}" if asked else "account_list")


@needs("account.secure", "POST")
def reset(request: HttpRequest, user_id: int) -> HttpResponse:
    """A new first password, shown on the answer to this one request and nowhere else."""
    user = one(within(request.seat), user_id)  # type: ignore[attr-defined]
    return _hand_over(request, [securing.reset_password(user, request.seat.actor)], "密码已重置")  # type: ignore[attr-defined]


@needs("account.secure", "POST")
def remove_codes(request: HttpRequest, user_id: int) -> HttpResponse:
    user = one(within(request.seat), user_id)  # type: ignore[attr-defined]
    try:
        securing.remove_totp(user, request.seat.actor)  # type: ignore[attr-defined]
        messages.success(request, f"已解除{user}的动态码，登录只需密码。")
    except Refused as refused:
        messages.error(request, str(refused))
    return _back(request)


@needs("account.secure", "POST")
def release(request: HttpRequest, user_id: int) -> HttpResponse:
    user = one(within(request.seat), user_id)  # type: ignore[attr-defined]
    count = securing.release(user, request.seat.actor)  # type: ignore[attr-defined]
    messages.success(request, f"已清除{user}最近一小时的{count}次失败记录，可以马上再登录。")
    return _back(request)


@needs("account.secure", "POST")
def set_active(request: HttpRequest, user_id: int) -> HttpResponse:
    user = one(within(request.seat), user_id)  # type: ignore[attr-defined]
    wanted = request.POST.get("active")
    if wanted not in ("0", "1"):
        return _back(request)
    active = wanted == "1"
    try:
        securing.set_active(user, active, request.seat.actor)  # type: ignore[attr-defined]
        messages.success(request, f"{user}的账号已{'启用' if active else '停用，正在使用的会话随即结束'}。")
    except Refused as refused:
        messages.error(request, str(refused))
    return _back(request)
