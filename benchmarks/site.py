"""Server time of the site's pages, each figure beside its floor and its bound: make bench.

On a county with three years of plans, each of 200 tasks and 60 units, every item with its history. The floor is the
plainest SQL that fetches the same answer, timed in the same run on the same database. Times are of the process alone
(what else the machine does counts for nothing), in milliseconds, without any cache of answers.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from statistics import median
from typing import Any

os.environ["LUOSHI_DATA"] = tempfile.mkdtemp(prefix="luoshi-bench-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.site.settings")

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from county import county, plan
from luoshi.accounts.models import User
from luoshi.plans.compare import Entry, compare
from luoshi.plans.models import Duty, Task

RUNS = 40
PAGE_MS, QUERIES = 60.0, 12
EXPORT_S, JSON_MS, JSON_TIMES = 2.0, 28.0, 6.0
COMPARE_S = 1.0


def times(work: Callable[[], object], runs: int = RUNS) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds."""
    work()
    spent = []
    for _ in range(runs):
        begin = time.process_time()
        work()
        spent.append((time.process_time() - begin) * 1000)
    return median(spent), sorted(spent)[max(0, -(-95 * runs // 100) - 1)]


def ask(*statements: tuple[str, list[Any]]) -> Callable[[], None]:
    """Run plain SQL and fetch all of it."""

    def work() -> None:
        with connection.cursor() as cursor:
            for sql, values in statements:
                cursor.execute(sql, values)
                cursor.fetchall()

    return work


def show(what: str, said: str, bound: str, kept: bool) -> None:
    print(f"{what:34} {said:66} bound {bound:22} {'kept' if kept else 'BROKEN'}")


def page(what: str, client: Client, url: str, floor: Callable[[], None]) -> None:
    def get() -> None:
        response = client.get(url)
        assert response.status_code == 200, (url, response.status_code)

    get()
    with CaptureQueriesContext(connection) as asked:
        get()
    queries = len(asked)
    middle, late = times(get)
    plain, _ = times(floor)
    said = f"p50 {middle:6.1f}  p95 {late:6.1f}  floor {plain:5.2f} (×{middle / plain:.0f})  {queries} queries"
    show(what, said, f"{PAGE_MS:.0f} ms, {QUERIES} queries", late <= PAGE_MS and queries <= QUERIES)


def pages() -> None:
    region, units = county("甲县", 60)
    for year in (2024, 2025):
        plan(region, units, year, 200, ended=True)
    now = plan(region, units, 2026, 200)
    task = Task.objects.filter(plan=now)[100]
    busiest = max(units, key=lambda u: Duty.objects.filter(unit=u, task__plan=now).count())
    office, liaison = client("甲县-office"), client("甲县-liaison")
    listed = 'SELECT t.id, t.path, t.title, t.due, p.campaign, (SELECT count(*) FROM plans_target x WHERE x.task_id = t.id) FROM plans_task t JOIN plans_part p ON p.id = t.part_id WHERE t.plan_id = %s ORDER BY p."order", t."order" LIMIT 50'
    of_50 = f"SELECT d.task_id, d.role, u.name FROM plans_duty d JOIN units_unit u ON u.id = d.unit_id WHERE d.task_id IN (SELECT id FROM ({listed}) AS chosen)"
    every = listed.replace(" WHERE t.plan_id = %s", "")
    page(
        "task list, 50 of 200",
        office,
        "/plans/tasks/",
        ask((listed, [now.pk]), (of_50, [now.pk]), ("SELECT count(*) FROM plans_task WHERE plan_id = %s", [now.pk])),
    )
    page(
        "task list, 50 of all 600",
        office,
        "/plans/tasks/?plan=all&q=yq&sort=due",
        ask((every, []), (of_50.replace(" WHERE t.plan_id = %s", ""), []), ("SELECT count(*) FROM plans_task", [])),
    )
    page(
        "task page",
        office,
        f"/plans/tasks/{task.pk}/",
        ask(
            ("SELECT * FROM plans_task WHERE id = %s", [task.pk]),
            (
                "SELECT d.*, u.name FROM plans_duty d JOIN units_unit u ON u.id = d.unit_id WHERE d.task_id = %s",
                [task.pk],
            ),
            ("SELECT * FROM plans_target WHERE task_id = %s", [task.pk]),
            (
                "SELECT * FROM plans_breakdown b LEFT JOIN plans_measure m ON m.breakdown_id = b.id WHERE b.task_id = %s",
                [task.pk],
            ),
            ("SELECT * FROM plans_itemstate WHERE kind = 'task' AND item = %s AND plan_id = %s", [task.pk, now.pk]),
            ("SELECT * FROM audit_event WHERE kind = 'task' AND object_id = %s", [task.pk]),
            ("SELECT id FROM plans_task WHERE plan_id = %s", [now.pk]),
        ),
    )
    page(
        "unit page, the busiest unit",
        office,
        f"/plans/units/{busiest.pk}/",
        ask(
            (
                "SELECT d.role, t.id, t.path, t.title, t.due, p.campaign FROM plans_duty d JOIN plans_task t ON t.id = d.task_id JOIN plans_part p ON p.id = t.part_id WHERE d.unit_id = %s AND t.plan_id = %s",
                [busiest.pk, now.pk],
            ),
            (
                "SELECT x.* FROM plans_target x JOIN plans_duty d ON d.task_id = x.task_id WHERE d.unit_id = %s AND x.plan_id = %s",
                [busiest.pk, now.pk],
            ),
            (
                "SELECT b.* FROM plans_body b JOIN plans_bodymember m ON m.body_id = b.id WHERE m.unit_id = %s",
                [busiest.pk],
            ),
        ),
    )
    owes = "SELECT t.id, t.title, t.due FROM plans_task t JOIN plans_duty d ON d.task_id = t.id WHERE t.plan_id = %s AND d.unit_id = %s"
    page(
        "to-do, a unit's liaison",
        liaison,
        "/",
        ask((owes, [now.pk, units[0].pk]), ("SELECT * FROM plans_breakdown WHERE unit_id = %s", [units[0].pk])),
    )
    page(
        "to-do, the command office",
        office,
        "/",
        ask(
            (
                "SELECT b.task_id, u.name FROM plans_breakdown b JOIN units_unit u ON u.id = b.unit_id WHERE b.state = 'submitted'",
                [],
            ),
            (
                "SELECT id, title FROM plans_task t WHERE plan_id = %s AND NOT EXISTS (SELECT 1 FROM plans_duty d WHERE d.task_id = t.id)",
                [now.pk],
            ),
            (
                "SELECT id, name FROM plans_body b WHERE NOT EXISTS (SELECT 1 FROM plans_bodyseat s WHERE s.body_id = b.id)",
                [],
            ),
        ),
    )


DUTIES = 'SELECT d.task_id, d.unit_id, u.name, d.role FROM plans_duty d JOIN units_unit u ON u.id = d.unit_id JOIN plans_task t ON t.id = d.task_id WHERE t.plan_id = %s ORDER BY d.task_id, d."order"'
TASKS = 'SELECT t.id, t.path, t.title, t.kind, t.due, t.limits, p.code, p.campaign FROM plans_task t JOIN plans_part p ON p.id = t.part_id WHERE t.plan_id = %s ORDER BY p."order", t."order"'


def export() -> None:
    region, units = county("乙县", 60)
    large = plan(region, units, 2026, 5000, history=False)
    office = client("乙县-office")
    middle, _ = times(lambda: office.get("/plans/tasks/export/"), 3)
    plain, _ = times(ask((TASKS, [large.pk]), (DUTIES, [large.pk])), 5)
    said = f"{middle / 1000:.2f} s  floor {plain / 1000:.3f} s (×{middle / plain:.0f})"
    show("export of 5,000 rows", said, f"{EXPORT_S:.0f} s", middle <= EXPORT_S * 1000)


def for_machines() -> None:
    region, units = county("丙县", 60)
    held = plan(region, units, 2026, 500, history=False)
    office = client("丙县-office")
    middle, late = times(lambda: office.get(f"/plans/{held.pk}/tasks.json"))
    plain, _ = times(ask((TASKS, [held.pk]), (DUTIES, [held.pk])))
    said = f"p50 {middle:6.1f}  p95 {late:6.1f}  floor {plain:5.2f} (×{middle / plain:.1f})"
    show(
        "500 tasks with units as JSON",
        said,
        f"{JSON_MS:.0f} ms, ×{JSON_TIMES:.0f}",
        middle <= JSON_MS and middle <= JSON_TIMES * plain,
    )


def comparison() -> None:
    old, new = (
        [
            Entry(f"{t.title}", t.part.campaign, {"时限": (str(t.due),)}, t.pk)
            for t in Task.objects.filter(plan__year=year, plan__region__name="甲县").select_related("part")
        ]
        for year in (2025, 2026)
    )
    middle, _ = times(lambda: compare(old, new), 5)
    show(
        f"comparing {len(old)} with {len(new)} tasks",
        f"{middle / 1000:.3f} s",
        f"{COMPARE_S:.0f} s",
        middle <= COMPARE_S * 1000,
    )


def client(name: str) -> Client:
    made = Client()
    made.force_login(User.objects.get(username=name))
    return made


if __name__ == "__main__":
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    print(f"the site on {connection.vendor}, Python {sys.version.split()[0]}, times in ms")
    pages()
    comparison()
    export()
    for_machines()
