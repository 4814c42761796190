"""Pages of the workbook of people and posts: handed out, taken in, its difference shown, made to count."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache

from luoshi.accounts.people_applying import apply_rows
from luoshi.accounts.people_difference import CHANGED, ENDED, NEW, SAME, difference, held_rows
from luoshi.accounts.people_sheet import Directory, NotAWorkbook, Row, as_json, read_workbook
from luoshi.accounts.people_workbook import template as workbook
from luoshi.gate import needs
from luoshi.units.finding import known_names
from luoshi.units.models import Department, Post, Region, Unit
from luoshi.units.people import current
from luoshi.units.refusing import Refused
from luoshi.units.within import chosen_region, regions

SALT = "luoshi people sheet"
LARGEST = 10 * 1024 * 1024
SHOWN_FOR = 24 * 3600
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs("people.manage")
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in, with what is held already."""
    region = chosen_region(request, "people.manage")
    held = Post.objects.filter(current(), region=region).select_related("person__user", "unit", "department")
    units = Unit.objects.filter(region=region, gone_on=None, is_class=False).values_list("name", flat=True)
    content = workbook(
        held_rows(held.order_by(F("unit__order").asc(nulls_last=True), "person_id", "id")), list(units), region.name
    )
    name = f"{region.name}人员岗位表{timezone.localdate():%Y%m%d}.xlsx"
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": content_disposition_header(True, name) or ""}
    )


@needs("people.manage", "GET", "POST")
def upload(request: HttpRequest) -> HttpResponse:
    """Take a workbook and show what it would change, or its errors cell by cell. Nothing counts yet."""
    region = chosen_region(request, "people.manage")
    context: dict[str, Any] = {"region": region, "regions": list(regions(request.seat, "people.manage"))}  # type: ignore[attr-defined]
    file = request.FILES.get("file")
    if request.method == "POST":
        if file is None:
            context["refused"] = "请先选择要上传的表格。"
        elif (file.size or 0) > LARGEST:
            context["refused"] = "表格超过10MB，请只留“人员”表后再传。"
        else:
            try:
                rows, errors = read_workbook(file.read(), _directory(region))
                return _show(request, context, rows, errors)
            except NotAWorkbook as refused:
                context["refused"] = str(refused)
    return render(request, "people/sheet.html", context, status=422 if "refused" in context else 200)


def _show(request: HttpRequest, context: dict[str, Any], rows: list[Row], errors: list[Any]) -> HttpResponse:
    whole, region = request.POST.get("whole") == "1", context["region"]
    own = request.user.person_id  # type: ignore[union-attr]
    found = difference(region, [r for r in rows if r.name and r.role], whole, own)
    errors = sorted({*errors, *found.errors}, key=lambda e: (int("".join(filter(str.isdigit, e.place))), e.place))
    context |= {
        "errors": errors,
        "counts": found.count(),
        "groups": [
            (word, [c for c in found.changes if c.kind == kind])
            for kind, word in ((NEW, "新增"), (CHANGED, "变更"), (ENDED, "结束"))
        ],
        "same": sum(c.kind == SAME for c in found.changes),
        "any": found.any,
        "without_account": len({c.key for c in found.changes if c.row and c.kind != ENDED} - _have_accounts(region)),
        "payload": ""
        if errors
        else signing.dumps(
            {
                "rows": as_json(rows),
                "whole": whole,
                "region": region.pk,
                "user": request.user.pk,
                "shown": found.fingerprint,
            },
            salt=SALT,
            compress=True,
        ),
    }
    return render(request, "people/difference.html", context, status=422 if errors else 200)


@needs("people.manage", "POST")
@never_cache
def apply(request: HttpRequest) -> HttpResponse:
    """Make what was shown count; answers with the first passwords, on this one page and nowhere else."""
    try:
        said = signing.loads(request.POST.get("payload", ""), salt=SALT, max_age=SHOWN_FOR)
        if said["user"] != request.user.pk:
            raise signing.BadSignature
    except signing.BadSignature:
        messages.error(request, "确认的内容已过期，请重新上传表格。")
        return redirect("people_sheet")
    region = regions(request.seat, "people.manage").filter(pk=said["region"]).first()  # type: ignore[attr-defined]
    if region is None:
        messages.error(request, "这个地区的人员不归您现在的岗位维护。")
        return redirect("people_sheet")
    try:
        found, handed = apply_rows(
            region,
            [Row(**r) for r in said["rows"]],
            said["whole"],
            said["shown"],
            request.POST.get("accounts") == "1",
            request.seat.actor,  # type: ignore[attr-defined]
            request.user.person_id,  # type: ignore[union-attr]
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(f"{reverse('people_sheet')}?region={region.pk}")
    counted = "、".join(f"{word}{n}" for word, n in found.count().items())
    messages.success(request, f"人员岗位已导入：{counted}。")
    if not handed:
        return redirect(f"{reverse('people')}?region={region.pk}")
    return render(
        request, "account/handed.html", {"handed": handed, "title": f"{len(handed)}个新账号", "back": "people"}
    )


def _directory(region: Region) -> Directory:
    units = {name: u.pk for name, u in known_names(region).items() if not u.is_class}
    departments = Department.objects.filter(unit__region=region).values_list("unit_id", "name", "pk")
    return Directory(units, {(unit, name): pk for unit, name, pk in departments})


def _have_accounts(region: Region) -> set[str]:
    have = region.people.exclude(user=None).values_list("pk", flat=True)
    return {f"#{pk}" for pk in have}
