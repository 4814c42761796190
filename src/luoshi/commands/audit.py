"""`luoshi audit verify` and `luoshi audit prune`: does the trail still hold, and what may leave it."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path


def verify(archive: str | None = None) -> int:
    """Say how many events there are and what is broken, in the database or in a sealed archive; the exit status is 1
    where anything is."""
    from luoshi.site import start

    start.set_up()
    if archive:
        return _verify_archive(Path(archive))
    from django.conf import settings

    from luoshi.audit.verify import verify as check

    verdict = check(settings.AUDIT_HEADS)
    for sentence in verdict.broken:
        print(sentence, file=sys.stderr)
    print(f"留痕{verdict.events}条，" + (f"发现{len(verdict.broken)}处问题。" if verdict.broken else "链条完整。"))
    return 1 if verdict.broken else 0


def _verify_archive(file: Path) -> int:
    import hashlib

    from luoshi.audit.archive import broken_in
    from luoshi.audit.models import Event

    try:
        broken = broken_in(file)
        seal = hashlib.sha256(file.read_bytes()).hexdigest()
    except (OSError, ValueError, KeyError, EOFError) as wrong:
        print(f"{file}：不是完整的封存文件（{wrong}），请换一份再验。", file=sys.stderr)
        return 1
    if not Event.objects.filter(action="audit.prune", after__seal=seal).exists():
        broken.append("封存文件与封存时记下的校验码不符。")
    for sentence in broken:
        print(sentence, file=sys.stderr)
    print("封存文件" + ("有问题。" if broken else "完整，与封存记录一致。"))
    return 1 if broken else 0


def prune(before: str, folder: str | None) -> int:
    """Move the events before a day (2026-01-31) into a sealed archive; 1 where that may not be."""
    from luoshi.site import start

    start.set_up()
    from django.conf import settings

    from luoshi.audit.actor import Actor
    from luoshi.audit.archive import TooYoung
    from luoshi.audit.archive import prune as move

    try:
        day = datetime.date.fromisoformat(before)
    except ValueError:
        print(f"日期“{before}”写得不对，应形如 2026-01-31。", file=sys.stderr)
        return 2
    target = Path(folder) if folder else Path(settings.DATA) / "audit"
    try:
        sealed = move(day, target, settings.ENVIRONMENT.audit_days, Actor(None, "命令行"))
    except TooYoung as refused:
        print(refused, file=sys.stderr)
        return 1
    print(f"已封存{sealed.events}条到 {sealed.file}，校验码 {sealed.seal}。" if sealed else "没有那天以前的留痕。")
    return 0
