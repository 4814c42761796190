"""Reading the workbook of people and posts: cells to rows, each error at its cell. Nothing is stored here."""

from __future__ import annotations

import datetime
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from rapidfuzz import fuzz, process

from luoshi.accounts.people_workbook import COLUMNS, EXAMPLE, SHEET
from luoshi.units.models import Role
from luoshi.units.people import OF_A_UNIT

MOST_ROWS = 5000
FARTHEST_ROW = 20_000  # some programs say that a sheet has a million rows, all empty
LARGEST_INSIDE = 100 * 1024 * 1024
PHONE = re.compile(r"[\d+][\d\- ]{4,28}")
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
USERNAME = re.compile(r"\w[\w.@-]{1,39}")
ROLE_WORDS = {label: value for value, label in Role.choices} | {
    "综合协调组": str(Role.COMMAND_OFFICE),
    "政府办": str(Role.COMMAND_OFFICE),
    "召集人": str(Role.CONVENER),
    "副召集人": str(Role.DEPUTY),
    "负责人": str(Role.UNIT_HEAD),
    "督查": str(Role.SUPERVISION),
    "统计局": str(Role.STATISTICS),
    "统计": str(Role.STATISTICS),
    "考核": str(Role.APPRAISAL),
    "宣传部": str(Role.PUBLICITY),
}


class NotAWorkbook(Exception):
    """The file cannot be read at all; the text is one Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Row:
    """One post of one person as the workbook says it. line  the row's number; role  its code; dates as ISO text, ""
    for none; unit, department  by id, None for none."""

    line: int
    name: str
    phone: str
    unit: int | None
    department: int | None
    role: str
    title: str
    since: str
    until: str
    mail: str
    username: str


@dataclass(frozen=True, slots=True)
class CellError:
    """place  as 人员!C7; said  what is wrong and what to do."""

    place: str
    said: str


@dataclass(frozen=True)
class Directory:
    """What names mean: units (and their other names) by name, departments by (unit id, name)."""

    units: dict[str, int]
    departments: dict[tuple[int, str], int]


def read_workbook(content: bytes, known: Directory) -> tuple[list[Row], list[CellError]]:
    """The rows and the errors. Raises NotAWorkbook where it is no xlsx, or not this one."""
    cells = _cells(content)
    heads = [_text(c) for c in cells[0][1]] if cells else []
    places = {c.key: heads.index(c.head) for c in COLUMNS if c.head in heads}
    lacking = [c.head for c in COLUMNS if c.must and c.key not in places]
    if lacking:
        raise NotAWorkbook(f"“{SHEET}”表第一行没有“{'、'.join(lacking)}”列，请用下载的模板填写，不要改表头。")
    rows: list[Row] = []
    errors: list[CellError] = []
    for line, values in cells[1:]:
        said = {key: _text(values[n]) if n < len(values) else "" for key, n in places.items()}
        if not any(v for k, v in said.items() if k != "note") or said.get("note") == EXAMPLE:
            continue
        found = _Reader(line, said, places, known)
        rows.append(found.row())
        errors += found.errors
    if not rows:
        raise NotAWorkbook(f"“{SHEET}”表里没有可导入的行；备注写“{EXAMPLE}”的行不算。")
    errors += _repeated(rows, places)
    return rows, sorted(errors, key=lambda e: (int(re.sub(r"\D", "", e.place.partition("!")[2])), e.place))


class _Reader:
    """One row of cells becoming a Row, collecting what is wrong with it."""

    def __init__(self, line: int, said: dict[str, str], places: dict[str, int], known: Directory) -> None:
        self.line, self.said, self.places, self.known = line, said, places, known
        self.errors: list[CellError] = []

    def row(self) -> Row:
        unit = self._unit()
        return Row(
            line=self.line,
            name=self._name(),
            phone=self._matching("phone", PHONE, "不像电话号码，请核对"),
            unit=unit,
            department=self._department(unit),
            role=self._role(unit),
            title=self.said.get("title", "")[:60],
            since=self._day("since"),
            until=self._until(),
            mail=self._matching("mail", MAIL, "不像邮箱地址，请核对"),
            username=self._matching("username", USERNAME, "不能做用户名，只用字母、数字或汉字，2到40个", str.lower),
        )

    def wrong(self, key: str, said: str) -> None:
        self.errors.append(CellError(place(self.line, self.places[key]), said))

    def _name(self) -> str:
        name = "".join(self.said["name"].split())
        if not name:
            self.wrong("name", "没有填姓名。")
        elif len(name) > 40:
            self.wrong("name", "姓名太长，请核对是不是填错了列。")
        return name[:40]

    def _unit(self) -> int | None:
        name = "".join(self.said.get("unit", "").split())
        if not name:
            return None
        if name in self.known.units:
            return self.known.units[name]
        near = alike(name, self.known.units)
        advice = f"名录里相近的有：{'、'.join(near)}。" if near else "请先在“单位”页面增加，或改成名录里的名称。"
        self.wrong("unit", f"没有“{name}”这个单位，{advice}")
        return None

    def _department(self, unit: int | None) -> int | None:
        name = "".join(self.said.get("department", "").split())
        if not name or unit is None:
            return None
        found = self.known.departments.get((unit, name))
        if found is None:
            self.wrong("department", f"这个单位没有登记“{name}”，请先在单位页面增加股室，或空着。")
        return found

    def _role(self, unit: int | None) -> str:
        word = "".join(self.said["role"].split()).replace("(", "（").replace(")", "）")
        if not word:
            self.wrong("role", "没有填角色，请从下拉中选。")
            return ""
        role = ROLE_WORDS.get(word, "")
        if not role:
            near = alike(word, ROLE_WORDS)
            self.wrong(
                "role", f"没有“{word}”这个角色{'，相近的有：' + '、'.join(near) if near else ''}，请从下拉中选。"
            )
        elif role in OF_A_UNIT and unit is None and not self.said.get("unit", "").strip():
            key = "unit" if "unit" in self.places else "role"
            self.wrong(key, f"“{Role(role).label}”是单位的岗位，请填单位。")
        return role

    def _matching(self, key: str, form: re.Pattern[str], said: str, made: Any = str) -> str:
        value: str = made(_half(self.said.get(key, "")))
        if value and not form.fullmatch(value):
            self.wrong(key, f"“{value}”{said}。")
        return value

    def _day(self, key: str) -> str:
        written = self.said.get(key, "")
        if not written:
            return ""
        found = day(written)
        if found is None:
            self.wrong(key, f"“{written}”不是日期，请写成2026-3-5这样。")
            return ""
        return found.isoformat()

    def _until(self) -> str:
        since, until = day(self.said.get("since", "")), self._day("until")
        if since and until and until < since.isoformat():
            self.wrong("until", "止的日期早于起的日期，请核对。")
        return until


def alike(name: str, among: Iterable[str], most: int = 3) -> list[str]:
    """The names most like one, the likest first."""
    return [found for found, _, _ in process.extract(name, list(among), scorer=fuzz.ratio, limit=most, score_cutoff=45)]


def day(written: str) -> datetime.date | None:
    """2026-3-5, 2026/3/5, 2026.3.5, 2026年3月5日, 20260305; None for anything else."""
    written = _half(written)
    found = re.fullmatch(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", written)
    found = found or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", written)
    try:
        return datetime.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def place(line: int, column: int) -> str:
    """A cell's name as spreadsheets write it: 人员!C7."""
    return f"{SHEET}!{chr(ord('A') + column)}{line}"


def as_json(rows: list[Row]) -> list[dict[str, Any]]:
    return [asdict(r) for r in rows]


def _repeated(rows: list[Row], places: dict[str, int]) -> list[CellError]:
    first: dict[tuple[Any, ...], int] = {}
    errors: list[CellError] = []
    for row in rows:
        key = (row.name, row.phone, row.role, row.unit, row.department, row.since, row.until)
        if row.name and row.role and key in first:
            errors.append(CellError(place(row.line, places["name"]), f"与第{first[key]}行重复，请删去一行。"))
        first.setdefault(key, row.line)
    return errors


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime | datetime.date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip().strip("\u200b\ufeff").strip()


def _half(written: str) -> str:
    """Full-width digits and letters as half-width ones."""
    return unicodedata.normalize("NFKC", written).strip()


def _cells(content: bytes) -> list[tuple[int, tuple[Any, ...]]]:
    """(row number, values) of the sheet of people."""
    import openpyxl

    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise NotAWorkbook("这是旧格式的xls文件，或加了密码。请在表格软件里去掉密码、另存为xlsx后再传。")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = {i.filename: i.file_size for i in packed.infolist()}
            if "xl/workbook.xml" not in names:
                raise NotAWorkbook("这不是xlsx表格，请上传用模板填好的文件。")
            if sum(names.values()) > LARGEST_INSIDE:
                raise NotAWorkbook("这个表格展开后太大，请只留“人员”表后再传。")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        if SHEET not in book.sheetnames:
            raise NotAWorkbook(f"文件里没有“{SHEET}”表，请用下载的模板填写。")
        rows: list[tuple[int, tuple[Any, ...]]] = []
        for number, values in enumerate(book[SHEET].iter_rows(values_only=True, max_col=40), 1):
            if number == 1 or any(v is not None for v in values):
                rows.append((number, values))
            if number > FARTHEST_ROW:
                break
            if len(rows) > MOST_ROWS + 1:
                raise NotAWorkbook(f"超过{MOST_ROWS}行，请分几次导入。")
        return rows
    except NotAWorkbook:
        raise
    except Exception as wrong:  # whatever a broken file makes the reader stumble over
        raise NotAWorkbook("这个文件打不开，可能已损坏。请重新存盘后再传。") from wrong
