"""Annexes: where they begin, what they are called, and the lists that announce them."""

from __future__ import annotations

import re

from luoshi.drafting.markers import marker
from luoshi.drafting.numerals import number
from luoshi.reading.document import Paragraph

ANNEX = re.compile(
    r"[【\[〔]?附\s*(?:件|表|录|則)?\s*(?P<id>(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})(?:\s*[-－—–─]+\s*[0-9０-９]{1,2})*)?\s*[】\]〕]?\s*(?P<colon>[:：])?\s*(?P<rest>.*)"
)
LISTED = re.compile(r"\s*(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*[.．、]\s*(?P<title>\S.*)")


def annex_id(written: str) -> str:
    """ "３" → "3", "三" → "3", "3—1" → "3-1"."""
    steps = re.split(r"\s*[-－—–─]+\s*", written.strip())
    return "-".join(str(int(number(s) or 0)) for s in steps)


def annex_starts(running: list[Paragraph]) -> list[tuple[int, str, str]]:
    """Where annexes begin: (position, id, title on the same line). Lists of annexes are left out."""
    listed = annex_list(running)
    alone: list[tuple[int, str, str]] = []
    titled: list[tuple[int, str, str]] = []
    for at, paragraph in enumerate(running):
        if paragraph.cell or paragraph.index in listed or not paragraph.text.startswith(("附", "【附", "[附", "〔附")):
            continue
        found = ANNEX.fullmatch(paragraph.text.strip())
        if not found or (not found["id"] and not re.match(r"[【\[〔]?附\s*(?:件|表|录)", paragraph.text)):
            continue
        rest, id_ = found["rest"].strip(), annex_id(found["id"]) if found["id"] else ""
        if not rest:
            alone.append((at, id_ or "1", ""))
        elif (
            (id_ or found["colon"])
            and len(rest) <= 60
            and not rest.endswith(("。", "；", ";"))
            and not LISTED.match(rest)
        ):
            titled.append((at, id_ or "1", rest))
    taken = {id_ for _, id_, _ in alone}
    for at, id_, rest in titled:
        following = running[at + 1] if at + 1 < len(running) else None
        repeated = id_ in taken or any(a > at and i == id_ for a, i, _ in titled)
        if not repeated and following is not None and not ANNEX.match(following.text.strip()[:1] and following.text):
            alone.append((at, id_, rest))
    alone.sort()
    seen: set[str] = set()
    starts = []
    for at, id_, rest in alone:
        if id_ in seen:
            continue
        seen.add(id_)
        starts.append((at, id_, rest))
    return starts


def annex_list(running: list[Paragraph]) -> set[int]:
    """Paragraph numbers of lists of annexes ("附件：1.…", "2.…")."""
    listed: set[int] = set()
    for at, paragraph in enumerate(running):
        text = paragraph.text.strip()
        if paragraph.cell or not text.lstrip("-·• ").startswith("附"):
            continue
        found = ANNEX.fullmatch(text.lstrip("-·• "))
        if not found or found["id"]:
            continue
        first = LISTED.match(found["rest"]) if found["rest"] else None
        follows = running[at + 1 : at + 2]
        opens = first or (
            found["colon"]
            and not found["rest"]
            and follows
            and LISTED.match(follows[0].text)
            and len(follows[0].text) < 60
        )
        if not opens:
            continue
        listed.add(paragraph.index)
        for later in running[at + 1 :]:
            if later.cell or len(later.text) > 70 or not LISTED.match(later.text) or later.text.rstrip().endswith("。"):
                break
            listed.add(later.index)
    return listed


def annex_title(paragraphs: list[Paragraph], rest: str) -> tuple[str, list[Paragraph], list[Paragraph]]:
    """Title, the paragraphs it stands in, and the body of an annex whose first paragraph is its 附件 line."""
    if rest:
        return rest, paragraphs[:1], paragraphs[1:]
    lines: list[Paragraph] = []
    for paragraph in paragraphs[1:4]:
        text = paragraph.text.strip()
        if (
            paragraph.cell
            or marker(text)
            or len(text) > 60
            or text.endswith(("。", "；", "：", ":"))
            or re.match(r"[（(]", text)
        ):
            break
        if lines and re.search(r"(?:方案|清单|表|计划|要点|意见|办法|分工|任务|通知)$", lines[-1].text.strip()):
            break
        lines.append(paragraph)
    title = "".join(line.text.strip() for line in lines)
    return title, lines, paragraphs[1 + len(lines) :]
