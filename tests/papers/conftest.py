from __future__ import annotations

import pytest
from small_plan import document, draft

from luoshi.drafting.draft import Draft
from luoshi.reading.document import Document


@pytest.fixture
def read() -> Document:
    return document()


@pytest.fixture
def plan(read: Document) -> Draft:
    return draft(read)
