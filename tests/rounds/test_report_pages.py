"""A unit's report in the browser's requests: filled in, unchanged, handed in, decided on."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from django.test import Client
from rounds_cast import Running, running

from luoshi.rounds.models import Line, Report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_day_in_march(settings: Any) -> None:
    settings.CLOCK = datetime.datetime(2026, 3, 11, 10)


def staffed() -> tuple[Running, Report]:
    made = running()
    made.clock("2026-03-10")
    made.cast.post("李水", "liaison", "县水利局")
    made.cast.post("赵工", "liaison", "县工信局")
    made.cast.post("孙办", "command_office", "县政府办")
    return made, made.report("县水利局", "2026-X07")


def send(client: Client, address: str, body: dict[str, Any]) -> Any:
    return client.post(
        address, json.dumps(body), content_type="application/json", headers={"Accept": "application/json"}
    )


def test_the_grid_shows_what_is_owed_and_costs_the_same_whatever_its_length(
    django_assert_max_num_queries: Any,
) -> None:
    made, report = staffed()
    browser = made.cast.client("李水")
    with django_assert_max_num_queries(16):
        page = browser.get(f"/rounds/reports/{report.pk}/").content.decode()
    for words in ("3月上旬进展填报", "治理河道", "2026年3月12日前报送", "还有1个工作日", "共2条"):
        assert words in page


def test_a_cell_is_saved_alone_and_who_comes_second_is_shown_the_first() -> None:
    made, report = staffed()
    browser = made.cast.client("李水")
    line = report.lines.get(target__isnull=False)
    address = f"/rounds/reports/{report.pk}/lines/{line.pk}/"
    saved = send(browser, address, {"seen": line.version, "values": {"value": "３.５"}})
    assert (saved.status_code, saved.json()["line"]["value"], saved.json()["line"]["said"]) == (200, "3.5", "changed")
    second = send(browser, address, {"seen": line.version, "values": {"value": "4"}})
    assert second.status_code == 409
    assert second.json()["line"]["value"] == "3.5"
    wrong = send(browser, address, {"seen": line.version + 1, "values": {"value": "三公里"}})
    assert (wrong.status_code, wrong.json()["said"]) == (422, "“三公里”不是数字，请只填数字，单位不用填。")
    assert send(browser, address, {"seen": "x"}).status_code == 400


def test_handing_in_tells_by_line_what_is_missing() -> None:
    made, report = staffed()
    told = send(made.cast.client("李水"), f"/rounds/reports/{report.pk}/submit/", {})
    assert told.status_code == 422
    assert {m["line"] for m in told.json()["missing"]} == set(report.lines.values_list("pk", flat=True))


def test_another_unit_reads_but_does_not_write() -> None:
    made, report = staffed()
    other = made.cast.client("赵工")
    assert other.get(f"/rounds/reports/{report.pk}/").status_code == 200
    line = report.lines.first()
    assert line is not None
    for address in (
        f"reports/{report.pk}/lines/{line.pk}/",
        f"reports/{report.pk}/submit/",
        f"reports/{report.pk}/unchanged/",
    ):
        assert send(other, f"/rounds/{address}", {"seen": 1, "values": {"value": "1"}}).status_code == 404


def test_the_office_finds_what_waits_and_returns_or_accepts_it() -> None:
    made, report = staffed()
    made.fill(report, "2026-03-11")
    made.hand_in(report, "2026-03-11")
    office = made.cast.client("孙办")
    page = office.get("/rounds/waiting/").content.decode()
    assert "等您审核的填报" in page
    target, task = report.lines.get(task=None), report.lines.get(target=None)
    no_word = office.post(
        "/rounds/waiting/decide/", {"line": [f"{target.pk}:{target.version}"], "how": "return"}, follow=True
    )
    assert "退回请写明原因" in no_word.content.decode()
    office.post(
        "/rounds/waiting/decide/", {"line": [f"{target.pk}:{target.version}"], "how": "return", "word": "与台账不符"}
    )
    office.post("/rounds/waiting/decide/", {"line": [f"{task.pk}:{task.version}"], "how": "accept"})
    assert set(Line.objects.filter(report=report).values_list("lies", "returned")) == {("unit", True), ("done", False)}
    assert "退回：与台账不符" in made.cast.client("李水").get(f"/rounds/reports/{report.pk}/").content.decode()


def test_the_round_tells_expected_received_and_on_time_apart() -> None:
    made, report = staffed()
    made.fill(report, "2026-03-11")
    made.hand_in(report, "2026-03-13")
    page = made.cast.client("孙办").get(f"/rounds/{report.round_id}/").content.decode()
    expected = Report.objects.filter(round=report.round_id, asked__gt=0).count()
    assert f"应报<b>{expected}</b>个单位，已报<b>1</b>，其中按时<b>0</b>" in page
    assert "迟报" in page


def test_set_ups_are_confirmed_all_at_once_and_one_is_changed_on_its_page() -> None:
    made = running(confirmed=False)
    made.cast.post("孙办", "command_office", "县政府办")
    office = made.cast.client("孙办")
    address = f"/rounds/plans/{made.plan.pk}/arrangements/"
    page = office.get(address).content.decode()
    assert "每旬调度" in page
    seen = [f"{a.pk}:{a.version}" for a in made.plan.arrangements.all()]
    office.post(address + "confirm/", {"seen": seen})
    assert set(made.plan.arrangements.values_list("state", flat=True)) == {"in_force"}
    one = made.plan.arrangements.get(act="report")
    own = f"/rounds/arrangements/{one.pk}/"
    assert "每期" in office.get(own).content.decode()
    values = {
        "title": "每旬填报", "every": "旬", "act": "report", "runner": "command", "reporters": "main",
        "way": ["office", "lead"], "due_after": 3, "grace": 1, "lock_after": 5,
        "first_day": "2026-03-02", "last_day": "2026-12-31", "seen": one.version,
    }  # fmt: skip
    wrong = office.post(own + "set/", {**values, "lock_after": 0})
    assert "锁定日不能早于宽限日" in wrong.content.decode()
    office.post(own + "set/", values)
    one.refresh_from_db()
    assert (one.due_after, one.way, one.reporters) == (3, ["lead", "office"], "main")
    stale = office.post(own + "set/", values, follow=True)
    assert "刚被别人改过" in stale.content.decode()


def test_a_liaison_reads_the_set_ups_and_changes_none() -> None:
    made, _ = staffed()
    one = made.plan.arrangements.first()
    assert one is not None
    browser = made.cast.client("李水")
    assert browser.get(f"/rounds/arrangements/{one.pk}/").status_code == 200
    assert browser.post(f"/rounds/arrangements/{one.pk}/set/", {"seen": one.version, "do": "off"}).status_code == 403
    assert browser.get("/rounds/").status_code == 200
