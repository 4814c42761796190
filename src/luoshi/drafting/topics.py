"""What a task is about, from its title: 做好粮食生产。播种面积稳定在30万亩 is about 粮食.

A figure whose name says nothing without its subject (播种面积, 产值, 覆盖率) leans on it."""

from __future__ import annotations

import re

from luoshi.drafting.grammar import any_of, words
from luoshi.drafting.markers import marker
from luoshi.drafting.target_words import KEPT, MAKE, YIELDS, lead_in

TITLE_END = re.compile("[。！？；;：:\n]")
OPENS = re.compile(rf"(?:{any_of('measures', 'topics', 'verbs')}|{MAKE})+")
SEVERAL = re.compile("[、，,和及与并]|以及")
TAIL = re.compile(any_of("measures", "topics", "tails") + "+$")
LEANING = frozenset((*words("measures", "topics", "leaning"), *words("measures", "topics", "yields")))
FIGURES = re.compile("[0-9“”（()）]")
PLAIN_END = re.compile("(?:工作|建设|发展|管理|任务|改革|攻坚|行动|工程)+$")


def topic(text: str) -> str:
    """What the first sentence of a task is about; "" where it is not short, not one thing, or opens with no verb."""
    numbered = marker(text)
    title = TITLE_END.split(text[numbered.end if numbered else 0 : 60].strip(), maxsplit=1)[0]
    if not 4 <= len(title) <= 16 or SEVERAL.search(title) or FIGURES.search(title):
        return ""
    opening = OPENS.match(title)
    if opening is None or KEPT.match(title):
        return ""
    rest, _ = lead_in(title[opening.end() :])
    return rest if 2 <= len(rest) <= 10 else ""


def leans_on_topic(name: str, else_said: bool) -> bool:
    """Does a name say nothing without the topic? `else_said`: its sentence spoke of something before it."""
    return name in YIELDS or (name in LEANING and not else_said)


def on_topic(name: str, about: str) -> str:
    """A name that leans on the topic, with it: 粮食生产 + 播种面积 → 粮食播种面积, 茶叶产业 + 产值 → 茶叶产业产值."""
    if name in YIELDS:
        about = TAIL.sub("", about) or about
    elif not about.endswith(("产业", "行业", "服务", "经济", "贸易")):
        about = PLAIN_END.sub("", about) or about
    return about + name
