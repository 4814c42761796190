"""Findings on who does what: tasks without units, task forces that leave a unit out, units named twice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from luoshi.drafting.checkup.layout import Layout, finding, is_master
from luoshi.drafting.draft import Assignment, Body, Finding, Mention, Passage, Task
from luoshi.drafting.grammar import table
from luoshi.drafting.unit_names import class_places, is_open_class, plain, unit_of_person

_SHOWN = 4
_EVERY_MEMBER = re.compile(r"(?:各|全体|所有|本?工?作?专班|有关|相关)*成员单位")
_SINGLY = 3  # up to so many like findings in a part stand singly, more are told together
_NAMES = 12  # units or tasks that one sentence lists at most


def listed(names: list[str]) -> str:
    """Names in a row, cut where they are many."""
    names = list(dict.fromkeys(names))
    return "、".join(names[:_NAMES]) + (f"等{len(names)}个" if len(names) > _NAMES else "")


def findings(layout: Layout) -> list[Finding]:
    """All findings on duties, except those on conflicting leads (`leads`)."""
    return [*_tasks(layout), *_bodies(layout), *_twice(layout)]


def group_of(part: str) -> str:
    """The annex that a part belongs to: the table 3-1 to annex 3."""
    return part.split("-", 1)[0]


def _title(layout: Layout, task: Task) -> str:
    title = "".join(task.title.split()).strip("。")
    return f"{layout.label(task.part, task.path)}“{title[:18]}{'…' if len(title) > 18 else ''}”"


def _head(layout: Layout, task: Task) -> Passage:
    return layout.quote(task.source.start, task.source.end)


def _tasks(layout: Layout) -> list[Finding]:
    """Tasks without unit, without lead, or with nobody in particular."""
    found = []
    by_part: dict[str, list[Task]] = defaultdict(list)
    for task in layout.draft.tasks:
        by_part[task.part].append(task)
    plan_names = any(a.mentions for t in layout.draft.tasks for a in t.assignments)
    for part, tasks in by_part.items():
        covered = _covering(tasks)
        bare = [t for t in tasks if not any(a.mentions for a in t.assignments) and not _under(t.path, covered)]
        parents = {"/".join(steps[:i]) for steps in (t.path.split("/") for t in tasks) for i in range(1, len(steps))}
        bare = [t for t in bare if t.path not in parents]
        if bare and plan_names and not (is_master(layout, part) and len(bare) == len(tasks)):
            every = len(bare) == len(tasks) > 1
            if every or len(bare) > _SINGLY:
                which = "都" if every else f"中有{len(bare)}项（{listed([layout.label(part, t.path) for t in bare])}）"
                count = f"的{len(tasks)}项任务" if every else "的任务"
                sentence = f"{layout.label(part)}{count}{which}没有写责任单位，请逐项明确牵头和责任单位。"
                found.append(finding("task-without-unit", sentence, [_head(layout, t) for t in bare[:_NAMES]]))
            else:
                for task in bare:
                    sentence = f"{_title(layout, task)}没有责任单位，请补写。"
                    found.append(finding("task-without-unit", sentence, [_head(layout, task)]))
        found.extend(_leads(layout, part, tasks))
        for task in tasks:
            mentions = [m for a in task.assignments for m in a.mentions]
            if mentions and all(is_open_class(m.name) for m in mentions):
                names = listed([plain(m.name) for m in mentions])
                sentence = f"{_title(layout, task)}只写了“{names}”，没有具体单位，请明确由谁牵头。"
                found.append(
                    finding(
                        "task-open-class-only", sentence, [_clause(layout, task.assignments[0]), _head(layout, task)]
                    )
                )
    return found


def _covering(tasks: list[Task]) -> set[str]:
    """Paths of headings whose clause stands for the tasks below: not where most of those have clauses of their own."""
    below: dict[str, list[bool]] = defaultdict(list)
    for task in tasks:
        below[task.path.rpartition("/")[0]].append(any(a.mentions for a in task.assignments))
    staffed = {t.path for t in tasks if any(a.mentions for a in t.assignments)}
    return {path for path in staffed if sum(below.get(path, ())) <= len(below.get(path, ())) / 2}


def _under(path: str, covered: set[str]) -> bool:
    steps = path.split("/")
    return any("/".join(steps[:i]) in covered for i in range(1, len(steps)))


def _clause(layout: Layout, assignment: Assignment) -> Passage:
    return layout.quote(assignment.source.start, assignment.source.end)


def _leads(layout: Layout, part: str, tasks: list[Task]) -> list[Finding]:
    """Where a part names leads as a rule, the tasks that name none; in a table, the rows with a lead alone."""
    found = []
    staffed = [t for t in tasks if any(a.mentions for a in t.assignments)]
    led: list[Task] = []
    leaderless: list[Task] = []
    for task in staffed:
        (led if any(m.role == "lead" for a in task.assignments for m in a.mentions) else leaderless).append(task)
    if leaderless and len(staffed) >= 3 and len(led) >= 0.6 * len(staffed):
        names = listed([_title(layout, t) for t in leaderless[:6]])
        more = f"等{len(leaderless)}项" if len(leaderless) > 6 else ""
        found.append(
            finding(
                "task-without-lead",
                f"{names}{more}没有写牵头单位，而{layout.label(part)}其他任务都写了，请补写。",
                [_clause(layout, t.assignments[0]) for t in leaderless[:_SHOWN]],
            )
        )
    if layout.part_kind.get(part) == "table" and len(led) >= 3:
        alone = [t for t in led if all(m.role == "lead" for a in t.assignments for m in a.mentions)]
        if alone and len(alone) <= 0.2 * len(led):
            names = listed([_title(layout, t) for t in alone])
            found.append(
                finding(
                    "task-without-responsible",
                    f"{names}只有牵头单位而没有责任单位，请补写或注明由牵头单位独自负责。",
                    [_head(layout, t) for t in alone[:_SHOWN]],
                )
            )
    return found


def _bodies(layout: Layout) -> list[Finding]:
    """Units with work whom the part's task force does not list, and members without work."""
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
        members = [m for b in bodies for m in b.members]
        classes = [m for m in members if is_open_class(m)]
        everyone = any(not class_places(m) for m in classes)
        if len(members) < fewest or is_master(layout, part):
            continue
        work: dict[str, list[tuple[Task, Mention]]] = defaultdict(list)
        for task in tasks.get(part, ()):
            for assignment in task.assignments:
                for mention in assignment.mentions:
                    work[layout.same_unit(mention.name)].append((task, mention))
        if not work:
            continue
        inside = {layout.same_unit(n) for b in bodies for n in (*b.members, b.office) if plain(n)}
        for body in bodies:
            for person in (*body.convener, *body.deputies):
                known = [n for n in begins.get(plain(person)[:2], ()) if plain(person).startswith(plain(n))]
                inside.add(layout.same_unit(unit_of_person(person, [plain(n) for n in known])))
                inside.update(layout.same_unit(n) for n in known)
        places = {p for m in classes for p in class_places(m)}
        body = max(bodies, key=lambda b: len(b.members))
        if not everyone:
            outside = {
                unit: entries
                for unit, entries in work.items()
                if unit not in inside and not is_open_class(unit) and not unit.endswith(tuple(places) or ("\0",))
            }
            found.extend(_left_out(layout, part, outside, body))
        # 各成员单位按职责分工负责 gives work to all of them
        everyone_works = any(_EVERY_MEMBER.match(plain(u)) for u in work)
        if not everyone_works:
            for body in bodies:
                found.extend(_idle(layout, part, body, set(work)))
    return found


def _left_out(layout: Layout, part: str, outside: dict[str, list[tuple[Task, Mention]]], body: Body) -> list[Finding]:
    """Leads and units with several tasks one by one, the others together."""
    found = []
    members = layout.passage(*_members_span(layout, body))
    together: list[tuple[Mention, int]] = []
    for entries in outside.values():
        leads = [(t, m) for t, m in entries if m.role == "lead"]
        task, mention = (leads or entries)[0]
        count = len({(t.part, t.path) for t, _ in leads or entries})
        if not leads and count < _SINGLY:
            together.append((mention, count))
            continue
        sentence = (
            f"“{plain(mention.name)}”在{layout.label(part)}{'牵头' if leads else '承担'}{count}项任务"
            f"（如{layout.label(task.part, task.path)}），但“{body.name}”没有列它，请补为成员单位或调整任务。"
        )
        place = layout.quote(mention.source.start, mention.source.end)
        found.append(finding("unit-not-in-body", sentence, [place, members], "serious" if leads else "minor"))
    if together:
        names = "、".join(f"{plain(m.name)}" + (f"（{c}项）" if c > 1 else "") for m, c in together)
        sentence = f"{layout.label(part)}的任务写有{names}，但“{body.name}”没有列{'它们' if len(together) > 1 else '它'}，请补为成员单位或调整任务。"
        places = [layout.quote(m.source.start, m.source.end) for m, _ in together[:_NAMES]]
        found.append(finding("unit-not-in-body", sentence, [*places, members], "minor"))
    return found


def _members_span(layout: Layout, body: Body) -> tuple[int, int]:
    """The list of members within the sentence that sets the body up."""
    start, end = layout.span(body.source.start, body.source.end)
    text = layout.text[start:end]
    at = text.find("成员") if "成员" in text else 0
    if body.members and text.find(body.members[0]) >= 0:
        at = min(at, text.find(body.members[0])) if at else text.find(body.members[0])
    return start + at, min(end, start + at + 160)


def _idle(layout: Layout, part: str, body: Body, busy: set[str]) -> list[Finding]:
    """Members that no task of the part names; the office and units whose office it is to be there apart."""
    office = {layout.same_unit(body.office)} if plain(body.office) else set()
    by_office = tuple(table("findings")["duties"]["by_office"])
    idle: list[str] = []
    for member in body.members:
        unit = layout.same_unit(member)
        if is_open_class(member) or unit in busy or unit in office or plain(member).endswith(by_office):
            continue
        if unit not in {layout.same_unit(m) for m in idle}:
            idle.append(member)
    if not idle or len(idle) > 0.6 * len(body.members):
        return []
    sentence = (
        f"“{body.name}”的成员单位{listed([plain(m) for m in idle])}在{layout.label(part)}中没有任务，"
        f"请补写任务或从成员中删去。"
    )
    return [finding("member-without-work", sentence, [layout.passage(*_members_span(layout, body))])]


def _twice(layout: Layout) -> list[Finding]:
    """A unit twice in one clause or one list of members."""
    found = []
    for task in layout.draft.tasks:
        for assignment in task.assignments:
            seen: dict[str, Mention] = {}
            for mention in assignment.mentions:
                key = _exact(layout, mention.name)
                if key in seen:
                    other = seen[key]
                    roles = "既写为牵头又写为责任单位" if other.role != mention.role else "写了两遍"
                    found.append(
                        finding(
                            "unit-twice",
                            f"{_title(layout, task)}中“{plain(mention.name)}”{roles}，请删去一处或改为另一单位。",
                            [_clause(layout, assignment)],
                        )
                    )
                seen.setdefault(key, mention)
    deputies_listed = []
    for body in layout.draft.bodies:
        counted = Counter(_exact(layout, m) for m in body.members)
        again = [m for m in dict.fromkeys(body.members) if counted[_exact(layout, m)] > 1]
        if again:
            sentence = f"“{body.name}”的成员单位中{listed([plain(m) for m in again])}列了两次，请删去一处。"
            found.append(finding("unit-twice", sentence, [layout.passage(*_members_span(layout, body))]))
        people = [unit_of_person(p, [plain(m) for m in body.members]) for p in body.deputies]
        both = [p for p in people if p and any(_exact(layout, m) == _exact(layout, p) for m in body.members)]
        deputies_listed.append((body, both, len([p for p in people if p])))
    # deputies among the members: a slip only where the plan does not do so as a rule
    led = [entry for entry in deputies_listed if entry[2]]
    if len(led) >= 3 and sum(bool(both) for _, both, _ in led) <= 0.3 * len(led):
        for body, both, _ in led:
            if both:
                sentence = f"“{body.name}”中{listed(both)}既是副召集人单位又列入成员单位，与其他专班写法不同，请统一。"
                found.append(finding("unit-twice", sentence, [layout.passage(*_members_span(layout, body))]))
    return found


def _exact(layout: Layout, name: str) -> str:
    """The unit, but an office in brackets is one of its own: 发改局（科技） is not 发改局（工信）."""
    text = plain(name)
    if "(" in text or is_open_class(name):
        return text
    unit = layout.unit_by_name.get(name)
    if unit is None or any(a.name == name and a.proposed for a in unit.aliases):
        return text
    return unit.name
