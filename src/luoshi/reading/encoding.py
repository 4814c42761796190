"""From bytes to text: which encoding a text file is written in, told from its content alone."""

from __future__ import annotations

import codecs
import re

from luoshi.reading.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 20_000
_BAD = "\ufffd"
_MOST_BAD = 0.02  # share of undecodable characters up to which a file still is a damaged text
_MOST_ODD = 0.05  # share of control characters from which on it is none
_ODD = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff\ud800-\udfff]")
_USUAL = re.compile("[\t\n\r\x20-\x7e\u00a0\u00b7\u2010-\u2042\u2103\u2160-\u217f\u2200-\u22ff\u2460-\u24ff"
                    "\u25a0-\u25ff\u3000-\u3017\u4e00-\u9fff\uff01-\uff5e\ufeff]")  # fmt: skip
_TELLING = re.compile("[\n\x20。，、：\u3000的]")


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of the bytes, and Chinese notes where some of them could not be read.

    A byte-order mark decides; else UTF-16 where both halves look like it; else UTF-8, else GB18030 (which holds GB2312
    and GBK), each with a few damaged bytes replaced. Raises ReadError where the bytes are no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(encoding, "replace"), name)
    wide = _utf16(data)
    if wide is not None:
        return _checked(data.decode(wide, "replace"), name)
    try:
        return _checked(data.decode("utf-8"), name)
    except UnicodeDecodeError:
        pass
    try:
        return _checked(data.decode("gb18030"), name)
    except UnicodeDecodeError:
        pass
    texts = [data.decode(encoding, "replace") for encoding in ("utf-8", "gb18030")]
    return _checked(min(texts, key=lambda text: text.count(_BAD)), name)


def _utf16(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: nearly all characters usual ones, among them some that every text has."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    if len(sample) < 4:
        return None
    if len(data) <= _SAMPLE and len(sample) % 2:
        sample = sample[:-1]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        if _TELLING.search(text) and len(_USUAL.findall(text)) >= 0.97 * len(text):
            return encoding
    return None


def _checked(text: str, name: str) -> tuple[str, tuple[str, ...]]:
    bad = text.count(_BAD)
    odd = sum(1 for _ in _ODD.finditer(text))
    if bad > _MOST_BAD * len(text) + 3 or odd > _MOST_ODD * len(text) + 3:
        raise ReadError(
            f"“{name}”不是可以读取的文本文件（无法识别文字编码），请确认文件类型，或另存为 UTF-8 文本后重试。"
        )
    if bad:
        return text, (f"文件中有{bad}处文字无法识别，已用“{_BAD}”代替，请对照原件核对。",)
    return text, ()
