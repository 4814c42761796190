"""The year tables that come with the program, as data in `years/`."""

from __future__ import annotations

import datetime
import tomllib
from functools import cache
from pathlib import Path

from luoshi.calendar.working_days import ONE, YearTable


@cache
def shipped() -> dict[int, YearTable]:
    """The tables by year."""
    return {int(file.stem): _table(file) for file in sorted((Path(__file__).parent / "years").glob("*.toml"))}


def _table(file: Path) -> YearTable:
    said = tomllib.loads(file.read_text("utf-8"))
    off: dict[datetime.date, str] = {}
    on: dict[datetime.date, str] = {}
    for holiday in said["holidays"]:
        day = holiday["first"]
        while day <= holiday["last"]:
            off[day] = holiday["name"]
            day += ONE
        on |= dict.fromkeys(holiday.get("worked", ()), holiday["name"])
    return YearTable(int(file.stem), said["number"], said["title"], off, on)
