"""From which address a request comes."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The client's IP address as the server saw it. Behind proxies of our own (LUOSHI_PROXIES says how many) it is
    what the outermost of them saw; whatever else stands in the header anybody may have written, and counts for
    nothing."""
    seen: str = request.META.get("REMOTE_ADDR", "")
    proxies = settings.ENVIRONMENT.proxies
    if not proxies:
        return seen
    passed_on = [a.strip() for a in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if a.strip()]
    return passed_on[-proxies][:64] if len(passed_on) >= proxies else seen
