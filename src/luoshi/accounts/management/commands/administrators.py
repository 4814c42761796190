"""The first three administrators of a region: the way into a site that nobody can log in to yet."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from luoshi.accounts.first_passwords import first_password, hashed
from luoshi.accounts.models import User
from luoshi.audit.actor import Actor
from luoshi.audit.record import record
from luoshi.units.models import Person, Post, Region, Role

ADMINISTRATORS = (
    (Role.SYSTEM_ADMIN, "xitong", "系统管理员"),
    (Role.SECURITY_ADMIN, "anquan", "安全管理员"),
    (Role.AUDIT_ADMIN, "shenji", "审计管理员"),
)


class Command(BaseCommand):
    help = "Make the three separate administrators of a region, and print their first passwords once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "region", nargs="?", default="", help="name of the region, made as a county where there is none"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        name = "".join(options["region"].split())[:60]
        if not name:
            raise CommandError("请写明地区的名称，如：luoshi manage administrators 某某县")
        roles = [role for role, _, _ in ADMINISTRATORS]
        if Post.objects.filter(region__name=name, role__in=roles).exists():
            raise CommandError(f"{name}已经有管理员，请由系统管理员在网页上增减，由安全管理员重置密码。")
        with transaction.atomic():
            region = Region.objects.filter(name=name).first() or Region.objects.create(name=name)
            for role, login, title in ADMINISTRATORS:
                self.stdout.write(self._made(region, role, login, title))
        self.stdout.write("请把密码分别当面交给三位管理员；第一次登录须改密码。这里只显示这一次。")
        self.stdout.write(
            f"下一步：启动 luoshi serve，由系统管理员登录，先给{name}的政府办设一个人，由他上传方案。"
            "新地区按县级建好，市、省可在“地区”里修改级别。"
        )

    def _made(self, region: Region, role: Any, login: str, title: str) -> str:
        """One administrator; the line to be printed."""
        taken = User.objects.filter(username__startswith=login).count()
        username, password = f"{login}{taken + 1}" if taken else login, first_password()
        person = Person.objects.create(region=region, name=title)
        Post.objects.create(person=person, role=role, region=region, title=title)
        user = User(username=username, person=person, password=hashed(password))
        user.save()
        actor = Actor(None, "命令行", region_id=region.pk)
        record(actor, "account.open", user, after={"name": username, "title": title}, region_id=region.pk)
        return f"{title}　用户名 {username}　初始密码 {password}"
