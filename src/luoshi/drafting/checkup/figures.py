"""Figures that do not add up, and promises to count that give no number."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from functools import cache

from luoshi.drafting.checkup.layout import Layout, finding, number
from luoshi.drafting.draft import Finding
from luoshi.drafting.grammar import any_of, table
from luoshi.drafting.numerals import han_number

# each begins with the digit itself and looks back from there: so the search runs quickly
_FIGURE = r"(\d(?<![\d.A-Za-z]\d)\d{0,11}(?:\.\d{1,6})?)\s*(万?)\s*(亿元|人次|场次|台套|亩|公里|个|家|项|座|处|户|名|人|场|次|所|条|套|台|元|件|亿)"
_TOTAL = re.compile(rf"{_FIGURE}[^。；;\n\d]{{0,24}}?(?:[，,（(:：]\s*(其中|分别为|分别是|包括|包含|即)[:：]?|([:：]))")
_PART = re.compile(rf"{_FIGURE}及?(以上|左右|以内)?")
_PLUS = re.compile(
    r"(\d(?<![\d.]\d)\d{0,11}(?:\.\d{1,6})?)\s{0,3}(?:[=＝]\s{0,3}|[（(]\s{0,3})(\d{1,12}(?:\.\d{1,6})?(?:\s{0,3}[+＋]\s{0,3}\d{1,12}(?:\.\d{1,6})?){1,40})(?=\s*[)）]|[^\d+＋.])"
)
_SUM_LEFT = re.compile(
    r"(\d(?<![\d.+＋]\d)\d{0,11}(?:\.\d{1,6})?(?:\s{0,3}[+＋]\s{0,3}\d{1,12}(?:\.\d{1,6})?){1,40})\s{0,3}[=＝]\s{0,3}(\d{1,12}(?:\.\d{1,6})?)"
)
_LIST_NUMBER = re.compile(r"^\s*(?:\d{1,3}[.．、]|[一二三四五六七八九十]{1,3}、)\s*")
_PLANS = re.compile(
    r"(\d(?<!\d\d)\d{0,2})\s{0,3}个?(总体方案|实施方案|方案)\s{0,3}[+＋]\s{0,3}(\d{1,3})\s{0,3}个?(实施方案|工作方案|专项方案|子方案|附件|行动方案)"
)


def findings(layout: Layout) -> list[Finding]:
    """All findings on sums, on counts of what is listed, and on numbers that are not given."""
    return [*_sums(layout), *_totals(layout), *_counts(layout), *_plans(layout), *_vague(layout)]


def _sums(layout: Layout) -> list[Finding]:
    """Sums written out: 54=27+12+4+5+3+3, 54（27+12+…）."""
    found: list[Finding] = []
    if "+" not in layout.text and "＋" not in layout.text:
        return found
    written = [(m.group(1), m.group(2), m.span()) for m in _PLUS.finditer(layout.text)]
    written += [(m.group(2), m.group(1), m.span()) for m in _SUM_LEFT.finditer(layout.text)]
    for total, parts, span in written:
        terms = [float(t) for t in re.split(r"[+＋]", parts)]
        # 3+1（…） and the like are names of formulas, not sums: at least three terms in brackets, or an equals sign
        if len(terms) < 3 and not re.search("[=＝]", layout.text[slice(*span)]):
            continue
        if abs(sum(terms) - float(total)) > 1e-6:
            sentence = (
                f"“{''.join(layout.text[slice(*span)].split())}”加总为{number(sum(terms))}，与{total}不符，请核对。"
            )
            found.append(finding("sum-mismatch", sentence, [layout.quote(*span)]))
    return found


def _totals(layout: Layout) -> list[Finding]:
    """N个…，其中A n个、B m个: more than the whole, or all parts told and less than the whole."""
    found = []
    for match in _TOTAL.finditer(layout.text):
        total, scale, unit, word = (
            float(match.group(1)),
            match.group(2),
            match.group(3),
            match.group(4) or match.group(5),
        )
        rest = _listed(re.split(r"[。；;\n）)]", layout.text[match.end() : match.end() + 160])[0])
        parts = [(float(m.group(1)), m.group(2), m.group(3), m.group(4)) for m in _PART.finditer(rest)]
        parts = list(itertools.takewhile(lambda p: (p[2], p[1]) == (unit, scale), parts))  # noqa: B023
        same = [value for value, *_ in parts]
        if not same or len({strength for *_, strength in parts}) > 1:
            continue
        told = sum(same)
        before = layout.text[max(match.start() - 12, 0) : match.start()]
        whole = word != "其中" or re.search("共|合计|总计", before) is not None
        nested = word == "其中" and len(same) >= 2 and same[0] >= sum(same[1:]) and told > total
        # 其中 need not tell all; many parts that come close to the whole are meant to be all of it
        close = len(same) >= 4 and told >= 0.9 * total
        if (told > total and not nested) or (((whole and len(same) >= 3) or close) and told < total):
            sentence = f"“{match.group(1)}{scale}{unit}”与所列{'+'.join(number(v) for v in same)}={number(told)}不符，请核对总数和分项。"
            found.append(finding("sum-mismatch", sentence, [layout.quote(match.start(), match.end() + len(rest))]))
    return found


def _listed(rest: str) -> str:
    """The parts behind 其中, up to a comma behind which a verb tells of something else: 其中甲类12个、乙类8个，新引进5个.

    Where the parts before it begin with verbs too (其中新建12个，改造8个), it is one of them."""
    verbs = _verbs()
    of_verbs = bool(verbs.match(rest))
    for comma in re.finditer("[，,]", rest):
        if not of_verbs and verbs.match(rest, comma.end()):
            return rest[: comma.start()]
    return rest


@cache
def _verbs() -> re.Pattern[str]:
    more = any_of("findings", "figures", "verbs")
    return re.compile(
        rf"(?:全年|全部|力争|确保|并|同时|年内|共|累计|当年)*(?:新|再|续)?(?:{more}|{any_of('findings', 'figures', 'anew')})"
    )


def _counts(layout: Layout) -> list[Finding]:
    """A、B、C、D三个项目: the number that closes an enumeration is not that of its items."""
    words = table("findings")["figures"]
    closing = any_of("findings", "figures", "closing")
    # two steps, so that the search stays linear: the number first, then the items in front of it
    counted = re.compile(rf"(?<=[一-鿿”])([二两三四五六七八九十]|\d{{1,2}})({closing})(?=[一-鿿])")
    found = []
    for match in counted.finditer(layout.text):
        said = han_number(match.group(1)) or (int(match.group(1)) if match.group(1).isdecimal() else 0)
        if not 3 <= said <= 12:
            continue
        head = re.split(r"[。，,；;：:！？（）()\n《》“”]", layout.text[max(match.start() - 90, 0) : match.start()])[-1]
        head = _LIST_NUMBER.sub("", head)
        items = head.split("、")
        if len(items) < 3 or any(not 1 <= len(i) <= 12 for i in items[1:]) or re.search(r"等$|以及|等各?$", head):
            continue
        begins = max((i for i, item in enumerate(items) if i and item.startswith(tuple(words["anew"]))), default=0)
        if begins or re.search(r"\d", head):
            continue
        count = len(items)
        joined = len(re.findall("[和及与]", items[-1]))
        if said in range(count, count + joined + 1) or count > said + 3 or count < said - 2:
            continue
        if match.group(2) == "大" and count < said:
            continue
        shown = head.strip("*# ")[-40:]
        sentence = f"所列“{shown}”有{count}项，而后面写“{match.group()}”，请核对。"
        found.append(
            finding("sum-mismatch", sentence, [layout.quote(match.start() - len(head), match.end())], "serious")
        )
    return found


def _plans(layout: Layout) -> list[Finding]:
    """1个总体方案+7个实施方案, against the annexes that are there."""
    annexes = [p for p in layout.draft.parts if p.kind == "annex"]
    found = []
    for match in _PLANS.finditer(layout.text):
        said = int(match.group(3))
        if annexes and said != len(annexes):
            sentence = f"“{match.group()}”与所附{len(annexes)}个附件不符，请核对。"
            found.append(finding("sum-mismatch", sentence, [layout.quote(*match.span())], "serious"))
    return found


def _vague(layout: Layout) -> list[Finding]:
    """新建多个5G基站: a verb that counts and a word that does not; one finding a part."""
    verbs = any_of("findings", "figures", "verbs")
    vague = any_of("findings", "figures", "vague")
    measure = any_of("findings", "figures", "measure")
    pattern = re.compile(
        rf"(?:{verbs})[^，,。；;、\n\d]{{0,6}}?(?<!许)(?<!诸)(?<!很)(?<!众){vague}{measure}(?![级层类元次环功])"
    )
    parts: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for match in pattern.finditer(layout.text):
        parts[layout.part_at(match.start())].append(match.span())
    found = []
    for part, spans in parts.items():
        said = "、".join(
            dict.fromkeys(f"“{re.split('[，,。；;、]', layout.text[s : e + 8])[0]}”" for s, e in spans[:4])
        )
        sentence = f"{layout.label(part)}中{said}要计数而没有写数，无法考核，请定出数量。"
        found.append(finding("target-without-figure", sentence, [layout.quote(s, e) for s, e in spans[:4]]))
    return found
