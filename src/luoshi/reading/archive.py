"""Zip archives from strangers, opened within bounds: what a header claims is never believed.

docx and ofd are zips of XML parts. Nothing is written to disk, so paths inside the archive do no harm; sizes are
counted while unpacking; XML with a document type or entities is refused before it is parsed.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from luoshi.reading.errors import ReadError, broken
from luoshi.reading.limits import Limits

_CHUNK = 1 << 20
_RATIO_FLOOR = 8 << 20  # below this many bytes a high ratio is harmless
_RATIO = 200  # verbose XML of real documents packs 10 to 100 times
_NODES = 4_000_000  # tags and attributes of one part: some 100 bytes of memory each
_CENTRAL_ENTRY = b"PK\x01\x02"
_DOCTYPES = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))


class Archive:
    """The parts of a zip archive by path; `name` is the file's name for the sentences of refusal."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        """Raises ReadError where the archive is broken or has too many entries."""
        self._name = name
        self._limits = limits
        self._size = len(data)
        self._unpacked = 0
        # The directory is counted before it is loaded: a million entries would cost half a gigabyte as objects.
        if data.count(_CENTRAL_ENTRY) > 4 * limits.entries:
            raise self._too_many()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise self._broken() from error
        if len(entries) > limits.entries:
            raise self._too_many()
        self._entries = {_path(entry.filename): entry for entry in entries}

    def paths(self) -> list[str]:
        """Paths of all parts: forward slashes, no leading slash, lower case."""
        return list(self._entries)

    def __contains__(self, path: str) -> bool:
        return _path(path) in self._entries

    def read(self, path: str) -> bytes:
        """A part's bytes. Raises ReadError where it is absent, broken, locked by a password or a bomb."""
        entry = self._entries.get(_path(path))
        if entry is None:
            raise self._broken()
        if entry.flag_bits & 0x1:
            raise ReadError(f"“{self._name}”设有密码，无法读取；请取消密码后另存一份再试。")
        # Other methods cannot be unpacked piece by piece, and neither docx nor ofd may use them.
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self._broken()
        unpacked = bytearray()
        packed = max(1, min(entry.compress_size, self._size))
        most = self._limits.unpacked_bytes
        try:
            with self._zip.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    unpacked += chunk
                    self._unpacked += len(chunk)
                    bomb = len(unpacked) > _RATIO_FLOOR and len(unpacked) > _RATIO * packed
                    if bomb or len(unpacked) > most // 3 or self._unpacked > most:
                        raise ReadError(
                            f"“{self._name}”解压后大得异常（超过 {self._unpacked >> 20} MB），已停止读取；"
                            "请核实文件来源，或另存为新的文件再试。"
                        )
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError) as error:
            raise self._broken() from error
        return bytes(unpacked)

    def xml(self, path: str) -> etree._Element:
        """A part parsed as XML. Raises ReadError as `read` does, and where the XML is broken or declares entities."""
        return parse_xml(self.read(path), self._name)

    def _broken(self) -> ReadError:
        return broken(self._name)

    def _too_many(self) -> ReadError:
        return ReadError(
            f"“{self._name}”内含的文件超过 {self._limits.entries} 个，不像一份正常的文档；请核实文件来源，或另存后再试。"
        )


def parse_xml(data: bytes, name: str) -> etree._Element:
    """XML without document type, entities, network or unbounded depth. Raises ReadError with a sentence."""
    if any(mark in data for mark in _DOCTYPES):
        raise _declares_entities(name)
    if data.count(b"<") + data.count(b'="') > _NODES:
        raise ReadError(f"“{name}”的内容过于庞大，已停止读取；请拆分成几个文件再试。")
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken(name) from error
    if root.getroottree().docinfo.internalDTD is not None:  # written in an encoding that the search above cannot see
        raise _declares_entities(name)
    return root


def _declares_entities(name: str) -> ReadError:
    return ReadError(f"“{name}”内含自定义实体声明，可能有害，已停止读取；请用办公软件打开并另存后再试。")


def _path(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
