"""The one who asks, at the post at which they sit: what a view knows of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Q
from django.utils import timezone

from luoshi.accounts.models import User
from luoshi.accounts.rights import Scope, scope
from luoshi.audit.actor import Actor
from luoshi.units.gathered import gathered
from luoshi.units.models import Post, Region


@dataclass(frozen=True)
class Seat:
    """A log-in at one of its posts; `post` is None where the person holds none (sees nothing but that)."""

    user: User
    post: Post | None
    posts: tuple[Post, ...]
    address: str = ""

    def scope(self, action: str) -> Scope:
        return scope(self.post.role, action) if self.post else Scope.NONE

    def may(self, action: str) -> bool:
        """Whether the action is possible anywhere at all for this post."""
        return self.scope(action) > Scope.NONE

    @property
    def actor(self) -> Actor:
        post = self.post
        return Actor(
            self.user.pk,
            str(self.user),
            post.pk if post else None,
            str(post or ""),
            self.address,
            post.region_id if post else None,
        )

    @cached_property
    def tree_ids(self) -> frozenset[int]:
        """The own region and all below it."""
        if not self.post:
            return frozenset()
        return frozenset({self.post.region_id, *(r["id"] for r in self.post.below or ())})  # type: ignore[attr-defined]

    def region_ids(self, action: str) -> frozenset[int]:
        """The regions in which the action is possible: none, the own one, or the own one with its subordinates."""
        if not self.post or not self.may(action):
            return frozenset()
        return self.tree_ids if self.scope(action) == Scope.TREE else frozenset({self.post.region_id})


# What later rooms want to know of whoever sits down, asked with the posts: name → expression on Post.
also_asked: dict[str, Any] = {}


def seat_of(user: User, wanted: int | None, address: str = "") -> Seat:
    """The seat of a log-in at the wanted post, or at its first one in force today."""
    today = timezone.localdate()
    own = OuterRef("region")
    # A region lies below one of a higher level, and there are four levels: three steps down are all.
    below = Region.objects.filter(Q(parent=own) | Q(parent__parent=own) | Q(parent__parent__parent=own))
    posts: tuple[Post, ...] = ()
    if user.person_id:
        posts = tuple(
            Post.objects.filter(person_id=user.person_id)
            .filter(Q(since=None) | Q(since__lte=today), Q(until=None) | Q(until__gte=today))
            .select_related("person", "region", "unit", "department")
            .annotate(below=gathered(below, "id"), **also_asked)
            .order_by("id")
        )
        if posts:
            user.person = posts[0].person  # each page shows the name: not asked for again
    post = next((p for p in posts if p.pk == wanted), posts[0] if posts else None)
    return Seat(user, post, posts, address)
