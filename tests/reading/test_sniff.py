"""The format is told by content; a wrong name misleads nobody."""

from __future__ import annotations

import pytest
from word import docx, p, packed

from luoshi.reading import Limits, ReadError
from luoshi.reading.sniff import sniff

START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE = START + bytes(16) + b"\x3e\x00\x03\x00\xfe\xff\x09\x00" + bytes(480)


def ole(stream: str, flags: int = 0, magic: bytes = b"\xec\xa5") -> bytes:
    """An OLE file of a header, a directory sector with one stream, and that stream's first sector."""
    name = stream.encode("utf-16-le")
    entry = name + bytes(64 - len(name)) + bytes(52) + (1).to_bytes(4, "little") + (4096).to_bytes(8, "little")
    directory = entry + bytes(512 - len(entry))
    return OLE + directory + magic + bytes(8) + flags.to_bytes(2, "little") + bytes(500)


@pytest.mark.parametrize(
    ("data", "name", "found"),
    [
        (docx(p("文")), "方案.pdf", "docx"),
        (packed({"OFD.xml": b"<a/>"}), "方案", "ofd"),
        (packed({"mimetype": b"", "word/document.xml": b""}), "方案.zip", "docx"),
        (b"%PDF-1.7\n", "方案.docx", "pdf"),
        (b"\r\n%PDF-1.4\n", "方案.pdf", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "方案.jpg", "image"),
        (b"\xff\xd8\xff\xe0....", "方案.png", "image"),
        (b"II*\x00....", "方案.tif", "image"),
        (b"BM\x36\x00\x00\x00\x00\x00\x00\x00", "方案.bmp", "image"),
        (ole("WordDocument"), "方案.wps", "doc"),
        (ole("WordDocument", magic=b"\xdc\xa5"), "方案.doc", "doc"),
        (b"{\\rtf1\\ansi}", "方案.doc", "rtf"),
        (b"{\\rtf1\\ansi " + "总体方案".encode("gb18030") * 500 + b"\r\n\t\0}", "方案.rtf", "rtf"),
        ("<html><body>文</body></html>".encode(), "方案.doc", "html"),
        ("\ufeff\n<!-- 注 --><!DOCTYPE html><p>文".encode(), "方案", "html"),
        ("<p>文</p>".encode("utf-16"), "方案.txt", "html"),
        ("文<br>文".encode("gb18030"), "方案.htm", "html"),
        ("# 方案\n<br>".encode(), "方案.md", "text"),
        ("增长<5%，见<附件>。".encode(), "方案.html", "text"),
        ("总体方案".encode("gb18030"), "方案.docx", "text"),
        ("MZ开头的文字".encode(), "方案.txt", "text"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "方案.xml", "xml"),
    ],
)
def test_formats(data: bytes, name: str, found: str) -> None:
    assert sniff(data, name, Limits()) == found


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (packed({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "是电子表格"),
        (packed({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), "是演示文稿"),
        (packed({"方案/总体方案.docx": docx(p("文"))}), "是压缩包；请先解压"),
        (packed({"[Content_Types].xml": b""}), "已损坏"),
        (b"Rar!\x1a\x07", "是压缩包"),
        (b"7z\xbc\xaf\x27\x1c", "是压缩包"),
        (b"MZ\x90\x00\x03", "是程序文件"),
        (b"GIF89a", "GIF"),
        (b"MIME-Version: 1.0", "mht"),
        (ole("Workbook"), "是电子表格"),
        (ole("PowerPoint Document"), "是演示文稿"),
        (ole("EncryptedPackage"), "设有打开密码"),
        (ole("WordDocument", flags=0x0100), "设有打开密码"),
        (b"PK\x03\x04broken", "已损坏"),
        (START, "已损坏"),
        (b"{\\rtf1\\ansi" + bytes(range(256)) * 20, "已损坏"),
        (START[:4] + "总体方案\n一、目标".encode() * 200, "已损坏"),
        (START + "总体方案\n一、目标".encode() * 200, "已损坏"),
        (OLE + "总体方案\n一、目标".encode() * 200, "已损坏"),
        (START + bytes(range(256)) * 20, "已损坏"),
        (ole("Contents of nothing"), "已损坏"),
        (ole("WordDocument", magic="总".encode()[:2]), "已损坏"),
    ],
)
def test_what_is_no_plan_is_told(data: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said) as refusal:
        sniff(data, "方案", Limits())
    assert str(refusal.value).startswith("“方案”")
