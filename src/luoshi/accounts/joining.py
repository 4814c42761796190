"""A new person together with the first post and the log-in: one form, one transaction."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from luoshi.accounts.first_passwords import Handed
from luoshi.accounts.securing import open_account
from luoshi.audit.actor import Actor
from luoshi.units.models import Person, Region
from luoshi.units.people import add_person, set_post


def join(
    region: Region,
    person: dict[str, Any],
    post: dict[str, Any] | None,
    with_account: bool,
    actor: Actor,
    own_person: int | None,
) -> tuple[Person, Handed | None]:
    """Add a person (name, phone, mail), give the post (role, unit, department, title) from today on where there is one,
    and open a log-in where wanted: the person, and what is to be handed over. Raises Refused; then nothing is done."""
    with transaction.atomic():
        made = add_person(region, **person, actor=actor)
        if post:
            set_post(
                made,
                None,
                0,
                region=region,
                **post,
                since=timezone.localdate(),
                until=None,
                actor=actor,
                own_person=own_person,
            )
        return made, open_account(made, actor) if with_account else None
