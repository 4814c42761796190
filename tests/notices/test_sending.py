"""What goes out, when, to whom, once; and what happens when it does not get through."""

from __future__ import annotations

import base64
import datetime
import hashlib
import hmac
from urllib.parse import parse_qs, urlsplit

import pytest
from cast import county
from outside import MONDAY, told, way

from luoshi.accounts.models import User
from luoshi.notices import sending
from luoshi.notices.models import Delivery, Notice, Wish
from luoshi.notices.sealing import seal
from luoshi.notices.sending import Sent, send_due
from luoshi.notices.telling import over, see

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
TUESDAY_MORNING = MONDAY.replace(hour=8, minute=30) + DAY
State = Delivery.State


def wishes(cast, name, pace):
    Wish.objects.create(person=cast.posts[name].person, pace=pace)


def address(cast, name):
    return cast.posts[name].person.mail


def test_without_a_channel_nothing_leaves_the_site(cast, mailbox, robot):
    told(cast, "工信", urgent=True)
    assert send_due(MONDAY + HOUR) == Sent()
    assert mailbox.messages == []
    assert robot.asked == []


def test_a_digest_a_day_in_the_morning_to_those_concerned(cast, mailbox):
    way(cast)
    told(cast, "工信", text="甲事。")
    told(cast, "工信", text="乙事。", at=MONDAY + 2 * HOUR)
    assert send_due(MONDAY + 3 * HOUR) == Sent()
    assert send_due(TUESDAY_MORNING) == Sent(made=1, sent=1)
    text = mailbox.to(address(cast, "工信"))[0]
    assert "甲事。（3月2日 10:00）" in text
    assert "乙事。" in text
    assert f"http://luoshi.example.gov.cn/notices/{Notice.objects.get(text='甲事。').pk}/" in text
    assert mailbox.messages[0]["Subject"] == "【落实】您有2条通知"
    assert mailbox.to(address(cast, "发改")) == []
    told(cast, "工信", text="丙事。", at=TUESDAY_MORNING + HOUR)
    assert send_due(TUESDAY_MORNING + 2 * HOUR) == Sent()
    assert send_due(TUESDAY_MORNING + DAY).sent == 1
    assert "甲事。" not in mailbox.to(address(cast, "工信"))[1]


def test_a_digest_that_is_late_still_tells_only_the_morning_and_goes_once(cast, mailbox):
    way(cast)
    told(cast, "工信", text="昨天的。")
    told(cast, "工信", text="今天的。", at=TUESDAY_MORNING + HOUR)
    send_due(TUESDAY_MORNING + 3 * HOUR)
    send_due(TUESDAY_MORNING + 4 * HOUR)
    assert len(mailbox.messages) == 1
    assert "今天的。" not in mailbox.to(address(cast, "工信"))[0]


def test_urgent_ones_go_at_once(cast, mailbox):
    way(cast)
    told(cast, "工信", text="今天下班前补报。", urgent=True)
    told(cast, "工信", text="不急的。")
    assert send_due(MONDAY + HOUR) == Sent(made=1, sent=1)
    assert mailbox.messages[0]["Subject"] == "【落实】今天下班前补报。"
    assert "【急】今天下班前补报。" in mailbox.messages[0].get_content()
    assert "不急的。" not in mailbox.messages[0].get_content()


def test_everybody_chooses_for_themselves(cast, mailbox):
    way(cast)
    wishes(cast, "工信", "at_once")
    wishes(cast, "发改", "site")
    told(cast, "工信", "发改", text="甲事。", urgent=True)
    told(cast, "工信", "发改", text="乙事。")
    send_due(MONDAY + HOUR)
    send_due(TUESDAY_MORNING)
    assert [m["To"] for m in mailbox.messages] == [address(cast, "工信")]
    assert "乙事。" in mailbox.messages[0].get_content()


@pytest.mark.parametrize(
    ("made", "goes"),
    [
        (datetime.datetime(2026, 3, 2, 21, 0), datetime.datetime(2026, 3, 3, 8, 30)),  # at night
        (datetime.datetime(2026, 3, 3, 6, 0), datetime.datetime(2026, 3, 3, 8, 30)),  # too early
        (datetime.datetime(2026, 3, 7, 10, 0), datetime.datetime(2026, 3, 9, 8, 30)),  # a Saturday
        (datetime.datetime(2026, 9, 30, 20, 0), datetime.datetime(2026, 10, 8, 8, 30)),  # the eve of the holidays
        (datetime.datetime(2026, 9, 19, 10, 0), datetime.datetime(2026, 9, 20, 8, 30)),  # the Sunday is worked
    ],
)
def test_nothing_goes_at_night_or_on_days_off(cast, mailbox, made, goes):
    zone = MONDAY.tzinfo
    made, goes = made.replace(tzinfo=zone), goes.replace(tzinfo=zone)
    way(cast)
    told(cast, "工信", urgent=True, at=made)
    moment = made
    while moment < goes:
        assert send_due(moment) == Sent(), moment
        moment += HOUR
    assert send_due(goes) == Sent(made=1, sent=1)


def test_what_was_read_or_settled_in_the_site_is_not_mailed(cast, mailbox):
    way(cast)
    told(cast, "工信", text="看过。")
    told(cast, "工信", text="办结。", kind="measure.submitted")
    see(Notice.objects.filter(text="看过。"))
    over(cast.region, "measure.submitted")
    assert send_due(TUESDAY_MORNING) == Sent()


def test_those_without_mail_or_with_a_closed_log_in_get_none(cast, mailbox):
    way(cast)
    told(cast, "工信", "综合", urgent=True)
    User.objects.filter(username="工信").update(is_active=False)
    assert send_due(MONDAY + HOUR) == Sent()


def test_a_channel_opened_today_does_not_pour_out_the_past(cast, mailbox):
    way(cast, since=MONDAY + HOUR)
    told(cast, "工信", urgent=True)
    assert send_due(MONDAY + 2 * HOUR) == Sent()


def test_without_the_sentences_only_the_subject_matter_is_mailed(cast, mailbox):
    way(cast, with_text=False)
    told(cast, "工信", text="内部情况。")
    send_due(TUESDAY_MORNING)
    assert "内部情况" not in mailbox.messages[0].get_content()
    assert "交来的任务分担" in mailbox.messages[0].get_content()


def test_run_again_or_twice_at_once_each_goes_once(cast, mailbox, monkeypatch):
    """A second run that begins while the first one is sending takes nothing of it."""
    way(cast)
    told(cast, "工信", "发改", urgent=True)
    real, nested = sending.hand_over, []

    def meanwhile(delivery, mail, now):
        if not nested:
            nested.append(None)
            nested[0] = send_due(now)
        real(delivery, mail, now)

    monkeypatch.setattr(sending, "hand_over", meanwhile)
    first = send_due(MONDAY + HOUR)
    assert (first.sent, nested[0].sent) == (1, 1)
    assert send_due(MONDAY + HOUR) == Sent()
    assert sorted(m["To"] for m in mailbox.messages) == sorted([address(cast, "工信"), address(cast, "发改")])


def test_a_server_that_is_away_is_tried_again_later_and_later(cast, mailbox, settings):
    way(cast)
    told(cast, "工信", urgent=True)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    assert send_due(MONDAY) == Sent(made=1, later=1)
    row = Delivery.objects.get()
    assert (row.state, row.attempts, row.next_at) == (State.PENDING, 1, MONDAY + datetime.timedelta(minutes=5))
    assert "连不上邮件服务器" in row.error
    assert send_due(MONDAY + datetime.timedelta(minutes=4)) == Sent()
    assert send_due(MONDAY + datetime.timedelta(minutes=5)).later == 1
    assert Delivery.objects.get().next_at == MONDAY + datetime.timedelta(minutes=20)
    settings.EMAIL_PORT = port
    assert send_due(MONDAY + HOUR).sent == 1
    assert (Delivery.objects.get().state, Delivery.objects.get().error) == (State.SENT, "")


def test_what_never_gets_through_is_given_up_and_can_be_sent_again(cast, mailbox, settings):
    way(cast)
    told(cast, "工信", urgent=True)
    mailbox.busy = True
    moment = MONDAY
    for _ in range(6):
        send_due(moment)
        moment = max(Delivery.objects.get().next_at, moment)
    row = Delivery.objects.get()
    assert (row.state, row.attempts) == (State.FAILED, 6)
    assert "没有收下（451）" in row.error
    assert send_due(moment + HOUR) == Sent()
    mailbox.busy = False
    assert sending.again(row, moment)
    assert not sending.again(row, moment)
    assert send_due(moment).sent == 1


def test_a_refused_address_is_not_tried_again_and_harms_no_other(cast, mailbox):
    way(cast)
    told(cast, "工信", "发改", urgent=True)
    mailbox.refuse.add(address(cast, "工信"))
    assert send_due(MONDAY) == Sent(made=2, sent=1, failed=1)
    error = Delivery.objects.get(state=State.FAILED).error
    assert "拒收" in error
    assert address(cast, "工信") in error


def test_whoever_dies_while_sending_leaves_it_to_the_next_run_under_the_same_name(cast, mailbox, monkeypatch):
    way(cast)
    told(cast, "工信", urgent=True)
    real = sending.hand_over

    def dies(delivery, mail, now):
        real(delivery, mail, now)
        raise KeyboardInterrupt

    monkeypatch.setattr(sending, "hand_over", dies)
    with pytest.raises(KeyboardInterrupt):
        send_due(MONDAY)
    monkeypatch.setattr(sending, "hand_over", real)
    assert send_due(MONDAY + datetime.timedelta(minutes=5)) == Sent()
    assert send_due(MONDAY + datetime.timedelta(minutes=11)).sent == 1
    assert len({m["Message-ID"] for m in mailbox.messages}) == 1


def test_what_was_read_before_the_second_try_is_dropped(cast, mailbox, settings):
    way(cast)
    told(cast, "工信", urgent=True)
    mailbox.busy = True
    send_due(MONDAY)
    see(Notice.objects.all())
    mailbox.busy = False
    assert send_due(MONDAY + HOUR) == Sent()
    assert Delivery.objects.get().state == State.DROPPED
    assert mailbox.messages == []


def wecom(cast, robot, **more):
    return way(cast, "wecom", address=seal(f"{robot.address}/cgi-bin/webhook/send?key=k-1234"), **more)


def dingtalk(cast, robot, **more):
    return way(
        cast, "dingtalk", address=seal(f"{robot.address}/robot/send?access_token=t-9876"), secret=seal("SECx"), **more
    )


def test_a_group_hears_once_a_day_which_units_have_something_to_look_at(cast, robot):
    wecom(cast, robot)
    told(cast, "工信", text="甲。")
    told(cast, "工信", "发改", text="乙。")
    assert send_due(TUESDAY_MORNING) == Sent(made=1, sent=1)
    send_due(TUESDAY_MORNING + HOUR)
    ((path, said),) = robot.asked
    assert path == "/cgi-bin/webhook/send?key=k-1234"
    assert said["msgtype"] == "markdown"
    content = said["markdown"]["content"]
    assert "县工信局：2条通知\n县发改局：1条通知" in content
    assert "甲。" not in content
    assert "1380000" not in str(said)


def test_with_calling_it_is_plain_text_with_the_numbers(cast, robot):
    wecom(cast, robot, mentions=True, with_text=True)
    told(cast, "工信", text="今天补报。", urgent=True)
    send_due(MONDAY)
    said = robot.asked[0][1]
    assert said["msgtype"] == "text"
    assert said["text"]["mentioned_mobile_list"] == [cast.posts["工信"].person.phone]
    assert "县工信局：今天补报。" in said["text"]["content"]


def test_dingtalk_gets_markdown_and_the_signature(cast, robot):
    dingtalk(cast, robot, mentions=True)
    told(cast, "工信", urgent=True)
    assert send_due(MONDAY).sent == 1
    path, said = robot.asked[0]
    asked = {k: v[0] for k, v in parse_qs(urlsplit(path).query).items()}
    stamp = str(int(MONDAY.timestamp() * 1000))
    expected = base64.b64encode(hmac.new(b"SECx", f"{stamp}\nSECx".encode(), hashlib.sha256).digest()).decode()
    assert asked == {"access_token": "t-9876", "timestamp": stamp, "sign": expected}
    assert said["msgtype"] == "markdown"
    assert "落实" in said["markdown"]["title"]
    assert "县工信局：1条急事" in said["markdown"]["text"]
    phone = cast.posts["工信"].person.phone
    assert f"@{phone}" in said["markdown"]["text"]
    assert said["at"] == {"atMobiles": [phone], "isAtAll": False}


@pytest.mark.parametrize(
    ("answer", "state", "words"),
    [
        ({"errcode": 93000, "errmsg": "invalid webhook url key=k-1234"}, State.FAILED, "机器人地址无效"),
        ({"errcode": 45009, "errmsg": "api freq out of limit"}, State.PENDING, "太频繁"),
        ({"errcode": 4711, "errmsg": "?"}, State.FAILED, "错误码4711"),
        ("<html>", State.FAILED, "不是企业微信的格式"),
    ],
)
def test_what_a_robot_answers_is_told_in_a_sentence_without_its_key(cast, robot, answer, state, words):
    wecom(cast, robot)
    told(cast, "工信", urgent=True)
    robot.answers = [answer]
    send_due(MONDAY)
    row = Delivery.objects.get()
    assert row.state == state
    assert words in row.error
    assert "k-1234" not in row.error


def test_a_robot_out_of_order_is_tried_again_and_a_redirect_is_not_followed(cast, robot):
    wecom(cast, robot)
    told(cast, "工信", urgent=True)
    robot.status = 503
    assert send_due(MONDAY).later == 1
    robot.redirect = f"{robot.address}/elsewhere"
    assert send_due(MONDAY + HOUR).failed == 1
    assert all(path.startswith("/cgi-bin/") for path, _ in robot.asked)


def test_long_lists_stay_within_what_the_platform_takes(cast, robot):
    wecom(cast, robot, with_text=True)
    for n in range(60):
        told(cast, "工信", text=f"第{n}件：" + "很长的内容" * 60, urgent=True)
    assert send_due(MONDAY).sent == 1
    assert len(robot.asked[0][1]["markdown"]["content"].encode()) <= 4096


def test_nothing_of_another_region_goes_over_a_channel(cast, mailbox, robot):
    wecom(cast, robot)
    other = county("乙县")
    other.post("外人", "liaison", "乙县工信局")
    told(other, "外人", urgent=True)
    assert send_due(MONDAY) == Sent()


def test_a_channel_switched_off_keeps_silent(cast, mailbox):
    channel = way(cast)
    told(cast, "工信", urgent=True)
    mailbox.busy = True
    send_due(MONDAY)
    mailbox.busy = False
    channel.active = False
    channel.save()
    assert send_due(MONDAY + HOUR) == Sent()


def test_the_morning_after_a_week_away_there_is_one_digest(cast, mailbox):
    way(cast)
    for n in range(5):
        told(cast, "工信", text=f"第{n}件。", at=MONDAY + n * DAY)
    send_due(MONDAY + 7 * DAY)
    assert len(mailbox.messages) == 1
    assert mailbox.messages[0]["Subject"] == "【落实】您有5条通知"
