"""Traces of logging in and out."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from luoshi.accounts.address import client_address
from luoshi.accounts.models import User
from luoshi.accounts.sitting import seat_of
from luoshi.accounts.throttle import forget_old
from luoshi.audit.record import record


def _note(request: HttpRequest | None, user: User | None, action: str, **after: Any) -> None:
    if request is None or user is None:
        return
    actor = seat_of(user, request.session.get("post"), client_address(request)).actor
    with transaction.atomic():
        record(actor, action, user, after=after, region_id=user.person.region_id if user.person else None)


@receiver(user_logged_in)
def _logged_in(request: HttpRequest, user: User, **_: Any) -> None:
    methods = [m["method"] for m in request.session.get("account_authentication_methods", [])]
    request.session["touched"] = int(timezone.now().timestamp())
    request.session["single_sign_on"] = "socialaccount" in methods
    _note(request, user, "account.login", by=methods)
    forget_old(timezone.now())


@receiver(user_logged_out)
def _logged_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    _note(request, user, "account.logout")
