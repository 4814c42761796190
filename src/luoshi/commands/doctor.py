"""`luoshi doctor`: is all there that the site needs, and what to do where it is not."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass

FREE_BYTES = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """what  the thing looked at; state  how it is; advice  what to do, "" where nothing; needed  the site does not
    run without it."""

    what: str
    state: str
    advice: str = ""
    needed: bool = False

    @property
    def well(self) -> bool:
        return not self.advice


def doctor() -> int:
    """Print one line a thing; the exit status is 1 where something that is needed lacks."""
    found = list(diagnoses())
    for one in found:
        mark = "✓" if one.well else "✗" if one.needed else "○"
        print(f"{mark} {one.what}：{one.state}" + (f" —— {one.advice}" if one.advice else ""))
    lacking = [one for one in found if one.needed and not one.well]
    print("一切就绪。" if not lacking else f"有{len(lacking)}项必须先解决。")
    return 1 if lacking else 0


def diagnoses() -> Iterator[Diagnosis]:
    """Each thing looked at, in the order in which it matters."""
    yield Diagnosis(
        "Python", sys.version.split()[0], "" if sys.version_info >= (3, 11) else "请安装3.11或更新版本", True
    )
    from luoshi.site.environment import SettingError, read_environment

    try:
        environment = read_environment()
    except SettingError as wrong:
        yield Diagnosis("设置", "有误", str(wrong), True)
        return
    yield Diagnosis("设置", "可用")
    free = shutil.disk_usage(environment.data).free
    yield Diagnosis(
        "数据文件夹",
        f"{environment.data}，剩余{free // 1024**3}GB",
        "" if free > FREE_BYTES else "请清理磁盘，至少留出2GB",
    )
    yield from _database()
    vendor = importlib.util.find_spec("luoshi.desk")
    from pathlib import Path

    folder = Path(str(vendor.origin)).parent / "static" / "desk" / "vendor" if vendor else Path()
    yield Diagnosis(
        "页面样式",
        "已就位" if (folder / "tabler.min.css").exists() else "缺少",
        "" if (folder / "tabler.min.css").exists() else "请运行 make setup",
        True,
    )
    office = shutil.which("soffice") or shutil.which("libreoffice")
    yield Diagnosis(
        "LibreOffice", office or "没有安装", "" if office else "读 doc、wps、rtf、odt 需要它；不读这些格式可以不装"
    )
    ocr = importlib.util.find_spec("rapidocr") is not None
    yield Diagnosis(
        "图像识别", "已安装" if ocr else "没有安装", "" if ocr else "读扫描件需要：pip install 'luoshi[ocr]'"
    )


def _database() -> Iterator[Diagnosis]:
    from luoshi.site import start

    start.set_up()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import Error

    try:
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except Error as wrong:
        yield Diagnosis("数据库", "连不上", f"{str(wrong).splitlines()[0]}；请核对 DATABASE_URL 和数据库服务", True)
        return
    yield Diagnosis(
        "数据库", connection.vendor, f"还有{waiting}项结构更新，启动 luoshi serve 时自动完成" if waiting else ""
    )
    if waiting:
        return
    for check in (_log_ins, _chain, _worker):
        yield check()


def _log_ins() -> Diagnosis:
    from luoshi.accounts.beginning import MAKE_THE_FIRST
    from luoshi.accounts.models import User

    count = User.objects.count()
    return Diagnosis("账号", f"{count}个", "" if count else f"还没有人能登录，请执行 {MAKE_THE_FIRST}")


def _chain() -> Diagnosis:
    from django.conf import settings

    from luoshi.audit.verify import verify

    verdict = verify(settings.AUDIT_HEADS)
    return Diagnosis(
        "留痕", f"{verdict.events}条", "".join(verdict.broken[:1]) and verdict.broken[0] + "请通知审计管理员"
    )


def _worker() -> Diagnosis:
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    waiting = DBTaskResult.objects.filter(status="READY").order_by("enqueued_at").first()
    since = (timezone.now() - waiting.enqueued_at).total_seconds() if waiting else 0
    return Diagnosis(
        "后台任务",
        f"最早的等了{int(since)}秒" if waiting else "没有积压",
        "luoshi serve 没有在运行，或后台进程停了，请重新启动" if since > 120 else "",
    )
