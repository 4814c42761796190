"""What every page's frame needs: who sits there, and the ways that are open."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """The seat of the one who looks (None where nobody is logged in), and how many notices wait for them."""
    seat = getattr(request, "seat", None)
    return {
        "seat": seat,
        "csp_nonce": getattr(request, "csp_nonce", ""),
        "unread": getattr(seat.post, "unread", 0) if seat else 0,
    }
