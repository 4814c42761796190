from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.gate import needs


@needs("unit.read")
def unit_list(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/soon.html", {"title": "单位"})


@needs("people.manage")
def people(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/soon.html", {"title": "人员"})
