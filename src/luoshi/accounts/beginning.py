"""A site that nobody can log in to yet, and how its first three administrators come to be."""

from __future__ import annotations

from luoshi.accounts.models import User

MAKE_THE_FIRST = "luoshi manage administrators 地区名称"


def nobody_yet() -> bool:
    """Whether there is no log-in at all."""
    return not User.objects.exists()
