"""The one way in which reading refuses a file."""

from __future__ import annotations


class ReadError(Exception):
    """A file cannot be read. `str(error)` is one Chinese sentence: what is wrong, with which file, what to do."""


def broken(name: str) -> ReadError:
    """The refusal of a damaged file."""
    return ReadError(f"“{name}”已损坏或不完整，无法读取；请重新获取，或用办公软件打开并另存后再试。")
