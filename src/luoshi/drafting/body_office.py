"""The office of a body: where it is set up, who does its daily work, who directs it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from luoshi.drafting.body_names import men, posts_held, squeeze
from luoshi.drafting.grammar import any_of
from luoshi.drafting.roles import is_unit

END = any_of("bodies", "endings")
OFFICE = re.compile(
    r"(?P<whose>[^，,。；;：:（(]{0,40}?)(?:办公室|办公地点|办|组|专班)(?:[（(][^（()）]{1,20}[)）])?[，,]?\s*(?:设在|设于|设置在|设|在(?=[^，。；]{2,16}(?:局|委|办|厅|部|院|中心)[，,。；;]))\s*(?P<office>[^，,。；;（(]+(?:[（(][^）)]{1,20}[)）])?)(?=[，,。；;]|$)"
)
DAILY = re.compile(r"日常工作由(?P<office>[^，。；]{2,20}?)(?:具体)?(?:承担|负责)")
DAILY_WORK_BY = re.compile(r"(?:^|[，,。；;])(?P<office>[^，,。；;、]{2,20}?)(?:具体)?承担[^，,。；;]{0,10}?日常工作")
BELOW = re.compile(r"(?P<whose>[^，。；]{0,20}?)下设办公室(?P<office>)")


@dataclass(slots=True)
class Found:
    """A body as it is being read: the characters that speak of it, and who was found so far."""

    name: str
    start: int
    end: int
    convener: list[str] = field(default_factory=list)
    deputies: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    office: str = ""


def office_in(said: str) -> tuple[str, int]:
    """Where the office is set up, or who does the daily work; and the position at which the text turns to it
    (the text's length where it is not told by 设在)."""
    found = OFFICE.search(said)
    if found:
        return _tidy(found["office"]), found.start()
    daily = DAILY.search(said)
    if daily:
        return _tidy(daily["office"]), len(said)
    doer = DAILY_WORK_BY.search(said)
    if doer and is_unit(doer["office"]):
        return _tidy(doer["office"]), len(said)
    return "", len(said)


def _tidy(text: str) -> str:
    name = squeeze(text)
    name = re.sub(r"(?:负责|承担|具体)[^（）]*$", "", name) if len(name) > 12 else name
    return re.sub(r"[，,、]$", "", re.sub(r"^在", "", name))


def own_office(body: Found, text: str, end: int, stop: int) -> Found | None:
    """The body's office as a body of its own, where it has a director: 办公室设在区政府办，由…任办公室主任."""
    said = text[end:stop]
    office = OFFICE.search(said) or BELOW.search(said)
    if not office:
        return None
    rest = said[office.end() :]
    convener: list[str] = []
    deputies: list[str] = []
    for held in posts_held(rest):
        if "办公室" not in held.whose + held.post and not (convener and "主任" in held.post):
            continue
        who = re.split(r"[，,]由", re.sub(r"^[，,、]*(?:并|由)*", "", held.men))[-1]
        (deputies if "副" in held.post else convener).extend(men(who))
    if not convener and not deputies:
        return None
    whose = squeeze(office["whose"].lstrip("，,。；;")).removesuffix("下设")
    name = (whose or _ending(body.name)) + "办公室"
    place = _tidy(office["office"]) if office["office"] else ""
    later = OFFICE.search(rest)
    start = end + office.end() - len(office[0].lstrip("，,。；;"))
    return Found(
        re.sub("办公室办公室$", "办公室", name),
        start,
        stop,
        convener,
        deputies,
        [],
        place or (_tidy(later["office"]) if later else body.office),
    )


def _ending(name: str) -> str:
    found = re.search(f"{END}$", name)
    return found[0] if found else name
