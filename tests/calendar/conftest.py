"""What the process keeps of the calendar ends with each test."""

import pytest

from luoshi.calendar.current import forget


@pytest.fixture(autouse=True)
def _forgetting():
    forget()
    yield
    forget()
