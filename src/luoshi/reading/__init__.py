"""From a file to a Document: paragraphs and tables, each with where it stood. Knows no plan and no database.

    from luoshi.reading import read
    document = read("方案.docx")

Only the reader of the format at hand is loaded, so that a text file is read without the weight of the others.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from luoshi.reading.document import Cell, Document, Paragraph, Piece, Table, assemble
from luoshi.reading.errors import ReadError
from luoshi.reading.limits import Limits

__all__ = ["Cell", "Document", "Limits", "Paragraph", "Piece", "ReadError", "Table", "assemble", "read", "read_bytes"]


def read(path: str | os.PathLike[str], limits: Limits | None = None) -> Document:
    """Read a file: txt, md, html, docx, doc, wps, rtf, odt, ofd, pdf, or a scan as pdf or image.

    The format is found by content. Raises ReadError, with one Chinese sentence, where the file cannot be read.
    """
    limits = limits or _limits()
    name = Path(path).name or str(path)
    try:
        state = os.stat(path)
        if stat.S_ISDIR(state.st_mode):
            raise ReadError(f"“{name}”是文件夹，不是文件；请指定文件夹里的方案文件。")
        if not stat.S_ISREG(state.st_mode):
            raise ReadError(f"“{name}”不是普通文件，无法读取；请指定方案文件。")
        _check_size(state.st_size, name, limits)
        with open(path, "rb") as file:
            data = file.read(limits.file_bytes + 1)
    except FileNotFoundError as error:
        raise ReadError(f"找不到文件“{path}”；请检查路径和文件名。") from error
    except PermissionError as error:
        raise ReadError(f"没有权限读取“{name}”；请检查文件的访问权限，或复制一份再试。") from error
    except (OSError, ValueError) as error:
        raise ReadError(f"无法打开“{name}”；请检查路径是否正确、文件是否被占用。") from error
    return read_bytes(data, name, limits)


def read_bytes(data: bytes, name: str, limits: Limits | None = None) -> Document:
    """Read a file already in memory; `name` is what it is called in sentences. Raises ReadError as `read` does."""
    limits = limits or _limits()
    _check_size(len(data), name, limits)
    try:
        document = _read_format(data, name, limits)
    except ReadError:
        raise
    except Exception as error:  # whatever a broken file brings about, the clerk gets a sentence
        raise ReadError(
            f"“{name}”无法读取，文件可能已损坏；请用办公软件打开并另存为 docx 后再试。（{type(error).__name__}）"
        ) from error
    if not any(c.isalnum() for c in document.text):
        raise ReadError(f"“{name}”里没有读到文字；请检查是否选错了文件。")
    if len(document.text) > limits.characters:
        raise ReadError(f"“{name}”的正文超过 {limits.characters} 字，已停止读取；请拆分成几个文件再试。")
    return document


def _read_format(data: bytes, name: str, limits: Limits) -> Document:
    from luoshi.reading.sniff import sniff

    found = sniff(data, name, limits)
    if found == "docx":
        from luoshi.reading.docx import read_docx

        return read_docx(data, name, limits)
    if found == "pdf":
        from luoshi.reading.pdf import read_pdf

        return read_pdf(data, name, limits)
    if found == "html":
        from luoshi.reading.html import read_html

        return read_html(data, name, limits)
    if found == "image":
        from luoshi.reading.scan import read_image

        return read_image(data, name, limits)
    if found == "ofd":
        from luoshi.reading.ofd import read_ofd

        return read_ofd(data, name, limits)
    if found == "text":
        from luoshi.reading.plaintext import read_plain

        return read_plain(data, name, limits)
    from luoshi.reading.office import read_office

    return read_office(data, name, limits, found)


def _check_size(size: int, name: str, limits: Limits) -> None:
    if size == 0:
        raise ReadError(f"“{name}”是空文件，没有可读的内容；请检查是否下载或保存完整。")
    if size > limits.file_bytes:
        raise ReadError(
            f"“{name}”超过 {_readable(limits.file_bytes)} 的上限；请压缩或删去其中的图片后再试，"
            "或调高环境变量 LUOSHI_LIMIT_FILE_BYTES。"
        )


def _readable(size: int) -> str:
    return f"{size / (1 << 20):.4g} MB" if size >= 1 << 20 else f"{size} 字节"


def _limits() -> Limits:
    try:
        return Limits.from_environment()
    except ValueError as error:
        raise ReadError(str(error)) from error
