"""A small plan in force whose units break its tasks down: what the tests of the breakdown share."""

from __future__ import annotations

from typing import Any

from cast import Cast, county, plan_in_force

from luoshi.audit.actor import Actor
from luoshi.plans import breakdown as actions
from luoshi.plans.measure_rows import new_key
from luoshi.plans.models import Breakdown, Task
from luoshi.units.models import Role, Unit

CLERK = Actor(None, "陈联络", None, "县工信局联络员", "127.0.0.1")
COLLEAGUE = Actor(None, "李同事", None, "县工信局联络员", "127.0.0.1")
OFFICE = Actor(None, "刘专班", None, "专班办公室", "127.0.0.1")
GOOD = {"title": "完成园区选址", "register": "project", "person": "陈敏", "department": "园区股", "ends": "2026-06-30"}


def cast() -> Cast:
    """The county with its plan in force; liaisons of two units, the office of the first campaign, the command office."""
    made = county()
    plan_in_force(made.region)
    made.post("工信", Role.LIAISON, "县工信局")
    made.post("发改", Role.LIAISON, "县发改局")
    made.post("统计", Role.LIAISON, "县统计局")
    made.post("专班", Role.TASK_FORCE_OFFICE, "县工信局")
    made.post("综合", Role.COMMAND_OFFICE)
    return made


def task(title: str = "建设园区") -> Task:
    return Task.objects.select_related("plan", "part").get(title=title)


def unit(name: str = "县工信局") -> Unit:
    return Unit.objects.get(name=name)


def add(key: str = "", **cells: str) -> dict[str, Any]:
    """The edit that adds a row, a good one but for the cells given."""
    return {"do": "add", "key": key or new_key(), "after": "", "cells": {**GOOD, **cells}}


def put(key: str, cell: str, was: str, now: str) -> dict[str, Any]:
    return {"do": "set", "key": key, "cells": {cell: [was, now]}}


def drafted(*edits: dict[str, Any], title: str = "建设园区", name: str = "县工信局") -> Breakdown:
    """A unit's draft after the edits, one good row without any."""
    return actions.write(task(title), unit(name), edits or (add("row1"),), CLERK).breakdown


def submitted(*edits: dict[str, Any], title: str = "建设园区", name: str = "县工信局") -> Breakdown:
    made = drafted(*edits, title=title, name=name)
    return actions.submit(made, made.version, CLERK)


def accepted(*edits: dict[str, Any], title: str = "建设园区", name: str = "县工信局") -> Breakdown:
    made = submitted(*edits, title=title, name=name)
    return actions.accept(made, made.version, OFFICE)
