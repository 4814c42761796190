"""The words of duties: verbs, labels, how units' names end, who is a person. All of them stand in `grammar/roles.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from luoshi.drafting.draft import Role
from luoshi.drafting.grammar import any_of, table
from luoshi.reading.document import Paragraph

MANNER = any_of("roles", "verbs", "manner", "words")
LEAD, RESPONSIBLE, COOPERATE = (any_of("roles", "verbs", r) for r in ("lead", "responsible", "cooperate"))
ROLES: tuple[Role, ...] = ("lead", "responsible", "cooperate")
LEVELS = "省市州盟县区旗"

# names of units
ENDING = any_of("roles", "endings", "unit")
OPEN = re.compile("|".join(table("roles")["endings"]["open"]))
SHORT = any_of("roles", "endings", "short")
UNIT_END = re.compile(ENDING + r"(?:\s*[（(〈<〔［\[].{1,20}[)）〉>〕］\]])?$")
SHORT_END = re.compile(SHORT + "$")
CLASS_TAIL = re.compile(table("roles")["endings"]["class_tail"])
JUNK = re.compile("|".join(table("roles")["junk"]["patterns"]))

# verbs behind a list
ETC = r"等(?:(?:(?!以及|和|及)[^、，,；;：:（(]){0,10}?(?:单位|部门|地方|方面|企业|机构|县区|区县|县市区|乡镇|地区|街道)(?:和(?:单位|部门|地区))?)?"
VERB = re.compile(
    rf"(?P<etc>{ETC})?[，,]?(?:要|应当?|须)?(?P<manner>(?:{MANNER})*)(?:(?P<lead>{LEAD})|(?P<cooperate>{COOPERATE})|(?P<responsible>{RESPONSIBLE}))(?:工作|任务|事项|推进|落实)?$"
)
MANNER_ONLY = re.compile(rf"(?P<etc>{ETC})?[，,]?(?:{MANNER})+$")
# a verb with what is done behind it: 县财政局负责资金保障
DOES = re.compile(
    rf"(?P<etc>{ETC})?(?:要|应当?|须)?(?:{MANNER})*(?:"
    + "|".join(f"(?P<{r}>{any_of('roles', 'verbs', 'with_object', r)})" for r in ROLES)
    + ")(?!人|同志|任|单位|部门)"
)

# labels in front of a list
_LABELS = {label: role for role in (*ROLES, "other", "due") for label in table("roles")["labels"][role]}
_LABEL_PATTERNS = {role: re.compile(pattern) for role, pattern in table("roles")["label_patterns"].items()}


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_NEXT_UNIT = rf"(?=[{LEVELS}国各][^、，,；;。：:（()）\s]{{1,16}}(?:{ENDING})(?:[、，,；;。（(\s]|$))"
# 牵头单位：…, 牵头单位为…, 牵头单位县发改局; a word of two letters is a label only with a colon
LABEL = re.compile(
    rf"(?P<label>(?:{_either(label for label in _LABELS if len(label) > 2)})"
    rf"|(?:{_either(label for label in _LABELS if len(label) == 2)})(?=\s*[:：])"
    rf"|{'|'.join(p.pattern for p in _LABEL_PATTERNS.values())})(?:\s*(?:分别)?(?:为|是(?!否)|[:：]|—{{1,2}})\s*|{_NEXT_UNIT})"
)
# a label with its list in brackets: 责任单位（县财政局、县住建局）
LABEL_BEFORE = re.compile(rf"(?P<label>{_either(label for label in _LABELS if len(label) > 3)})$")
COLON_LABEL = re.compile(
    rf"(?:(?:{_either(label for label in _LABELS if len(label) > 2)})[:：]"
    rf"|(?:{_either(label for label in _LABELS if len(label) > 3 and _LABELS[label] in ROLES)}){_NEXT_UNIT})"
)
_LABELLED = re.compile(r"[\s（(【\[〔★☆●○◆◇■□▲△※*·•–—-]*" + LABEL.pattern)
UNKNOWN_LABEL = re.compile(r"(?P<label>[一-鿿]{2,8})[:：](?=[一-鿿])")
ROLE_BEHIND = re.compile(
    rf"[（(](?:(?P<lead>牵头|主办)|(?P<responsible>负责|承办|(?:{MANNER}))|(?P<cooperate>配合|协办|参与))(?:单位|部门)?[)）]$"
)

# persons
PERSON_END = re.compile("(?:领导|[市县区省州镇乡局]长|书记|主任|负责人|责任人|联系人|召集人|指挥长|联络员|专员)$")
_PEOPLE = table("roles")["persons"]
_NAME = rf"(?:(?:{_either(_PEOPLE['long_surnames'])}|[{_PEOPLE['surnames']}])(?:[一-鿿]{{1,2}}|[某×XxＸ*＊○〇]{{1,2}}))"
_NAMED = re.compile(rf"(?P<name>{_NAME})(?:同志)?")
_BY_POST = re.compile(rf"[一-鿿]{{0,8}}(?:{'|'.join(_PEOPLE['posts'])})(?:{_NAME})?(?:同志)?")
_PERSON_BEHIND = re.compile(
    rf"[（(](?:(?P<name>{_NAME})(?:同志)?|[^（()）:：]{{0,6}}(?:人|领导|电话|方式)[:：][^（()）]{{1,20}})[)）]$"
)
_NO_NAMES = frozenset(_PEOPLE["no_names"]) | {
    word for name, shorts in table("units")["words"].items() for word in (*name.split("·"), *shorts)
}

FIRST_LEADS = re.compile("|".join(table("roles")["first_leads"]["patterns"]))
NEVER = 1 << 60


def label_role(label: str) -> str:
    """What a label announces: a role, "due", or "other" (a person)."""
    return _LABELS.get(label) or next(role for role, pattern in _LABEL_PATTERNS.items() if pattern.fullmatch(label))


def labelled(text: str) -> re.Match[str] | None:
    """The label with which a line of its own begins (责任单位：…), None where it does not."""
    return _LABELLED.match(text)


def is_unit(name: str) -> bool:
    """Does a name end as units' names end?"""
    return UNIT_END.search(name) is not None


def is_open(name: str) -> bool:
    """Does a name stand for a class of units (各相关单位) rather than a unit?"""
    return OPEN.search(name) is not None


def is_person(name: str) -> bool:
    """Is it a person, by surname or by a post that leads no unit (分管副县长), rather than a unit?"""
    if _BY_POST.fullmatch(name):
        return True
    found = _NAMED.fullmatch(name)
    return bool(found) and not (is_unit(name) or SHORT_END.search(name) or is_open(name) or name in _NO_NAMES)


def person_behind(name: str) -> int | None:
    """Where a person in brackets behind a unit begins: 县发改局（李某某）, 县发改局（联系人：李某某）; else None."""
    found = _PERSON_BEHIND.search(name)
    return found.start() if found and (not found["name"] or is_person(found["name"])) else None


def says_first_leads(text: str) -> bool:
    """Does a text rule that the first unit of each list is its lead?"""
    return FIRST_LEADS.search(text) is not None


def first_leads_from(paragraphs: Iterable[Paragraph]) -> int:
    """The paragraph from which on the first unit of each list is its lead, NEVER where no paragraph rules so.

    A rule holds for the whole; one that says 下同 or speaks of 以下 holds from where it stands."""
    first = NEVER
    for paragraph in paragraphs:
        found = FIRST_LEADS.search(paragraph.text)
        if found:
            said = paragraph.text[max(paragraph.text.rfind("。", 0, found.start()), 0) :]
            first = min(first, paragraph.index if re.search("下同|以下(?!简称)", said.split("。")[0] or said) else 0)
    return first
