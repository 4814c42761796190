"""Correcting what was read, in place; adding what was missed; taking out and putting back."""

from __future__ import annotations

import json

import pytest
from cast import CLERK, SMALL_PLAN, county, review_of
from review_forms import Reviewer, form_in

from luoshi.audit.models import Event
from luoshi.plans.enforce import put_in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = county()
    cast.post("周敏", "command_office")
    return cast


@pytest.fixture
def review(cast):
    return review_of(SMALL_PLAN, cast.region)


@pytest.fixture
def clerk(cast, review):
    return Reviewer(cast.client("周敏"), review)


def item(review, kind, words):
    return next(i for i in review.items.filter(kind=kind) if words in json.dumps(i.data, ensure_ascii=False))


def test_saving_an_untouched_form_changes_nothing(review, clerk):
    for one in review.items.filter(kind__in=("task", "target", "body", "cadence", "part")):
        clerk.edit(one)
        one.refresh_from_db()
        assert (one.state, one.version, one.data == one.made) == ("read", 1, True)
    assert not Event.objects.filter(action="plan.review.change").exists()


def test_a_task_gets_another_name_kind_unit_role_and_limit(review, clerk):
    task = item(review, "task", "建设园区")
    answer = clerk.edit(
        task,
        title="建设产业园区",
        task_kind="project",
        **{
            "duty-clause": ["0", "0", "0"],
            "duty-role": ["lead", "cooperate", "cooperate"],
            "duty-unit": ["县工信局", "县统计局", "县统计局"],
            "limit-text": ["2026年6月底前", ""],
            "limit-latest": ["2026-06-30", "2026-12-31"],
        },
    )
    task.refresh_from_db()
    (clause,) = task.data["assignments"]
    assert (task.data["title"], task.data["kind"]) == ("建设产业园区", "project")
    assert (clause["lead"], clause["responsible"], clause["cooperate"]) == (["县工信局"], [], ["县统计局"])
    assert [m["name"] for m in clause["mentions"]] == ["县工信局"]  # the others stand no more for a duty
    assert [(x["text"], x["latest"]) for x in task.data["limits"]] == [
        ("2026年6月底前", "2026-06-30"),
        ("2026年12月31日前", "2026-12-31"),
    ]
    assert task.data["body"] == task.made["body"]
    assert (task.state, task.changed_by) == ("changed", "周敏")
    for words in ("周敏", "<del>建设园区</del>", "<ins>建设产业园区</ins>", 'hx-swap-oob="true"'):
        assert words in answer


def test_a_form_put_back_to_what_was_read_counts_as_read(review, clerk):
    task = item(review, "task", "建设园区")
    clerk.edit(task, title="别的")
    clerk.edit(task, title="建设园区")
    task.refresh_from_db()
    assert (task.state, task.data == task.made) == ("read", True)


def test_a_target_a_body_and_a_cadence_take_what_is_written(review, clerk):
    target, body, cadence = (
        review.items.filter(kind=k).order_by("order").first() for k in ("target", "body", "cadence")
    )
    clerk.edit(target, name="生产总值", op="range", value="6", value2="6.5", unit="％", measure="growth")
    clerk.edit(body, convener="县长", deputies="常务副县长、分管副县长", members="县工信局、县发改局；县财政局")
    clerk.edit(cadence, actor="县政府办", every="双周", action="会商")
    for one in (target, body, cadence):
        one.refresh_from_db()
    assert [target.data[k] for k in ("name", "op", "value", "value2", "unit")] == ["生产总值", "range", 6, 6.5, "％"]
    assert body.data["deputies"] == ["常务副县长", "分管副县长"]
    assert body.data["members"] == ["县工信局", "县发改局", "县财政局"]
    assert [cadence.data[k] for k in ("actor", "every", "action")] == ["县政府办", "双周", "会商"]


@pytest.mark.parametrize(
    ("kind", "changes", "said"),
    [
        ("target", {"value": "六"}, "不是数字"),
        ("target", {"value": "nan"}, "不是数字"),
        ("target", {"value": ""}, "不是数字"),
        ("target", {"op": "range", "value": "6", "value2": "5"}, "不小于目标值"),
        ("target", {"op": "about"}, "请从列出的几项里选"),
        ("target", {"name": " "}, "不能为空"),
        ("target", {"unit": "个" * 31}, "最多 30 字"),
        ("task", {"title": ""}, "不能为空"),
        ("task", {"limit-text": ["年底"], "limit-latest": ["12月31日"]}, "不是日期"),
        ("task", {"duty-clause": ["7"], "duty-role": ["lead"], "duty-unit": ["县工信局"]}, "角色不对"),
        ("task", {"duty-clause": ["0"], "duty-role": ["lead"], "duty-unit": ["局" * 121]}, "太长"),
        ("cadence", {"every": "天"}, "请从列出的几项里选"),
    ],
)
def test_what_cannot_be_is_said_and_the_form_keeps_what_was_written(review, clerk, kind, changes, said):
    one = review.items.filter(kind=kind).order_by("order").first()
    answer = clerk.edit(one, **changes)
    one.refresh_from_db()
    assert said in answer
    assert (one.state, one.version) == ("read", 1)
    kept = form_in(answer)
    assert all(kept[name] == [value.strip()] for name, value in changes.items() if name in ("value", "unit"))


def test_an_item_taken_out_can_be_put_back(review, clerk):
    target = review.items.filter(kind="target").first()
    answer = clerk.post(f"items/{target.pk}/remove/", {"version": 1})
    target.refresh_from_db()
    assert target.state == "removed"
    assert "恢复" in answer
    assert f"g{target.pk}" not in answer.split("</li>")[1]  # its mark is gone from the text
    clerk.post(f"items/{target.pk}/remove/", {"version": 2, "back": "1"})
    target.refresh_from_db()
    assert target.state == "read"


def test_words_marked_in_the_text_become_a_target_as_the_reading_sees_them(review, clerk):
    lost = item(review, "target", "标准厂房")
    lost.delete()
    text = review.document["text"]
    start = text.index("新建标准厂房")
    end = text.index("，引进企业")
    form = form_in(clerk.get(f"add/?kind=target&start={start}&end={end}"))
    assert (form["part"], form["value"], form["unit"], form["measure"]) == (
        ["1"],
        ["20"],
        [lost.data["unit"]],
        [lost.data["measure"]],
    )
    answer = clerk.client.post(clerk.base + "add/", form)
    made = item(review, "target", "标准厂房")
    assert answer["HX-Trigger"] == json.dumps({"review-show": {"item": f"g{made.pk}"}})
    assert {k: v for k, v in made.data.items() if k != "source"} == {
        k: v for k, v in lost.data.items() if k != "source"
    }
    assert (made.start, made.end, made.state, made.changed_by) == (lost.start, lost.end, "added", "周敏")
    assert f"g{made.pk}" in answer.content.decode()


def test_a_marked_paragraph_becomes_a_task_with_its_units_and_limit(review, clerk):
    lost = item(review, "task", "建设园区")
    lost.delete()
    form = form_in(clerk.get(f"add/?kind=task&start={lost.start}&end={lost.end}"))
    clerk.post("add/", form)
    made = item(review, "task", "建设园区")
    assert made.data["assignments"] == lost.data["assignments"]
    assert made.data["limits"] == lost.data["limits"]
    assert (made.data["title"], made.start, made.end) == ("建设园区", lost.start, lost.end)
    after = review.items.filter(kind="task", order__gt=made.order).order_by("order").first()
    assert after.data["title"] == "扶持企业"


def test_several_readings_of_the_marked_words_can_be_chosen_from(review, clerk):
    text = review.document["text"]
    start, end = text.index("新建标准厂房"), text.index("2026年6月底前")
    form = clerk.get(f"add/?kind=target&start={start}&end={end}")
    assert "读出 2 项" in form
    second = form_in(clerk.get(f"add/?kind=target&start={start}&end={end}&reading=1"))
    assert second["value"] == ["30"]
    clerk.post("add/", second)
    assert review.items.get(kind="target", state="added").data["value"] == 30


def test_an_item_without_a_place_can_be_added_too(review, clerk):
    form = form_in(clerk.get("add/?kind=body&part=2"))
    clerk.post("add/", {**form, "name": "防汛工作专班", "members": "县水利局"})
    made = review.items.get(kind="body", state="added")
    assert (made.part, made.start, made.data["members"]) == ("2", None, ["县水利局"])


@pytest.mark.parametrize("where", ["start=5&end=2", "start=x&end=9", "start=999999999&end=9999999999", "start=0&end=0"])
def test_nonsense_for_a_place_is_no_place(review, clerk, where):
    form = form_in(clerk.get(f"add/?kind=cadence&{where}"))
    assert form["start"] == [""]


def test_the_header_is_corrected_and_a_year_is_a_year(review, clerk):
    panel = clerk.get("panel/?tab=header")
    form = form_in(panel, "edit-form header-form")
    assert "请写四位数字" in clerk.post("header/", {**form, "year": "今年"})
    clerk.post("header/", {**form, "year": "2027", "family": "四大攻坚"})
    review.refresh_from_db()
    assert (review.header["year"], review.header["family"], review.header_version) == (2027, "四大攻坚", 2)


def test_a_review_half_done_is_there_next_time(cast, review, clerk):
    task = item(review, "task", "建设园区")
    clerk.edit(task, title="建设产业园区")
    page = Reviewer(cast.client("周敏"), review).get("?tab=task")
    assert "建设产业园区" in page
    assert "<del>建设园区</del>" in page


def test_a_task_moves_to_another_part_with_its_targets_and_keeps_its_source(review, clerk):
    task = item(review, "task", "治理河道")
    target = review.items.get(kind="target", part="2", data__path=task.data["path"])
    assert "请同时把序号改成" in clerk.edit(task, part="1")  # annex 1 has a task of that number
    clerk.edit(task, part="1", path="一/9")
    task.refresh_from_db()
    target.refresh_from_db()
    assert (task.part, task.data["source"], task.start) == ("1", task.made["source"], task.made["body"]["first"])
    assert (target.part, target.data["path"]) == ("1", "一/9")
    moved = put_in_force(review, "王某", CLERK).task_set.get(title="治理河道")
    assert moved.part.code == "1"
    assert moved.targets.get().name == target.data["name"]


def test_targets_bodies_and_cadences_move_too(review, clerk):
    for kind, words in (("target", "造林"), ("body", "生态治理攻坚工作专班"), ("cadence", "调度")):
        one = item(review, kind, words)
        there = "1" if one.part != "1" else "2"
        clerk.edit(one, part=there)
        one.refresh_from_db()
        assert (one.part, one.data["part"], one.start) == (there, there, one.made["source"]["first"])


def test_a_part_that_the_document_does_not_have_is_refused(review, clerk):
    one = item(review, "body", "生态治理攻坚工作专班")
    assert "请从列出的几项里选所属部分" in clerk.edit(one, part="77")
    one.refresh_from_db()
    assert one.part == "2"
