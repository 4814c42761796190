"""What follows a plan: rooms above hang on here what has to happen when a plan is put in force or gets a version.

A follower runs inside the transaction of the change, so that plan and what follows from it stand or fall together."""

from __future__ import annotations

from collections.abc import Callable

from luoshi.audit.actor import Actor
from luoshi.plans.models import Plan

Follower = Callable[[Plan, Actor], object]
_followers: list[Follower] = []


def followed_by(follower: Follower) -> None:
    """Have `follower` called after each change of a plan in force. Twice the same counts once."""
    if follower not in _followers:
        _followers.append(follower)


def changed(plan: Plan, actor: Actor) -> None:
    """Tell the followers that the plan was put in force or changed."""
    for follower in _followers:
        follower(plan, actor)
