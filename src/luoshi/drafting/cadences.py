"""Cadences: who does what how often — 旬调度、月通报、季讲评, 一月一检查, 每季度末报送, 纳入年度考核."""

from __future__ import annotations

import re
from collections.abc import Iterable

from luoshi.drafting.brackets import blanked
from luoshi.drafting.draft import Cadence, Every
from luoshi.drafting.grammar import any_of, table
from luoshi.drafting.roles import is_unit
from luoshi.drafting.stretches import Stretch

EVERY: dict[str, Every] = {word: every for every, names in table("cadences")["every"].items() for word in names}
ACTION, LOOSE = any_of("cadences", "actions", "words"), any_of("cadences", "actions", "loose")
_SHORT = "年度|双周|两周|半月|半年|年终|年底|年末|全年|月度|季度|月底|月末|日|周|旬|月|季|年"
COMPACT = re.compile(
    rf"(?<![0-9０-９〇一二三四五六七八九十两双个本上当这每半下全])(?:按|逐|每)?(?P<every>{_SHORT})(?:总|集中|专项|进行全面|全面|进行|综合|定期)?(?P<action>{ACTION})"
)
ONE_EACH = re.compile(
    rf"(?<![0-9〇二三四五六七八九十])(?P<every>一日|一周|一旬|一月|一季度|一季|一年|半年|双周|两周|半月|每月|每周|每季)一(?P<action>{ACTION})"
)
EACH = re.compile(
    rf"(?P<every>每(?:个)?(?:半年|两周|双周|半个?月|季度|季|月度|月|旬|周|星期|年度|年|日|天)|逐月|逐旬|逐周|按月|按季度?|按周|按旬|每十天)(?!均)(?P<between>(?:[^，。；;！、]|、(?!每|双周|半月|[日周旬月季年](?:{ACTION}))){{0,60}}?)(?P<action>{LOOSE}|研究(?=[^，。；]{{0,10}}[一1]次)|报(?!告|名|批|建|备|价|酬|道|销)(?=[^，。；]{{1,20}}(?:办|局|委|室|组|部|厅|府|专班|中心)))"
)
FREQUENCY = re.compile(
    rf"(?P<action>{LOOSE})(?:[^，。；]{{0,20}}?(?:不少于|不低于|至少)?[0-9一二两三]+次/(?P<every>月|周|旬|季度?|年|半年)"
    rf"|(?P<each>每(?:半年|季度|月|周|旬|年))(?:不少于|不低于|至少)[0-9一二两三]+次)"
)
YEAR_END = re.compile(
    r"(?:年底|年末|年终)(?:[对由][^，。；]{1,20}?)?(?:组织|开展|进行|集中)(?:全面|综合|专项)*(?P<action>总结评估|考核|考评|评估|评价|总结|验收)"
)
APPRAISED = re.compile(
    r"(?:纳入|列入|作为|计入)(?P<between>[^，。；0-9]{0,24}?)(?P<every>年度|年终|年底)(?P<more>[^，。；]{0,16}?)(?P<action>考核|考评)"
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

    def take(start: int, end: int, action: str, every: str) -> None:
        kind = EVERY.get(every) or EVERY.get(every.removeprefix("每").removeprefix("个"))
        if kind and not any(s < end and start < e for s, e, _, _ in found):
            found.append((start, end, action, kind))

    for match in ONE_EACH.finditer(text):
        take(match.start(), match.end(), match["action"], match["every"])
    for match in FREQUENCY.finditer(text):
        take(match.start(), match.end(), match["action"], match["every"] or match["each"])
    for match in EACH.finditer(text):
        if (
            not re.search(r"[0-9]+(?:家|个|户|人|名|场|件)(?![^，。；]*次)", match["between"])
            or "召开" in match["between"]
        ):
            action = {"报": "报送", "总结评估": "评估"}.get(match["action"], match["action"])
            take(match.start(), match.end(), action, match["every"])
    for match in YEAR_END.finditer(text):
        take(match.start(), match.end(), "评估" if "评估" in match["action"] else match["action"], "年底")
    for match in COMPACT.finditer(text):
        if _compact(text, match):
            take(match.start(), match.end(), match["action"], match["every"])
    for match in APPRAISED.finditer(text):
        if not re.search(r"(?:考核|考评)(?:情况)?结果$", text[: match.start()]):
            take(match.start(), match.end(), "考核", "年")
    for match in CREDITED.finditer(text):
        take(match.start(), match.end(), "考核", match["every"])
    for match in UPDATED.finditer(text):
        take(match.start(), match.end(), "更新", match["every"])
    found.sort()
    for match in AT_LEAST.finditer(text):  # an elliptical 高危行业每月至少1次 repeats the action before it
        before = [f for f in found if f[0] < match.start()]
        if before and not any(s < match.end() and match.start() < e for s, e, _, _ in found):
            take(match.start(), match.end(), before[-1][2], match["every"])
    result: list[Cadence] = []
    said: set[tuple[str, Every, int]] = set()
    held = (-1, "")  # the sentence and who acts in it: 督查室每月通报、每季度会商
    for start, end, action, every in sorted(found):
        first, last = _raw(stretch.text, start, end, found)
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
    before, after = text[: match.start()], text[match.end() :]
    every, action = match["every"], match["action"]
    if every == "年度" and not re.search(r"(?:[日周旬月季]|半年|季度|月度)[^、，。]{1,6}[、+＋]$", before):
        return False
    if every in ("年", "日") and not re.search(r"[、“，+＋（(]$|^$", before) and not re.match(r"[、”]", after):
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


def _raw(text: str, start: int, end: int, found: list[tuple[int, int, str, Every]]) -> tuple[int, int]:
    """A mechanism of several rhythms in a row (旬调度、月通报、季讲评) is quoted whole."""
    first, last = start, end
    for s, e, _, _ in sorted(found):
        if e <= first and re.fullmatch(r"[、，+＋“”]{1,2}", text[e:first]):
            first = s
    grown = True
    while grown:
        grown = False
        for s, e, _, _ in found:
            if s >= last and re.fullmatch(r"[、，+＋“”]{1,2}", text[last:s]):
                last, grown = e, True
            if e <= first and re.fullmatch(r"[、，+＋“”]{1,2}", text[e:first]):
                first, grown = s, True
    return first, last


def _actor(stretch: Stretch, start: int) -> str:
    sentence = stretch.text[_sentence(stretch.text, start) + 1 : start]
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
