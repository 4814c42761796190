"""Who may do what: one table of role × action × scope, and the two questions asked of it.

The table in docs/rights.md is written from this one (`luoshi manage rights`), and a test walks every address and
every action with every role and expects just what stands here.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from luoshi.units.models import Role


class Scope(IntEnum):
    """How far a right reaches, each wider one containing the narrower.

    UNIT      what one's own unit owes or wrote
    CAMPAIGN  the parts of a plan whose task force one serves (convener, deputy, office)
    REGION    all of one's own region
    TREE      one's own region and its subordinates
    """

    NONE = 0
    UNIT = 1
    CAMPAIGN = 2
    REGION = 3
    TREE = 4


SCOPE_WORDS = {
    Scope.NONE: "—",
    Scope.UNIT: "本单位",
    Scope.CAMPAIGN: "本专班",
    Scope.REGION: "本地区",
    Scope.TREE: "本地区及下级",
}

ACTIONS = {
    "desk.read": "看自己的待办、帮助",
    "plan.read": "看在执行的方案、任务、指标、专班、版本",
    "unit.read": "看单位责任清单、单位目录",
    "plan.export": "导出所见",
    "plan.import": "上传方案文件",
    "plan.review": "审核读出的内容",
    "plan.enforce": "施行方案",
    "plan.revise": "修订方案",
    "body.seat": "安排专班人员",
    "measure.read": "看细化举措",
    "measure.write": "细化分解任务",
    "measure.accept": "审定细化分解",
    "share.write": "把任务的一部分交给配合单位",
    "instruction.read": "看领导批示和办理情况",
    "instruction.give": "批示（对方案、任务、单位提要求）",
    "instruction.answer": "填报批示办理情况",
    "unit.manage": "维护单位目录（更名、合并、简称）",
    "department.write": "维护股室",
    "region.manage": "维护地区（省、市、县、园区）",
    "people.manage": "维护人员、岗位、账号",
    "account.secure": "重置密码、解除限制、停用账号",
    "job.read": "看后台任务",
    "channel.manage": "设置通知渠道、重发没有发成的",
    "calendar.write": "录入放假安排（最上级地区的岗位）",
    "audit.read": "看留痕、导出、核验",
}

_U, _C, _R, _T = Scope.UNIT, Scope.CAMPAIGN, Scope.REGION, Scope.TREE
_READER = {"desk.read": _R, "plan.read": _T, "unit.read": _T, "plan.export": _T, "measure.read": _T}
_INSTRUCTED = {"instruction.read": _U, "instruction.answer": _U}

RIGHTS: dict[Any, dict[str, Scope]] = {
    Role.COMMAND_OFFICE: _READER
    | {
        "plan.import": _R,
        "plan.review": _R,
        "plan.enforce": _R,
        "plan.revise": _R,
        "body.seat": _R,
        "measure.accept": _R,
        "instruction.read": _R,
        "instruction.answer": _R,
        "unit.manage": _R,
        "department.write": _R,
        "job.read": _R,
    },
    Role.TASK_FORCE_OFFICE: _READER
    | {"measure.write": _U, "measure.accept": _C, "share.write": _U, "department.write": _U}
    | _INSTRUCTED,
    Role.CONVENER: _READER | {"instruction.read": _C},
    Role.DEPUTY: _READER | {"instruction.read": _C},
    Role.UNIT_HEAD: _READER | {"measure.write": _U, "share.write": _U, "department.write": _U} | _INSTRUCTED,
    Role.LIAISON: _READER | {"measure.write": _U, "share.write": _U, "department.write": _U} | _INSTRUCTED,
    Role.SUPERVISION: _READER | {"instruction.read": _R},
    Role.STATISTICS: dict(_READER),
    Role.APPRAISAL: dict(_READER),
    Role.PUBLICITY: {"desk.read": _R, "plan.read": _R, "unit.read": _R},
    Role.LEADER: _READER | {"instruction.read": _R, "instruction.give": _R},
    # a superior's administrators set up the regions below, which have nobody yet
    Role.SYSTEM_ADMIN: {
        "desk.read": _R,
        "unit.read": _T,
        "unit.manage": _T,
        "department.write": _T,
        "region.manage": _T,
        "people.manage": _T,
        "job.read": _R,
        "calendar.write": _R,
        "channel.manage": _R,
    },
    Role.SECURITY_ADMIN: {"desk.read": _R, "account.secure": _T},
    Role.AUDIT_ADMIN: {"desk.read": _R, "audit.read": _R},
}


def scope(role: str, action: str) -> Scope:
    """How far `action` reaches for a role. Raises KeyError for an action that the table does not know."""
    if action not in ACTIONS:
        raise KeyError(action)
    return RIGHTS.get(role, {}).get(action, Scope.NONE)
