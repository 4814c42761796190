"""The numbers that a browser shows in front of the items of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from luoshi.reading.number_formats import shown

_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.I)
_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_CSS_TYPES = {
    "decimal": "decimal", "decimal-leading-zero": "decimalZero", "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand", "trad-chinese-informal": "chineseCountingThousand",
    "simp-chinese-formal": "chineseLegalSimplified", "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
}  # fmt: skip


@dataclass(slots=True)
class Counter:
    """An open list: the next number, how it is shown ("" for bullets)."""

    value: int = 1
    step: int = 1
    format: str = ""

    def next(self, written: str | None) -> str:
        """The number of the next item, "" for bullets; `written` is the value that the item itself asks for."""
        asked = (written or "").strip()
        if asked.isdecimal() and len(asked) < 6:
            self.value = int(asked)
        value = self.value
        self.value += self.step
        if not self.format:
            return ""
        return shown(value, self.format) + ("、" if self.format.startswith(("chinese", "ideograph")) else ".")


def counter_of(element: etree._Element) -> Counter:
    """The counter of an ol or ul: its start, its direction and how its numbers look."""
    if element.tag == "ul":
        return Counter()
    css = _LIST_STYLE.search(element.get("style") or "")
    own = _TYPES.get(element.get("type") or "1", "decimal")
    number_format = _CSS_TYPES.get(css[1].lower(), "") if css else own
    start = (element.get("start") or "").strip()
    backwards = element.get("reversed") is not None
    first = int(start) if start.isdecimal() and len(start) < 6 else None
    if first is None:
        first = sum(1 for child in element if child.tag == "li") if backwards else 1
    return Counter(first, -1 if backwards else 1, number_format)
