"""Dates, numbers and codes as officials write them, for templates."""

from __future__ import annotations

import datetime
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from luoshi.audit import words as audit_words
from luoshi.calendar.current import current_calendar
from luoshi.calendar.period import Period
from luoshi.desk import glossary
from luoshi.drafting.place_words import path_words as said_path
from luoshi.papers.wording import chinese_date

register = template.Library()

STRENGTHS = {">=": "≥", "<=": "≤", "=": "", "~": "左右", "range": ""}
MEASURES = {"growth": "增速", "level": "总量", "increase": "新增", "share": "占比", "decrease": "下降"}
GRAVITIES = {"grave": "严重", "serious": "较重", "minor": "一般"}
ROLES = {"lead": "牵头", "responsible": "责任", "cooperate": "配合"}


@register.filter
def day(value: datetime.date | datetime.datetime | str | None) -> str:
    """2026年3月5日; "" for none."""
    try:
        on = datetime.date.fromisoformat(value) if isinstance(value, str) and value else value
    except ValueError:
        return str(value)
    if isinstance(on, datetime.datetime):
        on = timezone.localtime(on).date()
    return f"{on.year}年{on.month}月{on.day}日" if isinstance(on, datetime.date) else ""


@register.filter
def spoken_day(value: Any) -> str:
    """What is written as 2026-03-05 said as 2026年3月5日; anything else as it stands."""
    return chinese_date(str(value or ""))


@register.filter
def moment(value: datetime.datetime | None) -> str:
    """3月5日 14:30, with the year where it is not this one."""
    if not value:
        return ""
    local = timezone.localtime(value)
    year = f"{local.year}年" if local.year != timezone.localdate().year else ""
    return f"{year}{local.month}月{local.day}日 {local:%H:%M}"


@register.filter
def period(value: Period | str | None) -> str:
    """A period, or the key of one, as officials write it: 2026年3月上旬."""
    return (Period.from_key(value) if isinstance(value, str) else value).label if value else ""


@register.filter
def period_short(value: Period | str | None) -> str:
    """The same where the year is known: 3月上旬."""
    return (Period.from_key(value) if isinstance(value, str) else value).short if value else ""


@register.filter
def uncertain(value: datetime.date | None) -> str:
    """The sentence to show beside a day of a year whose holidays are not announced; "" else."""
    return current_calendar().uncertain(value) if value else ""


@register.filter
def number(value: float | None) -> str:
    """A number without needless zeros: 9, 9.5."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else f"{value:.4f}".rstrip("0").rstrip(".")


@register.filter
def aim(target: Any) -> str:
    """A target's value as one would say it: ≥9%, 100—120家, 30万亩左右. Takes a row or a dict."""
    get: Any = target.get if isinstance(target, dict) else lambda k: getattr(target, k)
    op, unit = get("op"), get("unit")
    if op == "range":
        return f"{number(get('value'))}—{number(get('value2'))}{unit}"
    if op == "~":
        return f"{number(get('value'))}{unit}左右"
    return f"{STRENGTHS.get(op, '')}{number(get('value'))}{unit}"


@register.filter
def measure_word(code: str) -> str:
    return MEASURES.get(code, code)


@register.filter
def gravity_word(code: str) -> str:
    return GRAVITIES.get(code, code)


@register.filter
def role_word(code: str) -> str:
    return ROLES.get(code, code)


@register.filter
def path_words(path: str) -> str:
    """A numbering path as one says it: 二/(一)/1 as 二（一）1."""
    return said_path(path)


@register.filter
def action_word(code: str) -> str:
    return audit_words.action_word(code)


@register.filter
def event_changes(event: Any) -> list[tuple[str, str, str]]:
    """What an event changed: name of the field, before, after."""
    return audit_words.changes(event)


@register.filter
def item(mapping: Any, key: Any) -> Any:
    """mapping[key], None where it has none."""
    try:
        return mapping[key]
    except (KeyError, IndexError, TypeError):
        return None


@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], action: str) -> bool:
    """Whether the one who looks may do `action` at all."""
    seat = getattr(context.get("request"), "seat", None)
    return bool(seat and seat.may(action))


@register.simple_tag
def term(word: str) -> str:
    """The “?” that says what a word means; the word itself stands before it in the template."""
    entry = glossary.term(word)
    return format_html(
        '<a class="term d-print-none" href="{}#{}" data-says="{}" aria-label="什么是{}">?</a>',
        reverse("words"),
        entry.anchor,
        entry.says,
        word,
    )


@register.simple_tag
def stamp() -> str:
    """This moment as seconds since 1970, for asking later what came after it."""
    return f"{timezone.now().timestamp():.3f}"


NO_FILTER = {"page", "decide", "sort", "cols", "view", "order"}  # of an address: what does not narrow a list


@register.simple_tag(takes_context=True)
def filters_set(context: dict[str, Any]) -> int:
    """How many conditions the address of this page sets."""
    return sum(bool(value) for name, value in context["request"].GET.items() if name not in NO_FILTER)


@register.simple_tag(takes_context=True)
def here_at(context: dict[str, Any], number: int, name: str = "") -> str:
    """The query string of this page at another of its sheets; name  under which the address holds the number."""
    return here_with(context, **{name or "page": number})


@register.simple_tag(takes_context=True)
def may_in(context: dict[str, Any], action: str, region: int) -> bool:
    """Whether the one who looks may do `action` in the region of that number: a superior reads what it may not change."""
    seat = getattr(context.get("request"), "seat", None)
    return bool(seat and region in seat.region_ids(action))


@register.simple_tag(takes_context=True)
def oversees(context: dict[str, Any]) -> bool:
    """Whether the one who looks reads the plans of regions below the own one."""
    seat = getattr(context.get("request"), "seat", None)
    return bool(seat and len(seat.region_ids("plan.read")) > 1)


@register.simple_tag(takes_context=True)
def here_with(context: dict[str, Any], **changes: Any) -> str:
    """The query string of this page with some values changed (None or "" takes one out)."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return "?" + query.urlencode()
