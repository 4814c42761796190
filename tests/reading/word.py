"""Word files made of raw XML, so that a test shows the very markup that it is about."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text: str, properties: str = "") -> str:
    """A run of text; a tab and a line feed become w:tab and w:br."""
    parts = "".join(
        "<w:tab/>"
        if piece == "\t"
        else "<w:br/>"
        if piece == "\n"
        else f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in text.replace("\t", "\0\t\0").replace("\n", "\0\n\0").split("\0")
        if piece
    )
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{parts}</w:r>"


def p(
    content: str = "", num: int | str | None = None, level: int | None = 0, style: str = "", properties: str = ""
) -> str:
    """A paragraph of a text, or of runs where `content` begins with a tag."""
    inner = content if content.startswith("<w:") or content.startswith("<mc:") else run(content) if content else ""
    about = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num is not None:
        at = "" if level is None else f'<w:ilvl w:val="{level}"/>'
        about += f'<w:numPr>{at}<w:numId w:val="{num}"/></w:numPr>'
    about += properties
    return f"<w:p>{f'<w:pPr>{about}</w:pPr>' if about else ''}{inner}</w:p>"


def lvl(at: int, number_format: str, text: str, start: int | None = 1, *, extra: str = "", suffix: str = "") -> str:
    """A level of a list. `extra` stands where the schema wants pStyle, lvlRestart and isLgl."""
    return (
        f'<w:lvl w:ilvl="{at}">'
        + (f'<w:start w:val="{start}"/>' if start is not None else "")
        + f'<w:numFmt w:val="{number_format}"/>{extra}'
        + (f'<w:suff w:val="{suffix}"/>' if suffix else "")
        + f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def abstract(number: int, *levels: str, link: str = "") -> str:
    """A list definition; `link` is its numStyleLink or styleLink element."""
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{link}{"".join(levels)}'
        "</w:abstractNum>"
    )


def num(number: int, definition: int, *overrides: str) -> str:
    """A list of a definition."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{"".join(overrides)}</w:num>'


def start_override(level: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


PLAN_LEVELS = (
    lvl(0, "chineseCounting", "%1、", suffix="nothing"),
    lvl(1, "chineseCounting", "（%2）", suffix="nothing"),
    lvl(2, "decimal", "%3."),
    lvl(3, "decimal", "（%4）", suffix="nothing"),
)


def cell(*paragraphs: str, span: int = 1, merge: str = "", properties: str = "") -> str:
    """A table cell; merge: "restart" or "continue" (downwards)."""
    about = f'<w:tcW w:w="{1500 * span}" w:type="dxa"/>'
    about += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    if merge:
        about += "<w:vMerge/>" if merge == "continue" else '<w:vMerge w:val="restart"/>'
    inner = "".join(x if x.startswith("<w:") else p(x) for x in paragraphs) or p()
    return f"<w:tc><w:tcPr>{about}{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    made = "".join(c if c.startswith("<w:tc>") else cell(c) for c in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{made}</w:tr>"


def table(*rows: str, ruled: bool = True) -> str:
    """A table of rows; `ruled`: with visible borders."""
    kind = "single" if ruled else "none"
    sides = "".join(
        f'<w:{s} w:val="{kind}" w:sz="4"/>' for s in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = '<w:gridCol w:w="1500"/>' * max(made.count("<w:tc>") for made in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{sides}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def style(
    name: str, properties: str = "", *, based_on: str = "", kind: str = "paragraph", title: str = "", run: str = ""
) -> str:
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{title or name}"/>'
        + (f'<w:basedOn w:val="{based_on}"/>' if based_on else "")
        + (f"<w:pPr>{properties}</w:pPr>" if properties else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


def text_box(*paragraphs: str, stored: str = "both") -> str:
    """A run that anchors a text box, stored as drawing, as vml, or (as Word does) as both."""
    inner = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    drawing = (
        '<w:drawing><wp:inline><wp:extent cx="3000000" cy="900000"/><wp:docPr id="1" name="t"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/>'
        f"<wps:spPr/><wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    vml = f"<w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
    if stored == "both":
        drawing = (
            f'<mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
            f"<mc:Fallback>{vml}</mc:Fallback></mc:AlternateContent>"
        )
    return f"<w:r>{vml if stored == 'vml' else drawing}</w:r>"


def field(code: str, result: str) -> str:
    """The runs of a complex field."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        mark.format("begin")
        + f'<w:r><w:instrText xml:space="preserve">{escape(code)}</w:instrText></w:r>'
        + mark.format("separate")
        + run(result)
        + mark.format("end")
    )


def docx(*body: str, numbering: str = "", styles: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    """The file of a body."""
    parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
            f'<Override PartName="/word/numbering.xml" ContentType="{_TYPE}.numbering+xml"/></Types>'
        ),
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _relations(("styles", "styles.xml"), ("numbering", "numbering.xml")),
        "word/document.xml": f"<w:document {_NS}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": f"<w:styles {_NS}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_NS}>{numbering}</w:numbering>",
    }
    return packed({path: (_HEAD + text).encode() for path, text in parts.items()} | (extra or {}))


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip of parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in parts.items():
            archive.writestr(path, data)
    return file.getvalue()


def _relations(*targets: tuple[str, str]) -> str:
    made = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{made}</Relationships>'
