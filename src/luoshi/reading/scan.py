"""Scanned pages and images to a Document, by text recognition (the extra `luoshi[ocr]`).

The models lie inside the installed package and are named to the engine one by one, so nothing is ever fetched.
Ruled tables are told by the lines drawn on the picture; a table without rules is read line by line.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
import itertools
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from luoshi.reading import pdf_tables, sentences
from luoshi.reading.document import Document, assemble
from luoshi.reading.errors import ReadError
from luoshi.reading.flow import Content, flow
from luoshi.reading.limits import Limits
from luoshi.reading.lines import Line
from luoshi.reading.pdf_page import Rule

_RESOLUTION = 300  # dots an inch at which pages are drawn
_SHORT_SIDE = 595.0  # points: a page's shorter side, taken for A4
_UNSURE = 0.8  # certainty of a line below which the clerk is asked to look
_UPRIGHT = 0.6  # mean certainty below which a page may lie on its side or head
_SMALLEST = 1_000  # pixels of the shorter side below which a picture is enlarged
_LARGEST_SKEW = 3.0  # degrees
_QUOTED = 3  # unsure lines quoted in a note
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\ufeff\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class _Recognised:
    """A line of text as recognised: its box in pixels, and how certain it is (0–1)."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    certainty: float


def is_installed() -> bool:
    """Whether the extra for text recognition is installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2", "PIL"))


def page_list(pages: Sequence[int]) -> str:
    """Page numbers as one says them: 1、3—5."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return "、".join(str(first) if first == last else f"{first}—{last}" for first, last in runs)


def read_image(data: bytes, name: str, limits: Limits) -> Document:
    """The Document of an image file (png, jpg, tiff of several pages …).

    Raises ReadError where the picture is broken, over the limits or without text, or no recognition is installed."""
    _require(name)
    contents: list[Content] = []
    unsure: list[tuple[int, str]] = []
    for number, picture in enumerate(_frames(data, name, limits), start=1):
        contents.append(_content(picture, number, unsure))
    pieces, tables = flow(contents)
    document = assemble(name, "image", pieces, tables, _notes([content.number for content in contents], unsure))
    if not document.paragraphs:
        raise ReadError(f"“{name}”里没有识别出文字，请确认图像清晰、方向正确，或换成文字版文件。")
    return document


def recognise_pages(pdf: Any, pages: Sequence[int], name: str, limits: Limits) -> tuple[list[Content], list[str]]:
    """Pages of an open pdf (numbers from 1) by text recognition, with notes for the clerk. Raises ReadError where
    no recognition is installed."""
    _require(name)
    contents: list[Content] = []
    unsure: list[tuple[int, str]] = []
    for number in pages:
        page = pdf[number - 1]
        width, height = page.get_size()
        scale = min(_RESOLUTION / 72, math.sqrt(limits.pixels / max(1.0, width * height)))
        bitmap = page.render(scale=scale)
        picture = bitmap.to_numpy()[:, :, :3].copy()
        bitmap.close()
        page.close()
        contents.append(_content(picture, number, unsure))
    return contents, _notes(list(pages), unsure)


def _require(name: str) -> None:
    if not is_installed():
        raise ReadError(
            f"“{name}”是扫描件或图片，读取它需要图像识别组件，请联系管理员按说明（README 的“安装”）加装后重试，或改用文字版文件。"
        )


def _notes(pages: Sequence[int], unsure: Sequence[tuple[int, str]]) -> list[str]:
    notes = [f"第{page_list(pages)}页由图像识别得来，请对照原件核对。"] if pages else []
    for page in sorted({page for page, _ in unsure}):
        lines = [text for held, text in unsure if held == page]
        quoted = "、".join(f"“{text}”" for text in lines[:_QUOTED])
        more = "等" if len(lines) > _QUOTED else ""
        notes.append(f"第{page}页有{len(lines)}行识别把握不大：{quoted}{more}，请重点核对。")
    return notes


# --- pictures --------------------------------------------------------------------------------------------------


def _frames(data: bytes, name: str, limits: Limits) -> Iterator[Any]:
    """The pictures of an image file, upright as the camera says, as arrays of blue, green and red."""
    image_module: Any = importlib.import_module("PIL.Image")
    turning: Any = importlib.import_module("PIL.ImageOps")
    numpy: Any = importlib.import_module("numpy")
    broken = ReadError(f"“{name}”不是完整的图像文件，可能已损坏，请重新扫描或重新获取。")
    try:
        image = image_module.open(io.BytesIO(data))
        count = int(getattr(image, "n_frames", 1))
    except Exception:
        raise broken from None  # Pillow raises many kinds of errors on broken files
    if count > limits.pages:
        raise ReadError(f"“{name}”有{count}页，超过{limits.pages}页的上限，请拆分文件，或调高 LUOSHI_LIMIT_PAGES。")
    for at in range(count):
        try:
            image.seek(at)
            width, height = image.size
        except Exception:
            raise broken from None
        if width * height > limits.pixels:
            raise ReadError(
                f"“{name}”第{at + 1}页有{width}×{height}个像素，超过上限，请降低扫描分辨率（300 dpi 足够），或调高 LUOSHI_LIMIT_PIXELS。"
            )
        try:
            upright = turning.exif_transpose(image)
            if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
                layered = upright.convert("RGBA")
                paper = image_module.new("RGBA", layered.size, "white")
                upright = image_module.alpha_composite(paper, layered)
            picture = numpy.asarray(upright.convert("RGB"))[:, :, ::-1].copy()
        except Exception:
            raise broken from None
        yield picture


def _straightened(picture: Any) -> Any:
    """The picture turned by the few degrees that it was laid crooked: where rows of print and rows between them
    differ most."""
    cv2: Any = importlib.import_module("cv2")
    numpy: Any = importlib.import_module("numpy")
    height, width = picture.shape[:2]
    factor = 800 / max(height, width)
    small = cv2.cvtColor(
        cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY
    )
    ink = 255 - small

    def turned(image: Any, degrees: float, paper: Any) -> Any:
        h, w = image.shape[:2]
        matrix = cv2.getRotationMatrix2D((w / 2, h / 2), degrees, 1.0)
        return cv2.warpAffine(image, matrix, (w, h), flags=cv2.INTER_LINEAR, borderValue=paper)

    def contrast(degrees: float) -> float:
        rows = turned(ink, degrees, 0).sum(axis=1, dtype=numpy.float64)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    steps = [at * 0.25 for at in range(int(-_LARGEST_SKEW * 4), int(_LARGEST_SKEW * 4) + 1)]
    best = max(steps, key=lambda degrees: (contrast(degrees), -abs(degrees)))
    if abs(best) < 0.3 or contrast(best) < 1.05 * contrast(0.0):
        return picture
    return turned(picture, best, (255, 255, 255))


# --- recognition -----------------------------------------------------------------------------------------------


@cache
def _engine() -> Any:
    """The engine with the models of the installed package; models are given by path, so that none is fetched."""
    rapidocr: Any = importlib.import_module("rapidocr")
    folder = Path(rapidocr.__file__).parent / "models"
    # Lines of little certainty are kept and named in the notes: a line left out silently is worse than a wrong one.
    parameters: dict[str, Any] = {"Global.log_level": "error", "Global.use_cls": False, "Global.text_score": 0.2}
    for part in ("Det", "Rec", "Cls"):
        found = sorted(folder.glob(f"*{part.lower()}*.onnx"))
        if not found:
            raise ReadError("图像识别组件缺少模型文件，请联系管理员按说明（README 的“安装”）重新安装。")
        parameters[f"{part}.model_path"] = str(found[0])
    return rapidocr.RapidOCR(params=parameters)


def _recognise(picture: Any) -> list[_Recognised]:
    result = _engine()(picture)
    if result.boxes is None or result.txts is None:
        return []
    found: list[_Recognised] = []
    for box, text, certainty in zip(result.boxes, result.txts, result.scores, strict=True):
        clean = _UNSEEN.sub("", text).strip()
        if clean:
            xs, ys = [float(point[0]) for point in box], [float(point[1]) for point in box]
            found.append(_Recognised(clean, min(xs), max(xs), min(ys), max(ys), float(certainty)))
    return found


def _upright(picture: Any) -> tuple[Any, list[_Recognised]]:
    """The picture and its lines; where they make little sense, turned to the side where they make most."""
    numpy: Any = importlib.import_module("numpy")

    def sense(found: Sequence[_Recognised]) -> float:
        # A line of a page on its side is a narrow column; lines lying down and certain speak for a side.
        return sum(line.certainty * len(line.text) for line in found if line.right - line.left > line.bottom - line.top)

    picture = _straightened(picture)
    found = _recognise(picture)
    total = sum(len(line.text) for line in found)
    if not found or sense(found) >= _UPRIGHT * total:
        return picture, found
    best = (sense(found), picture, found)
    for quarters in (1, 3, 2):
        turned = _straightened(numpy.ascontiguousarray(numpy.rot90(picture, quarters)))
        lines = _recognise(turned)
        if sense(lines) > best[0]:
            best = (sense(lines), turned, lines)
        if lines and sense(lines) > 0.9 * sum(len(line.text) for line in lines):
            break
    return best[1], best[2]


def _content(picture: Any, number: int, unsure: list[tuple[int, str]]) -> Content:
    """Lines and tables of one picture, in points; lines of little certainty go to `unsure`."""
    cv2: Any = importlib.import_module("cv2")
    short = min(picture.shape[:2])
    if short < _SMALLEST:
        factor = min(2.0, _SMALLEST / max(1, short))
        picture = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    picture, found = _upright(picture)
    unsure.extend((number, line.text) for line in found if line.certainty < _UNSURE)
    scale = _SHORT_SIDE / max(1, min(picture.shape[:2]))
    grids = pdf_tables.grids_of(*_rules(picture, scale))
    outside: list[_Recognised] = []
    inside: dict[int, tuple[pdf_tables.Grid, pdf_tables.Box, list[_Recognised]]] = {}
    for line in found:
        x, y = scale * (line.left + line.right) / 2, scale * (line.top + line.bottom) / 2
        grid = next((grid for grid in grids if grid.holds(x, y)), None)
        if grid is None:
            outside.append(line)
        else:
            box = grid.at(x, y)
            inside.setdefault(id(box), (grid, box, []))[2].append(line)
    cells = [(grid, box, _lines(held, number, scale)) for grid, box, held in inside.values()]
    pdf_tables.fill(cells, number)
    filled = [grid for grid in grids if any(box.parts for box in grid.boxes)]
    return Content(number, _lines(outside, number, scale), filled)


def _lines(found: Sequence[_Recognised], number: int, scale: float) -> list[Line]:
    """Recognised boxes as printed lines in points: those at one height are one line."""
    rows: list[list[_Recognised]] = []
    for line in sorted(found, key=lambda line: line.top + line.bottom):
        middle = (line.top + line.bottom) / 2
        if (
            rows
            and rows[-1][0].top < middle < rows[-1][0].bottom
            and line.top < (rows[-1][0].top + rows[-1][0].bottom) / 2
        ):
            rows[-1].append(line)
        else:
            rows.append([line])
    # Box heights vary from line to line: sizes near the usual one are the usual one.
    sizes = sorted(_size(line) for line in found if len(line.text) >= 6)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    lines: list[Line] = []
    for row in rows:
        row.sort(key=lambda line: line.left)
        size = max(_size(line) for line in row)
        guessed = all(len(line.text) < 6 for line in row)
        if usual and (0.6 if guessed else 0.78) < size / usual < (1.6 if guessed else 1.28):
            size = usual
        text = row[0].text
        for before, after in itertools.pairwise(row):
            text += (" " if after.left - before.right > 1.2 * size else "") + after.text
        left, right = row[0].left, max(line.right for line in row)
        top, bottom = min(line.top for line in row), max(line.bottom for line in row)
        lines.append(Line(text, number, left * scale, right * scale, top * scale, bottom * scale, size * scale))
    return lines


def _size(line: _Recognised) -> float:
    """Size of the characters in pixels: from the line's length where it is long, else from its height."""
    if len(line.text) >= 6:
        return (line.right - line.left) / max(1.0, sentences.width(line.text))
    return 0.85 * (line.bottom - line.top)


def _rules(picture: Any, scale: float) -> tuple[list[Rule], list[Rule]]:
    """Ruling lines of the picture, horizontal and vertical, in points: ink that runs straight for half an inch."""
    cv2: Any = importlib.import_module("cv2")
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    shortest = max(20, int(36 / scale))
    found: list[list[Rule]] = []
    for shape in ((shortest, 1), (1, shortest)):
        across = shape[0] > shape[1]
        # Thickened first, so that a line a little askew still runs on.
        thick = cv2.dilate(ink, cv2.getStructuringElement(cv2.MORPH_RECT, (1, 3) if across else (3, 1)))
        runs = cv2.morphologyEx(thick, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
        _, _, boxes, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
        rules: list[Rule] = []
        for x, y, width, height, _ in boxes[1:3_000]:
            at, start, length, thickness = (y, x, width, height) if across else (x, y, height, width)
            if thickness * scale <= 6.0:
                rules.append(Rule((at + thickness / 2) * scale, start * scale, (start + length) * scale))
        found.append(rules)
    return found[0], found[1]
