"""Task forces, leading groups and their like: name, convener, deputies, members, office."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from luoshi.drafting.body_groups import groups
from luoshi.drafting.body_heads import SET_UP, heads, set_up_by_name
from luoshi.drafting.body_names import squeeze
from luoshi.drafting.body_office import END, Found, office_in, own_office
from luoshi.drafting.body_people import LABELLED_LINE, fill
from luoshi.drafting.body_rosters import Roster
from luoshi.drafting.brackets import split_outside
from luoshi.drafting.draft import Body
from luoshi.drafting.stretches import Stretch

ANY_END = re.compile(END)
# a line that is a body's name alone: 1.前期审批工作专班
HEADING = re.compile(
    rf"\s*(?:[（(]?[0-9一二三四五六七八九十]{{1,3}}[)）]?[.．、]?)?(?P<name>[^，。；：:、]{{1,40}}?{END})[。：:\s]*"
)
_LATER_OFFICE = re.compile(r"(?:^|[。；;])(?:[一-鿿]{0,8}?(?:领导小组|专班|指挥部|联席会议))办公室设在[^。]*。?")


def find_bodies(stretches: Iterable[Stretch], title: str = "") -> list[Body]:
    """All bodies that a plan sets up, in text order; a body named twice in a part is one.

    `title` is the plan's: it names the body of a list whose lines only say 组长：…, 副组长：…, 成员：…."""
    result: list[Body] = []
    places: dict[tuple[str, str], int] = {}
    roster: Roster | None = None
    before: Stretch | None = None  # the paragraph in front
    for stretch in stretches:
        if roster is not None and roster.takes(stretch):
            roster.add(stretch)
        elif LABELLED_LINE.match(stretch.text):
            _close(roster, result)
            roster = _opened(result, places, before, stretch, title)
            roster.add(stretch)
        else:
            _close(roster, result)
            roster = None
            for found in _read(stretch.text, stretch.section == "organisation"):
                _note(result, places, _made(stretch, found))
        before = stretch
    _close(roster, result)
    return result


def _close(roster: Roster | None, result: list[Body]) -> None:
    if roster is not None:
        result.append(roster.made())


def _note(result: list[Body], places: dict[tuple[str, str], int], body: Body) -> None:
    """Add the body, or put it in the place of its own bare mention."""
    key = (body.part, body.name)
    at = places.get(key)
    if at is None:
        places[key] = len(result)
        result.append(body)
    elif not _peopled(result[at]) and _peopled(body):
        result[at] = body


def _peopled(body: Body | Found) -> bool:
    return bool(body.convener or body.deputies or body.members or body.office)


def _made(stretch: Stretch, found: Found) -> Body:
    raw = re.sub(r"\s+", "", stretch.text[found.start : found.end])
    people = (tuple(found.convener), tuple(found.deputies), tuple(found.members))
    return Body(stretch.part, found.name, *people, found.office, raw, stretch.place(found.start, found.end))


def _opened(
    result: list[Body], places: dict[tuple[str, str], int], before: Stretch | None, first: Stretch, title: str
) -> Roster:
    """The roster that begins here, of the body that the paragraph in front sets up, else of the one in the title."""
    near = before is not None and before.part == first.part and before.paragraph.index + 1 == first.paragraph.index
    if before is not None and near:
        if result and result[-1].part == first.part and not (result[-1].convener or result[-1].members):
            body = result[-1]
            start = body.source.start - before.paragraph.start - before.start
            if 0 <= start < len(before.text):
                result.pop()
                places.pop((body.part, body.name), None)
                return Roster(body.name, before, start)
        set_up = re.search(rf"(?:{SET_UP}|调整)(?P<name>[^，。；：:]{{0,40}}?{END})", before.text)
        if set_up:
            return Roster(squeeze(set_up["name"]), before, set_up.start())
        heading = HEADING.fullmatch(before.text)
        if heading:
            return Roster(squeeze(heading["name"]), before, heading.start("name"))
    named = re.search(rf"(?:成立|调整|组建|设立)(?P<name>.{{2,50}}?{END})", title)
    return Roster(named["name"] if named else "领导小组", first)


def _read(text: str, organisation: bool) -> list[Found]:
    if not ANY_END.search(text) and not (organisation and "组" in text):
        return []
    named = heads(text, organisation)
    whole = {head.name for head in named if not head.name.endswith("组")}
    below = [group for group in groups(text) if group.name not in whole] if organisation else []
    told = {group.name for group in below}
    named = [head for head in named if head.name not in told]
    starts = sorted({*(head.begin for head in named), *(group.start for group in below)})
    result: list[Found] = []
    for head in named:
        begin = max((text.rfind(c, 0, head.start) for c in "。；;"), default=-1) + 1
        nth = bisect_right(starts, head.end)
        stop = _stop(text, head.end, starts[nth] if nth < len(starts) else len(text))
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
    _office_behind_groups(text, result, below)
    # a body with nobody in it counts only where the paper plainly sets it up
    kept = [found for found in result if _peopled(found) or set_up_by_name(text, found.name)]
    return _told_once(sorted([*kept, *below], key=lambda found: found.start))


def _told_once(found: list[Found]) -> list[Found]:
    """Each body once: a bare list (设立产业振兴、乡村建设2个工作专班) goes where its bodies are told with their people, a
    name that is but the end of another's (专班 of 乡村建设专班) where that one stands at the same words."""
    peopled = {_core(body.name) for body in found if _peopled(body)}
    whole = [(body.end, body.name) for body in found]
    return [
        body
        for body in found
        if (_peopled(body) or _core(body.name) not in peopled)
        and not any(
            name != body.name and name.endswith(body.name) and body.start < end <= body.end + 1 for end, name in whole
        )
    ]


def _core(name: str) -> str:
    return re.sub(rf"(?:工作)?(?:{END})$", "", name)


def _office_behind_groups(text: str, above: list[Found], below: list[Found]) -> None:
    """专班下设4个工作组：…。专班办公室设在县应急局: the office, told only behind the groups, is the body's above them."""
    if not below or len(above) != 1 or above[0].office:
        return
    found = _LATER_OFFICE.search(text, max(group.end for group in below) - 1)
    if found:
        above[0].office = office_in(found[0].lstrip("。；;"))[0]
        above[0].end = max(above[0].end, found.end())


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
