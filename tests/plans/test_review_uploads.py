"""Uploading plans, and how the list of reviews tells how far each is."""

from __future__ import annotations

import pytest
from cast import CLERK, SMALL_PLAN, county, review_of
from django.core.files.uploadedfile import SimpleUploadedFile

from luoshi.audit.models import Event
from luoshi.plans.importing import lay_out, open_review, read_upload
from luoshi.plans.models import Review
from luoshi.plans.reviewing import drop
from luoshi.plans.upload_limit import over_limit

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = county()
    cast.post("周敏", "command_office")
    return cast


def sent(name="方案.txt", text=SMALL_PLAN):
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def test_each_file_sent_opens_a_review_of_its_own(cast):
    client = cast.client("周敏")
    answer = client.post("/plans/reviews/upload/", {"file": [sent("甲.txt"), sent("乙.docx")]}, follow=True)
    assert [r.upload.name for r in Review.objects.order_by("id")] == ["甲.txt", "乙.docx"]
    assert {r.region for r in Review.objects.all()} == {cast.region}
    assert "已收到 2 个文件" in answer.content.decode()
    assert Event.objects.filter(action="plan.import", name="周敏").count() == 2


def test_nothing_sent_is_said(cast):
    answer = cast.client("周敏").post("/plans/reviews/upload/", {}, follow=True)
    assert "请先选择方案文件" in answer.content.decode()
    assert not Review.objects.exists()


def test_a_file_above_the_limit_is_refused_with_the_limit(cast, settings):
    settings.UPLOAD_LARGEST = 1024 * 1024
    answer = cast.client("周敏").post("/plans/reviews/upload/", {"file": sent("大.txt", "字" * 400_000)})
    assert answer.status_code == 413
    assert "超过 1 MB 的上限" in answer.content.decode()
    assert not Review.objects.exists()


def test_the_rest_of_a_file_above_the_limit_is_not_kept(settings, rf):
    settings.UPLOAD_LARGEST = 1024 * 1024
    request = rf.post("/", {"token": "前面的字段还在", "file": sent("大.txt", "字" * 400_000)})
    assert over_limit(request)
    assert not request.FILES
    assert request.POST["token"] == "前面的字段还在"


def test_progress_asks_again_until_the_file_is_read(cast):
    review = open_review(SMALL_PLAN.encode(), "方案.txt", cast.region, CLERK)
    client = cast.client("周敏")
    assert 'hx-trigger="every 1s"' in client.get(f"/plans/reviews/{review.pk}/progress/").content.decode()
    read_upload.func(review.pk)
    answer = client.get(f"/plans/reviews/{review.pk}/progress/")
    row = answer.content.decode()
    assert answer["HX-Retarget"] == f"#review-{review.pk}"
    assert "every 1s" not in row
    assert f'href="/plans/reviews/{review.pk}/"' in row


def test_what_cannot_be_read_says_why_and_can_be_changed_for_another_file(cast):
    review = open_review(b"MZ\x90\x00\x03\x00\x00\x00 program", "方案.docx", cast.region, CLERK)
    read_upload.func(review.pk)
    client = cast.client("周敏")
    page = client.get("/plans/reviews/").content.decode()
    assert "读取失败" in page
    assert "重新读取" in page
    assert "方案.docx" in page
    client.post(f"/plans/reviews/{review.pk}/again/", {"change": "1", "file": sent("好的.txt")})
    review.refresh_from_db()
    assert (review.state, review.upload.name, review.error) == (Review.State.WAITING, "好的.txt", "")
    read_upload.func(review.pk)
    review.refresh_from_db()
    assert review.state == Review.State.READY


def test_a_reading_that_got_stuck_can_be_asked_for_again(cast):
    review = open_review(SMALL_PLAN.encode(), "方案.txt", cast.region, CLERK)
    Review.objects.filter(pk=review.pk).update(state=Review.State.READING, step="读取文件")
    client = cast.client("周敏")
    assert "重新读取" in client.get("/plans/reviews/").content.decode()
    client.post(f"/plans/reviews/{review.pk}/again/")
    review.refresh_from_db()
    assert (review.state, review.step) == (Review.State.WAITING, "")


def test_a_review_that_was_read_is_not_read_again(cast):
    review = review_of(SMALL_PLAN, cast.region)
    page = cast.client("周敏").post(f"/plans/reviews/{review.pk}/again/", follow=True).content.decode()
    assert "不用再读" in page
    review.refresh_from_db()
    assert review.state == Review.State.READY


def test_a_review_given_up_while_it_is_read_stays_given_up(cast):
    review = open_review(SMALL_PLAN.encode(), "方案.txt", cast.region, CLERK)
    read = review_of(SMALL_PLAN, cast.region)
    drop(review, CLERK)
    lay_out(review, _document(), read.made)
    read_upload.func(review.pk)
    review.refresh_from_db()
    assert (review.state, review.items.count()) == (Review.State.DROPPED, 0)


def _document():
    from luoshi.reading import read_bytes

    return read_bytes(SMALL_PLAN.encode(), "方案.txt")


def test_a_defect_of_the_reading_leaves_a_sentence(cast, monkeypatch):
    def broken(document):
        raise ZeroDivisionError

    monkeypatch.setattr("luoshi.plans.importing.draft", broken)
    review = open_review(SMALL_PLAN.encode(), "方案.txt", cast.region, CLERK)
    with pytest.raises(ZeroDivisionError):
        read_upload.func(review.pk)
    review.refresh_from_db()
    assert review.state == Review.State.FAILED
    assert "重新读取" in review.error


def test_the_source_file_comes_back_as_a_download(cast):
    review = review_of(SMALL_PLAN, cast.region, "方案.html")
    answer = cast.client("周敏").get(f"/plans/reviews/{review.pk}/file/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert b"".join(answer.streaming_content) == SMALL_PLAN.encode()


def test_reviews_of_other_regions_are_not_there(cast):
    other = county("临江县")
    other.post("外县", "command_office")
    review = review_of(SMALL_PLAN, cast.region)
    stranger = other.client("外县")
    assert "方案.txt" not in stranger.get("/plans/reviews/").content.decode()
    for path in ("", "panel/", "file/", "enforce/", "header/", "progress/", f"items/{review.items.first().pk}/"):
        assert stranger.get(f"/plans/reviews/{review.pk}/{path}").status_code == 404
    for path in ("drop/", "again/", "add/", "settle/", f"items/{review.items.first().pk}/edit/"):
        assert stranger.post(f"/plans/reviews/{review.pk}/{path}").status_code == 404


def test_a_superior_does_not_review_for_its_subordinates(cast):
    city = county("云州市")
    cast.region.parent = city.region
    cast.region.save()
    city.post("市办", "command_office")
    review = review_of(SMALL_PLAN, cast.region)
    assert city.client("市办").get(f"/plans/reviews/{review.pk}/").status_code == 404


def test_liaisons_have_no_way_in(cast):
    cast.post("联络员", "liaison", "县工信局")
    review = review_of(SMALL_PLAN, cast.region)
    client = cast.client("联络员")
    assert client.get("/plans/reviews/").status_code == 403
    assert client.post("/plans/reviews/upload/", {"file": sent()}).status_code == 403
    assert client.get(f"/plans/reviews/{review.pk}/").status_code == 403


def test_the_list_asks_the_same_few_questions_however_long_it_is(cast, django_assert_max_num_queries):
    for _ in range(4):
        review_of(SMALL_PLAN, cast.region)
    client = cast.client("周敏")
    with django_assert_max_num_queries(12):
        client.get("/plans/reviews/")


def test_a_review_given_up_can_still_be_read_but_not_changed(cast):
    review = review_of(SMALL_PLAN, cast.region)
    client = cast.client("周敏")
    client.post(f"/plans/reviews/{review.pk}/drop/")
    review.refresh_from_db()
    assert review.state == Review.State.DROPPED
    page = client.get(f"/plans/reviews/{review.pk}/").content.decode()
    assert "建设园区" in page
    assert "补一条任务" not in page
    task = review.items.filter(kind="task").first()
    answer = client.post(f"/plans/reviews/{review.pk}/items/{task.pk}/remove/", {"version": task.version})
    assert "不能再改" in answer.content.decode()
    task.refresh_from_db()
    assert task.state == "read"
