"""Run a command with a PostgreSQL server of its own: with_postgres.py COMMAND …

Debian's server is started on a free port in a temporary folder (as the user postgres where we are root, which the
server refuses), DATABASE_URL is set for the command, and the server is stopped afterwards. Where no server can be
had, it says so and ends with status 0: the tests on PostgreSQL are then skipped, visibly.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path


def main(command: Sequence[str]) -> int:
    programs = server_programs()
    if programs is None:
        print("SKIPPED on PostgreSQL: no server program on this machine (Debian: apt-get install postgresql)")
        return 0
    with contextlib.ExitStack() as stack:
        try:
            url = stack.enter_context(server(programs))
        except (OSError, subprocess.CalledProcessError) as wrong:
            print(f"SKIPPED on PostgreSQL: the server did not start ({wrong})")
            return 0
        return subprocess.run(list(command), env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    return 1


def server_programs() -> Path | None:
    """The folder of initdb and pg_ctl, the newest there is."""
    on_path = shutil.which("pg_ctl")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name.split(".")[0]))
    return Path(on_path).parent if on_path else found[-1] if found else None


@contextlib.contextmanager
def server(programs: Path) -> Iterator[str]:
    """A server for the time of the block; gives the address of its database."""
    as_root = os.name != "nt" and os.geteuid() == 0
    user = "postgres" if as_root else getpass.getuser()
    lead = ["runuser", "-u", "postgres", "--"] if as_root else []
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="luoshi-postgres-"))
    if as_root:
        shutil.chown(folder, "postgres", "postgres")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT, "cwd": "/"}
    # nothing here needs to outlive a power cut
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=300"
    try:
        subprocess.run(
            [
                *lead,
                str(programs / "initdb"),
                "-D",
                str(folder / "data"),
                "-U",
                user,
                "--auth=trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
            ],
            check=True,
            **quiet,
        )  # type: ignore[call-overload]
        subprocess.run(
            [
                *lead,
                str(programs / "pg_ctl"),
                "-D",
                str(folder / "data"),
                "-w",
                "-o",
                options,
                "-l",
                str(folder / "log"),
                "start",
            ],
            check=True,
            **quiet,
        )  # type: ignore[call-overload]
        try:
            yield f"postgres://{user}@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run(
                [*lead, str(programs / "pg_ctl"), "-D", str(folder / "data"), "-m", "immediate", "stop"],
                check=False,
                **quiet,
            )  # type: ignore[call-overload]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
