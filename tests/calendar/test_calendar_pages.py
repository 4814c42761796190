"""The year as everybody sees it, and an administrator taking in a notice."""

from __future__ import annotations

import datetime

import pytest
from cast import county

from luoshi.audit.models import Event
from luoshi.audit.verify import verify
from luoshi.calendar.current import current_calendar
from luoshi.calendar.entering import year_changed
from luoshi.calendar.models import EnteredYear

pytestmark = pytest.mark.django_db
D = datetime.date
NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕9号
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月14日（周日）上班。"""


@pytest.fixture(autouse=True)
def _clock(settings):
    settings.CLOCK = datetime.datetime(2026, 11, 20, 10, 0)


@pytest.fixture
def cast():
    made = county("云岭县")
    made.post("管理员", "system_admin")
    made.post("联络", "liaison", "县工信局")
    return made


def read(client, text=NOTICE, year=2027):
    return client.post(f"/calendar/{year}/", {"do": "read", "text": text, "version": 0})


def save(
    client,
    moved,
    text=NOTICE,
    year=2027,
    version=0,
    number="国办发明电〔2026〕9号",
    title="国务院办公厅关于2027年部分节假日安排的通知",
):
    said = {"do": "save", "text": text, "version": version, "number": number, "title": title, "moved": moved}
    return client.post(f"/calendar/{year}/", said, follow=True)


PROPOSED = [
    "2027-01-01",
    "2027-02-05",
    "2027-02-08",
    "2027-02-09",
    "2027-02-10",
    "2027-02-11",
    "2027-01-31",
    "2027-02-14",
]


def test_everybody_sees_this_year_with_its_source(cast, django_assert_max_num_queries):
    client = cast.client("联络")
    with django_assert_max_num_queries(12):
        page = client.get("/calendar/").content.decode()
    assert "2026年工作日历" in page
    assert "国办发明电〔2025〕7号" in page
    assert "全年248个工作日" in page
    assert "录入" not in page


def test_a_year_not_announced_says_so(cast):
    page = cast.client("联络").get("/calendar/?year=2027").content.decode()
    assert "2027年放假安排尚未公布，以公布后为准" in page


def test_a_notice_is_read_into_the_calendar_before_anything_is_stored(cast):
    page = read(cast.client("管理员")).content.decode()
    for day in PROPOSED:
        assert f'value="{day}" checked' in page
    assert 'value="国办发明电〔2026〕9号"' in page
    assert "净少4个工作日" in page  # two holidays only: asked about, not refused
    assert not EnteredYear.objects.exists()
    assert not current_calendar().announced(2027)


def test_what_was_read_is_mended_by_clicks_and_saved_with_its_source(cast):
    clicked = [*(d for d in PROPOSED if d != "2027-02-14"), "2027-02-12"]
    answer = save(cast.client("管理员"), clicked)
    assert "已保存2027年放假安排" in answer.content.decode()
    known = current_calendar()
    assert known.announced(2027)
    assert not known.is_working(D(2027, 2, 12))
    assert known.name(D(2027, 2, 12)) == "调整"
    assert known.is_working(D(2027, 1, 31))
    assert not known.is_working(D(2027, 2, 14))
    assert known.name(D(2027, 2, 6)) == "春节"  # the Saturday inside
    event = Event.objects.get(action="calendar.enter")
    assert (event.after["doc_number"], event.after["days_worked"]) == ("国办发明电〔2026〕9号", ["1月31日"])
    assert verify().broken == ()


def test_rooms_that_keep_due_days_hear_of_it(cast):
    heard = []

    def hear(sender, year, **_):
        heard.append((year, current_calendar().announced(year)))

    year_changed.connect(hear)
    try:
        save(cast.client("管理员"), PROPOSED)
    finally:
        year_changed.disconnect(hear)
    assert heard == [(2027, True)]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"number": ""}, "请写明通知的文号和标题"),
        ({"moved": []}, "还没有一个放假日"),
        ({"version": 7}, "请看过现在的内容再保存"),
    ],
)
def test_what_cannot_be_saved_is_said_and_nothing_is_stored(cast, more, said):
    answer = save(cast.client("管理员"), **{"moved": PROPOSED, "text": "", **more})
    assert said in answer.content.decode()
    assert not EnteredYear.objects.exists()
    assert not Event.objects.filter(action__startswith="calendar").exists()


def test_a_shipped_year_is_changed_only_by_a_new_notice_and_comes_back(cast):
    client = cast.client("管理员")
    ticks = [d.isoformat() for d in current_calendar().tables[2026].off if d.weekday() < 5] + ["2026-11-30"]
    save(client, ticks, text="", year=2026, number="国办发明电〔2026〕1号", title="国务院办公厅关于调整放假的通知")
    assert not current_calendar().is_working(D(2026, 11, 30))
    assert not current_calendar().is_working(D(2026, 1, 4))  # its tick was taken out
    assert Event.objects.filter(action="calendar.correct").count() == 1
    client.post("/calendar/2026/", {"do": "remove", "version": 1})
    assert current_calendar().is_working(D(2026, 11, 30))
    assert current_calendar().is_working(D(2026, 1, 4))
    assert Event.objects.filter(action="calendar.remove").count() == 1


def test_a_notice_that_only_prolongs_a_holiday_leaves_the_known_days_to_be_mended(cast):
    text = "延长2026年春节假期至3月2日（星期一），3月3日（星期二）起正常上班。"
    page = read(cast.client("管理员"), text, 2026).content.decode()
    assert "没有读出放假日期" in page
    assert 'value="2026-02-16" checked' in page
    assert 'value="2026-02-28" checked' in page


def test_only_the_topmost_region_takes_in_a_year(cast):
    town = county("镇", cast.region)
    town.post("镇管理员", "system_admin")
    client = town.client("镇管理员")
    assert client.get("/calendar/2027/").status_code == 404
    assert save(client, PROPOSED).status_code == 404
    assert "录入2027年" not in client.get("/calendar/?year=2027").content.decode()
    assert cast.client("联络").get("/calendar/2027/").status_code == 403


def test_senseless_addresses_and_ticks_are_borne(cast):
    client = cast.client("管理员")
    assert client.get("/calendar/?year=abcd").status_code == 200
    assert client.get("/calendar/9999/").status_code == 404
    assert "不属于2027年的安排" in save(client, [*PROPOSED, "2031-01-01"]).content.decode()
    save(client, [*PROPOSED, "nonsense"])
    assert EnteredYear.objects.count() == 1
