"""What time brings by itself, done again and again by the clock. Each piece may run late and twice."""

from __future__ import annotations

import datetime
import logging

from django.conf import settings

from luoshi.audit.heads import note
from luoshi.plans.taking_effect import take_effect
from luoshi.units.coming import take_effect as units

log = logging.getLogger(__name__)


def tick(today: datetime.date) -> list[str]:
    """Do all that fell due up to today, then note where the audit trail ends; what was done, as Chinese sentences.
    Units come first: the plans' versions of the day find them as they are from then on."""
    done = [f"{change}，已办理。" for change in units(today)]
    done += [f"《{version.plan}》第{version.number}版已施行。" for version in take_effect(today)]
    try:
        note(settings.AUDIT_HEADS)
    except OSError as wrong:  # that this fails must not keep the rest from being done
        log.warning("没有记下留痕的末条（%s），请查看数据文件夹能否写入。", wrong)
    return done
