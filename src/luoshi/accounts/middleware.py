"""Each request gets its seat; whoever must change the password does that first."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from luoshi.accounts.sitting import seat_of

FREE = ("/accounts/", "/static/", "/health")
TOUCH_SECONDS = 60


class Sitting:
    """Puts `request.seat`; ends idle sessions (the cookie's age is counted from the last request, noted each minute)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated:
            request.seat = None  # type: ignore[attr-defined]
            return self.get_response(request)
        now = int(timezone.now().timestamp())
        if now - request.session.get("touched", 0) > TOUCH_SECONDS:
            request.session["touched"] = now
        address = request.META.get("REMOTE_ADDR", "")
        wanted = request.session.get("post")
        request.seat = SimpleLazyObject(lambda: seat_of(user, wanted, address))  # type: ignore[attr-defined,arg-type]
        if user.must_change and not request.path.startswith(FREE):  # type: ignore[union-attr]
            return redirect("first_password")
        return self.get_response(request)
