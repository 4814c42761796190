"""Findings on who does what: tasks without units, without leads, with nobody in particular; units named twice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from luoshi.drafting.checkup.layout import Layout, finding, is_master, named
from luoshi.drafting.checkup.task_forces import NAMES, listed, members_span
from luoshi.drafting.draft import Assignment, Finding, Mention, Passage, Task
from luoshi.drafting.grammar import table
from luoshi.drafting.unit_names import is_open_class, plain, unit_of_person

_SHOWN = 4
# words at the end of a task that charge somebody: （…负责）, 责任单位：…
_CHARGES = re.compile(
    r"[（(【\[][^（）()【】\[\]\n]{2,80}(?:负责|牵头|落实|承办|主办|配合|实施|办理|参与)[^（）()【】\[\]\n]{0,6}[)）】\]][。；;]?\s*$"
    r"|(?:责任|牵头|主办|承办|落实|负责|配合|主责)(?:单位|部门|科室|处室|股室|人|领导)\s{0,2}[:：][^。\n]{2,80}[。；;]?\s*$"
)
_SURE = 0.85  # of a name that is proposed as another's: so sure that the two are one in a list
_TAIL = 120  # letters at a task's end in which such words are looked for
_SINGLY = 3  # up to so many like findings in a part stand singly, more are told together


def findings(layout: Layout) -> list[Finding]:
    """All findings on duties, except those on conflicting leads (`leads`)."""
    return [*_tasks(layout), *_twice(layout)]


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
    plan_names = any(named(t.assignments) for t in layout.draft.tasks)
    for part, tasks in by_part.items():
        if plan_names:
            found.extend(_bare(layout, part, tasks))
        found.extend(_leads(layout, part, tasks))
        found.extend(_open(layout, part, tasks))
    return found


def _bare(layout: Layout, part: str, tasks: list[Task]) -> list[Finding]:
    """Tasks without unit; apart those whose clause was not understood."""
    covered = _covering(tasks)
    parents = {"/".join(steps[:i]) for steps in (t.path.split("/") for t in tasks) for i in range(1, len(steps))}
    bare = [t for t in tasks if not named(t.assignments) and t.path not in parents and not _under(t.path, covered)]
    if not bare or (len(bare) == len(tasks) and (is_master(layout, part) or _is_list(layout, part))):
        return []
    found = []
    unread = [(task, place) for task in bare if (place := _unread(layout, task)) is not None]
    if unread:
        names = listed([layout.label(part, task.path) for task, _ in unread])
        words = shortened("".join(layout.text[slice(*unread[0][1])].split()))
        sentence = f"{names}写有“{words}”，没有读出责任单位，请核对写法，写明具体单位。"
        places = [layout.quote(*place) for _, place in unread[:NAMES]]
        found.append(finding("task-without-unit", sentence, places, "minor"))
    missing = [t for t in bare if not any(t is task for task, _ in unread)]
    every = len(missing) == len(tasks) > 1
    if every or len(missing) > _SINGLY:
        which = "都" if every else f"中有{len(missing)}项（{listed([layout.label(part, t.path) for t in missing])}）"
        count = f"的{len(tasks)}项任务" if every else "的任务"
        sentence = f"{layout.label(part)}{count}{which}没有写责任单位，请逐项明确牵头和责任单位。"
        found.append(finding("task-without-unit", sentence, [_head(layout, t) for t in missing[:NAMES]]))
    else:
        for task in missing:
            sentence = f"{_title(layout, task)}没有责任单位，请补写。"
            found.append(finding("task-without-unit", sentence, [_head(layout, task)]))
    return found


def _is_list(layout: Layout, part: str) -> bool:
    """Whether a part lists things (项目清单, 名单) rather than setting tasks."""
    title = next(("".join(p.title.split()) for p in layout.draft.parts if p.id == part), "")
    return title.endswith(tuple(table("findings")["duties"]["lists"]))


def _unread(layout: Layout, task: Task) -> tuple[int, int] | None:
    """Words at a task's end that charge somebody, though no unit was read in them."""
    for assignment in task.assignments:
        return layout.span(assignment.source.start, assignment.source.end)
    start, end = layout.span(task.body.start, task.body.end)
    match = _CHARGES.search(layout.text, max(start, end - _TAIL), end)
    return match.span() if match else None


def shortened(words: str) -> str:
    """The words as a sentence quotes them."""
    return words if len(words) <= 30 else words[:28] + "…"


def _open(layout: Layout, part: str, tasks: list[Task]) -> list[Finding]:
    """Tasks with nobody in particular: those with the same words are told together."""
    found = []
    alike: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        if _classes_only(task):
            alike[listed([plain(m.name) for a in task.assignments for m in a.mentions])].append(task)
    for names, same in alike.items():
        which = "、".join(_title(layout, t) for t in same[:_SHOWN]) + (f"等{len(same)}项" if len(same) > _SHOWN else "")
        sentence = f"{which}只写了“{names}”，没有具体单位，请明确由谁牵头。"
        places = [p for t in same[:_SHOWN] for p in (_clause(layout, t.assignments[0]), _head(layout, t))]
        found.append(finding("task-open-class-only", sentence, places))
    return found


def _classes_only(task: Task) -> bool:
    return named(task.assignments) and all(is_open_class(m.name) for a in task.assignments for m in a.mentions)


def _says_lead(layout: Layout, task: Task) -> bool:
    """Whether a task names its lead: as such, as its only unit (but in a row of a table there is a cell for it), or in
    words in which no unit was read."""
    mentions = [m for a in task.assignments for m in a.mentions]
    only = len(mentions) == 1 and mentions[0].role == "responsible" and not task.assignments[0].open_ended
    return (
        any(m.role == "lead" for m in mentions)
        or (only and layout.part_kind.get(task.part) != "table")
        or any("牵头" in a.clause for a in task.assignments)
    )


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
    led = [t for t in staffed if any(m.role == "lead" for a in t.assignments for m in a.mentions)]
    leaderless = [t for t in staffed if not _says_lead(layout, t) and not _classes_only(t)]
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
            found.append(finding("unit-twice", sentence, [layout.passage(*members_span(layout, body))]))
        people = [unit_of_person(p, [plain(m) for m in body.members]) for p in body.deputies]
        both = [p for p in people if p and any(_exact(layout, m) == _exact(layout, p) for m in body.members)]
        deputies_listed.append((body, both, len([p for p in people if p])))
    # deputies among the members: a slip only where the plan does not do so as a rule
    led = [entry for entry in deputies_listed if entry[2]]
    if len(led) >= 3 and sum(bool(both) for _, both, _ in led) <= 0.3 * len(led):
        for body, both, _ in led:
            if both:
                sentence = f"“{body.name}”中{listed(both)}既是副召集人单位又列入成员单位，与其他专班写法不同，请统一。"
                found.append(finding("unit-twice", sentence, [layout.passage(*members_span(layout, body))]))
    return found


def _exact(layout: Layout, name: str) -> str:
    """The unit, but an office in brackets is one of its own: 发改局（科技） is not 发改局（工信）."""
    text = plain(name)
    if "(" in text or is_open_class(name):
        return text
    unit = layout.unit_by_name.get(name)
    if unit is None or any(a.name == name and a.proposed and a.certainty < _SURE for a in unit.aliases):
        return text
    return unit.name
