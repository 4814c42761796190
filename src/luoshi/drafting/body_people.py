"""The people of a body: convener, deputies, members."""

from __future__ import annotations

import re

from luoshi.drafting.body_names import CONVENER, DEPUTY, PERSONS, men, posts_held, squeeze, units
from luoshi.drafting.body_office import Found, office_in
from luoshi.drafting.roles import ETC, is_unit

REVERSED = re.compile(rf"(?<![由任])(?P<post>(?:{DEPUTY})|(?:{CONVENER}))由(?P<men>[^，。；;]+?)(?:担任|兼任)")
MEMBERS_AFTER = re.compile(
    rf"成员(?:单位)?(?:主要|具体)?(?:包括|为|由|有|分别为|是|[:：])(?P<list>[^。；;]*?)(?P<etc>{ETC})?(?P<who>{PERSONS})?(?:组成|构成)?(?=[，,][^、，。]{{0,12}}(?:办公室|下设|设)|[。；;]|$)"
)
MEMBERS_BEFORE = re.compile(
    rf"(?P<etc>{ETC})?(?P<who>(?:的)?{PERSONS})?(?:为|任|是|担任|组成|作为)(?:专班|领导小组|指挥部|工作专班)?成员(?:单位)?(?=[，,。；;的]|$)"
)
LEADING = re.compile(r"(?:总)?牵头(?=[，,、。；;）)]|$|负责|抓总|组织|推进|统筹|协调)")
TAKING_PART = re.compile(
    rf"(?P<etc>{ETC})?(?P<who>(?:的)?{PERSONS})?(?:共同)?(?:参与|参加|配合|组成)(?=[，,。；;、的]|$)"
)
_OF_PEOPLE = r"组\s*长|总召集人|召集人|副\s*组\s*长|常务副组长|副召集人|总指挥|指挥长|副总指挥|副指挥长|成\s*员(?:单位)?|办公室主任"
LABELLED = re.compile(rf"(?P<label>{_OF_PEOPLE}|牵头单位|责任单位|配合单位|参与单位)\s*[:：]")
LABELLED_LINE = re.compile(rf"(?:{_OF_PEOPLE})\s*[:：]")


def fill(body: Found, said: str) -> None:
    """Put into the body all whom the text names: people by post, members, where the office is."""
    office, turn = office_in(said)
    body.office = office or body.office
    labels = list(LABELLED.finditer(said))
    if any("成员" not in squeeze(label["label"]) for label in labels):
        _by_label(body, said, labels)
        return
    members = MEMBERS_AFTER.search(said)
    if members:
        body.members += units(members["list"])
    elif labels:
        _by_label(body, said, labels)
        return
    people = said[: min(turn, members.start() if members else turn)]
    at = 0
    for held in posts_held(people):
        if "办公室" in held.whose + held.post and not body.name.endswith("办公室"):
            break  # from here on the body's office
        who = re.split("[，,](?=由)", held.men)[-1]
        who = re.sub(r"^(?:[^，,]{0,12}作用[，,])?[，,、]?(?:并|由|以|，)*", "", who)
        (body.deputies if held.is_deputy else body.convener).extend(men(who, several="双" in held.whose))
        at = held.end
    for found in REVERSED.finditer(said):
        of_office = found["post"].startswith("办公室") or (found.start() > turn and "主任" in found["post"])
        if of_office and "办" not in body.name:
            continue  # the body's office has a director of its own
        (body.deputies if re.fullmatch(DEPUTY, found["post"]) else body.convener).extend(men(found["men"]))
    if not members:
        _members_in_front(body, people[at:])
    if not body.convener:
        _leaders(body, people)
    if not body.members:
        _participants(body, people)


def _members_in_front(body: Found, said: str) -> None:
    """…为成员单位: the list in front, back to the beginning of its sentence."""
    found = MEMBERS_BEFORE.search(said)
    if found:
        listed = re.split("[。；;：:]", said[: found.start()])[-1]
        body.members += units(re.sub(r"^[，,]|^由", "", listed))


def _leaders(body: Found, said: str) -> None:
    """由县委常委、副县长牵头: who leads, where nobody holds a post."""
    found = LEADING.search(said)
    if found:
        listed = re.split("[。；;：:]", said[: found.start()])[-1]
        listed = re.sub(r"^[，,、]*(?:并|由|以)*", "", re.split("[，,](?=由)", listed)[-1])
        if listed and not listed.startswith(("分别", "按")):
            body.convener += men(listed)


def _participants(body: Found, said: str) -> None:
    """县住建局、县城管局参与, 由甲、乙等单位组成: the units that take part, all of which end as units do."""
    found = TAKING_PART.search(said)
    if found:
        listed = re.split("[。；;：:]|牵头[，,、]?", said[: found.start()])[-1]
        named = units(re.sub(r"^[，,、]*(?:并|由|以)*", "", re.split("[，,](?=由)", listed)[-1]))
        if named and all(is_unit(name) for name in named):
            body.members += named


def _by_label(body: Found, said: str, labels: list[re.Match[str]]) -> None:
    """组长：…；副组长：…；成员：…: what stands behind each label, up to the next or the end of the sentence."""
    for this, following in zip(labels, [*(m.start() for m in labels[1:]), len(said)], strict=True):
        label, words = squeeze(this["label"]), said[this.end() : following]
        words = words.split("。")[0].rstrip("；;，, ")
        if label.startswith(("成员", "责任", "配合", "参与")):
            body.members += [re.sub(f"{PERSONS}$", "", u) for u in units(words)]
        elif "副" in label:
            body.deputies += men(words)
        elif label != "办公室主任":
            body.convener += men(words)
