"""Targets made comparable: what is measured without its spelling, figures in one unit, and what limits them."""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from luoshi.drafting.checkup.layout import Layout, number
from luoshi.drafting.draft import Target, Task
from luoshi.drafting.grammar import any_of, table

_QUOTES = str.maketrans("", "", "“”\"'‘’《》〈〉·•")
_YEAR = re.compile(r"((?:19|20)\d\d) ?年|到((?:19|20)\d\d)(?!\d)")
_CLAUSE_END = re.compile(r"[。；;，,\n]")
_SENTENCE_END = re.compile(r"[。；;\n]")
_NO_LIMITS: frozenset[str] = frozenset()
_BEFORE = 120  # letters before a target in which its year is looked for


@dataclass(frozen=True, slots=True)
class Measured:
    """A target made comparable. name  normalised; family, value, high  of its unit, in the family's base unit;
    strength  by the words in its text (">=", "<=", "~", "="; "" where 达到 or 力争 leaves it open); limits  words that
    limit it in time or to a part of the whole; stage  how far what it counts has come (谋划, 签约, 开工, 竣工), ""
    where it does not say; task  where it stands."""

    target: Target
    name: str
    family: str
    value: float
    high: float | None
    strength: str
    limits: frozenset[str]
    stage: str
    task: Task | None


@lru_cache(maxsize=8192)
def normal_name(name: str) -> str:
    """What is measured, without whose, when, verbs and spelling: 全区新增规模以上工业企业数 → 规上工业企业."""
    words = table("findings")["targets"]
    text = "".join(unicodedata.normalize("NFKC", name).translate(_QUOTES).split())
    text = re.sub(r"^(?:19|20)\d\d年|\([^()]*\)$", "", text)
    for several, one in words["same"]:
        text = text.replace(several, one)
    changed = True
    while changed:
        changed = False
        for word in words["before"]:
            if "→" in word:
                long, short = word.split("→")
                if text.startswith(long):
                    text, changed = short + text[len(long) :], True
            elif text.startswith(word) and len(text) - len(word) >= 2:
                text, changed = text[len(word) :], True
        for word in words["after"]:
            if text.endswith(word) and len(text) - len(word) >= 3:
                text, changed = text[: -len(word)], True
    return text.strip("的和、")


def measure_up(layout: Layout) -> list[Measured]:
    """All targets with a usable figure and name."""
    families = table("findings")["targets"]["families"]
    result = []
    for target in layout.draft.targets:
        name = normal_name(target.name)
        try:
            value = float(target.value)
            high = None if target.value2 is None else float(target.value2)
        except (TypeError, ValueError):
            continue
        if not name or not math.isfinite(value):
            continue
        unit = "".join(unicodedata.normalize("NFKC", target.unit).split())
        family, factor = families.get(unit, (unit, 1.0))
        start, end = layout.span(target.source.start, target.source.end)
        result.append(
            Measured(
                target,
                name,
                family,
                value * factor,
                None if high is None else high * factor,
                _strength(target),
                _limits(layout, start, end),
                _stage(target),
                layout.task_at(start),
            )
        )
    return result


def general(name: str) -> bool:
    """Whether a name is too general to be one thing in two places: 项目, 投资完成率."""
    return _general().fullmatch(name) is not None


@cache
def _general() -> re.Pattern[str]:
    subjects = any_of("findings", "targets", "general")
    rates = any_of("findings", "targets", "rates")
    return re.compile(f"{subjects}|(?:{subjects})*{rates}")


def _strength(target: Target) -> str:
    if not _telling().search(target.raw):
        return "="
    words = table("findings")["targets"]
    found = [sign for sign, signs in words["strength"].items() if any(w in target.raw for w in signs)]
    if "~" in found and not _about().search(target.raw):
        found.remove("~")
    if found:
        return str(found[-1])
    return "" if any(w in target.raw for w in words["reach"]) else "="


@cache
def _telling() -> re.Pattern[str]:
    """Any word of strength or of reaching: most targets have none."""
    words = table("findings")["targets"]
    return re.compile("|".join(re.escape(w) for w in (*words["reach"], *itertools.chain(*words["strength"].values()))))


@cache
def _about() -> re.Pattern[str]:
    """左右 and the like; 约 by itself, for 签约 and 节约 are no estimates."""
    words = [w for w in table("findings")["targets"]["strength"]["~"] if w != "约"]
    return re.compile("|".join(map(re.escape, words)) + r"|(?<![签节集履预条契违公合])约(?=\s?\d)")


@cache
def _limiting() -> re.Pattern[str]:
    words = table("findings")["targets"]
    return re.compile(
        "|".join(re.escape(w) for w in sorted({*words["periods"], *words["scopes"]}, key=len, reverse=True))
    )


def _limits(layout: Layout, start: int, end: int) -> frozenset[str]:
    """What limits a target to a time or a part: words in its own clause, and the last year named in its sentence."""
    limiting = _limiting()
    sentence = _SENTENCE_END.split(layout.text[max(start - _BEFORE, 0) : start])[-1]
    clause = _CLAUSE_END.split(sentence)[-1] + layout.text[start:end]
    found = set(limiting.findall(clause))
    said = sentence + layout.text[start:end]
    if "年" in said or "到" in said:
        years = [a or b for a, b in _YEAR.findall(said)]
        if years and years[-1] != str(layout.draft.document.year):
            found.add(years[-1])
    return frozenset(found) if found else _NO_LIMITS


@cache
def _stages() -> tuple[re.Pattern[str], dict[str, str]]:
    stages = {verb: stage for stage, verbs in table("findings")["targets"]["stages"].items() for verb in verbs}
    return re.compile("|".join(map(re.escape, stages))), stages


def _stage(target: Target) -> str:
    verbs, stages = _stages()
    found = verbs.search(target.raw) or verbs.search(target.name)
    return stages[found.group()] if found else ""


def said(item: Measured) -> str:
    """The target's own words, where they say what is measured; else its name and figure."""
    raw = "".join(item.target.raw.split())
    if len(raw) <= 30 and sum(letter in raw for letter in item.name) >= 0.6 * len(item.name):
        return raw
    high = f"—{number(item.target.value2)}" if item.target.value2 is not None else ""
    return f"{item.target.name}{number(item.target.value)}{high}{item.target.unit}"
