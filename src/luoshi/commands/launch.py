"""`luoshi launch FILE`: a document straight in force, reviewed afterwards."""

from __future__ import annotations

import sys
from pathlib import Path


def launch(path: str, region_name: str, decided_by: str) -> int:
    """Read the file and put it in force in the region of that name (made as a county where there is none yet).
    Returns the exit status: 0 in force, 1 refused or unreadable."""
    from luoshi.site import start

    start.set_up()
    start.prepare()
    from luoshi.audit.actor import Actor
    from luoshi.plans.enforce import put_in_force
    from luoshi.plans.importing import open_review, read_now
    from luoshi.plans.open_points import open_points
    from luoshi.plans.reviewing import Refused
    from luoshi.units.models import Region

    try:
        data = Path(path).read_bytes()
    except OSError as wrong:
        print(f"{path}：打不开（{wrong.strerror}），请核对路径。", file=sys.stderr)
        return 1
    actor = Actor(None, "命令行")
    region = Region.objects.filter(name=region_name).first() or Region.objects.create(name=region_name)
    review = open_review(data, Path(path).name, region, actor, queue=False)
    review = read_now(review)
    if review.error:
        print(review.error, file=sys.stderr)
        return 1
    points = open_points(review)
    try:
        plan = put_in_force(review, decided_by, actor)
    except Refused as refused:
        print(f"{path}：{refused}", file=sys.stderr)
        return 1
    print(
        f"《{plan.title}》已在{region.name}施行：任务{plan.task_set.count()}项，指标{plan.target_set.count()}项，专班{plan.body_set.count()}个。"
    )
    if points.any:
        print(
            f"待事后审核：体检问题{points.findings}个（严重{points.grave}个），待确认的单位合并{points.proposed_merges}处，没有责任单位的任务{points.tasks_without_unit}项。"
        )
    return 0
