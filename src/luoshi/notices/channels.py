"""What an administrator does to the channels of a region. Addresses and keys never enter the trail."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.db import transaction

from luoshi.audit.actor import Actor
from luoshi.audit.record import changed, record
from luoshi.notices import mailing
from luoshi.notices.models import Channel
from luoshi.notices.robots import NotSent, payload, post, signed
from luoshi.notices.sealing import seal, unseal
from luoshi.units.models import Region
from luoshi.units.refusing import Refused, write

Kind = Channel.Kind
SWITCHES = ("daily", "urgent", "with_text", "mentions")
_KEYS = {Kind.WECOM: "key", Kind.DINGTALK: "access_token"}


def add_channel(region: Region, kind: str, said: dict[str, Any], now: datetime.datetime, actor: Actor) -> Channel:
    """A new channel, on from now: what was told before is not carried. Raises Refused.

    said  name, address, secret, and the switches daily, urgent, with_text, mentions."""
    if kind not in Kind.values:
        raise Refused("请选择种类。")
    if kind == Kind.MAIL and Channel.objects.filter(region=region, kind=kind).exists():
        raise Refused(f"{region}已有邮件渠道，请直接修改它。")
    address, secret = _checked(kind, said.get("address", ""), said.get("secret", ""), needed=True)
    with transaction.atomic():
        channel = Channel(region=region, kind=kind, name=_name(said, region, None), since=now)
        channel.address, channel.secret = seal(address), seal(secret)
        for switch in SWITCHES:
            setattr(channel, switch, bool(said.get(switch)))
        channel.save()
        record(actor, "channel.add", channel, after=_told(channel))
    return channel


def change_channel(channel: Channel, seen: int, said: dict[str, Any], now: datetime.datetime, actor: Actor) -> None:
    """Change a channel; address and secret stay as they are where nothing is given. Raises Refused."""
    address, secret = _checked(channel.kind, said.get("address", ""), said.get("secret", ""), needed=False)
    with transaction.atomic():
        was = _told(channel)
        fields: dict[str, Any] = {"name": _name(said, channel.region, channel.pk), "active": bool(said.get("active"))}
        fields |= {switch: bool(said.get(switch)) for switch in SWITCHES}
        if fields["active"] and not channel.active:
            fields["since"] = now
        fields |= {"address": seal(address)} if address else {}
        fields |= {"secret": seal(secret)} if secret else {"secret": ""} if said.get("no_secret") else {}
        write(channel, seen, **fields)
        before, after = changed(was, _told(channel))
        after |= {name: "已更换" for name in ("address", "secret") if name in fields}
        if after:
            record(actor, "channel.change", channel, before, after)


def remove_channel(channel: Channel, actor: Actor) -> None:
    """Remove a channel with the record of what went over it."""
    with transaction.atomic():
        record(actor, "channel.remove", channel, before=_told(channel))
        channel.delete()


def try_channel(channel: Channel, mail: str, now: datetime.datetime, actor: Actor) -> str:
    """Send a test message at once, whatever the hour: a sentence that says what came of it. mail  whose mail it is
    sent to. Raises NotSent."""
    subject, body = "落实：测试消息", f"这是{channel.region}“{channel.name}”的测试消息，收到说明设置正确，不用回复。"
    with transaction.atomic():
        record(actor, "channel.try", channel)
    if channel.kind == Kind.MAIL:
        if not mail:
            raise NotSent("您自己没有登记邮箱，测试邮件没有去处；请先在“人员”里补上您的邮箱。", later=False)
        with mailing.Post() as way:
            way.send(mail, subject, body, f"try/{channel.pk}/{now.timestamp()}")
        return f"测试邮件已交给邮件服务器，请到{mail}查收。"
    address = signed(unseal(channel.address), unseal(channel.secret), int(now.timestamp() * 1000))
    if not address:
        raise NotSent("机器人地址读不出来（站点密钥换过），请重新填写。", later=False)
    post(channel.kind, address, payload(channel.kind, subject, body))
    return "测试消息已发到群里，请在群里查看。"


def masked(channel: Channel) -> str:
    """The robot's address as a page may show it: where it goes, and the last four letters of its key."""
    address = unseal(channel.address)
    if not address:
        return "读不出来，请重新填写" if channel.address else ""
    key = (parse_qs(urlsplit(address).query).get(_KEYS.get(Kind(channel.kind), ""), [""]))[0]
    return f"{urlsplit(address).hostname}，密钥末四位 {key[-4:]}"


def _checked(kind: str, address: str, secret: str, *, needed: bool) -> tuple[str, str]:
    address, secret = address.strip(), secret.strip()
    if kind == Kind.MAIL:
        return "", ""
    if not address:
        if needed:
            raise Refused("请填写机器人的 Webhook 地址，在群的机器人设置里复制。")
        return "", secret
    parts = urlsplit(address)
    wanted = _KEYS[Kind(kind)]
    try:
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username and parts.port != 0
    except ValueError:
        sound = False
    if not sound or any(c.isspace() for c in address) or not address.isascii():
        raise Refused("机器人地址写得不对，应形如 https://…，请从机器人设置里整段复制。")
    if wanted not in parse_qs(parts.query):
        raise Refused(f"机器人地址里没有“{wanted}=”，请从{Kind(kind).label}的设置里整段复制。")
    return address, secret


def _name(said: dict[str, Any], region: Region, own: int | None) -> str:
    name = " ".join(str(said.get("name", "")).split())[:40]
    if not name:
        raise Refused("请填写名称，如“联络员群”。")
    if Channel.objects.filter(region=region, name=name).exclude(pk=own).exists():
        raise Refused(f"{region}已有叫“{name}”的渠道，请换一个名称。")
    return name


def _told(channel: Channel) -> dict[str, Any]:
    """What the trail may know."""
    return {
        "name": channel.name,
        "kind": channel.get_kind_display(),
        "active": "是" if channel.active else "否",
        **{switch: "是" if getattr(channel, switch) else "否" for switch in SWITCHES},
    }
