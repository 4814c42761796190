"""Targets: commitments with a number. Which quantities are commitments, what they measure, how strongly.

A quantity at the end of a clause measures what stands before it (粮食产量稳定在12万吨以上); one in front of a
noun counts it, where a verb of doing stands before (引进2个以上优质品牌首店). Everything else (sizes of named
projects, facts, ages, grades) only describes. The words are in `grammar/measures.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from luoshi.drafting.brackets import depths, split_outside
from luoshi.drafting.draft import Measure, Strength, Target
from luoshi.drafting.flat import Flat, flat
from luoshi.drafting.grammar import any_of, table, words
from luoshi.drafting.quantities import ABOUT, LEAST, Quantity, quantities
from luoshi.drafting.tasks import Stretch

_BEFORE = {kind: any_of("measures", "before", kind) for kind in ("least", "most", "about", "same", "growth", "gain", "decrease")}
CONNECTOR = re.compile("(?:" + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _BEFORE.items()) + ")$")
MAKE, MOVE = any_of("measures", "doing", "make"), any_of("measures", "doing", "move")
DOING_END = re.compile(rf"(?:{MAKE}|{MOVE})(?:[了好成出得]|不少于|不低于|至少|超过|超|约|近|全部|共|首批|全市|全县|全区|全省)*$")
DOING_PLACE = re.compile(rf"(?:^|[，、和])(?:全面|加快|稳妥|抓紧|扎实|有序)*(?:{MAKE})(?:对)?[一-鿿A-Z0-9]{{1,14}}$")
PLACE_END = re.compile(r"(?:区|县|市|乡|镇|省|州|域)(?:内)?$")
FOR = re.compile(r"(?:^|[，、])为(?:全[省市县区镇])?(?:不少于|至少)?$")
LICENCE_END = re.compile(r"(?:力争|争取|确保|推动|助推|覆盖|覆盖到|带动|实现|全年|年内|其中|每年|每季度|每月|每半年|全县|全市|全区|全省|全镇|新)(?:[了好成出]|不少于|不低于|至少|超过|约|近|再|共)*$")
ADVERB = re.compile(any_of("measures", "doing", "adverbs"))
MAKING = re.compile(MAKE)
STATE = re.compile(any_of("measures", "outcome", "state"))
PUSH_END = re.compile(any_of("measures", "outcome", "push") + r"(?:[^，。；]{0,30}等)?$")
WORK_END = re.compile(r"(?:建设|改造|整治|整合|项目|工程|加装|治理|修复|安装|提质|检测|改建|新建|养护|除险加固|升级|更新|绿化|任务)(?:任务|工程|项目)?$")
INDICATOR_END = re.compile("(?:" + "|".join([*table("measures")["names"]["sums"], *table("measures")["names"]["rates"]]) + ")$")
STOP = re.compile(any_of("measures", "doing", "stop"))
QUOTED = re.compile(r"(?<=实现|锚定|确保|完成|围绕|聚焦)“[^“”]{14,}”|“[^“”]{14,}”(?=的?(?:总体|年度|工作|发展|攻坚)?(?:目标|指标))")
ROUND = re.compile(r"[（(][^（）()]*[)）]")
FACT = re.compile(any_of("measures", "facts", "words") + r"|(?<![比较])(?:上年|去年|上一年)(?!度?(?:同期)?(?:增长|下降|提高))")
SIZE_END = re.compile(any_of("measures", "sizes", "words") + r"(?:约|近|达|为|超过|超|在|将)*$")
HEAVY = tuple(words("measures", "units", "weight")) + ("千瓦", "兆瓦", "MW", "kW")
TIME_UNITS = frozenset(words("measures", "units", "time"))
MONEY = re.compile(r"(?:万|亿|千|百)*(?:美元|元)$|^[万千百]*亿$")
PLAN_WORD = re.compile(r"力争|争取|确保|计划|实现|完成|新增|将|达到|目标|今年|全年|本年度")
SCOPE = re.compile(r"^(?:全(?:省|市|县|区|镇|乡|街道|域|国))")
PERIOD = re.compile(r"(?:每(?:个)?(?:季度|季|月|年|半年|周|旬|学期)|(?:20[0-9]{2}年)|全年|年内|今年|年底|到[^，]{0,8}年底?(?:前)?|“十[四五]五”期间)")


@dataclass(slots=True)
class _Sentence:
    """What a sentence (up to 。 or ；) has said so far: the last thing measured, the strength that governs."""

    subject: str = ""
    noun: str = ""
    governed: bool = False
    queue: list[str] = field(default_factory=list)
    facts: bool = False


def find_targets(stretches: Iterable[Stretch], year: int = 0) -> list[Target]:
    """All targets of a plan's stretches of text, in text order. Organisation sections hold only rates.

    `year` is the plan's (0: unknown): what a year before it brought is a fact, no target."""
    result: list[Target] = []
    for stretch in stretches:
        if not stretch.path:
            continue
        found = _stretch(stretch, year)
        if stretch.section == "organisation":  # numbers there are posts and groups; a rate is a commitment all the same
            found = [t for t in found if t.unit == "%" and t.measure == "share" and t.name.endswith(("率", "覆盖", "覆盖面"))]
        result += found
    return result


def _stretch(stretch: Stretch, year: int = 0) -> list[Target]:
    folded = _open_quotes(flat(stretch.text))
    if not re.search(r"[0-9两二三四五六七八九十]", folded.text):
        return []
    found = quantities(folded.text)
    result: list[Target] = []
    for start, end in split_outside(folded.text, "。；！？;"):
        inside = [q for q in found if start <= q.start < end]
        if inside:
            result += _sentence(stretch, folded, start, end, inside, year)
    return result


def _open_quotes(folded: Flat) -> Flat:
    """A quoted run of whole commitments (实现“…达到2000名，…”目标) is read like plain text."""
    text = QUOTED.sub(lambda m: m[0].replace("“", "，").replace("”", "，"), folded.text)
    return Flat(text, folded.at) if text != folded.text else folded


def _sentence(stretch: Stretch, folded: Flat, start: int, end: int, found: list[Quantity], year: int) -> list[Target]:
    state = _Sentence()
    result: list[Target] = []
    before = ""
    for first, last in split_outside(folded.text[start:end], "，,：:"):
        clause = folded.text[start + first : start + last]
        inside = [q for q in found if start + first <= q.start < start + last]
        past = re.match(r"(?:截至|截止)?((?:19|20)[0-9]{2})年(?!度)", clause)
        if past and year and int(past[1]) < year:
            state.facts = True
        elif FACT.search(clause) and not re.search(r"力争|确保|计划|目标|(?<!已)达(?:到)?[0-9]", clause):
            state.facts = True
        elif PLAN_WORD.search(clause) and not (state.facts and past is None and first and re.match(r"[^，]{0,30}(?:达到|新增|完成|实现)", clause) and not re.search("力争|争取|确保|计划|目标|今年|全年|本年度", clause)):
            state.facts = False
        if "力争" in clause:
            state.governed = True
        elif re.match(r"(?:确保|实现|完成|新增|保持)", clause):
            state.governed = False
        if inside and not state.facts:
            result += _clause(stretch, folded, start + first, start + last, inside, state, before)
        if not inside:
            before = clause
    return result


def _borrowed(text: str, found: list[Quantity]) -> list[Quantity]:
    """15个、7个工作日: a number takes the unit of the one listed behind it where its own is short."""
    result = list(found)
    for nth in range(len(result) - 2, -1, -1):
        this, following = result[nth], result[nth + 1]
        joined = re.fullmatch("[、和]", text[this.tail : following.start])
        if joined and this.unit != following.unit and (not this.unit or following.unit.startswith(this.unit)):
            result[nth] = replace(this, unit=following.unit, suffix=following.suffix)
    return result


def _clause(stretch: Stretch, folded: Flat, start: int, end: int, found: list[Quantity], state: _Sentence, before: str) -> list[Target]:
    text = folded.text
    found = _borrowed(text, found)
    result: list[Target] = []
    edge = start  # where the words of the next item may begin
    listed = False  # did the item before count, so that one after 、 may count too?
    depth = depths(text[start:end])
    for nth, quantity in enumerate(found):
        nxt = found[nth + 1].start if nth + 1 < len(found) else end
        after = ROUND.sub("", text[quantity.tail : end])
        left = text[edge : quantity.start]
        if re.search(r"(?:从|由)(?:不低于|不少于|原来的|现行的)?$", left) and re.match(r"[^，]{0,2}(?:提高|提升|增加|增长|上升|扩大|降|压|缩|减|调整)", after):
            continue
        cut = max((i for i, c in enumerate(left) if c == "、" and depth[edge - start + i] == 0), default=-1)
        item_left = left
        made: list[Target] = []
        if _final(after):
            if cut >= 0 and nth > 0 and listed and _has_name(left[cut + 1 :]):
                item_left = left[cut + 1 :]
            made = _measured(stretch, folded, quantity, item_left, state, before, nth + 1 == len(found))
        elif quantity.unit and (not quantity.han or DOING_END.search(left)):
            made = _counted(stretch, folded, quantity, item_left, end, nxt, state, listed, before)
        if made:
            result += made
            listed = True
            state.subject = made[-1].name
            edge = quantity.tail if _final(after) else _after_noun(text, quantity.tail, end)
        elif _final(after):
            edge = quantity.tail
    return result


def _after_noun(text: str, tail: int, end: int) -> int:
    found = re.search("[、和及与]", text[tail:end])
    return tail + found.start() if found else tail


def _final(after: str) -> bool:
    """Does a quantity end its item, so that it measures what stands before it?"""
    return after == "" or re.match(r"[、]|(?:和|及|与|以及|并)(?=[^，]*[0-9])|(?:的)?(?:目标任务|目标|任务|指标|水平|标准|红线|大关|门槛|台阶|底线)?(?:[、，]|$)|[”）)]|(?:时限|每人|每户)?$|\s*$|(?:、|；)", after) is not None


def _has_name(text: str) -> bool:
    return re.search(r"[一-鿿]{2,}", _strip_connectors(text)[0]) is not None


def _strip_connectors(left: str) -> tuple[str, list[str], list[str]]:
    """The words before a number without those that only join: (rest, kinds, words), from the number outwards."""
    kinds: list[str] = []
    taken: list[str] = []
    rest = left
    while True:
        found = CONNECTOR.search(rest)
        if not found:
            return rest, kinds, taken
        if found.lastgroup == "same" and re.search(r"(?:目标|指标|数量|总数)$", found[0]) and found.start() == 0:
            return rest, kinds, taken
        kinds.append(found.lastgroup or "")
        taken.append(found[0])
        rest = rest[: found.start()]


def _lead_in(text: str, verbs_too: bool = True) -> tuple[str, list[str]]:
    """Adverbs and verbs of doing in front of what is measured: (rest, verbs that were dropped).

    `verbs_too` False keeps verbs: in the name of a rate (调解成功率) they are part of it."""
    verbs: list[str] = []
    rest = text.lstrip("、和及与并的")
    while True:
        period = PERIOD.match(rest)
        adverb, make = ADVERB.match(rest), MAKING.match(rest) if verbs_too else None
        found = make if make and (not adverb or make.end() > adverb.end()) else adverb
        if period and (not found or period.end() >= found.end()):
            rest = rest[period.end() :].lstrip("，、的")
            continue
        if not found or found.end() >= len(rest):
            return rest, verbs
        remaining = rest[found.end() :]
        if len(remaining) < 2 and not re.match(r"[“《A-Za-z]", remaining):
            return rest, verbs
        if re.match(r"(?:率|量|额|值|数|化|性|度|者|型|力|期|费|税|业|检验|成功|外|求)", remaining):
            return rest, verbs
        if found is make:
            verbs.append(found[0])
        rest = remaining if found is make else remaining.lstrip("、")


def _measured(stretch: Stretch, folded: Flat, quantity: Quantity, left: str, state: _Sentence, before: str, last: bool) -> list[Target]:
    """Targets of a quantity that ends its item."""
    if quantity.han and quantity.unit != "成" and not re.search(rf"(?:{MAKE}|{MOVE}|[一-鿿]{{2,}})$", left):
        return []
    if quantity.unit in ("万", "亿", "千", "百", "") and not quantity.suffix and not re.search(CONNECTOR, left) and quantity.unit != "亿":
        return []
    if SIZE_END.search(left) or re.search(r"[（(][^）)]*$", left):
        return []
    rest, kinds, taken = _strip_connectors(left)
    if quantity.han and "least" not in kinds and quantity.unit != "成" and not DOING_END.search(rest) and not re.search(f"(?:{MAKE}|{MOVE})", rest):
        return []
    rate = bool(kinds) and re.search(r"(?:率|比重|占比|比例)$", rest) is not None
    body, verbs = _lead_in(PERIOD.sub("", rest, count=1) if PERIOD.match(rest) else rest, verbs_too=not rate)
    body = re.sub(r"^(?:的|使|让|将|把|对|以)+", "", body).strip("、")
    body = re.sub(r"^[一-鿿]{0,6}(?:工作任务|目标任务)[:：]", "", body)
    name = _moved(body)
    if not re.search(r"[一-鿿A-Za-z]{2,}", name) and state.queue:
        name = state.queue.pop(0)
    elif not re.search(r"[一-鿿A-Za-z]{2,}", name):
        name, verbs = _supplied(quantity, name, kinds, state, before, verbs)
        if not name:
            return []
    elif name in table("measures")["names"]["attributes"] and state.noun and not INDICATOR_END.search(state.noun):
        name = _subject(state.noun, name)
    elif name not in table("measures")["names"]["attributes"]:
        state.noun = name
    if len(name) > 60:
        return []
    strength = _strength(quantity, kinds, taken, left, state)
    measure = _measure(quantity, name, kinds, taken, verbs)
    if any(k == "least" for k in kinds) and not quantity.suffix:
        state.governed = state.governed or any(t.startswith("达") for t in taken)
    begin = quantity.start - len(left)
    offset = len(left) - len(left.lstrip("、和及与并"))
    adverb = re.match(r"(?:积极|大力|全力|稳步|持续|着力|深入|其中|同时|并|以及|加快|到[^，]{0,8}年底?(?:前)?)+", left[offset:])
    raw_start = begin + offset + (adverb.end() if adverb and adverb.end() < len(left) - offset else 0)
    split = _respectively(name, state) if "分别" in left else _shared(name, quantity, measure, taken)
    if last and state.queue:  # one number for all of them
        split += state.queue
        state.queue = []
    return [_target(stretch, folded, quantity, raw_start, quantity.tail, one, measure, strength) for one in split]


def _supplied(quantity: Quantity, name: str, kinds: list[str], state: _Sentence, before: str, verbs: list[str]) -> tuple[str, list[str]]:
    """A name for a number without one: what the sentence spoke of last."""
    if state.subject:
        if quantity.unit in ("户", "人", "名", "人次", "户次") and not kinds:
            return f"{state.subject}{quantity.unit}数", verbs
        return state.subject, verbs
    body, more = _lead_in(before)
    body = re.sub(r"^[^一-鿿“]*", "", body)
    if 2 <= len(body) <= 30 and kinds:
        return body, verbs + more
    return "", verbs


def _subject(noun: str, attribute: str) -> str:
    return noun if noun.endswith(attribute) else re.sub(r"(?:播种面积|面积|数量|数)$", "", noun) + attribute


def _moved(body: str) -> str:
    """改造城镇老旧小区 → 城镇老旧小区改造: a state or treatment stands behind what it is done to."""
    found = re.match(rf"(?P<verb>{MOVE})(?P<noun>[一-鿿“”0-9A-Za-z\-、（）()]{{2,}})$", body)
    return found["noun"] + found["verb"] if found and not re.match("[率量额值]", found["noun"]) else body


def _counted(
    stretch: Stretch, folded: Flat, quantity: Quantity, left: str, end: int, following: int, state: _Sentence, listed: bool, before: str
) -> list[Target]:
    """Targets of a quantity that stands in front of the noun it counts."""
    text = folded.text
    right = ROUND.sub("", text[quantity.tail : end])
    timed = quantity.unit in TIME_UNITS
    if timed:
        return _time_limit(stretch, folded, quantity, left, right)
    # …等20个以上产业项目落地开工: the state behind the noun makes it a commitment
    waits = re.search(r"等$", left) and STATE.search(right) and PUSH_END.search(left)
    if quantity.unit.rstrip("/年日月").endswith(HEAVY) and not re.match("粮食", right):
        return []
    bare = re.sub(r"(?:不少于|不低于|不多于|不超过|至少|超过|约|近)+$", "", left)
    if not FOR.search(left) and not waits and re.search(r"(?:对|等|为|的|前|近|第|向|给|按|上|分|如|有|这|那|从|以|达到|每|至|共|含|由|在|于|是|期|型|类)$", bare) and not re.search(r"(?:覆盖|扩大|拓展|增加|延伸|推广|提高|发展)(?:至|到)$|(?:实现|完成)对$", left):
        return []
    if re.search(r"(?:总投资|投资|占地|面积|年产|规模)(?:约|为|达|近|超)?$", left) or quantity.unit in ("%", "％", "‰", "个百分点", "百分点", "", "万", "亿", "千", "百"):
        if quantity.unit == "%" and re.match("的", right) and re.search(r"(?:^|[省市县区镇国域])$", left):
            return _part_of(stretch, folded, quantity, left, right)
        if quantity.unit == "%" and quantity.value == 100:
            return _hundred(stretch, folded, quantity, left, right, state, before)
        return []
    continued = listed and re.search(r"[、和及与]$", left) is not None
    licensed = DOING_END.search(left) or LICENCE_END.search(left) or SCOPE.fullmatch(left) or left == "" or FOR.search(left) or waits or re.search(r"(?:覆盖|扩大|拓展|增加|延伸|推广|发展)(?:至|到)$", left) or re.search(r"(?:不少于|不低于|至少)$", left) or (DOING_PLACE.search(left) and (PLACE_END.search(left) or WORK_END.search(right)))
    if not (licensed or continued):
        return []
    if (SCOPE.fullmatch(left) or not left) and not continued and not re.search(r"建成|实现|完成|达到|开工|投产|通过|纳入|上线|可办|通车|竣工|参加|覆盖|达标|落地", right):
        return []
    if MONEY.search(quantity.unit) and not re.match(r"的?[一-鿿]{0,6}(?:资金|贷款|投资|债券|基金|补助|消费券)", right):
        return []
    if following < end:  # a later number in the same clause: does this one only describe its noun?
        between = text[quantity.tail : following]
        if not re.search("[、和及与，]", between):
            return []
    served = FOR.search(left) and re.match(r"(?P<who>[^，。；]{2,20}?)(?P<act>(?:免费)?(?:安装|更换|配备|提供|发放|购买|办理|开展|建立|配置|加装|赠送|改造).{0,24})", right)
    if FOR.search(left) and not served:
        return []
    noun = right
    part = re.search(r"[、](?=[^、，]*?[0-9])|(?:和|及|与|以及)(?=[0-9])", noun)
    if part:
        noun = noun[: part.start()]
    stop = STOP.search(noun)
    state_verb = ""
    if stop and stop.start() >= 2:
        state_verb = noun[stop.start() :]
        noun = noun[: stop.start()]
    noun = noun.strip("的、，")
    if len(noun) < 2 or not re.search(r"[一-鿿A-Za-z“]{2,}", noun):
        return []
    rest, kinds, taken = _strip_connectors(left)
    _, verbs = _lead_in(rest + "某某")
    doing = DOING_END.search(left)
    name = noun
    if doing:
        verb = re.match(rf"(?:{MAKE}|{MOVE})", doing[0])
        if verb and re.fullmatch(MOVE, verb[0]):
            name = noun + verb[0]
        elif verb:
            verbs.append(verb[0])
        if state_verb and verb and verb[0] in table("measures")["outcome"]["push"]:
            name = _stated(noun, state_verb)
        name = _doer(left[: doing.start()]) + name
    elif state_verb:
        name = _stated(noun, state_verb)
    if served:
        name = served["who"] + re.sub("[、，].*$", "", served["act"])
        noun = served[0]
    subject = re.match(r"(?:将|把)?(.+?)(?:覆盖|扩大|拓展|增加|延伸|推广|发展)(?:至|到)$", left)
    if subject:
        name = subject[1] + re.sub(r".*(覆盖|扩大|拓展|增加|延伸|推广|发展)(?:至|到)$", r"\1", left) + noun
    strength = _strength(quantity, kinds, taken, left, state)
    measure: Measure = "level" if subject else "increase"
    begin = quantity.start - len(left)
    lead = doing or LICENCE_END.search(left)
    raw_start = begin + (len(left) if continued else _plain_start(left, lead.start() if lead else 0))
    raw_end = quantity.tail + len(right) - len(right.lstrip()) + (right.find(noun) + len(noun) if noun in right else 0)
    state.noun = noun
    return [_target(stretch, folded, quantity, raw_start, raw_end, name, measure, strength)]


def _stated(noun: str, state: str) -> str:
    """What a thing comes to stands before it: 产业项目 + 落地开工 → 落地开工产业项目."""
    state = re.sub("[、，的].*$", "", state)
    if STATE.fullmatch(state):
        return state + noun
    return f"{state}的{noun}" if len(state) > 2 and re.match("实施|参加|参与|开展|建成|申报|挂牌|纳入|通过", state) else noun


def _part_of(stretch: Stretch, folded: Flat, quantity: Quantity, left: str, right: str) -> list[Target]:
    """90%的重点企业纳入平台: what part of a class does something."""
    found = re.match(r"的(?P<who>[^，。；]{2,24}?)(?P<does>建成|纳入|实现|达到|完成|接入|开展|建立|覆盖|通过|参加)(?P<what>[^，。；]{0,30})", right)
    if not found:
        return []
    name = found["does"] + found["what"] + "的" + found["who"] + "占比"
    return [_target(stretch, folded, quantity, quantity.start - len(left), quantity.tail + found.end(), name, "share", _strength(quantity, [], [], left, _Sentence()))]


def _plain_start(left: str, verb: int) -> int:
    """Where the quotation begins: with the clause, or with the verb where the clause is long."""
    found = re.match(r"(?:[、，和及与并]|积极|大力|全力|稳步|持续|着力|深入|其中|同时|以及|加快)*", left)
    start = found.end() if found else 0
    return verb if verb - start > 24 else min(start, verb)


def _doer(left: str) -> str:
    """Who does it, where the clause begins with them: 规上生产经营单位每年至少组织开展1次演练."""
    rest = re.sub(rf"(?:{PERIOD.pattern})?(?:{ADVERB.pattern}|{MAKE}|至少|不少于|要|须|应)*$", "", left)
    rest, verbs = _lead_in(rest) if rest else ("", [])
    return rest if re.search(r"(?:单位|企业|部门|机构|行业|领域|学校|医院|负责人|干部|党员)$", rest) and not verbs else ""


def _hundred(stretch: Stretch, folded: Flat, quantity: Quantity, left: str, right: str, state: _Sentence, before: str) -> list[Target]:
    """100%全覆盖, 100%落实到位: the whole of something."""
    if not re.match(r"(?:全覆盖|覆盖|实施|落实|完成|整改|达标|到位|办结|按期|安装|接入|纳入|签订|建立|实现|公开|处置|上门|整治)", right):
        return []
    rest, _, _ = _strip_connectors(left)
    body, _ = _lead_in(rest)
    name = re.sub(r"^(?:对|将|把)", "", body).rstrip("要须应")
    if len(name) < 2:
        name = state.subject or _lead_in(before)[0]
    action = re.match(r"(?:全覆盖|覆盖|实施挂牌督办|实施|落实|整改|完成|办结|达标|按期整改|安装|接入)", right)
    if not name:
        return []
    name += {"全覆盖": "覆盖"}.get(action[0], action[0]) if action and action[0] not in name else ""
    end = quantity.tail + len(right)
    return [_target(stretch, folded, quantity, quantity.start - len(left), end, name, "share", "=")]


def _time_limit(stretch: Stretch, folded: Flat, quantity: Quantity, left: str, right: str) -> list[Target]:
    """3个工作日内核实到位: a time in which something is done."""
    if quantity.suffix not in ("内", "以内", "之内") or quantity.unit in ("个月", "分钟", "日") or not re.match(r"[一-鿿]{2,}", right):
        return []
    action = re.split("[、，]", right)[0]
    body, _ = _lead_in(re.sub(r"(?:在|于|后|之日起)+$", "", left))
    body = re.sub(r"(?:要|须|应|在|于)+$", "", body)
    name = (body if 2 <= len(body) <= 12 else "") + re.sub(r"^(?:完成|予以|要|须)", "", action)[:14]
    return [_target(stretch, folded, quantity, quantity.start - len(left), quantity.tail + len(action), name + "时限", "level", "<=")]


def _strength(quantity: Quantity, kinds: list[str], taken: list[str], left: str, state: _Sentence) -> Strength:
    if quantity.value2 is not None:
        return "range"
    if quantity.suffix and ABOUT.fullmatch(quantity.suffix):
        return "~"
    if quantity.suffix and LEAST.fullmatch(quantity.suffix):
        return ">="
    if "about" in kinds:
        return "~"
    if quantity.suffix:
        return "<="
    if "most" in kinds or re.search(r"(?:降|缩|压|减)[^，]{0,4}(?:到|至)$", left):
        return "<="
    if quantity.unit == "%" and quantity.value == 100:
        return "="
    if "least" in kinds or "至少" in left or "不少于" in left or "不低于" in left:
        return ">="
    if re.search(r"力争|争取(?!中央|国家|上级|省|到位)", left) or state.governed or re.search(r"守牢|守住|严守|坚守", left):
        return ">="
    return "="


def _measure(quantity: Quantity, name: str, kinds: list[str], taken: list[str], verbs: list[str]) -> Measure:
    unit = quantity.unit
    reach = any(re.search(r"(?:到|至)$", t) for t in taken) or "most" in kinds
    if unit in ("%", "％", "‰", "成", "倍"):
        if ("growth" in kinds or re.search(r"(?:增长|增速|增幅|增长率)$", name)) and not re.search("率$", re.sub("增长率$", "", name)):
            return "growth"
        if "growth" in kinds and not reach:
            return "growth"
        if "decrease" in kinds and not reach:
            return "decrease"
        if any(name.endswith(w) for w in table("measures")["names"]["levels"]):
            return "level"
        return "share"
    if "百分点" in unit:
        return "decrease" if "decrease" in kinds else "increase"
    if "decrease" in kinds and not reach:
        return "decrease"
    made = any(v.startswith(("新", "净")) for v in verbs) or "gain" in kinds
    if unit.startswith(tuple(TIME_UNITS)) or "/" in unit or "·" in unit:
        return "level"
    if MONEY.search(unit):
        return "increase" if made else "level"
    if made:
        return "increase"
    stock = any(k == "least" and not re.search(r"不少于|至少|不低于|力争|超过", t) for k, t in zip(kinds, taken, strict=True)) or any(t in ("稳定在", "保持在", "维持在", "稳定", "保持", "控制在") for t in taken)
    if stock and not verbs:
        return "level"
    if re.search(r"(?:总量|总数|保有量|存量|拥有量|产量|面积|规模|人数|数|标准|浓度|价格|容量|吞吐量|用户|总产|单产|里程|余额|能力)$", name) and not verbs:
        return "level"
    if re.search(r"(?:吨|斤|千瓦时|标箱|TEU|亩)$", unit) and not verbs:
        return "level"
    return "level" if stock and not any(v in table("measures")["doing"]["make"] and v.startswith(("新", "培育", "引", "建")) for v in verbs) else "increase"


def _shared(name: str, quantity: Quantity, measure: Measure, taken: list[str]) -> list[str]:
    """One rate or growth for several things: each is a target of its own."""
    if measure not in ("share", "growth", "decrease"):
        return [name]
    pieces = [name[a:b] for a, b in split_outside(name, "、")]
    last = re.split(r"(?<=率)[和及与](?=.+率$)", pieces[-1])
    pieces = pieces[:-1] + last
    if len(pieces) < 2:
        return [name]
    if all(re.search(r"(?:率|比重|占比|比例)$", p) for p in pieces):
        return pieces
    sums = tuple(table("measures")["names"]["sums"])
    if measure == "growth" and all(p.endswith(sums) for p in pieces):
        return pieces
    return [name]


def _respectively(name: str, state: _Sentence) -> list[str]:
    """A、B分别达到N1和N2: the names in turn; one number for all goes to each."""
    pieces = [p for p in re.split(r"[、和及与]", re.sub("分别.*$", "", name)) if p]
    if len(pieces) < 2:
        return [name]
    first, last = pieces[0], pieces[-1]
    # parallel words are of one length: 果蔬、肉类产地低温处理率 share what goes beyond
    tail = last[len(first) :] if len(last) > len(first) and not re.search(r"(?:率|比重|占比|比例|标准|额|值|量)$", first) else ""
    pieces = [p + tail for p in pieces[:-1]] + [last]
    state.queue = pieces[1:]
    return pieces[:1]


def _target(stretch: Stretch, folded: Flat, quantity: Quantity, start: int, end: int, name: str, measure: Measure, strength: Strength) -> Target:
    first, last = folded.span(start, end)
    raw = re.sub(r"\s+", "", stretch.text[first:last])
    clean = re.sub(r"^[的、，]+|[的、，]+$", "", name)
    return Target(
        stretch.part, stretch.path, raw, clean, measure, strength, quantity.value, quantity.value2, quantity.unit, stretch.place(first, last)
    )


__all__ = ["find_targets"]
