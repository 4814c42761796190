"""Task forces, leading groups and their like: name, convener, deputies, members, office."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from luoshi.drafting.brackets import depths, split_outside
from luoshi.drafting.draft import Body
from luoshi.drafting.grammar import any_of
from luoshi.drafting.roles import ETC, is_unit
from luoshi.drafting.stretches import Stretch

END = any_of("bodies", "endings")
SET_UP = any_of("bodies", "set_up")
CONVENER, DEPUTY = any_of("bodies", "posts", "convener"), any_of("bodies", "posts", "deputy")
PERSONS = any_of("bodies", "posts", "persons")
PERSON = re.compile(any_of("bodies", "posts", "person_words"))
_NAME = r"[^，,。；;：:、由]{0,40}?"
NAMED = re.compile(
    rf"(?:(?P<setup>{SET_UP})(?:了|由(?P<head>[^，。；]{{2,30}}?)总牵头的|以(?P<chief>[^，。；]{{2,20}}?)为(?:组长|召集人|总指挥)的|由(?P<inside>[^。；]{{4,240}}?(?:{CONVENER}|{DEPUTY}|为?成员(?:单位)?|参与|配合))的)?(?P<name>[^，,。；;：:、]{{0,40}}?{END}))(?=[，,。；;（(、]|$|由|，|负责|下设|办公室|统筹|分管)"
)
RELIED_ON = re.compile(
    rf"(?:发挥|依托|用好|健全完善)(?:好)?(?P<name>[^，,。；;：:]{{2,36}}?{END})(?=(?:的)?[^，。；]{{0,8}}作用[，,])"
)
BY_MEN = re.compile(
    rf"(?:^|[。；;，,])(?P<name>[^，,。；;：:]{{2,40}}?{END})(?=[，,]?由[^，。；]{{2,30}}?(?:任|担任|兼任)[^，。；]{{0,6}}(?:{CONVENER}))"
)
OFFICE_OF = re.compile(
    r"(?:^|[。；;，,])(?P<name>[^，,。；;：:]{2,40}?(?:专班|领导小组|指挥部|联席会议|委员会))办公室设在?(?=[^，。；])"
)
MENTIONED = re.compile(
    r"(?:^|[。；;])(?P<name>[^，,。；;：:“”]{0,6}[^，,。；;：:]{2,30}?(?:工作专班|领导小组|指挥部))(?=(?:负责|要|牵头)?统筹|负责[^，。；]{0,12}?(?:统筹|组织|协调|推进)|牵头(?:抓总|推进))"
)
HEADED = re.compile(
    rf"(?:由)?(?P<men>[^。；;：:]*?)(?:担任|兼任|(?<![主责])任|为)(?P<whose>{_NAME})(?P<post>(?:{DEPUTY})|(?:{CONVENER}))(?=[，,。；;、）)]|$)"
)
REVERSED = re.compile(rf"(?<![由任])(?P<post>(?:{DEPUTY})|(?:{CONVENER}))由(?P<men>[^，。；;]+?)(?:担任|兼任)")
MEMBERS_AFTER = re.compile(
    rf"成员(?:单位)?(?:主要|具体)?(?:包括|为|由|有|分别为|是|[:：])(?P<list>[^。；;]*?)(?P<etc>{ETC})?(?P<who>{PERSONS})?(?:组成|构成)?(?=[，,][^、，。]{{0,12}}(?:办公室|下设|设)|[。；;]|$)"
)
MEMBERS_BEFORE = re.compile(
    rf"(?P<list>[^。；;：:]*?)(?P<etc>{ETC})?(?P<who>(?:的)?{PERSONS})?(?:为|任|是|担任|组成|作为)(?:专班|领导小组|指挥部|工作专班)?成员(?:单位)?(?=[，,。；;的]|$)"
)
OFFICE = re.compile(
    r"(?P<whose>[^，,。；;：:（(]{0,40}?)(?:办公室|办公地点|办|组|专班)[，,]?\s*(?:设在|设于|设置在|设|在(?=[^，。；]{2,16}(?:局|委|办|厅|部|院|中心)[，,。；;]))\s*(?P<office>[^，,。；;（(]+(?:[（(][^）)]{1,20}[)）])?)(?=[，,。；;]|$)"
)
DAILY = re.compile(r"日常工作由(?P<office>[^，。；]{2,20}?)(?:具体)?(?:承担|负责)")
LABELLED = re.compile(
    r"(?P<label>组\s*长|总召集人|召集人|副\s*组\s*长|常务副组长|副召集人|总指挥|指挥长|副总指挥|副指挥长|成\s*员(?:单位)?|办公室主任)\s*[:：]"
)
GROUP = re.compile(r"(?P<name>[一-鿿]{2,12}组)[（(](?P<unit>[^，。；（()）]{2,24}?)(?:明确|负责|牵头)[^（()）]*[)）]")


@dataclass(slots=True)
class _Found:
    name: str
    start: int
    end: int
    convener: list[str] = field(default_factory=list)
    deputies: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    office: str = ""


def find_bodies(stretches: Iterable[Stretch], title: str = "") -> list[Body]:
    """All bodies that a plan sets up, in text order; a body named twice in a part is one.

    `title` is the plan's: it names the body of a list whose lines only say 组长：…, 副组长：…, 成员：…."""
    result: list[Body] = []
    listed: _Found | None = None
    for stretch in stretches:
        if LABELLED.match(stretch.text):
            if listed is None:
                listed = _Found(_list_name(result, stretch.part, title), 0, len(stretch.text))
                at = len(result)
            _fill(listed, stretch.text)
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


def _made(stretch: Stretch, found: _Found) -> Body:
    raw = re.sub(r"\s+", "", stretch.text[found.start : found.end])
    people = (tuple(found.convener), tuple(found.deputies), tuple(found.members))
    return Body(stretch.part, found.name, *people, found.office, raw, stretch.place(found.start, found.end))


def _list_name(so_far: list[Body], part: str, title: str) -> str:
    """Whose list begins: the body named last that has no people yet, else the one that the title sets up."""
    if so_far and so_far[-1].part == part and not so_far[-1].convener and not so_far[-1].members:
        return so_far.pop().name
    found = re.search(rf"(?:成立|调整|组建|设立)(?P<name>.{{2,50}}?{END})", title)
    return found["name"] if found else "领导小组"


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _read(text: str, organisation: bool) -> list[_Found]:
    heads: list[tuple[int, int, str, str]] = []
    inside: dict[int, str] = {}  # who is named in front of the name: 成立由县长任组长、…为成员的领导小组
    for pattern in (NAMED, BY_MEN, RELIED_ON, OFFICE_OF, MENTIONED) if organisation else (NAMED, BY_MEN):
        for found in pattern.finditer(text):
            name = re.sub(r"(?<=组)[和及][0-9一二三四五六七八九十]+个.*$", "", _squeeze(found["name"]))
            chief = _squeeze((found.groupdict().get("head") or found.groupdict().get("chief")) or "")
            if any(s < found.end("name") and found.start("name") < e for s, e, _, _ in heads):
                continue
            if _is_body(name, found.re is NAMED, text[found.end() :], chief):
                heads.append((found.start("name"), found.end("name"), name, chief))
                inside[found.start("name")] = found.groupdict().get("inside") or ""
    heads.sort()
    result: list[_Found] = []
    for nth, (start, end, name, chief) in enumerate(heads):
        until = heads[nth + 1][0] if nth + 1 < len(heads) else len(text)
        begin = max((text.rfind(c, 0, start) for c in "。；;"), default=-1) + 1
        stop = _stop(text, end, until)
        found_ = _Found(name, begin, stop)
        if chief:
            found_.convener.append(chief)
        if inside[start]:
            _fill(found_, inside[start])
        _fill(found_, text[end:stop])
        result.append(found_)
        second = _own_office(found_, text, end, stop)
        if second:
            result.append(second)
    for found in GROUP.finditer(text) if organisation else ():
        result.append(_Found(_squeeze(found["name"]), found.start(), found.end(), office=_squeeze(found["unit"])))
    # a body with nobody in it counts only where the paper plainly sets it up
    return [b for b in result if b.convener or b.members or b.office or b.deputies or _plain(text, b)]


def _plain(text: str, body: _Found) -> bool:
    at = text.find(body.name)
    return (
        re.search(rf"{SET_UP}$", text[max(0, at - 4) : at]) is not None
        and len(body.name) >= 8
        and not re.search("机制|制度|体系|各|相应|专家", body.name)
    )


def _is_body(name: str, set_up: bool, after: str, chief: str) -> bool:
    core = re.sub(f"(?:{END})$", "", name)
    if re.search(r"等[0-9一二三四五六七八九十]+个|^[在于]", name):
        return False
    if re.search(r"(?:机制|制度|体系)", core) or name in (
        "委员会",
        "工作委员会",
        "领导机构",
        "专班",
        "工作专班",
        "工作组",
        "工作小组",
        "督导组",
    ):
        return bool(chief)
    if re.match(r"(?:相应|各|每个|若干|[一二三四五六七八九十\d]+个|以|由|的)", core):
        return bool(chief)
    if name == "联席会议":
        return bool(chief)
    return set_up or bool(core)


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


def _fill(body: _Found, said: str) -> None:
    offices = list(OFFICE.finditer(said))
    if offices:
        body.office = _office(offices[0]["office"])
    daily = DAILY.search(said)
    if daily and not body.office:
        body.office = _office(daily["office"])
    labels = list(LABELLED.finditer(said))
    if any("成员" not in _squeeze(label["label"]) for label in labels):
        _by_label(body, said, labels)
        return
    members = MEMBERS_AFTER.search(said)
    if members:
        body.members += _units(members["list"])
    elif labels:
        _by_label(body, said, labels)
        return
    people = said[: members.start()] if members else said
    people = people[: offices[0].start()] if offices and offices[0].start() < len(people) else people
    at = 0
    for found in HEADED.finditer(people):
        if found.start() < at:
            continue
        if "办公室" in found["whose"] + found["post"] and not body.name.endswith("办公室"):
            break  # from here on the body's office
        men = re.split("[。；;]", people[at : found.end("men")] if at else found["men"])[-1]
        men = re.split("[，,](?=由)", men)[-1]
        men = re.sub(r"^(?:[^，,]{0,12}作用[，,])?[，,、]?(?:并|由|，)*", "", men)
        (body.deputies if re.fullmatch(DEPUTY, found["post"]) else body.convener).extend(
            _men(men, several="双" in found["whose"])
        )
        at = found.end()
    for found in REVERSED.finditer(said):
        if found["post"].startswith("办公室") and "办" not in body.name:
            continue  # the body's office has a director of its own
        (body.deputies if re.fullmatch(DEPUTY, found["post"]) else body.convener).extend(_men(found["men"]))
    if not members:
        found_members = MEMBERS_BEFORE.search(people[at:])
        if found_members:
            body.members += _units(re.sub(r"^[，,]|^由", "", found_members["list"]))


def _by_label(body: _Found, said: str, labels: list[re.Match[str]]) -> None:
    """组长：…；副组长：…；成员：…: what stands behind each label, up to the next or the end of the sentence."""
    for this, following in zip(labels, [*(m.start() for m in labels[1:]), len(said)], strict=True):
        label, words = _squeeze(this["label"]), said[this.end() : following]
        words = words.split("。")[0].rstrip("；;，, ")
        if label.startswith("成员"):
            body.members += [re.sub(f"{PERSONS}$", "", u) for u in _units(words)]
        elif "副" in label:
            body.deputies += _men(words)
        elif label != "办公室主任":
            body.convener += _men(words)


def _office(text: str) -> str:
    name = _squeeze(text)
    name = re.sub(r"(?:负责|承担|具体)[^（）]*$", "", name) if len(name) > 12 else name
    return re.sub(r"[，,、]$", "", re.sub(r"^在", "", name))


def _own_office(body: _Found, text: str, end: int, stop: int) -> _Found | None:
    """The body's office as a body of its own, where it has a director: 办公室设在区政府办，由…任办公室主任."""
    said = text[end:stop]
    office = OFFICE.search(said) or re.search(r"(?P<whose>[^，。；]{0,20}?)下设办公室(?P<office>)", said)
    if not office:
        return None
    rest = said[office.end() :]
    convener: list[str] = []
    deputies: list[str] = []
    at = 0
    for found in HEADED.finditer(rest):
        if (
            "办公室" not in found["whose"] + found["post"] and not (convener and "主任" in found["post"])
        ) or found.start() < at:
            continue
        men = re.sub(r"^[，,、]*(?:并|由)*", "", rest[at : found.end("men")])
        men = re.split(r"[，,]由", men)[-1]
        (deputies if "副" in found["post"] else convener).extend(_men(men))
        at = found.end()
    if not convener and not deputies:
        return None
    whose = _squeeze(office["whose"].lstrip("，,。；;")).removesuffix("下设")
    name = (whose or re.search(f"{END}$", body.name)[0]) + "办公室"  # type: ignore[index]
    place = _office(office["office"]) if office["office"] else ""
    later = OFFICE.search(rest)
    start = end + office.start() + len(said[office.start() :]) - len(said[office.start() :].lstrip("，,。；;"))
    return _Found(
        re.sub("办公室办公室$", "办公室", name),
        start,
        stop,
        convener,
        deputies,
        [],
        place or (_office(later["office"]) if later else body.office),
    )


def _units(text: str) -> list[str]:
    """The units of a member list; 等 and a person's title shared by all are dropped by the caller."""
    text = re.sub(rf"{ETC}$", "", text.strip().rstrip("。"))
    names: list[str] = []
    for start, end in split_outside(text, "、，,；;"):
        piece = _squeeze(text[start:end])
        piece = re.sub(r"^(?:以及|和|及|由|包括)", "", piece)
        piece = re.sub(rf"(?:{ETC})$", "", piece)
        rural = re.match(
            r"(?P<all>各(?:乡镇|镇|乡|街道|县市区))[^、]*?长(?:及|和|与)(?P<rest>[省市州县区]直[^、]+)$", piece
        )
        if rural:  # 各乡镇乡镇长及县直有关部门
            names += [rural["all"], rural["rest"]]
            continue
        joined = re.split(r"(?<=[局委办部院会司镇乡心])(?:和|及|与|以及)(?=[^，、]{2,})", piece)
        good = (
            joined
            if len(joined) > 1
            and all(is_unit(j) and len(j) > 3 for j in joined)
            and not re.match(
                "(?:住房|发展|人力|农业|文化|卫生|自然|工业|教育|交通)", re.sub("^[省市县区州]", "", joined[0])
            )
            else [piece]
        )
        names += [n for n in good if n]
    return names


def _men(text: str, several: bool = False) -> list[str]:
    """People named by post: 区发改局、区商务局主要负责人 are two of them; 区委常委、常务副区长 is one with two posts,
    unless `several` of them share the post (双组长)."""
    text = re.sub(r"^由", "", _squeeze(text).strip("，,、。；;"))
    text = re.sub(rf"{ETC}$", "", text)
    pieces: list[str] = []
    listed: list[bool] = [False]  # does 、 part a piece from the one before?
    depth = depths(text)
    start = 0
    for found in re.finditer(r"[、，,]|和|及(?!其)|与", text):
        left = text[start : found.start()]
        if depth[found.start()] or (found[0] in "和及与" and not (PERSON.search(left) or is_unit(left))):
            continue
        if found[0] in "和及与" and re.search(r"^(?:改革|社会|城乡|信息|旅游|综合|乡村)", text[found.end() :]):
            continue
        pieces.append(left)
        listed.append(found[0] == "、")
        start = found.end()
    pieces.append(text[start:])
    shared = re.search(f"(?:{PERSONS})$", pieces[-1])
    men: list[str] = []
    for piece, after_comma in zip(pieces, listed, strict=True):
        if not piece or re.search("任(?:政委|顾问)$", piece):
            continue
        # 区委常委、常务副区长 is one person with two posts
        if (
            after_comma
            and not several
            and men
            and re.search(r"(?:常委|副书记|党组成员|党组副书记|书记|党委委员|党工委委员|政府党组成员)$", men[-1])
            and not is_unit(piece)
            and re.search(r"(?:长|主任|书记|主席)$", piece)
            and not re.search("[局委办部]", piece[:-2])
        ):
            men[-1] += f"、{piece}"
        elif PERSON.search(piece) or not shared or not is_unit(piece):
            men.append(piece)
        else:
            men.append(piece + shared[0])
    return men
