"""How much a file may ask of the machine. Every limit can be set; the defaults suit an office computer."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is read.

    file_bytes      size of the file itself; unpacked_bytes  size of all that an archive (docx, ofd) unpacks to;
    entries         files inside an archive; characters  length of the read text; pages  pages of a pdf or scan;
    seconds         time for an outside program (LibreOffice) on one file; pixels  size of one image.
    """

    file_bytes: int = 50 * 1024 * 1024
    unpacked_bytes: int = 300 * 1024 * 1024
    entries: int = 5_000
    characters: int = 3_000_000
    pages: int = 500
    seconds: int = 120
    pixels: int = 80_000_000

    @classmethod
    def from_environment(cls) -> Limits:
        """Defaults, each overridden by an environment variable of its name: LUOSHI_LIMIT_FILE_BYTES=…

        Raises ValueError with a Chinese sentence where a value is no positive whole number."""
        chosen: dict[str, int] = {}
        for field in fields(cls):
            name = f"LUOSHI_LIMIT_{field.name.upper()}"
            written = os.environ.get(name, "").strip()
            if not written:
                continue
            if not written.isdecimal() or int(written) == 0:
                raise ValueError(f"环境变量 {name} 的值“{written}”不是正整数，请改正或删去。")
            chosen[field.name] = int(written)
        return cls(**chosen)
