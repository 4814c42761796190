"""How allauth behaves here: nobody signs up, tries are throttled by `throttle.py`, secrets are kept encrypted, a
single sign-on opens only log-ins that an administrator made."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import redirect

from luoshi.accounts.address import client_address
from luoshi.accounts.models import User
from luoshi.accounts.throttle import begin, succeed

WAIT = "这个账号输错密码的次数太多，请过{minutes}分钟再试；忘了密码，请找安全管理员重置。"
SECOND_WAIT = "动态码输错的次数太多，请过15分钟再试；手机不在身边，可以用备用码。"
SILENT = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")


class NoSignUp(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "用户名或密码不对，请核对后再输。大小写要一致；第一次登录请用管理员给您的初始密码。",
        "incorrect_password": "密码不对，请再输一遍。",
        "too_many_login_attempts": SECOND_WAIT,
        "rate_limited": SECOND_WAIT,
    }

    def is_open_for_signup(self, request: object) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Let a try through, or say how long to wait. Runs before the password is looked at."""
        self._noted, minutes = begin(credentials.get("username", ""), client_address(request))
        if minutes:
            raise ValidationError(WAIT.format(minutes=minutes), code="wait")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if user:
            succeed(self._noted)
        return user

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *a: Any, **k: Any
    ) -> None:
        """All but “you are logged in”: that one sees."""
        if message_template not in SILENT:
            super().add_message(request, level, message_template, *a, **k)


class KeptSecrets(DefaultMFAAdapter):
    """One-time-code secrets and recovery codes stand encrypted in the database; the key comes of the site's own."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "动态码不对或已过期，请看手机上最新的6位数字再输。",
    }

    def _key(self) -> Fernet:
        digest = hashlib.sha256(b"luoshi one-time codes:" + settings.SECRET_KEY.encode()).digest()
        return Fernet(base64.urlsafe_b64encode(digest))

    def encrypt(self, text: str) -> str:
        return self._key().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._key().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)


class KnownPeopleOnly(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: object, sociallogin: object) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Join the sign-on's identity to the log-in of the same user name."""
        if sociallogin.is_existing:
            return
        said = sociallogin.account.extra_data
        names = [d.get("preferred_username") for d in (said.get("userinfo") or {}, said.get("id_token") or {}, said)]
        name = next((n for n in names if n), "")
        user = User.objects.filter(username=name, is_active=True).first() if name else None
        if user is None:
            messages.error(request, "统一身份认证已通过，但本系统没有对应的账号，请联系系统管理员开通。")
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, user)
