"""Whatever cannot or should not be read is refused in one sentence, in little time and memory."""

from __future__ import annotations

import io
import os
import random
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from word import docx, p, packed

import luoshi.reading
from luoshi.reading import Limits, ReadError, read, read_bytes

_HEAD = b'<?xml version="1.0"?>'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def refusal(data: bytes, name: str = "方案.docx", limits: Limits | None = None) -> str:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, name, limits)
    said = str(caught.value)
    assert "\n" not in said
    assert said.startswith(f"“{name}”")
    return said


def word(document: bytes) -> bytes:
    return packed({"word/document.xml": document})


def test_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="找不到文件"):
        read(tmp_path / "没有.docx")
    with pytest.raises(ReadError, match="是文件夹"):
        read(tmp_path)
    with pytest.raises(ReadError, match="无法打开"):
        read("a\0b")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "方案.txt")
    with pytest.raises(ReadError, match="不是普通文件"):
        read(tmp_path / "方案.txt")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "方案.txt"
    path.write_text("文")
    path.chmod(0)
    with pytest.raises(ReadError, match=r"没有权限读取“方案.txt”"):
        read(path)


def test_an_empty_file_and_one_without_text(tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    with pytest.raises(ReadError, match=r"“空.txt”是空文件"):
        read(tmp_path / "空.txt")
    assert "没有读到文字" in refusal(docx(p()))
    assert "只有图片" in refusal(docx(p(), extra={"word/media/image1.png": b""}))
    assert "没有读到文字" in refusal(b"<html><body><script>1</script></body></html>", "方案.html")


def test_a_file_of_200_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "大.docx"
    with open(path, "wb") as file:
        file.truncate(200 << 20)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ReadError, match=r"“大.docx”超过 50 MB 的上限；请"):
        read(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # kilobytes


def test_limits_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "超过 1024 字节" in refusal(b"a" * 2000, "方案.txt", Limits(file_bytes=1024))
    monkeypatch.setenv("LUOSHI_LIMIT_FILE_BYTES", "1024")
    assert "LUOSHI_LIMIT_FILE_BYTES" in refusal(b"a" * 2000, "方案.txt")
    monkeypatch.setenv("LUOSHI_LIMIT_FILE_BYTES", "很多")
    with pytest.raises(ReadError, match="不是正整数"):
        read_bytes(b"a", "方案.txt")
    assert "超过 3 字" in refusal(docx(p("四个字啊")), limits=Limits(characters=3))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is measured through /proc")
def test_a_zip_bomb_is_stopped_while_unpacking() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        part.write(_HEAD + f"<w:document {_W}><w:body>".encode())
        for _ in range(200):
            part.write(b" " * (1 << 20))
    said, kilobytes = _refused_apart(file.getvalue())
    assert "解压后大得异常" in said
    assert kilobytes < 150_000


def test_a_header_that_understates_a_size_is_not_believed() -> None:
    data = bytearray(word(_HEAD + b"<a>" + b"x" * (64 << 20) + b"</a>"))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.find(mark) + at
        data[place : place + 4] = (100).to_bytes(4, "little")
    assert refusal(bytes(data))


def test_many_small_parts_are_counted_together() -> None:
    said = refusal(
        word(_HEAD + b"<a>" + random.Random(1).randbytes(3000).hex().encode() + b"</a>"),
        limits=Limits(unpacked_bytes=4000),
    )
    assert "解压后大得异常" in said


def test_too_many_entries() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for n in range(120):
            archive.writestr(f"word/{n}.xml", b"")
        archive.writestr("word/document.xml", b"<a/>")
    assert "超过 100 个" in refusal(file.getvalue(), limits=Limits(entries=100))
    assert "超过 10 个" in refusal(file.getvalue(), limits=Limits(entries=10))


LAUGHS = (
    '<!DOCTYPE w [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + f"]><w:document {_W}><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_entities_are_refused_before_they_grow(encoding: str) -> None:
    assert "实体声明" in refusal(word(f'<?xml version="1.0" encoding="{encoding}"?>{LAUGHS}'.encode(encoding)))


def test_an_entity_that_names_a_file_is_refused() -> None:
    outside = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + LAUGHS.partition("]>")[2].replace("&j;", "&a;")
    assert "实体声明" in refusal(word(outside.encode()))


def test_endless_nesting_and_endless_tags() -> None:
    assert "已损坏" in refusal(word(b"<a>" * 100_000))
    many = b"<a>" + b"<b/>" * 7_000_000 + b"</a>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/document.xml", many)
    assert "过于庞大" in refusal(file.getvalue())


def test_a_locked_zip() -> None:
    data = bytearray(docx(p("文")))
    at = 0
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = 0
        while (at := data.find(mark, at)) >= 0:
            data[at + flags] |= 1
            at += 4
    assert "设有密码" in refusal(bytes(data))


def test_damaged_files_never_show_a_traceback() -> None:
    whole = docx(*[p(f"第{n}段") for n in range(200)])
    chance = random.Random(7)
    said = set()
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 5, 50))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        cut = bytes(data[: chance.choice((len(data), chance.randrange(4, len(data))))])
        try:
            read_bytes(cut, "方案.docx")
        except ReadError as error:
            said.add(str(error))
    assert said
    assert all("\n" not in sentence for sentence in said)


def test_an_unforeseen_error_becomes_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(luoshi.reading, "_read_format", fail)
    assert "无法读取" in refusal(b"a", "方案.txt")


def test_reading_a_text_loads_no_heavy_library() -> None:
    code = (
        "import sys; from luoshi.reading import read_bytes; read_bytes('总体方案\\n一、目标'.encode(), 'a.txt');"
        "print([m for m in ('lxml', 'pypdfium2', 'pdfplumber', 'numpy', 'PIL', 'zipfile') if m in sys.modules])"
    )
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "[]"


def _refused_apart(data: bytes) -> tuple[str, int]:
    """The sentence of refusal and the most memory used (kilobytes), in a process of its own."""
    code = (
        "import sys\nfrom luoshi.reading import ReadError, read_bytes\n"
        "data = sys.stdin.buffer.read()\n"
        "try:\n    read_bytes(data, 'a.docx')\nexcept ReadError as error:\n"
        "    sys.stdout.buffer.write(str(error).encode())\n"
        "print('|', next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))\n"
    )
    made = subprocess.run([sys.executable, "-c", code], input=data, capture_output=True, check=True)
    said, _, kilobytes = made.stdout.decode().rpartition("|")
    return said, int(kilobytes)
