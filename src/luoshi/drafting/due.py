"""Time limits that bind a task: 2025年5月底前, 3月25日前, 年底前, 二季度末, 2026年 (where the plan is for another year)."""

from __future__ import annotations

import calendar
import datetime
import re

from luoshi.drafting.brackets import blanked
from luoshi.drafting.clauses import Place
from luoshi.drafting.draft import Due
from luoshi.drafting.grammar import any_of, table
from luoshi.drafting.numerals import number

_N = "(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = "(?:(?P<year>(?:19|20)[0-9]{2})年|(?P<relative>今年|明年|次年|翌年|当年)?)"
_BEFORE: str = table("limits")["before"]
_BY = "(?P<before>(?:以前|之前|前))"
_THIRD = "上旬|中旬|下旬|上中旬|中下旬|初"
_IN_MONTH = rf"(?:(?P<day>{_N})\s*[日号](?:[0-9]{{1,2}}[时点])?|(?P<third>{_THIRD})|(?P<end>底|末|份)?)"
_BEGINS = "(?:(?<=[，。；、：,;:.（(在于年])|(?<=力争)|(?<=确保)|(?<=争取)|(?<=务必)|^)(?!在|于|每|力争|确保|争取|务必)"
# A pattern is looked for only where one of the characters beside it stands: whatever it finds holds one of them.
PATTERNS = (
    (
        "月",  # 9月—11月, 3月1日至5月31日: one limit, kept when its last month ends
        re.compile(
            rf"{_YEAR}\s*{_N}\s*(?:月\s*(?:{_N}\s*[日号]|{_THIRD}|底|末|份)?)?\s*(?P<until>[—－–~～至到-]{{1,2}})"
            rf"\s*(?:(?P<until_year>(?:19|20)[0-9]{{2}})年|次年|翌年|明年)?\s*(?P<month>{_N})\s*月{_IN_MONTH}(?P<before>{_BEFORE})"
        ),
    ),
    ("月", re.compile(rf"{_YEAR}\s*(?P<month>{_N})\s*月\s*{_IN_MONTH}(?P<before>{_BEFORE})")),
    (
        "季",
        re.compile(rf"{_YEAR}\s*(?P<quarter>第?[一二三四1-4]\s*季度|[一二三四]季度)(?:末|底)?(?P<before>{_BEFORE})"),
    ),
    ("半", re.compile(rf"{_YEAR}\s*(?P<half>上半年|下半年)(?:末|底)?(?P<before>{_BEFORE})")),
    ("底末终", re.compile(rf"{_YEAR}\s*(?P<yearend>年?底|年?末|年终)(?P<before>{_BEFORE})")),
    (
        "前",
        re.compile(
            rf"{_YEAR}\s*(?P<quote>“)?(?P<season>春季|夏季|秋季|冬季|春节|五一|六一|端午|清明|七一|八一|十一|主汛期|汛期|迎峰度夏|迎峰度冬|国庆(?:节)?|中秋(?:节)?|元旦)(?(quote)”)\s*(?P<school>学期|开学)?{_BY}"
        ),
    ),
    ("学生用", re.compile(rf"{_YEAR}\s*(?P<season>春季|秋季)(?:学期)?(?P<school>开学(?:以前|之前|前)?|招生|投入使用)")),
    (
        "前",
        re.compile(
            rf"{_BEGINS}{_YEAR}(?P<season>[一-鿿]{{0,5}}{any_of('limits', 'events')})(?P<before>来临前|之前|前)(?!提|期|后|赛|检查|慰问|安全|教育|培训)"
        ),
    ),
    (
        ".．-/",
        re.compile(
            r"(?<![0-9.])(?:20[0-9]{2}[.．/][0-9]{1,2}(?P<until>[—－–~～至到-]{1,2}))?"
            rf"(?P<year>20[0-9]{{2}})(?P<dot>[.．/-])(?P<month>[0-9]{{1,2}})(?:[.．/-](?P<day>[0-9]{{1,2}}))?(?![0-9.%])(?P<before>{_BEFORE})"
        ),
    ),
    ("年", re.compile(r"(?P<year>(?:19|20)[0-9]{2})年(?P<before>(?:以前|之前|前|内)?)")),
)
LABELLED = re.compile(
    rf"{any_of('roles', 'labels', 'due')}[:：]\s*(?P<limit>[^。；;）)】〕\]]{{2,20}})(?=[。；;）)】〕\]]|$)"
)
FEAST = re.compile("“(?:五一|六一|七一|八一|十一)”")  # no name of a thing, but a day
NOT_AFTER = re.compile(table("limits")["not_after"])
NOT_BEFORE = re.compile(table("limits")["not_before"])
HARD = re.compile(r"(?:前|底|末|内)$")
DONE_THEN = re.compile(
    rf"(?:[、和及与]{_N}月份?){{0,4}}(?:分别|各|集中|分[一两二三四五][批次期])?"
    rf"(?:{any_of('limits', 'done')}|(?<=[批次期])(?=[，。；]|$))"
)


LAST_DAYS = {"初": 10, "上旬": 10, "中旬": 20, "上中旬": 20}


def limits(text: str, year: int, place: Place) -> list[Due]:
    """The time limits of a task's text, each distinct one once, in text order. `year` is the plan's (0: unknown)."""
    plain = blanked(text, "《“「『〔", FEAST)
    held: list[re.Match[str]] = []
    taken = bytearray(len(plain))
    for needs, pattern in PATTERNS:
        for found in pattern.finditer(plain) if any(c in plain for c in needs) else ():
            start, end = found.span()
            if found[0].strip() and not any(taken[start:end]) and _binds(plain, found, year):
                held.append(found)
                taken[start:end] = b"1" * (end - start)
    result: dict[str, Due] = {}
    for found in sorted(held, key=re.Match.start):
        start, end = found.span()
        written = re.sub(r"\s+", "", text[start:end])
        if written and written not in result:
            result[written] = Due(written, latest(found, year), place(start, end))
    return list(result.values())


def cell_limits(text: str, year: int, place: Place) -> list[Due]:
    """The limits in a due column, where every word counts: dates, and standing duties (长期坚持)."""
    result: list[Due] = []
    taken = bytearray(len(text))
    for needs, pattern in PATTERNS:
        for found in pattern.finditer(text) if any(c in text for c in needs) else ():
            start, end = found.span()
            if found[0].strip() and not any(taken[start:end]):
                result.append(Due(re.sub(r"\s+", "", found[0]), latest(found, year), place(start, end)))
                taken[start:end] = b"1" * (end - start)
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


def labelled_limits(text: str, year: int, place: Place) -> list[Due]:
    """What stands behind labels for the time limit (完成时限：长期坚持) in a text, read like the cell of a due column."""
    result: list[Due] = []
    for found in LABELLED.finditer(text):
        start, end = found.span("limit")
        result += cell_limits(text[start:end], year, lambda a, b, at=start: place(at + a, at + b))  # type: ignore[misc]
    return result


def _binds(text: str, found: re.Match[str], year: int) -> bool:
    groups = found.groupdict()
    before, after = text[max(found.start() - 8, 0) : found.start()], text[found.end() : found.end() + 40]
    begun = bool(groups.get("until")) and before[-1:] in ("自", "从")  # 自3月至5月 is a period with its own end
    if (NOT_BEFORE.search(before) and not begun) or (NOT_AFTER.search(after) and not HARD.search(found[0])):
        return False
    named = int(groups.get("until_year") or groups.get("year") or 0)
    if groups.get("dot") and not groups["before"]:
        return False  # 2026.6 may be any number
    if groups.get("month"):
        month = number(groups["month"]) or 0
        if re.search(r"[一二三四五六七八九十0-9]$", before) or re.match(r"(?:龄|经|均|嫂|饼|季|度)", after):
            return False
        if not (
            groups.get("day")
            or groups.get("end")
            or groups.get("third")
            or groups.get("before")
            or groups.get("until")
            or named
            or groups.get("relative")
        ):
            # a bare 3月 binds only where something is done in it
            return DONE_THEN.match(after) is not None and month <= 12
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
    elif groups.get("season") or groups.get("span"):
        return True
    elif named:
        if not year or named <= year or re.match(r"(?:度|级|版|届|第|[—－-]|湖|全|中|国)", after):
            return bool(year) and named < year and bool(groups.get("before")) and groups["before"] != "内"
        if re.search(r"[0-9]年?[至到]$", before[-3:]):
            return False  # 2026年至2028年 is what the plan is for
        return bool(re.search(r"(?:[，。；：、（(至到于在]|^)$", before[-1:] or "，")) and not re.match(
            r"[一-鿿]{0,8}(?:运会|博览会|大会|年会|论坛|赛|项目计划|规划)", after
        )
    return not (named and year and named < year and not HARD.search(found[0]))


def latest(found: re.Match[str], year: int) -> datetime.date | None:
    """The last day that a limit allows; None where the year is unknown or the date does not exist."""
    groups = found.groupdict()
    of = int(groups.get("until_year") or groups.get("year") or 0) or year
    if not of or groups.get("span"):
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
            return datetime.date(of, month, LAST_DAYS.get(groups["third"], last))
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
