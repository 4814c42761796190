from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.gate import needs


def _soon(request: HttpRequest, title: str) -> HttpResponse:
    return render(request, "desk/soon.html", {"title": title})


@needs("plan.read")
def plan_list(request: HttpRequest) -> HttpResponse:
    return _soon(request, "方案")


@needs("plan.read")
def task_list(request: HttpRequest) -> HttpResponse:
    return _soon(request, "任务")


@needs("plan.read")
def target_list(request: HttpRequest) -> HttpResponse:
    return _soon(request, "指标")


@needs("plan.read")
def body_list(request: HttpRequest) -> HttpResponse:
    return _soon(request, "专班")
