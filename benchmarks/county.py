"""A county with three years of plans to time the site on: made at once, without reading a document."""

from __future__ import annotations

import datetime
import random

from django.db import transaction
from django.utils import timezone

from luoshi.accounts.models import User
from luoshi.audit.actor import SYSTEM
from luoshi.audit.record import record
from luoshi.plans.models import Body, BodyMember, Breakdown, Duty, Measure, Part, Plan, Target, Task, Version
from luoshi.plans.states import current, keep, state
from luoshi.units.initials import initials
from luoshi.units.models import Person, Post, Region, Role, Unit

PARTS = 7
FIRST = "建设推进完善整治培育壮大提升健全落实扩大优化实施"
SECOND = "园区项目河道产业链水利设施农村道路营商环境安全生产社会救助科技创新主体旅游品牌"
SUBJECTS = [FIRST[i : i + 2] + SECOND[j : j + 2] for i in range(0, len(FIRST), 2) for j in range(0, len(SECOND), 2)]


def county(name: str, units: int) -> tuple[Region, list[Unit]]:
    """A region with so many units, a command office and a liaison of the first unit (log-ins office, liaison)."""
    region = Region.objects.create(name=name)
    rows = [
        Unit(region=region, name=f"{name}第{n}局", initials=initials(f"{name}第{n}局"), order=n) for n in range(units)
    ]
    Unit.objects.bulk_create(rows)
    for who, role, unit in (("office", Role.COMMAND_OFFICE, None), ("liaison", Role.LIAISON, rows[0])):
        person = Person.objects.create(region=region, name=f"{name}{who}")
        Post.objects.create(person=person, role=role, region=region, unit=unit)
        User.objects.create_user(f"{name}-{who}", None, person=person, must_change=False)
    return region, rows


def plan(region: Region, units: list[Unit], year: int, tasks: int, history: bool = True, ended: bool = False) -> Plan:
    """A plan with so many tasks, each with one lead, one to four responsible units and one or two targets, breakdowns
    of a third of them, and (history) a state and an event of each item."""
    luck = random.Random(year * 1000 + tasks)
    with transaction.atomic():
        made = Plan.objects.create(
            region=region,
            title=f"{region}{year}年总体方案",
            year=year,
            ended_on=datetime.date(year, 12, 31) if ended else None,
        )
        Version.objects.create(
            plan=made,
            number=1,
            effective_on=datetime.date(year, 3, 1),
            decided_by="某",
            made_by="某",
            took_effect=timezone.now(),
        )
        parts = [
            Part(
                plan=made,
                code=str(n),
                kind="annex" if n else "master",
                title=f"第{n}攻坚",
                campaign=f"第{n}攻坚" if n else "",
                order=n,
            )
            for n in range(PARTS + 1)
        ]
        Part.objects.bulk_create(parts)
        rows = [_task(made, parts[1 + n * PARTS // tasks], n, year, luck) for n in range(tasks)]
        Task.objects.bulk_create(rows, batch_size=500)
        duties = []
        for row in rows:
            held = luck.sample(units, luck.randint(2, 5))
            for n, unit in enumerate(held):
                duties.append(
                    Duty(task=row, unit=unit, role="responsible" if n else "lead", written=unit.name, order=n)
                )
        Duty.objects.bulk_create(duties, batch_size=500)
        targets = [
            Target(
                plan=made,
                part=row.part,
                task=row,
                order=n,
                raw=f"达到{n}家以上",
                name=f"{row.title}数量",
                measure="level",
                op=">=",
                value=n,
                unit="家",
            )
            for n, row in enumerate(rows)
            for _ in range(1 + n % 2)
        ]
        Target.objects.bulk_create(targets, batch_size=500)
        bodies = [
            Body(plan=made, part=p, name=f"{p.title}工作专班", convener=["副县长"], order=p.order) for p in parts[1:]
        ]
        Body.objects.bulk_create(bodies)
        BodyMember.objects.bulk_create([BodyMember(body=b, unit=u, written=u.name) for b in bodies for u in units[:30]])
        if history:
            _history(made, rows, targets, duties)
    return made


def _task(made: Plan, part: Part, n: int, year: int, luck: random.Random) -> Task:
    title = f"{luck.choice(SUBJECTS)}，{luck.choice(SUBJECTS)}第{n}期"
    due = datetime.date(year, luck.randint(3, 12), 28) if n % 3 else None
    return Task(
        plan=made,
        part=part,
        order=n,
        path=f"二/({n // 20 + 1})/{n % 20 + 1}",
        title=title,
        text=f"{title}。" + "坚持问题导向，压实责任，逐项推进，确保取得实效。" * 8 + "（有关单位按职责分工负责）",
        clauses=[{"clause": "（有关单位按职责分工负责）", "open_ended": False}],
        limits=[{"text": "年底前", "latest": due.isoformat()}] if due else [],
        due=due,
        initials=initials(title),
    )


def _history(made: Plan, rows: list[Task], targets: list[Target], duties: list[Duty]) -> None:
    keep(made, ((key, state(row)) for key, row in current(made).items()), 1)
    for item in [*rows, *targets]:
        record(SYSTEM, "plan.revise", item, {"title": "旧"}, {"title": "新"}, region_id=made.region_id)
    third = [d for n, d in enumerate(duties) if n % 3 == 0]
    done = [Breakdown(task=d.task, unit=d.unit, state=list(Breakdown.State)[n % 4]) for n, d in enumerate(third)]
    Breakdown.objects.bulk_create(done, batch_size=500)
    Measure.objects.bulk_create(
        [Measure(breakdown=b, order=n, title=f"举措{n}") for b in done for n in range(3)], batch_size=500
    )
