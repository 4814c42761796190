"""Whatever is revised, in whatever order and for whatever day: the plan of a day is its changes up to that day, one after
the other, and what was in force once is never written over."""

from __future__ import annotations

import datetime
from copy import deepcopy

import pytest
from cast import CLERK, county, plan_in_force
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.plans.models import Cadence
from luoshi.plans.reviewing import Refused
from luoshi.plans.revising import Decision, Edit, revise
from luoshi.plans.revision_fields import blank
from luoshi.plans.revision_history import said_under
from luoshi.plans.states import EVERY, KINDS, current, state, version_on
from luoshi.plans.taking_effect import take_effect, withdraw

pytestmark = pytest.mark.django_db
FIRST = datetime.date(2026, 3, 2)
WORDS = {"plan": "title", "part": "title", "task": "title", "target": "name", "body": "name", "cadence": "raw"}

actions = st.sampled_from(["value", "reword", "title", "move", "retire", "retire part", "restore", "add"])
steps = st.lists(
    st.tuples(
        st.integers(0, 25),  # days that pass before
        st.integers(-20, 60),  # from today to the day of effect
        st.lists(st.tuples(actions, st.integers(0, 40), st.integers(1, 99)), min_size=1, max_size=3),
        st.booleans(),  # whether the version is withdrawn again, where that can be
    ),
    min_size=1,
    max_size=4,
)


@pytest.fixture
def plan():
    return plan_in_force(county().region)


def day(n):
    return FIRST + datetime.timedelta(days=n)


def edits_for(plan, wanted, step):
    """The edits that a person would make of what is on the screen today."""
    now = {key: state(row) for key, row in current(plan).items()}
    gone = {
        (kind, row.pk): state(row)
        for kind, model in KINDS.items()
        for row in model.objects.filter(plan=plan, retired=True, version__gt=0)
    }
    edits, added = {}, []
    for what, which, number in wanted:
        if what == "add":
            raw = f"第{step}次{number}"
            data = {**blank("cadence", str(number % 3), 500 + number), "action": "通报", "raw": raw}
            added.append(data)
            continue
        kinds = {"value": ["target"], "move": ["task"], "title": ["part", "plan"]}.get(what, list(KINDS))
        pool = gone if what == "restore" else now
        keys = [k for k in sorted(pool) if k[0] in kinds and k not in edits]
        if not keys:
            continue
        key = keys[which % len(keys)]
        if what == "retire part":
            edits |= {k: None for k, d in now.items() if k[0] in KINDS and d["part"] == now[key]["part"]}
            continue
        change = {
            "value": {"value": float(number)},
            "reword": {WORDS[key[0]]: f"改作{number}"},
            "title": {WORDS[key[0]]: f"题作{number}"},
            "move": {"part": str(number % 3)},
            "restore": {},
        }
        edits[key] = None if what == "retire" else {**pool[key], **change[what]}
    return now, edits, added


def replayed(base, decided, until):
    """The plan of a day, plainly: every decided change in the order of the days of effect."""
    said, last = deepcopy(base), {d["part"]: (k, d) for k, d in base.items() if k[0] == "part"}
    for on, _, changes in sorted(decided, key=lambda d: d[:2]):
        if on > until:
            continue
        had = codes(said)
        for key, (whole, fields) in changes.items():
            if fields is None:
                said.pop(key, None)
            elif whole or key in said:
                said[key] = {**({} if whole else said[key]), **fields}
        last |= {d["part"]: (k, d) for k, d in said.items() if k[0] == "part"}
        for code, (key, data) in last.items():
            if code in codes(said):
                said.setdefault(key, data)
            elif code in had:
                said.pop(key, None)
    return said


def codes(said):
    return {"0"} | {d["part"] for (kind, _), d in said.items() if kind in KINDS}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_the_plan_of_a_day_is_its_changes_up_to_that_day(plan, steps):
    with transaction.atomic():
        base = deepcopy(said_under(plan, 1))
        decided, in_force, today = [], {}, 0
        for n, (passing, ahead, wanted, taken_back) in enumerate(steps):
            today += passing
            take_effect(day(today))
            now, edits, added = edits_for(plan, wanted, n)
            batch = [Edit(kind, pk, data) for (kind, pk), data in edits.items()]
            batch += [Edit("cadence", None, data) for data in added]
            try:
                decision = Decision("调整", "", "王某", day(today + ahead))
                version = revise(plan, batch, decision, CLERK, today=day(today))
            except Refused:  # nothing changed, or a day before that of the version in force
                continue
            if taken_back and version.took_effect is None:
                withdraw(version, CLERK)
            else:
                changes = {
                    key: (key not in now, data and {k: v for k, v in data.items() if now.get(key, {}).get(k, ...) != v})
                    for key, data in edits.items()
                    if data != now.get(key)
                }
                for data in added:
                    pks = Cadence.objects.filter(plan=plan, raw=data["raw"], order=data["order"]).order_by("pk")
                    known = {key for _, _, c in decided for key in c} | set(changes)
                    changes[next(("cadence", c.pk) for c in pks if ("cadence", c.pk) not in known)] = (True, data)
                decided.append((decision.effective_on, n, changes))
            assert {k: state(row) for k, row in current(plan).items()} == replayed(base, decided, day(today))
            for version in plan.versions.exclude(took_effect=None):
                in_force.setdefault(version.pk, deepcopy(said_under(plan, version.number)))
        for later in range(0, today + 120, 7):
            asked = version_on(plan, day(later))
            assert said_under(plan, asked.number) == replayed(base, decided, day(later))
        for version in plan.versions.filter(pk__in=in_force):
            assert said_under(plan, version.number) == in_force[version.pk]
        take_effect(day(today + 200))
        assert {k: state(row) for k, row in current(plan).items()} == replayed(base, decided, day(today + 200))
        born = [m.objects.filter(plan=plan, version=0).exists() for k, m in EVERY.items() if k != "plan"]
        assert not any(born)
        transaction.set_rollback(True)
