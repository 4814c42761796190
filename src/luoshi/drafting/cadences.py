"""Cadences: who does what how often — 旬调度、月通报、季讲评, 一月一检查, 每季度末报送, 纳入年度考核."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from luoshi.drafting.brackets import blanked
from luoshi.drafting.draft import Cadence, Every
from luoshi.drafting.grammar import any_of, table, words
from luoshi.drafting.roles import is_unit
from luoshi.drafting.stretches import Stretch

EVERY: dict[str, Every] = {word: every for every, names in table("cadences")["every"].items() for word in names}
ACTION, LOOSE = any_of("cadences", "actions", "words"), any_of("cadences", "actions", "loose")
HANDED_IN = any_of("cadences", "actions", "handed_in")
GATHERED = frozenset(words("cadences", "actions", "gathered"))
TOLD = re.compile("(?:情况)?[后并]?(?P<action>" + any_of("cadences", "actions", "told") + ")")
SAME = {**dict.fromkeys(words("cadences", "actions", "handed_in"), "报送"), "报": "报送", "总结评估": "评估"}
_SHORT = "年度|双周|双月|两周|半月|半年|年终|年底|年末|全年|月度|季度|月初|月中|月底|月末|季末|日|周|旬|月|季|年"
COMPACT = re.compile(
    rf"(?<![0-9０-９〇一二三四五六七八九十两双个本上中当这每半下全])(?:按|逐|每)?(?P<every>{_SHORT})(?:总|集中|专项|进行全面|全面|进行|综合|定期)?(?P<action>{ACTION})"
)
_BEHIND = (
    rf"(?:[日周旬月季]|半年|季度|月度)(?:{ACTION})$"  # the rhythm in front, where nothing parts the two: 月调度季通报
)
ONE_EACH = re.compile(
    rf"(?<![0-9〇二三四五六七八九十])(?P<every>[一每](?:日|天|周|旬|个?月|季度|季|年)|半年|半个?月|全年|双周|两周|两个?月|双月)一(?P<action>{ACTION})"
)
_EACH_WORDS = (
    "(?:" + "|".join(sorted((w for w in EVERY if re.match("每|[逐按][周旬月季]", w)), key=len, reverse=True)) + ")"
)
_TIMES = "(?:至少|不少于|不低于)?[0-9一二两三]+次"
_HOLD = "(?:定期|组织|召开|开展|举行|举办|进行|听取)*"
EACH = re.compile(
    rf"(?P<every>{_EACH_WORDS})(?!均)(?P<between>(?:[^，。；;！、]|、(?!每|双周|半月|[日周旬月季年](?:{ACTION}))){{0,60}}?)(?P<action>{LOOSE}|{HANDED_IN}|研究(?=[^，。；]{{0,10}}[一1]次)|报(?!告|名|批|建|备|价|酬|道|销)(?=[^，。；]{{1,20}}(?:办|局|委|室|组|部|厅|府|专班|中心)))"
)
ONCE_EACH = re.compile(  # 两月召开一次调度会
    rf"(?<![0-9〇二三四五六七八九十每第近])(?P<every>一日|一天|一周|一旬|一个?月|一个?季度|一季|一年|半年|半个?月|双周|两周|双月|两个?月){_HOLD}[一1]次[^，。；、]{{0,8}}?(?P<action>{LOOSE})"
)
HELD_EACH = re.compile(  # 领导小组会议原则上每季度召开一次
    rf"(?P<action>{LOOSE})(?:制度|机制)?[，,]?(?:原则上|一般)*(?P<every>{_EACH_WORDS}){_HOLD}{_TIMES}(?=[，。；、）)]|$)"
)
BY_THE_DAY = re.compile(  # 每年1月10日前，将…报…
    rf"(?P<every>{_EACH_WORDS})[^，。；]{{1,16}}?前[，,](?:将|把)[^，。；]{{1,50}}?(?P<action>{LOOSE}|{HANDED_IN}|报(?!告|名|批|建|备|价|酬|道|销))"
)
PAPERS: dict[str, str] = {word: action for action, names in table("cadences")["papers"].items() for word in names}
_PAPER = rf"(?P<every>周|旬|月度?|季度?|半年度?|年度?)(?P<paper>{'|'.join(sorted(PAPERS, key=len, reverse=True))})"
HANDED_OVER = re.compile(  # 报送月进展、季小结和年度总结
    rf"(?:报送|上报|提交|报)(?P<list>(?:{_PAPER.replace('?P<every>', '?:').replace('?P<paper>', '?:')}(?:[、和及与]|以及)?){{1,6}})"
)
PAPER = re.compile(_PAPER)
BY_REPORT = re.compile(  # 实行周报、月报制度
    r"(?:实行|建立|落实|执行|坚持|严格|健全|完善)[^，。；]{0,10}?(?P<list>(?:(?:[日周旬月季年]|半月|双周)报表?(?:[、和及与])?){1,4})(?:制|机制)"
)
REPORT = re.compile("(?P<every>[日周旬月季年]|半月|双周)报")
FREQUENCY = re.compile(
    rf"(?P<action>{LOOSE})(?:[^，。；]{{0,20}}?(?:不少于|不低于|至少)?[0-9一二两三]+次/(?P<every>月|周|旬|季度?|年|半年)"
    rf"|(?P<each>每(?:半年|季度|月|周|旬|年))(?:不少于|不低于|至少)[0-9一二两三]+次)"
)
YEAR_END = re.compile(
    r"(?:年底|年末|年终)(?:[对由][^，。；]{1,20}?)?(?:组织|开展|进行|集中)(?:全面|综合|专项)*(?P<action>总结评估|总结考核|考核|考评|评估|评价|总结|验收)"
)
APPRAISED = re.compile(
    r"(?:纳入|列入|作为|计入)(?P<between>[^，。；0-9]{0,24}?(?:20[0-9]{2})?)(?P<every>年度|年终|年底)(?P<more>[^，。；]{0,16}?)(?P<action>考核|考评)"
)
CREDITED = re.compile(
    r"(?P<every>年度)[^，。；]{0,14}(?:成效|情况|结果|成绩)(?:纳入|列入|计入)[^，。；0-9]{0,16}?(?:考核|考评)"
)
UPDATED = re.compile(
    r"每(?P<every>旬|周|月|季度)(?:[一二三四五六日末底]|[0-9]{1,2}[日号])?前?(?:动态|及时)?更新(?:一次)?"
)
AT_LEAST = re.compile(
    r"(?P<who>[^，。；（(]{2,20}?)(?P<every>每(?:半年|季度|月|周|旬|年))(?:至少|不少于)[0-9一二两三]+次(?=[)），。；]|$)"
)
BY_ACTOR = re.compile(r"由(?P<name>[^，。；]{2,20}?)(?=组织|牵头|集中|负责|通报|调度|报送|汇总|考评|考核|督查|评估)")
FAR = 300  # characters in front of a rhythm in which its actor is looked for
PERSONAL = re.compile(
    r"(?:召集人|负责人|组长|指挥长|领导|专班|领导小组|指挥部|办公室|会议|部门|单位|各[镇乡县市区][^，。；]{0,6}|协调组|小组)$"
)


def find_cadences(stretches: Iterable[Stretch]) -> list[Cadence]:
    """All cadences of a plan, in text order; what one actor does at one interval counts once a part."""
    result: list[Cadence] = []
    by_duty: dict[tuple[str, str, str], list[Cadence]] = {}
    for stretch in stretches:
        for cadence in _read(stretch):
            said = by_duty.setdefault((cadence.part, cadence.action, cadence.every), [])
            if not any(c.raw == cadence.raw or c.actor == cadence.actor or not cadence.actor for c in said):
                result.append(cadence)
                said.append(cadence)
    return result


def _read(stretch: Stretch) -> list[Cadence]:
    text = blanked(stretch.text)  # names in book-title marks; quotes stay, for mechanisms are quoted
    found: list[tuple[int, int, str, Every]] = []
    taken = bytearray(len(text))

    def take(start: int, end: int, action: str, every: str) -> None:
        kind = EVERY.get(every) or EVERY.get(every.removeprefix("每").removeprefix("个"))
        if kind and taken.find(1, start, end) < 0:
            taken[start:end] = b"\x01" * (end - start)
            found.append((start, end, action, kind))

    for pattern in (ONE_EACH, ONCE_EACH):
        for match in pattern.finditer(text):
            take(match.start(), match.end(), match["action"], match["every"])
    for match in FREQUENCY.finditer(text):
        take(match.start(), match.end(), match["action"], match["every"] or match["each"])
    for match in EACH.finditer(text):
        if (
            not re.search(r"[0-9]+(?:家|个|户|人|名|场|件)(?![^，。；]*次)", match["between"])
            or "召开" in match["between"]
        ):
            end, action = match.end(), SAME.get(match["action"], match["action"])
            if action in GATHERED and (told := TOLD.match(text, end)):
                end, action = told.end(), told["action"]
            take(match.start(), end, action, match["every"])
    for pattern in (HELD_EACH, BY_THE_DAY):
        for match in pattern.finditer(text):
            take(match.start(), match.end(), SAME.get(match["action"], match["action"]), match["every"])
    for match in HANDED_OVER.finditer(text):
        papers = list(PAPER.finditer(text, match.start("list"), match.end("list")))
        for paper in papers:
            if len(papers) == 1 and paper["every"][0] == "年":
                continue  # 12月底前报送年度总结 is asked for once; 每年12月底前报送年度总结 is one duty
            take(paper.start(), paper.end(), PAPERS[paper["paper"]], paper["every"])
    for match in BY_REPORT.finditer(text):
        for report in REPORT.finditer(text, match.start("list"), match.end("list")):
            take(report.start(), report.end(), "报送", report["every"])
    for match in YEAR_END.finditer(text):
        action = next((a for a in ("评估", "考核") if a in match["action"]), match["action"])
        take(match.start(), match.end(), action, "年底")
    for match in COMPACT.finditer(text):
        if _compact(text, match):
            take(match.start(), match.end(), match["action"], match["every"])
    for match in APPRAISED.finditer(text):
        if not re.search(r"(?:考核|考评)(?:情况)?结果$", text[max(0, match.start() - 12) : match.start()]):
            take(match.start(), match.end(), "考核", "年")
    for match in CREDITED.finditer(text):
        take(match.start(), match.end(), "考核", match["every"])
    for match in UPDATED.finditer(text):
        take(match.start(), match.end(), "更新", match["every"])
    found.sort()
    elliptical: list[tuple[int, int, str, str]] = []
    for match in AT_LEAST.finditer(text):  # an elliptical 高危行业每月至少1次 repeats the action before it
        before = bisect_left(found, (match.start(),))
        if before:
            elliptical.append((match.start(), match.end(), found[before - 1][2], match["every"]))
    for start, end, action, every in elliptical:
        take(start, end, action, every)
    result: list[Cadence] = []
    said: set[tuple[str, Every, int]] = set()
    held = (-1, "")  # the sentence and who acts in it: 督查室每月通报、每季度会商
    found.sort()
    for (start, end, action, every), (first, last) in zip(found, _rows(stretch.text, found), strict=True):
        sentence = _sentence(stretch.text, first)
        if (action, every, sentence) in said:
            continue
        said.add((action, every, sentence))
        raw = re.sub(r"\s+", "", stretch.text[first:last])
        inside = BY_ACTOR.search(stretch.text, start, end)  # 每月末由项目办通报
        own = re.sub(r"\s+", "", inside["name"]) if inside else _actor(stretch, start)
        credited = re.match("纳入|列入|计入|作为|年度", stretch.text[start:end]) is not None
        actor = own or (held[1] if held[0] == sentence and not credited else "") or stretch.lead
        held = (sentence, actor)
        result.append(Cadence(stretch.part, raw, actor, action, every, stretch.place(first, last)))
    return result


def _compact(text: str, match: re.Match[str]) -> bool:
    """Is 月调度 a rhythm here, rather than words that happen to meet (5月调度, 年度考核)?"""
    before, after = text[max(0, match.start() - 30) : match.start()], text[match.end() : match.end() + 2]
    every, action = match["every"], match["action"]
    if every == "年度" and not re.search(r"(?:[日周旬月季]|半年|季度|月度)[^、，。]{1,6}[、+＋]$", before):
        return False
    if (
        every in ("年", "日")
        and not re.search(rf"[、“，+＋（(]$|^$|{_BEHIND}", before)
        and not re.match(r"[、”]", after)
    ):
        return False
    if every in ("年末", "年底", "全年") and action not in (
        "考核",
        "考评",
        "评估",
        "总结",
        "讲评",
        "督查",
        "评比",
        "交账",
    ):
        return False
    if (
        every in ("月", "周", "季", "旬")
        and action
        in (
            "推进",
            "主题",
            "清单",
            "更新",
            "公布",
            "统计",
            "提醒",
            "走访",
            "研究",
            "监测",
            "观摩",
            "评价",
            "反馈",
            "会议",
            "会审",
        )
        and not (re.search(r"[、“，+＋]$", before) or re.match(r"[、”]", after))
    ):
        return False
    if action in ("排名", "观摩", "考核") and re.match("末位|靠后|前|位居|结果|得分|名次", after):
        return False
    return not (every in ("年终", "全年", "年底", "年末") and re.search(r"(?:不|免|近)$", before))


def _sentence(text: str, at: int) -> int:
    return max(text.rfind("。", 0, at), text.rfind("；", 0, at))


def _rows(text: str, found: list[tuple[int, int, str, Every]]) -> list[tuple[int, int]]:
    """For each rhythm the words to quote: a mechanism of several in a row (旬调度、月通报、季讲评) is quoted whole."""
    rows: list[list[int]] = []  # first character, last one, how many rhythms
    for start, end, _, _ in found:
        if rows and start >= rows[-1][1] and re.fullmatch(r"[、，+＋“”]{0,2}|[和及与]", text[rows[-1][1] : start]):
            rows[-1][1:] = [end, rows[-1][2] + 1]
        else:
            rows.append([start, end, 1])
    return [(first, last) for first, last, count in rows for _ in range(count)]


def _actor(stretch: Stretch, start: int) -> str:
    text = stretch.text
    sentence = text[max(_sentence(text, start) + 1, start - FAR) : start]
    clauses = re.split("[，,]", sentence)
    for clause in reversed(clauses):
        found = re.match(
            r"(?:由|请|并|同时)?(?P<name>[^，。；]{2,36}?)(?=要|应当|应|须|需|负责|按|对|将|于|在|实行|建立|落实|全面|不定期|定期|牵头|进行|具体|会同|严格|设|召开|$)",
            clause.strip(),
        )
        name = re.sub(r"\s+", "", found["name"]) if found else ""
        if (
            name
            and (PERSONAL.search(name) or is_unit(name))
            and not re.match("(?:对|将|把|以|按|在|每|建立|升级|实行|20[0-9]{2}年)", name)
            and len(name) <= 30
        ):
            return name
    return ""
