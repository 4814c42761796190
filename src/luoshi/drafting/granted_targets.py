"""Money that a plan promises: 对首次升规企业给予10万元奖励, 设立总规模20亿元的产业引导基金."""

from __future__ import annotations

import re

from luoshi.drafting.draft import Strength, Target
from luoshi.drafting.target_items import Item, quiet

GIVEN = re.compile(
    r"(?:(?:对(?:于)?(?P<whom>[^，；。]{2,30}?)[，,]?)?(?:按照?标准|分别|一次性)?)?"
    r"(?P<verb>给予|奖励|奖补|补助|补贴|资助)(?P<how>(?:每[人家个户年]|最高|一次性|总额|不超过|不高于|不低于|不少于)*)$"
)
WHAT = re.compile(
    r"的?(?P<what>(?:一次性|财政|资金|专项|项目|经费)*(?:奖励|奖补|补助|补贴|支持|资助|奖金|扶持)(?:资金)?)"
)
FUND_END = re.compile(
    r"(?:设立|组建|成立|发起设立)(?P<size>(?:首期|总|母基金)?规模)(?P<how>(?:约|达|为|不低于|不少于|超过)*)$"
)
FUND = re.compile(r"(?:以上)?的?(?P<what>[一-鿿“”]{0,16}基金)")
NO_HEAD = re.compile(r"^(?:认定的|新认定的|符合条件的|获得的?)")
LESS, MORE = re.compile("最高|不超过|不高于"), re.compile("不低于|不少于|超过|约?达")


def granted(item: Item) -> list[Target]:
    """The target that a promise of money makes; [] where the quantity is none. The caller knows that it is money."""
    fund, following = FUND_END.search(item.left), FUND.match(item.right)
    if fund and following:
        name = following["what"] + fund["size"]
        return [item.target(item.begin + fund.start(), item.behind(following.end()), name, "level", _op(fund["how"]))]
    given = GIVEN.search(item.left)
    if not given:
        return []
    what = WHAT.match(item.right)
    if not what and given["verb"] == "给予":
        return []
    whom = NO_HEAD.sub("", given["whom"] or "")
    name = whom + (what["what"] if what else given["verb"])
    end = item.behind(what.end() if what else 0)
    return [item.target(item.begin + max(given.start(), quiet(item.left)), end, name, "level", _op(given["how"]))]


def _op(how: str) -> Strength:
    return "<=" if LESS.search(how) else ">=" if MORE.search(how) else "="
