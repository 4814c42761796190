"""Words that a newcomer may not know, with what they mean: one table for the “?” beside them and for the page of words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Term:
    """A word and its meaning in a sentence or two; anchor  its place on the page of words."""

    word: str
    says: str
    anchor: str


@cache
def groups() -> tuple[tuple[str, tuple[Term, ...]], ...]:
    """The words by group, in the order of the table."""
    table = tomllib.loads((files("luoshi.desk") / "glossary.toml").read_text("utf-8"))
    made, n = [], 0
    for group in table["group"]:
        terms = []
        for entry in group["terms"]:
            n += 1
            terms.append(Term(entry["word"], entry["says"], f"w{n}"))
        made.append((group["name"], tuple(terms)))
    return tuple(made)


@cache
def _by_word() -> dict[str, Term]:
    return {t.word: t for _, terms in groups() for t in terms}


def term(word: str) -> Term:
    """The entry of a word. Raises KeyError for one that the table does not have."""
    return _by_word()[word]
