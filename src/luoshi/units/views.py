"""The directory of a region: search, order, new units."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from luoshi.gate import needs
from luoshi.units import changing
from luoshi.units.forms import UnitForm
from luoshi.units.models import Post, Role, Unit
from luoshi.units.people import current
from luoshi.units.refusing import Refused
from luoshi.units.within import chosen_region, regions

PAGE = 100


def search(found: QuerySet[Unit], query: str) -> QuerySet[Unit]:
    """Units whose name, other name or initials hold the words asked for."""
    if not query:
        return found
    return found.filter(
        Q(name__icontains=query) | Q(initials__contains=query.lower()) | Q(names__name__icontains=query)
    ).distinct()


@needs("unit.read")
def unit_list(request: HttpRequest) -> HttpResponse:
    """All units of a region with their other names, what classes stand for, and who answers for them."""
    seat: Any = request.seat  # type: ignore[attr-defined]
    region = chosen_region(request, "unit.read")
    query, gone = request.GET.get("q", "").strip(), request.GET.get("gone") == "1"
    manages = region.pk in seat.region_ids("unit.manage")
    held = Post.objects.filter(current(), role__in=[Role.UNIT_HEAD, Role.LIAISON]).select_related("person")
    units = (
        search(Unit.objects.filter(region=region), query)
        .annotate(rooms=Count("departments", distinct=True))
        .select_related("successor")
        .prefetch_related("names", "members", Prefetch("posts", held, to_attr="answering"))
    )
    if not gone:
        units = units.filter(gone_on=None)
    page = Paginator(units.order_by("order", "pk"), PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "units/list.html",
        {
            "region": region,
            "regions": list(regions(seat)),
            "page": page,
            "q": query,
            "gone": gone,
            "manages": manages,
            "ordering": manages and request.GET.get("order") == "1",
        },
    )


@needs("unit.manage", "GET", "POST")
def unit_add(request: HttpRequest) -> HttpResponse:
    region = chosen_region(request, "unit.manage")
    form = UnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            units = changing.add_units(
                region,
                form.cleaned_data["names"].splitlines(),
                request.seat.actor,  # type: ignore[attr-defined]
                form.cleaned_data["is_class"],
            )
        except Refused as refused:
            form.add_error("names", str(refused))
        else:
            if len(units) == 1:
                messages.success(request, f"已增加“{units[0]}”。")
                return redirect("unit_card", units[0].pk)
            messages.success(request, f"已增加{len(units)}个单位。")
            return redirect(f"{reverse('unit_list')}?region={region.pk}")
    return render(request, "units/add.html", {"form": form, "region": region})


@needs("unit.manage", "POST")
def unit_order(request: HttpRequest) -> HttpResponse:
    """Set the places in the directory from fields place-<unit id>."""
    region = chosen_region(request, "unit.manage")
    wanted: dict[int, int] = {}
    for name, value in request.POST.items():
        pk = name.removeprefix("place-")
        if name.startswith("place-") and pk.isdecimal():
            if not value.strip().isdecimal() or int(value) > 1_000_000:
                messages.error(request, f"次序要填整数，写的是“{value}”，没有保存。")
                return redirect(f"{request.path.removesuffix('order/')}?region={region.pk}&order=1")
            wanted[int(pk)] = int(value)
    moved = changing.put_in_order(region, wanted, request.seat.actor)  # type: ignore[attr-defined]
    messages.success(request, f"已调整{moved}个单位的次序。" if moved else "次序没有变化。")
    return redirect(f"{request.path.removesuffix('order/')}?region={region.pk}")
