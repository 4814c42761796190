"""Why a change of units, people or regions is not made; each text is one Chinese sentence for the person."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F


class Refused(Exception):
    """What was asked cannot be done."""


class Overtaken(Refused):
    """Somebody else changed the row since it was shown."""

    def __init__(self, thing: models.Model) -> None:
        super().__init__(f"“{thing}”刚被别人改过，请看过现在的内容再改。")


def write(thing: models.Model, seen: int, **values: Any) -> None:
    """Compare-and-set: store `values` if the row is still at the version that was on the screen. Raises Overtaken."""
    done = type(thing)._default_manager.filter(pk=thing.pk, version=seen).update(version=F("version") + 1, **values)
    if not done:
        raise Overtaken(thing)
    for name, value in values.items():
        setattr(thing, name, value)
    thing.version = seen + 1  # type: ignore[attr-defined]
