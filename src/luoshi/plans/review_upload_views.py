"""Uploading plans, the list of reviews, and how far the reading is."""

from __future__ import annotations

from pathlib import PurePath

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from luoshi.gate import needs
from luoshi.plans import within
from luoshi.plans.checkup_paper import checkup_paper
from luoshi.plans.importing import UNREAD, open_review, read_again
from luoshi.plans.models import Review, ReviewItem
from luoshi.plans.review_answers import review_for
from luoshi.plans.reviewing import Refused
from luoshi.plans.upload_limit import over_limit

PAGE = 50
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# for the file dialogue only: what a file is, its content tells
ENDINGS = ".docx,.doc,.wps,.rtf,.odt,.pdf,.ofd,.html,.htm,.txt,.md,.png,.jpg,.jpeg,.tif,.tiff"


@needs("plan.review")
def review_list(request: HttpRequest) -> HttpResponse:
    kept = ~Q(items__state=ReviewItem.State.REMOVED)
    found = (
        within.reviews(request.seat)  # type: ignore[attr-defined]
        .select_related("upload", "plan")
        .defer("document", "made")
        .annotate(
            findings=Count("items", filter=Q(items__kind="finding") & kept),
            settled=Count("items", filter=Q(items__kind="finding") & kept & ~Q(items__settled="")),
            touched=Count("items", filter=~Q(items__state=ReviewItem.State.READ)),
            tasks=Count("items", filter=Q(items__kind="task") & kept),
            targets=Count("items", filter=Q(items__kind="target") & kept),
        )
        .order_by("-id")
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "largest": settings.UPLOAD_LARGEST, "endings": ENDINGS, "unread": UNREAD}
    return render(request, "plans/review_list.html", context)


@needs("plan.import", "POST")
def upload(request: HttpRequest) -> HttpResponse:
    """Open a review of each file sent."""
    if over_limit(request):
        return too_large(request)
    files = request.FILES.getlist("file")
    if not files:
        messages.error(request, "没有收到文件，请先选择方案文件再上传。")
        return redirect("review_list")
    large = next((f for f in files if f.size > settings.UPLOAD_LARGEST), None)
    if large:
        return too_large(request, large.name)
    seat = request.seat  # type: ignore[attr-defined]
    for file in files:
        open_review(file.read(), file.name, seat.post.region, seat.actor)
    messages.success(request, f"已收到 {len(files)} 个文件，正在读取；读好后点“审核”。")
    return redirect("review_list")


def too_large(request: HttpRequest, name: str = "") -> HttpResponse:
    """413: how large a file may be, and what to do."""
    most = settings.UPLOAD_LARGEST // (1024 * 1024)
    what = f"“{name}”" if name else "上传的文件"
    advice = f"{what}超过 {most} MB 的上限。请压缩或删去文件里的图片，或另存为 docx 后再传。"
    return render(request, "desk/error.html", {"status": 413, "title": "文件太大", "advice": advice}, status=413)


@needs("plan.review")
def progress(request: HttpRequest, review_id: int) -> HttpResponse:
    """How far the reading is; a review that is read, or not to be read, answers with its whole row and asks no more."""
    review = review_for(request, review_id)
    if review.state in (Review.State.WAITING, Review.State.READING):
        return render(request, "plans/review_state.html", {"review": review})
    numbers = dict(review.items.values_list("kind").annotate(n=Count("pk")).order_by())
    review.findings, review.settled, review.touched = numbers.get("finding", 0), 0, 0
    review.tasks, review.targets = numbers.get("task", 0), numbers.get("target", 0)
    answer = render(request, "plans/review_row.html", {"review": review, "unread": UNREAD})
    answer["HX-Retarget"], answer["HX-Reswap"] = f"#review-{review.pk}", "outerHTML"
    return answer


@needs("plan.import", "POST")
def again(request: HttpRequest, review_id: int) -> HttpResponse:
    """Read once more, from another file where one was sent."""
    review = review_for(request, review_id)
    if over_limit(request):
        return too_large(request)
    file = request.FILES.get("file")
    if file and file.size > settings.UPLOAD_LARGEST:
        return too_large(request, file.name)
    if request.POST.get("change") and not file:
        messages.error(request, "没有收到文件，请先选择要换的文件。")
        return redirect("review_list")
    try:
        seat = request.seat  # type: ignore[attr-defined]
        read_again(review, seat.actor, file.read() if file else None, file.name if file else "")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("review_list")


@needs("plan.review")
def report(request: HttpRequest, review_id: int) -> HttpResponse:
    """The check-up as a docx, for those who drafted the plan."""
    review = review_for(request, review_id)
    if not review.made:
        messages.info(request, f"“{review.upload.name}”没有读出内容，读好后才有体检报告。")
        return redirect("review_list")
    name = f"{(review.header or {}).get('title') or PurePath(review.upload.name).stem}-体检报告.docx"
    return HttpResponse(
        checkup_paper(review),
        content_type=DOCX,
        headers={"Content-Disposition": content_disposition_header(True, name) or ""},
    )


@needs("plan.review")
def source_file(request: HttpRequest, review_id: int) -> HttpResponse:
    """The file as it came in, always as a download."""
    review: Review = review_for(request, review_id)
    try:
        opened = review.upload.file.open("rb")
    except OSError:
        raise Http404 from None
    return FileResponse(
        opened, as_attachment=True, filename=review.upload.name, content_type="application/octet-stream"
    )
