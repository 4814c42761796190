"""Passwords that everybody in an office would guess."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError

GUESSED = ("luoshi", "落实", "zhengfuban", "password", "admin", "12345", "qwerty", "xianzhengfu")


class NotOfTheOffice:
    """Refuses a password that is a word everybody there knows and some digits (Luoshi2026!)."""

    def validate(self, password: str, user: object = None) -> None:
        core = re.sub(r"[\W\d_]+", "", password.lower())
        if any(core == g or (not core and g in password) for g in GUESSED):
            raise ValidationError("这个密码太容易被猜到，请换一个。", code="password_of_the_office")

    def get_help_text(self) -> str:
        return "不要用系统名、单位名加数字。"
