"""Pages of one's own account: the password, one-time codes, posts and switching between them."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from luoshi.accounts.models import LoginTry
from luoshi.audit.record import record
from luoshi.gate import everyone
from luoshi.units.models import Post


class Another:
    """A new password that is not the old one."""

    def clean_new_password1(self) -> str:
        password: str = self.cleaned_data["new_password1"]  # type: ignore[attr-defined]
        if self.user.check_password(password):  # type: ignore[attr-defined]
            raise ValidationError("新密码不能与现在的密码相同。")
        return password


class FirstPassword(Another, SetPasswordForm):
    """For the first log-in, where the password given by hand was typed a moment ago."""


class NewPassword(Another, PasswordChangeForm):
    """For later changes, which want the present password too."""


@everyone
def own_account(request: HttpRequest) -> HttpResponse:
    user = request.user
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    posts = Post.objects.filter(person_id=user.person_id).select_related("unit", "region", "department")  # type: ignore[union-attr]
    return render(
        request,
        "account/own.html",
        {
            "codes": Authenticator.Type.TOTP in kinds,
            "posts": posts if user.person_id else [],  # type: ignore[union-attr]
            "tries": LoginTry.objects.filter(user=user)[:8],
        },
    )


@everyone
def first_password(request: HttpRequest) -> HttpResponse:
    """Change one's password; the first one, given by hand, must be changed at the first log-in."""
    user = request.user
    form_class = FirstPassword if user.must_change else NewPassword  # type: ignore[union-attr]
    form = form_class(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            changed = form.save(commit=False)
            changed.must_change = False
            changed.save(update_fields=["password", "must_change"])
            record(request.seat.actor, "account.password", changed)  # type: ignore[attr-defined]
        update_session_auth_hash(request, changed)
        messages.success(request, "密码已改好，下次登录请用新密码。")
        return redirect("home")
    return render(request, "account/first_password.html", {"form": form})


@everyone
def switch_post(request: HttpRequest) -> HttpResponse:
    """Sit down at another of one's own posts."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    wanted = request.POST.get("post", "")
    post = next((p for p in request.seat.posts if str(p.pk) == wanted), None)  # type: ignore[attr-defined]
    if post is None:
        messages.error(request, "没有换成：这个岗位不是您的，或已经到期。")
        return redirect("home")
    request.session["post"] = post.pk
    messages.info(request, f"现在以“{post}”的身份办事。")
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "home")
