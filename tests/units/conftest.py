"""Passwords cost nothing in these tests, but for the ones that are about hashing."""

import pytest


@pytest.fixture(autouse=True)
def _cheap_hashes(settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher",
        "luoshi.accounts.first_passwords.FirstPasswordHasher",
    ]
