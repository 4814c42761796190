"""A result is on disk whole or not at all."""

from __future__ import annotations

import os
import uuid
from pathlib import Path


def put(path: Path, content: bytes) -> None:
    """Write the bytes under that name; until all are written, an older file of that name stays as it was.

    Makes the folder where it is missing. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # The temporary name is short: the final one may already be as long as the file system allows.
    part = path.parent / f".{uuid.uuid4().hex[:12]}.part"
    try:
        with open(part, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
