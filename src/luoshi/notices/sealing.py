"""Addresses and keys of robots stand encrypted in the database; the key comes of the site's own."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def seal(text: str) -> str:
    """The text as the database keeps it; "" stays ""."""
    return _key().encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """The text again; "" where it cannot be read, because the site's secret key is another one."""
    try:
        return _key().decrypt(sealed.encode()).decode() if sealed else ""
    except InvalidToken:
        return ""


def _key() -> Fernet:
    digest = hashlib.sha256(b"luoshi channels:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
