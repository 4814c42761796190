from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.gate import everyone, open_to_all


@everyone
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/soon.html", {"title": "待办"})


@open_to_all
def health(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")
