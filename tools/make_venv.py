"""Make a virtual environment and install a lock file and the project into it: make_venv.py FOLDER LOCK.

Plain pip, so that a bare machine with Python 3.11 or newer is enough. Every package is checked against its hash.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path


def main(folder: str, lock: str) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036  (this is what tells the person)
        print(f"需要 Python 3.11 或更新版本，现在是 {sys.version.split()[0]}。请安装后用 make PYTHON=python3.11 重试。", file=sys.stderr)
        return 1
    target = Path(folder)
    python = target / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        venv.create(target, with_pip=True)
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, "--require-hashes", "-r", lock], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "-e", "."], check=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
