"""Who acts: a person at a post, from an address. A plain value that every action takes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """user_id, post_id  None for the system itself; name, post  as shown at the time; address  the client's IP."""

    user_id: int | None
    name: str
    post_id: int | None = None
    post: str = ""
    address: str = ""


SYSTEM = Actor(None, "系统")
