"""What the statistics bureau confirms stands in a column of its own."""

from __future__ import annotations

from decimal import Decimal

import pytest
from rounds_cast import Running, at, running

from luoshi.audit.actor import Actor
from luoshi.calendar.period import Kind, Period
from luoshi.plans.models import Target
from luoshi.plans.reviewing import Refused
from luoshi.rounds.confirming import Confirmed, confirm, statistical
from luoshi.rounds.figures import side_by_side, together
from luoshi.rounds.models import Measuring, Reading

pytestmark = pytest.mark.django_db
BUREAU = Actor(None, "统计局经办", None, "县统计局", "127.0.0.1")
MARCH = Period(Kind.MONTH, 2026, 3)


def owned() -> tuple[Running, Target]:
    made = running()
    target = made.plan.target_set.get(name__contains="地区生产总值")
    Measuring.objects.create(target=target, statistical=True)
    return made, target


def test_a_confirmed_figure_leaves_what_was_reported_as_it_was() -> None:
    made, target = owned()
    river = made.plan.target_set.get(name__contains="河道治理")
    made.clock("2026-03-10")
    report = made.report("县水利局", "2026-X07")
    made.fill(report, "2026-03-11", value="3")
    made.hand_in(report, "2026-03-11")
    period = Period(Kind.XUN, 2026, 7)
    confirm([Confirmed(river.pk, period, Decimal("2.8"))], {river.pk}, BUREAU, at("2026-03-16"))
    columns = side_by_side(Reading.objects.filter(target=river))["2026-X07"]
    assert (columns["reported"].value, columns["confirmed"].value) == (3, Decimal("2.8"))
    assert statistical(target)
    assert not statistical(river)


def test_a_correction_says_why_and_the_former_figure_stays_readable() -> None:
    _, target = owned()
    confirm([Confirmed(target.pk, MARCH, Decimal("6.1"))], {target.pk}, BUREAU, at("2026-04-20"))
    with pytest.raises(Refused, match="请写明原因"):
        confirm([Confirmed(target.pk, MARCH, Decimal("6.3"))], {target.pk}, BUREAU, at("2026-04-25"))
    confirm([Confirmed(target.pk, MARCH, Decimal("6.3"), "省局核定")], {target.pk}, BUREAU, at("2026-04-25"))
    rows = Reading.objects.filter(target=target, column="confirmed").order_by("id")
    assert [(r.value, r.current) for r in rows] == [(Decimal("6.1"), False), (Decimal("6.3"), True)]
    again = confirm([Confirmed(target.pk, MARCH, Decimal("6.3"))], {target.pk}, BUREAU, at("2026-04-26"))
    assert again == [rows[1]], "the same figure again adds nothing"


def test_what_is_not_the_bureaus_is_refused_and_nothing_of_the_batch_is_kept() -> None:
    made, target = owned()
    river = made.plan.target_set.get(name__contains="河道治理")
    batch = [Confirmed(target.pk, MARCH, Decimal("6.1")), Confirmed(river.pk, MARCH, Decimal("3"))]
    with pytest.raises(Refused, match="不由统计部门核定"):
        confirm(batch, {target.pk}, BUREAU, at("2026-04-20"))
    assert not Reading.objects.exists()


@pytest.mark.parametrize(
    ("rule", "figure"),
    [("sum", "9"), ("lead", "2"), ("max", "4"), ("min", "2"), ("mean", "3")],
)
def test_one_figure_of_several_by_the_targets_rule(rule: str, figure: str) -> None:
    values = {1: Decimal("2"), 2: Decimal("4"), 3: Decimal("3"), 4: None}
    assert together(rule, values, 1) == Decimal(figure)


def test_a_rule_without_figures_gives_none_and_zero_is_a_figure() -> None:
    assert together("sum", {1: None}, 1) is None
    assert together("sum", {1: Decimal(0), 2: None}, 1) == 0
    assert together("lead", {1: None, 2: Decimal(4)}, 1) is None
