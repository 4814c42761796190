"""Making a shown difference count: all of it in one transaction, or nothing."""

from __future__ import annotations

import datetime

from django.db import transaction

from luoshi.accounts.first_passwords import Handed
from luoshi.accounts.models import User
from luoshi.accounts.people_difference import ENDED, NEW, SAME, Change, Difference, difference
from luoshi.accounts.people_sheet import Row
from luoshi.accounts.securing import open_account
from luoshi.audit.actor import Actor
from luoshi.audit.record import record
from luoshi.units.models import Department, Person, Post, Region, Unit
from luoshi.units.people import add_person, change_person, end_post, set_post
from luoshi.units.refusing import Refused


def apply_rows(
    region: Region,
    rows: list[Row],
    whole: bool,
    shown: str,
    accounts: bool,
    actor: Actor,
    own_person: int | None,
) -> tuple[Difference, list[Handed]]:
    """Do what the difference of `rows` says. shown  the fingerprint of what the person saw; accounts  whether people
    without a log-in get one. Returns the difference and the log-ins to hand over. Raises Refused."""
    with transaction.atomic():
        Region.objects.select_for_update().get(pk=region.pk)
        found = difference(region, rows, whole, own_person)
        if found.errors:
            raise Refused("表格里还有错误，请改好后重新上传。")
        if found.fingerprint != shown:
            raise Refused("您查看差别之后，人员又有变动。请重新上传表格，看过新的差别再确认。")
        made = _Applied(region, actor, own_person)
        for change in found.changes:
            made.do(change)
        handed = made.open_accounts(found) if accounts else []
        counted = found.count()
        record(actor, "people.sheet", region, after={**counted, "账号": len(handed)}, region_id=region.pk)
    return found, handed


class _Applied:
    def __init__(self, region: Region, actor: Actor, own_person: int | None) -> None:
        self.region, self.actor, self.own_person = region, actor, own_person
        self.people: dict[str, Person] = {f"#{p.pk}": p for p in Person.objects.filter(region=region)}
        self.units = {u.pk: u for u in Unit.objects.filter(region=region)}
        self.departments = {d.pk: d for d in Department.objects.filter(unit__region=region)}
        self.posts = {
            p.pk: p for p in Post.objects.filter(region=region).select_related("person", "unit", "region", "department")
        }

    def do(self, change: Change) -> None:
        if change.kind == SAME:
            return
        row = change.row
        if row is not None:
            self._person(change, row)
        if change.kind == NEW and row is not None:
            self._new_post(change, row)
        elif change.kind == ENDED and row is None and change.post:
            post = self.posts[change.post]
            end_post(
                post, post.version, datetime.date.fromisoformat(change.values["until"]), self.actor, self.own_person
            )
        elif change.values and change.post:
            self._changed_post(change)

    def _person(self, change: Change, row: Row) -> None:
        person = self.people.get(change.key)
        if person is None:
            self.people[change.key] = add_person(self.region, row.name, row.phone, row.mail, self.actor)
            return
        phone, mail = row.phone or person.phone, row.mail or person.mail
        if (phone, mail) != (person.phone, person.mail):
            change_person(person, person.version, person.name, phone, mail, self.actor)

    def _new_post(self, change: Change, row: Row) -> None:
        set_post(
            self.people[change.key],
            None,
            0,
            row.role,
            self.region,
            self.units[row.unit] if row.unit else None,
            self.departments[row.department] if row.department else None,
            row.title,
            _day(row.since),
            _day(row.until),
            self.actor,
            self.own_person,
        )

    def _changed_post(self, change: Change) -> None:
        post, values = self.posts[change.post or 0], change.values
        department = self.departments[values["department_id"]] if "department_id" in values else post.department
        set_post(
            post.person,
            post,
            post.version,
            post.role,
            post.region,
            post.unit,
            department,
            values.get("title", post.title),
            _day(values["since"]) if "since" in values else post.since,
            _day(values["until"]) if "until" in values else post.until,
            self.actor,
            self.own_person,
        )

    def open_accounts(self, found: Difference) -> list[Handed]:
        """A log-in for everybody in the workbook who has none, in the order of its rows."""
        wanted: dict[str, str] = {}
        for change in found.changes:
            if change.row is not None and change.kind != ENDED:
                wanted[change.key] = wanted.get(change.key) or change.row.username
        people = [(self.people[key], username) for key, username in wanted.items() if key in self.people]
        have = set(User.objects.filter(person__in=[p for p, _ in people]).values_list("person_id", flat=True))
        return [open_account(p, self.actor, username) for p, username in people if p.pk not in have]


def _day(written: str) -> datetime.date | None:
    return datetime.date.fromisoformat(written) if written else None
