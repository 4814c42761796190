"""The trail: each change leaves an event, and what is done to the events shows."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from cast import CLERK, county, plan_in_force
from django.conf import settings as django_settings
from django.db import transaction
from django.utils import timezone

import luoshi
from luoshi.audit.archive import TooYoung, broken_in, prune
from luoshi.audit.heads import note
from luoshi.audit.models import ChainEnd, Event
from luoshi.audit.record import digest, record
from luoshi.audit.verify import Verdict, verify
from luoshi.audit.words import ACTIONS, changes
from luoshi.units.models import Region

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def heads(settings, tmp_path):
    """Where this test's chain is noted."""
    settings.AUDIT_HEADS = tmp_path / "noted" / "heads.txt"
    return settings.AUDIT_HEADS


def some_events(n: int = 5) -> Region:
    region = county().region
    with transaction.atomic():
        for i in range(n):
            record(CLERK, "unit.change", region, {"name": f"旧{i}"}, {"name": f"新{i}"})
    return region


def verdict() -> Verdict:
    return verify(django_settings.AUDIT_HEADS)


def test_a_whole_chain_holds():
    some_events()
    assert (verdict().events, verdict().broken) == (5, ())


def test_a_changed_event_shows():
    some_events()
    third = Event.objects.order_by("id")[2]
    Event.objects.filter(pk=third.pk).update(after={"name": "别的"})
    assert verdict().broken == (f"第{third.pk}条（云岭县）内容被改动过。",)


def test_a_change_with_a_new_digest_shows_too():
    some_events()
    third = Event.objects.order_by("id")[2]
    third.name = "别人"
    third.digest = digest(third)
    third.save()
    assert len(verdict().broken) == 1


@pytest.mark.parametrize("which", [0, 2, 4], ids=["first", "middle", "last"])
def test_a_removed_event_shows(which):
    some_events()
    Event.objects.filter(pk=Event.objects.order_by("id")[which].pk).delete()
    assert len(verdict().broken) == 1


def cut_off(number: int) -> None:
    """The last events removed by somebody who knows that the chain's end is kept in the same database."""
    for event in Event.objects.order_by("-id")[:number]:
        event.delete()
    last = Event.objects.order_by("id").last()
    ChainEnd.objects.update(digest=last.digest if last else "", count=Event.objects.count())


@pytest.mark.parametrize("number", [1, 3, 5], ids=["the last", "three", "all"])
def test_an_end_cut_off_shows_by_what_was_noted_outside_the_database(heads, number):
    some_events()
    last = note(heads)
    cut_off(number)
    assert verdict().broken == (f"{last.at}时记下的末条（第{last.event}条）不见了，末尾的记录被删除过。",)


def test_a_chain_written_anew_shows_by_what_was_noted_outside_the_database(heads):
    some_events()
    last = note(heads)
    Event.objects.filter(pk=Event.objects.order_by("id")[2].pk).update(after={"name": "别的"})
    _redate(timezone.now())
    assert verdict().broken == (f"第{last.event}条与{last.at}时记下的校验码不符，留痕被整段重写过。",)


def test_a_whole_new_chain_in_the_place_of_the_old_shows(heads):
    some_events()
    note(heads)
    cut_off(5)
    with transaction.atomic():
        record(CLERK, "unit.change", None, label="重新开始")
    assert len(verdict().broken) == 1


def test_a_check_notes_the_end_so_that_later_ones_know_it(heads):
    some_events()
    verdict()
    cut_off(1)
    assert len(verdict().broken) == 1
    assert len(heads.read_text().splitlines()) == 1, "a broken chain is not noted"


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


def test_old_events_leave_only_into_a_sealed_archive(tmp_path, heads):
    some_events()
    _redate(timezone.now() - datetime.timedelta(days=800))
    with transaction.atomic():
        record(CLERK, "unit.change", None, label="今天")
    note(heads)
    sealed = prune(timezone.localdate() - datetime.timedelta(days=400), tmp_path, 365, CLERK)
    assert sealed.events == 5
    assert [e.action for e in Event.objects.order_by("id")] == ["unit.change", "audit.prune"]
    assert verdict().broken == ()
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
    assert f"共<strong>{Event.objects.count()}</strong>条" in page
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


def test_values_show_in_chinese():
    event = Event(
        before={"state": "read", "active": True}, after={"by": ["password"], "state": "removed", "active": False}
    )
    assert changes(event) == [("状态", "读出", "去除"), ("启用", "是", "否"), ("方式", "—", "密码")]


def test_what_changed_is_told_without_codes():
    cells = {"01b242cc 开始": "2026-03-01", "01b242cc 清单": "task", "01b242cc 节点": "2026-06-30 选址"}
    one = Event(before={"state": "draft"}, after={"state": "submitted", **cells, "withdrawn": True})
    assert changes(one) == [
        ("状态", "编制中", "已报送"),
        ("开始", "—", "2026年3月1日"),
        ("清单", "—", "任务清单"),
        ("节点", "—", "2026年6月30日 选址"),
        ("收回", "—", "是"),
    ]
    two = Event(before={}, after={"01b242cc 举措": "甲", "53a181b4 举措": "乙"})
    assert [head for head, _, _ in changes(two)] == ["(1) 举措", "(2) 举措"]


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
