"""A condition of a light in words, as the page of rules shows it, and rules as data, as they are stored."""

from __future__ import annotations

import datetime
from typing import Any

from luoshi.standing.readings import Column
from luoshi.standing.rules import Colour, Condition, On, Rules


def in_words(condition: Condition) -> str:
    """“落后序时进度15个百分点以上，亮红灯”: what `read_rules` would read as the same condition, where a plan can say it."""
    return f"{_when(condition)}，亮{condition.colour}灯"


def _when(c: Condition) -> str:
    at, over = f"{c.at:g}", "超过" if c.beyond else ""
    up = "" if c.beyond else "以上"
    if c.on is On.BEHIND:
        return f"落后序时进度{over}{at}个百分点{up}" if c.at else "未达序时进度"
    if c.on is On.SHARE_SHORT:
        if not c.at:
            return "完成率不足100%"
        return f"完成率{'低于' if c.beyond else ''}{100 - c.at:g}%{'' if c.beyond else '以下'}"
    if c.on is On.RATE:
        return f"增速、比率低于目标{over}{at}个点{up}" if c.at else "增速、比率低于目标"
    if c.on is On.LEVEL:
        return f"水平比目标差{over}{at}%{up}" if c.at else "水平没有达到目标"
    if c.on is On.USED:
        return f"累计上限比时间进度快{over}{at}个点{up}" if c.at else "累计上限用得比时间进度快"
    if c.on is On.OVERDUE:
        return f"逾期{over}{at}天{up}未完成" if c.at else "逾期未完成"
    if c.on is On.UNSTARTED:
        return f"{over}{at}个月未启动"
    if c.on is On.LATE_STEPS:
        return f"有{at}项{up}举措或节点过期" if c.at > 1 else "有举措或节点过期"
    if c.on is On.RED_TARGETS:
        return f"任务有{at}个{up}指标为红" if c.at > 1 else "任务有指标为红"
    if c.on is On.LAST_PLACE:
        where = "排名末位" if c.places == 1 else f"排名后{c.places}位"
        return f"连续{at}期{where}" if c.at > 1 else where
    if c.on is On.AGAIN:
        return f"连续{at}期亮{c.of}灯"
    return "突破上限、超出区间或突破红线" if c.on is On.BROKEN else f"连续{at}期未更新"


def as_data(rules: Rules) -> dict[str, Any]:
    """The rules as plain values for JSON; `from_data` makes the same again."""
    return {
        "version": rules.version,
        "since": rules.since.isoformat(),
        "columns": [c.name.lower() for c in rules.columns],
        "source": rules.source,
        "conditions": [
            {
                "on": c.on.value,
                "colour": c.colour.name.lower(),
                "at": c.at,
                "beyond": c.beyond,
                "of": c.of.name.lower() if c.of else "",
                "places": c.places,
                "source": c.source,
                "asks": c.asks,
            }
            for c in rules.conditions
        ],
    }


def from_data(data: dict[str, Any]) -> Rules:
    """Rules that were stored. Raises KeyError or ValueError for data that is none."""
    return Rules(
        data["version"],
        datetime.date.fromisoformat(data["since"]),
        tuple(
            Condition(
                On(c["on"]),
                Colour[c["colour"].upper()],
                float(c["at"]),
                bool(c["beyond"]),
                Colour[c["of"].upper()] if c["of"] else None,
                int(c["places"]),
                c["source"],
                c["asks"],
            )
            for c in data["conditions"]
        ),
        tuple(Column[name.upper()] for name in data["columns"]),
        data["source"],
    )
