"""Time of the searches that compare a text with itself: it grows with the text, not with its square."""

import time
from collections.abc import Callable

import pytest
from by_hand import Plan

from luoshi.drafting.checkup import repeats, titles
from luoshi.drafting.checkup.layout import Layout


def same_clause(size: int) -> Plan:
    return Plan("方案\n" + "备足抢险机具和装备，" * 600 * size)


def two_long_paragraphs(size: int) -> Plan:
    line = "，".join(f"备足第{n}批抢险机具" for n in range(600 * size))
    return Plan(f"方案\n{line}\n{line}")


def many_annexes(size: int) -> Plan:
    names = [f"{chr(0x4E00 + n)}{chr(0x6E00 + n)}提质攻坚行动" for n in range(40 * size)]
    text = "\n".join(f"附件{n}\n{name}方案\n打好{name[:-1]}仗。" for n, name in enumerate(names, 1))
    return Plan(f"方案\n{text}", (("0", ""), *((str(n), f"{name}方案") for n, name in enumerate(names, 1))))


def seconds(made: Plan) -> float:
    layout = Layout(made.document, made.draft(), ())
    best = 9.0
    for _ in range(3):
        begin = time.process_time()
        repeats.runs(layout)
        titles.findings(layout)
        best = min(best, time.process_time() - begin)
    return best


@pytest.mark.parametrize("text", [same_clause, two_long_paragraphs, many_annexes])
def test_eight_times_the_text_takes_about_eight_times_as_long(text: Callable[[int], Plan]):
    assert seconds(text(8)) < 30 * max(seconds(text(1)), 0.002)
