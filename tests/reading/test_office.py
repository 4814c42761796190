"""Older office files are read by way of LibreOffice, within bounds."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import time
from pathlib import Path

import pytest
from word import PLAN_LEVELS, abstract, docx, num, p, row, table

from luoshi.reading import Limits, ReadError, read_bytes

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
BODY = [
    p("云麓县总体方案"),
    p("目标", 1),
    p("产业", 1, 1),
    p("培育企业12家。", 1, 2),
    table(row("任务", "单位"), row("招商", "县商务局")),
    p("云麓县人民政府办公室"),
]
RTF = rb"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0 SimSun;}}\f0 \u20113?\u40595?\u21439?\par}"


def plan() -> bytes:
    return docx(*BODY, numbering=abstract(1, *PLAN_LEVELS) + num(1, 1))


def program(folder: Path, script: str) -> str:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_doc_reads_like_the_docx_it_was_made_from(tmp_path: Path) -> None:
    if not SOFFICE:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "方案.docx").write_bytes(plan())
    command = [
        SOFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
        "doc:MS Word 97", "--outdir", str(tmp_path), str(tmp_path / "方案.docx"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    made = read_bytes((tmp_path / "方案.doc").read_bytes(), "方案.wps")
    original = read_bytes(plan(), "方案.docx")
    assert made.text == original.text
    assert [q.cell for q in made.paragraphs] == [q.cell for q in original.paragraphs]
    assert (made.name, made.format) == ("方案.wps", "wps")


def test_rtf_is_read() -> None:
    if not SOFFICE:
        pytest.skip("LibreOffice is not installed")
    assert read_bytes(RTF, "方案.doc").text == "云麓县"


def test_without_libreoffice_the_clerk_learns_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LUOSHI_SOFFICE", str(tmp_path / "absent"))
    with pytest.raises(ReadError, match=r"“方案.doc”需要 LibreOffice.*请安装.*另存为 docx"):
        read_bytes(RTF, "方案.doc")


def test_a_file_that_libreoffice_cannot_open(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LUOSHI_SOFFICE", program(tmp_path, "exit 1"))
    with pytest.raises(ReadError, match=r"LibreOffice 打不开“方案.doc”"):
        read_bytes(RTF, "方案.doc")


def test_a_conversion_that_hangs_is_ended_with_all_it_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    note = tmp_path / "child"
    monkeypatch.setenv("LUOSHI_SOFFICE", program(tmp_path, f"sleep 60 & echo $! > {note}; wait"))
    begun = time.monotonic()
    with pytest.raises(ReadError, match=r"用了 1 秒仍未打开“方案.doc”"):
        read_bytes(RTF, "方案.doc", Limits(seconds=1))
    assert time.monotonic() - begun < 10
    assert _ended(int(note.read_text()))


def _ended(pid: int) -> bool:
    for _ in range(50):
        try:
            os.kill(pid, 0)
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (ProcessLookupError, FileNotFoundError):
            return True
        if state == "Z":
            return True
        time.sleep(0.1)
    return False
