"""Several bodies set up at once: 下设综合协调组、宣传组：…, 成立工业、农业2个工作专班, 综合协调组由县发改局牵头."""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.drafting.body_heads import EVERYBODY, NUMBER, SET_UP
from luoshi.drafting.body_names import men, squeeze
from luoshi.drafting.body_office import END, Found
from luoshi.drafting.body_people import fill

_GROUP = "(?:组|专班|指挥部|办公室)"
COUNTED = re.compile(  # 成立工业倍增、农业提质2个工作专班
    rf"(?:{SET_UP}|分设)(?:了|有)?(?P<list>[^，。；：:（(]{{2,150}}?)等?{NUMBER}(?P<kind>[^，。；：:、（(]{{0,8}}?(?:{END}|组))(?=[，,。；;：:（(]|$)"
)
LISTED = re.compile(  # 下设综合协调组、宣传组
    rf"(?:下设|分设|内设|设立|成立|组建|设置|设)(?:了|有)?(?P<list>(?:[一-鿿“”]{{2,16}}?{_GROUP}[、和及]){{1,11}}[一-鿿“”]{{2,16}}?{_GROUP})(?:等)?(?=[，,。；;：:（(]|$)"
)
ONE_EACH = re.compile(r"[，,。：:]?分别由(?P<who>[^。；]{2,200}?)(?=(?:担任|兼任|任|总?牵头|负责))")
FOR_ALL = re.compile(r"[，,](?:均)?由[^。；]{2,120}?(?:任|担任|兼任)(?:召集人|组长|总召集人|指挥长)")
TOLD = re.compile(  # 综合协调组由县发改局牵头; 综合协调组。组长：…
    r"(?:^|[。；;：:]|(?<=[组班])[，,])(?P<name>(?:(?!下设|分设|内设)[一-鿿“”]){2,16}?(?:组|专班))(?:[：:，,]?(?=由[^。；;]{2,200}?(?:牵头|任|负责|组成))|[：:。](?=(?:组长|牵头|召集人|成员|责任)(?:单位)?[：:]|[^。；;，：:]{2,40}(?:牵头|负责)))"
)
BRACKETED = re.compile(
    r"(?P<name>[一-鿿]{2,12}组)[（(](?P<unit>[^，。；（()）]{2,24}?)(?:明确|负责|牵头)[^（()）]*[)）]"
)
LABELS = re.compile("(?:组长|召集人|成员|牵头|责任|配合|办公室)(?:单位)?[：:]")
NO_NAME = re.compile(
    rf"^(?:[各每该由以在对将按并和及与]|若干|{SET_UP})|下设|分设|内设|成立|组建|设立|领导小组|{NUMBER}|^(?:工作组|小组|工作小组|专班|工作专班|办公室)$"
)


def groups(text: str) -> list[Found]:
    """The bodies of a paragraph that stand in a row or below another, in text order."""
    told = {found.name: found for found in (*_told(text), *_bracketed(text))}
    listed = [found for found in _listed(text) if found.name not in told]
    return sorted([*listed, *told.values()], key=lambda found: found.start)


def _listed(text: str) -> Iterator[Found]:
    until = 0
    for match in sorted((*COUNTED.finditer(text), *LISTED.finditer(text)), key=lambda m: (m.start(), -m.end())):
        if match.start() < until or EVERYBODY.search(text[max(0, match.start() - 60) : match.start()]):
            continue
        names = _names(match["list"], match.groupdict().get("kind") or "")
        if len(names) < 2:
            continue
        until = match.end()
        close = text.find("。", match.end())
        close = len(text) if close < 0 else close + 1
        begin = max(text.rfind(c, 0, match.start()) for c in "。；;") + 1
        behind = text[match.end() : close]
        each = ONE_EACH.match(behind)
        leaders = _shared_out(each["who"], len(names)) if each else []
        for nth, name in enumerate(names):
            found = Found(name, begin, close)
            if leaders:
                found.convener += men(leaders[nth])
            elif FOR_ALL.match(behind):
                fill(found, behind)
            yield found


def _names(listed: str, kind: str) -> list[str]:
    items = [squeeze(item) for item in re.split("[、]|和|及|与", listed.strip("等"))]
    if any(len(item.strip("“”")) < 2 for item in items):  # 文化和旅游组: the word joins no two names
        items = [squeeze(item) for item in listed.strip("等").split("、")]
    names = [item if re.search(rf"{_GROUP}$|{END}$", item) else item + kind for item in items if item]
    return [name for name in names if not NO_NAME.search(name)]


def _shared_out(who: str, count: int) -> list[str]:
    """The leaders of so many groups, one each; [] where they do not come out even."""
    for separator in ("[，,]", "[、，,]", "[、，,]|和|及|与"):
        pieces = [piece for piece in re.split(separator, who) if piece]
        if len(pieces) == count:
            return pieces
    return []


def _told(text: str) -> Iterator[Found]:
    found = [m for m in TOLD.finditer(text) if not NO_NAME.search(m["name"])]
    for nth, match in enumerate(found):
        until = found[nth + 1].start("name") if nth + 1 < len(found) else len(text)
        start, end = match.start("name"), match.end()
        if text[end - 1 : end] in "。：:" and LABELS.match(text, end):
            close = end
            while close < until and LABELS.match(text, close):  # one label a sentence
                stop = min((i for i in (text.find(c, close) for c in "。；;") if i >= 0), default=len(text))
                close = min(stop + 1, until)
        else:
            close = min((i + 1 for i in (text.find(c, end) for c in "。；;") if 0 <= i < until), default=until)
        body = Found(squeeze(match["name"]), start, close)
        fill(body, text[end:close])
        if body.convener or body.members or body.office:
            yield body


def _bracketed(text: str) -> Iterator[Found]:
    for match in BRACKETED.finditer(text):
        yield Found(squeeze(match["name"]), match.start(), match.end(), office=squeeze(match["unit"]))
