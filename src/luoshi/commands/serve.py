"""`luoshi serve`: the web server and the worker beside it, until Ctrl-C."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from types import FrameType

WORKER_RESTARTS_AFTER = 2.0
TICKS_EVERY = 600.0  # seconds; what falls due at midnight is done by ten past


class Ended(Exception):
    """Somebody asked for the end (Ctrl-C, or the system's service manager)."""


def serve(address: str, production: bool, demo: bool) -> int:
    """Serve on `address` ("127.0.0.1:8000"). production  compressed static files, secure cookies, several processes;
    demo  load the fictional county first. Returns the exit status."""
    if production:
        os.environ["LUOSHI_PRODUCTION"] = "1"
    from luoshi.site import start

    start.set_up()
    start.prepare()
    start.tick()  # what fell due while nothing ran is done before anybody sees a page
    if production:
        start.collect()
    if demo:
        from luoshi.commands.demo import load, logins

        load()
        print(logins(), flush=True)
    print(f"落实已启动：http://{address}/ （按 Ctrl-C 停止）", flush=True)
    with _ending():
        return _run(_web(address, production), _worker(), _tick())


def _web(address: str, production: bool) -> list[str]:
    if os.name == "nt":  # gunicorn knows only POSIX
        return [sys.executable, "-m", "waitress", f"--listen={address}", "--threads=8", "luoshi.site.wsgi:application"]
    workers = str(max(2, os.cpu_count() or 2)) if production else "1"
    return [
        *(sys.executable, "-m", "gunicorn", "luoshi.site.wsgi:application", "--bind", address),
        *("--worker-class", "gthread", "--workers", workers, "--threads", "8", "--timeout", "120"),
        *("--log-level", "warning", "--max-requests", "20000", "--max-requests-jitter", "2000"),
    ]


def _worker() -> list[str]:
    return [sys.executable, "-m", "django", "db_worker", "--no-startup-delay", "--interval", "0.5"]


def _tick() -> list[str]:
    return [sys.executable, "-m", "django", "tick"]


def _run(web: list[str], worker: list[str], tick: list[str]) -> int:
    """Run web server and worker until the web server ends or somebody asks for the end; a worker that dies is started
    again. `tick`, a short command, runs now and then beside them: it may run late and twice, so one that fails or is
    broken off is made good by the next."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    serving = subprocess.Popen(web, env=environment)
    working = subprocess.Popen(worker, env=environment)
    ticking: subprocess.Popen[bytes] | None = None
    ticked = time.monotonic()
    try:
        while serving.poll() is None:
            if time.monotonic() - ticked >= TICKS_EVERY and (ticking is None or ticking.poll() is not None):
                ticking, ticked = subprocess.Popen(tick, env=environment), time.monotonic()
            if working.poll() is not None:
                time.sleep(WORKER_RESTARTS_AFTER)
                working = subprocess.Popen(worker, env=environment)
            time.sleep(0.5)
        return serving.returncode or 0
    except (Ended, KeyboardInterrupt):
        print("\n正在停止……", file=sys.stderr)
        return 0
    finally:
        running = [process for process in (serving, working, ticking) if process is not None]
        for process in running:
            process.terminate()
        for process in running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(15)
            if process.poll() is None:
                process.kill()


@contextlib.contextmanager
def _ending() -> Iterator[None]:
    def end(number: int, frame: FrameType | None) -> None:
        raise Ended

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
