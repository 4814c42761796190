"""Pages of the system administrator: people, their posts, their log-ins."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from luoshi.accounts import securing
from luoshi.accounts.first_passwords import Handed
from luoshi.accounts.joining import join
from luoshi.accounts.models import User
from luoshi.gate import needs
from luoshi.units.forms import NewPersonForm, PersonForm, PostForm
from luoshi.units.models import Person, Post, Role
from luoshi.units.people import change_person, current, end_post, set_post
from luoshi.units.refusing import Refused
from luoshi.units.within import chosen_region, one, regions
from luoshi.units.within import people as people_within

PAGE = 50
WITHOUT = {"post": "没有岗位", "account": "没有账号", "phone": "没有电话"}


def search(found: QuerySet[Person], query: str, role: str, without: str) -> QuerySet[Person]:
    """People by name, telephone or unit, by a role they hold today, or by what they lack."""
    held = Post.objects.filter(current(), person=OuterRef("pk"))
    if query:
        small = query.lower()
        at = held.filter(Q(unit__name__icontains=query) | Q(unit__initials__contains=small))
        found = found.filter(
            Q(name__icontains=query) | Q(initials__startswith=small) | Q(phone__contains=query) | Exists(at)
        )
    if role in Role.values:
        found = found.filter(Exists(held.filter(role=role)))
    if without == "post":
        found = found.filter(~Exists(held))
    elif without == "account":
        found = found.filter(user=None)
    elif without == "phone":
        found = found.filter(phone="")
    return found


@needs("people.manage")
def people(request: HttpRequest) -> HttpResponse:
    region = chosen_region(request, "people.manage")
    asked = {k: request.GET.get(k, "").strip() for k in ("q", "role", "without")}
    held = Post.objects.filter(current()).select_related("unit", "region", "department")
    rows = search(Person.objects.filter(region=region), asked["q"], asked["role"], asked["without"])
    rows = rows.select_related("user").prefetch_related(Prefetch("posts", held, to_attr="posts_now"))
    page = Paginator(rows.order_by("pk"), PAGE).get_page(request.GET.get("page"))
    context = {
        "region": region,
        "regions": list(regions(request.seat, "people.manage")),  # type: ignore[attr-defined]
        "page": page,
        "asked": asked,
        "roles": Role.choices,
        "without": WITHOUT,
    }
    return render(request, "people/list.html", context)


@needs("people.manage", "GET", "POST")
def add(request: HttpRequest) -> HttpResponse:
    """A new person; in the same form, where wanted, the first post and the log-in."""
    region = chosen_region(request, "people.manage")
    asked = {"role": request.GET.get("role", ""), "unit": request.GET.get("unit", ""), "with_account": True}
    form = NewPersonForm(region, request.POST or None, initial=asked)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        post = {k: said[k] for k in ("role", "unit", "department", "title")} if said["role"] else None
        try:
            person, handed = join(
                region,
                {k: said[k] for k in ("name", "phone", "mail")},
                post,
                said["with_account"],
                request.seat.actor,  # type: ignore[attr-defined]
                request.user.person_id,  # type: ignore[union-attr]
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            if handed:
                return _handed(request, handed)
            then = "开通账号" if post else "设岗位、开账号"
            messages.success(request, f"已增加{person}。下一步：给{person}{then}。")
            return redirect("person", person.pk)
    return render(request, "people/add.html", {"form": form, "region": region})


@never_cache
def _handed(request: HttpRequest, handed: Handed) -> HttpResponse:
    """The first password, on the answer to this one request and nowhere else."""
    return render(request, "account/handed.html", {"handed": [handed], "title": "账号已开通", "back": "people"})


def _person(request: HttpRequest, person_id: int) -> Person:
    return one(people_within(request.seat).select_related("region", "user"), person_id)  # type: ignore[attr-defined,no-any-return]


def _number(request: HttpRequest, name: str) -> int:
    written = request.POST.get(name, "")
    return int(written) if written.isdecimal() else 0


@needs("people.manage", "GET", "POST")
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """A person with posts and log-in; the fields of the person themselves can be changed here."""
    row = _person(request, person_id)
    form = PersonForm(request.POST or None, initial={"name": row.name, "phone": row.phone, "mail": row.mail})
    if request.method == "POST" and form.is_valid():
        try:
            change_person(row, _number(request, "version"), **form.cleaned_data, actor=request.seat.actor)  # type: ignore[attr-defined]
            messages.success(request, f"{row}的资料已保存。")
            return redirect("person", person_id)
        except Refused as refused:
            form.add_error(None, str(refused))
            row.refresh_from_db()
    user = User.objects.filter(person=row).first()
    context = {
        "person": row,
        "form": form,
        "posts": row.posts.select_related("unit", "region", "department"),
        "today": timezone.localdate(),
        "user_of": user,
        "proposed": "" if user else securing.propose_username(row),
        "oneself": row.pk == request.user.person_id,  # type: ignore[union-attr]
    }
    return render(request, "people/person.html", context)


@needs("people.manage", "POST")
@never_cache
def account(request: HttpRequest, person_id: int) -> HttpResponse:
    """Open a log-in; the first password stands on the answer to this one request and nowhere else."""
    row = _person(request, person_id)
    try:
        handed = securing.open_account(row, request.seat.actor, request.POST.get("username", ""))  # type: ignore[attr-defined]
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("person", person_id)
    return _handed(request, handed)


@needs("people.manage", "GET", "POST")
def post_edit(request: HttpRequest, person_id: int, post_id: int | None = None) -> HttpResponse:
    """A new post of a person, or one to be changed."""
    row = _person(request, person_id)
    held: Post | None = one(row.posts.select_related("region", "unit", "department"), post_id) if post_id else None
    region = held.region if held else row.region
    initial: dict[str, Any] = (
        {k: getattr(held, k) for k in ("role", "unit", "department", "title", "since", "until")}
        if held
        else {"since": timezone.localdate()}
    )
    form = PostForm(region, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = set_post(
                row,
                held,
                _number(request, "version"),
                region=region,
                **form.cleaned_data,
                actor=request.seat.actor,  # type: ignore[attr-defined]
                own_person=request.user.person_id,  # type: ignore[union-attr]
            )
            lacks = not User.objects.filter(person=row).exists()
            then = f"下一步：给{row}开通账号。" if lacks else ""
            messages.success(request, f"{row}的岗位“{made}”已保存。{then}")
            return redirect("person", person_id)
        except Refused as refused:
            form.add_error(None, str(refused))
            if held:
                held.refresh_from_db()
    return render(request, "people/post.html", {"form": form, "person": row, "held": held})


@needs("people.manage", "POST")
def post_end(request: HttpRequest, person_id: int, post_id: int) -> HttpResponse:
    """End a post with yesterday: from this moment it gives no rights any more."""
    row = _person(request, person_id)
    held: Post = one(row.posts.select_related("region", "unit", "person"), post_id)
    on = timezone.localdate() - datetime.timedelta(days=1)
    if held.since and held.since > on:
        on = held.since
    try:
        end_post(held, _number(request, "version"), on, request.seat.actor, request.user.person_id)  # type: ignore[attr-defined,union-attr]
        messages.success(request, f"{row}的岗位“{held}”已结束。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("person", person_id)
