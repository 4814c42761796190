"""What every page's frame needs: who sits there, and the ways that are open."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from luoshi.calendar import clock


def shell(request: HttpRequest) -> dict[str, Any]:
    """The seat of the one who looks (None where nobody is logged in), how many notices wait for them, and the day
    at which the clock was stopped for a demonstration (None where it goes)."""
    seat = getattr(request, "seat", None)
    return {
        "seat": seat,
        "csp_nonce": getattr(request, "csp_nonce", ""),
        "stopped": clock.today() if clock.is_fixed() else None,
        "unread": getattr(seat.post, "unread", 0) if seat else 0,
    }
