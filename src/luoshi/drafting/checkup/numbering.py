"""Numbers of paragraphs that skip, repeat or begin anew, level by level."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict

from luoshi.drafting.checkup.layout import Layout, finding
from luoshi.drafting.draft import Finding
from luoshi.drafting.markers import FORMS, Marker, marker
from luoshi.drafting.numerals import han_number
from luoshi.reading.document import Paragraph

_ORDINAL = re.compile(r"(?:^|[。；;：:，,])\s*([一二三四五六七八九十]{1,2})是(?![否以指由在个不有])")
_HAN = "〇一二三四五六七八九十"
_HEADING = 36  # letters that an unnumbered heading has at most
_LABELS = {name: label for name, _, label in FORMS}
# forms that number whatever a cell or a sentence holds; in tables only serials in brackets or plain digits are followed
_SERIAL = ("digit", "digit-bracket")


def findings(layout: Layout) -> list[Finding]:
    """Gaps, repeats and restarts of numbers in running text, in tables and in 一是…二是… within a paragraph."""
    found: list[Finding] = []
    running: dict[str, list[Paragraph]] = defaultdict(list)
    cells: dict[str, list[Paragraph]] = defaultdict(list)
    for paragraph in layout.document.paragraphs:
        part = layout.part_at(paragraph.start)
        (running if paragraph.cell is None else cells)[part].append(paragraph)
        found.extend(_ordinals(layout, paragraph))
    for part, paragraphs in running.items():
        if layout.part_kind.get(part) == "table":
            found.extend(_serials(layout, paragraphs))
        else:
            found.extend(_levels(layout, paragraphs))
    for paragraphs in cells.values():
        found.extend(_serials(layout, paragraphs))
    found.extend(_annexes(layout))
    return found


def _shown(form: str, value: int, sample: str) -> str:
    """The number in its form: （三）, 3."""
    han = form in ("chapter", "section", "article", "han", "han-bracket") and not re.search(r"[0-9０-９]", sample)
    if form == "circled":
        return chr(0x2460 + value - 1) if 1 <= value <= 20 else str(value)
    written = _han(value) if han else str(value)
    plain = _LABELS[form].format(written)
    return {
        "han": f"{written}、",
        "digit": f"{written}、" if "、" in sample else f"{written}.",
        "han-bracket": f"（{written}）",
        "digit-bracket": f"（{written}）",
    }.get(form, plain)


def _han(value: int) -> str:
    tens, ones = divmod(value, 10)
    if value <= 10:
        return _HAN[value] if value < 10 else "十"
    return ("" if tens == 1 else _HAN[tens] if tens < 10 else str(tens)) + "十" + (_HAN[ones] if ones else "")


def _levels(layout: Layout, paragraphs: list[Paragraph]) -> list[Finding]:
    """Follow the levels down a part; a number is judged by the last of its form under the same heading.

    Numbers that run on across headings (（一）1. 2. （二）3. 4.) are a style of their own and no finding.
    """
    found: list[Finding] = []
    stack: list[tuple[str, Marker, Paragraph]] = []
    last: dict[str, tuple[Marker, Paragraph]] = {}
    loose = False  # an unnumbered heading stands between: a new row may begin
    listing = False  # in the list of annexes
    styles: dict[str, tuple[list[Paragraph], list[tuple[Marker, Paragraph, Paragraph]]]] = defaultdict(lambda: ([], []))
    for paragraph in paragraphs:
        text = paragraph.text
        if re.match(r"[-—\s]*附\s*件\s*[:：]", text):
            listing = True
            continue
        here = marker(text)
        if here is None:
            listing = False if len(text) > _HEADING else listing
            loose = loose or len(text) <= _HEADING or text.endswith(("：", ":"))
            continue
        if listing and here.form == "digit":
            continue
        listing = False
        depth = next((i for i, (form, _, _) in enumerate(stack) if form == here.form), None)
        before = stack[depth] if depth is not None else None
        expected_new = before is None
        if depth is not None:
            del stack[depth:]
        stack.append((here.form, here, paragraph))
        sample = text[: here.end]
        if expected_new:
            running_on = last.get(here.form)
            if running_on is not None and here.value == running_on[0].value + 1:
                styles[here.form][0].append(paragraph)
            elif running_on is not None and here.value == 1:
                styles[here.form][1].append((here, paragraph, running_on[1]))
            if here.value not in (1, (running_on[0].value + 1) if running_on else 1):
                if running_on is not None and not loose and here.form != "circled":
                    found.extend(_gap(layout, here, sample, running_on, paragraph))
                elif running_on is None and here.value <= 3 and len(stack) > 1 and not loose:
                    sentence = f"“{_head(text)}”前面没有{_shown(here.form, 1, sample)}，请核对是否漏了编号。"
                    found.append(
                        finding("numbering-gap", sentence, [layout.passage(paragraph.start, paragraph.start + 40)])
                    )
        elif before is not None:
            found.extend(_next(layout, (before[1], before[2]), (here, paragraph), loose))
        last[here.form] = (here, paragraph)
        loose = False
    for form, (on, anew) in styles.items():
        # numbers that run on across headings as a rule, and begin anew once
        if len(on) >= 2 and len(anew) == 1:
            here, paragraph, former = anew[0]
            shown = _shown(form, here.value, paragraph.text[: here.end])
            sentence = f"{layout.label(layout.part_at(paragraph.start))}编号跨标题连续，而“{_head(paragraph.text)}”处又从{shown}重新编起，请统一编号方式。"
            places = [layout.passage(p.start, min(p.end, p.start + 50)) for p in (paragraph, former)]
            found.append(finding("numbering-restart", sentence, places))
    return found


def _next(
    layout: Layout, before: tuple[Marker, Paragraph], after: tuple[Marker, Paragraph], loose: bool
) -> list[Finding]:
    """What the step from the last number of a level to this one shows."""
    old, old_paragraph = before
    here, paragraph = after
    sample = paragraph.text[: here.end]
    if here.value == old.value + 1:
        return []
    both = [
        layout.passage(paragraph.start, min(paragraph.end, paragraph.start + 50)),
        layout.passage(old_paragraph.start, min(old_paragraph.end, old_paragraph.start + 50)),
    ]
    if here.value == old.value:
        sentence = f"编号“{_shown(here.form, here.value, sample)}”出现两次：“{_head(old_paragraph.text)}”与“{_head(paragraph.text)}”，请顺次改正。"
        return [finding("numbering-repeat", sentence, both)]
    if here.value > old.value + 1:
        return _gap(layout, here, sample, (old, old_paragraph), paragraph)
    if here.value == 1 and (loose or old.value == 1):
        return []
    sentence = (
        f"编号从{_shown(old.form, old.value, sample)}回到{_shown(here.form, here.value, sample)}（“{_head(paragraph.text)}”），"
        f"中间没有上级标题，请核对编号。"
    )
    return [finding("numbering-restart", sentence, both, None if here.value > 1 else "minor")]


def _gap(
    layout: Layout, here: Marker, sample: str, before: tuple[Marker, Paragraph], paragraph: Paragraph
) -> list[Finding]:
    old, old_paragraph = before
    missing = [_shown(here.form, v, sample) for v in range(old.value + 1, here.value)]
    if here.value < old.value or not missing or len(missing) > 9:
        return []
    sentence = f"编号从“{_shown(old.form, old.value, sample)}”跳到“{_shown(here.form, here.value, sample)}”，缺{''.join(f'“{m}”' for m in missing)}，请核对是否漏项或编号有误。"
    return [
        finding(
            "numbering-gap",
            sentence,
            [
                layout.passage(paragraph.start, min(paragraph.end, paragraph.start + 50)),
                layout.passage(old_paragraph.start, min(old_paragraph.end, old_paragraph.start + 50)),
            ],
        )
    ]


def _head(text: str) -> str:
    head = "".join(re.split(r"[。，,；;]", text, maxsplit=1)[0].split())
    return head if len(head) <= 20 else head[:18] + "…"


def _serials(layout: Layout, paragraphs: list[Paragraph]) -> list[Finding]:
    """Serial numbers of a table's rows: the one form that runs through it, from 1 on, with few exceptions."""
    rows: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    pattern = re.compile(r"(?<![\w”.．-])(?:(\d{1,3})[.．、](?!\d)|[（(](\d{1,3})[)）])")
    for paragraph in paragraphs:
        for match in pattern.finditer(paragraph.text):
            form = "digit" if match.group(1) else "digit-bracket"
            value = int(match.group(1) or match.group(2))
            rows[form].append((value, paragraph.start + match.start(), match.group()))
    found = []
    for form in _SERIAL:
        numbers = rows.get(form, [])
        steps = [b[0] - a[0] for a, b in itertools.pairwise(numbers)]
        if len(numbers) < 6 or sum(s == 1 for s in steps) < 0.75 * len(steps):
            continue
        values = {v for v, _, _ in numbers}
        for (old, at, _), (new, here, sample) in itertools.pairwise(numbers):
            missing = [v for v in range(old + 1, new) if v not in values]
            if 0 < len(missing) <= 5 and new - old == len(missing) + 1:
                names = "、".join(_shown(form, v, sample) for v in missing)
                sentence = f"清单编号从{_shown(form, old, sample)}跳到{_shown(form, new, sample)}，缺{names}，请核对是否漏行或编号有误。"
                found.append(
                    finding("numbering-gap", sentence, [layout.passage(here, here + 40), layout.passage(at, at + 40)])
                )
            elif new == old:
                sentence = f"清单编号{_shown(form, new, sample)}出现两次，请顺次改正。"
                found.append(
                    finding(
                        "numbering-repeat", sentence, [layout.passage(here, here + 40), layout.passage(at, at + 40)]
                    )
                )
    return found


def _ordinals(layout: Layout, paragraph: Paragraph) -> list[Finding]:
    """一是…二是…四是 within a paragraph."""
    if "是" not in paragraph.text:
        return []
    old, at = 0, 0
    for match in _ORDINAL.finditer(paragraph.text):
        value = han_number(match.group(1)) or 0
        if value > old + 1 and old >= 1:
            missing = "、".join(f"{_han(v)}是" for v in range(old + 1, min(value, old + 5)))
            start = paragraph.start + match.start(1)
            sentence = f"列举从“{_han(old)}是”跳到“{_han(value)}是”，缺“{missing}”，请核对。"
            return [finding("numbering-gap", sentence, [layout.quote(start, start + 2), layout.quote(at, at + 2)])]
        if value == old and old > 0:
            start = paragraph.start + match.start(1)
            sentence = f"列举中“{_han(value)}是”出现两次，请顺次改正。"
            return [finding("numbering-repeat", sentence, [layout.quote(start, start + 2), layout.quote(at, at + 2)])]
        old, at = value, paragraph.start + match.start(1)
    return []


def _annexes(layout: Layout) -> list[Finding]:
    """Numbers of the annexes themselves."""
    ids = [(p, int(p.id)) for p in layout.draft.parts if p.kind == "annex" and p.id.isdecimal() and int(p.id) > 0]
    found = []
    for (one, old), (other, new) in itertools.pairwise(ids):
        if new == old:
            sentence = f"附件{new}出现两次：“{one.title}”与“{other.title}”，请顺次改正。"
            code = "numbering-repeat"
        elif new > old + 1:
            names = "、".join(f"附件{v}" for v in range(old + 1, min(new, old + 6)))
            sentence, code = f"附件编号从{old}跳到{new}，缺{names}，请核对。", "numbering-gap"
        else:
            continue
        places = [layout.passage(p.source.start, p.source.end) for p in (other, one)]
        found.append(finding(code, sentence, places))
    return found
