"""Task forces, leading groups and their like: name, convener, deputies, members, office."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from luoshi.drafting.body_heads import heads, set_up_by_name
from luoshi.drafting.body_names import squeeze
from luoshi.drafting.body_office import END, Found, own_office
from luoshi.drafting.body_people import LABELLED, fill
from luoshi.drafting.brackets import split_outside
from luoshi.drafting.draft import Body
from luoshi.drafting.stretches import Stretch

GROUP = re.compile(r"(?P<name>[一-鿿]{2,12}组)[（(](?P<unit>[^，。；（()）]{2,24}?)(?:明确|负责|牵头)[^（()）]*[)）]")


def find_bodies(stretches: Iterable[Stretch], title: str = "") -> list[Body]:
    """All bodies that a plan sets up, in text order; a body named twice in a part is one.

    `title` is the plan's: it names the body of a list whose lines only say 组长：…, 副组长：…, 成员：…."""
    result: list[Body] = []
    listed: Found | None = None
    for stretch in stretches:
        if LABELLED.match(stretch.text):
            if listed is None:
                listed = Found(_list_name(result, stretch.part, title), 0, len(stretch.text))
                at = len(result)
            fill(listed, stretch.text)
            body = _made(stretch, listed)
            result[at:] = [
                replace(body, source=replace(body.source, start=result[at].source.start), raw=result[at].raw + body.raw)
                if len(result) > at
                else body
            ]
            continue
        listed = None
        if not re.search(END, stretch.text):
            continue
        for found in _read(stretch.text, stretch.section == "organisation"):
            twin = next((b for b in result if b.part == stretch.part and b.name == found.name), None)
            if twin is not None:
                continue
            result.append(_made(stretch, found))
    return result


def _made(stretch: Stretch, found: Found) -> Body:
    raw = re.sub(r"\s+", "", stretch.text[found.start : found.end])
    people = (tuple(found.convener), tuple(found.deputies), tuple(found.members))
    return Body(stretch.part, found.name, *people, found.office, raw, stretch.place(found.start, found.end))


def _list_name(so_far: list[Body], part: str, title: str) -> str:
    """Whose list begins: the body named last that has no people yet, else the one that the title sets up."""
    if so_far and so_far[-1].part == part and not so_far[-1].convener and not so_far[-1].members:
        return so_far.pop().name
    found = re.search(rf"(?:成立|调整|组建|设立)(?P<name>.{{2,50}}?{END})", title)
    return found["name"] if found else "领导小组"


def _read(text: str, organisation: bool) -> list[Found]:
    named = heads(text, organisation)
    result: list[Found] = []
    for nth, head in enumerate(named):
        until = named[nth + 1].start if nth + 1 < len(named) else len(text)
        begin = max((text.rfind(c, 0, head.start) for c in "。；;"), default=-1) + 1
        stop = _stop(text, head.end, until)
        found = Found(head.name, begin, stop)
        if head.chief:
            found.convener.append(head.chief)
        if head.inside:
            fill(found, head.inside)
        fill(found, text[head.end : stop])
        if head.generic and not found.convener:
            continue
        result.append(found)
        second = own_office(found, text, head.end, stop)
        if second:
            result.append(second)
    for match in GROUP.finditer(text) if organisation else ():
        result.append(Found(squeeze(match["name"]), match.start(), match.end(), office=squeeze(match["unit"])))
    # a body with nobody in it counts only where the paper plainly sets it up
    return [b for b in result if b.convener or b.members or b.office or b.deputies or set_up_by_name(text, b.name)]


def _stop(text: str, end: int, until: int) -> int:
    """Where what is said of a body ends: after the sentences that name its people or its office."""
    stop = end
    for start, close in split_outside(text[end:until], "。"):
        sentence = text[end + start : end + close]
        if start == 0 or (
            re.search(r"办公室|办.{0,3}设|成员|召集人|组长|指挥长|主任", sentence)
            and re.search(r"设|任|为|包括|[:：]", sentence)
        ):
            stop = min(end + close + 1, until)
        else:
            break
    return min(stop, len(text))
