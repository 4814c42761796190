"""The letterhead and the signature: document number, date of signature, who issues."""

from __future__ import annotations

import re

from luoshi.drafting.numerals import han_number
from luoshi.reading.document import Document, Paragraph

DOC_NUMBER = re.compile(
    r"(?:(?<![一-鿿])|(?<=文号|文件|政府)|(?<=办公室|办公厅|委员会))[一-鿿]{2,12}?\s*[〔［\[【(（]\s*(?:19|20)\d\d\s*[〕］\]】)）]\s*第?\s*\d{1,4}\s*号"
)
DATE = re.compile(r"((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
HAN_DATE = re.compile(
    r"([〇零○Ｏ一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
KIND = "(?:方案|计划|要点|意见|措施|行动|规划|清单|办法|分工|安排|任务书|责任书|规定|细则|通知|决定|分解表|责任分解|任务分解|目标任务|实事|台账|一览表|明细表|任务表|计划表|项目表|安排表|目录)"
ISSUER = re.compile(
    r"(?:政府|办公厅|办公室|委员会|管委会|管理委员会|政府办|国务院|厅|局|部|省委|市委|县委|区委|委|领导小组|指挥部|总会)$"
)


LABELLED = re.compile(r"(?:发文机关|发文单位|发布机关|发布机构|印发机关|制发机关|发文机构)[:：](.{4,40})$")
# behind the signature: （云政办发〔2026〕3号，此件公开发布）
PUBLISHED = re.compile(r"[（(](?P<number>[^，。（()）]{6,30}号)[，,；;](?:此件)?(?:主动|依申请|不予)?公开")


def squeeze(text: str) -> str:
    """The text without blanks."""
    return re.sub(r"\s+", "", text)


def doc_number(document: Document, body: int) -> str:
    for paragraph in document.paragraphs[: max(body, 25)]:
        text = paragraph.text
        for found in DOC_NUMBER.finditer(text):
            glued = re.match(r".*的通知", found[0])
            if glued:  # the number stood on the same line as the notice's title
                return squeeze(found[0][glued.end() :])
            before = text[max(0, found.start() - 2) : found.start()]
            if (
                re.search("[（(《〈」]", before[-1:])
                and len(squeeze(text)) > len(squeeze(found[0])) + 4
                and not before.endswith(("(", "（"))
            ):
                continue
            if _own_number(text, found.start(), found.end()):
                number = re.sub(r"^(?:文号|发文字号)", "", squeeze(found[0]))
                return re.sub(r"^.*(?:办公室|办公厅|政府|委员会|文件)(?=[一-鿿]{2,8}[^一-鿿])", "", number)
    for paragraph in document.paragraphs[:-8:-1]:
        published = PUBLISHED.match(squeeze(paragraph.text))
        if published and DOC_NUMBER.fullmatch(published["number"]):
            return published["number"]
    return ""


def _own_number(text: str, start: int, end: int) -> bool:
    """Is a number on this line the document's own: alone, labelled, or beside nothing but who issues, who signs, a title?"""
    before, behind = squeeze(text[:start]).strip("()（）"), squeeze(text[end:]).strip("()（）")
    return (
        (len(before + behind) <= 4 and not re.match("文件|精神|要求", behind))
        or re.match(r"(?:文\s*号|发文字号|文件编号|字号)", text) is not None
        or re.search(r"(?:文\s*号|发文字号|字\s*号)[:：]$", before) is not None
        or (re.search(r"的通知$", before) is not None)
        or (
            (
                not before
                or ISSUER.search(before.removesuffix("文件")) is not None
                or re.search(f"{KIND}$", before) is not None
            )
            and (
                not behind
                or re.match("签发人|[0-9]{4}年|各|关于", behind) is not None
                or ISSUER.search(behind) is not None
            )
            and not re.search("[，。；《]", before + behind)
        )
    )


def dates_in(text: str) -> list[str]:
    found = [f"{m[1]}-{int(m[2]):02d}-{int(m[3]):02d}" for m in DATE.finditer(text)]
    for m in HAN_DATE.finditer(text):
        digits = {
            "〇": "0",
            "零": "0",
            "○": "0",
            "Ｏ": "0",
            **{c: str(i + 1) for i, c in enumerate("一二三四五六七八九")},
        }
        year = "".join(digits.get(c, "") for c in m[1])
        month, day = han_number(m[2]), han_number(m[3])
        if len(year) == 4 and month and day:
            found.append(f"{year}-{month:02d}-{day:02d}")
    return found


def date_of_signature(document: Document, body: int) -> str:
    """The date of signature: a line that is nothing but a date, in front of the plan first, at the end else."""
    for stretch in (document.paragraphs[:body], document.paragraphs[body:][::-1][:40], document.paragraphs[:40]):
        for paragraph in stretch:
            if paragraph.cell or _asks_for_a_date(document, paragraph):
                continue
            text = squeeze(paragraph.text).strip("()（）")
            dates = dates_in(text)
            if dates and len(text) <= 12:
                return dates[0]
    for paragraph in document.paragraphs[: max(body, 30)]:
        text = squeeze(paragraph.text)
        found = re.search(r"(?:成文日期|发文日期|印发日期|签发日期)[:：]?(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})", text)
        if found:
            return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"
    for paragraph in document.paragraphs[:body]:
        text = squeeze(paragraph.text)
        found = re.search(r"((?:19|20)\d\d年\d{1,2}月\d{1,2}日)$", text)
        if found and ISSUER.search(text[: found.start()]):
            return dates_in(found[1])[0]
    return ""


def _asks_for_a_date(document: Document, paragraph: Paragraph) -> bool:
    """Is the line above a label that asks for a day (完成时限：), so that the line is no date of signature?"""
    above = squeeze(document.paragraphs[paragraph.index - 1].text) if paragraph.index else ""
    return re.search("(?:时限|时间|期限|节点|日期|进度)[:：]?$", above) is not None


def issuer_of(front: tuple[Paragraph, ...], notice_line: Paragraph | None, document: Document, title: str) -> str:
    """Who signs: the line above the date of signature; else the name in front of 关于; else the letterhead."""
    signed = _signed(front)
    if signed:
        return signed
    if notice_line is not None:
        for at in range(notice_line.index, max(-1, notice_line.index - 4), -1):
            joined = "".join(squeeze(p.text) for p in document.paragraphs[at : notice_line.index + 1])
            found = re.match(r"([^，。：>]{3,40}?)关于(?:印发|转发|下发|公布)", joined)
            if found and ISSUER.search(found[1]):
                return found[1]
    found = re.match(r"(.{2,30}?)关于", title)
    if found and ISSUER.search(found[1]):
        return found[1]
    for paragraph in front[:12]:
        found = re.fullmatch(r"(.{4,40}?)(?:文件|公报)", squeeze(paragraph.text)) or LABELLED.match(
            squeeze(paragraph.text)
        )
        if found and ISSUER.search(found[1]):
            return found[1]
    return _signed(document.paragraphs) or _last_line(document)


def _last_line(document: Document) -> str:
    """The office named alone on the last lines, where no date stands below it; an annex has no signature."""
    for paragraph in document.paragraphs[:-4:-1]:
        line = squeeze(paragraph.text)
        if (
            paragraph.cell is None
            and _signs(line)
            and re.search(r"(?:办公室|办公厅|政府|委员会|管委会|指挥部|领导小组)$", line)
        ):
            return line if not re.search("^[（(0-9一二三四五六七八九十]", line) else ""
    return ""


def _signed(paragraphs: tuple[Paragraph, ...]) -> str:
    for at, paragraph in enumerate(paragraphs):
        text = squeeze(paragraph.text)
        if paragraph.cell or not dates_in(text):
            continue
        if len(text) <= 14 and at:
            above = squeeze(paragraphs[at - 1].text)
            if _signs(above):
                return "".join(reversed([above, *_also_sign(paragraphs[: at - 1])]))
        together = re.fullmatch(r"(.{4,40}?)((?:19|20)\d\d年\d{1,2}月\d{1,2}日)", text)
        if together and ISSUER.search(together[1]) and not re.search("[，。：]", text):
            return together[1]
    return ""


def _signs(line: str) -> bool:
    return 3 <= len(line) <= 40 and ISSUER.search(line) is not None and not re.search("[，。：]", line)


def _also_sign(above: tuple[Paragraph, ...]) -> list[str]:
    """The other issuers of a joint paper, upwards from the one right above the date: lines that name an office each."""
    names: list[str] = []
    for paragraph in reversed(above[-9:]):
        line = squeeze(paragraph.text)
        if paragraph.cell or not _signs(line) or "关于" in line or len(line) > 24:
            break
        names.append(line)
    return names
