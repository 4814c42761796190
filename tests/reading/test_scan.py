"""Scans and images: recognised offline, joined to paragraphs, tables by their rules, notes for the clerk."""

from __future__ import annotations

import io
import socket
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from pypdfium2 import raw

from luoshi.reading import scan
from luoshi.reading.document import Document
from luoshi.reading.errors import ReadError
from luoshi.reading.limits import Limits
from luoshi.reading.pdf import read_pdf

FONTS = [
    Path("/usr/share/fonts/opentype/noto") / name for name in ("NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc")
]
FONT = next((path for path in FONTS if path.exists()), None)
needs_recognition = pytest.mark.skipif(
    not scan.is_installed() or FONT is None, reason="the extra luoshi[ocr] or the font Noto CJK is not installed"
)

PARAGRAPHS = [
    "一、攻坚任务",
    "（一）改造老旧小区。全年完成老旧小区改造23个，惠及居民3600户，新增停车位800个以上，打造完整社区样板。（县住房城乡建设局牵头）",
    "（二）畅通农村物流。布局村级寄递站点120个，开通客货邮融合线路9条，乡镇覆盖率达到100%。（县交通运输局牵头）",
]
ROWS = [
    ["序号", "重点任务", "牵头单位"],
    ["1", "新建提水泵站2座，修复堤防6处，清淤河道18公里", "县水利局"],
    ["2", "培训教师600人次", "县教育局"],
]
SIZE, LEFT, COLUMNS, TURN = 50, 150, 24, 78  # pixels, pixels, characters a line, pixels from line to line


def _same(text: str) -> str:
    """Recognition may take full-width marks for half-width ones."""
    return text.translate(str.maketrans("（），：；", "(),:;")).replace(" ", "")


def _page(*, table: bool = False) -> Any:
    """A printed page as a scanner at some 225 dpi sees it."""
    image_module, drawing, fonts = (pytest.importorskip(f"PIL.{part}") for part in ("Image", "ImageDraw", "ImageFont"))
    image = image_module.new("L", (1500, 1250), 255)
    draw = drawing.Draw(image)
    font = fonts.truetype(str(FONT), SIZE)
    y = 120
    if table:
        edges = [LEFT, 290, 980, 1350]
        heights = [110, 190, 110]
        for row, cells in enumerate(ROWS):
            for column, text in enumerate(cells):
                width = (edges[column + 1] - edges[column] - 40) // SIZE
                for at in range(0, len(text), width):
                    draw.text((edges[column] + 20, y + 15 + (at // width) * TURN), text[at : at + width], 0, font)
                draw.rectangle((edges[column], y, edges[column + 1], y + heights[row]), outline=0, width=4)
            y += heights[row]
        return image
    for text in PARAGRAPHS:
        lines = [text[: COLUMNS - 2], *(text[at : at + COLUMNS] for at in range(COLUMNS - 2, len(text), COLUMNS))]
        for row, line in enumerate(lines):
            x = LEFT + (2 * SIZE if row == 0 else 0)
            for character in line:
                draw.text((x, y), character, 0, font)
                x += SIZE
            y += TURN
    return image


def _saved(images: list[Any], kind: str, **options: Any) -> bytes:
    target = io.BytesIO()
    images[0].save(
        target, kind, **({"save_all": True, "append_images": images[1:]} if len(images) > 1 else {}), **options
    )
    return target.getvalue()


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(scope="module")
def two_pages() -> Document:
    """A page of text and, scanned a little askew, a page with a table: one tiff."""
    page, table = _page(), _page(table=True)
    return scan.read_image(_saved([page, table.rotate(1.3, fillcolor=255)], "TIFF"), "扫描件.tif", Limits())


@needs_recognition
def test_lines_are_recognised_and_joined_to_paragraphs(two_pages: Document) -> None:
    running = [_same(paragraph.text) for paragraph in two_pages.paragraphs if paragraph.cell is None]
    assert running == [_same(text) for text in PARAGRAPHS]
    assert [paragraph.page for paragraph in two_pages.paragraphs[:3]] == [1, 1, 1]


@needs_recognition
def test_a_ruled_table_is_told_by_its_rules(two_pages: Document) -> None:
    assert [(table.rows, table.columns) for table in two_pages.tables] == [(3, 3)]
    cells = {(p.cell.row, p.cell.column): _same(p.text) for p in two_pages.paragraphs if p.cell is not None}
    assert [[cells.get((row, column), "") for column in range(3)] for row in range(3)] == [
        [_same(text) for text in row] for row in ROWS
    ]


@needs_recognition
def test_notes_name_the_recognised_pages(two_pages: Document) -> None:
    assert two_pages.notes[0] == "第1—2页由图像识别得来，请对照原件核对。"


@needs_recognition
def test_lines_of_little_certainty_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "_UNSURE", 1.5)  # no line is certain enough
    document = scan.read_image(_saved([_page().crop((0, 0, 1500, 200))], "PNG"), "模糊.png", Limits())
    assert document.notes[1] == f"第1页有1行识别把握不大：“{document.text}”，请重点核对。"


@needs_recognition
def test_a_photo_on_its_side_is_turned_as_the_camera_says() -> None:
    image_module = pytest.importorskip("PIL.Image")
    page = _page().crop((0, 0, 1500, 320))
    exif = image_module.Exif()
    exif[0x0112] = 6  # to be shown turned clockwise by a quarter
    data = _saved([page.transpose(image_module.Transpose.ROTATE_90)], "JPEG", exif=exif, quality=90)
    assert _same(scan.read_image(data, "照片.jpg", Limits()).paragraphs[0].text) == _same(PARAGRAPHS[0])


@needs_recognition
def test_a_scanned_pdf_is_recognised() -> None:
    data = _saved([_page().crop((0, 0, 1500, 500)).convert("RGB")], "PDF", resolution=150)
    document = read_pdf(data, "扫描.pdf", Limits())
    assert _same(document.paragraphs[0].text) == _same(PARAGRAPHS[0])
    assert document.format == "pdf"
    assert "第1页由图像识别得来" in document.notes[0]


@needs_recognition
@pytest.mark.parametrize(
    ("limits", "said"), [(Limits(pixels=1_000_000), "像素"), (Limits(pages=1), "上限")], ids=["pixels", "pages"]
)
def test_what_exceeds_the_limits_is_refused(limits: Limits, said: str) -> None:
    page = _page()
    with pytest.raises(ReadError, match=said):
        scan.read_image(_saved([page, page], "TIFF"), "扫描件.tif", limits)


@needs_recognition
@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n broken", b"GIF89a", b"\xff\xd8\xff\xe0 no jpeg"])
def test_a_broken_image_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(ReadError, match="损坏"):
        scan.read_image(data, "扫描件.png", Limits())


@needs_recognition
def test_a_blank_page_is_refused() -> None:
    image_module = pytest.importorskip("PIL.Image")
    with pytest.raises(ReadError, match="没有识别出文字"):
        scan.read_image(_saved([image_module.new("L", (1200, 1200), 255)], "PNG"), "空白.png", Limits())


def _drawn_only() -> bytes:
    """A pdf of one page that shows a drawing and no text."""
    document = pdfium.PdfDocument.new()
    page = document.new_page(200, 200)
    path = raw.FPDFPageObj_CreateNewRect(20, 20, 100, 100)
    raw.FPDFPath_SetDrawMode(path, raw.FPDF_FILLMODE_ALTERNATE, 1)
    raw.FPDFPage_InsertObject(page.raw, path)
    page.gen_content()
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_without_the_extra_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_installed", lambda: False)
    for reader, data in ((scan.read_image, b"anything"), (read_pdf, _drawn_only())):
        with pytest.raises(ReadError) as refused:
            reader(data, "扫描件", Limits())
        assert "请联系管理员" in str(refused.value)
        assert "扫描件" in str(refused.value)


@pytest.mark.parametrize(("pages", "said"), [([1], "1"), ([1, 2, 3, 5], "1—3、5"), ([7, 2, 3], "2—3、7")])
def test_pages_are_said_shortly(pages: list[int], said: str) -> None:
    assert scan.page_list(pages) == said
