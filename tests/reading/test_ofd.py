"""OFD files: objects with places become lines, lines become paragraphs."""

from __future__ import annotations

from html import escape

import pytest
from word import packed

from luoshi.reading import Limits, ReadError, read_bytes

_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_EM = 5.6  # millimetres: 三号
_WIDTH = 26  # characters a line
_PARAGRAPHS = [
    "　　为推动全年经济工作攻坚突破，结合云麓实际，制定本方案，请各镇人民政府、县直各单位认真抓好组织实施，确保各项目标任务按期完成。",
    "　　一、攻坚目标",
    "　　全县社会消费品零售总额增长8%以上，新增规模工业企业12家，新增高新技术企业9家，城乡居民收入与经济增长同步，牢牢守住安全底线。",
    "　　（一）扩内需攻坚。举办促消费活动20场以上，培育县级夜间消费聚集区3个，限额以上单位净增15家。（县商务局牵头，县文旅广体局配合）",
]


def text_object(text: str, x: float, y: float, extra: str = "", deltas: str | None = None) -> str:
    if deltas is None:
        deltas = f"g {len(text) - 1} {_EM}" if len(text) > 1 else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} {_EM * len(text)} {_EM}" Font="1" Size="{_EM}" {extra}>'
        f'<ofd:TextCode X="0" Y="{0.86 * _EM}" DeltaX="{deltas}">{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def page(*objects: str) -> str:
    return f'<ofd:Page {_NS}><ofd:Content><ofd:Layer ID="2">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'


def ofd(*pages: str, extra: dict[str, bytes] | None = None) -> bytes:
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    parts = {
        "OFD.xml": f"<ofd:OFD {_NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_NS}><ofd:CommonData/><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    parts |= {f"Doc_0/Pages/Page_{n}/Content.xml": made for n, made in enumerate(pages)}
    return packed(
        {path: f"<?xml version='1.0' encoding='UTF-8'?>{part}".encode() for path, part in parts.items()} | (extra or {})
    )


def printed(paragraphs: list[str]) -> list[str]:
    lines = [p[at : at + _WIDTH] for p in paragraphs for at in range(0, len(p), _WIDTH)]
    return [text_object(line, 30, 30 + 10 * n) for n, line in enumerate(lines)]


def test_lines_become_paragraphs() -> None:
    document = read_bytes(ofd(page(*printed(_PARAGRAPHS))), "方案.ofd")
    assert document.text.splitlines() == [p.strip() for p in _PARAGRAPHS]
    assert document.format == "ofd"


def test_the_order_of_objects_does_not_matter() -> None:
    document = read_bytes(ofd(page(*reversed(printed(_PARAGRAPHS)))), "方案.ofd")
    assert document.text.splitlines() == [p.strip() for p in _PARAGRAPHS]


def test_a_paragraph_goes_on_over_the_page() -> None:
    lines = printed(_PARAGRAPHS)
    again = [text_object(p, 30, 30 + 10 * n) for n, p in enumerate(_PARAGRAPHS[3][at : at + _WIDTH] for at in (26, 52))]
    document = read_bytes(ofd(page(*lines[:-2]), page(*again)), "方案.ofd")
    assert document.text.splitlines()[-1] == _PARAGRAPHS[3].strip()
    assert [q.page for q in document.paragraphs] == [1, 1, 1, 1]


def test_one_object_a_character_and_scaled_objects() -> None:
    word = "云麓县总体方案"
    single = [text_object(sign, 30 + n * _EM, 50) for n, sign in enumerate(word)]
    scaled = text_object("二〇二六年", 30, 80, 'CTM="0.5 0 0 0.5 0 0"')
    assert read_bytes(ofd(page(*single, scaled)), "方案.ofd").text.splitlines() == [word, "二〇二六年"]


def test_a_gap_is_a_blank() -> None:
    objects = text_object("签发人", 30, 50), text_object("某某", 30 + 4.5 * _EM, 50)
    assert read_bytes(ofd(page(*objects)), "方案.ofd").text == "签发人 某某"


def test_distances_in_both_forms_of_writing() -> None:
    mixed = text_object("一二三四五", 30, 50, deltas=f"{_EM} g 2 {_EM} {_EM}")
    wild = text_object("六七", 30 + 5 * _EM, 50, deltas="g 999999999 1e300")
    assert read_bytes(ofd(page(mixed, wild)), "方案.ofd").text == "一二三四五六七"


def test_a_page_full_of_rules_is_told() -> None:
    rules = '<ofd:PathObject ID="9" Boundary="0 0 1 1"/>' * 20
    document = read_bytes(ofd(page(*printed(_PARAGRAPHS)), page(text_object("附表", 30, 30), rules)), "方案.ofd")
    assert document.notes[0].startswith("第2页可能有表格")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (ofd(page('<ofd:ImageObject ID="3" Boundary="0 0 1 1"/>')), "没有文字"),
        (ofd(page(text_object("文", 1, 1)), extra={"Doc_0/Encryptions.xml": b"<a/>"}), "已加密"),
        (ofd(page(text_object("文", 1, 1))).replace(b"Document.xml", b"Absent00.xml", 1), "已损坏"),
        (packed({"OFD.xml": b"<a><b></a>"}), "已损坏"),
    ],
    ids=["only images", "encrypted", "without document", "broken XML"],
)
def test_what_cannot_be_read_is_told(data: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        read_bytes(data, "方案.ofd")


def test_too_many_pages_are_told() -> None:
    with pytest.raises(ReadError, match="超过 2 页"):
        read_bytes(ofd(*[page(text_object("文", 1, 1))] * 3), "方案.ofd", Limits(pages=2))
