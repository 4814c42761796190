"""Time limits that bind a task: 2025年5月底前, 3月25日前, 年底前, 二季度末, 2026年 (where the plan is for another year)."""

from __future__ import annotations

import calendar
import datetime
import re

from luoshi.drafting.brackets import OPENING
from luoshi.drafting.clauses import Place
from luoshi.drafting.draft import Due
from luoshi.drafting.grammar import any_of, table
from luoshi.drafting.numerals import number

_N = "(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = "(?:(?P<year>(?:19|20)[0-9]{2})年|(?P<relative>今年|明年|次年|翌年|当年)?)"
_BEFORE: str = table("limits")["before"]
PATTERNS = (
    re.compile(
        rf"{_YEAR}\s*(?P<month>{_N})\s*月\s*(?:(?P<day>{_N})\s*[日号]|(?P<third>上旬|中旬|下旬)|(?P<end>底|末|份)?)(?P<before>{_BEFORE})"
    ),
    re.compile(rf"{_YEAR}\s*(?P<quarter>第?[一二三四1-4]\s*季度|[一二三四]季度)(?:末|底)?(?P<before>{_BEFORE})"),
    re.compile(rf"{_YEAR}\s*(?P<half>上半年|下半年)(?:末|底)?(?P<before>{_BEFORE})"),
    re.compile(rf"{_YEAR}\s*(?P<yearend>年?底|年?末|年终)(?P<before>{_BEFORE})"),
    re.compile(
        rf"{_YEAR}\s*(?P<season>春季|夏季|秋季|冬季|春节|五一|端午|清明|七一|八一|主汛期|汛期|迎峰度夏|迎峰度冬|国庆(?:节)?|中秋(?:节)?|元旦)\s*(?P<school>学期|开学)?(?P<before>(?:以前|之前|前))"
    ),
    re.compile(rf"{_YEAR}\s*(?P<season>春季|秋季)(?:学期)?(?P<school>开学(?:以前|之前|前)?|招生|投入使用)"),
    re.compile(
        rf"(?:(?<=[，。；、：,;:.])|^)(?P<season>[一-鿿]{{0,5}}{any_of('limits', 'events')})(?P<before>来临前|之前|前)(?![提期后])"
    ),
    re.compile(r"(?P<year>(?:19|20)[0-9]{2})年(?P<before>(?:以前|之前|前|内)?)"),
)
# One of these characters stands in whatever a pattern finds: a text without them need not be looked through.
NEEDS = ("月", "季", "半", "底末终", "前", "学生用", "前", "年")
NOT_AFTER = re.compile(table("limits")["not_after"])
NOT_BEFORE = re.compile(table("limits")["not_before"])
HARD = re.compile(r"(?:前|底|末|内)$")


def limits(text: str, year: int, place: Place) -> list[Due]:
    """The time limits of a task's text, each distinct one once, in text order. `year` is the plan's (0: unknown)."""
    plain = blank_names(text)
    taken: list[tuple[int, int, re.Match[str]]] = []
    for pattern, needs in zip(PATTERNS, NEEDS, strict=True):
        for found in pattern.finditer(plain) if any(c in plain for c in needs) else ():
            if not found[0].strip() or any(found.start() < e and s < found.end() for s, e, _ in taken):
                continue
            if _binds(plain, found, year):
                taken.append((found.start(), found.end(), found))
    taken.sort(key=lambda t: t[0])
    result: list[Due] = []
    for start, end, found in taken:
        written = re.sub(r"\s+", "", text[start:end])
        if written and all(d.text != written for d in result):
            result.append(Due(written, latest(found, year), place(start, end)))
    return result


def cell_limits(text: str, year: int, place: Place) -> list[Due]:
    """The limits in a due column, where every word counts: dates, and standing duties (长期坚持)."""
    result: list[Due] = []
    for pattern in PATTERNS:
        for found in pattern.finditer(text):
            if found[0].strip() and not any(
                d.source.start < place(found.start(), found.end()).end
                and place(found.start(), found.end()).start < d.source.end
                for d in result
            ):
                result.append(Due(re.sub(r"\s+", "", found[0]), latest(found, year), place(found.start(), found.end())))
    if result:
        if len(result) == 1 and len(text.strip()) <= 20 and not re.search("[，,；;]", text):
            # a limit with what is due by it (5月底前动工) is kept whole
            whole = text.strip()
            start = text.index(whole)
            return [Due(re.sub(r"\s+", "", whole), result[0].latest, place(start, start + len(whole)))]
        return sorted(result, key=lambda d: d.source.start)
    stripped = text.strip()
    if stripped and len(stripped) <= 20 and not re.fullmatch(r"[\W_]+|无|全年|年内|今年|当年|本年度", stripped):
        start = text.index(stripped)
        return [Due(re.sub(r"\s+", "", stripped), None, place(start, start + len(stripped)))]
    return []


def blank_names(text: str) -> str:
    """The text with what stands in book-title marks and quotes blanked, position for position."""
    chars = list(text)
    closer = ""
    opened = 0
    for at, char in enumerate(text):
        if closer:
            if char == closer:
                for inside in range(opened + 1, at):
                    chars[inside] = "＿"
                closer = ""
        elif char in "《“「『〔":
            closer, opened = OPENING[char], at
    return "".join(chars)


def _binds(text: str, found: re.Match[str], year: int) -> bool:
    groups = found.groupdict()
    before, after = text[: found.start()], text[found.end() :]
    if NOT_BEFORE.search(before[-8:]) or (NOT_AFTER.search(after) and not HARD.search(found[0])):
        return False
    named = int(groups.get("year") or 0)
    if groups.get("month"):
        month = number(groups["month"]) or 0
        if re.search(r"[一二三四五六七八九十0-9]$", before) or re.match(r"(?:龄|经|均|嫂|饼|季|度)", after):
            return False
        if not (
            groups.get("day")
            or groups.get("end")
            or groups.get("third")
            or groups.get("before")
            or named
            or groups.get("relative")
        ):
            # a bare 3月 binds only where something is done in it
            return (
                bool(re.match(r"(?:完成|取得|基本|中交|建成|投产|开工|启动|竣工|通车|投入|举办|实现|全面)", after))
                and month <= 12
            )
        if re.match(r"(?:个|天)", after):
            return False
    elif groups.get("quarter") or groups.get("half"):
        if re.search(r"每(?:个)?$", before) or re.match(
            r"(?:度|末)?(?:调度|通报|讲评|总结|评估|考核|例会|报告|开门红)", after
        ):
            return False
    elif groups.get("yearend"):
        whole = groups["yearend"]
        if re.match(
            r"(?:考核|评估|总结|结算|决算|述职|绩效|目标|检查|验收考核|进行|全面考核|奖|慰问|分红)", after
        ) and not groups.get("before"):
            return False
        if whole in ("底", "末") and not named and not groups.get("relative"):
            return False
        if whole in ("年底", "年末", "年终") and re.search(r"(?:岁|近|全|每|历|上|跨|往|一|两|三|[0-9])$", before):
            return False
        if whole == "年终":
            return False
    elif groups.get("season"):
        return True
    elif named:
        if not year or named <= year or re.match(r"(?:度|级|版|届|第|[—－-]|湖|全|中|国)", after):
            return bool(year) and named < year and bool(groups.get("before")) and groups["before"] != "内"
        return bool(re.search(r"(?:[，。；：、（(至到于在]|^)$", before[-1:] or "，")) and not re.match(
            r"[一-鿿]{0,8}(?:运会|博览会|大会|年会|论坛|赛|项目计划|规划)", after
        )
    return not (named and year and named < year and not HARD.search(found[0]))


def latest(found: re.Match[str], year: int) -> datetime.date | None:
    """The last day that a limit allows; None where the year is unknown or the date does not exist."""
    groups = found.groupdict()
    of = int(groups.get("year") or 0) or year
    if not of:
        return None
    if groups.get("relative") in ("明年", "次年", "翌年"):
        of += 1
    exclusive = (groups.get("before") or "").strip() in ("前", "以前", "之前")
    if groups.get("month"):
        month = int(number(groups["month"]) or 0)
        if not 1 <= month <= 12:
            return None
        last = calendar.monthrange(of, month)[1]
        if groups.get("day"):
            day = int(number(groups["day"]) or 0)
            return datetime.date(of, month, day) if 1 <= day <= last else None
        if groups.get("third"):
            return datetime.date(of, month, {"上旬": 10, "中旬": 20, "下旬": last}[groups["third"]])
        if exclusive and not groups.get("end"):
            return datetime.date(of, month, 1) - datetime.timedelta(days=1)
        return datetime.date(of, month, last)
    if groups.get("quarter"):
        digit = re.search("[一二三四1-4]", groups["quarter"])
        quarter = int(number(digit[0]) or 1) if digit else 1
        return datetime.date(of, quarter * 3, calendar.monthrange(of, quarter * 3)[1])
    if groups.get("half"):
        return datetime.date(of, 6, 30) if groups["half"] == "上半年" else datetime.date(of, 12, 31)
    if groups.get("season"):
        months = {"春季": 5, "夏季": 8, "秋季": 9, "冬季": 12}
        month = months.get(groups["season"], 0)
        return datetime.date(of, month, calendar.monthrange(of, month)[1]) if month else None
    if groups.get("year") and exclusive and not groups.get("yearend"):
        return datetime.date(of - 1, 12, 31)
    return datetime.date(of, 12, 31)
