"""From the sentences of a plan to proposed set-ups: what is done, how often, by whom, for which tasks, due when, and
the way up of what units report. Plain values in, plain values out; a person confirms each.

Two rules keep the units' burden at what the plan asks for. In one scope (a task, a part, the plan) units report once,
in the finest period that the plan needs there; whatever else it wants from the same scope (月通报, 季讲评) is made from
what is held. And where the plan names no reporters, only the lead reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from luoshi.rounds.rhythm import (
    ACT_WORDS,
    EVERY,
    EVERY_WORDS,
    Piece,
    PlanText,
    Proposal,
    Saying,
    Scope,
    chains,
    grammar,
    read,
)


def proposals(
    text: str,
    pieces: Sequence[Piece],
    scopes: Sequence[Scope],
    sayings: Sequence[Saying],
    bodies: Sequence[tuple[str, str]] = (),
) -> list[Proposal]:
    """What the plan's rhythm seems to be, as set-ups: the plan's own first, then by part.

    bodies  the task forces as (part code, name). Every part with tasks is covered by exactly one report, and a task by
    at most one more of its own, in a finer period."""
    plan = PlanText(text, pieces, scopes, bodies)
    made = [read(plan, s) for s in sayings if s.every in EVERY] + chains(plan)
    by_scope: dict[tuple[str, int | None], list[Proposal]] = {}
    for proposal in made:
        by_scope.setdefault((proposal.part, proposal.task), []).append(proposal)
    settled: list[Proposal] = []
    # the whole plan first, then parts, then tasks: what a wider scope asks for already is not asked for again
    for part, task in sorted(by_scope, key=lambda k: (k[1] is not None, k[0] != "", k)):
        settled += _one_report(plan, _merged(by_scope[part, task]), _wider(settled, part, task))
    settled = _covered(plan, settled)
    settled += _ways_of_their_own(plan, settled)
    settled = [replace(p, title=_title(p, plan)) for p in settled]
    order = {p.code: i for i, p in enumerate(pieces)}
    return sorted(settled, key=lambda p: (order.get(p.part, -1), p.task or 0, EVERY.index(p.every), p.act))


def _merged(found: Iterable[Proposal]) -> list[Proposal]:
    """The same thing said twice in one scope (每旬调度更新, 旬调度) is one set-up with both sentences."""
    kept: dict[tuple[str, str, str, str], Proposal] = {}
    for p in found:
        same = (p.act, p.every, "" if p.act == "report" else p.runner, p.season)
        if same not in kept:
            kept[same] = p
            continue
        first = kept[same]
        quote = first.quote if p.quote in first.quote else f"{first.quote}；{p.quote}"
        cadences = first.cadences + p.cadences
        kept[same] = replace(
            first, quote=quote, cadences=cadences, due_day=first.due_day or p.due_day, way=first.way or p.way
        )
    return list(kept.values())


def _wider(settled: Iterable[Proposal], part: str, task: int | None) -> Proposal | None:
    """The finest report of a wider scope that covers this one already."""
    annex = part.split("-", maxsplit=1)[0]
    reports = [
        p
        for p in settled
        if p.act == "report"
        and not p.season
        and p.task is None
        and (not p.part or (task is not None and p.part == part) or (p.part == annex and part != annex))
    ]
    return min(reports, key=lambda p: EVERY.index(p.every), default=None)


def _one_report(plan: PlanText, found: list[Proposal], wider: Proposal | None) -> list[Proposal]:
    """Of one scope, the finest report asks, unless a wider scope asks as often already. A paper in a finer period
    than any report needs a report of its own. Other reports take over what is held: what units hand in becomes a
    report that is fed, what an office dispatches a meeting."""
    always = [p for p in found if not p.season]
    chain = [p for p in always if p.key == "chain"]
    if chain:
        return _fed(plan, chain) + _keyed(p for p in found if p.act != "report")
    reports = [p for p in always if p.act == "report"]
    papers = [p for p in always if p.act in ("bulletin", "ledger") and p.runner != "unit" and p.task is None]
    asking = min(reports + papers, key=lambda p: EVERY.index(p.every), default=None)
    if asking and wider and EVERY.index(wider.every) <= EVERY.index(asking.every):
        asking = None
    made = []
    if asking:
        why = "" if asking.act == "report" else f"“{asking.quote}”要用的进展，由单位{EVERY_WORDS[asking.every]}报送"
        made.append(_asking(plan, replace(asking, act="report", why=why)))
    held = (made[0] if made else wider) or None
    for p in found:
        if p.season and p.act == "report":
            made.append(replace(p, act="meeting", why=f"只在“{p.season}”执行，到时再启用"))
        elif p.act != "report":
            made.append(p)
        elif p is not asking and held is not None:
            handed_in = any(v in p.action for v in grammar()["acts"]["handed_in"])
            why = f"用{EVERY_WORDS[held.every]}已报的进展，不再要求单位另报"
            made.append(replace(_asking(plan, p), why=why) if handed_in else replace(p, act="meeting", why=why))
    return _linked(_keyed(made))


def _linked(found: list[Proposal]) -> list[Proposal]:
    """Each report of a scope feeds the next coarser one."""
    reports = sorted((p for p in found if p.act == "report"), key=lambda p: EVERY.index(p.every))
    feeds = {a.key: b.key for a, b in pairwise(reports)}
    return [replace(p, feeds=feeds.get(p.key, "")) for p in found]


def _asking(plan: PlanText, p: Proposal) -> Proposal:
    """A report with its reporters and its way up, as the mechanism's sentences tell them."""
    reporters, way = _way_told(plan, p.part, p.task)
    if p.task is not None and p.runner in ("unit", "units"):
        reporters = "main"  # who dispatches one task has the others of that task report
        way = ("lead", *way) if p.runner == "unit" and "lead" not in way else way
    due, grace, lock = grammar()["limits"][p.every]
    return replace(p, reporters=reporters, way=way, due_after=due, grace=grace, lock_after=lock)


def _way_told(plan: PlanText, part: str, task: int | None) -> tuple[str, tuple[str, ...]]:
    """Who reports and by which way, from the sentences of a scope: only the lead, to the office, where nothing is said."""
    way, told = grammar()["way"], plan.mechanism(part, task)
    to_lead = bool(re.search(way["to_lead"], told))
    reporters = "main" if to_lead or re.search(way["all_report"], told) else "lead"
    if reporters == "main" and re.search(way["cooperating"], told):
        reporters = "all"
    steps = ["head"] if re.search(way["head_signs"], told) else []
    steps += ["lead"] if to_lead else []
    steps += ["office"]
    steps += ["confirm"] if re.search(way["confirmed"], told) else []
    return reporters, tuple(steps)


def _fed(plan: PlanText, chain: list[Proposal]) -> list[Proposal]:
    made = _linked(_keyed(_asking(plan, p) for p in sorted(chain, key=lambda p: EVERY.index(p.every))))
    held = "由较短周期的数据带入，不再要求单位另报"
    return [replace(p, why=held if i else "") for i, p in enumerate(made)]


def _keyed(found: Iterable[Proposal]) -> list[Proposal]:
    return [replace(p, key=f"{p.part or '0'}/{p.task or ''}/{p.act}/{p.every}/{p.runner}") for p in found]


def _covered(plan: PlanText, settled: list[Proposal]) -> list[Proposal]:
    """Every part with tasks has a report that covers it: its own, its annex's or the plan's. Where the plan says
    nothing, one is proposed in the period of its papers or meetings, or monthly."""
    reports = [p for p in settled if p.act == "report" and p.task is None and not p.season]
    if any(not p.part for p in reports):
        return settled
    with_tasks = [c for c in plan.pieces if any(s.part == c for s in plan.scopes)]
    own = {p.part for p in reports}
    bare = [c for c in with_tasks if c not in own and c.split("-")[0] not in own]
    made = list(settled)
    for part in [""] if bare == with_tasks else bare:
        near = [
            p
            for p in settled
            if p.part in ("", part) and p.task is None and not p.season and p.act in ("meeting", "bulletin", "ledger")
        ]
        finest = min(near, key=lambda p: EVERY.index(p.every), default=None)
        every = finest.every if finest else "月"
        why = f"“{finest.quote}”要用的进展" if finest else "方案没有写多久报一次，建议每月一次"
        base = Proposal("", part, None, "", every, "report", "", "offices" if part else "command", why=why)
        made += _keyed([_asking(plan, base)])
    return made


def _ways_of_their_own(plan: PlanText, settled: list[Proposal]) -> list[Proposal]:
    """A part whose own sentences tell another way up than the plan's report gets a report of its own in the plan's
    period (武陵源's annex on regions: all units to the lead, the lead to the office)."""
    wide = [p for p in settled if p.act == "report" and not p.part and p.task is None]
    whole = min(wide, key=lambda p: EVERY.index(p.every), default=None)
    own = {p.part for p in settled if p.act == "report" and p.task is None}
    if whole is None:
        return []
    made = []
    for code in plan.pieces:
        if code == "0" or code in own or not any(s.part == code for s in plan.scopes):
            continue
        told = _way_told(plan, code, None)
        if told not in (("lead", ("office",)), (whole.reporters, whole.way)):
            why = f"周期依总体方案“{whole.quote}”，报送办法依本方案" if whole.quote else whole.why
            own_one = replace(
                whole, part=code, runner="offices", reporters=told[0], way=told[1], why=why, runs="", feeds=""
            )
            made += _keyed([own_one])
    return made


def _title(p: Proposal, plan: PlanText) -> str:
    where = ""
    if p.task is not None:
        where = plan.by_id[p.task].title
    elif p.part and p.part in plan.pieces:
        where = plan.pieces[p.part].campaign or plan.pieces[p.part].title
    where = f"{where[:24]}…" if len(where) > 25 else where
    who = p.runs if p.runner not in ("units", "offices") and p.act != "report" else ""
    what = ACT_WORDS[p.act] if p.act in ("report", "ledger") or not p.action else p.action
    said = f"{who}{EVERY_WORDS[p.every]}{what}"
    return (f"{where}：{said}" if where else said)[:120]
