"""The fictional county as a demonstration: its plan from its docx through the same import as a user's, and its people.

Everything it makes is marked 演示. Run again it does nothing.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

COUNTY = "云麓县（演示）"
SAMPLE = "yunlu-2026"


def sample() -> Path:
    """The fictional county's plan. Raises FileNotFoundError where the samples are not beside the package."""
    path = Path(__file__).resolve().parents[3] / "samples" / SAMPLE / "plan.docx"
    if not path.exists():
        raise FileNotFoundError("演示方案 samples/yunlu-2026/plan.docx 不在，请在项目文件夹里运行。")
    return path


def load() -> None:
    """Put the sample in force in a region of its own, with people at each kind of post."""
    from luoshi.audit.actor import Actor
    from luoshi.plans.enforce import put_in_force
    from luoshi.plans.importing import open_review, read_now
    from luoshi.units.models import Region

    if Region.objects.filter(name=COUNTY).exists():
        return
    actor = Actor(None, "演示")
    region = Region.objects.create(name=COUNTY, short="云麓")
    review = read_now(
        open_review(sample().read_bytes(), "云麓县六大攻坚总体方案（演示）.docx", region, actor, queue=False)
    )
    plan = put_in_force(review, "演示", actor)
    _people(plan)


def _people(plan) -> None:  # type: ignore[no-untyped-def]
    from django.conf import settings
    from django.db.models import Count

    from luoshi.accounts.models import User
    from luoshi.plans.models import BodySeat
    from luoshi.units.initials import initials
    from luoshi.units.models import Person, Post, Role, Unit

    region = plan.region
    password = f"yanshi-{secrets.token_hex(4)}"
    busy = list(Unit.objects.filter(region=region, is_class=False).annotate(n=Count("duties")).order_by("-n", "pk")[:3])
    force = plan.body_set.exclude(part__kind="master").exclude(office_unit=None).order_by("part__order").first()
    office = force.office_unit if force else busy[0]
    government = Unit.objects.filter(region=region, name__in=("县政府办", "县政府办公室", "县人民政府办公室")).first()
    cast = [
        ("zhengfuban", Role.COMMAND_OFFICE, government, "综合协调组经办"),
        ("zhuanban", Role.TASK_FORCE_OFFICE, office, "专班办公室经办"),
        *((f"lianluo{n}", Role.LIAISON, unit, "联络员") for n, unit in enumerate(busy, 1)),
        ("danwei1", Role.UNIT_HEAD, busy[0], "主要负责人"),
        ("zhaojiren", Role.CONVENER, None, "专班召集人"),
        ("ducha", Role.SUPERVISION, None, "督查室"),
        ("tongji", Role.STATISTICS, None, "统计局"),
        ("kaohe", Role.APPRAISAL, None, "考核办"),
        ("lingdao", Role.LEADER, None, "县领导"),
        ("xitong", Role.SYSTEM_ADMIN, None, "系统管理员"),
        ("anquan", Role.SECURITY_ADMIN, None, "安全管理员"),
        ("shenji", Role.AUDIT_ADMIN, None, "审计管理员"),
    ]
    lines = [f"密码都是 {password}（演示用，只在本机）", ""]
    for login, role, unit, title in cast:
        name = f"演示·{unit.name if unit and role != Role.COMMAND_OFFICE else ''}{title}"[:40]
        person = Person.objects.create(region=region, name=name, initials=initials(name)[:40])
        post = Post.objects.create(person=person, role=role, region=region, unit=unit, title=title)
        User.objects.create_user(login, password, person=person, must_change=False)
        if role == Role.CONVENER and force:
            BodySeat.objects.create(body=force, post=post)
        lines.append(f"  {login:12}{name.removeprefix('演示·')}")
    kept = Path(settings.DATA) / "demo-logins.txt"
    with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def logins() -> str:
    """The demonstration's log-ins as made at its first start."""
    from django.conf import settings

    kept = Path(settings.DATA) / "demo-logins.txt"
    said = kept.read_text("utf-8") if kept.exists() else "（演示账号的清单不在了，请删掉数据文件夹重新演示）\n"
    return "演示账号：\n" + said
