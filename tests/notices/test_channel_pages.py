"""The administrator opens ways out of the site, tries them, and sees what did not get through."""

from __future__ import annotations

import json

import pytest
from cast import county
from outside import MONDAY, told, way

from luoshi.audit.models import Event
from luoshi.audit.verify import verify
from luoshi.notices.models import Channel, Delivery
from luoshi.notices.sealing import unseal
from luoshi.notices.sending import send_due
from luoshi.units.models import Person


def add(cast, robot, kind="wecom", **more):
    tail = {"wecom": "/cgi-bin/webhook/send?key=key-abcd1234", "dingtalk": "/robot/send?access_token=tok-abcd1234"}[
        kind
    ]
    said = {"name": "联络员群", "address": robot.address + tail, "daily": "1", "urgent": "1", **more}
    return cast.client("管理").post(f"/notices/channels/add/{kind}/", said, follow=True)


def said_anywhere() -> str:
    """All that the trail says."""
    return json.dumps([[e.before, e.after, e.label] for e in Event.objects.all()], ensure_ascii=False)


def test_a_robot_is_added_and_its_key_shown_nowhere(cast, robot):
    page = add(cast, robot, "dingtalk", secret="SEC-very-secret").content.decode()
    channel = Channel.objects.get()
    assert unseal(channel.address).endswith("access_token=tok-abcd1234")
    assert "abcd1234" not in channel.address
    assert "密钥末四位 1234，已加签" in page
    edit = cast.client("管理").get(f"/notices/channels/{channel.pk}/").content.decode()
    for place in (page, edit, said_anywhere()):
        assert "abcd1234" not in place
        assert "SEC-very-secret" not in place
    assert Event.objects.get(action="channel.add").after["kind"] == "钉钉群机器人"
    assert verify().broken == ()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"name": " "}, "请填写名称"),
        ({"address": ""}, "请填写机器人的 Webhook 地址"),
        ({"address": "file:///etc/passwd?key=1"}, "机器人地址写得不对"),
        ({"address": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send"}, "没有“key=”"),
        ({"address": "https://u:p@h/?key=1"}, "机器人地址写得不对"),
    ],
)
def test_a_wrong_channel_is_told_in_a_sentence(cast, robot, more, words):
    assert words in add(cast, robot, **more).content.decode()
    assert not Channel.objects.exists()


def test_two_of_one_name_and_two_of_mail_are_not_taken(cast, robot):
    add(cast, robot)
    assert "已有叫“联络员群”的渠道" in add(cast, robot).content.decode()
    client = cast.client("管理")
    client.post("/notices/channels/add/mail/", {"name": "邮件"})
    assert "已有邮件渠道" in client.post("/notices/channels/add/mail/", {"name": "邮件二"}).content.decode()


def test_changing_keeps_the_address_where_none_is_given_and_replaces_it_where_one_is(cast, robot):
    add(cast, robot, "dingtalk", secret="SECx")
    channel = Channel.objects.get()
    client = cast.client("管理")
    client.post(f"/notices/channels/{channel.pk}/", {"version": 1, "name": "新名", "active": "1", "daily": "1"})
    channel.refresh_from_db()
    assert (channel.name, channel.urgent, unseal(channel.secret)) == ("新名", False, "SECx")
    assert unseal(channel.address).endswith("1234")
    new = "https://oapi.dingtalk.com/robot/send?access_token=tok-zzzz9999"
    client.post(f"/notices/channels/{channel.pk}/", {"version": 2, "name": "新名", "address": new, "no_secret": "1"})
    channel.refresh_from_db()
    assert (unseal(channel.address), channel.secret, channel.active) == (new, "", False)
    assert "zzzz9999" not in said_anywhere()
    assert "已更换" in said_anywhere()
    answer = client.post(f"/notices/channels/{channel.pk}/", {"version": 1, "name": "旧页"}).content.decode()
    assert "刚被别人改过" in answer


def test_the_test_button_says_what_came_of_it(cast, robot, mailbox):
    add(cast, robot)
    client = cast.client("管理")
    channel = Channel.objects.get()
    assert "测试消息已发到群里" in client.post(f"/notices/channels/{channel.pk}/try/", follow=True).content.decode()
    assert "测试消息" in robot.asked[0][1]["markdown"]["content"]
    robot.answers = [{"errcode": 93000}]
    page = client.post(f"/notices/channels/{channel.pk}/try/", follow=True).content.decode()
    assert "“联络员群”没有发成：机器人地址无效" in page
    mail = way(cast)
    assert "您自己没有登记邮箱" in client.post(f"/notices/channels/{mail.pk}/try/", follow=True).content.decode()
    Person.objects.filter(name="管理").update(mail="admin@example.gov.cn")
    page = client.post(f"/notices/channels/{mail.pk}/try/", follow=True).content.decode()
    assert "请到admin@example.gov.cn查收" in page
    assert len(mailbox.to("admin@example.gov.cn")) == 1


def test_what_did_not_get_through_is_seen_and_sent_again(cast, mailbox, settings, django_assert_max_num_queries):
    settings.CLOCK = MONDAY
    way(cast)
    told(cast, "工信", "发改", urgent=True)
    mailbox.refuse.add(cast.posts["工信"].person.mail)
    send_due(MONDAY)
    client = cast.client("管理")
    with django_assert_max_num_queries(12):
        page = client.get("/notices/deliveries/").content.decode()
    assert "拒收" in page
    assert "没有发成和等待发送的 · 1条" in page
    failed = Delivery.objects.get(state="failed")
    mailbox.refuse.clear()
    assert "已重新排队" in client.post(f"/notices/deliveries/{failed.pk}/again/", follow=True).content.decode()
    assert send_due(MONDAY).sent == 1
    assert "没有发不出去的消息" in client.get("/notices/deliveries/").content.decode()
    assert "全部 · 2条" in client.get("/notices/deliveries/?all=1").content.decode()
    assert Event.objects.filter(action="delivery.again").count() == 1


def test_a_channel_goes_with_its_record(cast, robot):
    add(cast, robot)
    channel = Channel.objects.get()
    told(cast, "工信", urgent=True)
    cast.client("管理").post(f"/notices/channels/{channel.pk}/remove/")
    assert not Channel.objects.exists()
    assert Event.objects.filter(action="channel.remove").count() == 1


def test_another_regions_channels_are_out_of_reach(cast, robot):
    add(cast, robot)
    other = county("乙县")
    other.post("外管理", "system_admin")
    client = other.client("外管理")
    assert client.get(f"/notices/channels/{Channel.objects.get().pk}/").status_code == 404
    assert "联络员群" not in client.get("/notices/channels/").content.decode()
