"""What a workbook of people and posts would change, compared with what is held. Nothing is stored here.

A blank cell leaves what is held as it is. Posts that the workbook does not name stay, unless it is said to be whole.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from luoshi.accounts.people_sheet import CellError, Row, place
from luoshi.accounts.people_workbook import COLUMNS
from luoshi.units.models import Department, Person, Post, Region, Role, Unit
from luoshi.units.people import ADMINISTRATORS

NEW, CHANGED, ENDED, SAME = "new", "changed", "ended", "same"
KINDS = {NEW: "新增", CHANGED: "变更", ENDED: "结束", SAME: "不变"}
PLACE = {c.key: n for n, c in enumerate(COLUMNS)}


@dataclass
class Change:
    """One line of the difference. person, post  by id, None for what is new; key  joins the rows of one new person;
    details  as (word, before, after)."""

    kind: str
    name: str
    words: str
    row: Row | None
    person: int | None
    post: int | None
    key: str
    new_person: bool = False
    details: list[tuple[str, str, str]] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)


@dataclass
class Difference:
    changes: list[Change]
    errors: list[CellError]

    def count(self) -> dict[str, int]:
        """How many changes of each kind, in words."""
        return {word: sum(c.kind == kind for c in self.changes) for kind, word in KINDS.items()}

    @property
    def any(self) -> bool:
        return any(c.kind != SAME for c in self.changes)

    @property
    def fingerprint(self) -> str:
        """Tells whether what was shown is still what would be done."""
        said = [(c.kind, c.person, c.post, c.key, c.details) for c in self.changes]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False, default=str).encode()).hexdigest()


def difference(region: Region, rows: list[Row], whole: bool, own_person: int | None) -> Difference:
    """Compare rows with what the region holds. own_person  the one who acts, whose own posts must stay. Four queries."""
    return _Comparison(region, rows, own_person).run(whole)


class _Comparison:
    def __init__(self, region: Region, rows: list[Row], own_person: int | None) -> None:
        self.rows, self.own_person, self.today = rows, own_person, timezone.localdate()
        self.units = {u.pk: u.name for u in Unit.objects.filter(region=region)}
        self.departments = {d.pk: d.name for d in Department.objects.filter(unit__region=region)}
        self.posts: dict[int, list[Post]] = defaultdict(list)
        for post in Post.objects.filter(region=region).select_related("person", "unit", "region"):
            self.posts[post.person_id].append(post)
        self.by_name: dict[str, list[Person]] = defaultdict(list)
        for person in Person.objects.filter(region=region):
            self.by_name[person.name].append(person)
        self.phones: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            if row.phone:
                self.phones[row.name].add(row.phone)
        self.matched: set[int] = set()
        self.changes: list[Change] = []
        self.errors: list[CellError] = []
        self.mails: dict[str, tuple[int, str]] = {}

    def run(self, whole: bool) -> Difference:
        for row in self.rows:
            self._row(row)
        if whole:
            self._the_rest()
        self._administrators()
        return Difference(self.changes, self.errors)

    def _row(self, row: Row) -> None:
        person, key = self._person(row)
        if key is None:
            return
        self._one_mail(row, key)
        post = self._post(row, person)
        words = self._words(row)
        if post is None:
            change = Change(NEW, row.name, words, row, person.pk if person else None, None, key, person is None)
        else:
            self.matched.add(post.pk)
            change = Change(SAME, row.name, words, row, post.person_id, post.pk, key)
            self._post_details(change, row, post)
        if person:
            self._person_details(change, row, person)
        if change.kind != SAME and person and person.pk == self.own_person:
            self.errors.append(self._error(row, "name", "自己的资料和岗位要由别的系统管理员来改，请去掉这一行的改动。"))
        self.changes.append(change)

    def _person(self, row: Row) -> tuple[Person | None, str | None]:
        """The person meant (None for a new one) and the key that joins their rows; key None where it is unclear."""
        namesakes = self.by_name.get(row.name, [])
        phone = row.phone or (next(iter(self.phones[row.name])) if len(self.phones[row.name]) == 1 else "")
        same = [p for p in namesakes if phone and p.phone == phone]
        if not same and not phone:
            same = namesakes
        if not same:
            at = [
                p for p in namesakes if not p.phone or any(o.unit_id == row.unit and row.unit for o in self.posts[p.pk])
            ]
            same = at if len(at) == 1 else []
        if len(same) > 1 or (not phone and len(self.phones[row.name]) > 1):
            self.errors.append(self._error(row, "phone", f"有不止一位“{row.name}”，请填电话以便区分。"))
            return None, None
        return (same[0], f"#{same[0].pk}") if same else (None, f"{row.name}/{phone}")

    def _post(self, row: Row, person: Person | None) -> Post | None:
        """The post that the row speaks of: same role and unit, one that still holds before one that ended."""
        found = [p for p in self.posts[person.pk] if (p.role, p.unit_id) == (row.role, row.unit)] if person else []
        found = [p for p in found if p.pk not in self.matched]
        found = [p for p in found if not p.until or p.until >= self.today or p.until.isoformat() == row.until]
        return min(found, key=lambda p: (p.department_id != row.department, p.pk), default=None)

    def _post_details(self, change: Change, row: Row, post: Post) -> None:
        for key, word, before, after in (
            ("title", "职务", post.title, row.title),
            ("department_id", "股室", post.department_id, row.department),
            ("since", "起", _iso(post.since), row.since),
            ("until", "止", _iso(post.until), row.until),
        ):
            if after and after != before:
                change.kind = CHANGED
                shown = self.departments if key == "department_id" else {}
                change.details.append((word, str(shown.get(before, before) or ""), str(shown.get(after, after))))
                change.values[key] = after
        if "until" in change.values and change.values["until"] <= self.today.isoformat():
            change.kind = ENDED
        since, until = row.since or _iso(post.since), row.until or _iso(post.until)
        if since and until and until < since:
            self.errors.append(self._error(row, "until", "止的日期早于起的日期，请核对。"))

    def _person_details(self, change: Change, row: Row, person: Person) -> None:
        for word, before, after in (("电话", person.phone, row.phone), ("邮箱", person.mail, row.mail)):
            if after and after != before:
                change.kind = CHANGED if change.kind == SAME else change.kind
                change.details.append((word, before, after))

    def _one_mail(self, row: Row, key: str) -> None:
        line, mail = self.mails.setdefault(key, (row.line, row.mail))
        if row.mail and mail and row.mail != mail:
            self.errors.append(self._error(row, "mail", f"与第{line}行同一个人的邮箱不一致，请改成一样的。"))

    def _the_rest(self) -> None:
        """Posts that hold but are not in a list said to be whole: they end. Administrators' never do in this way."""
        for post in (p for held in self.posts.values() for p in held):
            holds = not post.until or post.until >= self.today
            if (
                holds
                and post.pk not in self.matched
                and post.role not in ADMINISTRATORS
                and post.person_id != self.own_person
            ):
                change = Change(ENDED, post.person.name, str(post), None, post.person_id, post.pk, f"#{post.person_id}")
                last = self.today - datetime.timedelta(days=1)
                last = max(last, post.since) if post.since else last
                change.values["until"] = last.isoformat()
                change.details.append(("止", _iso(post.until), last.isoformat()))
                self.changes.append(change)

    def _administrators(self) -> None:
        """The three administrators in three hands."""
        held: dict[str, set[str]] = defaultdict(set)
        for posts in self.posts.values():
            for post in posts:
                if post.role in ADMINISTRATORS and (not post.until or post.until >= self.today):
                    held[f"#{post.person_id}"].add(post.role)
        for change in self.changes:
            row = change.row
            if row is None or row.role not in ADMINISTRATORS:
                continue
            held[change.key].add(row.role)
            if change.kind == NEW and len(held[change.key]) > 1:
                self.errors.append(
                    self._error(row, "role", f"{row.name}已是另一类管理员；系统、安全、审计三类要由不同的人担任。")
                )

    def _words(self, row: Row) -> str:
        where = self.units.get(row.unit or 0, "")
        return " ".join(w for w in (where, Role(row.role).label if row.role else "", row.title) if w)

    def _error(self, row: Row, key: str, said: str) -> CellError:
        return CellError(place(row.line, PLACE[key]), said)


def held_rows(posts: Iterable[Post]) -> list[dict[str, str]]:
    """What is held as rows of the workbook (posts with person, user, unit and department)."""
    return [
        {
            "name": p.person.name,
            "phone": p.person.phone,
            "unit": p.unit.name if p.unit else "",
            "department": p.department.name if p.department else "",
            "role": p.get_role_display(),
            "title": p.title,
            "since": _iso(p.since),
            "until": _iso(p.until),
            "mail": p.person.mail,
            "username": p.person.user.username if hasattr(p.person, "user") else "",
        }
        for p in posts
    ]


def _iso(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""
