"""The bell, one's own notices, what one sent, and how one wishes to hear of it."""

from __future__ import annotations

import pytest
from cast import county
from outside import MONDAY, told, way

from luoshi.audit.actor import Actor
from luoshi.notices.models import Notice, Wish
from luoshi.notices.telling import over, see


def test_the_bell_counts_what_waits(cast):
    client = cast.client("工信")
    assert 'aria-label="通知"' in client.get("/").content.decode()
    told(cast, "工信", text="一。")
    told(cast, "工信", text="二。")
    assert 'aria-label="通知，2条未读"' in client.get("/").content.decode()


def test_the_list_shows_what_waits_first_in_few_questions(cast, django_assert_max_num_queries):
    told(cast, "工信", text="早的未读。")
    told(cast, "工信", text="读过。")
    told(cast, "工信", text="办结。", kind="measure.submitted")
    told(cast, "工信", text="急。", urgent=True)
    told(cast, "发改", text="别人的。")
    for n in range(60):
        told(cast, "工信", text=f"旧{n}。")
    see(Notice.objects.filter(text__startswith="旧"))
    see(Notice.objects.filter(text="读过。"))
    over(cast.region, "measure.submitted")
    client = cast.client("工信")
    with django_assert_max_num_queries(12):
        page = client.get("/notices/").content.decode()
    assert page.index("急。") < page.index("早的未读。") < page.index("旧59。")
    assert "别人的。" not in page
    assert "办结。" not in client.get("/notices/?unread=1").content.decode()


def test_opening_marks_it_read_and_leads_to_the_thing(cast):
    (notice,) = told(cast, "工信")
    answer = cast.client("工信").get(f"/notices/{notice.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, "/units/")
    notice.refresh_from_db()
    assert notice.seen_at


def test_opening_changes_to_the_post_that_was_told(cast):
    second = cast.post("兼", "liaison", "县统计局")
    second.person = cast.posts["工信"].person
    second.save()
    cast.posts["兼"] = second
    (notice,) = told(cast, "兼")
    client = cast.client("工信")
    page = client.get(f"/notices/{notice.pk}/", follow=True).content.decode()
    assert "已换到这个岗位" in page
    assert client.session["post"] == second.pk


def test_one_or_all_are_marked_read_but_not_what_came_meanwhile(cast):
    one, two = told(cast, "工信", text="一。")[0], told(cast, "工信", text="二。")[0]
    client = cast.client("工信")
    client.post(f"/notices/{one.pk}/read/")
    assert Notice.objects.filter(seen_at=None).get() == two
    three = told(cast, "工信", text="三。")[0]
    client.post("/notices/read/", {"last": two.pk})
    assert Notice.objects.filter(seen_at=None).get() == three


def test_nobody_opens_or_reads_somebody_elses(cast):
    (notice,) = told(cast, "工信")
    client = cast.client("发改")
    assert client.get(f"/notices/{notice.pk}/").status_code == 404
    assert client.post(f"/notices/{notice.pk}/read/").status_code == 404
    client.post("/notices/read/", {"last": notice.pk})
    notice.refresh_from_db()
    assert notice.seen_at is None


def test_the_side_that_told_sees_who_has_read(cast, django_assert_max_num_queries):
    by = Actor(None, "张综合", cast.posts["综合"].pk)
    told(cast, "工信", "发改", text="请补报。", by=by)
    for n in range(30):
        told(cast, "工信", text=f"另{n}。", by=by)
    see(Notice.objects.filter(person=cast.posts["发改"].person_id))
    colleague = cast.post("综合二", "command_office")
    assert colleague
    client = cast.client("综合二")
    with django_assert_max_num_queries(12):
        page = client.get("/notices/sent/").content.decode()
    assert "2人中1人已读" in page
    assert "县工信局 工信：" in page
    assert "请补报。" not in cast.client("工信").get("/notices/sent/").content.decode()


@pytest.mark.parametrize(("asked", "kept"), [("at_once", "at_once"), ("site", "site"), ("nonsense", None)])
def test_everybody_chooses_how_to_hear_of_it(cast, asked, kept):
    way(cast)
    client = cast.client("工信")
    assert "每个工作日早上汇总一次" in client.get("/notices/").content.decode()
    client.post("/notices/wish/", {"pace": asked})
    assert getattr(Wish.objects.filter(person=cast.posts["工信"].person_id).first(), "pace", None) == kept


def test_somebody_of_another_region_sees_nothing_of_it(cast):
    told(cast, "工信", by=Actor(None, "张综合", cast.posts["综合"].pk), at=MONDAY)
    other = county("乙县")
    other.post("外综合", "command_office")
    assert "请审定。" not in other.client("外综合").get("/notices/sent/").content.decode()
