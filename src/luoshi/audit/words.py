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
    "unit.later": "登记到日更名或撤并",
    "unit.later.drop": "取消到日更名或撤并",
    "unit.later.fail": "到日更名或撤并没有办成",
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
    "plan.revise.withdraw": "撤回未施行的版本",
    "plan.take_effect": "新版本施行",
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
    "arrangement.propose": "提出调度安排",
    "arrangement.confirm": "确认调度安排",
    "arrangement.off": "停用调度安排",
    "arrangement.add": "增加调度安排",
    "round.open": "开放期次",
    "round.lock": "锁定期次",
    "round.redate": "期次日期随放假安排调整",
    "report.submit": "报送进展",
    "report.withdraw": "撤回进展",
    "report.pass": "负责人审核进展",
    "report.consolidate": "汇总进展",
    "report.accept": "审核通过进展",
    "report.return": "退回进展",
    "report.open": "再开放填报",
    "report.draw": "确定核实名单",
    "report.verify": "核实进展",
    "reading.confirm": "核定指标",
    "measure.write": "编制细化分解",
    "measure.submit": "报送细化分解",
    "measure.withdraw": "撤回细化分解",
    "measure.return": "退回细化分解",
    "measure.accept": "审定细化分解",
    "measure.reopen": "重新编制细化分解",
    "measure.give_up": "放弃细化分解的改动",
    "share.give": "交给配合单位",
    "share.withdraw": "收回任务分担",
    "instruction.give": "批示",
    "instruction.answer": "填报批示办理情况",
    "instruction.withdraw": "收回批示",
    "instruction.close": "阅结批示",
    "job.again": "重试后台任务",
    "channel.add": "增加通知渠道",
    "channel.change": "修改通知渠道",
    "channel.remove": "删除通知渠道",
    "channel.try": "测试通知渠道",
    "delivery.again": "重发通知",
    "calendar.enter": "录入放假安排",
    "calendar.correct": "更正放假安排",
    "calendar.remove": "撤销放假安排",
    "audit.export": "导出留痕",
    "audit.prune": "封存并清理留痕",
}
KINDS = {
    "review": "方案审核",
    "reviewitem": "审核条目",
    "plan": "方案",
    "part": "部分",
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
    "instruction": "批示",
    "unit": "单位",
    "region": "地区",
    "person": "人员",
    "post": "岗位",
    "user": "账号",
    "channel": "通知渠道",
    "delivery": "通知发送",
    "enteredyear": "放假安排",
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
    "daily": "每日汇总",
    "urgent": "急事即发",
    "with_text": "写出内容",
    "mentions": "@到个人",
    "address": "地址",
    "secret": "密钥",
    "days_off": "放假",
    "days_worked": "上班",
    "number": "第几次",
    "measures": "举措条数",
    "to": "承办",
    "said": "办理情况",
    "what": "事项",
    "taker": "承担单位",
    "withdrawn": "收回",
    "raw": "原文",
    "body": "正文",
    "path": "序号",
    "part": "所属部分",
    "order": "次序",
    "assignments": "责任分工",
    "clauses": "责任分工",
    "duties": "责任单位",
    "lead": "牵头",
    "responsible": "责任",
    "cooperate": "配合",
    "limits": "时限",
    "measure": "性质",
    "value2": "上限",
    "convener": "召集人",
    "deputies": "副召集人",
    "office": "办公室",
    "actor": "责任主体",
    "action": "事项",
    "every": "周期",
    "aliases": "其他名称",
    "open_class": "统称",
    "year": "年度",
    "source": "出处",
    "text": "内容",
    "start": "原文起点",
    "end": "原文止点",
    "new": "新条目编号",
    "with": "并入的条目编号",
}
# Codes that fields hold, as said on screen, by the field.
VALUES = {
    "by": {
        "password": "密码",
        "mfa": "动态码",
        "totp": "动态码",
        "recovery_codes": "备用码",
        "socialaccount": "统一身份认证",
        "openid_connect": "统一身份认证",
    },
    "kind": {"task": "任务", "project": "项目", "policy": "政策"},
    "measure": {"growth": "增速", "level": "总量", "increase": "新增", "share": "占比", "decrease": "下降"},
    "op": {">=": "不低于", "<=": "不高于", "=": "等于", "~": "左右", "range": "区间"},
    "level": {"province": "省级", "city": "市级", "county": "县级", "zone": "园区"},
    "settled": {"corrected": "已改正", "accepted": "保留原文", "dismissed": "不是问题"},
    "state": {
        "read": "读出",
        "changed": "已改",
        "added": "补充",
        "removed": "去除",
        "waiting": "等待读取",
        "reading": "正在读取",
        "ready": "审核中",
        "failed": "读取失败",
        "in_force": "已施行",
        "dropped": "已放弃",
        "draft": "编制中",
        "submitted": "已报送",
        "returned": "已退回",
        "accepted": "已审定",
    },
    "清单": {"task": "任务清单", "project": "项目清单", "policy": "政策清单"},
}
# A cell of a row of a breakdown: the row's key and the heading ("01b242cc 开始").
_OF_ROW = re.compile(r"([0-9a-z]{1,12}) ([^\x00-\x7f].*)")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")


def action_word(code: str) -> str:
    """The action in Chinese; an action that has no word yet shows as its code."""
    return ACTIONS.get(code, code)


def kind_word(code: str) -> str:
    return KINDS.get(code, code)


def changes(event: Event) -> list[tuple[str, str, str]]:
    """What the event changed, field by field: name, before, after, each short enough for a line."""
    keys = list(dict.fromkeys([*event.before, *event.after]))
    rows = list(dict.fromkeys(found[1] for k in keys if (found := _OF_ROW.fullmatch(k))))
    return [_change(key, event.before.get(key), event.after.get(key), rows) for key in keys]


def _change(key: str, before: object, after: object, rows: list[str]) -> tuple[str, str, str]:
    """One field's change; that of a row is called by its heading, with its place among the rows changed if there are
    more than one."""
    found = _OF_ROW.fullmatch(key)
    name = found[2] if found else key
    head = FIELDS.get(name, name)
    if found and len(rows) > 1:
        head = f"({rows.index(found[1]) + 1}) {head}"
    words = VALUES.get(name, {})
    return head, _short(before, words), _short(after, words)


def _short(value: object, words: dict[str, str], most: int = 60) -> str:
    """A value as a person says it: codes by their words, days as officials write them, numbers without needless
    zeros."""
    if value is None or value in ("", [], {}):
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        written = "、".join(words.get(str(v), str(v)) for v in value)
    elif isinstance(value, (dict, list)):
        written = f"{len(value)}项"
    elif isinstance(value, float) and value.is_integer():
        written = str(int(value))
    else:
        written = words.get(str(value), str(value))
    written = _DAY.sub(lambda d: f"{d[1]}年{int(d[2])}月{int(d[3])}日", written)
    return written if len(written) <= most else written[: most - 1] + "…"
