"""Settling what the check-up found, and saying which names mean one unit."""

from __future__ import annotations

import html
import io

import docx
import pytest
from cast import CLERK, county
from review_forms import Reviewer, sample_review

from luoshi.plans.enforce import put_in_force
from luoshi.plans.open_points import open_points
from luoshi.units.models import Unit, UnitName

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    cast = county("云麓县")
    cast.post("周敏", "command_office")
    cast.post("李远", "command_office")
    review = sample_review(cast.region)
    review.clerk, review.other = (Reviewer(cast.client(n), review) for n in ("周敏", "李远"))
    return review


@pytest.fixture
def finding(review):
    return review.items.filter(kind="finding", data__code="target-conflict").order_by("order").first()


def test_a_finding_is_settled_and_opened_again(review, finding):
    before = open_points(review)
    clerk = review.clerk
    answer = clerk.post(f"items/{finding.pk}/settle/", {"version": 1, "how": "corrected"})
    finding.refresh_from_db()
    assert (finding.settled, finding.changed_by) == ("corrected", "周敏")
    assert "已改正" in answer
    assert f"f{finding.pk}" not in answer.replace(f'data-i="f{finding.pk}" tabindex', "")  # its mark left the text
    assert open_points(review).grave == before.grave - 1
    clerk.post(f"items/{finding.pk}/settle/", {"version": 2, "how": ""})
    assert open_points(review) == before


def test_keeping_the_text_needs_a_word(review, finding):
    assert "请写一句理由" in review.clerk.post(f"items/{finding.pk}/settle/", {"version": 1, "how": "accepted"})
    review.clerk.post(f"items/{finding.pk}/settle/", {"version": 1, "how": "accepted", "word": "两处口径不同"})
    finding.refresh_from_db()
    assert (finding.settled, finding.word) == ("accepted", "两处口径不同")


@pytest.mark.parametrize("how", ["nonsense", "<b>"])
def test_only_the_three_ways_are_known(review, finding, how):
    review.clerk.post(f"items/{finding.pk}/settle/", {"version": 1, "how": how})
    finding.refresh_from_db()
    assert (finding.settled, finding.version) == ("", 1)


def test_many_of_one_kind_at_once_leave_what_somebody_else_settled(review):
    kind = list(review.items.filter(kind="finding", data__code="unit-not-in-body").order_by("order"))
    assert len(kind) > 2
    seen = [f"{f.pk}:{f.version}" for f in kind]
    review.other.post(f"items/{kind[0].pk}/settle/", {"version": 1, "how": "corrected"})
    form = {"code": "unit-not-in-body", "how": "accepted", "word": "由办公室统筹", "seen": seen}
    answer = review.clerk.post("settle/?tab=finding", form)
    assert f"处理了 {len(kind) - 1} 处" in answer
    assert "另有 1 处" in answer
    settled = review.items.filter(kind="finding", data__code="unit-not-in-body").order_by("order")
    assert [f.settled for f in settled] == ["corrected"] + ["accepted"] * (len(kind) - 1)
    assert review.items.filter(kind="finding").exclude(data__code="unit-not-in-body").exclude(settled="").count() == 0


def test_many_at_once_without_the_word_settle_none(review):
    kind = review.items.filter(kind="finding", data__code="unit-not-in-body")
    form = {"code": "unit-not-in-body", "how": "accepted", "seen": [f"{f.pk}:1" for f in kind]}
    assert "请写一句理由" in review.clerk.post("settle/?tab=finding", form)
    assert not kind.exclude(settled="").exists()


def proposed(review):
    return next(u for u in review.items.filter(kind="unit") if any(a["proposed"] for a in u.data["aliases"]))


def test_a_proposed_name_is_merged_or_kept_apart(review):
    unit = proposed(review)
    name = next(a["name"] for a in unit.data["aliases"] if a["proposed"])
    before = open_points(review).proposed_merges
    review.clerk.post(f"items/{unit.pk}/alias/", {"version": 1, "name": name, "decided": "same"})
    assert open_points(review).proposed_merges == before - 1
    review.clerk.post(f"items/{unit.pk}/alias/", {"version": 2, "name": name, "decided": "apart"})
    unit.refresh_from_db()
    alias = next(a for a in unit.data["aliases"] if a["name"] == name)
    assert (alias["merged"], alias["apart"], open_points(review).proposed_merges) == (False, True, before - 1)
    put_in_force(review, "王某", CLERK)
    assert Unit.objects.filter(name=name).exists()


def test_a_merged_name_is_a_name_of_the_one_unit(review):
    unit = proposed(review)
    name = next(a["name"] for a in unit.data["aliases"] if a["proposed"])
    review.clerk.post(f"items/{unit.pk}/alias/", {"version": 1, "name": name, "decided": "same"})
    put_in_force(review, "王某", CLERK)
    assert not Unit.objects.filter(name=name).exists()
    assert UnitName.objects.get(name=name).unit.name == unit.data["name"]


def test_deciding_on_an_entry_somebody_changed_is_held_back(review):
    unit = proposed(review)
    name = next(a["name"] for a in unit.data["aliases"] if a["proposed"])
    review.other.post(f"items/{unit.pk}/alias/", {"version": 1, "name": name, "decided": "apart"})
    answer = review.clerk.post(f"items/{unit.pk}/alias/", {"version": 1, "name": name, "decided": "same"})
    assert "李远刚改过这一项" in answer
    unit.refresh_from_db()
    assert unit.version == 2


def test_two_entries_become_one_unit(review):
    kept, gone = (
        review.items.get(kind="unit", data__name="县工信局"),
        review.items.get(kind="unit", data__name="县科协"),
    )
    review.clerk.post(f"items/{kept.pk}/unite/", {"version": 1, "other": "县科协"})
    gone.refresh_from_db()
    assert gone.state == "removed"
    plan = put_in_force(review, "王某", CLERK)
    unit = Unit.objects.get(name="县工信局")
    assert not Unit.objects.filter(name="县科协").exists()
    duties = [
        d for t in plan.task_set.prefetch_related("duties__unit") for d in t.duties.all() if d.written == "县科协"
    ]
    assert duties
    assert {d.unit for d in duties} == {unit}


@pytest.mark.parametrize("other", ["", "没有这个单位", "县工信局"])
def test_only_another_entry_can_be_taken_in(review, other):
    kept = review.items.get(kind="unit", data__name="县工信局")
    answer = review.clerk.post(f"items/{kept.pk}/unite/", {"version": 1, "other": other})
    assert "单位" in answer
    assert 'role="alert"' in answer
    kept.refresh_from_db()
    assert kept.version == 1


def test_what_was_left_open_is_settled_after_the_plan_is_in_force(review, finding):
    plan = put_in_force(review, "王某", CLERK)
    review.refresh_from_db()
    review_page = f"/plans/reviews/{review.pk}/?tab=finding&show=open"
    clerk = review.clerk.client
    assert review_page in html.unescape(clerk.get("/").content.decode())
    left = review.items.filter(kind="finding", settled="").count()
    assert f"体检问题（{left}）" in clerk.get(f"/plans/{plan.pk}/").content.decode()
    shown = clerk.get(review_page).content.decode()
    assert "不是问题" in shown
    assert "补一条" not in shown
    answer = review.clerk.post(f"items/{finding.pk}/settle/", {"version": 1, "how": "dismissed"})
    finding.refresh_from_db()
    assert finding.settled == "dismissed"
    assert "重新处理" in answer
    task = review.items.filter(kind="task").first()
    review.clerk.post(f"items/{task.pk}/remove/", {"version": 1})
    task.refresh_from_db()
    assert task.state == "read"  # all else goes by revision


def test_the_check_up_is_taken_away_as_a_paper_without_what_is_no_problem(review, finding):
    def words() -> str:
        answer = review.clerk.client.get(f"{review.clerk.base}report/")
        assert "attachment" in answer["Content-Disposition"]
        paper = docx.Document(io.BytesIO(answer.content))
        cells = (c.text for t in paper.tables for row in t.rows for c in row.cells)
        return "\n".join([*(p.text for p in paper.paragraphs), *cells])

    count = review.items.filter(kind="finding").count()
    before = words()
    assert "体检报告" in before
    assert f"{count}" in before
    assert finding.data["sentence"] in before
    review.clerk.post(f"items/{finding.pk}/settle/", {"version": 1, "how": "dismissed"})
    assert finding.data["sentence"] not in words()
