from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.gate import needs


@needs("plan.review")
def review_list(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/soon.html", {"title": "导入审核"})
