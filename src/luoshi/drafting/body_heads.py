"""Where a plan sets up a body: its name, and who is named in front of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.drafting.body_names import CONVENER, DEPUTY, squeeze
from luoshi.drafting.body_office import END
from luoshi.drafting.grammar import any_of

SET_UP = any_of("bodies", "set_up")
NUMBER = "[0-9一二两三四五六七八九十]+个"
# what may stand behind a name: 联席会议制度 is still the body
_BEHIND = r"(?P<as>(?<=联席会议)(?:制度|机制))?(?=[，,。；;（(、：:]|$|由|负责|下设|办公室|统筹|分管)"
_IN_FRONT = rf"[^。；;]{{2,240}}?(?:{CONVENER}|{DEPUTY}|为?成员(?:单位)?|参与|参加|配合|组成|牵头)"
NAMED = re.compile(
    rf"(?:(?P<setup>{SET_UP})(?:了|由(?P<head>[^，。；]{{2,30}}?)总牵头的|[以由](?P<inside>{_IN_FRONT})的)?(?P<name>[^，,。；;：:、]{{0,40}}?{END})){_BEHIND}"
)
LED = re.compile(  # 由副县长牵头、县住建局参与的城市更新工作专班, without a word for setting up
    rf"(?:^|[。；;，,])由(?P<inside>[^。；;]{{2,120}}?牵头[、，,][^。；;]{{2,160}}?(?:参与|参加|配合))的(?P<name>[^，,。；;：:、]{{2,40}}?{END}){_BEHIND}"
)
RELIED_ON = re.compile(
    rf"(?:发挥|依托|用好|健全完善)(?:好)?(?P<name>[^，,。；;：:]{{2,36}}?{END})(?=(?:的)?[^，。；]{{0,8}}作用[，,])"
)
BY_MEN = re.compile(
    rf"(?:^|[。；;，,：:])(?P<name>[^，,。；;：:]{{2,40}}?{END})(?=[，,]?由[^，。；]{{2,30}}?(?:任|担任|兼任)[^，。；]{{0,6}}(?:{CONVENER}))"
)
BY_UNITS = re.compile(
    rf"(?:^|[。；;])(?P<name>[^，,。；;：:]{{2,40}}?{END})(?=由[^。；]{{4,300}}?(?:等(?:部门|单位)?|部门|单位)组成[，,。；;])"
)
OFFICE_OF = re.compile(
    r"(?:^|[。；;，,])(?P<name>[^，,。；;：:]{2,40}?(?:专班|领导小组|指挥部|联席会议|委员会))办公室设在?(?=[^，。；])"
)
MENTIONED = re.compile(
    r"(?:^|[。；;])(?P<name>[^，,。；;：:“”]{0,6}[^，,。；;：:]{2,30}?(?:工作专班|领导小组|指挥部))(?=(?:负责|要|牵头)?统筹|负责[^，。；]{0,12}?(?:统筹|组织|协调|推进)|牵头(?:抓总|推进))"
)
EVERYBODY = re.compile(r"(?:^|[。；;，,])[^。；;，,]{0,6}(?:各|相应|比照|参照)[^。；;，,]{0,16}[，,]?[^。；;，,]{0,6}$")
GENERIC = frozenset(
    (
        "委员会", "工作委员会", "领导机构", "专班", "工作专班", "工作组", "工作小组", "督导组", "联席会议", "领导小组",
        "工作领导小组", "指挥部", "协调小组", "领导协调小组", "推进小组", "专项小组", "部际联席会议",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """A body's name where it is set up. begin  where the words begin that set it up; chief  who heads it, named in front (由…总牵头的); inside  all who are named in
    front of it (由县长任组长、…为成员的); generic  a name that says nothing without its people (工作专班)."""

    begin: int
    start: int
    end: int
    name: str
    chief: str
    inside: str
    generic: bool


def heads(text: str, organisation: bool) -> list[Head]:
    """The bodies that a paragraph names, in text order; more forms count in a section on organisation."""
    found: list[Head] = []
    patterns = (NAMED, LED, BY_MEN, BY_UNITS, RELIED_ON, OFFICE_OF, MENTIONED) if organisation else (NAMED, LED, BY_MEN)
    for pattern in patterns:
        for match in pattern.finditer(text):
            name = re.sub(r"(?<=组)[和及][0-9一二三四五六七八九十]+个.*$", "", squeeze(match["name"]))
            groups = match.groupdict()
            chief, inside = squeeze(groups.get("head") or ""), groups.get("inside") or ""
            start, end = match.span("name")
            if any(head.start < end and start < head.end for head in found):
                continue
            generic = name in GENERIC
            set_up = pattern in (NAMED, LED)
            if generic and (not set_up or EVERYBODY.search(text[max(0, match.start() - 60) : match.start()])):
                continue
            if _is_body(name, set_up, bool(chief or inside), generic):
                found.append(
                    Head(
                        match.start(), start, match.end("as") if groups.get("as") else end, name, chief, inside, generic
                    )
                )
    return sorted(found, key=lambda head: head.start)


def set_up_by_name(text: str, name: str) -> bool:
    """Does the paper plainly set up the body, so that it counts with nobody in it?"""
    at = text.find(name)
    return (
        re.search(rf"{SET_UP}$", text[max(0, at - 4) : at]) is not None
        and len(name) >= 8
        and not re.search("机制|制度|体系|各|相应|专家", name)
    )


def _is_body(name: str, set_up: bool, peopled: bool, generic: bool) -> bool:
    core = re.sub(f"(?:{END})$", "", name)
    if re.search(rf"等?{NUMBER}|^[在于]|办公室[和及与]", name) and not peopled:
        return False
    if re.search(r"(?:机制|制度|体系)", core):
        return peopled
    if re.match(r"(?:相应|各|每个|若干|以|由|的)", core):
        return peopled
    return generic or set_up or bool(core)
