"""Numbers in front of paragraphs: 一、 （一） 1. (1) ① 第一部分 第一章."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from luoshi.drafting.numerals import number

HAN = "[〇零一二三四五六七八九十百]"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# numbers of which bracket or point are part of the character, as the forms they stand for
ONE_CHARACTER = {
    **{chr(0x2474 + n): f"({n + 1})" for n in range(20)},
    **{chr(0x2488 + n): f"{n + 1}." for n in range(20)},
    **{chr(0x3220 + n): f"({'一二三四五六七八九十'[n]})" for n in range(10)},
}

# Forms of numbering in their usual order, outermost first: name, marker, label in a path.
FORMS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("part", re.compile(rf"第({HAN}+|\d{{1,2}})部分(?![是为由的和中及与])\s*[：:、]?\s*"), "第{}部分"),
    ("chapter", re.compile(rf"第({HAN}+|\d{{1,3}})[章篇编](?!程)\s*"), "第{}章"),
    ("section", re.compile(rf"第({HAN}+|\d{{1,3}})节\s*"), "第{}节"),
    ("article", re.compile(rf"第({HAN}+|\d{{1,3}})条\s*"), "第{}条"),
    ("han", re.compile(rf"({HAN}{{1,4}})\s*[、．.﹒]\s*"), "{}"),
    ("han-bracket", re.compile(rf"[（(]\s*({HAN}{{1,4}})\s*[)）]\s*[、．.﹒]?\s*"), "({})"),
    (
        "digit",
        re.compile(
            r"([0-9０-９]{1,3})\s*(?:[．、﹒]|[.](?:(?![0-9０-９])|(?=(?:19|20)[0-9]{2}年|5G|[0-9]{1,2}(?:月|千伏))))\s*"
        ),
        "{}",
    ),
    ("digit-bracket", re.compile(r"[（(]\s*([0-9０-９]{1,3})\s*[)）]\s*[、．.﹒]?\s*"), "({})"),
    ("digit-half-bracket", re.compile(r"([0-9０-９]{1,3})[)）]\s*"), "{})"),
    ("circled", re.compile(rf"([{CIRCLED}])\s*[、．.﹒]?\s*"), "{}"),
)
RANK = {name: rank for rank, (name, _, _) in enumerate(FORMS)}


@dataclass(frozen=True, slots=True)
class Marker:
    """A number in front of a paragraph: its form, its value, its label in a path, where the text behind it begins."""

    form: str
    value: int
    label: str
    end: int


def marker(text: str) -> Marker | None:
    """The number in front of a paragraph's text, None where it has none."""
    if text[:1] in ONE_CHARACTER:
        meant = marker(ONE_CHARACTER[text[0]] + "…")
        behind = re.match(r".\s*[、．.﹒]?\s*", text)
        return replace(meant, end=behind.end()) if meant and behind else None
    for form, pattern, label in FORMS:
        found = pattern.match(text)
        if not found:
            continue
        written = found[1]
        value = CIRCLED.index(written) + 1 if form == "circled" else int(number(written) or 0)
        if form.startswith("digit"):
            written = str(value)
        if value == 0 or (form == "han" and value > 99):
            return None
        return Marker(form, value, label.format(written), found.end())
    return None
