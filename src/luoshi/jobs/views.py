from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luoshi.gate import needs


@needs("job.read")
def job_list(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/soon.html", {"title": "后台任务"})
