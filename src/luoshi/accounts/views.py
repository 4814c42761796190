"""Pages of one's own account: the first password, switching posts."""

from __future__ import annotations

from allauth.account.views import LoginView, LogoutView
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import SetPasswordForm
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from luoshi.audit.record import record
from luoshi.gate import everyone, needs, open_to_all

login = open_to_all(LoginView.as_view())
logout = open_to_all(LogoutView.as_view())


@everyone
def own_account(request: HttpRequest) -> HttpResponse:
    return render(request, "account/own.html", {"title": "我的账号"})


@everyone
def first_password(request: HttpRequest) -> HttpResponse:
    """Change one's password; the first one, given by hand, must be changed at the first log-in."""
    form = SetPasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            user = form.save(commit=False)
            user.must_change = False
            user.save()
            record(request.seat.actor, "account.password", user)  # type: ignore[attr-defined]
        update_session_auth_hash(request, user)
        return redirect("home")
    return render(request, "account/first_password.html", {"form": form})


@everyone
def switch_post(request: HttpRequest) -> HttpResponse:
    """Sit down at another of one's own posts."""
    wanted = request.POST.get("post", "")
    if wanted.isdecimal() and any(p.pk == int(wanted) for p in request.seat.posts):  # type: ignore[attr-defined]
        request.session["post"] = int(wanted)
    return redirect("home")


@needs("account.secure")
def account_list(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/soon.html", {"title": "账号安全"})
