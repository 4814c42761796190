"""The list of the plan's planted defects, checked against its text."""

from __future__ import annotations

import re

from plan_source import HERE, Part, SourceError


def as_markdown(parts: list[Part]) -> str:
    """The table of defects; every phrase must stand in one of the parts it names."""
    texts = {
        p.id: squeezed(" ".join([p.title] + [" ".join(b.cells) if b.cells else b.shown for b in p.blocks]))
        for p in parts
    }
    lines = [
        "# 云麓县方案中有意埋下的问题",
        "",
        "每行一处（同类的其他情形未必逐一列出）。“部分”：0 为总体方案，1—6 为附件，3-1 为附件3-1。",
        "",
        "| 类别 | 部分 | 原文 | 问题 |",
        "|---|---|---|---|",
    ]
    for entry in (HERE / "defects.txt").read_text("utf-8").splitlines():
        code, where, phrases, what = (x.strip() for x in entry.split(" | "))
        for phrase in phrases.split(" ‖ "):
            if not any(squeezed(phrase) in texts[p] for p in where.split("、")):
                raise SourceError(f"not in part {where}: {phrase}")
        lines.append(f"| {code} | {where} | {phrases.replace(' ‖ ', '<br>')} | {what} |")
    return "\n".join(lines) + "\n"


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
