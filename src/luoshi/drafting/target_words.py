"""How a target is named, how strongly it is said, and what kind of measure it is.

Works on the words around a number (flat text); the words themselves are in `grammar/measures.toml`.
"""

from __future__ import annotations

import re

from luoshi.drafting.draft import Measure, Strength
from luoshi.drafting.grammar import any_of, table, words
from luoshi.drafting.quantities import ABOUT, LEAST, Quantity

_BEFORE = {
    kind: any_of("measures", "before", kind)
    for kind in ("least", "most", "about", "same", "growth", "gain", "decrease")
}
CONNECTOR = re.compile("(?:" + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _BEFORE.items()) + ")$")
MAKE, MOVE = any_of("measures", "doing", "make"), any_of("measures", "doing", "move")
DOING = f"(?:{MAKE}|{MOVE})"
DOING_END = re.compile(rf"{DOING}(?:[了好成出得]|不少于|不低于|至少|超过|超|约|近|全部|共|首批|全市|全县|全区|全省)*$")
MAKING, ADVERB = re.compile(MAKE), re.compile(any_of("measures", "doing", "adverbs"))
KEPT = re.compile(any_of("measures", "kept", "names"))
STATE = re.compile(any_of("measures", "outcome", "state"))
LARGE = frozenset(("万", "亿", "千", "百", ""))
TIME_UNITS = frozenset(words("measures", "units", "time"))
MONEY = re.compile(r"(?:万|亿|千|百)*(?:美元|元)$|^[万千百]*亿$")
RATE_END = re.compile("(?:" + "|".join(table("measures")["names"]["rates"]) + ")$")
SUM_END = re.compile("(?:" + "|".join(table("measures")["names"]["sums"]) + ")$")
STOCK_END = re.compile(any_of("measures", "names", "stocks") + "$")
PERIOD = re.compile(
    r"(?:每(?:个)?(?:季度|季|月|年|半年|周|旬|学期)|(?:到|至)?(?:20[0-9]{2}年|今年|明年|年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:年底|年末|月底|上旬|中旬|下旬|底|末)(?:以前|之前|前)?"
    r"|(?:到|至)?(?:20[0-9]{2}年)?[0-9]{1,2}月(?:[0-9]{1,2}日)?(?:以前|之前|前)?|(?:到|至)?20[0-9]{2}年(?:度|前)?|全年|年内|今年|本年度|当年|上半年|下半年|[一二三四]季度末?前?|[0-9一二三四五]+年内|20[0-9]{2}(?:年)?[—\-－–至~～]20[0-9]{2}年|[一两三四五]年(?=(?:累计|新|培|建|完))|[一-鿿]{2,8}(?<![提目当面眼空])前(?=(?:全部|新)?(?:完成|新|建|投|筹|开|实|组|发|推|改|培))|“十[四五]五”(?:期间|末)?)[，、]?"
)
# 压减一般性支出5%, 预计全年降低物流成本120亿元: the verb of lessening stands in front of its noun
LESSENED = re.compile(
    r"(?:预计|计划|全年|年内|力争|争取|确保|实现|共|累计|再|要|同比|[、，])*(?:压减|压缩|削减|消减|减少|降低|减轻)(?!到|至)"
)
ADDED = re.compile("新增(?!建设用地|长)")
YEARS_END = re.compile("(?:^|(?<=[一-鿿]))(?:力争)?(?:[一两二三四五六七八九十]|[0-9]{1,2})年(?:之?内|左右)?$")
MEAN = re.compile("(?:人|生|户|日|年|月|师|村|校)均|平均")
FROM = re.compile(r"(?:分别)?[从由](?:不低于|平均|原来的|现行)?[0-9].*$")
MEASURED_END = re.compile(any_of("measures", "names", "measured") + "$")
# adverbs that in front of a noun belong to it: 重点人群签约率
OF_NOUN = re.compile("重点|主要|平均|同步|高质量")
LISTED = re.compile(
    r"^(?:[—\-●◆■▲·•○、]+|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]是|[①-⑳]|[0-9]{1,2}[.．、](?![0-9]))+"
)
SIZE = re.compile(r"[0-9.一二三四五六七八九十百千万亿]+元以[上下]")
OWN_RATE = re.compile("(?:按期|按时|及时|依法)?" + any_of("measures", "names", "own") + "率$")
YIELDS = frozenset(words("measures", "topics", "yields"))
ATTRIBUTES = frozenset(table("measures")["names"]["attributes"])
LEVELS = tuple(table("measures")["names"]["levels"])
BARE = frozenset(table("measures")["outcome"]["bare"])
SUBJECT_WORD = re.compile(r"(?:目标|指标|数量|总数)$")
SCOPE_FIRST = re.compile(r"全[省市县区镇乡街](?=20[0-9]{2}年|" + MAKE + ")")
NOUN_TAIL = re.compile(r"率|量|额|值|数|化|性|度|者|型|力|期|费|税|业")
QUOTE_FIRST = re.compile(r"[“《A-Za-z]")
LABEL = re.compile(r"^[一-鿿]{0,6}(?:工作任务|目标任务)[:：]")
MOVING = re.compile(MOVE)
STRIVING = re.compile("(?<=[一-鿿])(?:(?<!争)力争|争取|确保)(?=[一-鿿]{2,4}$)")
NAMED_ONES = re.compile(rf"(?:^|[，年月前度])(?:{MAKE})(?P<names>[^，；。（(]{{2,40}})$")
NAMES_JOINED = re.compile("[、和]")
TIME_WORD = re.compile("时间|时限|周期|期限")
CLASSED = re.compile("(?:水质|断面|空气质量|水体|河流|湖库|标准)$")
COMPARED_END = re.compile(
    r"(?:(?:较|比)(?:20[0-9]{2}年|上年|去年|上年同期|法定[一-鿿]{0,4}|国家[一-鿿]{2,4})|同比|同口径)$"
)
DOING_ONLY = re.compile(rf"(?:{DOING}){{1,2}}")
PERIOD_END = re.compile(r"(?<=[一-鿿])(?:再|到20[0-9]{2}年|全年|年内|常年)$")
BEFORE_DATE = re.compile(r"(?<=[一-鿿”])(?:20[0-9]{2}年(?:底|末)?|[0-9]{1,2}月底?)前")
MEANS = re.compile(rf"(?:面向|围绕|针对|通过|依托|立足)[^，]{{2,40}}?(?:{MAKE})(?P<name>[^，]{{2,}})$")
PARTICLES = re.compile(r"^(?:的|使|让|将|把|以)+")
MOVED = re.compile(rf"(?P<verb>{MOVE})(?P<noun>[一-鿿“”0-9A-Za-z\-、（）()]{{2,}})$")
NO_OBJECT = re.compile("[率量额值性和及与]")
OWN_MEASURE = re.compile("率$|^(?:面积|里程|任务)")
MEASURE_WORD_END = re.compile(r"(?:播种面积|面积|起数|数量|数)$")
SIZE_FIRST = re.compile(r"^[^，、]{0,8}?元以[上下]的?")
FIRST_STATE = re.compile("[、，的].*$")
JOINS = re.compile("实施|参加|参与|开展|建成|申报|挂牌|纳入|通过")
WISH = re.compile(r"力争|(?<!积极)争取(?!中央|国家|上级|省|到位)")
FALLS_TO = re.compile(r"(?:降|缩|压|减(?!排|量|免|税))[^，]{0,6}(?:到|至|为)(?:平均)?$")
FLOOR = re.compile("至少|不少于|不低于")
GUARDS = re.compile(r"守牢|守住|严守|坚守")
PER_MANY = re.compile("每[百千万]")
LESSENS = re.compile(r"[^，]{0,4}(?:压减|压缩|降低|减少|削减|消减|下调)")
TEAM_END = re.compile("队伍?$")
YIELD_UNIT_END = re.compile("(?:吨|斤|千瓦时|标箱|TEU)$")
UP_TO = re.compile(r"(?:到|至)$")
GROWTH_END = re.compile(r"(?:增长|增速|增幅|增长率)$")
RATE_CHAR_END = re.compile("率$")
HOLDS = re.compile("稳定|保持|维持|控制")
GROWTH_RATE_END = re.compile("增长率$")
MADE_FLOOR = re.compile(r"不少于|至少|不低于|力争|超过")


def strip_connectors(left: str) -> tuple[str, list[str], list[str]]:
    """The words before a number without those that only join: (rest, kinds, words), from the number outwards."""
    kinds: list[str] = []
    taken: list[str] = []
    rest = left
    while True:
        found = CONNECTOR.search(rest)
        if not found or (found.lastgroup == "same" and SUBJECT_WORD.search(found[0]) and found.start() == 0):
            break
        kinds.append(found.lastgroup or "")
        taken.append(found[0])
        rest = rest[: found.start()]
    cut = FROM.search(rest)
    return (rest[: cut.start()] if cut else rest), kinds, taken


def lead_in(text: str, verbs_too: bool = True) -> tuple[str, list[str]]:
    """Periods, adverbs and verbs of doing in front of what is measured: (rest, verbs that were dropped).

    `verbs_too` False keeps verbs: in the name of a rate (调解成功率) they are part of it."""
    verbs: list[str] = []
    rest = text.lstrip("、和及与并的")
    while not KEPT.match(rest) and not STATE.fullmatch(rest):
        scope = SCOPE_FIRST.match(rest)
        period = scope or PERIOD.match(rest)
        adverb, make = ADVERB.match(rest), MAKING.match(rest) if verbs_too else None
        found = make if make and (not adverb or make.end() > adverb.end()) else adverb
        if period and period.end() and (not found or period.end() >= found.end()):
            rest = rest[period.end() :].lstrip("，、的")
            continue
        if not found or found.end() >= len(rest):
            break
        remaining = rest[found.end() :]
        if found is adverb and OF_NOUN.fullmatch(found[0]) and not MAKING.match(remaining):
            break
        if found[0] == "按" and remaining[0] in "时期质量规":
            break
        if TIME_WORD.fullmatch(remaining):
            break
        if len(remaining) < 2 and not QUOTE_FIRST.match(remaining):
            break
        if NOUN_TAIL.match(remaining) or (found is make and remaining in BARE):
            break
        if (found[0] in ("对", "为") and remaining[0] in "外口") or (found[0] == "要" and remaining[0] == "求"):
            break
        if found is make:
            verbs.append(found[0])
        rest = remaining if found is make else remaining.lstrip("、")
    return rest, verbs


def named(rest: str, kinds: list[str]) -> tuple[str, list[str]]:
    """The name of what stands before a number: (name, verbs of doing that were dropped from it)."""
    whole = RATE_END.search(rest) is not None or (bool(kinds) and MEASURED_END.search(rest) is not None)
    rest = LISTED.sub("", rest)
    body, verbs = lead_in(rest, verbs_too=not whole)
    body = PARTICLES.sub("", body).strip("、")
    body = LABEL.sub("", body)
    body = COMPARED_END.sub("", body)
    body = STRIVING.sub("", body)
    if not kinds and (lessened := LESSENED.match(body)) and len(body) > lessened.end() + 1:
        body = body[lessened.end() :]
    body = PERIOD_END.sub("", body)
    body = YEARS_END.sub("", body)  # 企业数量三年翻一番
    if ADVERB.fullmatch(body):
        return "", verbs
    body = BEFORE_DATE.sub("", body)
    inner = MEANS.match(body)
    return _moved(inner["name"] if inner else body), verbs


def _moved(body: str) -> str:
    """改造城镇老旧小区 → 城镇老旧小区改造: a state or treatment stands behind what it is done to."""
    found = MOVED.match(body)
    if not found or NO_OBJECT.match(found["noun"]) or OWN_MEASURE.search(found["noun"]):
        return body
    return found["noun"] + found["verb"]


def of_subject(noun: str, attribute: str) -> str:
    """An attribute with what it is of: 链上企业 + 产值; 粮食播种面积 + 产量 → 粮食产量; 诉求办结率 + 满意率 → 诉求满意率."""
    if noun.endswith(attribute):
        return noun
    if RATE_END.search(attribute):
        noun = OWN_RATE.sub("", noun)
    return MEASURE_WORD_END.sub("", noun) + attribute


def leans(name: str, noun: str) -> bool:
    """Does a name stand for something only with the noun before it (开工率, 年度投资, 满意率 after 诉求办结率)?"""
    if name not in ATTRIBUTES or not noun:
        return False
    if SUM_END.search(noun):
        return name in YIELDS and noun.endswith(("播种面积", "种植面积")) and name != noun
    return not RATE_END.search(noun) or (RATE_END.search(name) is not None and OWN_RATE.search(noun) is not None)


def done_again(noun: str, verb: str) -> str:
    """What the same sentence does besides: 高标准农田 + 改造提升 → 高标准农田改造提升; 引进企业 + 培育 → 培育企业."""
    bare = next((b for b in sorted(BARE, key=len, reverse=True) if noun.endswith(b)), "")
    if bare and noun.removesuffix(bare) and DOING_ONLY.fullmatch(noun.removesuffix(bare)):
        return verb + bare
    return noun + verb if MOVING.search(verb) else noun


def of_size(size: str, noun: str) -> str:
    """百亿元以上 + 亿元以上产业项目 → 百亿元以上产业项目."""
    return size + SIZE_FIRST.sub("", noun)


def stated(noun: str, state: str) -> str:
    """What a thing comes to stands before it: 产业项目 + 落地开工 → 落地开工产业项目."""
    state = FIRST_STATE.sub("", state)
    if STATE.fullmatch(state):
        return state + noun
    if len(state) > 2 and JOINS.match(state):
        return state + noun if noun in BARE else f"{state}的{noun}"
    if noun in BARE and 2 < len(state) <= 10:  # 企业上云上平台: the noun alone says nothing
        return noun + state
    return noun


def lists(left: str, count: float) -> bool:
    """Do the words before a number name as many things as it counts (完成东河、西河两处…整治)?"""
    found = NAMED_ONES.search(left) if "、" in left or "和" in left else None
    return found is not None and len(NAMES_JOINED.split(found["names"])) == count


def strength(quantity: Quantity, kinds: list[str], left: str, governed: bool) -> Strength:
    """How strongly a number is said. `governed`: a 力争 or 达到 before it in the sentence still holds."""
    if quantity.value2 is not None:
        return "range"
    if "about" in kinds or (quantity.suffix and ABOUT.fullmatch(quantity.suffix)):
        return "~"
    if quantity.suffix:
        return ">=" if LEAST.fullmatch(quantity.suffix) else "<="
    if "most" in kinds or FALLS_TO.search(left):
        return "<="
    if quantity.unit == "%" and quantity.value == 100:
        return "="
    if "least" in kinds or FLOOR.search(left):
        return ">="
    wished = WISH.search(left)
    return ">=" if wished or governed or GUARDS.search(left) else "="


def measure(quantity: Quantity, name: str, kinds: list[str], taken: list[str], verbs: list[str], left: str) -> Measure:
    """Growth, level, increase, share or decrease (rules of the breakdown form)."""
    unit = quantity.unit
    reach = "most" in kinds or any(UP_TO.search(t) for t in taken) or (taken[:1] == ["为"] and len(taken) > 1)
    falls = ("decrease" in kinds or (not verbs and LESSENED.match(left) is not None)) and not reach
    if unit in ("%", "％", "‰", "成", "倍", "番"):
        if (
            "growth" in kinds
            or unit == "番"
            or (unit == "倍" and "gain" in kinds and not reach)
            or (GROWTH_END.search(name) and not RATE_CHAR_END.search(GROWTH_RATE_END.sub("", name)))
        ):
            return "growth"
        if falls or LESSENS.match(left):
            return "decrease"
        return "level" if unit == "倍" or name.endswith(LEVELS) else "share"
    if "百分点" in unit:
        if "decrease" in kinds:
            return "decrease"
        return "growth" if "增速" in name else "share" if RATE_END.search(name) or "率高于" in name else "increase"
    if falls:
        return "decrease"
    made = any(v.startswith(("新", "净")) for v in verbs) or "gain" in kinds or ADDED.search(left) is not None
    if ("most" in kinds and STOCK_END.search(name)) or MEAN.search(name):
        return "level"
    if unit.startswith(tuple(TIME_UNITS)) or "/" in unit or "·" in unit or PER_MANY.search(left):
        return "level"
    if unit == "类" and CLASSED.search(name):
        return "level"
    if MONEY.search(unit):
        return "increase" if made else "level"
    if made:
        return "increase"
    stock = reach or any(
        (k == "least" and not MADE_FLOOR.search(t)) or HOLDS.match(t) for k, t in zip(kinds, taken, strict=True)
    )
    if "累计" in left or ("least" in kinds and not verbs and TEAM_END.search(name)):
        return "level"
    doing = [v for v in verbs if v not in table("measures")["outcome"]["push"]]
    if doing:
        return "increase"
    if stock or STOCK_END.search(name) or (YIELD_UNIT_END.search(unit) and not verbs):
        return "level"
    return "increase"
