"""All tests of this folder use a browser."""

from __future__ import annotations

import os

import pytest
from windows import IN_A_BROWSER, windows

__all__ = ["windows"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = os.path.dirname(__file__)
    for item in items:
        if str(item.path).startswith(here):
            for mark in IN_A_BROWSER:
                item.add_marker(mark)
