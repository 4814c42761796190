"""Which format a file has, told by its content; its name only breaks ties."""

from __future__ import annotations

import re
from typing import Literal

from luoshi.reading.errors import ReadError, broken
from luoshi.reading.limits import Limits

Format = Literal["docx", "ofd", "pdf", "html", "image", "doc", "rtf", "odt", "xml", "text"]

_OLE = b"\xd0\xcf\x11\xe0"
_OLE_REST = b"\xa1\xb1\x1a\xe1"
# streams in which Word, WPS and Works keep their text
_OLE_TEXT = ("WordDocument", "CONTENTS", "MatOST")
_OLE_STREAM = 4096  # bytes from which a stream has sectors of its own
_WORD_MAGIC = (b"\xec\xa5", b"\xdc\xa5", b"\xdb\xa5")  # Word 97 and later, 95, 2
_STARTS: tuple[tuple[bytes, Format], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"{\\rtf", "rtf"),
)
_CONTROLS = bytes([*range(9), *range(14, 32)])
_WANTED = "请给出方案的 Word、PDF、OFD、网页或文本文件。"
_PACKED = "是压缩包；请先解压，再给出其中的方案文件。"
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"Rar!", _PACKED),
    (b"7z\xbc\xaf\x27\x1c", _PACKED),
    (b"\x1f\x8b", _PACKED),
    (b"MZ", f"是程序文件，不是文档；{_WANTED}"),
    (b"\x7fELF", f"是程序文件，不是文档；{_WANTED}"),
    (b"GIF8", "是 GIF 图片，暂不支持；请转为 PNG 或 PDF 再试。"),
    (b"MIME-Version:", "是单一网页存档（mht）；请在浏览器或 Word 中打开，另存为 docx 或 html 再试。"),
)
_IN_ZIP: tuple[tuple[str, str], ...] = (
    ("xl/", f"是电子表格，不是方案文件；{_WANTED}"),
    ("ppt/", f"是演示文稿，不是方案文件；{_WANTED}"),
)
_IN_OLE: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "设有打开密码，无法读取；请取消密码后另存一份再试。"),
    ("Workbook", f"是电子表格，不是方案文件；{_WANTED}"),
    ("PowerPoint Document", f"是演示文稿，不是方案文件；{_WANTED}"),
)
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|/?(?:html|head|body|meta|title|link|script|style|"
    r"table|div|p|h[1-6]|span|section|article|font|center|ul|ol)\b)",
    re.I | re.S,
)
_HTML_TAG = re.compile(r"</?(?:html|head|body|div|p|table|tr|td|br|span)\b[^<>]*>", re.I)
_WORD_XML = re.compile(r"<\?mso-application\s+progid=\"Word\.Document\"|<pkg:package\b|<w:wordDocument\b")


def sniff(data: bytes, name: str, limits: Limits) -> Format:
    """The format of a file's bytes; `doc` is every Word or WPS file before docx, `xml` Word's flat XML.

    Raises ReadError for what is known but no document to read: spreadsheets, archives, programs, locked files.
    """
    for start, found in _STARTS:
        if data.startswith(start):
            if found == "rtf" and _holds_control_characters(data):
                raise broken(name)
            return found
    if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0":
        return "image"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _in_zip(data, name, limits)
    if data.startswith(_OLE):
        return _in_ole(data, name)
    for start, why in _REFUSED:
        if data.startswith(start) and (start != b"MZ" or b"\0" in data[:512]):
            raise ReadError(f"“{name}”{why}")
    return _in_text(data, name)


def _holds_control_characters(data: bytes) -> bool:
    """Whether a file that should be plain characters holds more of others than a stray one (RTF is 7-bit text)."""
    head = data[:65536]
    return len(head) - len(head.translate(None, _CONTROLS)) > max(8, len(head) // 100)


def _in_zip(data: bytes, name: str, limits: Limits) -> Format:
    from luoshi.reading.archive import Archive  # brings the XML parser, which a text file does not need

    paths = Archive(data, name, limits).paths()
    if any(path.startswith("word/document") and path.endswith(".xml") for path in paths):
        return "docx"
    if "ofd.xml" in paths:
        return "ofd"
    # An archive of documents may hold such paths too, but deeper: only the start of a path counts.
    for folder, why in _IN_ZIP:
        if any(path.startswith(folder) for path in paths):
            raise ReadError(f"“{name}”{why}")
    if "content.xml" in paths and data[30:86].find(b"opendocument.text") >= 0:
        return "odt"
    if "[content_types].xml" in paths:
        raise broken(name)
    raise ReadError(f"“{name}”是压缩包；请先解压，{_WANTED}")


def _in_ole(data: bytes, name: str) -> Format:
    """A file of streams ([MS-CFB]), the form of doc and wps. LibreOffice takes what is no such file for plain text and
    makes characters of it, so its header and its streams are looked at first."""
    for stream, why in _IN_OLE:
        if stream.encode("utf-16-le") in data:
            raise ReadError(f"“{name}”{why}")
    version, order, shift = (int.from_bytes(data[at : at + 2], "little") for at in (26, 28, 30))
    if data[4:8] != _OLE_REST or len(data) < 1024 or order != 0xFFFE or (version, shift) not in ((3, 9), (4, 12)):
        raise broken(name)
    if not any(stream.encode("utf-16-le") in data for stream in _OLE_TEXT):
        raise broken(name)
    word = _word_stream(data, 1 << shift)
    if word is not None and word[:2] not in _WORD_MAGIC:
        raise broken(name)
    if word is not None and word[:2] == _WORD_MAGIC[0] and len(word) > 11 and word[11] & 1:
        # [MS-DOC] 2.5.2, flag fEncrypted of FibBase
        raise ReadError(f"“{name}”设有打开密码，无法读取；请取消密码后另存一份再试。")
    return "doc"


def _word_stream(data: bytes, sector: int) -> bytes | None:
    """The first bytes of the WordDocument stream by its entry in the directory; None where there is none, or one so
    small that it stands among others."""
    entry = data.find("WordDocument\0".encode("utf-16-le"))
    if entry < 0 or len(data) < entry + 124:
        return None
    first, size = (int.from_bytes(data[at : at + 4], "little") for at in (entry + 116, entry + 120))
    if size < _OLE_STREAM:
        return None
    start = (first + 1) * sector
    return data[start : start + 16]


def _in_text(data: bytes, name: str) -> Format:
    head = _as_characters(data[:65536])
    if _WORD_XML.search(head[:4096]):
        return "xml"
    if _HTML_START.match(head):
        return "html"
    # Scraps of HTML also stand in text and Markdown, which read them themselves.
    named = name.lower().endswith((".html", ".htm", ".xhtml", ".shtml"))
    return "html" if named and _HTML_TAG.search(head) else "text"


def _as_characters(head: bytes) -> str:
    if head.startswith(b"\xff\xfe"):
        return head[2:].decode("utf-16-le", "replace")
    if head.startswith(b"\xfe\xff"):
        return head[2:].decode("utf-16-be", "replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
