"""Initials of Chinese words, to search by (县发改局 → xfgj)."""

from __future__ import annotations

from functools import lru_cache

# Names whose usual reading a dictionary gets wrong: the reading in place names and official short forms.
READINGS = {
    "单县": "sx",
    "六安": "la",
    "蚌埠": "bb",
    "铅山": "ys",
    "乐清": "yq",
    "重庆": "cq",
    "调度": "dd",
    "行长": "hz",
}


def _letters(rest: str) -> str:
    return "".join(c for c in rest if c.isalnum())


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """The first letter of each syllable, in small letters; digits and Latin letters stay, all else goes."""
    from pypinyin import Style, lazy_pinyin

    for word, reading in READINGS.items():
        text = text.replace(word, reading)
    pieces = lazy_pinyin(text, style=Style.FIRST_LETTER, errors=_letters)
    return "".join(pieces).lower()


def spelled(text: str) -> str:
    """The whole reading without tones, in small letters (王伟 → wangwei): a user name to propose, a password to refuse."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.NORMAL, errors=_letters)).lower()
