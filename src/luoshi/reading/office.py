"""Files that LibreOffice can open and we cannot (doc, wps, rtf, odt): turned into docx, then read as such."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from luoshi.reading.document import Document
from luoshi.reading.docx import read_docx
from luoshi.reading.errors import ReadError
from luoshi.reading.limits import Limits

# The XML namespace that LibreOffice's settings file must name: a name and no address, nothing is fetched from it.
_NAMESPACE = "/".join(("http:/", "openoffice.org", "2001", "registry"))
# LibreOffice fetches nothing from the net for a document and runs no macro of it.
_PROFILE = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="{_NAMESPACE}">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def soffice() -> str | None:
    """The path of LibreOffice, None where it is not installed; LUOSHI_SOFFICE names another one."""
    named = os.environ.get("LUOSHI_SOFFICE", "").strip()
    if named:
        return shutil.which(named)
    return shutil.which("soffice") or shutil.which("libreoffice")


def read_office(data: bytes, name: str, limits: Limits, format: str) -> Document:
    """Read a doc, wps, rtf, odt or flat Word XML file by way of docx.

    Raises ReadError where LibreOffice is not installed, takes longer than `limits.seconds`, or cannot open the file.
    """
    program = soffice()
    if program is None:
        raise ReadError(
            f"读取“{name}”需要 LibreOffice，本机没有找到；请安装 LibreOffice，或用 Word、WPS 打开后另存为 docx 再试。"
        )
    with tempfile.TemporaryDirectory(prefix="luoshi-") as folder:
        source = Path(folder, f"source.{format}")
        source.write_bytes(data)
        settings = Path(folder, "profile", "user", "registrymodifications.xcu")
        settings.parent.mkdir(parents=True)
        settings.write_text(_PROFILE, encoding="utf-8")
        _convert(program, source, name, limits)
        made = Path(folder, "made", "source.docx")
        if not made.is_file():
            raise ReadError(
                f"LibreOffice 打不开“{name}”，文件可能已损坏或设有密码；请用 Word、WPS 打开后另存为 docx 再试。"
            )
        if made.stat().st_size > limits.unpacked_bytes:
            raise ReadError(f"“{name}”转换后大得异常，已停止读取；请用 Word、WPS 打开后另存为 docx 再试。")
        return read_docx(made.read_bytes(), name, limits, "wps" if name.lower().endswith(".wps") else format)


def _convert(program: str, source: Path, name: str, limits: Limits) -> None:
    folder = source.parent
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx",
        "--outdir",
        str(folder / "made"),
        str(source),
    ]
    # A process group of its own: the launcher starts others, and all of them must end with it.
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise ReadError(
            f"读取“{name}”时无法启动 LibreOffice；请检查其安装，或用 Word、WPS 打开后另存为 docx 再试。"
        ) from error
    try:
        process.wait(limits.seconds)
    except subprocess.TimeoutExpired as error:
        raise ReadError(
            f"LibreOffice 用了 {limits.seconds} 秒仍未打开“{name}”，已停止；请用 Word、WPS 打开后另存为 docx 再试。"
        ) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:  # Windows knows no process groups of this kind
        process.kill()
    process.wait()
