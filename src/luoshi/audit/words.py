"""What the actions and kinds of events are called on screen."""

from __future__ import annotations

from luoshi.audit.models import Event

ACTIONS = {
    "account.password": "修改密码",
    "plan.import": "上传方案",
    "plan.import.again": "重新读取",
    "plan.read": "读出方案",
    "plan.enforce": "施行方案",
    "plan.revise": "修订方案",
    "plan.revise.open": "新开修订单",
    "plan.revise.edit": "改修订单",
    "plan.revise.undo": "撤回修订条目",
    "plan.revise.words": "写修订依据",
    "plan.revise.drop": "放弃修订单",
    "plan.revise.match": "认定条目对应",
    "plan.revise.order": "施行修订单",
    "plan.revise.document": "以新文本修订",
    "plan.review.change": "审核改动",
    "plan.review.remove": "审核去除或恢复",
    "plan.review.add": "审核补充",
    "plan.review.settle": "处理体检问题",
    "plan.review.split": "拆分任务",
    "plan.review.join": "合并任务",
    "plan.review.unite": "合并单位",
    "plan.review.header": "改文件信息",
    "plan.review.drop": "放弃审核",
    "job.again": "重试后台任务",
    "audit.export": "导出留痕",
    "audit.prune": "封存并清理留痕",
}
KINDS = {
    "review": "方案审核",
    "reviewitem": "审核条目",
    "plan": "方案",
    "version": "版本",
    "revision": "修订单",
    "revisionedit": "修订条目",
    "revisionmatch": "条目对应",
    "task": "任务",
    "target": "指标",
    "body": "专班",
    "cadence": "调度机制",
    "breakdown": "细化分解",
    "measure": "举措",
    "share": "任务分担",
    "unit": "单位",
    "region": "地区",
    "person": "人员",
    "post": "岗位",
    "user": "账号",
    "event": "留痕",
}
FIELDS = {
    "state": "状态",
    "title": "标题",
    "name": "名称",
    "value": "数值",
    "unit": "单位",
    "op": "要求",
    "word": "说明",
    "settled": "处理",
    "decided_by": "决定人",
    "file": "文件",
    "items": "条目数",
    "version": "版次",
    "reason": "原因",
    "reference": "依据",
    "effective_on": "生效日期",
    "item": "条目",
    "changed": "改动条数",
    "retired": "撤销条数",
    "doc_number": "发文字号",
    "issuer": "发文机关",
    "date": "成文日期",
    "family": "行动名称",
    "due": "时限",
    "count": "条数",
    "parts": "部分",
    "tasks": "任务",
    "targets": "指标",
    "bodies": "专班",
    "cadences": "调度机制",
    "units": "单位",
    "sha256": "校验码",
    "seal": "校验码",
    "last_digest": "末条校验码",
}


def action_word(code: str) -> str:
    """The action in Chinese; an action that has no word yet shows as its code."""
    return ACTIONS.get(code, code)


def kind_word(code: str) -> str:
    return KINDS.get(code, code)


def changes(event: Event) -> list[tuple[str, str, str]]:
    """What the event changed, field by field: name, before, after, each short enough for a line."""
    keys = list(dict.fromkeys([*event.before, *event.after]))
    return [(FIELDS.get(k, k), _short(event.before.get(k)), _short(event.after.get(k))) for k in keys]


def _short(value: object, most: int = 60) -> str:
    if value in (None, "", [], {}):
        return "—"
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        written = "、".join(value)
    elif isinstance(value, (dict, list)):
        written = f"{len(value)}项"
    else:
        written = str(value)
    return written if len(written) <= most else written[: most - 1] + "…"
