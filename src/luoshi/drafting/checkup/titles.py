"""Names that drift: the list of annexes against the annexes, the campaign's number against their count, set phrases."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from rapidfuzz import fuzz

from luoshi.drafting.checkup.layout import Layout, finding, is_master
from luoshi.drafting.draft import Finding, Part
from luoshi.drafting.grammar import table
from luoshi.drafting.numerals import han_number

_LIST = re.compile(r"^[-—\s]*附\s*件\s*[:：]")
_ITEM = re.compile(r"(?:附件)?\s*(\d{1,2}(?:[-－—]\d{1,2})?|[一二三四五六七八九十]{1,2})\s*[.．、:：]\s*(.+)$")
_PAPER = re.compile(r"(?:的)?(?:总体|实施|工作|行动|专项)?(?:方案|计划|清单|办法)$")
_FAMILY = re.compile(r"([二三四五六七八九十]{1,2}|\d{1,2})(大|项|仗|场|个)")
_QUOTED = re.compile(r"“([^“”\n]{6,24})”")


def findings(layout: Layout) -> list[Finding]:
    """All findings on titles and set phrases."""
    return [*_annex_list(layout), *_family(layout), *_campaigns(layout), *_phrases(layout)]


def _flat(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _annex_list(layout: Layout) -> list[Finding]:
    """The titles in the list behind the plan against those over the annexes."""
    listed: list[tuple[str, str, int, int]] = []
    active = False
    for paragraph in layout.document.paragraphs:
        text = paragraph.text
        if paragraph.cell is not None:
            continue
        head = _LIST.match(text)
        if head:
            active = True
            text = text[head.end() :]
            if not text.strip():
                continue
        if not active:
            continue
        item = _ITEM.match(text.strip())
        if item is None:
            if listed:
                break
            active = False
            continue
        written = re.sub("[－—]", "-", item.group(1))
        listed.append((str(han_number(written) or written), item.group(2).strip(), paragraph.start, paragraph.end))
    annexes: dict[str, Part] = {p.id: p for p in layout.draft.parts if p.kind != "master"}
    if not listed or not annexes:
        return []
    found = []
    for value, title, start, end in listed:
        part = annexes.get(value)
        if part is None:
            sentence = f"附件清单列有“{value}.{title}”，正文后没有这个附件，请补附或改清单。"
            found.append(finding("annex-list-mismatch", sentence, [layout.passage(start, end)]))
            continue
        one, other = _flat(title), _flat(part.title)
        if one != other and not one.endswith(other) and not other.endswith(one):
            sentence = f"附件{value}在清单中名为“{title}”，附件本身名为“{part.title}”，请统一。"
            places = [layout.passage(start, end), layout.passage(part.source.start, part.source.end)]
            found.append(
                finding("annex-list-mismatch", sentence, places, None if fuzz.ratio(one, other) < 80 else "minor")
            )
    numbers = {value for value, *_ in listed}
    for part in annexes.values():
        if part.kind == "annex" and part.id not in numbers:
            sentence = f"附件{part.id}“{part.title}”没有列入附件清单，请补列。"
            found.append(finding("annex-list-mismatch", sentence, [layout.passage(part.source.start, part.source.end)]))
    return found


def _family(layout: Layout) -> list[Finding]:
    """“七大攻坚” has seven annexes or seven tasks of its own, unless it has no annexes at all."""
    family = layout.draft.document.family
    match = _FAMILY.search(family)
    annexes = [p for p in layout.draft.parts if p.kind == "annex"]
    if not match:
        match = re.search(r"([二三四五六七八九十])(?=仗)", family)
    if not match or len(annexes) < 2:
        return []
    said = int(match.group(1)) if match.group(1).isdecimal() else han_number(match.group(1)) or 0
    own = len({t.path for t in layout.draft.tasks if is_master(layout, t.part)})
    if not said or said in (len(annexes), own):
        return []
    at = layout.text.find(family)
    sentence = f"“{family}”为{said}项，而所附实施方案有{len(annexes)}个，请核对是否缺附件或名称有误。"
    return [finding("family-count", sentence, [layout.passage(at, at + len(family))] if at >= 0 else [])]


def _campaigns(layout: Layout) -> list[Finding]:
    """The name of an annex's campaign, wherever it stands in the plan with one letter changed."""
    campaigns: dict[str, Part] = {}
    for part in layout.draft.parts:
        name = _campaign(part.title, layout.draft.document.title) if part.kind == "annex" else ""
        if 5 <= len(name) <= 16:
            campaigns.setdefault(name, part)
    variants: dict[tuple[str, str], list[int]] = defaultdict(list)
    for name, seen, start in _nearly(layout.text, list(campaigns)):
        variants[name, seen].append(start)
    found = []
    for (name, variant), starts in variants.items():
        part, start = campaigns[name], starts[0]
        where = layout.label(layout.part_at(start))
        sentence = f"{layout.label(part.id)}名为“{name}”，{where}写作“{variant}”（{len(starts)}处），请统一提法。"
        places = [layout.quote(start, start + len(variant)), layout.passage(part.source.start, part.source.end)]
        found.append(finding("term-drift", sentence, places))
    return found


def _campaign(title: str, plan: str) -> str:
    """What an annex's title calls its campaign: without the kind of paper, and the place that the plan's title has too."""
    name = _PAPER.sub("", "".join(title.split()))
    for cut in range(min(len(name), 14), 2, -1):
        if plan.startswith(name[:cut]):
            name = name[cut:]
            break
    return re.sub(r"^(?:实施|打好|打赢|开展)", "", name)


def _nearly(text: str, names: list[str]) -> Iterator[tuple[str, str, int]]:
    """Where the text has a name with one letter changed: (name, what stands there, where), by halves in text order.

    One half of such a name stands unchanged. The halves are looked up by their first two letters and their length, so
    that many names cost no more than one."""
    wanted: dict[str, set[tuple[int, int]]] = defaultdict(
        set
    )  # half → how long its name is, where in it the half stands
    lengths: dict[str, set[int]] = defaultdict(set)  # first two letters → lengths of the halves that begin so
    masked: dict[str, list[str]] = defaultdict(list)
    for name in names:
        half = len(name) // 2
        for piece, offset in ((name[:half], 0), (name[half:], half)):
            wanted[piece].add((len(name), offset))
            lengths[piece[:2]].add(len(piece))
        for i in range(len(name)):
            masked[f"{name[:i]}\0{name[i + 1 :]}"].append(name)
    if not wanted:
        return
    firsts, seconds = ("".join(re.escape(letter) for letter in {piece[i] for piece in lengths}) for i in (0, 1))
    known = set(names)
    for match in re.finditer(f"[{firsts}](?=[{seconds}])", text):
        at = match.start()
        for length in lengths.get(text[at : at + 2], ()):
            piece = text[at : at + length]
            for whole, offset in wanted.get(piece, ()):
                start = at - offset
                seen = text[start : start + whole] if start >= 0 else ""
                if len(seen) < whole or seen in known:
                    continue
                for i in range(length, whole) if offset == 0 else range(offset):
                    for name in masked.get(f"{seen[:i]}\0{seen[i + 1 :]}", ()) if seen[i].isalpha() else ():
                        yield name, seen, start


def _phrases(layout: Layout) -> list[Finding]:
    """Set phrases in quotes that differ by one letter, one of them rarer than the other."""
    limits = table("findings")["drift"]
    counted: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}
    for match in _QUOTED.finditer(layout.text):
        phrase = match.group(1)
        if limits["shortest"] <= len(phrase) <= limits["longest"]:
            counted[phrase] += 1
            first.setdefault(phrase, match.span())
    masked: dict[str, list[str]] = defaultdict(list)
    for phrase in counted:
        for i in range(len(phrase)):
            masked[f"{phrase[:i]}\0{phrase[i + 1 :]}"].append(phrase)
    found = []
    for key, phrases in masked.items():
        if len(phrases) != 2:
            continue
        rare, usual = sorted(phrases, key=lambda p: (counted[p], first[p]))
        at = key.index("\0")
        if rare[at].isdigit() or usual[at].isdigit() or not rare[at].isalpha():
            continue
        sentence = f"“{rare}”与“{usual}”只差一字，疑为同一提法，请核对后统一。"
        found.append(finding("term-drift", sentence, [layout.quote(*first[rare]), layout.quote(*first[usual])]))
    return found
