"""What each kind of notice is called on screen. A room that tells something new adds its kinds here."""

from __future__ import annotations

KINDS = {
    "measure.submitted": "细化分解待审定",
    "measure.returned": "细化分解被退回",
    "measure.accepted": "细化分解已审定",
    "share.given": "交来的任务分担",
    "share.withdrawn": "收回的任务分担",
    "report.due": "进展待填报",
    "report.late": "进展逾期未报",
    "report.returned": "进展填报被退回",
}


def kind_word(code: str) -> str:
    """The kind in Chinese; one without a word shows as its code."""
    return KINDS.get(code, code)
