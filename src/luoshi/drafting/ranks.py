"""Ranks that are promised: 营商环境评价进入全省前10名 says a place, at most the tenth, among all of a province."""

from __future__ import annotations

import re

from luoshi.drafting import target_words as w
from luoshi.drafting.draft import Target
from luoshi.drafting.target_items import Item, Sentence, quiet

# what stands before the number: the subject, a verb of reaching or 排名, and among whom
RANK_END = re.compile(
    r"(?P<rank>的?(?:排名|排位|位次|名次))?(?P<verb>力争|争取|确保|稳定|继续|持续|保持|稳居|位居|居于|居|列|位列|跻身|进入|迈入|挤进|进|排名|排在|排|达到|在)*"
    r"(?P<scope>全[省市县区国州盟旗]|全[省市国][一-鿿]{1,5}?|[省市州国]内|[一-鿿]{0,6}同类[一-鿿]{0,4})?(?:排名|排位|位次)?(?P<last>进入|位居|居|列|保持|稳居|进|在)*前$"
)
NAMES_RANK = re.compile("排名|排位|位次|名次")
UNITS = frozenset(("名", "位", "强", "%", ""))
WORD = re.compile(r"[一-鿿]")
AMONG = re.compile("行列|以内|之列|方阵")


def stands_for_a_rank(text: str, at: int) -> bool:
    """Does the number at a place count from the top (前10名)?"""
    return at > 0 and text[at - 1] == "前"


def ranked(item: Item, state: Sentence) -> list[Target]:
    """The target of a number behind 前; none where it only picks out a few (对前3名给予奖励)."""
    quantity = item.quantity
    found = RANK_END.search(item.left)
    if found is None or quantity.unit not in UNITS or (quantity.han and not quantity.unit):
        return []
    reaches = found["verb"] or found["last"] or found["rank"] or NAMES_RANK.search(found[0])
    if not reaches or (WORD.match(item.right) and not AMONG.match(item.right)):
        return []
    name, _ = w.lead_in(item.left[: found.start()])
    name = NAMES_RANK.sub("", name).strip("的在、") or state.subject
    if len(name) < 2:
        return []
    start = item.begin + quiet(item.left)
    return [item.target(start, quantity.tail, f"{name}{found['scope'] or ''}排名", "level", "<=")]
