"""The site's commands, each in a process of its own, as an administrator calls them."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from cast import SMALL_PLAN

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@pytest.fixture
def command(tmp_path):
    """Calls `luoshi …` with a data folder of its own."""
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    environment |= {"LUOSHI_DATA": str(tmp_path / "data"), "PYTHONIOENCODING": "utf-8"}

    def call(*arguments, **more):
        whole = [sys.executable, "-m", "luoshi", *map(str, arguments)]
        return subprocess.run(
            whole, capture_output=True, text=True, timeout=120, check=False, env={**environment, **more}
        )

    call.environment = environment
    return call


def test_launch_puts_a_document_in_force_and_says_what_is_left_to_review(command, tmp_path):
    file = tmp_path / "方案.txt"
    file.write_text(SMALL_PLAN, "utf-8")
    done = command("launch", file, "--region", "云岭县", "--decided-by", "王某")
    assert done.returncode == 0, done.stderr
    assert "《云岭县实施“三大攻坚”总体方案》已在云岭县施行：任务4项" in done.stdout
    assert command("audit", "verify").stdout.startswith("留痕4条，链条完整")


def test_launch_of_an_unreadable_file_is_one_sentence(command, tmp_path):
    file = tmp_path / "空.docx"
    file.write_bytes(b"")
    refused = command("launch", file, "--region", "云岭县", "--decided-by", "王某")
    assert refused.returncode == 1
    assert "空.docx" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_doctor_names_each_thing_and_what_to_do(command):
    said = command("doctor").stdout
    for thing in ("Python", "设置", "数据库", "LibreOffice"):
        assert thing in said


def test_a_wrong_setting_stops_the_start_with_a_sentence(command):
    stopped = command("serve", LUOSHI_UPLOAD_MB="many")
    assert stopped.returncode == 2
    assert stopped.stderr.strip() == "LUOSHI_UPLOAD_MB 应为 1 到 2000 的整数，写的是“many”。"


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("production", [False, True], ids=["plain", "production"])
def test_serve_with_the_demonstration_answers_and_ends_cleanly(command, production):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    whole = [
        sys.executable,
        "-m",
        "luoshi",
        "serve",
        "--demo",
        "--address",
        address,
        *(["--production"] if production else []),
    ]
    serving = subprocess.Popen(whole, stdout=subprocess.PIPE, text=True, env=command.environment)
    try:
        assert b"ok" in _answer(f"http://{address}/health")
        page = _answer(f"http://{address}/accounts/login/").decode()
        assert "登录" in page
    finally:
        serving.send_signal(signal.SIGTERM)
        said, _ = serving.communicate(timeout=30)
    assert serving.returncode == 0
    assert "演示账号" in said
    assert f"http://{address}/" in said


def _answer(url: str) -> bytes:
    for _ in range(240):
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=10) as answer:
            return answer.read()
        time.sleep(0.25)
    raise AssertionError(f"no answer from {url}")
