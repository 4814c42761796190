"""Automatic numbers as word processors and browsers show them: 3 → 三, 甲, ③, c, iii …

Names of formats are those of ISO/IEC 29500-1, 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def shown(value: int, number_format: str) -> str:
    """A number in a format; in digits where the format is unknown or has no sign for it, as Word does."""
    make = _FORMATS.get(number_format)
    return (make(value) if make and 0 <= value < 10_000 else "") or str(value)


def _grouped(digits: str, places: str, one_ten: str) -> Callable[[int], str]:
    """Numbers with places: 一百零一. `places`: ten, hundred, thousand; `one_ten`: what stands for a leading one ten."""
    tens, hundreds, thousands = tuple(places)

    def make(value: int) -> str:
        if value == 0:
            return digits[0]
        out = ""
        gap = False
        for place, sign in ((1000, thousands), (100, hundreds), (10, tens), (1, "")):
            figure = value // place % 10
            if figure == 0:
                gap = bool(out)
                continue
            out += ("零" if gap else "") + digits[figure] + sign
            gap = False
        return one_ten + out[2:] if out.startswith(digits[1] + tens) else out

    return make


_THOUSANDS = _grouped(_DIGITS, "十百千", "十")


def _digital(zero: str) -> Callable[[int], str]:
    return lambda value: "".join(zero if sign == "0" else _DIGITS[int(sign)] for sign in str(value))


def _below_hundred(zero: str) -> Callable[[int], str]:
    """Counting with tens to 99, digit by digit from 100."""
    digital = _digital(zero)
    return lambda value: _THOUSANDS(value) if 0 < value < 100 else digital(value)


def _japanese(value: int) -> str:
    """百一, 千: no zero and no one before a place."""
    out = ""
    for place, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        figure = value // place % 10
        if figure:
            out += ("" if figure == 1 and sign else _DIGITS[figure]) + sign
    return out or _DIGITS[0]


def _row(signs: str) -> Callable[[int], str]:
    return lambda value: signs[value - 1] if 1 <= value <= len(signs) else ""


def _block(first: str, last: int) -> Callable[[int], str]:
    """Signs that follow each other in Unicode, the first for 1."""
    return lambda value: chr(ord(first) + value - 1) if 1 <= value <= last else ""


def _circled(value: int) -> str:
    if value <= 20:
        return _block("①", 20)(value)
    return chr(0x3251 + value - 21) if value <= 35 else chr(0x32B1 + value - 36) if value <= 50 else ""


def _letters(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value > 0 else ""


def _roman(value: int) -> str:
    out = ""
    for figure, sign in _ROMAN:
        out += sign * (value // figure)
        value %= figure
    return out


def _full_width(value: int) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) for sign in str(value))


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _below_hundred("○"),
    "chineseCountingThousand": _THOUSANDS,
    "chineseLegalSimplified": _grouped(_LEGAL, "拾佰仟", "壹拾"),
    "ideographDigital": _digital("〇"),
    "ideographTraditional": _row(_STEMS),
    "ideographZodiac": _row(_BRANCHES),
    "ideographLegalTraditional": _grouped(_LEGAL_TRADITIONAL, "拾佰仟", "壹拾"),
    "ideographEnclosedCircle": _block("㊀", 10),
    "japaneseCounting": _japanese,
    "japaneseDigitalTenThousand": _digital("〇"),
    "japaneseLegal": _grouped(_LEGAL, "拾百千", "壹拾"),
    "taiwaneseCounting": _below_hundred("○"),
    "taiwaneseCountingThousand": _THOUSANDS,
    "taiwaneseDigital": _digital("○"),
    "koreanDigital2": _digital("〇"),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _block("⑴", 20),
    "decimalEnclosedFullstop": _block("⒈", 20),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalZero": lambda value: f"{value:02d}",
    "numberInDash": lambda value: f"- {value} -",
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
}


def with_label(label: str, text: str, tight: bool = False) -> str:
    """A paragraph with its automatic number in front, as a careful typist would write it.

    Chinese plans type no blank behind a number: 一、总体要求, 1.推动增收. One stands only where the two would else
    run into one another (“1.” before “5G”) or where the number has no mark of its own (“第一章 总则”).
    `tight`: the list itself says that nothing follows its numbers.
    """
    text = text.strip()
    if not label or not text or tight:
        return label + text
    last = label[-1]
    bare = unicodedata.category(last) in ("Lo", "Lu", "Ll", "Nd")  # circled and bracketed numbers are of kind No
    apart = bare or (last in ".．" and text[0].isdecimal())
    return f"{label} {text}" if apart else label + text
