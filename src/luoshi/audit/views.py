from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.gate import needs


@needs("audit.read")
def event_list(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/soon.html", {"title": "留痕"})
