"""What an administrator does to the calendar: take in a year's notice, mend it, take it back."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from luoshi.audit.actor import Actor
from luoshi.audit.record import changed, record
from luoshi.calendar.current import forget
from luoshi.calendar.models import EnteredYear
from luoshi.calendar.shipped import shipped
from luoshi.calendar.working_days import YearTable

# Sent inside the transaction, with `year` and `actor`: rooms that keep due days reckon theirs anew.
year_changed = Signal()


class Refused(Exception):
    """What was asked cannot be done; the text is one Chinese sentence."""


def enter_year(table: YearTable, text: str, seen: int, actor: Actor) -> EnteredYear:
    """Store a year's table; `seen` is the version that was on the screen, 0 where none was stored.

    Raises Refused for a table without its source or without a day off, or where somebody else was quicker."""
    _sound(table)
    with transaction.atomic():
        row = EnteredYear.objects.select_for_update().filter(year=table.year).first()
        if (row.version if row else 0) != seen:
            raise Refused(
                f"{table.year}年放假安排刚被{row.entered_by if row else '别人撤销'}改过，请看过现在的内容再保存。"
            )
        old = row.table if row else shipped().get(table.year)
        row = row or EnteredYear(year=table.year, version=0)
        row.number, row.title, row.text = table.number, table.title, text[:20_000]
        row.off, row.on = _written(table.off), _written(table.on)
        row.entered_by, row.entered_at, row.version = actor.name, timezone.now(), row.version + 1
        row.save()
        before, after = changed(_told(old) if old else {}, _told(table))
        if after:
            record(actor, "calendar.correct" if old else "calendar.enter", row, before, after)
        _changed(table.year, actor)
    return row


def take_back(year: int, seen: int, actor: Actor) -> None:
    """Take an entered year back: then a shipped table holds again, or none. Raises Refused."""
    with transaction.atomic():
        row = EnteredYear.objects.select_for_update().filter(year=year, version=seen).first()
        if row is None:
            raise Refused(f"{year}年放假安排刚被别人改过，请看过现在的内容再办。")
        record(actor, "calendar.remove", row, before=_told(row.table))
        row.delete()
        _changed(year, actor)


def _changed(year: int, actor: Actor) -> None:
    forget()
    transaction.on_commit(forget)
    year_changed.send(sender=EnteredYear, year=year, actor=actor)


def _sound(table: YearTable) -> None:
    if not table.number.strip() or not table.title.strip():
        raise Refused("请写明通知的文号和标题，如“国办发明电〔2025〕7号”，以后可以查对依据。")
    if len(table.number) > 80 or len(table.title) > 120:
        raise Refused("文号最多80字、标题最多120字，请改短。")
    if not table.off:
        raise Refused("还没有一个放假日，请粘贴通知读取，或在日历上勾选。")
    near = datetime.timedelta(days=15)
    for day in {*table.off, *table.on}:
        if not datetime.date(table.year, 1, 1) - near <= day <= datetime.date(table.year, 12, 31) + near:
            raise Refused(f"{day.year}年{day.month}月{day.day}日不属于{table.year}年的安排，请去掉。")
    if set(table.off) & set(table.on):
        raise Refused("同一天不能既放假又上班，请核对。")


def _written(days: Mapping[datetime.date, str]) -> dict[str, str]:
    return {day.isoformat(): days[day] for day in sorted(days)}


def _told(table: YearTable) -> dict[str, Any]:
    return {
        "doc_number": table.number,
        "title": table.title,
        "days_off": [f"{d.month}月{d.day}日" for d in sorted(table.off)],
        "days_worked": [f"{d.month}月{d.day}日" for d in sorted(table.on)],
    }
