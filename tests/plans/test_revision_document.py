"""A whole new text of a plan: compared item by item, paired by hand where need be, put in force as the next version."""

from __future__ import annotations

import datetime

import pytest
from cast import CLERK, SMALL_PLAN, county, plan_in_force
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from luoshi.audit.models import Event
from luoshi.plans.importing import open_review, read_now
from luoshi.plans.models import ItemState, Review, RevisionMatch, Version
from luoshi.plans.reviewing import Conflict, Refused, change
from luoshi.plans.revising import Decision, Edit, revise
from luoshi.plans.revision_document import compare, decide, let_likeness_decide, put_document_in_force
from luoshi.plans.states import current, state
from luoshi.units.models import Unit

pytestmark = pytest.mark.django_db
WORD = Decision("县委全会部署", "云岭政办发〔2026〕20号", "王某", datetime.date(2026, 7, 1))
AMENDED = (
    SMALL_PLAN.replace("新建标准厂房20万平方米", "新建标准厂房26万平方米")
    .replace(
        "2.植树造林。造林2万亩左右，2026年底前完成。（县林业局负责）\n",
        "2.保护湿地。修复湿地3000亩。（县湿地中心牵头）\n",
    )
    .replace("2.扶持企业。", "2.扶持企业发展。")
    .replace("〔2026〕5号", "〔2026〕20号")
)


@pytest.fixture
def plan():
    return plan_in_force(county().region)


@pytest.fixture
def review(plan):
    return new_text(plan)


def new_text(plan, text=AMENDED):
    return read_now(open_review(text.encode(), "修订稿.txt", plan.region, CLERK, plan=plan, queue=False))


def rows(plan, review, kind, status):
    return [r for r in compare(plan, review).rows if (r.kind, r.status) == (kind, status)]


def titles(found):
    return [r.change.title for r in found]


def force(plan, review):
    return put_document_in_force(review, compare(plan, review).shown, WORD, CLERK)


def test_looking_at_the_comparison_writes_nothing(plan, review):
    counts = Unit.objects.count(), Event.objects.count(), ItemState.objects.count()
    found = compare(plan, review)
    assert found.new_units == ["县湿地中心"]
    assert (Unit.objects.count(), Event.objects.count(), ItemState.objects.count()) == counts


def test_the_comparison_tells_changed_added_and_dropped(plan, review):
    assert titles(rows(plan, review, "task", "added")) == ["保护湿地"]
    assert titles(rows(plan, review, "task", "dropped")) == ["植树造林"]
    assert set(titles(rows(plan, review, "task", "changed"))) == {"建设园区", "扶持企业发展"}
    figure = next(r for r in rows(plan, review, "target", "changed") if "厂房" in r.change.title)
    assert [(c.before, c.after) for c in figure.change.changes if c.label == "目标"] == [("20万平方米", "26万平方米")]
    assert ("发文字号", "云岭政办发〔2026〕5号", "云岭政办发〔2026〕20号") in compare(plan, review).header


def test_the_pair_that_people_decide_holds_and_is_kept(plan, review):
    old = plan.task_set.get(title="植树造林")
    added = rows(plan, review, "task", "added")[0]
    read = review.items.get(pk=added.read)
    decide(read, old.pk, added.seen, CLERK)
    assert rows(plan, review, "task", "added") == []
    assert "保护湿地" in titles(rows(plan, review, "task", "changed"))
    force(plan, review)
    old.refresh_from_db()
    assert (old.title, old.retired) == ("保护湿地", False)


def test_a_pair_is_parted_and_left_to_the_likeness_again(plan, review):
    pair = next(r for r in rows(plan, review, "task", "changed") if r.change.title == "扶持企业发展")
    read = review.items.get(pk=pair.read)
    decide(read, None, 0, CLERK)
    assert "扶持企业发展" in titles(rows(plan, review, "task", "added"))
    assert "扶持企业" in titles(rows(plan, review, "task", "dropped"))
    let_likeness_decide(read, 1, CLERK)
    assert "扶持企业发展" in titles(rows(plan, review, "task", "changed"))


def test_of_two_people_at_one_pair_the_second_is_told(plan, review):
    read = review.items.get(pk=rows(plan, review, "task", "added")[0].read)
    decide(read, plan.task_set.get(title="植树造林").pk, 0, CLERK)
    with pytest.raises(Conflict):
        decide(read, None, 0, CLERK)
    assert RevisionMatch.objects.get(review_item=read).item is not None


def test_one_present_item_is_not_two_new_ones(plan, review):
    old = plan.task_set.get(title="植树造林").pk
    first, second = review.items.filter(kind="task", part="2")
    decide(second, old, 0, CLERK)
    with pytest.raises(Refused, match="已经对应到“保护湿地”"):
        decide(first, old, 0, CLERK)


def test_a_second_press_makes_no_second_version(plan, review):
    shown = compare(plan, review).shown
    assert put_document_in_force(review, shown, WORD, CLERK) == put_document_in_force(review, shown, WORD, CLERK)
    assert Version.objects.filter(plan=plan).count() == 2
    review.refresh_from_db()
    plan.refresh_from_db()
    assert (review.state, plan.doc_number) == (Review.State.IN_FORCE, "云岭政办发〔2026〕20号")


def test_a_failure_half_way_leaves_everything_as_it_was(plan, review, monkeypatch):
    before = {k: state(i) for k, i in current(plan).items()}
    counts = Unit.objects.count(), Event.objects.count()
    shown = compare(plan, review).shown
    monkeypatch.setattr("luoshi.plans.revision_document._header_edit", lambda *_: (_ for _ in ()).throw(MemoryError))
    with pytest.raises(MemoryError):
        put_document_in_force(review, shown, WORD, CLERK)
    assert {k: state(i) for k, i in current(plan).items()} == before
    assert (Unit.objects.count(), Event.objects.count()) == counts
    review.refresh_from_db()
    assert (review.state, Version.objects.filter(plan=plan).count()) == (Review.State.READY, 1)


def test_what_was_not_on_the_screen_is_not_put_in_force(plan, review):
    shown = compare(plan, review).shown
    target = plan.target_set.first()
    revise(plan, [Edit("target", target.pk, {**state(target), "value": 1.0}, target.version)], WORD, CLERK)
    with pytest.raises(Refused, match="刚有变化"):
        put_document_in_force(review, shown, WORD, CLERK)
    shown = compare(plan, review).shown
    item = review.items.filter(kind="task").first()
    change(item, item.version, {**item.data, "title": "建好园区"}, CLERK)
    with pytest.raises(Refused, match="刚有变化"):
        put_document_in_force(review, shown, WORD, CLERK)


def test_the_page_leads_from_comparison_to_version(django_assert_max_num_queries):
    cast = county()
    plan = plan_in_force(cast.region)
    review = new_text(plan)
    cast.post("张某", "command_office")
    client = cast.client("张某")
    page = reverse("revision_compare", args=[review.pk])
    client.get(page)
    with django_assert_max_num_queries(12):
        shown = client.get(page)
    read = rows(plan, review, "task", "added")[0].read
    old = plan.task_set.get(title="植树造林").pk
    client.post(reverse("revision_match", args=[review.pk]), {"read": read, "seen": 0, "item": old})
    words = {"reason": "县委部署", "decided_by": "王某", "effective_on": "2026-07-01"}
    enforce = reverse("revision_compare_enforce", args=[review.pk])
    late = client.post(enforce, {**words, "shown": shown.context["found"].shown})
    assert late.status_code == 409
    assert "刚有变化" in late.content.decode()
    done = client.post(enforce, {**words, "shown": late.context["found"].shown}, follow=True)
    assert "保护湿地" in done.content.decode()
    assert plan.task_set.get(pk=old).title == "保护湿地"
    assert client.get(page).status_code == 302


def test_a_text_without_a_change_is_still_a_version(plan):
    review = new_text(plan, SMALL_PLAN + "\n")
    assert {r.status for r in compare(plan, review).rows} == {"same"}
    assert force(plan, review).number == 2


def test_a_new_text_is_uploaded_on_the_plan_s_own_page_and_leads_to_review_and_comparison():
    cast = county()
    plan = plan_in_force(cast.region)
    cast.post("张某", "command_office")
    client = cast.client("张某")
    file = SimpleUploadedFile("修订稿.txt", AMENDED.encode())
    shown = client.post(reverse("revision_upload", args=[plan.pk]), {"file": file}, follow=True).content.decode()
    assert "正在读取" in shown
    review = plan.reviews.exclude(state=Review.State.IN_FORCE).get()
    read_now(review)
    documents = client.get(reverse("revision_documents", args=[plan.pk])).content.decode()
    assert reverse("revision_compare", args=[review.pk]) in documents
    assert (
        reverse("revision_compare", args=[review.pk])
        in client.get(reverse("review_page", args=[review.pk])).content.decode()
    )
    nothing = client.post(reverse("revision_upload", args=[plan.pk]), follow=True).content.decode()
    assert "没有收到文件" in nothing
