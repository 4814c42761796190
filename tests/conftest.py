"""The site's tests run on SQLite, or on the server that DATABASE_URL names."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("LUOSHI_DATA", tempfile.mkdtemp(prefix="luoshi-test-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.site.settings")
