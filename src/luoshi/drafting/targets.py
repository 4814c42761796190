"""Targets: commitments with a number. Which quantities of a text are commitments, and which only describe.

A quantity at the end of an item measures what stands before it (粮食产量稳定在12万吨以上); one in front of a
noun counts it, where a verb of doing stands before (引进2个以上优质品牌首店). Everything else (sizes of named
projects, facts, ages, grades) only describes. Naming and measuring are in `target_words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from luoshi.drafting import target_words as w
from luoshi.drafting.bracketed_targets import committed, of_host
from luoshi.drafting.brackets import depths, split_outside
from luoshi.drafting.counted_targets import counted
from luoshi.drafting.draft import Measure, Target
from luoshi.drafting.figure_cells import figure_targets, row_topic
from luoshi.drafting.flat import Flat, flat
from luoshi.drafting.grammar import any_of
from luoshi.drafting.parallel_names import parts_of_total, respectively, shared
from luoshi.drafting.quantities import PARTS, SUFFIX, Quantity, between, quantities
from luoshi.drafting.ranks import ranked, stands_for_a_rank
from luoshi.drafting.recurring import recurs
from luoshi.drafting.stretches import Stretch
from luoshi.drafting.target_items import ROUND, Item, Sentence, quiet
from luoshi.drafting.topics import leans_on_topic, on_topic, topic

FACT = re.compile(
    any_of("measures", "facts", "words")
    + r"|(?<!项)目前|(?<![比较])(?:上年|去年|上一年)(?!度?(?:同期)?(?:增长|下降|提高))"
)
PLAN_WORD = re.compile(r"力争|争取|确保|计划|实现|完成|新增|将|达到|目标|今年|全年|本年度")
PAST = re.compile(r"(?:截至|截止)?((?:19|20)[0-9]{2})年(?!度)")
SIZE_END = re.compile(any_of("measures", "sizes", "words") + r"(?:约|近|达|为|超过|超|在|将)*$")
QUOTED = re.compile(
    r"(?<=实现|锚定|确保|完成|围绕|聚焦)“[^“”]{14,}”|“[^“”]{14,}”(?=的?(?:总体|年度|工作|发展|攻坚)?(?:目标|指标))"
)
FINAL = re.compile(
    r"[、；”）)]|(?=[0-9.]+万?[人户名])|(?:和|及|与|以及|并)(?=[^，]*[0-9])|的?(?:目标任务|目标|任务|指标|水平|标准|红线|大关|门槛|台阶|底线)?(?:[、，]|$)|(?:时限|每人|每户)?$"
)
PARTED = re.compile(rf"[（(][^（()）]*[)）]{SUFFIX}")
ABOVE = re.compile("(?:高于|高出|快于|低于|好于|优于)[一-鿿]{2,}")
FAR = 240
"""How many characters of its clause on either side a number is read with."""
ROW_GAP = re.compile("(?:[、和及与]|以及)(?:不低于|不少于|不超过|超过|突破|达到|达|至少|力争|增长|下降|约)?")
AIM = re.compile("力争|争取|确保|努力|奋力|目标|预期|计划|今年|全年|本年度")
MEASURED_OUT = frozenset(("亩", "万亩", "公顷", "套", "平方米", "万平方米", "间"))
"""What land and housing are counted in."""
ANNOUNCED = frozenset(("次", "件", "项", "条", "篇", "类", "场", "期", "轮", "届"))
COUNTED = frozenset(("个", "家", "所", "座", "条", "处"))
PEOPLE = frozenset(("户", "人", "名", "人次", "户次"))
TAKES_OVER = re.compile(r"(?:确保|实现|完成|新增|保持)")
TURNS = re.compile("力争|争取|确保|计划|目标|今年|全年|本年度")
COMMITS = re.compile(r"力争|确保|计划|目标|(?<!已)达(?:到)?[0-9]")
GOES_ON = re.compile(r"[^，]{0,30}(?:达到|新增|完成|实现)")
LIST_GAP = re.compile("[、和]")
FROM_END = re.compile(r"(?:从|由)(?:不低于|不少于|平均|原来的|现行的)?$")
CHANGES = re.compile(r"[^，]{0,2}(?:提高|提升|增加|增长|上升|扩大|降|压|缩|减|调整)")
DESCRIBED = re.compile(r"[一-鿿“”]{2,12}?(?=建设|改造|$)")
NEXT_NOUN = re.compile("[、和及与]")
WORD = re.compile(r"[一-鿿]{2,}")
GAP_WORD = re.compile("[、和及与，]")
OPEN_BRACKET = re.compile(r"[（(][^）)]*$")
NAME = re.compile(r"[一-鿿A-Za-z]{2,}")
DOING = re.compile(w.DOING)
NO_WORD_FIRST = re.compile(r"^[^一-鿿“]*")


def find_targets(stretches: Iterable[Stretch], year: int = 0) -> list[Target]:
    """All targets of a plan's stretches of text, in text order. Organisation sections hold only rates; the aims before
    the first section have no path.

    `year` is the plan's (0: unknown): what a year before it brought is a fact, no target."""
    result: list[Target] = []
    where, about = ("", ""), ""
    for stretch in stretches:
        if not stretch.path and (stretch.section != "background" or stretch.paragraph.cell is not None):
            continue
        if (stretch.part, stretch.path) != where:
            where, about = (stretch.part, stretch.path), topic(stretch.text) if stretch.section == "tasks" else ""
        if stretch.describes:
            continue
        found = figure_targets(stretch, partial(_stretch, year=year)) if stretch.subject else None
        if found is None:
            found = _stretch(stretch, year, row_topic(stretch.subject) or about)
        if not stretch.path:
            found = [t for t in found if _aimed(t, stretch, year)]
        elif (
            stretch.section == "organisation"
        ):  # numbers there are posts and groups; rates, money, land and housing are commitments all the same
            found = [t for t in found if _holds_anywhere(t)]
        result += found
    return result


def _holds_anywhere(target: Target) -> bool:
    """Does a figure commit even in a section on organisation?"""
    if target.unit == "%":
        return target.measure == "share" and target.name.endswith(("率", "覆盖", "覆盖面"))
    return w.MONEY.search(target.unit) is not None or target.unit in MEASURED_OUT


def _aimed(target: Target, stretch: Stretch, year: int) -> bool:
    """Does the sentence of a target before the first section say an aim? It may as well tell of the past, or count
    the meetings and the list that follows (办好10件实事)."""
    if target.measure == "increase" and target.unit in ANNOUNCED:
        return False
    at = target.source.start - stretch.paragraph.start
    text = stretch.paragraph.text
    first = max(text.rfind(mark, stretch.start, at) for mark in "。；;") + 1
    last = min((text.find(mark, at) for mark in "。；;" if mark in text[at:]), default=len(text))
    sentence = text[max(first, stretch.start) : last]
    return AIM.search(sentence) is not None or (year > 0 and f"{year}年" in sentence)


def _stretch(stretch: Stretch, year: int, about: str = "") -> list[Target]:
    folded = flat(stretch.text)
    # a quoted run of whole commitments (实现“…达到2000名，…”目标) is read like plain text
    folded = replace(folded, text=QUOTED.sub(lambda m: m[0].replace("“", "，").replace("”", "，"), folded.text))
    found = quantities(folded.text)
    result: list[Target] = []
    for start, end in split_outside(folded.text, "。；！？;") if found else ():
        inside = between(found, start, end)
        if inside:
            result += _sentence(stretch, folded, start, end, inside, year, Sentence(topic=about))
    return result


def _sentence(
    stretch: Stretch, folded: Flat, start: int, end: int, found: list[Quantity], year: int, state: Sentence
) -> list[Target]:
    result: list[Target] = []
    for first, last in split_outside(folded.text[start:end], "，,：:"):
        clause = folded.text[start + first : start + last]
        inside = between(found, start + first, start + last)
        state.facts = _tells_facts(clause, state.facts, year, bool(inside))
        if "力争" not in clause and TAKES_OVER.match(clause):
            state.wished = state.reached = False
        if inside and not state.facts:
            result += _clause(stretch, folded, start + first, start + last, inside, state, year)
        state.wished |= "力争" in clause
        if not inside:
            state.before = clause
    return parts_of_total(result)


def _tells_facts(clause: str, so_far: bool, year: int, counts: bool) -> bool:
    """Does a clause tell what is (去年完成…, 现有…) rather than what shall be? A fact runs on until a plan's word."""
    past = PAST.match(clause)
    if past and year and int(past[1]) < year:
        return True
    fact = FACT.search(clause)
    if fact and (counts or fact.start() == 0) and not COMMITS.search(clause):
        return True
    if not so_far:
        return False
    if TURNS.search(clause):
        return False
    return not PLAN_WORD.search(clause) or GOES_ON.match(clause) is not None


def _borrowed(text: str, found: list[Quantity]) -> list[Quantity]:
    """15个、7个工作日以内: a number listed in front takes unit and strength of the one behind it where its own are short."""
    result = list(found)
    for nth in range(len(result) - 2, -1, -1):
        this, following = result[nth], result[nth + 1]
        if not LIST_GAP.fullmatch(text[this.tail : following.start]):
            continue
        if this.unit == following.unit:
            result[nth] = replace(this, suffix=this.suffix or following.suffix)
        elif not this.unit or following.unit.startswith(this.unit):
            result[nth] = replace(this, unit=following.unit, suffix=following.suffix)
    for nth, this in enumerate(result):  # 2.5%（力争2.8%）以上
        parted = PARTED.match(text, this.tail) if not this.suffix else None
        if parted:
            result[nth] = replace(this, suffix=parted["suffix"], tail=parted.end())
    return result


def _clause(
    stretch: Stretch, folded: Flat, start: int, end: int, found: list[Quantity], state: Sentence, year: int
) -> list[Target]:
    text = folded.text
    found = _borrowed(text, found)
    result: list[Target] = []
    edge = start  # where the words of the next item may begin
    listed = False  # did the item before count, so that one after 、 may count too?
    depth = depths(text[start:end])
    for nth, quantity in enumerate(found):
        nxt = found[nth + 1].start if nth + 1 < len(found) else end
        after = ROUND.sub("", text[quantity.tail : min(end, quantity.tail + FAR)])
        left = text[max(edge, quantity.start - FAR) : quantity.start]
        begin = quantity.start - len(left)
        if FROM_END.search(left) and CHANGES.match(after):
            continue
        final = FINAL.match(after) is not None
        state.wished |= "力争" in text[found[nth - 1].start if nth else start : quantity.start]
        made: list[Target] = []
        if recurs(left, after, quantity):
            edge = quantity.tail
            continue
        if stands_for_a_rank(text, quantity.start):
            made = ranked(Item(stretch, folded, quantity, left, after), state)
            edge = quantity.tail
        elif final:
            cut = max((i for i, c in enumerate(left) if c == "、" and depth[begin - start + i] == 0), default=-1)
            if cut >= 0 and nth > 0 and listed and WORD.search(w.strip_connectors(left[cut + 1 :])[0]):
                left = left[cut + 1 :]
            if "分别" in left and not state.queue:
                row = _row(text, found, nth)
                state.row = (quantity.start - len(left) + quiet(left), row[-1].tail)
                state.parallel = state.parallel or state.spoken[-len(row) :]
            made = _measured(Item(stretch, folded, quantity, left, after), state, nth + 1 == len(found))
        elif quantity.unit and (
            not quantity.han or quantity.unit == "成" or w.DOING_END.search(left) or w.lists(left, quantity.value)
        ):
            item = Item(stretch, folded, quantity, left, after)
            made = counted(item, state, listed, _describes_next(text[quantity.tail : nxt]) if nxt < end else False)
        if made:
            result += made
            listed = True
            for first, last in committed(text, quantity.end, nxt):
                result += _in_brackets(stretch, folded, first, last, made[-1], year)
            state.spoken += [t.name for t in made]
            state.subject, state.measure, state.unit = made[-1].name, made[-1].measure, quantity.unit
        elif not final and not state.noun and quantity.unit in COUNTED:
            described = DESCRIBED.match(after)  # 抓好210个重点项目建设，完成年度投资…
            state.noun = described[0] if described else ""
        if made or final:
            noun = None if final else NEXT_NOUN.search(text, quantity.tail, end)
            edge = noun.start() if noun else quantity.tail
    return result


def _in_brackets(stretch: Stretch, folded: Flat, first: int, last: int, host: Target, year: int) -> list[Target]:
    """The targets that a clause in a bracket behind a target adds to it."""
    inside = folded.text[first:last]
    found = [replace(q, start=q.start + first, end=q.end + first, tail=q.tail + first) for q in quantities(inside)]
    if not found:
        return []
    state = Sentence(subject=host.name, noun=host.name, measure=host.measure, unit=host.unit)
    return [of_host(t, host) for t in _sentence(stretch, folded, first, last, found, year, state)]


def _row(text: str, found: list[Quantity], nth: int) -> list[Quantity]:
    """The row of numbers that begins with number `nth`: 10%、12%和15%."""
    last = nth
    while last + 1 < len(found) and ROW_GAP.fullmatch(text, found[last].tail, found[last + 1].start):
        last += 1
    return found[nth : last + 1]


def _describes_next(between: str) -> bool:
    """Does a number only describe its noun, which a later number of the same item counts (5亿元以上项目2个)?"""
    return not GAP_WORD.search(between)


def _measured(item: Item, state: Sentence, last: bool) -> list[Target]:
    """Targets of a quantity that ends its item."""
    quantity, left = item.quantity, item.left
    if SIZE_END.search(left) or OPEN_BRACKET.search(left):
        return []
    if quantity.unit in w.LARGE and quantity.unit != "亿" and not quantity.suffix and not w.CONNECTOR.search(left):
        return []
    rest, kinds, taken = w.strip_connectors(left)
    if not kinds and quantity.tail <= state.row[1]:
        kinds = state.kinds  # said once for the whole row
    noun = state.noun
    if quantity.han and quantity.unit not in PARTS and "least" not in kinds and not DOING.search(rest):
        return []
    name, verbs = w.named(rest, kinds)
    counts_as: Measure | None = None
    if state.noun and w.DOING_ONLY.fullmatch(rest):
        name = w.done_again(state.noun, rest)
    elif name.startswith("占") and state.noun and not w.RATE_END.search(state.noun):  # …，占工业投资比重达45%
        name = state.noun + name
    elif ABOVE.match(name) and state.subject:  # …，高于全省平均水平0.5个百分点
        name, counts_as = state.subject + name, state.measure
    if not NAME.search(name):
        if "分别" in left and state.parallel and not state.queue:  # …分别达到N1和N2，分别增长N3和N4
            state.queue = state.parallel[1:]
            name = state.parallel[0]
        elif state.queue:
            name, counts_as = state.queue.pop(0), state.measure
        else:
            name, counts_as = _supplied(quantity, kinds, state)
        if not name:
            return []
    elif state.topic and not state.noun and leans_on_topic(name, bool(state.before)):
        name = on_topic(name, state.topic)
    elif w.leans(name, state.noun):
        name = w.of_subject(state.noun, name)
    elif w.SIZE.fullmatch(name) and state.noun:
        name = w.of_size(name, state.noun)
    elif name not in w.ATTRIBUTES:
        state.noun = name
    if len(name) > 60:
        return []
    governed = (state.wished and not (verbs and "力争" not in left) and "gain" not in kinds) or (
        state.reached and set(kinds) <= {"growth"} and not verbs
    )
    strength = w.strength(quantity, kinds, left, governed)
    measure = counts_as or w.measure(quantity, name, kinds, taken, verbs, left)
    state.reached |= any(t.startswith("达") for t in taken) and not quantity.suffix
    names = respectively(name) if "分别" in left else shared(name, measure)
    if len(names) > 1:
        names = [w.of_subject(noun, one) if w.leans(one, noun) else one for one in names]
    if "分别" in left:
        state.kinds = kinds
    if "分别" in left and len(names) > 1:
        state.parallel = names
        if not last:
            state.queue, names = names[1:], names[:1]
    start, end = item.begin + quiet(left), quantity.tail
    if state.row[0] <= start and end <= state.row[1]:  # numbers given in a row are quoted together
        start, end = state.row
    return [item.target(start, end, one, measure, strength) for one in names]


def _supplied(quantity: Quantity, kinds: list[str], state: Sentence) -> tuple[str, Measure | None]:
    """A name for a number without one: what the sentence spoke of last, else its clause before."""
    if state.subject:
        if quantity.unit in PEOPLE and not kinds:
            return f"{state.subject}{quantity.unit}数", state.measure
        again = quantity.unit == state.unit and set(kinds) <= {"least", "most"}  # 增长8.5%、力争9%
        return state.subject, state.measure if again or not kinds else None
    body, _ = w.lead_in(state.before)
    body = NO_WORD_FIRST.sub("", body)
    return (body, None) if 2 <= len(body) <= 30 and kinds else ("", None)
