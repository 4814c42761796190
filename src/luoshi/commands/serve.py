"""`luoshi serve`: the web server and the worker beside it, until Ctrl-C."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import socket
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
    wrong = in_the_way(address)
    if wrong:
        print(wrong, file=sys.stderr)
        return 1
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
    print(_first_step(), end="", flush=True)
    with _ending():
        return _run(_web(address, production), _worker(), _tick())


def in_the_way(address: str) -> str:
    """Why nothing can be served on `address`, as one sentence; "" where it can."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        return f"地址“{address}”写得不对，应形如 127.0.0.1:8000。"
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        socket.create_server((host.strip("[]"), int(port)), family=family).close()
    except OSError as wrong:
        if wrong.errno == errno.EADDRINUSE:
            return f"{address} 已被占用：可能网站已经在运行，直接打开即可；要另开一个，请用 --address 换一个端口。"
        return f"不能在 {address} 上提供服务（{wrong.strerror}），请换一个地址或端口。"
    return ""


def _first_step() -> str:
    """What to do first on a site that nobody can log in to yet; nothing on any other."""
    from luoshi.accounts.beginning import MAKE_THE_FIRST, nobody_yet

    if not nobody_yet():
        return ""
    return (
        "\n还没有人能登录。请不要关掉这个窗口，另开一个窗口，在同一个文件夹、用同样的设置执行：\n"
        f"  {MAKE_THE_FIRST}\n"
        "例如 luoshi manage administrators 某某县。它会列出三位管理员的用户名和初始密码，再到上面的网址登录。\n"
    )


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
