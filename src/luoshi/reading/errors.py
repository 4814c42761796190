"""The one way in which reading refuses a file."""

from __future__ import annotations


class ReadError(Exception):
    """A file cannot be read. `str(error)` is one Chinese sentence: what is wrong, with which file, what to do."""
