"""What the actions and kinds of events are called on screen."""

from __future__ import annotations

import re

from luoshi.audit.models import Event

ACTIONS = {
    "account.password": "修改密码",
    "account.login": "登录",
    "account.logout": "退出",
    "account.open": "开通账号",
    "account.reset": "重置密码",
    "account.release": "解除登录等待",
    "account.enable": "启用账号",
    "account.disable": "停用账号",
    "account.totp_on": "开通动态码",
    "account.totp_off": "解除动态码",
    "account.totp_removed": "代为解除动态码",
    "account.recovery_codes": "重新生成备用码",
    "region.add": "增加地区",
    "region.change": "修改地区",
    "unit.add": "增加单位",
    "unit.rename": "单位更名",
    "unit.alias": "增减单位别称",
    "unit.members": "指明统称",
    "unit.order": "调整单位次序",
    "unit.department": "增减股室",
    "unit.merge": "单位撤并",
    "unit.absorb": "接收撤并单位",
    "person.add": "增加人员",
    "person.change": "修改人员资料",
    "post.add": "设岗",
    "post.change": "修改岗位",
    "post.end": "结束岗位",
    "people.sheet": "用表格导入人员",
    "plan.import": "上传方案",
    "plan.import.again": "重新读取方案",
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
    "plan.review.header": "改文件信息",
    "plan.review.unite": "合并单位名称",
    "plan.review.drop": "放弃审核",
    "body.seat": "安排专班人员",
    "body.unseat": "移出专班人员",
    "measure.write": "编制细化分解",
    "measure.submit": "报送细化分解",
    "measure.withdraw": "撤回细化分解",
    "measure.return": "退回细化分解",
    "measure.accept": "审定细化分解",
    "measure.reopen": "重新编制细化分解",
    "measure.give_up": "放弃细化分解的改动",
    "share.give": "交给配合单位",
    "share.withdraw": "收回任务分担",
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
    "seat": "人员",
    "parts": "部分",
    "tasks": "任务",
    "targets": "指标",
    "bodies": "专班",
    "cadences": "调度机制",
    "units": "单位",
    "sha256": "校验码",
    "seal": "校验码",
    "last_digest": "末条校验码",
    "phone": "电话",
    "mail": "邮箱",
    "role": "角色",
    "region": "地区",
    "department": "股室",
    "since": "起",
    "until": "止",
    "person": "人员",
    "username": "用户名",
    "active": "启用",
    "by": "方式",
    "failures": "失败次数",
    "alias": "别称",
    "on": "日期",
    "into": "并入单位编号",
    "into_name": "并入",
    "gone": "撤并单位编号",
    "gone_name": "撤并单位",
    "gone_on": "撤并日期",
    "former_kept": "留作曾用名",
    "is_class": "统称",
    "members": "代表的单位",
    "level": "级别",
    "short": "简称",
    "parent": "上级",
    "number": "第几次",
    "measures": "举措条数",
    "part": "所属部分",
    "order": "次序",
    "start": "原文起点",
    "end": "原文止点",
    "path": "序号",
    "raw": "原文",
    "measure": "性质",
    "value2": "上限",
    "text": "内容",
    "kind": "类别",
    "clauses": "责任分工",
    "limits": "时限",
    "duties": "责任单位",
    "taker": "承担单位",
    "what": "内容",
    "withdrawn": "收回",
}
# Codes that fields hold, as said on screen.
STATES = {
    "draft": "编制中",
    "submitted": "已报送",
    "returned": "已退回",
    "accepted": "已审定",
    "waiting": "等待读取",
    "reading": "正在读取",
    "ready": "审核中",
    "failed": "读取失败",
    "in_force": "已施行",
    "dropped": "已放弃",
    "read": "读出",
    "changed": "已改",
    "added": "补充",
    "removed": "去除",
}
REGISTERS = {"task": "任务清单", "project": "项目清单", "policy": "政策清单"}
VALUES = {
    "state": STATES,
    "settled": {"corrected": "已改正", "accepted": "保留原文", "dismissed": "不是问题"},
    "op": {">=": "不低于", "<=": "不超过", "=": "等于", "~": "左右", "range": "区间"},
    "measure": {"growth": "增速", "level": "总量", "increase": "新增", "share": "占比", "decrease": "下降"},
    "kind": {"task": "任务", "project": "项目", "policy": "政策"},
    "by": {"password": "密码", "openid_connect": "统一身份认证", "totp": "动态码", "recovery_codes": "备用码"},
    "清单": REGISTERS,
}
CELL = re.compile(r"[0-9a-z]{1,12} (?=[^\x00-\x7f])")  # "addad29 举措": a cell of a breakdown's row, by the row's key
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")


def action_word(code: str) -> str:
    """The action in Chinese; an action that has no word yet shows as its code."""
    return ACTIONS.get(code, code)


def kind_word(code: str) -> str:
    return KINDS.get(code, code)


def changes(event: Event) -> list[tuple[str, str, str]]:
    """What the event changed, field by field: name, before, after, each short enough for a line."""
    keys = list(dict.fromkeys([*event.before, *event.after]))
    said = []
    for key in keys:
        name = CELL.sub("", key)
        words = VALUES.get(name, {})
        said.append((FIELDS.get(name, name), _short(event.before.get(key), words), _short(event.after.get(key), words)))
    return said


def _short(value: object, words: dict[str, str], most: int = 60) -> str:
    """A value as said on screen: codes by their words, days as 2026年3月5日, numbers without needless zeros."""
    if value in (None, "", [], {}):
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        value = [words.get(v, v) for v in value]
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        written = "、".join(value)
    elif isinstance(value, (dict, list)):
        written = f"{len(value)}项"
    else:
        whole = isinstance(value, float) and value.is_integer()
        written = str(int(value)) if whole else words.get(str(value), str(value))  # type: ignore[call-overload]
        written = DAY.sub(lambda m: f"{m[1]}年{int(m[2])}月{int(m[3])}日", written)
    return written if len(written) <= most else written[: most - 1] + "…"
