"""Each request gets its seat; idle sessions end; whoever must change the password does that first."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from luoshi.accounts.address import client_address
from luoshi.accounts.sitting import seat_of

FREE = ("/accounts/password/", "/accounts/logout/", "/static/", "/health")
TOUCH_SECONDS = 60
STOP_ASKING = 286  # what htmx takes for “ask no more”


class Sitting:
    """Puts `request.seat`; ends sessions in which nobody did anything for LUOSHI_IDLE_MINUTES (noted each minute)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        request.seat = None  # type: ignore[attr-defined]
        # A page that asks by itself keeps no session alive, and is told to stop once the session is over.
        quiet = request.headers.get("X-Quiet") == "1"
        if quiet and not user.is_authenticated:
            return HttpResponse(status=STOP_ASKING)
        if not user.is_authenticated:
            return self.get_response(request)
        now = int(timezone.now().timestamp())
        idle = now - request.session.get("touched", now)
        minutes = settings.ENVIRONMENT.idle_minutes
        if idle > minutes * 60 and quiet:
            return HttpResponse(status=STOP_ASKING)
        if idle > minutes * 60:
            logout(request)
            messages.info(request, f"{minutes}分钟没有操作，已自动退出，请重新登录。")
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        if not quiet and (idle > TOUCH_SECONDS or "touched" not in request.session):
            request.session["touched"] = now
        address = client_address(request)
        wanted = request.session.get("post")
        request.seat = SimpleLazyObject(lambda: seat_of(user, wanted, address))  # type: ignore[attr-defined,arg-type]
        first = user.must_change and not request.session.get("single_sign_on")  # type: ignore[union-attr]
        if first and not request.path.startswith(FREE):
            return redirect("first_password")
        return self.get_response(request)
