"""One unit under several names: what the directory merged, shown to the one who edits the plan."""

from __future__ import annotations

from luoshi.drafting.checkup.layout import Layout, finding
from luoshi.drafting.draft import Alias, Finding, Passage, Unit
from luoshi.drafting.unit_names import plain, undoubled

_SHOWN = 4
_LISTED = 8  # names without their place that the sentence lists
SHORT = "省写地名或层级"  # how the directory's evidence begins for a name without its place


def findings(layout: Layout) -> list[Finding]:
    """One finding a unit with names that differ by more than blanks and brackets."""
    first: dict[str, Passage] = {}
    for task in layout.draft.tasks:
        for assignment in task.assignments:
            for mention in assignment.mentions:
                if mention.name not in first:
                    first[mention.name] = layout.quote(mention.source.start, mention.source.end)
    for body in layout.draft.bodies:
        start, end = layout.span(body.source.start, body.source.end)
        text = layout.text[start:end]
        for name in (*body.members, body.office):
            if name and name not in first and name in text:
                at = start + text.index(name)
                first[name] = layout.quote(at, at + len(name))
    found = []
    short: list[tuple[str, str]] = []  # a name without its place, and the name elsewhere
    for unit in layout.units:
        if unit.aliases and not unit.open_class and all(_only_short(a) for a in unit.aliases):
            short.extend((a.name, unit.name) for a in unit.aliases if a.evidence.startswith(SHORT))
        else:
            found.extend(_alias(unit, first))
    if short:
        names = "、".join(f"“{plain(n)}”（别处写“{plain(other)}”）" for n, other in short[:_LISTED])
        more = f"等{len(short)}处" if len(short) > _LISTED else ""
        sentence = f"{names}{more}的地名或层级（如“县”“区”）写法不一，请统一写法。"
        places = [first[n] for pair in short[:_LISTED] for n in pair if n in first]
        found.append(finding("unit-aliases", sentence, places[: 2 * _LISTED]))
    return found


def _only_short(alias: Alias) -> bool:
    """Whether an alias leaves out no more than the place or level in front, or differs by brackets and blanks."""
    return not alias.proposed and alias.evidence.startswith((SHORT, "空格", "括号"))


def _alias(unit: Unit, first: dict[str, Passage]) -> list[Finding]:
    if unit.open_class:
        return []
    telling = [a for a in unit.aliases if a.proposed or _bare(a.name) != _bare(unit.name)]
    if not telling:
        return []
    named = {plain(unit.name): unit.count - sum(a.count for a in unit.aliases)}
    for alias in telling:
        named[plain(alias.name)] = named.get(plain(alias.name), 0) + alias.count
    doubtful = [a for a in telling if a.proposed]
    names = "、".join(f"“{n}”{c}处" if c else f"“{n}”" for n, c in list(named.items())[:6])
    if doubtful:
        sentence = f"{names}似为同一单位（{doubtful[0].evidence}），请核对后统一为“{plain(unit.name)}”。"
    else:
        sentence = f"同一单位有{len(named)}种写法：{names}，请统一写法。"
    passages = [first[n] for n in (*(a.name for a in telling), unit.name) if n in first][:_SHOWN]
    return [finding("unit-aliases", sentence, passages)]


def _bare(name: str) -> str:
    return undoubled(plain(name).split("(", 1)[0])
