"""Pages for what goes wrong: what happened, and what to do next."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from luoshi.papers.wording import chinese_date

SAID = {
    400: ("提交的内容不完整", "这次提交缺了内容或已经过期，没有写入任何东西。请退回上一页，刷新后重新填写。"),
    403: (
        "没有这项权限",
        "您当前的岗位不能做这件事。如果您有几个岗位，请在右上角切换后再试；确需办理的，请联系本地区的系统管理员设岗。",
    ),
    404: ("没有这一页", "网址写错了，或者这项内容不在您可以看到的范围内。请从页面上方的栏目或“查找”重新进入。"),
    413: ("文件太大", "上传的文件超过了系统允许的大小，没有收下。请去掉文件里的大图，或把附件分开后再传。"),
    429: ("操作太频繁", "短时间内请求太多，请过一分钟再试。"),
    500: (
        "系统出错了",
        "刚才的操作没有完成，数据没有变动。请过一会儿再试；仍不行的，请把出错时间和您做的操作告诉系统管理员。",
    ),
}


def error_page(request: HttpRequest, status: int, said: str = "") -> HttpResponse:
    """The page of an error; `said` replaces the usual advice."""
    title, advice = SAID[status]
    context = {"status": status, "title": title, "advice": said or advice, "now": timezone.now()}
    return render(request, "desk/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    from django.core.exceptions import RequestDataTooBig

    return error_page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 404)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 429)


def broken(request: HttpRequest) -> HttpResponse:
    """Where even the page of errors cannot be made (the database is gone), a plain one that asks for nothing."""
    try:
        return error_page(request, 500)
    except Exception:
        now = timezone.localtime()
        title, advice = SAID[500]
        said = f"<h1>{title}</h1><p>{advice}</p><p>出错时间：{chinese_date(f'{now:%Y-%m-%d}')} {now:%H:%M}</p>"
        page = f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{title}</title>{said}</html>'
        return HttpResponse(page, status=500)


def csrf_failure(request: HttpRequest, reason: str = "", **_: Any) -> HttpResponse:
    return error_page(request, 403, "页面停留太久，安全凭证已失效。请刷新页面后重新提交。")
