"""How tests fill in the forms of the review page: as a browser would, from what the page shows."""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path
from typing import Any

from cast import CLERK

from luoshi.drafting import draft
from luoshi.drafting.form import form
from luoshi.plans.importing import lay_out, open_review
from luoshi.plans.models import Review
from luoshi.reading import read_bytes
from luoshi.units.models import Region

SAMPLE = Path(__file__).parents[2] / "samples" / "yunlu-2026" / "plan.docx"


@cache
def read_sample() -> tuple[Any, dict[str, Any]]:
    """The fictional county's plan as read, read once for all tests of a process."""
    document = read_bytes(SAMPLE.read_bytes(), SAMPLE.name)
    return document, form(draft(document), document)


def sample_review(region: Region) -> Review:
    """A review of the fictional county's plan."""
    review = open_review(SAMPLE.read_bytes(), SAMPLE.name, region, CLERK)
    lay_out(review, *read_sample())
    return Review.objects.get(pk=review.pk)


def form_in(markup: str, mark: str = "edit-form") -> dict[str, list[str]]:
    """The fields of the first form with that class, name → values, as a browser would send them."""
    form = re.search(rf'<form class="{mark}[^"]*".*?</form>', markup, re.S)
    assert form, "the answer holds no such form"
    fields: dict[str, list[str]] = {}
    pattern = r"<input([^>]*)>|<textarea([^>]*)>(.*?)</textarea>|<select([^>]*)>(.*?)</select>"
    for found in re.finditer(pattern, form[0], re.S):
        attributes = found[1] or found[2] or found[4]
        name = re.search(r'name="([^"]*)"', attributes)
        if (
            not name
            or ('type="checkbox"' in attributes and "checked" not in attributes)
            or 'type="radio"' in attributes
        ):
            continue
        if found[3] is not None:
            value = found[3]
        elif found[5] is not None:
            chosen = re.search(r'value="([^"]*)" selected', found[5]) or re.search(r'value="([^"]*)"', found[5])
            value = chosen[1] if chosen else ""
        else:
            given = re.search(r'value="([^"]*)"', attributes)
            value = given[1] if given else ""
        fields.setdefault(name[1], []).append(html.unescape(value))
    return fields


class Reviewer:
    """A person at the review page."""

    def __init__(self, client: Any, review: Any) -> None:
        self.client, self.base = client, f"/plans/reviews/{review.pk}/"

    def get(self, path: str) -> str:
        return self.client.get(self.base + path).content.decode()

    def post(self, path: str, data: dict[str, Any]) -> str:
        return self.client.post(self.base + path, data).content.decode()

    def open(self, item: Any) -> dict[str, list[str]]:
        """The form of an item, as it is on the screen now."""
        return form_in(self.get(f"items/{item.pk}/edit/"))

    def save(self, item: Any, form: dict[str, Any], **changes: Any) -> str:
        return self.post(f"items/{item.pk}/edit/", {**form, **changes})

    def edit(self, item: Any, **changes: Any) -> str:
        return self.save(item, self.open(item), **changes)
