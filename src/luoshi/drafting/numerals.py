"""Numbers as plans write them: 7.5, 1,200, １２, 十五, 两, 三分之一, 九成."""

from __future__ import annotations

import re
import unicodedata

DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
SCALES = {"十": 10, "百": 100, "千": 1000}

HAN = "[〇零一二两三四五六七八九十百千]"
ARABIC = r"[0-9０-９]+(?:[,，][0-9０-９]{3}(?![0-9０-９]))*(?:[.．][0-9０-９]+)?"


def han_number(text: str) -> int | None:
    """The value of a Chinese whole number below ten thousand ("十五" → 15, "二〇二六" → 2026); None where it is none."""
    if not text or re.fullmatch(f"{HAN}+", text) is None:
        return None
    if not any(c in SCALES for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    total, digit = 0, None
    for c in text:
        if c in SCALES:
            total += (1 if digit is None else digit) * SCALES[c]
            digit = None
        else:
            digit = DIGITS[c]
    return total + (digit or 0)


def arabic_number(text: str) -> float:
    """The value of a number in digits, full-width digits and thousands separators included."""
    return float(unicodedata.normalize("NFKC", text).replace(",", ""))


def number(text: str) -> float | None:
    """The value of a number in digits or Chinese numerals; None where it is neither."""
    if re.fullmatch(ARABIC, text):
        return arabic_number(text)
    whole = han_number(text)
    return None if whole is None else float(whole)
