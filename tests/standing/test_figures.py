"""Figures as officials write them."""

from __future__ import annotations

import pytest

from luoshi.standing.figures import alike, places_for, places_written, plain, scaled, show


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (7.5, 2, "7.5"),
        (12.0, 2, "12"),
        (-0.004, 2, "0"),
        (-2.1, 1, "-2.1"),
        (1234567.0, 0, "1234567"),
        (0.125, 2, "0.13"),
    ],
)
def test_a_figure_alone_has_no_idle_noughts(value: float, places: int, shown: str) -> None:
    assert plain(value, places) == shown


@pytest.mark.parametrize(
    ("value", "places", "amount"), [(0.285, 2, 29), (1.005, 2, 101), (-0.285, 2, -29), (20.75, 1, 208), (8.25, 1, 83)]
)
def test_halves_go_away_from_nought_whatever_floats_make_of_them(value: float, places: int, amount: int) -> None:
    assert scaled(value, places) == amount


@pytest.mark.parametrize(
    ("size", "places"), [(6, 2), (80, 2), (210, 1), (1200, 0), (0.22, 3), (0.088, 4), (0, 2), (70000, 0)]
)
def test_larger_amounts_are_shown_with_fewer_places(size: float, places: int) -> None:
    assert places_for(size) == places


@pytest.mark.parametrize(("value", "places"), [(9, 0), (3.7, 1), (0.088, 3), (0.00001, 5), (1e7, 0)])
def test_the_places_a_figure_was_written_with(value: float, places: int) -> None:
    assert places_written(value) == places


def test_figures_side_by_side_have_as_many_places() -> None:
    assert alike((1.5, 2.0, 3.25), 2) == ["1.50", "2.00", "3.25"]
    assert alike((1.5, 2.0), 2) == ["1.5", "2.0"]
    assert alike((1.0, 2.0), 2) == ["1", "2"]


def test_the_gap_is_that_of_the_figures_shown() -> None:
    assert show(20.84, 12.0, 1) == ("20.8", "12.0", "8.8", 1)
    assert show(0.15, 0.049, 1) == ("0.2", "0.0", "0.2", 1)
    assert show(5, 7, 1) == ("5", "7", "2", -1)


def test_where_shares_differ_amounts_take_the_places_to_show_it() -> None:
    assert show(1.2504, 1.2501, 2, 1) == ("1.2504", "1.2501", "0.0003", 1)
    assert show(1.2504, 1.2501, 2) == ("1.25", "1.25", "0.00", 0)
