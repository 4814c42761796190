"""What tests of notices share: a working Monday, telling people something, a channel, and what servers outside took in."""

from __future__ import annotations

import datetime
import email
import email.policy
from dataclasses import dataclass, field

from django.db import transaction

from luoshi.calendar.clock import SHANGHAI
from luoshi.notices.models import Channel, Notice
from luoshi.notices.telling import tell

MONDAY = datetime.datetime(2026, 3, 2, 10, 0, tzinfo=SHANGHAI)


def told(cast, *names: str, text: str = "请审定。", at: datetime.datetime = MONDAY, **more) -> list[Notice]:
    """Notices to those people about the region itself, made at that moment."""
    more = {"key": text, "kind": "share.given", **more}
    with transaction.atomic():
        tell(
            [cast.posts[n] for n in names],
            more.pop("kind"),
            cast.region,
            text,
            "/units/",
            region=cast.region,
            **more,
        )
    ids = list(Notice.objects.filter(text=text).values_list("pk", flat=True))
    Notice.objects.filter(pk__in=ids).update(made_at=at)
    return list(Notice.objects.filter(pk__in=ids))


def way(cast, kind: str = "mail", **fields) -> Channel:
    """A channel that is on since long before."""
    said = {"with_text": kind == "mail", "name": kind, "since": MONDAY - datetime.timedelta(days=30), **fields}
    return Channel.objects.create(region=cast.region, kind=kind, **said)


@dataclass
class Mailbox:
    """What a real SMTP server took in; refuse  addresses that it does not take."""

    messages: list[email.message.EmailMessage] = field(default_factory=list)
    refuse: set[str] = field(default_factory=set)
    busy: bool = False

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuse:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.busy:
            return "451 try again later"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.messages.append(message)
        return "250 OK"

    def to(self, address: str) -> list[str]:
        """The texts of the messages to an address."""
        return [m.get_content() for m in self.messages if m["To"] == address]


@dataclass
class Robot:
    """What a real HTTP server was sent as a robot; answers  what it says next, 0 for all well."""

    address: str = ""
    asked: list[tuple[str, dict]] = field(default_factory=list)
    status: int = 200
    answers: list[object] = field(default_factory=list)
    redirect: str = ""
