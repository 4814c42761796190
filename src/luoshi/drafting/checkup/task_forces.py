"""Task forces against the tasks of their part: units with work whom they leave out, members without work."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from luoshi.drafting.checkup.kindred import host_of, part_of, twins, with_offices
from luoshi.drafting.checkup.layout import Layout, finding, is_master, is_summary
from luoshi.drafting.draft import Body, Finding, Gravity, Mention, Passage, Task
from luoshi.drafting.grammar import table
from luoshi.drafting.unit_names import class_places, is_open_class, plain, unit_of_person

_EVERY_MEMBER = re.compile(r"(?:各|全体|所有|本?工?作?专班|有关|相关)*成员单位")
_SINGLY = 3  # units with so many tasks in a part stand singly, the others are told together
_MANY = 4  # more than so many to be told singly are told in one sentence
_Entry = tuple[Task, Mention]
NAMES = 12  # units or tasks that one sentence lists at most


@dataclass(frozen=True, slots=True)
class _Left:
    """A unit that is left out: where it has work, how much, and the member at whose bureau it may sit."""

    task: Task
    mention: Mention
    count: int
    leads: bool
    host: str


def listed(names: list[str]) -> str:
    """Names in a row, cut where they are many."""
    names = list(dict.fromkeys(names))
    return "、".join(names[:NAMES]) + (f"等{len(names)}个" if len(names) > NAMES else "")


def group_of(part: str) -> str:
    """The annex that a part belongs to: the table 3-1 to annex 3."""
    return part.split("-", 1)[0]


def findings(layout: Layout) -> list[Finding]:
    """Part by part: who is left out, and who has nothing to do. The plan's own task force is held against its own
    tasks only where no annex has any."""
    found = []
    fewest = table("findings")["duties"]["fewest_members"]
    groups: dict[str, list[Body]] = defaultdict(list)
    for body in layout.draft.bodies:
        groups[group_of(body.part)].append(body)
    tasks: dict[str, list[Task]] = defaultdict(list)
    for task in layout.draft.tasks:
        tasks[group_of(task.part)].append(task)
    begins: dict[str, list[str]] = defaultdict(list)
    for name in layout.unit_by_name:
        begins[plain(name)[:2]].append(name)
    for part, bodies in groups.items():
        if sum(len(b.members) for b in bodies) < fewest or is_summary(layout, part):
            continue
        work: dict[str, list[_Entry]] = defaultdict(list)
        for task in tasks.get(part, ()):
            for assignment in task.assignments:
                for mention in assignment.mentions:
                    work[layout.same_unit(mention.name)].append((task, mention))
        if work:
            found.extend(_one_part(layout, part, bodies, work, begins))
    return found


def _one_part(
    layout: Layout, part: str, bodies: list[Body], work: dict[str, list[_Entry]], begins: dict[str, list[str]]
) -> list[Finding]:
    """The task forces of one part against its tasks."""
    found: list[Finding] = []
    inside = _inside(layout, bodies, begins)
    classes = [m for b in bodies for m in b.members if is_open_class(m)]
    places = tuple({p for m in classes for p in class_places(m)})
    outside: dict[str, list[_Entry]] = {}
    if not any(not class_places(m) for m in classes):
        parents = with_offices({*inside, *(plain(m) for b in bodies for m in b.members)})
        for unit, entries in work.items():
            covered = unit in inside or is_open_class(unit) or (places and unit.endswith(places))
            if not covered and not part_of(unit, parents):
                outside[unit] = entries
    # 各成员单位按职责分工负责 gives work to all of them
    everyone_works = any(_EVERY_MEMBER.match(plain(unit)) for unit in work)
    body = max(bodies, key=lambda b: len(b.members))
    idle = {} if everyone_works else {i: _idle(layout, b, set(work)) for i, b in enumerate(bodies)}
    for unit in list(outside):
        for i, listing in enumerate(bodies):
            name = next((m for m in listing.members if twins(unit, m)), "")
            if name and unit in outside:
                found.append(_by_another_name(layout, part, outside.pop(unit)[0][1], name, listing))
                if name in idle.get(i, ()):
                    idle[i].remove(name)
    found.extend(_left_out(layout, part, outside, body, sorted(inside)))
    for i, names in idle.items():
        # where most have nothing to do, the list is of another kind
        if names and len(names) <= 0.6 * len(bodies[i].members):
            found.append(_without_work(layout, part, bodies[i], names))
    return found


def _inside(layout: Layout, bodies: list[Body], begins: dict[str, list[str]]) -> set[str]:
    """All that the bodies name: members, their offices in brackets, the unit that has the office, those of the people."""
    inside: set[str] = set()
    for body in bodies:
        for name in (*body.members, body.office):
            base, _, offices = plain(name).partition("(")
            names = [name, base, *re.split("[、,，()]", offices)] if offices else [name]
            inside.update(layout.same_unit(n) for n in names if plain(n))
        for person in (*body.convener, *body.deputies, *body.members):
            known = [n for n in begins.get(plain(person)[:2], ()) if plain(person).startswith(plain(n))]
            inside.add(layout.same_unit(unit_of_person(person, [plain(n) for n in known])))
            if person not in body.members:
                inside.update(layout.same_unit(n) for n in known)
    return inside - {""}


def _by_another_name(layout: Layout, part: str, mention: Mention, member: str, body: Body) -> Finding:
    sentence = (
        f"{layout.label(part)}的任务写“{plain(mention.name)}”，“{body.name}”列的是“{plain(member)}”，"
        f"疑为同一单位，请核对后统一写法。"
    )
    places = [layout.quote(mention.source.start, mention.source.end), layout.passage(*members_span(layout, body))]
    return finding("unit-aliases", sentence, places)


def _left_out(
    layout: Layout, part: str, outside: dict[str, list[_Entry]], body: Body, inside: list[str]
) -> list[Finding]:
    """Leads and units with several tasks one by one, unless they are many; the others together."""
    left = [_Left(*_share(entries), host_of(unit, inside)) for unit, entries in outside.items()]
    singly = [unit for unit in left if unit.leads or unit.count >= _SINGLY]
    members = layout.passage(*members_span(layout, body))
    if len(singly) > _MANY:
        return [_all_left_out(layout, part, left, body, members)]
    found = []
    for unit in singly:
        sentence = (
            f"“{plain(unit.mention.name)}”在{layout.label(part)}{'牵头' if unit.leads else '承担'}{unit.count}项任务"
            f"（如{layout.label(unit.task.part, unit.task.path)}），但“{body.name}”"
        )
        if unit.host:
            sentence += f"只列了“{unit.host}”而没有列它，请补为成员单位，或注明由“{unit.host}”承担。"
        else:
            sentence += "没有列它，请补为成员单位或调整任务。"
        place = layout.quote(unit.mention.source.start, unit.mention.source.end)
        gravity: Gravity = "serious" if unit.leads and not unit.host else "minor"
        found.append(finding("unit-not-in-body", sentence, [place, members], gravity))
    together = [unit for unit in left if unit not in singly]
    if together:
        names = "、".join(f"{plain(u.mention.name)}" + (f"（{u.count}项）" if u.count > 1 else "") for u in together)
        them = "它们" if len(together) > 1 else "它"
        sentence = f"{layout.label(part)}的任务写有{names}，但“{body.name}”没有列{them}，请补为成员单位或调整任务。"
        places = [layout.quote(u.mention.source.start, u.mention.source.end) for u in together[:NAMES]]
        found.append(finding("unit-not-in-body", sentence, [*places, members], "minor"))
    return found


def _share(entries: list[_Entry]) -> tuple[Task, Mention, int, bool]:
    """Where a unit's share is first told, how many tasks it has, and whether it leads them."""
    leads = [(t, m) for t, m in entries if m.role == "lead"]
    task, mention = (leads or entries)[0]
    return task, mention, len({(t.part, t.path) for t, _ in leads or entries}), bool(leads)


def _all_left_out(layout: Layout, part: str, left: list[_Left], body: Body, members: Passage) -> Finding:
    """Many units at once: those that lead first. A plan's own leading group may well be a small circle."""
    ranked = sorted(left, key=lambda u: (not u.leads, -u.count))
    names = [f"{plain(u.mention.name)}（{'牵头' if u.leads else '承担'}{u.count}项）" for u in ranked]
    some = "、".join(names[: 2 * NAMES]) + ("等" if len(names) > 2 * NAMES else "")
    sentence = (
        f"{layout.label(part)}有{len(left)}个单位承担任务而“{body.name}”没有列：{some}，请补为成员单位或调整任务。"
    )
    places = [layout.quote(u.mention.source.start, u.mention.source.end) for u in ranked[:NAMES]]
    leading = any(u.leads and not u.host for u in left) and not is_master(layout, part)
    return finding("unit-not-in-body", sentence, [*places, members], "serious" if leading else "minor")


def members_span(layout: Layout, body: Body) -> tuple[int, int]:
    """The list of members within the sentence that sets the body up."""
    start, end = layout.span(body.source.start, body.source.end)
    text = layout.text[start:end]
    at = text.find("成员") if "成员" in text else 0
    if body.members and text.find(body.members[0]) >= 0:
        at = min(at, text.find(body.members[0])) if at else text.find(body.members[0])
    return start + at, min(end, start + at + 160)


def _idle(layout: Layout, body: Body, busy: set[str]) -> list[str]:
    """Members that no task of the part names; the office and units whose office it is to be there apart."""
    office = {layout.same_unit(body.office)} if plain(body.office) else set()
    by_office = tuple(table("findings")["duties"]["by_office"])
    idle: dict[str, str] = {}
    for member in body.members:
        unit = layout.same_unit(member)
        if is_open_class(member) or unit in busy or unit in office or plain(member).endswith(by_office):
            continue
        own = with_offices([plain(member)])
        if not own or not any(part_of(b, own) for b in busy):
            idle.setdefault(unit, member)
    return list(idle.values())


def _without_work(layout: Layout, part: str, body: Body, names: list[str]) -> Finding:
    sentence = (
        f"“{body.name}”的成员单位{listed([plain(m) for m in names])}在{layout.label(part)}中没有任务，"
        f"请补写任务或从成员中删去。"
    )
    return finding("member-without-work", sentence, [layout.passage(*members_span(layout, body))])
