"""What a document says of itself: title, document number, issuer, date, year, name of the campaign."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from luoshi.drafting.draft import Header
from luoshi.drafting.grammar import any_of
from luoshi.drafting.letterhead import (
    DOC_NUMBER,
    ISSUER,
    KIND,
    date_of_signature,
    dates_in,
    doc_number,
    issuer_of,
    squeeze,
)
from luoshi.reading.document import Document, Paragraph

NUMBER_BEHIND = re.compile(rf"[（(]{DOC_NUMBER.pattern}[)）]$")


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
    title = NUMBER_BEHIND.sub("", "".join(squeeze(p.text) for p in lines)) if lines else squeeze(issued)
    if issued and _same(title, issued):
        title = title or issued
    body = positions[lines[-1].index] + 1 if lines else (positions[notice_line.index] + 1 if notice_line else 0)
    front = document.paragraphs[:body] or document.paragraphs[:12]
    date, number = date_of_signature(document, body), doc_number(document, body)
    header = Header(
        title=title,
        doc_number=number,
        issuer=issuer_of(front, notice_line, document, title),
        date=date,
        year=_year(title, date, number, document),
        family=family(title, document.text),
    )
    return Heading(title, lines, body, header)


# the years of a plan on the line below its title
YEARS_LINE = re.compile(r"[（(]20[0-9]{2}年?[-—－–~～至]+20[0-9]{2}年?[)）]")


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
            joined += squeeze(later.text)
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
        inner = re.fullmatch(r"(?:[^《》]{2,40}(?:局|委|办|厅|部|部门|单位))?《(.+)》", title)
        title = inner[1] if inner else title
        return title.replace("〈", "《").replace("〉", "》") if "〈" in title and "《" not in title else title, later
    for paragraph in paragraphs[:25]:  # the notice's own title is missing: its text names what it issues
        text = squeeze(paragraph.text)
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
                if len(squeeze(joined)) > len(issued) + 12:
                    break
                if _same(joined, issued):
                    return after[at : at + count]
        return []
    for at, paragraph in enumerate(paragraphs[:30]):
        text = NUMBER_BEHIND.sub("", squeeze(paragraph.text))
        if re.match("[一二三四五六七八九十]{1,2}、|（[一二三]）|附件", text) or (len(text) > 100 and "。" in text):
            break  # the body has begun
        if (
            len(text) < 5
            or len(text) > 60
            or text.endswith("文件")
            or re.search("[。；;：:|>]|^[（(]", text)
            or DOC_NUMBER.search(text)
            or dates_in(text)
        ):
            continue
        if (
            ISSUER.search(text)
            and not re.search(KIND + "$", text)
            and at + 1 < len(paragraphs)
            and not squeeze(paragraphs[at + 1].text).startswith("关于")
        ):
            continue
        joined, count = text, 1
        while not re.search(KIND + r"(?:[（(].{1,20}[)）])?$", joined) and count < 3 and at + count < len(paragraphs):
            following = squeeze(paragraphs[at + count].text)
            if paragraphs[at + count].index in above_tables:
                return paragraphs[at : at + count]  # the line below is a table's own title
            if len(following) > 40 or re.search("[。；;：:，]", following) or re.match("[一二三（(]", following):
                break
            joined += following
            count += 1
        if re.search(KIND + r"(?:[（(].{1,20}[)）])?$", joined):
            years = at + count < len(paragraphs) and YEARS_LINE.fullmatch(squeeze(paragraphs[at + count].text))
            return paragraphs[at : at + count + (1 if years else 0)]
    return _heading_of_a_table(paragraphs, above_tables)


def _heading_of_a_table(paragraphs: list[Paragraph], above_tables: set[int]) -> list[Paragraph]:
    """A page that is a heading and a table: the line right above the first table, where next to nothing is around it."""
    if len(paragraphs) > 6:
        return []
    for paragraph in paragraphs:
        text = squeeze(paragraph.text)
        if paragraph.index in above_tables and 5 <= len(text) <= 50 and not re.search("[。；;：:]|^[（(]|^附件", text):
            return [paragraph]
    return []


def _year(title: str, date: str, number: str, document: Document) -> int:
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
    numbered = re.search(r"(?:19|20)\d\d", number)
    if numbered:
        return int(numbered[0])
    counts = {y: document.text.count(f"{y}年") for y in range(2000, 2060)}
    best = max(counts, key=lambda y: (counts[y], y))
    return best if counts[best] else 0


# a campaign that a title names without quotes
NAMED = re.compile(
    r"(?:(?<=打好)|(?<=打赢)|(?<=开展)|(?<=实施)|(?<=推进))[一-鿿]{2,6}(?:攻坚战|保卫战|大会战)|[0-9一二两三四五六七八九十]{1,3}件(?:民生|为民)?实事"
)


def family(title: str, text: str) -> str:
    """The name of the campaign: the quoted name in the title (“七大攻坚”), else the quoted name with a number
    that the text repeats most; "" where there is none."""
    for found in re.finditer(r"[“\"‘「]([^”\"’」]{2,14})[”\"’」](?=(?P<after>.{0,4}))", title):
        learnt = re.search("(?:学习|运用|借鉴|践行|贯彻|落实)$", title[: found.start()]) or re.match(
            "经验|精神|理念|部署|要求|战略|号召", found["after"]
        )
        if not learnt and not re.fullmatch(any_of("header", "no_family"), found[1]):
            return found[1]
    named = NAMED.search(title)
    if named:
        return named[0]
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
