"""What a unit does with its report: write, say that nothing changed, hand in, take back.

Writing goes line by line and names the version that was on the screen: who comes second is shown what the first wrote.
Handing in checks the whole report first and hands in nothing where something is missing.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.db.models import F

from luoshi.audit.actor import Actor
from luoshi.audit.record import record
from luoshi.plans.reviewing import Refused
from luoshi.rounds import telling
from luoshi.rounds.doubts import far_off
from luoshi.rounds.feeding import pass_to_coarser
from luoshi.rounds.models import Line, Opening, Report, Round
from luoshi.rounds.way_up import arrive, first_place, noted, put

Said: Any = Line.Said
Lies: Any = Line.Lies
Stage: Any = Line.Stage
MOST_WORDS = 2000
FIELDS = ("said", "stage", "words", "problem", "value", "ticked", "word", "sure")
BIGGEST = Decimal(10) ** 13


class Overtaken(Refused):
    """Somebody else of the unit wrote in this line since it was shown; `now` is as it stands."""

    def __init__(self, now: Line) -> None:
        who = f"{now.changed_by}刚" if now.changed_by else "刚有人"
        super().__init__(f"“{now.thing}”这一行{who}改过，请看过最新内容再填。")
        self.now = now


@dataclass(frozen=True, slots=True)
class Missing:
    """Why a line cannot be handed in: its id, what is missing in words, and whether a mere “sure” settles it."""

    line: int
    text: str
    ask: bool = False


class Incomplete(Refused):
    """A report that cannot be handed in yet; `missing` says what is missing, by line."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        more = f"；另有{len(missing) - 3}处" if len(missing) > 3 else ""
        super().__init__("还不能报送：" + "；".join(m.text for m in missing[:3]) + more + "。")
        self.missing = tuple(missing)


def write(line: Line, seen: int, values: dict[str, Any], actor: Actor, at: datetime.datetime) -> Line:
    """Write what was typed into a line (fields of FIELDS). Raises Refused for what cannot be, Overtaken."""
    cleaned = {name: _clean(name, values[name]) for name in FIELDS if name in values}
    with transaction.atomic():
        now = _locked(line)
        if now.version != seen:
            raise Overtaken(now)
        _writable(now, at.date())
        for name, value in cleaned.items():
            setattr(now, name, value)
        if "said" not in cleaned and {"words", "value", "stage", "ticked", "problem"} & set(cleaned):
            now.said = Said.CHANGED
        if now.said in (Said.NO_DATA, Said.NOT_DUE):
            now.value = None
        _touch(now, actor, at)
        now.save()
        return now


def unchanged(report: Report, actor: Actor, at: datetime.datetime, lines: Iterable[int] | None = None) -> int:
    """Say 无变化 for these lines, or for all of the report that nothing was said of yet. Words and values are those of
    the round before; a line that was never reported on cannot be unchanged. Returns how many lines."""
    with transaction.atomic():
        found = report.lines.select_for_update().filter(said=Said.NOTHING, lies=Lies.UNIT).exclude(before=None)
        if lines is not None:
            found = found.filter(pk__in=list(lines))
        rows = [line for line in found.select_related("before") if _stands(line)]
        if rows:
            _writable(_locked(rows[0]), at.date())
        put(rows, said=Said.UNCHANGED, changed_by=actor.name[:80], changed_at=at)
        return len(rows)


def submit(report: Report, actor: Actor, at: datetime.datetime, by_head: bool = False) -> Report:
    """Hand in all that lies with the unit (after a return: just what was returned). by_head  the unit's head does it,
    who has nobody to pass it. Raises Incomplete, Refused."""
    with transaction.atomic():
        report = Report.objects.select_for_update().select_related("round__arrangement__plan", "unit").get(pk=report.pk)
        lines = list(
            report.lines.select_for_update(of=("self",))
            .filter(lies=Lies.UNIT)
            .exclude(said=Said.FED)
            .select_related("task", "target", "before")
        )
        if not lines:
            raise Refused("没有要报送的内容：本期已经报过了。" if report.submitted_at else "本期没有要填的内容。")
        _writable(lines[0], at.date(), report)
        missing = [m for line in lines for m in missing_in(line)]
        if missing:
            raise Incomplete(missing)
        first = report.submitted_at is None
        for line in lines:
            line.report = report
        arrive(lines, first_place(report.round.arrangement.way, by_head), actor, at)
        noted(lines, "submitted", actor, at, report.unit_id)
        if first:
            report.submitted_at, report.submitted_by = at, actor.name[:80]
            report.on_time = at.date() <= report.round.late_on
        report.version += 1
        report.save()
        record(
            actor,
            "report.submit",
            report,
            after={"lines": len(lines), "on_time": report.on_time, "first": first},
            region_id=report.round.arrangement.plan.region_id,
        )
        telling.submitted(report)
        pass_to_coarser(lines)
        return report


def withdraw(report: Report, actor: Actor, at: datetime.datetime) -> int:
    """Take back all lines that nobody decided on yet. Returns how many; Refused where there is none."""
    with transaction.atomic():
        lines = list(
            report.lines.select_for_update()
            .filter(lies__in=(Lies.HEAD, Lies.LEAD, Lies.OFFICE), together=None, together_words="")
            .exclude(said=Said.FED)
        )
        if not lines:
            raise Refused("没有可以撤回的内容：已经通过，或牵头单位已经汇总。")
        put(lines, lies=Lies.UNIT)
        noted(lines, "withdrawn", actor, at, report.unit_id)
        Report.objects.filter(pk=report.pk).update(version=F("version") + 1)
        record(actor, "report.withdraw", report, after={"lines": len(lines)}, region_id=report.unit.region_id)
        return len(lines)


def open_again(report: Report, until: datetime.date, reason: str, actor: Actor, at: datetime.datetime) -> Opening:
    """Open a locked report for its unit once more, until a day. Raises Refused."""
    if not reason.strip():
        raise Refused("请写明为什么再开放填报。")
    if until < at.date():
        raise Refused("开放到的日期已经过去，请改成今天或以后。")
    with transaction.atomic():
        made = Opening.objects.create(report=report, until=until, reason=reason.strip()[:400], by=actor.name, at=at)
        after = {"until": until.isoformat(), "reason": reason.strip()}
        record(actor, "report.open", report, after=after, region_id=report.unit.region_id)
        return made


def missing_in(line: Line) -> list[Missing]:
    """What a line lacks before it can be handed in."""
    thing = str(line.thing)
    name = f"“{thing[:20]}…”" if len(thing) > 21 else f"“{thing}”"
    if line.said == Said.NOTHING:
        return [Missing(line.pk, f"{name}还没有填")]
    if line.said == Said.BLANK and not line.word.strip():
        return [Missing(line.pk, f"{name}未能填报，请写明原因")]
    if line.said == Said.CHANGED and line.target_id and line.value is None:
        return [Missing(line.pk, f"{name}没有数值；没有数据请选“暂无数据”")]
    if line.said == Said.CHANGED and line.task_id and not line.words.strip():
        return [Missing(line.pk, f"{name}没有写进展")]
    if line.said == Said.CHANGED and line.target_id and not line.sure.strip():
        doubt = far_off(line)
        if doubt:
            return [Missing(line.pk, f"{name}{doubt}，请核对；确实如此请写一句说明", ask=True)]
    return []


def open_for(report: Report, today: datetime.date) -> bool:
    """Whether the unit can still write: the round is not locked, or an opening was granted, or a line was returned."""
    if report.round.state == Round.State.OPEN and today <= report.round.lock_on:
        return True
    return report.openings.filter(until__gte=today).exists()


def _writable(line: Line, today: datetime.date, report: Report | None = None) -> None:
    whole = report or line.report
    if line.lies != Lies.UNIT:
        raise Refused(f"这一行已经报送，现在是“{line.get_lies_display()}”；要改请先撤回。")
    if line.said == Said.FED:
        raise Refused("这一行由较短周期的填报带入，不用再填。")
    if not line.returned and not open_for(whole, today):
        raise Refused(f"本期已于{whole.round.lock_on:%-m月%-d日}锁定，请联系综合协调组再开放。")


def _locked(line: Line) -> Line:
    return (
        Line.objects.select_for_update(of=("self",))
        .select_related("report__round__arrangement__plan", "report__unit", "task", "target", "before")
        .get(pk=line.pk)
    )


def _touch(line: Line, actor: Actor, at: datetime.datetime) -> None:
    line.changed_by, line.changed_at = actor.name[:80], at
    line.version += 1


def _stands(line: Line) -> bool:
    """Whether the round before said something that can stand unchanged."""
    before = line.before
    return before is not None and before.said not in (Said.NOTHING, Said.BLANK) and before.lies != Lies.UNIT


def _clean(name: str, value: Any) -> Any:
    """A typed value as it is kept. Raises Refused with what to do."""
    if name == "value":
        return number(value)
    if name == "said":
        if value not in Said.values or value == Said.FED:
            raise Refused("没有这种填法，请刷新页面再填。")
        return value
    if name == "stage":
        if value and value not in Stage.values:
            raise Refused("没有这种状态，请刷新页面再填。")
        return value
    if name == "ticked":
        return sorted({int(v) for v in value})
    text = str(value or "").strip()
    most = MOST_WORDS if name in ("words", "problem") else 400 if name == "word" else 200
    if len(text) > most:
        raise Refused(f"写得太长：最多{most}字，现在{len(text)}字，请压缩。")
    return text


def number(typed: Any) -> Decimal | None:
    """A figure as people type it: full-width digits, thousands separators, a trailing unit sign %. None for nothing.
    Raises Refused."""
    if typed is None or isinstance(typed, Decimal):
        return typed
    text = str(typed).strip().translate(_HALF).replace(",", "").rstrip("%")
    if not text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise Refused(f"“{typed}”不是数字，请只填数字，单位不用填。") from None
    if not value.is_finite() or abs(value) >= BIGGEST:
        raise Refused(f"“{typed}”太大了，请核对计量单位。")
    return value.quantize(Decimal("0.000001"))


_HALF = str.maketrans("０１２３４５６７８９．－，％＋ ", "0123456789.-,%+ ")
