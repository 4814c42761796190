"""What a document says of itself: title, document number, issuer, date, year, name of the campaign."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from luoshi.drafting.draft import Header
from luoshi.drafting.grammar import any_of
from luoshi.drafting.numerals import han_number
from luoshi.reading.document import Document, Paragraph

DOC_NUMBER = re.compile(
    r"(?:(?<![一-鿿])|(?<=文号))[一-鿿]{2,12}?\s*[〔［\[【(（]\s*(?:19|20)\d\d\s*[〕］\]】)）]\s*第?\s*\d{1,4}\s*号"
)
DATE = re.compile(r"((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
HAN_DATE = re.compile(
    r"([〇零○Ｏ一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
KIND = "(?:方案|计划|要点|意见|措施|行动|规划|清单|办法|分工|安排|任务书|责任书|规定|细则|通知|决定|分解表|责任分解|任务分解|目标任务|实事)"
ISSUER = re.compile(
    r"(?:人民政府|办公厅|办公室|委员会|管委会|管理委员会|政府办|国务院|厅|局|部|省委|市委|县委|区委|委|领导小组|指挥部|总会)$"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the plan begins: title, the paragraphs of the title, position of the first paragraph of its body,
    the paragraphs in front that belong to the issuing notice, and the header's fields but for the family."""

    title: str
    lines: list[Paragraph]
    body: int
    header: Header

    def retitled(self, title: str, lines: list[Paragraph]) -> Heading:
        """The same with the title found elsewhere."""
        return replace(self, title=title, lines=lines, header=replace(self.header, title=title))


def find_heading(document: Document) -> Heading:
    """Title and header fields of a document. Total."""
    paragraphs = [p for p in document.paragraphs if p.cell is None]
    positions = {p.index: i for i, p in enumerate(document.paragraphs)}
    issued, notice_line = _issued_title(paragraphs)
    lines = _title_lines(paragraphs, issued, notice_line, {p.index - 1 for p in document.paragraphs if p.cell})
    title = "".join(_squeeze(p.text) for p in lines) if lines else _squeeze(issued)
    if issued and _same(title, issued):
        title = title or issued
    body = positions[lines[-1].index] + 1 if lines else (positions[notice_line.index] + 1 if notice_line else 0)
    front = document.paragraphs[:body] or document.paragraphs[:12]
    date = _date(document, body)
    header = Header(
        title=title,
        doc_number=_doc_number(document, body),
        issuer=_issuer(front, notice_line, document, title),
        date=date,
        year=_year(title, date, document),
        family=family(title, document.text),
    )
    return Heading(title, lines, body, header)


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _same(a: str, b: str) -> bool:
    marks = r"[\s《》〈〉<>“”\"‘’]"
    return re.sub(marks, "", a) == re.sub(marks, "", b)


def _issued_title(paragraphs: list[Paragraph]) -> tuple[str, Paragraph | None]:
    """The title that the notice's own title names: 关于印发《…》的通知."""
    for at in range(min(25, len(paragraphs))):
        joined = ""
        for later in paragraphs[at : at + 4]:
            if joined and len(later.text) > 60:
                break
            joined += _squeeze(later.text)
            if re.search(r"的(?:通知|函|决定)", joined):
                break
        lead_in = joined.split("关于")[0]
        if (
            "关于" not in joined[:60]
            or len(lead_in) > 45
            or re.search("[，。：]|^为", lead_in)
            or not re.search("印发|转发|下发|公布", joined)
        ):
            continue
        found = re.search(r"(?:印发|转发|下发|公布)(.+)的(?:通知|函|决定)", joined)
        if not found:
            continue
        title = found[1]
        inner = re.fullmatch(r"《(.+)》", title)
        title = inner[1] if inner else title
        return title.replace("〈", "《").replace("〉", "》") if "〈" in title and "《" not in title else title, later
    for paragraph in paragraphs[:25]:  # the notice's own title is missing: its text names what it issues
        text = _squeeze(paragraph.text)
        found = re.search(
            r"现将《(.+?)》(?:印发|下发|发给|公布|予以)|^《(.+?)》(?:已经|业经)[^。]{2,40}(?:同意|通过|批准)|印发《(.+?)》[。，]",
            text,
        )
        if found and len(text) < 400:
            return (found[1] or found[2] or found[3]).replace("〈", "《").replace("〉", "》"), paragraph
    return "", None


def _title_lines(
    paragraphs: list[Paragraph], issued: str, notice_line: Paragraph | None, above_tables: set[int]
) -> list[Paragraph]:
    """The paragraphs of the plan's own title line(s)."""
    if issued:
        after = [p for p in paragraphs if notice_line is not None and p.index > notice_line.index]
        for at in range(len(after)):
            joined = ""
            for count in range(1, 5):
                if at + count > len(after):
                    break
                joined = "".join(p.text for p in after[at : at + count])
                if len(_squeeze(joined)) > len(issued) + 12:
                    break
                if _same(joined, issued):
                    return after[at : at + count]
        return []
    for at, paragraph in enumerate(paragraphs[:30]):
        text = _squeeze(paragraph.text)
        if re.match("[一二三四五六七八九十]{1,2}、|（[一二三]）|附件", text) or (len(text) > 100 and "。" in text):
            break  # the body has begun
        if (
            len(text) < 5
            or len(text) > 60
            or re.search("[。；;：:|>]|^[（(]", text)
            or DOC_NUMBER.search(text)
            or _dates(text)
        ):
            continue
        if (
            ISSUER.search(text)
            and not re.search(KIND + "$", text)
            and at + 1 < len(paragraphs)
            and not _squeeze(paragraphs[at + 1].text).startswith("关于")
        ):
            continue
        joined, count = text, 1
        while not re.search(KIND + r"(?:[（(].{1,20}[)）])?$", joined) and count < 3 and at + count < len(paragraphs):
            following = _squeeze(paragraphs[at + count].text)
            if paragraphs[at + count].index in above_tables:
                return paragraphs[at : at + count]  # the line below is a table's own title
            if len(following) > 40 or re.search("[。；;：:，]", following) or re.match("[一二三（(]", following):
                break
            joined += following
            count += 1
        if re.search(KIND + r"(?:[（(].{1,20}[)）])?$", joined):
            return paragraphs[at : at + count]
    return []


def _doc_number(document: Document, body: int) -> str:
    for paragraph in document.paragraphs[: max(body, 25)]:
        text = paragraph.text
        for found in DOC_NUMBER.finditer(text):
            glued = re.match(r".*的通知", found[0])
            if glued:  # the number stood on the same line as the notice's title
                return _squeeze(found[0][glued.end() :])
            before = text[max(0, found.start() - 2) : found.start()]
            if (
                re.search("[（(《〈」]", before[-1:])
                and len(_squeeze(text)) > len(_squeeze(found[0])) + 4
                and not before.endswith(("(", "（"))
            ):
                continue
            rest = _squeeze(text.replace(found[0], "", 1)).strip("()（）")
            if (
                len(rest) <= 4
                or re.match(r"(?:文\s*号|发文字号|文件编号|字号)", text)
                or re.search(r"的通知\s*[（(]?$", text[: found.start()])
                or re.search(r"(?:文\s*号|发文字号|字\s*号)\s*[:：]\s*$", text[: found.start()])
            ):
                return re.sub(r"^(?:文号|发文字号)", "", _squeeze(found[0]))
    return ""


def _dates(text: str) -> list[str]:
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


def _date(document: Document, body: int) -> str:
    """The date of signature: a line that is nothing but a date, in front of the plan first, at the end else."""
    for stretch in (document.paragraphs[:body], document.paragraphs[body:][::-1][:40], document.paragraphs[:40]):
        for paragraph in stretch:
            text = _squeeze(paragraph.text).strip("()（）")
            dates = _dates(text)
            if dates and len(text) <= 12:
                return dates[0]
    for paragraph in document.paragraphs[: max(body, 30)]:
        text = _squeeze(paragraph.text)
        found = re.search(r"(?:成文日期|发文日期|印发日期|签发日期)[:：]?(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})", text)
        if found:
            return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"
    for paragraph in document.paragraphs[:body]:
        text = _squeeze(paragraph.text)
        found = re.search(r"((?:19|20)\d\d年\d{1,2}月\d{1,2}日)$", text)
        if found and ISSUER.search(text[: found.start()]):
            return _dates(found[1])[0]
    return ""


def _issuer(front: tuple[Paragraph, ...], notice_line: Paragraph | None, document: Document, title: str) -> str:
    """Who signs: the line above the date of signature; else the name in front of 关于; else the letterhead."""
    signed = _signed(front)
    if signed:
        return signed
    if notice_line is not None:
        for at in range(notice_line.index, max(-1, notice_line.index - 4), -1):
            joined = "".join(_squeeze(p.text) for p in document.paragraphs[at : notice_line.index + 1])
            found = re.match(r"([^，。：>]{3,40}?)关于(?:印发|转发|下发|公布)", joined)
            if found and ISSUER.search(found[1]):
                return found[1]
    found = re.match(r"(.{2,30}?)关于", title)
    if found and ISSUER.search(found[1]):
        return found[1]
    for paragraph in front[:8]:
        found = re.fullmatch(r"(.{4,40}?)(?:文件|公报)", _squeeze(paragraph.text))
        if found and ISSUER.search(found[1]):
            return found[1]
    return _signed(document.paragraphs)


def _signed(paragraphs: tuple[Paragraph, ...]) -> str:
    for at, paragraph in enumerate(paragraphs):
        text = _squeeze(paragraph.text)
        if paragraph.cell or not _dates(text):
            continue
        if len(text) <= 14 and at:
            above = _squeeze(paragraphs[at - 1].text)
            if 3 <= len(above) <= 40 and ISSUER.search(above) and not re.search("[，。：]", above):
                return above
        together = re.fullmatch(r"(.{4,40}?)((?:19|20)\d\d年\d{1,2}月\d{1,2}日)", text)
        if together and ISSUER.search(together[1]) and not re.search("[，。：]", text):
            return together[1]
    return ""


def _year(title: str, date: str, document: Document) -> int:
    """The year the plan is for: the one in its title, else the one its text speaks of most, near the date of signature."""
    ranged = re.search(r"((?:19|20)\d\d)\s*[-—－–~至]+\s*((?:19|20)\d\d)\s*年", title)
    if ranged:
        return int(ranged[1])
    named = re.search(r"((?:19|20)\d\d)\s*年?", title)
    if named:
        return int(named[1])
    signed = int(date[:4]) if date else 0
    if signed:
        # a plan signed in the last weeks of a year is for the next
        later = document.text.count(f"{signed + 1}年")
        return signed + 1 if date[5:7] in ("11", "12") and later > document.text.count(f"{signed}年") else signed
    published = re.search(r"发布(?:日期|时间)\s*[:：]\s*((?:19|20)\d\d)", document.text[:2000])
    if published:
        return int(published[1])
    counts = {y: document.text.count(f"{y}年") for y in range(2000, 2060)}
    best = max(counts, key=lambda y: (counts[y], y))
    return best if counts[best] else 0


def family(title: str, text: str) -> str:
    """The name of the campaign: the quoted name in the title (“七大攻坚”), else the quoted name with a number
    that the text repeats most; "" where there is none."""
    for quoted in re.findall(r"[“\"‘「]([^”\"’」]{2,14})[”\"’」]", title):
        if not re.fullmatch(any_of("header", "no_family"), quoted):
            return str(quoted)
    counts: dict[str, int] = {}
    for name in re.findall(r"“([^”]{2,10})”", text):
        if re.search(
            r"[一二三四五六七八九十\d]+(?:大|项|场|个)?(?:攻坚|攻坚战|攻坚行动|行动|仗|硬仗|工程|战|提升|会战|战役|大战)$",
            name,
        ):
            counts[name] = counts.get(name, 0) + 1
    if counts:
        best = max(counts, key=lambda n: counts[n])
        if counts[best] >= 3:
            return best
    return ""
