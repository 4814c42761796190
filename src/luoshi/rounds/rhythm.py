"""What one sentence of a plan says of its rhythm: what is done, how often, by whom, for which tasks, due when.

The words are data (`grammar/arranging.toml`); how the sentences of a plan go together is `arranging.py`'s.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

EVERY = ("日", "周", "双周", "旬", "月", "双月", "季", "半年", "年")
EVERY_WORDS = {
    "日": "每日",
    "周": "每周",
    "双周": "每两周",
    "旬": "每旬",
    "月": "每月",
    "双月": "每两月",
    "季": "每季度",
    "半年": "每半年",
    "年": "每年",
}
ACT_WORDS = {
    "report": "填报进展",
    "ledger": "收集台账",
    "meeting": "调度会议",
    "bulletin": "通报简报",
    "check": "督查检查",
    "appraisal": "考核评价",
}
SENTENCE_ENDS = "。；;\n"
NEAR = re.compile(r"[、，,。；;：:“”‘’\"（(）)\s和并实行落实建立]+")


@dataclass(frozen=True, slots=True)
class Saying:
    """A cadence as the plan says it: part code, words, and where they stand (start, end; None without a place)."""

    id: int
    part: str
    raw: str
    actor: str
    action: str
    every: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Scope:
    """A task with the place of its whole text."""

    id: int
    part: str
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the plan: code ("0", "1", "3-1"), title, the name of its campaign, and where its text stands."""

    code: str
    title: str
    campaign: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """A set-up as the plan seems to want it; fields as in the model Arrangement. part ""  the whole plan;
    action  the verb; season  when alone it holds (农忙时节), "" always; feeds  the key of the coarser set-up;
    cadences  the ids of the sentences it comes from."""

    key: str
    part: str
    task: int | None
    title: str
    every: str
    act: str
    runs: str
    runner: str
    action: str = ""
    season: str = ""
    reporters: str = "none"
    way: tuple[str, ...] = ()
    due_after: int = 0
    due_day: int | None = None
    grace: int = 0
    lock_after: int = 0
    feeds: str = ""
    quote: str = ""
    start: int | None = None
    end: int | None = None
    why: str = ""
    cadences: tuple[int, ...] = field(default=())


@cache
def grammar() -> dict[str, Any]:
    return tomllib.loads(resources.files("luoshi.rounds").joinpath("grammar/arranging.toml").read_text("utf-8"))


class PlanText:
    """What is asked of the plan's text again and again."""

    def __init__(
        self, text: str, pieces: Sequence[Piece], scopes: Sequence[Scope], bodies: Sequence[tuple[str, str]]
    ) -> None:
        self.text = text
        self.pieces = {p.code: p for p in pieces}
        self.scopes = sorted(scopes, key=lambda s: s.start)
        self.by_id = {s.id: s for s in scopes}
        self.bodies = bodies
        self._starts = [s.start for s in self.scopes]

    def task_at(self, place: int | None) -> int | None:
        """The innermost task whose text holds that place."""
        if place is None:
            return None
        for scope in reversed(self.scopes[: bisect_right(self._starts, place)]):
            if place < scope.end:
                return scope.id
        return None

    @cache  # noqa: B019 - one short-lived object a plan
    def mechanism(self, part: str, task: int | None) -> str:
        """The text in which the way up of a scope's reports may be told: for a task its own, for a part all that
        stands outside of its tasks."""
        if task is not None:
            own = self.by_id[task]
            return self.text[own.start : own.end]
        piece = self.pieces.get(part or "0")
        if piece is None:
            return ""
        told, at = [], piece.start
        for scope in self.scopes:
            if piece.start <= scope.start < piece.end:
                told.append(self.text[at : scope.start])
                at = max(at, scope.end)
        return "\n".join([*told, self.text[at : piece.end]])


def read(plan: PlanText, saying: Saying) -> Proposal:
    """One cadence by itself."""
    words = grammar()
    sentence = _sentence(plan.text, saying.start, saying.end)
    before, behind = _around(plan.text, saying)
    by = re.search(words["subject"]["by"], sentence)
    runs = _trimmed(before or saying.actor or (by.group(1) if by else ""))
    task = plan.task_at(saying.start)
    part = "" if saying.part == "0" and task is None else saying.part
    runner = _runner(runs, part, plan.bodies)
    season = re.search(words["subject"]["season"], sentence)
    due, grace, lock = words["limits"][saying.every]
    day = re.search(words["days"]["by_day"], saying.raw)
    if re.search(words["days"]["at_end"], saying.raw):
        due = 0
    act = _act(saying.action, runner, behind)
    return Proposal(
        key="",
        part=part,
        task=task,
        title="",
        every=saying.every,
        act=act,
        runs=runs,
        runner=runner,
        action=saying.action,
        season=season.group(0) if season else "",
        due_after=due,
        due_day=int(day.group(1)) if day and 1 <= int(day.group(1)) <= 28 else None,
        grace=grace,
        lock_after=lock,
        quote=saying.raw,
        start=saying.start,
        end=saying.end,
        cadences=(saying.id,),
        way=_office_way(sentence) if act == "ledger" else (),
    )


def _around(text: str, saying: Saying) -> tuple[str, str]:
    """The subject written right before the cadence (县长 in 县长一月一调度), and the three characters behind it."""
    if saying.start is None or saying.end is None:
        return "", ""
    head = text[max(0, saying.start - 24) : saying.start]
    subject = NEAR.split(head)[-1]
    known = any(re.search(p, subject) for p in grammar()["runners"].values())
    return (subject if known else ""), text[saying.end : saying.end + 3]


def _trimmed(runs: str) -> str:
    """A subject without the words of duty around it (由…负责, …需, …于)."""
    return re.sub(r"^(?:由|请)|(?:于|需|要|应|须|应当|需要|必须|将|具体)+$", "", runs)


def _runner(runs: str, part: str, bodies: Sequence[tuple[str, str]]) -> str:
    if runs in ("办公室", "领导小组办公室") or any(runs and runs in name for _, name in bodies):
        return "offices" if part else "command"
    for kind, pattern in grammar()["runners"].items():
        if re.search(pattern, runs):
            return str(kind)
    if runs:
        return "unit"
    return "offices" if part else "command"


def _act(action: str, runner: str, behind: str) -> str:
    words = grammar()
    if any(behind.startswith(w) for w in words["meeting_behind"]["words"]):
        return "meeting"
    act = next(
        (k for k, verbs in words["acts"].items() if k != "handed_in" and any(v in action for v in verbs)), "meeting"
    )
    return "meeting" if act == "report" and runner in ("leaders", "conveners") else act


def _office_way(sentence: str) -> tuple[str, ...]:
    """What the office does with what it collected: has it verified, releases it."""
    way = grammar()["way"]
    return tuple(s for s, p in (("verify", way["verified"]), ("release", way["released"])) if re.search(p, sentence))


def chains(plan: PlanText) -> list[Proposal]:
    """以旬保月、以月保季 in a task: reports in each of the periods, the finest asked for, the others fed from it."""
    made: list[Proposal] = []
    pattern = re.compile(grammar()["days"]["chain"])
    for scope in plan.scopes:
        found = list(pattern.finditer(plan.text, scope.start, scope.end))
        periods = sorted({p for m in found for p in m.groups()}, key=EVERY.index)
        for every in periods:
            start, end = found[0].start(), found[-1].end()
            made.append(
                Proposal(
                    key="chain",
                    part=scope.part,
                    task=scope.id,
                    title="",
                    every=every,
                    act="report",
                    runs="",
                    runner="units",
                    quote=plan.text[start:end],
                    start=start,
                    end=end,
                )
            )
    return made


def _sentence(text: str, start: int | None, end: int | None) -> str:
    if start is None or end is None:
        return ""
    first = max(text.rfind(c, 0, start) for c in SENTENCE_ENDS) + 1
    ends = [i for c in SENTENCE_ENDS if (i := text.find(c, end)) >= 0]
    return text[first : min(ends, default=len(text))]
