"""Targets: commitments with a number. Which quantities of a text are commitments, and which only describe.

A quantity at the end of an item measures what stands before it (粮食产量稳定在12万吨以上); one in front of a
noun counts it, where a verb of doing stands before (引进2个以上优质品牌首店). Everything else (sizes of named
projects, facts, ages, grades) only describes. Naming and measuring are in `target_words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from luoshi.drafting import target_words as w
from luoshi.drafting.brackets import depths, split_outside
from luoshi.drafting.draft import Measure, Strength, Target
from luoshi.drafting.flat import Flat, flat
from luoshi.drafting.grammar import any_of, table, words
from luoshi.drafting.quantities import Quantity, quantities
from luoshi.drafting.tasks import Stretch

DOING = f"(?:{w.MAKE}|{w.MOVE})"
DOING_END = re.compile(rf"{DOING}(?:[了好成出得]|不少于|不低于|至少|超过|超|约|近|全部|共|首批|全市|全县|全区|全省)*$")
LICENCE_END = re.compile(
    r"(?:力争|争取|确保|推动|助推|覆盖|覆盖到|带动|实现|全年|年内|其中|每年|每季度|每月|每半年|全县|全市|全区|全省|全镇|新)(?:[了好成出]|不少于|不低于|至少|超过|约|近|再|共)*$"
)
DOING_PLACE = re.compile(rf"(?:^|[，、和])(?:全面|加快|稳妥|抓紧|扎实|有序)*(?:{w.MAKE})对?[一-鿿A-Z0-9]{{1,14}}$")
PLACE_END = re.compile(r"(?:区|县|市|乡|镇|省|州|域)内?$")
WORK_END = re.compile(r"(?:建设|改造|整治|整合|项目|工程|加装|治理|修复|安装|提质|检测|改建|新建|养护|升级|更新|绿化|交付|任务)(?:任务|工程|项目)?$")
PUSH_END = re.compile(any_of("measures", "outcome", "push") + r"(?:[^，。；]{0,30}等)?$")
REACH_END = re.compile(r"(?:覆盖|扩大|拓展|增加|延伸|推广|发展)(?:至|到)$")
FOR = re.compile(r"(?:^|[，、])为(?:全[省市县区镇])?(?:不少于|至少)?$")
SERVED = re.compile(
    r"(?P<who>[^，。；]{2,20}?)(?P<act>(?:免费)?(?:安装|更换|配备|提供|发放|购买|办理|开展|建立|配置|加装|赠送|改造|体检|筛查|检查|补贴|建档|救助).{0,24})"
)
COMES_TO = re.compile(r"建成|实现|完成|达到|开工|投产|通过|纳入|上线|可办|通车|竣工|参加|覆盖|达标|落地|挂牌|申报|上市")
SCOPE = re.compile(r"^(?:全(?:省|市|县|区|镇|乡|街道|域|国))")
STOP = re.compile(any_of("measures", "doing", "stop"))
FACT = re.compile(any_of("measures", "facts", "words") + r"|(?<!项)目前|(?<![比较])(?:上年|去年|上一年)(?!度?(?:同期)?(?:增长|下降|提高))")
PLAN_WORD = re.compile(r"力争|争取|确保|计划|实现|完成|新增|将|达到|目标|今年|全年|本年度")
PAST = re.compile(r"(?:截至|截止)?((?:19|20)[0-9]{2})年(?!度)")
SIZE_END = re.compile(any_of("measures", "sizes", "words") + r"(?:约|近|达|为|超过|超|在|将)*$")
DESCRIBES_END = re.compile(r"(?:对|等|为|的|前|近|第|向|给|按|上|分|如|有|这|那|从|以|达到|每|至|共|含|由|在|于|是|期|型|类)$")
QUOTED = re.compile(r"(?<=实现|锚定|确保|完成|围绕|聚焦)“[^“”]{14,}”|“[^“”]{14,}”(?=的?(?:总体|年度|工作|发展|攻坚)?(?:目标|指标))")
ROUND = re.compile(r"[（(][^（）()]*[)）]")
FINAL = re.compile(
    r"[、；”）)]|(?=[0-9.]+万?[人户名])|(?:和|及|与|以及|并)(?=[^，]*[0-9])|的?(?:目标任务|目标|任务|指标|水平|标准|红线|大关|门槛|台阶|底线)?(?:[、，]|$)|(?:时限|每人|每户)?$"
)
HEAVY = (*words("measures", "units", "weight"), "千瓦", "兆瓦", "MW", "kW")
PERCENT = frozenset(words("measures", "units", "percent"))
LARGE = frozenset(("万", "亿", "千", "百", ""))
PEOPLE = frozenset(("户", "人", "名", "人次", "户次"))


@dataclass(slots=True)
class _Sentence:
    """What a sentence (up to 。 or ；) has said so far.

    subject, noun  the last name given and the last thing a name can lean on; wished, reached  a 力争 or 达到 that
    still governs; facts  it tells what is; queue  names of 分别 that wait for their numbers, with the kinds of the first."""

    subject: str = ""
    noun: str = ""
    measure: Measure = "level"
    wished: bool = False
    reached: bool = False
    facts: bool = False
    before: str = ""
    queue: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Item:
    """A quantity with the words on both sides inside its clause; `left` begins `len(left)` characters before it."""

    stretch: Stretch
    folded: Flat
    quantity: Quantity
    left: str
    right: str

    def target(self, start: int, end: int, name: str, measure: Measure, strength: Strength) -> Target:
        """The target quoted from characters [start, end) of the flat text."""
        while start < end and self.folded.text[start] in "、，":
            start += 1
        first, last = self.folded.span(start, end)
        raw = re.sub(r"\s+", "", self.stretch.text[first:last])
        clean = re.sub(r"^[的、，]+|[的、，]+$", "", name)
        q = self.quantity
        place = self.stretch.place(first, last)
        return Target(self.stretch.part, self.stretch.path, raw, clean, measure, strength, q.value, q.value2, q.unit, place)

    @property
    def begin(self) -> int:
        return self.quantity.start - len(self.left)


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


def _stretch(stretch: Stretch, year: int) -> list[Target]:
    folded = flat(stretch.text)
    # a quoted run of whole commitments (实现“…达到2000名，…”目标) is read like plain text
    folded = replace(folded, text=QUOTED.sub(lambda m: m[0].replace("“", "，").replace("”", "，"), folded.text))
    found = quantities(folded.text)
    result: list[Target] = []
    for start, end in split_outside(folded.text, "。；！？;") if found else ():
        inside = [q for q in found if start <= q.start < end]
        if inside:
            result += _sentence(stretch, folded, start, end, inside, year)
    return result


def _sentence(stretch: Stretch, folded: Flat, start: int, end: int, found: list[Quantity], year: int) -> list[Target]:
    state = _Sentence()
    result: list[Target] = []
    for first, last in split_outside(folded.text[start:end], "，,：:"):
        clause = folded.text[start + first : start + last]
        inside = [q for q in found if start + first <= q.start < start + last]
        state.facts = _tells_facts(clause, state.facts, year, bool(inside))
        if "力争" in clause:
            state.wished = True
        elif re.match(r"(?:确保|实现|完成|新增|保持)", clause):
            state.wished = state.reached = False
        if inside and not state.facts:
            result += _clause(stretch, folded, start + first, start + last, inside, state)
        if not inside:
            state.before = clause
    return result


def _tells_facts(clause: str, so_far: bool, year: int, counts: bool) -> bool:
    """Does a clause tell what is (去年完成…, 现有…) rather than what shall be? A fact runs on until a plan's word."""
    past = PAST.match(clause)
    if past and year and int(past[1]) < year:
        return True
    fact = FACT.search(clause)
    if fact and (counts or fact.start() == 0) and not re.search(r"力争|确保|计划|目标|(?<!已)达(?:到)?[0-9]", clause):
        return True
    if not so_far:
        return False
    if re.search("力争|争取|确保|计划|目标|今年|全年|本年度", clause):
        return False
    return not PLAN_WORD.search(clause) or re.match(r"[^，]{0,30}(?:达到|新增|完成|实现)", clause) is not None


def _borrowed(text: str, found: list[Quantity]) -> list[Quantity]:
    """15个、7个工作日以内: a number listed in front takes unit and strength of the one behind it where its own are short."""
    result = list(found)
    for nth in range(len(result) - 2, -1, -1):
        this, following = result[nth], result[nth + 1]
        if not re.fullmatch("[、和]", text[this.tail : following.start]):
            continue
        if this.unit == following.unit:
            result[nth] = replace(this, suffix=this.suffix or following.suffix)
        elif not this.unit or following.unit.startswith(this.unit):
            result[nth] = replace(this, unit=following.unit, suffix=following.suffix)
    return result


def _clause(stretch: Stretch, folded: Flat, start: int, end: int, found: list[Quantity], state: _Sentence) -> list[Target]:
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
        if re.search(r"(?:从|由)(?:不低于|不少于|平均|原来的|现行的)?$", left) and re.match(r"[^，]{0,2}(?:提高|提升|增加|增长|上升|扩大|降|压|缩|减|调整)", after):
            continue
        final = FINAL.match(after) is not None
        made: list[Target] = []
        if final:
            cut = max((i for i, c in enumerate(left) if c == "、" and depth[edge - start + i] == 0), default=-1)
            if cut >= 0 and nth > 0 and listed and re.search(r"[一-鿿]{2,}", w.strip_connectors(left[cut + 1 :])[0]):
                left = left[cut + 1 :]
            made = _measured(_Item(stretch, folded, quantity, left, after), state, nth + 1 == len(found))
        elif quantity.unit and (not quantity.han or DOING_END.search(left)):
            item = _Item(stretch, folded, quantity, left, after)
            made = _counted(item, state, listed, _describes_next(text[quantity.tail : nxt]) if nxt < end else False)
        if made:
            result += made
            listed = True
            state.subject, state.measure = made[-1].name, made[-1].measure
        if made or final:
            noun = None if final else re.search("[、和及与]", text[quantity.tail : end])
            edge = quantity.tail + (noun.start() if noun else 0)
    return result


def _describes_next(between: str) -> bool:
    """Does a number only describe its noun, which a later number of the same item counts (5亿元以上项目2个)?"""
    return not re.search("[、和及与，]", between)


def _measured(item: _Item, state: _Sentence, last: bool) -> list[Target]:
    """Targets of a quantity that ends its item."""
    quantity, left = item.quantity, item.left
    if SIZE_END.search(left) or re.search(r"[（(][^）)]*$", left):
        return []
    if quantity.unit in LARGE and quantity.unit != "亿" and not quantity.suffix and not w.CONNECTOR.search(left):
        return []
    rest, kinds, taken = w.strip_connectors(left)
    if quantity.han and quantity.unit != "成" and "least" not in kinds and not re.search(DOING, rest):
        return []
    name, verbs = w.named(rest, kinds)
    counts_as: Measure | None = None
    if not re.search(r"[一-鿿A-Za-z]{2,}", name):
        if state.queue:
            name, counts_as = state.queue.pop(0), state.measure
            kinds = kinds or state.kinds
        else:
            name, counts_as = _supplied(quantity, kinds, state)
        if not name:
            return []
    elif name in w.ATTRIBUTES and state.noun and not w.SUM_END.search(state.noun) and not w.RATE_END.search(state.noun):
        name = w.of_subject(state.noun, name)
    elif name not in w.ATTRIBUTES:
        state.noun = name
    if len(name) > 60:
        return []
    governed = (state.wished and not (verbs and "力争" not in left) and "gain" not in kinds) or (state.reached and not kinds and not verbs)
    strength = w.strength(quantity, kinds, left, governed)
    measure = counts_as or w.measure(quantity, name, kinds, taken, verbs, left)
    state.reached |= any(t.startswith("达") for t in taken) and not quantity.suffix
    names = w.respectively(name) if "分别" in left else w.shared(name, measure)
    if "分别" in left and len(names) > 1 and not last:
        state.queue, state.kinds, names = names[1:], kinds, names[:1]
    start = item.begin + _quiet(left)
    return [item.target(start, quantity.tail, one, measure, strength) for one in names]


def _quiet(left: str) -> int:
    """How much of the words before a number a quotation may leave out."""
    found = re.match(r"(?:[、，]|[和及与并](?=[^、]{2})|积极|大力|全力|稳步|持续|着力|深入|其中|同时|以及|加快|到[^，]{0,8}年底?(?:前)?)*", left)
    return found.end() if found and found.end() < len(left) else 0


def _supplied(quantity: Quantity, kinds: list[str], state: _Sentence) -> tuple[str, Measure | None]:
    """A name for a number without one: what the sentence spoke of last, else its clause before."""
    if state.subject:
        if quantity.unit in PEOPLE and not kinds:
            return f"{state.subject}{quantity.unit}数", state.measure
        return state.subject, None if kinds else state.measure
    body, _ = w.lead_in(state.before)
    body = re.sub(r"^[^一-鿿“]*", "", body)
    return (body, None) if 2 <= len(body) <= 30 and kinds else ("", None)


def _counted(item: _Item, state: _Sentence, listed: bool, describes: bool) -> list[Target]:
    """Targets of a quantity that stands in front of the noun it counts."""
    quantity, left, right = item.quantity, item.left, item.right
    if quantity.unit in w.TIME_UNITS:
        return _time_limit(item)
    if quantity.unit in PERCENT or quantity.unit in LARGE:
        return _part_of_class(item, state)
    # …等20个以上产业项目落地开工: the state behind the noun makes it a commitment
    waits = re.search(r"等$", left) and w.STATE.search(right) and PUSH_END.search(left)
    served = SERVED.match(right) if FOR.search(left) else None
    continued = listed and re.search(r"[、和及与]$", left) is not None
    if describes or not (continued or waits or served or _licensed(left, right)):
        return []
    if quantity.unit.rstrip("/年日月").endswith(HEAVY) and not right.startswith("粮食"):
        return []
    if w.MONEY.search(quantity.unit) and not re.match(r"的?[一-鿿]{0,6}(?:资金|贷款|投资|债券|基金|补助|消费券)", right):
        return []
    noun, came_to = _noun(right)
    if len(noun) < 2 or not re.search(r"[一-鿿A-Za-z“]{2,}", noun):
        return []
    kinds = w.strip_connectors(left)[1]
    doing, reach = DOING_END.search(left), REACH_END.search(left)
    name, measure = noun, "increase"
    if served:
        name, noun = re.sub("[、，].*$", "", served["act"]) + "的" + served["who"], served[0]
    elif reach:
        name = re.sub("^(?:将|把)", "", left[: reach.start()]) + reach[0][:-1] + noun
    elif doing:
        name = _done(noun, came_to, doing[0], left[: doing.start()])
    elif came_to:
        name = w.stated(noun, came_to)
    strength = w.strength(quantity, kinds if not reach else [], left, state.wished and not doing)
    lead = doing or LICENCE_END.search(left)
    quiet = _quiet(left)
    start = item.begin + (len(left) if continued else lead.start() if lead and lead.start() - quiet > 24 else quiet)
    end = quantity.tail + (right.find(noun) + len(noun) if noun in right else 0)
    end = min(end, quantity.tail + len(right))
    state.noun = noun
    return [item.target(start, end, name, "level" if reach else measure, strength)]  # type: ignore[arg-type]


def _licensed(left: str, right: str) -> bool:
    """Do the words before a number make it a count of what is done, not a description?"""
    bare = re.sub(r"(?:不少于|不低于|不多于|不超过|至少|超过|约|近)+$", "", left)
    if DESCRIBES_END.search(bare) and not REACH_END.search(left) and not re.search(r"(?:实现|完成)对$", left):
        return False
    if re.search(r"(?:总投资|投资|占地|面积|年产|规模)(?:约|为|达|近|超)?$", left):
        return False
    if not left or SCOPE.fullmatch(left):
        return COMES_TO.search(right) is not None
    return bool(
        DOING_END.search(left)
        or LICENCE_END.search(left)
        or REACH_END.search(left)
        or re.search(r"(?:不少于|不低于|至少)$", left)
        or (re.match(r"(?:推动|促进|力促|确保|支持|力争)[^，、]{2,20}$", left) and w.STATE.search(right))
        or (DOING_PLACE.search(left) and (PLACE_END.search(left) or WORK_END.search(right)))
    )


def _noun(right: str) -> tuple[str, str]:
    """The noun behind a number and what it comes to (落户…, 落地开工): both as written."""
    noun = right
    part = re.search(r"[、](?=[^、，]*?[0-9])|(?:和|及|与|以及)(?=[0-9])", noun)
    if part:
        noun = noun[: part.start()]
    came_to = ""
    stop = STOP.search(noun)
    if stop and stop.start() >= 2:
        noun, came_to = noun[: stop.start()], noun[stop.start() :]
    wide = re.match(r"[^“”《》]{2,}、[^“”《》]{2,}的(?P<head>[^的]{4,})$", noun)
    return (wide["head"] if wide else noun).strip("的、，"), came_to


def _done(noun: str, came_to: str, doing: str, before: str) -> str:
    """The name of what is made or done: 引进2个优质品牌首店 → 优质品牌首店; 新增1家企业上市 → 上市企业."""
    verb = re.match(rf"{DOING}", doing)
    name = noun
    if verb and re.fullmatch(w.MOVE, verb[0]):
        name = noun + verb[0]
    elif came_to and (noun in w.BARE or (verb and verb[0] in table("measures")["outcome"]["push"])):
        name = w.stated(noun, came_to)
    return _doer(before) + name


def _doer(before: str) -> str:
    """Who does it, where the clause begins with them: 规上生产经营单位每年至少组织开展1次演练."""
    rest = re.sub(rf"(?:{w.PERIOD.pattern})?(?:{w.ADVERB.pattern}|{w.MAKE}|至少|不少于|要|须|应)*$", "", before)
    rest, verbs = w.lead_in(rest) if rest else ("", [])
    return rest if re.search(r"(?:单位|企业|部门|机构|行业|领域|学校|医院|负责人|干部|党员)$", rest) and not verbs else ""


def _part_of_class(item: _Item, state: _Sentence) -> list[Target]:
    """90%的重点企业纳入平台, 100%全覆盖: what part of a class does something, or the whole of it."""
    quantity, left, right = item.quantity, item.left, item.right
    if quantity.unit == "%" and re.search(r"(?:^|[省市县区镇国域])$", left):
        found = re.match(r"的(?P<who>[^，。；]{2,24}?)(?P<does>建成|纳入|实现|达到|完成|接入|开展|建立|覆盖|通过|参加)(?P<what>[^，。；]{0,30})", right)
        if found:
            name = found["does"] + found["what"] + "的" + found["who"] + "占比"
            return [item.target(item.begin, quantity.tail + found.end(), name, "share", w.strength(quantity, [], left, False))]
    whole = re.match(r"(?P<does>全覆盖|覆盖|实施|落实|完成|按期整改|整改|达标|到位|办结|按期|安装|接入|纳入|签订|建立|实现|公开|处置|上门|整治)", right)
    if quantity.unit != "%" or quantity.value != 100 or not whole:
        return []
    rest, _, _ = w.strip_connectors(left)
    body, _ = w.lead_in(rest)
    name = re.sub(r"^(?:对|将|把|尤其是)+", "", body).rstrip("要须应")
    if len(name) < 2:
        name = state.subject or re.sub(r"^(?:对|将|把)", "", w.lead_in(state.before)[0])
    if not name:
        return []
    does = whole["does"].removeprefix("全")
    end = quantity.tail + len(right)
    return [item.target(item.begin, end, name if does in name else name + does, "share", "=")]


def _time_limit(item: _Item) -> list[Target]:
    """3个工作日内核实到位: a time in which something is done."""
    quantity, left, right = item.quantity, item.left, item.right
    if quantity.suffix not in ("内", "以内", "之内") or quantity.unit in ("个月", "分钟", "日") or not re.match(r"[一-鿿]{2,}", right):
        return []
    action = re.split("[、，]", right)[0]
    body, _ = w.lead_in(re.sub(r"(?:在|于|后|之日起)+$", "", left))
    body = re.sub(r"(?:要|须|应|在|于)+$", "", body)
    name = (body if 2 <= len(body) <= 12 else "") + re.sub(r"^(?:完成|予以|要|须)", "", action)[:14]
    return [item.target(item.begin, quantity.tail + len(action), name + "时限", "level", "<=")]
