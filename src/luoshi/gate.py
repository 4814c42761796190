"""The gate before each view: it names the action that it needs, and whoever lacks the right is turned away.

A view without a gate is not reachable: a test walks all addresses and refuses one that has none.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def needs(action: str, *methods: str) -> Callable[[View], View]:
    """Only for posts that may do `action` somewhere; the view itself narrows to what the scope allows.
    methods  the HTTP methods taken, GET alone if none is given."""

    def gate(view: View) -> View:
        allowed = methods or ("GET",)

        @wraps(view)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            from django.http import HttpResponseNotAllowed

            if request.method not in allowed and not (request.method == "HEAD" and "GET" in allowed):
                return HttpResponseNotAllowed(allowed)
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not request.seat.may(action):  # type: ignore[attr-defined]
                raise PermissionDenied
            return view(request, *args, **kwargs)

        gated.action = action  # type: ignore[attr-defined]
        gated.methods = allowed  # type: ignore[attr-defined]
        return gated

    return gate


def everyone(view: View) -> View:
    """For whoever is logged in, at any post or none: changing one's password, switching posts."""

    @wraps(view)
    def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    gated.action = "everyone"  # type: ignore[attr-defined]
    return gated


def open_to_all(view: View) -> View:
    """For anybody, logged in or not (the health check, the errors)."""
    view.action = "open"  # type: ignore[attr-defined]
    return view
