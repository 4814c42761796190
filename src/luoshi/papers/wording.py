"""The words in which papers speak of a draft: roles, strengths, gravities, kinds of finding, numbers, paths."""

from __future__ import annotations

import re

from luoshi.drafting.draft import Draft, Target
from luoshi.drafting.grammar import table

ROLES = {
    "lead": "牵头",
    "responsible": "责任",
    "cooperate": "配合",
    "convener": "召集人",
    "deputy": "副召集人",
    "member": "成员单位",
    "office": "专班办公室",
}
STRENGTHS = {">=": "不低于", "<=": "不超过", "=": "等于", "~": "左右", "range": "区间"}
MEASURES = {"growth": "增长", "level": "总量", "increase": "新增", "share": "占比", "decrease": "下降"}
GRAVITIES = {"grave": "严重", "serious": "较重", "minor": "提示"}
EVERY = {"双周": "每两周", "双月": "每两个月"}  # the others with 每 in front: 每旬, 每半年
GAPS = {"paragraph": "编号段落", "figure": "数字"}

# What XML 1.0 cannot carry: control characters, lone surrogates, two non-characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text without the characters that a workbook or docx cannot carry."""
    return _UNPRINTABLE.sub("", text)


def tidy(text: str) -> str:
    """A quotation as papers show it: on one line, blanks only where they part two Latin words or numbers."""
    return re.sub(r"(?<![!-~])\s+|\s+(?![!-~])", "", " ".join(printable(text).split()))


def on_one_line(text: str) -> str:
    """A sentence of our own as papers show it: on one line, its own blanks kept (附件2 二（一）1)."""
    return " ".join(printable(text).split())


def interval(every: str) -> str:
    """How often, in words: 每旬, 每半年, 每两周."""
    return EVERY.get(every, f"每{every}")


def number(value: float) -> str:
    """7.0 as 7, 7.50 as 7.5."""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def amount(target: Target) -> str:
    """The figure of a target in words: "增长不低于9%", "6%左右", "1—2家"."""
    change = MEASURES[target.measure] if target.measure in ("growth", "decrease") else ""
    figure = number(target.value) + (f"—{number(target.value2)}" if target.value2 is not None else "") + target.unit
    if target.op == "~":
        return change + figure + "左右"
    return change + ("" if target.op in ("=", "range") else STRENGTHS[target.op]) + figure


def chinese_date(date: str) -> str:
    """2025-02-24 as 2025年2月24日; what is no ISO date stays as it is."""
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", date)
    return f"{found[1]}年{int(found[2])}月{int(found[3])}日" if found else date


def plan_title(draft: Draft, file_name: str) -> str:
    """The plan's title; where none was read, the file's name without its ending."""
    return tidy(draft.document.title) or tidy(file_name.rsplit(".", 1)[0]) or "未命名方案"


def contents(draft: Draft) -> str:
    """How much was read: "8个部分、129项任务、119个指标 …"."""
    counts = (
        (len(draft.parts), "个部分"),
        (len(draft.tasks), "项任务"),
        (len(draft.targets), "个指标"),
        (len(draft.units), "个单位"),
        (len(draft.bodies), "个工作专班（机构）"),
        (len(draft.cadences), "项调度机制"),
    )
    return "、".join(f"{count}{what}" for count, what in counts)


def nothing_found(draft: Draft) -> str:
    """What to say where the check-up found nothing: that all is well only where there was something to check."""
    if draft.tasks or draft.targets:
        return "未发现问题。"
    return "没有读出任务和指标，未能体检。请核对文件是否为工作方案、内容是否完整。"


def kind_title(code: str) -> str:
    """The Chinese name of a kind of finding; the code itself where the table does not know it."""
    kind = table("findings")["kinds"].get(code)
    return str(kind["title"]) if kind else code
