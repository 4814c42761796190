"""Who acts: a person at a post, from an address. A plain value that every action takes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """user_id, post_id  None for the system itself; name, post  as shown at the time; address  the client's IP;
    region_id  the region of the post, under which the auditor finds what concerns no region of its own."""

    user_id: int | None
    name: str
    post_id: int | None = None
    post: str = ""
    address: str = ""
    region_id: int | None = None


SYSTEM = Actor(None, "系统")
