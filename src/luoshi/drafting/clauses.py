"""Responsibility clauses: who leads, who is responsible, who cooperates.

A clause is a list of units with verbs behind them（区发改局牵头，区财政局配合）or labels in front
（牵头单位：区发改局）, in brackets, on lines of its own, or in the cells of a table. The words are in
`grammar/roles.toml`; this module only knows how lists, labels and verbs go together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from luoshi.drafting.brackets import ROUND_CLOSE, depths, round_groups, split_outside, square_groups
from luoshi.drafting.draft import Assignment, Mention, Role, Source
from luoshi.drafting.grammar import any_of, table

Place = Callable[[int, int], Source]
"""Turns (start, end) in the text at hand into a Source."""

MANNER = any_of("roles", "verbs", "manner", "words")
LEAD, RESPONSIBLE, COOPERATE = (any_of("roles", "verbs", r) for r in ("lead", "responsible", "cooperate"))
ROLES: tuple[Role, ...] = ("lead", "responsible", "cooperate")
ENDING = any_of("roles", "endings", "unit")
OPEN = re.compile("|".join(table("roles")["endings"]["open"]))
SHORT = any_of("roles", "endings", "short")
UNIT_END = re.compile(ENDING + r"(?:\s*[（(〈<].{1,20}[)）〉>])?$")
SHORT_END = re.compile(SHORT + "$")
CLASS_TAIL = re.compile(table("roles")["endings"]["class_tail"])
JUNK = re.compile("|".join(table("roles")["junk"]["patterns"]))
ETC = r"等(?:(?:(?!以及|和|及)[^、，,；;：:（(]){0,10}?(?:单位|部门|地方|方面|企业|机构|县区|区县|县市区|乡镇|地区|街道)(?:和(?:单位|部门|地区))?)?"
VERB = re.compile(
    rf"(?P<etc>{ETC})?[，,]?(?P<manner>(?:{MANNER})*)(?:(?P<lead>{LEAD})|(?P<cooperate>{COOPERATE})|(?P<responsible>{RESPONSIBLE}))(?:工作|任务|事项|推进|落实)?$"
)
MANNER_ONLY = re.compile(rf"(?P<etc>{ETC})?[，,]?(?:{MANNER})+$")
ONLY_ETC = re.compile(rf"(?P<name>.*?)(?P<etc>{ETC})$")
# a rule for the clauses that follow, inside one of them (…负责落实。以下均需各县区政府落实，不再列出)
RULE = re.compile(r"。(?=[^。]*(?:以下|下同|不再|均涉及))")
AFTER_ETC = re.compile(rf"(?P<name>.{{2,}}?){ETC}(?:以及|和|及|与)(?P<more>.{{2,}})")
_LABELS = {label: role for role in (*ROLES, "other", "due") for label in table("roles")["labels"][role]}
_LABEL_PATTERNS = {role: re.compile(pattern) for role, pattern in table("roles")["label_patterns"].items()}
LABEL = re.compile(
    rf"(?P<label>{'|'.join(sorted(map(re.escape, _LABELS), key=len, reverse=True))}|{'|'.join(p.pattern for p in _LABEL_PATTERNS.values())})\s*(?:为|[:：])\s*"
)
COLON_LABEL = re.compile(
    rf"(?:{'|'.join(sorted((re.escape(label) for label in _LABELS if len(label) > 3), key=len, reverse=True))})[:：]"
)
UNKNOWN_LABEL = re.compile(r"(?P<label>[一-鿿]{2,8})[:：](?=[一-鿿])")
# a person, told by the post
PERSON_END = re.compile("(?:领导|[市县区省州镇乡局]长|书记|主任|负责人|责任人|联系人|召集人|指挥长|联络员|专员)$")
# what stands in a list and is no unit: persons named by post, references
ASIDE = re.compile(r"^(?:(?:常务)?副[市县区省州]长[一-鿿]{0,4}|具体分工?见.*|详见.*)$")
ROLE_BEHIND = re.compile(
    rf"[（(](?:(?P<lead>牵头|主办)|(?P<responsible>负责|承办|(?:{MANNER}))|(?P<cooperate>配合|协办|参与))(?:单位|部门)?[)）]$"
)
CONJUNCTION = re.compile(r"以及|会同|商|[和及与并]")
FIRST_LEADS = re.compile("|".join(table("roles")["first_leads"]["patterns"]))


@dataclass(frozen=True, slots=True)
class Named:
    """A unit in a clause: name as written, role (None: none given yet), characters in the clause's content."""

    name: str
    role: Role | None
    start: int
    end: int


def label_role(label: str) -> str:
    """What a label announces: a role, "due", or "other" (a person)."""
    return _LABELS.get(label) or next(role for role, pattern in _LABEL_PATTERNS.items() if pattern.fullmatch(label))


def is_unit(name: str) -> bool:
    """Does a name end as units' names end?"""
    return UNIT_END.search(name) is not None


def is_open(name: str) -> bool:
    """Does a name stand for a class of units (各相关单位) rather than a unit?"""
    return OPEN.search(name) is not None


def parse(content: str, default: Role = "responsible") -> tuple[list[Named], bool, bool]:
    """Units of a clause's content (without its brackets): names with roles, whether the list is open ended,
    whether a verb or label gave any role. `default` is the role of names that no word gives one."""
    names: list[Named] = []
    pending: list[Named] = []
    open_ended = given = False
    labelled_as: Role | None = None
    skip = False

    def settle(role: Role) -> None:
        names.extend(replace(n, role=role) for n in pending)
        pending.clear()

    for start, end in _items(content):
        piece = content[start:end]
        at = start + len(piece) - len(piece.lstrip())
        piece = piece.strip()
        labels = list(LABEL.finditer(piece))
        if labels and (labels[0].start() == 0 or is_unit(piece[: labels[0].start()].strip())):
            kind = label_role(labels[0]["label"])
            if pending:
                settle(labelled_as or default)
            given, skip = True, kind in ("other", "due")
            labelled_as = next((r for r in ROLES if r == kind), None)
            at += labels[0].end()
            piece = piece[labels[0].end() :]
        elif unknown := UNKNOWN_LABEL.match(piece):  # 责任板块：各镇; 省级层面：省发展改革委
            if pending:
                settle(labelled_as or default)
            skip = PERSON_END.search(unknown["label"]) is not None
            labelled_as = (
                "lead" if "牵头" in unknown[0] else "cooperate" if re.search("配合|协", unknown[0]) else default
            )
            at += unknown.end()
            piece = piece[unknown.end() :]
        if skip or ASIDE.search(piece):
            continue
        joined = re.match(r"会同|商(?=[省市县区国中])", piece)
        if joined:
            at, piece = at + joined.end(), piece[joined.end() :]
        for name_start, name_end, role, etc in _pieces(piece):
            open_ended |= etc
            if name_end > name_start:
                for one_start, one_end, one_role in _conjoined(piece[name_start:name_end]):
                    name = piece[name_start:name_end][one_start:one_end]
                    first, last = at + name_start + one_start, at + name_start + one_end
                    if (
                        CLASS_TAIL.fullmatch(name)
                        and pending
                        and re.match("各[^、，]{1,6}$", pending[-1].name)
                        and "、" in content[pending[-1].end : first]
                    ):
                        pending[-1] = replace(pending[-1], name=content[pending[-1].start : last], end=last)
                        continue
                    if joined or (
                        pending and pending[-1].role == "cooperate"
                    ):  # A会同B、C负责: all behind 会同 cooperate
                        one_role = "cooperate"
                    said = ROLE_BEHIND.search(name)  # 省民政厅（牵头）
                    if said:
                        name, last = name[: said.start()], first + said.start()
                        one_role = next((r for r in ROLES if said[r]), one_role)
                        given = given or one_role is not None
                    pending.append(Named(name, one_role, first, last))
            if role is not None:
                given = True
                fixed = [n for n in pending if n.role]
                pending[:] = [n for n in pending if not n.role]
                settle(role)
                names.extend(fixed)
    fixed = [n for n in pending if n.role]
    pending[:] = [n for n in pending if not n.role]
    settle(labelled_as or default)
    names.extend(fixed)
    names.sort(key=lambda n: n.start)
    names = [n for n in names if n.name and not re.fullmatch(r"[\W\d]+", n.name) and not JUNK.search(n.name)]
    open_ended |= any(is_open(n.name) for n in names)
    return names, open_ended, given


def _items(content: str) -> Iterator[tuple[int, int]]:
    """The items of a list: what separators part, and labels that stand behind an item without one."""
    for start, end in split_outside(content, "、，,；;。　\n\t"):
        own = LABEL.match(content, start, end)
        for found in COLON_LABEL.finditer(content, own.end() if own else start + 1, end):
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


def plausible(names: list[Named], given: bool, column: bool = False) -> bool:
    """Can such names be units? Keeps brackets with prose out. `column`: they stand in a column of units."""
    if not names:
        return False
    good = sum(1 for n in names if is_unit(n.name) or is_open(n.name) or SHORT_END.search(n.name))
    if not given and any(re.search(r"[0-9]", n.name) for n in names):
        return False
    if any(len(n.name) > 40 or re.search(r"[。！？：:=＝]|\d{2,}", n.name) for n in names):
        return False
    if any(re.match(r"(?:谁|不|将|对|把|即|含|如|详见|包括|以下|具体)", n.name) for n in names):
        return False
    if column:
        return all(len(n.name) <= 20 for n in names)
    return good * 2 >= len(names) if given else good == len(names)


def assignments(text: str, place: Place, *, first_leads: bool = False) -> list[Assignment]:
    """The bracketed clauses of a task's paragraph, in text order."""
    found = []
    groups = round_groups(text)
    groups += [g for g in square_groups(text) if g[1] - g[0] > 8 and not any(a < g[0] < b for a, b in groups)]
    for start, end in sorted(groups):
        made = assignment(
            text[start:end], start, place, bracketed=True, closes=_closes(text, start, end), first_leads=first_leads
        )
        if made:
            found.append(made)
    return found


def _closes(text: str, start: int, end: int) -> bool:
    """Can a list without verb in this bracket be a clause: behind a whole sentence, or at the paragraph's end?"""
    return not text[end:].strip("。；; ") or text[:start].rstrip()[-1:] in ("。", "；", ";", ".")


def assignment(
    clause: str,
    offset: int,
    place: Place,
    *,
    bracketed: bool,
    closes: bool = True,
    first_leads: bool = False,
    default: Role = "responsible",
    column: bool = False,
) -> Assignment | None:
    """The clause as an Assignment, None where it is none. `offset` is where it begins in the text that `place` knows;
    `column`: it is the cell of a column of units."""
    lead_in = 1 if bracketed else 0
    content = clause[lead_in : len(clause) - (1 if lead_in and clause[-1:] in ROUND_CLOSE + "]】］〕" else 0)]
    if "“" in content and "”" not in content:
        return None
    content = RULE.split(content, maxsplit=1)[0]
    names, open_ended, given = parse(content, default)
    if not plausible(names, given, column) or (bracketed and not given and not closes):
        return None
    if first_leads and not any(n.role == "lead" for n in names):
        names[0] = replace(names[0], role="lead")
    base = offset + lead_in
    mentions = tuple(
        Mention(re.sub(r"\s+", "", n.name), n.role or default, place(base + n.start, base + n.end)) for n in names
    )
    return Assignment(re.sub(r"\s+", "", clause), mentions, open_ended, place(offset, offset + len(clause)))


def merged(lists: Iterable[Assignment]) -> Assignment:
    """Lists that the paper gives separately (lines, columns) as one assignment, in the order of the text."""
    ordered = sorted(lists, key=lambda one: one.source.start)
    first, last = ordered[0], ordered[-1]
    if first is last:
        return first
    return Assignment(
        "".join(one.clause for one in ordered),
        tuple(mention for one in ordered for mention in one.mentions),
        any(one.open_ended for one in ordered),
        replace(first.source, end=last.source.end, spans=tuple(p for one in ordered for p in one.source.places)),
    )


def labelled(text: str) -> re.Match[str] | None:
    """The label with which a line of its own begins (责任单位：…), None where it does not."""
    return re.match(r"[\s（(【\[]*" + LABEL.pattern, text)


def says_first_leads(text: str) -> bool:
    """Does a text rule that the first unit of each list is its lead?"""
    return FIRST_LEADS.search(text) is not None
