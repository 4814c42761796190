"""Lists of units: a clause's content read as names with their roles.

A list is parted by commas, verbs stand behind it（区发改局牵头，区财政局配合）or labels in front
（牵头单位：区发改局）. This module knows how lists, labels and verbs go together; the words are in `roles.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from luoshi.drafting.brackets import depths, split_outside
from luoshi.drafting.draft import Role
from luoshi.drafting.roles import (
    CLASS_TAIL,
    COLON_LABEL,
    DOES,
    ETC,
    FIRST_LEADS,
    JUNK,
    LABEL,
    LEAD,
    LEVELS,
    MANNER_ONLY,
    PERSON_END,
    ROLE_BEHIND,
    ROLES,
    UNKNOWN_LABEL,
    VERB,
    is_open,
    is_person,
    is_unit,
    label_role,
    person_behind,
)

LONGEST = 300
"""An item of more characters is no unit, and is not looked into."""
ONLY_ETC = re.compile(rf"(?P<name>.*?)(?P<etc>{ETC})$")
AFTER_ETC = re.compile(rf"(?P<name>.{{2,}}?){ETC}(?:以及|和|及|与)(?P<more>.{{2,}})")
# what stands in a list and is no unit: references, a number in front of an item
ASIDE = re.compile(r"^(?:具体分工?见.*|详见.*)$")
ENUMERATED = re.compile(r"(?:[（(][0-9一二三四五六七八九十]{1,2}[)）]|[0-9]{1,2}[.．)）](?![0-9])|[①-⑳⑴-⒇⒈-⒛])\s*")
CONJUNCTION = re.compile(r"以及|会同|商|[和及与并/／+＋.．]")
# 县住房和城乡建设局（以下简称县住建局）
SAID_SHORT = re.compile(r"[（(](?:以下|以上|下文)?(?:统一?称|统?简称|下称|下同|同)[^（()）]{0,20}[)）]$")
# 中央、省、市驻县单位; 各市、州、县（市、区）人民政府
BARE_LEVELS = re.compile(rf"(?:中央|国家|[{LEVELS}镇乡部])级?(?:、[{LEVELS}镇乡]级?)*")
OF_LEVELS = re.compile(rf"(?:[{LEVELS}]|国家)?(?:级|直属?|属|驻|有关|相关|人民政府|政府|各)|[{LEVELS}].")
OPEN_CLASS = re.compile("各[^、，]{1,6}(?:、[^、，]{1,6}){0,3}")


@dataclass(frozen=True, slots=True)
class Named:
    """A unit in a clause: name as written, role (None: none given yet), characters in the clause's content."""

    name: str
    role: Role | None
    start: int
    end: int


def parse(content: str, default: Role = "responsible") -> tuple[list[Named], bool, bool]:
    """Units of a clause's content (without its brackets): names with roles, whether the list is open ended,
    whether a verb or label gave any role. `default` is the role of names that no word gives one."""
    reader = _Reader(content, default)
    for start, end in _items(content):
        reader.item(start, end)
    reader.settle(reader.labelled_as or default)
    names = sorted(reader.names, key=lambda n: n.start)
    names = [n for n in names if n.name and not re.fullmatch(r"[\W\d]+", n.name) and not JUNK.search(n.name)]
    return names, reader.open_ended or any(is_open(n.name) for n in names), reader.given


class _Reader:
    """Takes one item of a list after the other; names wait in `pending` until a verb gives them their role."""

    def __init__(self, content: str, default: Role) -> None:
        self.content, self.default = content, default
        self.names: list[Named] = []
        self.pending: list[Named] = []
        self.open_ended = self.given = self.skip = False
        self.labelled_as: Role | None = None

    def settle(self, role: Role) -> None:
        """Give the names that wait this role, where they have none of their own."""
        self.names += [n if n.role else replace(n, role=role) for n in self.pending]
        self.pending.clear()

    def item(self, start: int, end: int) -> None:
        at, piece = _unnumbered(start, self.content[start:end])
        at, piece = _unnumbered(*self._unlabelled(at, piece))
        if self.skip or ASIDE.search(piece) or FIRST_LEADS.search(piece):
            return
        if len(piece) > LONGEST:
            self.pending.append(Named(piece, None, at, at + len(piece)))
            return
        joined = re.match(rf"会同|商(?=[{LEVELS}国中])", piece)
        if joined:
            at, piece = at + joined.end(), piece[joined.end() :]
        for name_start, name_end, role, etc in _pieces(piece):
            self.open_ended |= etc
            if name_end > name_start:
                whole = piece[name_start:name_end]
                for first, last, own in _conjoined(whole):
                    self._name(whole[first:last], at + name_start + first, own, bool(joined))
            if role is not None:
                self.given = True
                self.settle(role)

    def _unlabelled(self, at: int, piece: str) -> tuple[int, str]:
        """The item behind its label, whose role the names from here on take."""
        label = LABEL.search(piece)
        if label and (label.start() == 0 or is_unit(piece[: label.start()].strip())):
            kind = label_role(label["label"])
            self.settle(self.labelled_as or self.default)
            self.given, self.skip = True, kind in ("other", "due")
            self.labelled_as = next((r for r in ROLES if r == kind), None)
            return at + label.end(), piece[label.end() :]
        unknown = UNKNOWN_LABEL.match(piece)
        if unknown:  # 责任板块：各镇; 省级层面：省发展改革委
            self.settle(self.labelled_as or self.default)
            self.skip = PERSON_END.search(unknown["label"]) is not None
            self.labelled_as = (
                "lead" if "牵头" in unknown[0] else "cooperate" if re.search("配合|协", unknown[0]) else self.default
            )
            return at + unknown.end(), piece[unknown.end() :]
        return at, piece

    def _name(self, name: str, first: int, role: Role | None, joined: bool) -> None:
        """Take a name; `joined`: it stands behind 会同."""
        last = first + len(name)
        before = self.pending[-1] if self.pending else None
        if before and "、" in self.content[before.end : first] and _completes(before.name, name):
            self.pending[-1] = replace(before, name=self.content[before.start : last], end=last)
            return
        if joined or (before and before.role == "cooperate"):  # A会同B、C负责: all behind 会同 cooperate
            role = "cooperate"
        said = ROLE_BEHIND.search(name)  # 省民政厅（牵头）
        if said:
            name = name[: said.start()]
            role = next((r for r in ROLES if said[r]), role)
            self.given = self.given or role is not None
        short = SAID_SHORT.search(name)
        if short:
            name = name[: short.start()]
        person = person_behind(name)
        if person:
            name = name[:person]
        if not is_person(name):
            self.pending.append(Named(name, role, first, first + len(name)))


def _unnumbered(at: int, piece: str) -> tuple[int, str]:
    """An item without blanks around it and without a number in front: （1）县发改局."""
    found = ENUMERATED.match(piece.strip())
    lead_in = len(piece) - len(piece.lstrip()) + (found.end() if found else 0)
    return at + lead_in, piece[lead_in:].rstrip()


def _completes(before: str, name: str) -> bool:
    """Is what stands in front no name of its own but the beginning of this one: 各区、县级市; 中央、省、市驻县单位?"""
    if len(before) > 40:
        return False
    if CLASS_TAIL.fullmatch(name) and OPEN_CLASS.fullmatch(before):
        return True
    if before.endswith(("党委", "党工委")) and name in ("政府", "人民政府", "管委会", "办事处"):
        return True
    return BARE_LEVELS.fullmatch(before) is not None and (
        OF_LEVELS.match(name) is not None or BARE_LEVELS.fullmatch(name) is not None
    )


def _items(content: str) -> Iterator[tuple[int, int]]:
    """The items of a list: what separators part, and labels that stand behind an item without one."""
    for start, end in split_outside(content, "、，,；;。　\n\t"):
        own = LABEL.match(content, start, end)
        for found in COLON_LABEL.finditer(content, own.end() if own else start + 1, end):
            before = content[start : found.start()]
            if before.count("（") + before.count("(") > before.count("）") + before.count(")"):
                continue  # 县发改局（责任人：某某）
            yield start, found.start()
            start = found.start()
        yield start, end


def _pieces(piece: str) -> Iterator[tuple[int, int, Role | None, bool]]:
    """One item of a list, verbs taken off: (start, end, role of the verb behind it, ends in 等).

    An item may hold two lists where the separator was forgotten (A牵头B配合)."""
    begin = len(piece) - len(piece.lstrip())
    piece = piece.rstrip()
    inner = _inner_verb(piece)
    if inner is not None:
        yield from _one(piece, begin, inner)
        begin = inner
    yield from _one(piece, begin, len(piece))


def _inner_verb(piece: str) -> int | None:
    """Where a verb ends in the middle of an item and another list begins behind it."""
    depth = depths(piece)
    for found in re.finditer(rf"{LEAD}(?!单位|部门)(?=[^负组实落推协抓])", piece):
        rest = piece[found.end() :]
        if depth[found.start()] == 0 and len(rest) >= 4 and found.start() > 1 and (VERB.search(rest) or is_unit(rest)):
            return found.end()
    return None


def _one(piece: str, start: int, end: int) -> Iterator[tuple[int, int, Role | None, bool]]:
    text = piece[start:end]
    role: Role | None = None
    etc = False
    found = VERB.search(text)
    if found and not (found.start() == 0 and len(found[0]) == 0):
        role = next(r for r in ROLES if found[r])
        etc = bool(found["etc"])
        text = text[: found.start()]
        if role == "responsible":  # 由…牵头、会同…负责 and the like keep the stronger word in front
            again = VERB.search(text)
            if again and again["lead"]:
                role, etc, text = "lead", etc or bool(again["etc"]), text[: again.start()]
    else:
        found = MANNER_ONLY.search(text)
        if found:
            role, etc, text = "responsible", bool(found["etc"]), text[: found.start()]
        elif does := _does(text):
            role = next(r for r in ROLES if does[r])
            etc, text = bool(does["etc"]), text[: does.start()]
    tail = ONLY_ETC.fullmatch(text)
    if tail:
        etc, text = True, tail["name"]
    elif more := AFTER_ETC.fullmatch(text):  # 税务总局等相关部门以及各地区: another unit behind 等
        yield start, start + more.end("name"), None, True
        start, text, etc = start + more.start("more"), more["more"], True
    lead_in = re.match(r"\s*(?:由|以|并|且|请|其中|在)?\s*(?=\S)", text)
    skip = lead_in.end() if lead_in and not text.lstrip().startswith("并购") else 0
    text_end = len(text.rstrip(" 　:："))
    yield start + skip, start + max(skip, text_end), role, etc


def _does(text: str) -> re.Match[str] | None:
    """The verb behind a whole unit's name, with what the unit does behind it: 县财政局负责资金保障."""
    for found in DOES.finditer(text):
        name = text[: found.start()].strip()
        if len(name) >= 3 and found.end() < len(text) <= found.end() + 30 and (is_unit(name) or is_open(name)):
            return found
    return None


def _conjoined(text: str) -> Iterator[tuple[int, int, Role | None]]:
    """Names joined by 和, 及, 与, 会同: a join counts where what stands left of it is a whole unit's name."""
    depth = depths(text)
    start = 0
    role: Role | None = None
    for found in CONJUNCTION.finditer(text):
        left, right = text[start : found.start()], text[found.end() :]
        if found.start() < start or depth[found.start()] or not right or len(left) < 2:
            continue
        if found[0] == "会同":
            yield start, found.start(), role
            start, role = found.end(), "cooperate"
        elif (
            is_unit(left)
            and right not in ("单位", "部门", "企业", "地区")
            and (is_unit(right) or is_open(right))
            and not _one_name(left, found[0], right)
        ):
            yield start, found.start(), role
            start = found.end()
    yield start, len(text), role


def _one_name(left: str, word: str, right: str) -> bool:
    """Is the 和 part of one name (住房和城乡建设局, 发展和改革委)? Where the left side alone is no whole name."""
    if word in ("以及", "商"):
        return word == "商"
    if re.search("党委|党工委|党组$", left) and re.match("人民政府|政府|管委会", right):
        return True
    core = re.sub(r"^(?:国家|中央|省|市|县|区|州|旗|镇|各)+", "", left)
    return len(core) < 2 or (len(core) <= 2 and not re.search(r"[局委办部厅镇乡]$", core))
