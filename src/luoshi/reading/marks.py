"""Marks that are not text: Markdown, crumbs of HTML and inline LaTeX, as text-recognition tools leave them in text."""

from __future__ import annotations

import re

# LaTeX commands by what they print; a command that is not here loses its backslash.
_LATEX = {
    "leqslant": "≤", "leq": "≤", "le": "≤", "geqslant": "≥", "geq": "≥", "ge": "≥", "lt": "<", "gt": ">",
    "neq": "≠", "ne": "≠", "approx": "≈", "sim": "~", "pm": "±", "times": "×", "div": "÷", "cdot": "·",
    "circ": "°", "degree": "°", "celsius": "℃", "prime": "′", "permil": "‰", "textperthousand": "‰",
    "ldots": "…", "dots": "…", "cdots": "…", "rightarrow": "→", "to": "→", "Rightarrow": "⇒", "infty": "∞",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "lambda": "λ", "mu": "μ", "pi": "π", "sigma": "σ",
    "omega": "ω", "Omega": "Ω", "Delta": "Δ", "quad": " ", "qquad": " ", "left": "", "right": "", "displaystyle": "",
}  # fmt: skip
_WRAPPERS = (
    r"text|textbf|textit|mathrm|mathbf|mathit|mathsf|mathcal|operatorname|rm|bf|unit|mbox|hbox|boldsymbol|underline"
)

_MATH = re.compile(r"\s{0,2}(?:\$\$?([^$\n]{1,200}?)\$\$?|\\\(([^\n]{1,200}?)\\\))\s{0,2}")
_LOOKS_LIKE_MATH = re.compile(r"[\\^_{}]|^[\s\d.,%~<>=≤≥±×/+\-]+$")
_WRAPPED = re.compile(rf"\\(?:{_WRAPPERS})\s*\{{([^{{}}]*)\}}")
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_CIRCLED = re.compile(r"\\textcircled\s*\{?\s*(\d{1,2})\s*\}?")
_COMMAND = re.compile(r"\\([A-Za-z]+)\s?")
_DEGREE = re.compile(r"\^\s*\{?\s*°\s*\}?")
_PRIME = re.compile(r"\^\s*\{?\s*′\s*\}?")
_BLANK_BY_CHINESE = re.compile(r"(?<=[^\x00-\x7f])\s|\s(?=[^\x00-\x7f])")

_ENTITIES = {
    "nbsp": " ", "ensp": " ", "emsp": " ", "lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'", "ldquo": "“",
    "rdquo": "”", "lsquo": "‘", "rsquo": "’", "mdash": "—", "ndash": "–", "hellip": "…", "middot": "·", "times": "×",
    "le": "≤", "ge": "≥", "permil": "‰", "deg": "°", "bull": "•",
}  # fmt: skip
_ENTITY = re.compile(rf"&(?:({'|'.join(_ENTITIES)})|#(\d{{2,6}})|#[xX]([0-9A-Fa-f]{{2,5}}));")
_BREAK_TAG = re.compile(r"<\s{0,2}(?:br|/p|p|/div|div|/li|li|/h[1-6]|h[1-6])\b[^<>]{0,200}>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:b|i|u|s|strong|em|span|font|sup|sub|center|a|img|ul|ol|o:p|small|big|mark|tbody|thead|table|tr|td|th)\b[^<>]{0,300}>",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--[^<]{0,2000}?-->")

_BOLD = re.compile(r"\*\*+")
_STRUCK = re.compile(r"~~(?=\S)([^~\n]{1,500}?)~~")
_PICTURE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,1000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\((?:https?:|/|#|\.|mailto:)[^()\n]{0,1000}\)")
_CODE = re.compile(r"`([^`\n]{1,500})`")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~$])")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(?=\S)(.*?)(?:\s+#+)?\s*")
_BULLET = re.compile(
    r"\s*[-*+]\s+(?=附[件表录]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}\\?[.．、)）]|[①-⓿]|[—–]{2})"
)
_QUOTED = re.compile(r"\s{0,3}(?:>\s?)+(?=\S)")


def plain_formula(latex: str) -> str:
    r"""Inline LaTeX as it would be typed: `\leqslant 35\text{ug}/\text{m}^3` gives `≤35ug/m^3`."""
    text = latex.replace(r"\%", "%").replace(r"\&", "&").replace(r"\_", "_").replace("~", " ")
    for _ in range(3):  # wrappers stand within one another, never deep
        unwrapped = _FRACTION.sub(r"\1/\2", _WRAPPED.sub(r"\1", text))
        if unwrapped == text:
            break
        text = unwrapped
    text = _CIRCLED.sub(lambda m: chr(0x245F + int(m[1])) if 1 <= int(m[1]) <= 20 else m[1], text)
    text = _COMMAND.sub(lambda m: _LATEX.get(m[1], m[1]), text)
    text = re.sub(r"\\[,;:! ]", "", text).replace("\\", "")
    text = _PRIME.sub("′", _DEGREE.sub("°", text))
    text = re.sub(r"_\s*\{([^{}]*)\}|_\s*(\w)", lambda m: m[1] or m[2] or "", text)
    text = text.replace("{", "").replace("}", "").replace("°C", "℃")
    return _BLANK_BY_CHINESE.sub("", " ".join(text.split()))


def _formula(match: re.Match[str]) -> str:
    inside = match[1] if match[1] is not None else match[2]
    if _LOOKS_LIKE_MATH.search(inside) is None:
        return match.group()
    return plain_formula(inside)


def _entity(match: re.Match[str]) -> str:
    if match[1]:
        return _ENTITIES[match[1]]
    code = int(match[2]) if match[2] else int(match[3], 16)
    return chr(code) if 32 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""


def plain_parts(text: str) -> list[str]:
    """The text without marks; more than one part where a mark of HTML breaks it into paragraphs."""
    if "<" in text:
        text = _COMMENT.sub("", text)
        parts = [_TAG.sub("", part).strip() for part in _BREAK_TAG.split(text)]
    else:
        parts = [text]
    return [_plain(part) for part in parts]


def plain(text: str) -> str:
    """The text without marks, as one paragraph."""
    return "".join(plain_parts(text))


def _plain(text: str) -> str:
    """Marks of one paragraph; nothing is searched for whose first sign is not there."""
    if "$" in text or "\\(" in text:
        text = _MATH.sub(_formula, text)
    if "![" in text:
        text = _PICTURE.sub("", text)
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "**" in text:
        text = _BOLD.sub("", text)
    if "~~" in text:
        text = _STRUCK.sub(r"\1", text)
    if "`" in text:
        text = _CODE.sub(r"\1", text)
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if "&" in text:
        text = _ENTITY.sub(_entity, text)
    return text


def heading(line: str) -> tuple[int, str] | None:
    """Level and text of a Markdown heading (`## 一、总体要求`), None where the line is none."""
    if "#" not in line[:10]:
        return None
    match = _HEADING.fullmatch(line)
    return (len(match[1]), match[2]) if match and match[2] else None


def without_bullet(line: str) -> str:
    """The line without the quotation mark `>` of Markdown, or a bullet that stands before a typed number."""
    if line.lstrip()[:1] not in (">", "-", "*", "+"):
        return line
    line = _QUOTED.sub("", line, count=1)
    bullet = _BULLET.match(line)
    return line[bullet.end() :] if bullet else line


def is_rule(line: str) -> bool:
    """Whether the line only draws: a horizontal rule or the fence of a code block."""
    bare = "".join(line.split())
    if len(bare) < 3:
        return False
    return bare[:3] in ("```", "~~~") or (bare[0] in "-*_=" and not bare.strip(bare[0]))
