"""Lists of people and units as plans write them: 甲局、乙局主要负责人; who holds which post."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.drafting.brackets import depths, split_outside
from luoshi.drafting.grammar import any_of
from luoshi.drafting.roles import ETC, is_unit

CONVENER, DEPUTY = any_of("bodies", "posts", "convener"), any_of("bodies", "posts", "deputy")
PERSONS = any_of("bodies", "posts", "persons")
PERSON = re.compile(any_of("bodies", "posts", "person_words"))
_SHARED = re.compile(f"(?:{PERSONS})$")
_HELD = re.compile(
    rf"(?:担任|兼任|(?<![主责])任|为)(?P<whose>[^，,。；;：:、由]{{0,40}}?)(?P<post>(?:{DEPUTY})|(?:{CONVENER}))(?=[，,。；;、）)]|$)"
)
_BREAK = re.compile("[。；;：:]")


@dataclass(frozen=True, slots=True)
class Held:
    """A post and who holds it. men  the words in front (several clauses, where they are many); whose  what stands
    between 任 and the post; start, end  characters from the first of the men to behind the post."""

    men: str
    whose: str
    post: str
    start: int
    end: int

    @property
    def is_deputy(self) -> bool:
        return re.fullmatch(DEPUTY, self.post) is not None


def posts_held(text: str) -> Iterator[Held]:
    """The posts that a text gives to people (由…任召集人), in text order."""
    since = at = 0
    for match in _HELD.finditer(text):
        for stop in _BREAK.finditer(text, at, match.start()):
            since = stop.end()
        yield Held(text[since : match.start()].removeprefix("由"), match["whose"], match["post"], since, match.end())
        since = at = match.end()


def squeeze(text: str) -> str:
    """The text without blanks."""
    return re.sub(r"\s+", "", text)


HEADS_AND = re.compile(
    r"(?P<unit>[^、]{2,20}?(?:局|委|办|部|院|中心|公司))(?:的)?(?:主要)?负责(?:同志|人)(?:和|及|与)(?P<rest>各[^、]{2,20})$"
)


def units(text: str) -> list[str]:
    """The units of a member list; 等 and a person's title shared by all are dropped by the caller."""
    text = re.sub(rf"{ETC}$", "", text.strip().rstrip("。"))
    names: list[str] = []
    for start, end in split_outside(text, "、，,；;"):
        piece = squeeze(text[start:end])
        piece = re.sub(r"^(?:以及|和|及|由|包括)", "", piece)
        piece = re.sub(rf"(?:{ETC})$", "", piece)
        rural = re.match(
            r"(?P<all>各(?:乡镇|镇|乡|街道|县市区))[^、]*?长(?:及|和|与)(?P<rest>[省市州县区]直[^、]+)$", piece
        )
        if rural:  # 各乡镇乡镇长及县直有关部门
            names += [rural["all"], rural["rest"]]
            continue
        two = HEADS_AND.match(piece)
        if two:  # 县水利局主要负责同志和各乡镇乡镇长
            names += [two["unit"], two["rest"]]
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


# the party secretary is not the head of the government as well, nor a deputy secretary a deputy head
_TWO_MEN = re.compile(
    r"(?<!副)书记、(?:省长|市长|县长|区长|州长|镇长|乡长|旗长|盟长|主任)$|副书记、(?:常务)?副[省市县区州旗镇乡]长$"
)


def men(text: str, several: bool = False) -> list[str]:
    """People named by post: 区发改局、区商务局主要负责人 are two of them; 区委常委、常务副区长 is one with two posts,
    unless `several` of them share the post (双组长)."""
    text = re.sub(r"^由", "", squeeze(text).strip("，,、。；;"))
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
    shared = _SHARED.search(pieces[-1])
    named: list[str] = []
    for piece, after_comma in zip(pieces, listed, strict=True):
        if not piece or re.search("任(?:政委|顾问)$", piece):
            continue
        # 区委常委、常务副区长 is one person with two posts
        if (
            after_comma
            and not several
            and named
            and re.search(r"(?:常委|副书记|党组成员|党组副书记|书记|党委委员|党工委委员|政府党组成员)$", named[-1])
            and not is_unit(piece)
            and re.search(r"(?:长|主任|书记|主席)$", piece)
            and not re.search("[局委办部]", piece[:-2])
            and not _TWO_MEN.search(f"{named[-1]}、{piece}")
        ):
            named[-1] += f"、{piece}"
        elif PERSON.search(piece) or not shared or not is_unit(piece):
            named.append(piece)
        else:
            named.append(piece + shared[0])
    return named
