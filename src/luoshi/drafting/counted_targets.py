"""Targets counted by a quantity in front of a noun: 引进2个优质品牌首店, 90%的重点企业纳入平台, 3个工作日内核实到位."""

from __future__ import annotations

import re

from luoshi.drafting import target_words as w
from luoshi.drafting.draft import Measure, Target
from luoshi.drafting.grammar import any_of, table, words
from luoshi.drafting.granted_targets import granted
from luoshi.drafting.target_items import Item, Sentence, quiet

LICENCE_END = re.compile(
    r"(?:力争|争取|确保|推动|助推|覆盖|覆盖到|带动|实现|全年|年内|其中|每年|每季度|每月|每半年|全县|全市|全区|全省|全镇|新)(?:[了好成出]|不少于|不低于|至少|超过|约|近|再|共)*$"
)
DOING_PLACE = re.compile(rf"(?:^|[，、和])(?:全面|加快|稳妥|抓紧|扎实|有序)*(?:{w.MAKE})对?[一-鿿A-Z0-9]{{1,14}}$")
PLACE_END = re.compile(r"(?:区|县|市|乡|镇|省|州|域)内?$")
WORK_END = re.compile(
    r"(?:建设|改造|整治|整合|项目|工程|加装|治理|修复|安装|提质|检测|改建|新建|养护|升级|更新|绿化|交付|任务)(?:任务|工程|项目)?$"
)
PUSH_END = re.compile(any_of("measures", "outcome", "push") + r"(?:[^，。；]{0,30}等)?$")
REACH_END = re.compile(r"(?:覆盖|扩大|拓展|增加|延伸|推广|发展)(?:至|到)$")
FOR = re.compile(r"(?:^|[，、])为(?:全[省市县区镇])?(?:不少于|至少)?$")
SERVED = re.compile(
    r"(?P<who>[^，。；]{2,20}?)(?P<act>(?:免费)?(?:实施|进行|安装|更换|配备|提供|发放|购买|办理|开展|建立|配置|加装|赠送|改造|体检|筛查|检查|补贴|建档|救助).{0,24})"
)
COMES_TO = re.compile(r"建成|实现|完成|达到|开工|投产|通过|纳入|上线|可办|通车|竣工|参加|覆盖|达标|落地|挂牌|申报|上市")
SCOPE = re.compile(r"^(?:全(?:省|市|县|区|镇|乡|街道|域|国))")
STOP = re.compile(any_of("measures", "doing", "stop"))
DESCRIBES_END = re.compile(
    r"(?:对|等|为|的|前|近|第|向|给|按|上|分|如|有|这|那|从|以|达到|每|至|共|含|由|在|于|是|期|型|类)$"
)
HEAVY = (*words("measures", "units", "weight"), "千瓦", "兆瓦", "MW", "kW")
# 守牢74.4万亩耕地红线
GUARD_END = re.compile(r"(?:守牢|守住|严守|坚守|保住|牢牢守住)(?:不低于)?$")
GUARDED = re.compile(r"(?P<what>[一-鿿]{2,12}?)(?:保护)?(?:红线|底线)")
RESPONDS = re.compile(
    "(?:赶|抵)?到达|抵达|到场|到位|响应|处置|叫应|出动|出警|回应|反馈|回复|联系|签收|受理|接单|派单|转办"
)
# 抵押登记1个工作日办结: what is done at the end of the time
SETTLED = re.compile("(?:即可)?(?:办结|办好|办完|办成|办理完毕|办理完成|审结|出证|答复|回复|反馈|拨付|到账|响应|完成)")
COMES = re.compile(
    r"(?:的)?(?P<does>实现|完成|达到|建成|建立|纳入|接入|开展|通过|参加|设立|配备|建有|开通|覆盖)(?P<what>[一-鿿A-Za-z“”]{2,16})"
)
PERCENT = frozenset(words("measures", "units", "percent"))
# …等10个项目年内建成投产: when it comes to that is no part of the noun
SOON_END = re.compile("(?:年内|全年|今年|上半年|下半年|年底前|尽快|尽早|早日|如期|按期|全部|顺利|加快|基本)+$")
# one for each of them: 每个镇（街道）
EACH = re.compile(
    r"(?:每个?|各)(?:县市区|县区|县|市|区|乡镇|镇乡|镇|乡|街道|行政村|村|社区|学校|园区|单位|部门|企业)(?:[（(][^（()）]*[)）])?(?![一-鿿]{0,3}级)"
)
# what can be done from then on: how many of them is a state reached
AT_HAND = re.compile("(?:可办|通办|联办|可查|直办|结算|可享)$")
AND_SO_ON = re.compile(r"等$")
JOIN_END = re.compile(r"[、和及与]$")
MONEY_NOUN = re.compile(r"的?[一-鿿]{0,6}(?:资金|贷款|投资|债券|基金|补助|消费券)")
WORD = re.compile(r"[一-鿿A-Za-z“]{2,}")
BEHIND_PAUSE = re.compile("[、，].*$")
TAKES = re.compile("^(?:将|把)")
FLOOR_END = re.compile(r"(?:不少于|不低于|不多于|不超过|至少|超过|约|近)+$")
SIZE_END = re.compile(r"(?:总投资|投资|占地|面积|年产|规模)(?:约|为|达|近|超)?$")
DONE_TO = re.compile(r"(?:实现|完成)对$")
LEAST_END = re.compile(r"(?:不少于|不低于|至少)$")
PUSHED = re.compile(r"(?:推动|促进|力促|确保|支持|力争)[^，、]{2,20}$")
NEXT_COUNT = re.compile(r"[、](?=[^、，]*?[0-9])|(?:和|及|与|以及)(?=[0-9])")
WIDE = re.compile(r"[^“”《》]{2,}、[^“”《》]{2,}的(?P<head>[^的]{4,})$")
DOING = re.compile(rf"{w.DOING}")
MOVE = re.compile(w.MOVE)
DUTY_TAIL = re.compile(rf"(?:{w.PERIOD.pattern})?(?:{w.ADVERB.pattern}|{w.MAKE}|至少|不少于|要|须|应)*$")
DOER_END = re.compile(r"(?:单位|企业|部门|机构|行业|领域|学校|医院|负责人|干部|党员)$")
WHOLE = re.compile(
    r"(?P<does>全覆盖|覆盖|实施|落实|完成|按期整改|整改|达标|到位|办结|按期|安装|接入|纳入|签订|建立|实现|公开|处置|上门|整治)"
)
OF_PLACE = re.compile(r"(?:^|[省市县区镇国域])$")
MEMBERS = re.compile(
    r"的(?P<who>[^，。；]{2,24}?)(?P<does>建成|纳入|实现|达到|完成|接入|开展|建立|覆盖|通过|参加)(?P<what>[^，。；]{0,30})"
)
OBJECT_PARTICLES = re.compile(r"^(?:对|将|把|尤其是)+")
OBJECT_PARTICLE = re.compile(r"^(?:对|将|把)")
MUST_END = re.compile(r"(?:要|须|应|在|于)+$")
PAUSE = re.compile("[、，]")
SINCE = re.compile(r"(?:在|于|后|之日起)+$")
ACTION = re.compile(r"[一-鿿]{2,}")
DOES = re.compile(r"^(?:完成|予以|要|须)")


def counted(item: Item, state: Sentence, listed: bool, describes: bool) -> list[Target]:
    """Targets of a quantity that stands in front of the noun it counts."""
    quantity, left, right = item.quantity, item.left, item.right
    if quantity.unit in w.TIME_UNITS:
        return _time_limit(item, state)
    guarded = GUARDED.match(right) if GUARD_END.search(left) else None
    if guarded:
        return [item.target(item.begin + quiet(left), item.behind(guarded.end()), guarded["what"], "level", ">=")]
    if quantity.unit in PERCENT or quantity.unit == "成" or quantity.unit in w.LARGE:
        return _part_of_class(item, state)
    if w.MONEY.search(quantity.unit) and (promised := granted(item)):
        return promised
    # …等20个以上产业项目落地开工: the state behind the noun makes it a commitment
    waits = AND_SO_ON.search(left) and PUSH_END.search(left) and (w.STATE.search(right) or COMES_TO.search(right))
    served = SERVED.match(right) if FOR.search(left) else None
    continued = listed and JOIN_END.search(left) is not None
    if describes or not (continued or waits or served or w.lists(left, quantity.value) or _licensed(left, right)):
        return []
    if quantity.unit.rstrip("/年日月").endswith(HEAVY) and not right.startswith("粮食"):
        return []
    if w.MONEY.search(quantity.unit) and not MONEY_NOUN.match(right):
        return []
    noun, came_to = _noun(right)
    if len(noun) < 2 or not WORD.search(noun):
        return []
    kinds = w.strip_connectors(left)[1]
    doing, reach = w.DOING_END.search(left), REACH_END.search(left)
    name = noun
    if served:
        name, noun = BEHIND_PAUSE.sub("", served["act"]) + "的" + served["who"], served[0]
    elif reach:
        name = TAKES.sub("", left[: reach.start()]) + reach[0][:-1] + noun
    elif doing:
        name = _done(noun, came_to, doing[0], left[: doing.start()])
    elif came_to:
        name = w.stated(noun, came_to)
    strength = w.strength(quantity, kinds if not reach else [], left, state.wished and not doing)
    lead = doing or LICENCE_END.search(left)
    skip = quiet(left)
    start = item.begin + (len(left) if continued else lead.start() if lead and lead.start() - skip > 24 else skip)
    last = right.find(noun) + len(noun) if noun in right else 0
    if came_to and name != noun and not served:  # what it comes to makes the name, so it is quoted too
        last = right.find(came_to) + len(BEHIND_PAUSE.sub("", came_to))
    end = item.behind(last)
    state.noun = noun
    measure: Measure = "level" if reach or AT_HAND.search(noun) else "increase"
    return [item.target(start, end, name, measure, strength)]


def _licensed(left: str, right: str) -> bool:
    """Do the words before a number make it a count of what is done, not a description?"""
    bare = FLOOR_END.sub("", left)
    if DESCRIBES_END.search(bare) and not REACH_END.search(left) and not DONE_TO.search(left):
        return False
    if SIZE_END.search(left):
        return False
    if not left or SCOPE.fullmatch(left):
        return COMES_TO.search(right) is not None
    return bool(
        w.DOING_END.search(left)
        or LICENCE_END.search(left)
        or REACH_END.search(left)
        or LEAST_END.search(left)
        or (PUSHED.match(left) and w.STATE.search(right))
        or (DOING_PLACE.search(left) and (PLACE_END.search(left) or WORK_END.search(right)))
    )


def _noun(right: str) -> tuple[str, str]:
    """The noun behind a number and what it comes to (落户…, 落地开工): both as written."""
    noun = right
    part = NEXT_COUNT.search(noun)
    if part:
        noun = noun[: part.start()]
    came_to = ""
    stop = STOP.search(noun)
    if stop and stop.start() >= 2:
        noun, came_to = SOON_END.sub("", noun[: stop.start()]), noun[stop.start() :]
    wide = WIDE.match(noun)
    return (wide["head"] if wide else noun).strip("的、，"), came_to


def _done(noun: str, came_to: str, doing: str, before: str) -> str:
    """The name of what is made or done: 引进2个优质品牌首店 → 优质品牌首店; 新增1家企业上市 → 上市企业."""
    verb = DOING.match(doing)
    name = noun
    if verb and verb[0] == "惠及" and noun not in w.BARE:
        name = verb[0] + noun
    elif verb and MOVE.fullmatch(verb[0]):
        name = noun + verb[0]
    elif came_to and (noun in w.BARE or (verb and verb[0] in table("measures")["outcome"]["push"])):
        name = w.stated(noun, came_to)
    return _doer(before) + name


def _doer(before: str) -> str:
    """Who does it, where the clause begins with them: 规上生产经营单位每年至少组织开展1次演练."""
    each = EACH.match(before)
    if each:
        return each[0]
    rest = DUTY_TAIL.sub("", before)
    rest, verbs = w.lead_in(rest) if rest else ("", [])
    return rest if DOER_END.search(rest) and not verbs else ""


def _part_of_class(item: Item, state: Sentence) -> list[Target]:
    """90%的重点企业纳入平台, 100%全覆盖: what part of a class does something, or the whole of it."""
    quantity, left, right = item.quantity, item.left, item.right
    if quantity.unit == "%" and OF_PLACE.search(left):
        found = MEMBERS.match(
            right,
        )
        if found:
            name = found["does"] + found["what"] + "的" + found["who"] + "占比"
            return [
                item.target(item.begin, item.behind(found.end()), name, "share", w.strength(quantity, [], left, False))
            ]
    whole = WHOLE.match(
        right,
    )
    if quantity.suffix or quantity.value != 100:
        return _most_of_class(item)
    if quantity.unit != "%" or not whole:
        return []
    rest, _, _ = w.strip_connectors(left)
    body, _ = w.lead_in(rest)
    name = OBJECT_PARTICLES.sub("", body).rstrip("要须应")
    if len(name) < 2:
        name = state.subject or OBJECT_PARTICLE.sub("", w.lead_in(state.before)[0])
    if not name:
        return []
    does = whole["does"].removeprefix("全")
    end = item.behind(len(right))
    return [item.target(item.begin, end, name if does in name else name + does, "share", "=")]


def _most_of_class(item: Item) -> list[Target]:
    """规上企业90%以上实现上云: what part of a class comes to something, the class before the number."""
    quantity, left, right = item.quantity, item.left, item.right
    found = COMES.match(right) if quantity.unit in ("%", "成") else None
    if found is None:
        return []
    rest, kinds, _ = w.strip_connectors(left)
    body, _ = w.lead_in(rest)
    who = OBJECT_PARTICLES.sub("", body).rstrip("的有要须应")
    if not WORD.search(who) or len(who) > 24:
        return []
    does = "" if found["does"] in ("实现", "完成", "达到") else found["does"]
    start, end = item.begin + quiet(left), item.behind(found.end())
    return [item.target(start, end, who + does + found["what"], "share", w.strength(quantity, kinds, left, False))]


def _time_limit(item: Item, state: Sentence) -> list[Target]:
    """3个工作日内核实到位: a time in which something is done. Of what, an earlier limit of the sentence may say."""
    quantity, left, right = item.quantity, item.left, item.right
    within = quantity.suffix in ("内", "以内", "之内") or (not quantity.suffix and SETTLED.match(right))
    if quantity.unit == "分钟" and not RESPONDS.match(right):
        return []
    if not within or quantity.unit in ("个月", "日") or not ACTION.match(right):
        return []
    action = PAUSE.split(right)[0]
    body, _ = w.lead_in(SINCE.sub("", left))
    body = MUST_END.sub("", body)
    state.limited = body if 2 <= len(body) <= 12 else state.limited
    name = state.limited + DOES.sub("", action)[:14]
    return [item.target(item.begin, item.behind(len(action)), name + "时限", "level", "<=")]
