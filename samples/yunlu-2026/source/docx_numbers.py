"""Automatic numbers of the docx: numbering.xml with the outline 一、（一）1.（1） and two single lists."""

from __future__ import annotations

from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

BODY, HEAD, KAI = "仿宋_GB2312", "黑体", "楷体_GB2312"
LEVELS = (
    ("chineseCountingThousand", "%1、", HEAD),
    ("chineseCountingThousand", "（%2）", KAI),
    ("decimal", "%3.", BODY),
    ("decimal", "（%4）", BODY),
)
MULTI, ONE_DOT, ONE_BRACKET = 90, 91, 92  # abstract numberings: the outline, a single list 1. and a single list （1）


class Numbering:
    """Automatic numbers: the outline 一、（一）1.（1） and the single lists, each part with lists of its own."""

    def __init__(self, doc: Docx) -> None:
        self.root = doc.part.numbering_part.element
        for child in list(self.root):
            self.root.remove(child)
        self.count = 0
        self.abstract(MULTI, LEVELS)
        self.abstract(ONE_DOT, (("decimal", "%1.", BODY),))
        self.abstract(ONE_BRACKET, (("decimal", "（%1）", BODY),))

    def abstract(self, number: int, levels: tuple[tuple[str, str, str], ...]) -> None:
        """An abstract numbering; no tab or blank behind the number."""
        body = "".join(
            f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="640"/></w:pPr>'
            f'<w:rPr><w:rFonts w:eastAsia="{font}"/>{"<w:b/>" if font == BODY else ""}</w:rPr></w:lvl>'
            for i, (form, text, font) in enumerate(levels)
        )
        kind = "multilevel" if len(levels) > 1 else "singleLevel"
        self.root.append(
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
                f'<w:multiLevelType w:val="{kind}"/>{body}</w:abstractNum>'
            )
        )

    def start(self, abstract: int) -> int:
        """A list that begins at 1."""
        self.count += 1
        levels = range(len(LEVELS) if abstract == MULTI else 1)
        over = "".join(f'<w:lvlOverride w:ilvl="{i}"><w:startOverride w:val="1"/></w:lvlOverride>' for i in levels)
        self.root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{self.count}"><w:abstractNumId w:val="{abstract}"/>{over}</w:num>'
            )
        )
        return self.count

    def apply(self, paragraph: Paragraph, number: int, level: int) -> None:
        """Put a paragraph into a list."""
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = number
