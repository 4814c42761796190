"""The trail: each change leaves an event, and what is done to the events shows."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from cast import CLERK, county, plan_in_force
from django.db import transaction
from django.utils import timezone

import luoshi
from luoshi.audit.archive import TooYoung, broken_in, prune
from luoshi.audit.models import ChainEnd, Event
from luoshi.audit.record import digest, record
from luoshi.audit.verify import verify
from luoshi.audit.words import ACTIONS, changes
from luoshi.units.models import Region

pytestmark = pytest.mark.django_db


def some_events(n: int = 5) -> Region:
    region = county().region
    with transaction.atomic():
        for i in range(n):
            record(CLERK, "unit.change", region, {"name": f"旧{i}"}, {"name": f"新{i}"})
    return region


def test_a_whole_chain_holds():
    some_events()
    assert (verify().events, verify().broken) == (5, ())


def test_a_changed_event_shows():
    some_events()
    third = Event.objects.order_by("id")[2]
    Event.objects.filter(pk=third.pk).update(after={"name": "别的"})
    assert verify().broken == (f"第{third.pk}条（云岭县）内容被改动过。",)


def test_a_change_with_a_new_digest_shows_too():
    some_events()
    third = Event.objects.order_by("id")[2]
    third.name = "别人"
    third.digest = digest(third)
    third.save()
    assert len(verify().broken) == 1


@pytest.mark.parametrize("which", [0, 2, 4], ids=["first", "middle", "last"])
def test_a_removed_event_shows(which):
    some_events()
    Event.objects.filter(pk=Event.objects.order_by("id")[which].pk).delete()
    assert len(verify().broken) == 1


@pytest.mark.django_db(transaction=True)
def test_an_event_without_its_change_is_refused():
    region = Region.objects.create(name="云岭县")
    with pytest.raises(RuntimeError):
        record(CLERK, "unit.change", region)
    assert not Event.objects.exists()


def test_a_change_that_fails_leaves_no_event():
    region = county().region

    def change() -> None:
        with transaction.atomic():
            record(CLERK, "unit.change", region)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    assert (Event.objects.count(), ChainEnd.objects.count()) == (0, 0)


def test_old_events_leave_only_into_a_sealed_archive(tmp_path):
    some_events()
    _redate(timezone.now() - datetime.timedelta(days=800))
    with transaction.atomic():
        record(CLERK, "unit.change", None, label="今天")
    sealed = prune(timezone.localdate() - datetime.timedelta(days=400), tmp_path, 365, CLERK)
    assert sealed.events == 5
    assert [e.action for e in Event.objects.order_by("id")] == ["unit.change", "audit.prune"]
    assert verify().broken == ()
    assert broken_in(sealed.file) == []


def test_young_events_stay(tmp_path):
    some_events()
    with pytest.raises(TooYoung, match="365天"):
        prune(timezone.localdate(), tmp_path, 365, CLERK)
    assert Event.objects.count() == 5
    assert list(tmp_path.iterdir()) == []


def test_every_action_that_is_recorded_has_a_word():
    source = "".join(p.read_text("utf-8") for p in Path(luoshi.__file__).parent.rglob("*.py"))
    recorded = set(re.findall(r"record\(\s*[\w.]+,\s*\"([a-z_.]+)\"", source))
    assert recorded, "the pattern above no longer finds the calls"
    assert recorded <= set(ACTIONS)


def test_the_auditor_reads_filters_and_takes_out(django_assert_max_num_queries):
    cast = county()
    plan_in_force(cast.region)
    cast.post("审计员", "audit_admin")
    auditor = cast.client("审计员")
    with django_assert_max_num_queries(12):
        page = auditor.get("/audit/").content.decode()
    assert ">施行方案</td>" in page
    assert "没有符合条件的记录" in auditor.get("/audit/", {"name": "没有此人"}).content.decode()
    assert "链条完整" in auditor.post("/audit/check/").content.decode()
    assert auditor.get("/audit/export/").content[:2] == b"PK"
    assert Event.objects.order_by("-id")[0].action == "audit.export"


def test_an_auditor_sees_only_the_own_region():
    one, other = county("甲县"), county("乙县")
    plan_in_force(other.region)
    one.post("审计员", "audit_admin")
    page = one.client("审计员").get("/audit/").content.decode()
    assert "登录" in page
    assert "施行方案</td>" not in page
    assert "云岭县实施" not in page


def _redate(moment: datetime.datetime) -> None:
    """All events as if they had been written then, their chain whole."""
    previous = ""
    for event in Event.objects.order_by("id"):
        event.at, event.previous = moment, previous
        event.digest = previous = digest(event)
        event.save()
    ChainEnd.objects.update(digest=previous)


def test_the_trail_speaks_in_words_not_in_codes():
    event = Event(
        before={"state": "draft", "addad29 开始": "2026-03-05"},
        after={"state": "submitted", "addad29 清单": "project", "op": ">=", "value": 1234567.5, "number": 2.0},
    )
    assert changes(event) == [
        ("状态", "编制中", "已报送"),
        ("开始", "2026年3月5日", "—"),
        ("清单", "—", "项目清单"),
        ("要求", "—", "不低于"),
        ("数值", "—", "1234567.5"),
        ("第几次", "—", "2"),
    ]
