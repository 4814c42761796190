"""Only groups that share something are compared; none that is alike is passed over."""

from __future__ import annotations

import random
import time

import pytest
from test_directory import units

from luoshi.drafting.unit_blocks import Blocks
from luoshi.drafting.unit_likeness import like
from luoshi.drafting.unit_names import Home, read_name

HOME = Home("县", ("云麓县", "云麓"), ())
WORDS = (
    "发展改革", "发改", "财政", "教育", "科技", "工信", "住建", "住房城乡建设", "农业农村", "农业", "水利",
    "林业", "自然资源", "文旅", "文化旅游", "广电体育", "卫健", "卫生健康", "医保", "人社", "民政", "统计",
    "审计", "市监", "市场监管", "商务", "招商", "应急", "应急管理", "行政审批", "数据", "信访", "城管",
    "城市管理", "综合执法", "生态环境", "环保", "交通", "交通运输", "公路", "经开区", "高新区",
)  # fmt: skip
ENDINGS = ("局", "局", "局", "办", "委", "中心", "服务中心", "办公室", "小学", "大队", "有限公司", "")


def names(chance: random.Random, count: int) -> list[str]:
    """Names of bureaus, some with a letter lost, doubled or changed."""
    made = []
    for _ in range(count):
        name = (
            chance.choice(("县", "县", "", "市"))
            + "".join(chance.sample(WORDS, chance.choice((1, 1, 2, 3))))
            + chance.choice(ENDINGS)
        )
        at = chance.randrange(len(name))
        slip = chance.random()
        if slip < 0.1:
            name = name[:at] + name[at + 1 :]
        elif slip < 0.2:
            name = name[: at + 1] + name[at:]
        elif slip < 0.3:
            name = name[:at] + "某" + name[at + 1 :]
        made.append(name)
    return made


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_alike_and_begins_alike_is_compared(seed: int):
    chance = random.Random(seed)
    groups = [[read_name(name, HOME)] for name in dict.fromkeys(names(chance, 160))]
    counts = sorted((chance.choice((1, 1, 1, 2, 4, 9)) for _ in groups), reverse=True)
    blocks = Blocks(groups, counts, HOME)
    compared = 0
    for i, group in enumerate(groups):
        near = blocks.near(i)
        compared += len(near)
        for j in range(i):
            one, other = group[0], groups[j][0]
            if one.core[:2] == other.core[:2] or (one.core[:1], one.ending) == (other.core[:1], other.ending):
                alike = like(group, counts[i], groups[j], counts[j], HOME)
                assert alike is None or j in near, (one.written, other.written, alike)
    assert compared < len(groups) * len(groups) / 8


@pytest.mark.parametrize("ending", ["局", "镇", "有限公司", "发展服务中心", "小学"])
def test_thousands_of_units_of_one_kind_take_little_time(ending: str):
    chance = random.Random(1)
    letters = "东南西北中城关新华和平安乐丰泰康宁石桥山河湖岭坪溪泉林田园金银铜铁水火"
    some = list(
        dict.fromkeys("县东" + "".join(chance.sample(letters, chance.choice((2, 3, 4)))) + ending for _ in range(2200))
    )
    began = time.process_time()
    units(*some[:2000])
    assert time.process_time() - began < 3
