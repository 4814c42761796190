"""The sentence of a light, as an official would write it, up to the verdict.

Each sentence shows its figures once rounded, and their difference as a reader would subtract them (see figures.py).
"""

from __future__ import annotations

import datetime

from luoshi.standing.aims import Aim, Nature
from luoshi.standing.figures import Shown, digits, places_for, places_written, scaled, show, unit_of_gap
from luoshi.standing.pace import Gap, Pace, Standing, places_of
from luoshi.standing.readings import Column, as_of
from luoshi.standing.task_pace import TaskPace


def of_target(pace: Pace) -> str:
    """Where a target stands, in one sentence without its verdict."""
    if pace.standing is Standing.NOT_DUE:
        return _not_due(pace)
    if pace.done is None:
        return _without_figure(pace)
    if pace.standing is Standing.DONE:
        return f"{_until(pace)}{_reached(pace)}"
    if pace.standing is not Standing.OVERDUE:
        return _compared(pace)
    amounts = pace.kind is Gap.PROGRESS and pace.aim.nature is Nature.AMOUNT
    if amounts:
        return _overdue_amount(pace)
    return f"{_day(pace.way.due, pace.day)}到期，未实现目标，{_compared(pace)}"


def of_task(pace: TaskPace) -> str:
    """Where a task stands, in one sentence without its verdict."""
    until = f"截至{_day(pace.day, None)}"
    if pace.standing is Standing.DONE:
        return f"{until}已全部完成"
    if pace.standing is Standing.NOT_DUE:
        return f"{_day(pace.due, pace.day)}到期，尚未到期"
    late = _late(pace.due, pace.overdue_days, pace.day) if pace.standing is Standing.OVERDUE else ""
    if pace.expected is None or pace.done is None:
        return f"{late}{until}尚无进展数据"
    shares = show(pace.expected * 100, pace.done * 100, 1)
    return f"{late}{until}应完成{shares.expected}%，已完成{shares.done}%，{_points(shares)}"


def unstarted(start: datetime.date, months: int, day: datetime.date) -> str:
    """What is said of what was not begun."""
    return f"应于{_day(start, day)}启动，已{months}个月未启动"


def amount(aim: Aim, value: float) -> str:
    """A figure of the target with its unit, to the places in which its figures are shown."""
    places = _places(aim, value)
    number = scaled(value, places)
    while places and not number % 10:
        number, places = number // 10, places - 1
    return digits(number, places) + aim.unit


def _compared(pace: Pace) -> str:
    nature = pace.aim.nature
    if nature is Nature.BUDGET:
        return _of_budget(pace)
    if nature is Nature.CEILING or nature is Nature.BAND:
        return _of_limit(pace)
    if nature is Nature.GROWTH or nature is Nature.FALL:
        return _of_growth(pace)
    if pace.kind is Gap.PROGRESS:
        return _of_progress(pace)
    return _of_level(pace)


def _of_progress(pace: Pace) -> str:
    """Something on its way: amounts with their shares beside them; where the unit says nothing more, shares alone."""
    aim = pace.aim
    assert pace.expected is not None
    assert pace.done is not None
    assert pace.expected_share is not None
    assert pace.done_share is not None
    shares = show(pace.expected_share * 100, pace.done_share * 100, 1)
    due, done = _verbs(aim)
    until, by = _until(pace), _by(pace.column)
    if _share_alone(aim):
        return f"{until}{due}{shares.expected}%，{done}{shares.done}%（{by}），{_points(shares)}"
    sign = -shares.sign if aim.down else shares.sign
    amounts = show(pace.expected, pace.done, _places(aim, pace.done), sign)
    if aim.down:
        amounts = amounts._replace(sign=-amounts.sign)
    head = f"{until}{due}{amounts.expected}{aim.unit}"
    if aim.nature is Nature.LEVEL:  # shares of its way would be read as shares of the figure
        tail = f"，{done}{amounts.done}{aim.unit}（{by}），{_amount_gap(amounts, aim)}"
        way = f"，应走完进度{shares.expected}%，已走完{shares.done}%，{_points(shares)}"
        return head + tail + way
    return f"{head}（{shares.expected}%），{done}{amounts.done}{aim.unit}（{shares.done}%，{by}），{_both(amounts, shares, aim)}"


def _share_alone(aim: Aim) -> bool:
    """Whether the figure is itself the share of the whole."""
    return not aim.unit or (aim.in_points and aim.base == 0 and aim.goal == 100)


def _overdue_amount(pace: Pace) -> str:
    aim = pace.aim
    assert pace.done is not None
    assert pace.done_share is not None
    shares = show(100, pace.done_share * 100, 1)
    amounts = show(aim.goal, pace.done, _places(aim, pace.done), 1)
    late = f"应于{_day(pace.way.due, pace.day)}前完成{amounts.expected}{aim.unit or '%'}，已逾期{pace.overdue_days}天"
    return (
        f"{late}，{_until(pace)}已完成{amounts.done}{aim.unit}（{shares.done}%，{_by(pace.column)}），"
        f"{_both(amounts, shares, aim)}"
    )


def _both(amounts: Shown, shares: Shown, aim: Aim) -> str:
    if shares.sign > 0:
        if amounts.sign > 0:
            return f"差{amounts.gap}{aim.unit}、{shares.gap}个百分点"
        return f"差{shares.gap}个百分点"
    if shares.sign < 0:
        return f"超序时进度{shares.gap}个百分点"
    if amounts.sign > 0:
        return f"差{amounts.gap}{aim.unit}，不足0.1个百分点"
    return "与序时进度持平"


def _amount_gap(amounts: Shown, aim: Aim) -> str:
    if amounts.sign == 0:
        return "与序时进度持平"
    if aim.down:
        return f"{'高' if amounts.sign > 0 else '低'}{amounts.gap}{unit_of_gap(aim.unit)}"
    return f"{'差' if amounts.sign > 0 else '超'}{amounts.gap}{unit_of_gap(aim.unit)}"


def _of_growth(pace: Pace) -> str:
    assert pace.done is not None
    aim = pace.aim
    up, down = ("增长", "下降") if aim.nature is Nature.GROWTH else ("下降", "上升")
    unit = aim.unit or "%"
    if pace.expected is None:
        return f"{_until(pace)}累计{_moved(digits(scaled(pace.done, places_of(aim)), places_of(aim)), unit, up, down)}（{_by(pace.column)}）"
    shown = show(pace.expected, pace.done, places_of(aim))
    done = _moved(shown.done, unit, up, down)
    about = "左右" if aim.op == "~" else ""
    whose = "目标" if pace.expected == aim.goal else "应"
    alike = whose == "目标" and aim.nature is Nature.GROWTH and "-" not in shown.done + shown.expected
    goal = shown.expected + unit if alike else _moved(shown.expected, unit, up, down)
    return f"{_until(pace)}累计{done}（{_by(pace.column)}），{whose}{goal}{about}，{_rate_gap(shown, pace, unit)}"


def _moved(figure: str, unit: str, up: str, down: str) -> str:
    return f"{down}{figure[1:]}{unit}" if figure.startswith("-") else f"{up}{figure}{unit}"


def _rate_gap(shown: Shown, pace: Pace, unit: str) -> str:
    if shown.sign == 0:
        return "与目标持平"
    if shown.sign > 0:
        allowed = "，在“左右”范围内" if pace.short == 0 else ""
        return f"差{shown.gap}{unit_of_gap(unit)}{allowed}"
    return f"高{shown.gap}{unit_of_gap(unit)}"


def _of_level(pace: Pace) -> str:
    """A level beside the figure that it should have: at its target, or on the way that a table sets."""
    assert pace.done is not None
    aim = pace.aim
    until, by = _until(pace), _by(pace.column)
    if pace.expected is None:
        return f"{until}为{amount(aim, pace.done)}（{by}）"
    sign = 0 if pace.short is None else (pace.short > 0) - (pace.short < 0)
    shown = show(pace.expected, pace.done, _places(aim, pace.done), -sign if aim.down else sign)
    whose = "目标" if pace.expected == aim.goal else "应为"
    bound = ("不超过" if aim.down else "不低于") if aim.op in (">=", "<=") and whose == "目标" else ""
    about = "左右" if aim.op == "~" else ""
    head = f"{until}为{shown.done}{aim.unit}（{by}），{whose}{bound}{shown.expected}{aim.unit}{about}"
    if shown.sign == 0:
        return f"{head}，与目标持平" if whose == "目标" else f"{head}，与序时进度持平"
    gap = f"{shown.gap}{unit_of_gap(aim.unit)}"
    if (shown.sign > 0) == aim.down:
        return f"{head}，{'低' if aim.down else '高'}{gap}"
    allowed = "，在“左右”范围内" if pace.short == 0 and aim.allowed else ""
    return f"{head}，{'超' if aim.down else '差'}{gap}{allowed}"


def _of_limit(pace: Pace) -> str:
    aim = pace.aim
    assert pace.done is not None
    until, by = _until(pace), _by(pace.column)
    places = _places(aim, pace.done)
    if aim.nature is Nature.BAND and aim.value2 is not None:
        between = f"应在{amount(aim, aim.value)}—{amount(aim, aim.value2)}之间"
        if pace.done > aim.value2:
            shown = show(aim.value2, pace.done, places, -1)
            return f"{until}为{shown.done}{aim.unit}（{by}），{between}，高{shown.gap}{unit_of_gap(aim.unit)}"
        if pace.done < aim.value:
            shown = show(aim.value, pace.done, places, 1)
            return f"{until}为{shown.done}{aim.unit}（{by}），{between}，低{shown.gap}{unit_of_gap(aim.unit)}"
        return f"{until}为{amount(aim, pace.done)}（{by}），{between}，在区间内"
    limit = aim.goal if pace.expected is None else pace.expected
    shown = show(limit, pace.done, places, -1 if pace.broken else None)
    head = f"{until}为{shown.done}{aim.unit}（{by}）"
    if shown.sign < 0:
        past = "突破上限" if pace.broken else "超出分期上限"
        return f"{head}，{past}{shown.expected}{aim.unit}，超{shown.gap}{unit_of_gap(aim.unit)}"
    return f"{head}，未突破上限{shown.expected}{aim.unit}"


def _of_budget(pace: Pace) -> str:
    aim = pace.aim
    assert pace.done is not None
    until, by = _until(pace), _by(pace.column)
    if pace.broken:
        shown = show(aim.goal, pace.done, _places(aim, pace.done), -1)
        return f"{until}累计{shown.done}{aim.unit}（{by}），突破全年上限{shown.expected}{aim.unit}，超{shown.gap}{aim.unit}"
    head = f"{until}累计{amount(aim, pace.done)}（{by}）"
    if pace.expected_share is None or pace.done_share is None:
        return f"{head}，未突破全年上限{amount(aim, aim.goal)}"
    shares = show(pace.expected_share * 100, pace.done_share * 100, 1)
    text = f"{head}，占全年上限{amount(aim, aim.goal)}的{shares.done}%，时间进度{shares.expected}%"
    if shares.sign < 0:
        return f"{text}，快{shares.gap}个百分点"
    return f"{text}，未超时间进度"


def _reached(pace: Pace) -> str:
    aim = pace.aim
    assert pace.done is not None
    by = _by(pace.column)
    if aim.nature is Nature.AMOUNT:
        return f"已完成{amount(aim, pace.done)}（{by}），达到目标{amount(aim, aim.goal)}"
    if aim.nature is Nature.LEVEL:
        verb = "已降至" if aim.down else "已达到"
        return f"{verb}{amount(aim, pace.done)}（{by}），实现目标{amount(aim, aim.goal)}"
    return _compared(pace).removeprefix(_until(pace)) + "，目标已实现"


def _not_due(pace: Pace) -> str:
    if pace.day < pace.way.start:
        return f"{_day(pace.way.start, pace.day)}启动，尚未开始"
    head = f"{_day(pace.way.due, pace.day)}到期，尚未到期"
    if pace.done is None:
        return head
    verb = "已完成" if pace.aim.nature is Nature.AMOUNT else "为"
    return f"{head}，{_until(pace)}{verb}{amount(pace.aim, pace.done)}（{_by(pace.column)}）"


def _without_figure(pace: Pace) -> str:
    late = _late(pace.way.due, pace.overdue_days, pace.day) if pace.standing is Standing.OVERDUE else ""
    until = _until(pace)
    if late or pace.expected is None:
        return f"{late}{until}尚无数据"
    if pace.kind is Gap.PROGRESS and pace.expected_share is not None:
        share = show(pace.expected_share * 100, 0, 1).expected
        due = _verbs(pace.aim)[0]
        if _share_alone(pace.aim):
            return f"{until}{due}{share}%，尚无数据"
        of_all = "" if pace.aim.nature is Nature.LEVEL else f"（{share}%）"
        return f"{until}{due}{amount(pace.aim, pace.expected)}{of_all}，尚无数据"
    return f"{until}尚无数据"


def _points(shares: Shown) -> str:
    if shares.sign > 0:
        return f"差{shares.gap}个百分点"
    return f"超序时进度{shares.gap}个百分点" if shares.sign < 0 else "与序时进度持平"


def _verbs(aim: Aim) -> tuple[str, str]:
    if aim.nature is Nature.LEVEL:
        return ("应降至", "现为") if aim.down else ("应达到", "已达到")
    return "应完成", "已完成"


def _places(aim: Aim, value: float) -> int:
    if aim.in_points:
        return places_of(aim)
    if aim.whole:
        return min(places_written(value), 1)
    return max(places_for(aim.goal), min(places_written(aim.goal), 4))


def _until(pace: Pace) -> str:
    return f"截至{as_of(pace.period, pace.day.year)}" if pace.period else ""


def _by(column: Column | None) -> str:
    return column.value if column else "数据来源不明"


def _late(due: datetime.date, days: int, today: datetime.date) -> str:
    return f"应于{_day(due, today)}前完成，已逾期{days}天，"


def _day(day: datetime.date, today: datetime.date | None) -> str:
    year = "" if today is None or day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"
