"""The same words twice."""

from by_hand import Plan

WORDS = "备足抢险机具和救生装备，每季组织一次联合演习，让镇村干部都会用会修"


def plan(first: str, second: str, parts: tuple[str, str] = ("1", "1")) -> Plan:
    made = Plan(
        f"方案\n附件1\n甲方案\n1.{first}\n附件2\n乙方案\n1.{second}"
        if parts[0] != parts[1]
        else f"方案\n附件1\n甲方案\n1.{first}\n2.{second}\n附件2\n乙方案\n完。",
        (("0", ""), ("1", "甲方案"), ("2", "乙方案")),
    )
    made.task(parts[0], "1", f"1.{first}")
    return made.task(parts[1], "2" if parts[0] == parts[1] else "1", f"{'2' if parts[0] == parts[1] else '1'}.{second}")


def test_a_sentence_in_two_tasks_of_one_part():
    (found,) = plan(f"甲事。{WORDS}。", f"乙事。另外，{WORDS}，守牢底线。").findings("sentence-twice")
    assert len(found.passages) == 2


def test_a_sentence_twice_in_one_task():
    (found,) = plan("甲事。先看样品再定价格再签合同付款。严格监管。先看样品再定价格再签合同付款。", "乙事。").findings(
        "sentence-twice"
    )
    assert "2次" in found.sentence


def test_a_long_passage_is_a_paragraph_twice():
    long = "，".join([WORDS, "完善叫醒叫应和转移安置办法", "把喇叭装到每个村民小组", "强化值班值守"])
    assert plan(f"甲事。{long}。", f"乙事。{long}。").findings("paragraph-twice")


def test_what_two_parts_share_is_usual():
    assert not plan(f"甲事。{WORDS}。", f"乙事。{WORDS}。", ("1", "2")).findings("sentence-twice")


def test_responsibility_clauses_may_repeat():
    clause = "（县财政局、县民政局、县教育局、县水利局、县林业局、县审计局按职责分工负责）"
    made = Plan(f"方案\n1.甲事。{clause}\n2.乙事。{clause}")
    for number, name in (("1", "甲事"), ("2", "乙事")):
        line = f"{number}.{name}。{clause}"
        made.task("0", number, line, (clause, {"responsible": ["县财政局", "县民政局"]}))
    assert not made.findings("sentence-twice")


def test_short_phrases_may_repeat():
    assert not plan("甲事。完善体制机制。", "乙事。完善体制机制。").findings("sentence-twice")


def test_a_paragraph_outside_the_tasks():
    long = "，".join([WORDS, "完善叫醒叫应和转移安置办法", "把喇叭装到每个村民小组", "强化值班值守"])
    made = Plan(f"方案\n一、目标\n{long}。\n1.甲事。\n三、机制\n{long}。")
    made.task("0", "1", "1.甲事。")
    assert made.findings("paragraph-twice")


def test_two_sentences_that_two_tasks_share_are_told_together():
    other = "逐户登记危旧房屋台账，汛前逐栋复核一遍住户信息并张贴告示"
    (found,) = [
        f
        for code in ("sentence-twice", "paragraph-twice")
        for f in plan(f"甲事。{WORDS}。先行。{other}。", f"乙事。{WORDS}。随后，{other}。").findings(code)
    ]
    assert "等2句" in found.sentence


def test_other_places_are_told_apart():
    made = plan(f"甲事。{WORDS}。", f"乙事。{WORDS}。")
    made = Plan(
        f"{made.text}\n附件3\n丙方案\n1.丙事。先看样品再定价格再签合同付款。严格监管。先看样品再定价格再签合同付款。",
        (("0", ""), ("1", "甲方案"), ("2", "乙方案"), ("3", "丙方案")),
    )
    made.task("1", "1", f"1.甲事。{WORDS}。").task("1", "2", f"2.乙事。{WORDS}。")
    made.task("3", "1", "1.丙事。先看样品再定价格再签合同付款。严格监管。先看样品再定价格再签合同付款。")
    assert len(made.findings("sentence-twice")) == 2
