"""allauth's views behind the site's gate: log-in, one-time codes, single sign-on. Each in one transaction with its trace."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as codes
from allauth.mfa.recovery_codes import views as spare
from allauth.mfa.totp import views as totp
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from luoshi.accounts.beginning import MAKE_THE_FIRST, nobody_yet
from luoshi.audit.record import record
from luoshi.gate import everyone, open_to_all


class Login(account.LoginView):
    """The log-in page; knows whether there is a single sign-on, and how to begin where nobody can log in yet."""

    extra_context = {
        "sign_on": settings.ENVIRONMENT.oidc.get("name") or "统一身份认证" if settings.ENVIRONMENT.oidc else "",
        "make_the_first": MAKE_THE_FIRST,
    }

    def get_context_data(self, **more: Any) -> Any:
        return {**super().get_context_data(**more), "nobody_yet": nobody_yet()}


class _Traced:
    """A form of allauth's whose success leaves a trace, in the transaction around the view."""

    action = ""

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        request: Any = self.request  # type: ignore[attr-defined]
        person = request.user.person
        record(request.seat.actor, self.action, request.user, region_id=person.region_id if person else None)
        return answer


class CodesOn(_Traced, totp.ActivateTOTPView):
    action = "account.totp_on"


class CodesOff(_Traced, totp.DeactivateTOTPView):
    action = "account.totp_off"


class NewSpareCodes(_Traced, spare.GenerateRecoveryCodesView):
    action = "account.recovery_codes"


login = open_to_all(Login.as_view())
code = open_to_all(codes.AuthenticateView.as_view())
confirm_by_password = everyone(account.ReauthenticateView.as_view())
confirm_by_code = everyone(codes.ReauthenticateView.as_view())
codes_on = everyone(transaction.atomic(CodesOn.as_view()))
codes_off = everyone(transaction.atomic(CodesOff.as_view()))
spare_codes = everyone(never_cache(spare.ViewRecoveryCodesView.as_view()))
new_spare_codes = everyone(transaction.atomic(NewSpareCodes.as_view()))


@open_to_all
def logout(request: HttpRequest) -> HttpResponse:
    """By its button alone; whoever opens the address by hand stays logged in and gets home."""
    if request.method != "POST":
        return redirect("home")
    return account.LogoutView.as_view()(request)  # type: ignore[no-any-return]


@open_to_all
def inactive(request: HttpRequest) -> HttpResponse:
    return render(request, "account/inactive.html", status=403)


@everyone
def codes_index(request: HttpRequest) -> HttpResponse:
    return redirect("own_account")


@open_to_all
def sign_on_cancelled(request: HttpRequest) -> HttpResponse:
    """Whatever went wrong there, the log-in page is where one goes on."""
    messages.error(request, "统一身份认证没有完成，请重试，或用用户名和密码登录。")
    return redirect("account_login")


@open_to_all
def sign_on(request: HttpRequest, provider_id: str) -> HttpResponse:
    _configured()
    return oidc.login(request, provider_id)  # type: ignore[no-any-return]


@open_to_all
def sign_on_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    _configured()
    return oidc.callback(request, provider_id)  # type: ignore[no-any-return]


def _configured() -> None:
    if not settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect"):
        raise Http404
