"""First passwords: made at random, shown once, never kept in clear."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.contrib.auth.hashers import PBKDF2PasswordHasher

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that a printed sheet confuses with another


@dataclass(frozen=True, slots=True)
class Handed:
    """A log-in with its new first password, to be handed over by hand. Lives for one page only."""

    name: str
    unit: str
    username: str
    password: str


def first_password() -> str:
    """Three groups of four signs: 59 bits, easy to copy from paper."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))


class FirstPasswordHasher(PBKDF2PasswordHasher):
    """For first passwords only. Slow hashing guards what people think up; these are random, and hundreds are made in
    one request. The first log-in replaces the hash by the usual one."""

    algorithm = "pbkdf2_first"
    iterations = 20_000


def hashed(password: str) -> str:
    """A first password as stored."""
    hasher = FirstPasswordHasher()
    return hasher.encode(password, hasher.salt())
