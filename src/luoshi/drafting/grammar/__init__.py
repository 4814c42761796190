"""The words of the genre, as data: one TOML table a kind, read once.

No place, unit or figure of any particular plan belongs in these tables.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The grammar table `name` (file `name.toml` beside this module)."""
    return tomllib.loads(resources.files(__name__).joinpath(f"{name}.toml").read_text("utf-8"))


def words(name: str, *keys: str) -> tuple[str, ...]:
    """The word list at `keys` of table `name`, longest first, as regular expressions want it."""
    at: Any = table(name)
    for key in keys:
        at = at[key]
    return tuple(sorted(at, key=len, reverse=True))


@cache
def any_of(name: str, *keys: str) -> str:
    """A regular expression group that matches any word of the list at `keys` of table `name`."""
    return "(?:" + "|".join(re.escape(w) for w in words(name, *keys)) + ")"
