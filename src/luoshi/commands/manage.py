"""`luoshi manage …`: Django's own commands and ours, with the site's settings."""

from __future__ import annotations

from collections.abc import Sequence


def manage(rest: Sequence[str]) -> int:
    """Run a management command; without one, list them."""
    from luoshi.site import start

    start.set_up()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["luoshi manage", *rest])
    return 0
