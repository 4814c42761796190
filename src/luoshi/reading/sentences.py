"""What a line's words alone say: does it open something new, is its sentence finished, how is it joined to the next.

Official papers number their paragraphs 一、（一）1.（1） (GB/T 9704, 7.3.3); those numbers, and the few words that
always begin a paragraph of their own, stand in the tables below.
"""

from __future__ import annotations

import re

_CHINESE = "一二三四五六七八九十百"

# What begins a paragraph of its own wherever it stands at the head of a line.
_OPENINGS = (
    rf"[{_CHINESE}]{{1,4}}、(?![{_CHINESE}]{{1,3}}[、季月次产])",  # 一、 but not 一、二、三产业 / 一、二季度
    rf"[（(][{_CHINESE}]{{1,4}}[)）]",  # （一）
    r"[（(]\d{1,3}[)）]",  # (1)
    r"\d{1,3}[.．](?!\d)",  # 1. but not 3.5亿元
    r"\d{1,2}[.．](?=(?:19|20)\d\d年)",  # 1.2026年底前……
    r"\d{1,3}、(?![\d《])",  # 1、 but not 5、6号楼
    r"\d{1,2}[)）]",  # 1）
    r"[①-⓿㈠-㈩㊀-㊉❶-❿]",
    rf"第[{_CHINESE}\d]{{1,4}}[章节编条](?!例)",
    rf"第[{_CHINESE}\d]{{1,4}}部分",
    rf"附[件表录]\s*[\d{_CHINESE}]{{0,3}}(?:\s*[—–－-]+\s*\d+)?\s*(?:[:：]|$)",
    r"[—–－-]{2,}",  # ——
    r"[-*+](?=\s)",
    r"[•●■◆★▲△○◎□➢※∙◇►▶\uf06c\uf0b7\uf0d8]",
    r"(?:牵头|责任|配合|主办|协办|主管|参加|参与|实施|承办|负责|监督|指导|督办|成员)(?:单位|部门|领导|科室|人)\s*[:：]",
    r"(?:完成|办结|办理|工作|整改)(?:时限|时间|期限)\s*[:：]",
    r"(?:抄送|主送|抄报|联系人|联系电话|公开方式|公开范围|信息公开|索引号|发文字号|文号|成文日期|发布日期)[^，。]{0,8}[:：]",
    r"[（(](?:此件|联系人|征求意见稿|送审稿|讨论稿|草案|试行)",
    r"(?:二[〇○零O0]|20|19)[〇○零O0\d一二三四五六七八九]{2}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日\s*$",
    r"[（(]?[^\s，。（(]{2,14}[〔\[［﹝]\s*(?:19|20)\d\d\s*[〕\]］﹞]\s*(?:第\s*)?\d+\s*号[)）]?\s*$",
)
_OPENS = re.compile("|".join(f"(?:{form})" for form in _OPENINGS))
# The openings that also turn up in the middle of a sentence, when a line happens to be cut just there.
_ALSO_INSIDE = re.compile(r"第|\d{1,3}[、)）]|[—–－-]{2}|[（(](?:征|送|讨|草|试)")
_NUMBERED = re.compile(
    rf"[{_CHINESE}]{{1,4}}、|[（(][{_CHINESE}\d]{{1,4}}[)）]|\d{{1,3}}[.．、)）]|[①-⓿]|第[{_CHINESE}\d]{{1,4}}[章节编条部]"
)

_STOPS = "。！？!?…"
_HALF_STOPS = "；;"
_CONTINUES = "，、,"
_CLOSERS = "”’」』》〉）)］]】〕\"'"
_OPENERS = "“‘「『《〈（(［[【〔"
# Inside a bracket at a paragraph's end these make it a clause of responsibility, which ends the paragraph.
_CLAUSE = re.compile(r"牵头|负责|配合|责任|分工|参与|参加|主办|协办|落实|指导|[局办委部院][)）]$")
_BRACKETED_END = re.compile(r"[（(][^（()）]*(?:[（(][^（()）]*[)）][^（()）]*)*[)）]$")
_ONLY_BRACKET = re.compile(r"[（(][^（()）]*(?:[（(][^（()）]*[)）][^（()）]*)*[)）][。；;]?$")
_PUNCTUATION = re.compile(r"[，。；！？,;!?]")
_CHINESE_ONLY = re.compile(r"[㐀-鿿”》]+")
_BALANCE = dict.fromkeys("（(《〈【〔“「『", 1) | dict.fromkeys("）)》〉】〕”」』", -1)
_BRACKETS = re.compile(f"[{re.escape(''.join(_BALANCE))}]")
_NARROW = re.compile(r"[\x00-\u1fff]")
_TAIL = 600  # characters at a paragraph's end that the questions below look at: keeps long paragraphs linear

# One unbreakable stretch at the head of a line: opening marks, then a Latin word or figure or a single character,
# then the marks that no line may begin with (the line-breaking rules of Chinese setting). Some programs break
# neither before nor behind a quotation mark (Unicode Standard Annex 14, class QU).
_UNBROKEN = r"[“‘《〈（(［【「『〔]*(?:[0-9A-Za-z.+\-/_@:]{1,60}[%‰℃]?|.)[，。、；：！？”’》〉）)］】」』〕,.;:!?%…·]*"
_FIRST_STRETCH = re.compile(rf"{_UNBROKEN}(?:(?:(?<=[”’])|(?=[“‘])){_UNBROKEN}){{0,2}}")


def opens(text: str) -> bool:
    """Whether the line begins something new: a numbered item, an annex, a label, a date or a document number."""
    return _OPENS.match(text) is not None


def opens_surely(text: str) -> bool:
    """Like `opens`, without the forms that a line cut in mid-sentence can begin with as well."""
    return opens(text) and _ALSO_INSIDE.match(text) is None


def is_numbered(text: str) -> bool:
    """Whether the text begins with an item's number."""
    return _NUMBERED.match(text) is not None


def is_prose(text: str) -> bool:
    """Whether the text holds punctuation of sentences: headings, titles and signatures have none."""
    return _PUNCTUATION.search(text) is not None


def is_plain_chinese(text: str) -> bool:
    """Whether the text is Chinese characters and nothing else."""
    return _CHINESE_ONLY.fullmatch(text) is not None


def is_bracket_clause(text: str) -> bool:
    """Whether the line is nothing but one bracket with a clause of responsibility: （县发改局牵头）."""
    return _ONLY_BRACKET.match(text) is not None and _CLAUSE.search(text) is not None


def is_finished(text: str) -> bool:
    """Whether the text ends as a paragraph ends: full stop, colon, or a clause of responsibility in brackets."""
    tail = text[-_TAIL:].rstrip()
    if not tail:
        return True
    bare = tail.rstrip(_CLOSERS)
    if bare and bare[-1] in _STOPS:
        return True
    if tail[-1] in "：:" or (tail[-1] == "." and not tail[-2:-1].isdigit()):
        return True
    if tail[-1] in ")）":
        bracket = _BRACKETED_END.search(tail)
        return bracket is not None and (
            _CLAUSE.search(bracket.group()) is not None or tail[: bracket.start()].rstrip()[-1:] in tuple(_STOPS)
        )
    return False


def ends_half(text: str) -> bool:
    """Whether the text ends in a semicolon: the end of an item in a list, or the middle of a sentence."""
    return text.rstrip()[-1:] in tuple(_HALF_STOPS)


def ends_in_pause(text: str) -> bool:
    """Whether the text ends where no paragraph ends: behind a comma or an opening mark."""
    return text.rstrip()[-1:] in tuple(_CONTINUES + _OPENERS)


def balance(text: str) -> int:
    """Opening minus closing brackets and quotes."""
    return sum(_BALANCE[c] for c in _BRACKETS.findall(text))


def closes_bracket(text: str) -> bool:
    """Whether the line closes a bracket or quote that was opened before it."""
    depth = 0
    for c in _BRACKETS.findall(text):
        depth += _BALANCE[c]
        if depth < 0:
            return True
    return False


def has_stop(text: str) -> bool:
    """Whether a sentence ends somewhere in the text."""
    return any(c in text for c in "。；！？")


def width(text: str) -> float:
    """Printed width in em: 1 for a Chinese character or mark, ½ for a Latin letter or digit."""
    return len(text) - 0.5 * len(_NARROW.findall(text))


def first_stretch(text: str) -> str:
    """What must stand together at the head of the line: it would have gone to the line before, had it fitted there."""
    match = _FIRST_STRETCH.match(text)
    return match.group() if match else ""


def glue(above: str, below: str) -> str:
    """The two halves of a broken line as one text: no blank between Chinese characters, one between Latin words."""
    if not above or not below:
        return above + below
    last, first = above[-1], below[0]
    if last == "-" and above[-2:-1].isascii() and above[-2:-1].isalpha() and first.isascii() and first.islower():
        return above[:-1] + below
    between = " " if last.isascii() and first.isascii() and last.isalpha() and first.isalpha() else ""
    return above + between + below
