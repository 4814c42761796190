"""How allauth behaves here: nobody signs up, a single sign-on opens only log-ins that an administrator made."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.shortcuts import redirect

from luoshi.accounts.models import User


class NoSignUp(DefaultAccountAdapter):
    def is_open_for_signup(self, request: object) -> bool:
        return False

    def get_client_ip(self, request) -> str:  # type: ignore[no-untyped-def]
        """The address that the server saw; a header that anybody can write counts for nothing."""
        return request.META.get("REMOTE_ADDR", "")


class KnownPeopleOnly(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: object, sociallogin: object) -> bool:
        return False

    def pre_social_login(self, request, sociallogin) -> None:  # type: ignore[no-untyped-def]
        """Join the sign-on's identity to the log-in of the same user name."""
        if sociallogin.is_existing:
            return
        said = sociallogin.account.extra_data
        name = said.get("preferred_username") or said.get("userinfo", {}).get("preferred_username") or ""
        user = User.objects.filter(username=name, is_active=True).first() if name else None
        if user is None:
            messages.error(request, "统一身份认证已通过，但本系统没有对应的账号，请联系系统管理员开通。")
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, user)
