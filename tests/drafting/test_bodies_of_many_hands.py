"""Bodies whose people stand in front of their name, offices said in other words, and who acts in a row of cadences."""

from __future__ import annotations

from luoshi.drafting import draft
from luoshi.drafting.draft import Draft
from luoshi.reading import read_bytes


def drafted(sentence: str) -> Draft:
    lines = (
        "2026年重点工作方案",
        "一、工作任务",
        "1.甲事。（县发改局负责）",
        "二、保障措施",
        "（一）加强领导。" + sentence,
    )
    return draft(read_bytes("\n".join(lines).encode(), "plan.txt"))


def test_people_in_front_of_the_name() -> None:
    (body,) = drafted(
        "成立由县长任组长，常务副县长任副组长，县发改局、县财政局主要负责人为成员的项目建设领导小组，领导小组办公室设在县发改局。"
    ).bodies
    assert (body.name, body.convener, body.deputies) == ("项目建设领导小组", ("县长",), ("常务副县长",))
    assert (body.members, body.office) == (("县发改局", "县财政局"), "县发改局")


def test_an_office_told_by_its_daily_work() -> None:
    (body,) = drafted("成立由县委书记、县长任双组长的招商引资工作领导小组，日常工作由县商务局承担。").bodies
    assert (body.convener, body.office) == (("县委书记", "县长"), "县商务局")


def test_the_office_below_a_command() -> None:
    command, office = drafted(
        "成立城市更新指挥部，由副市长任指挥长，市财政局为成员单位，指挥部下设办公室在市城市管理局，市城市管理局局长兼任办公室主任。"
    ).bodies
    assert (command.convener, command.office) == (("副市长",), "市城市管理局")
    assert (office.name, office.convener) == ("指挥部办公室", ("市城市管理局局长",))


def test_who_acts_holds_to_the_end_of_the_sentence() -> None:
    made = drafted("督查室每月通报、每季度会商、年终考评。每月末由县项目办通报进展。").cadences
    assert [(c.actor, c.action, c.every) for c in made] == [
        ("督查室", "通报", "月"),
        ("督查室", "会商", "季"),
        ("督查室", "考评", "年"),
        ("县项目办", "通报", "月"),
    ]


def people(sentence: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...], str]]:
    return [(b.name, b.convener, b.members, b.office) for b in drafted(sentence).bodies]


def test_groups_below_a_body_and_who_leads_each() -> None:
    command, *groups = people(
        "成立项目建设指挥部，由县长任指挥长。指挥部下设综合协调组、要素保障组、宣传组：综合协调组由县发改局牵头，县政府办配合；"
        "要素保障组由县自然资源局牵头；宣传组由县委宣传部牵头。指挥部办公室设在县发改局。"
    )
    assert command == ("项目建设指挥部", ("县长",), (), "县发改局")
    assert groups == [
        ("综合协调组", ("县发改局",), ("县政府办",), ""),
        ("要素保障组", ("县自然资源局",), (), ""),
        ("宣传组", ("县委宣传部",), (), ""),
    ]


def test_leaders_shared_out_among_several_bodies() -> None:
    assert people(
        "成立产业发展、项目建设、招商引资三个工作专班，分别由县委常委、常务副县长，副县长，县委统战部部长牵头。"
    ) == [
        ("产业发展工作专班", ("县委常委、常务副县长",), (), ""),
        ("项目建设工作专班", ("副县长",), (), ""),
        ("招商引资工作专班", ("县委统战部部长",), (), ""),
    ]
    assert people("下设政务服务组、法治保障组2个工作组，分别由县行政审批局、县司法局牵头负责。") == [
        ("政务服务组", ("县行政审批局",), (), ""),
        ("法治保障组", ("县司法局",), (), ""),
    ]


def test_one_leader_of_several_bodies_leads_them_all() -> None:
    assert [c for _, c, _, _ in people("分别成立工业倍增、文旅融合2个工作专班，由分管副县长任召集人。")] == [
        ("分管副县长",)
    ] * 2


def test_several_groups_in_lines_with_labels() -> None:
    lines = "专项工作分组推进。\n1.综合协调组。组长：县政府办主任。成员单位：县发改局、县财政局。职责：负责统筹协调。\n2.督导组。组长：县委督查室主任。"
    assert people(lines) == [
        ("综合协调组", ("县政府办主任",), ("县发改局", "县财政局"), ""),
        ("督导组", ("县委督查室主任",), (), ""),
    ]


def test_a_body_may_be_called_by_a_short_name_in_brackets() -> None:
    assert people(
        "组建由县委常委、副县长牵头，县发改局、县财政局参与的稳增长工作专班（以下简称“专班”），专班办公室设在县发改局。"
    ) == [("稳增长工作专班", ("县委常委、副县长",), ("县发改局", "县财政局"), "县发改局")]


def test_a_body_led_by_people_in_front_without_a_word_for_setting_up() -> None:
    assert people("由县委常委、副县长牵头，县住建局、县城管局参与的城市更新工作专班，统筹推进各项任务。") == [
        ("城市更新工作专班", ("县委常委、副县长",), ("县住建局", "县城管局"), "")
    ]


def test_a_joint_meeting_system_is_a_body_where_it_has_people() -> None:
    assert people("建立县促消费联席会议制度，由分管副县长任召集人，县商务局、县文旅局为成员单位。") == [
        ("县促消费联席会议", ("分管副县长",), ("县商务局", "县文旅局"), "")
    ]
    assert people("建立由县发改局牵头，县财政局、县人社局等部门参加的联席会议制度，定期研究问题。") == [
        ("联席会议", ("县发改局",), ("县财政局", "县人社局"), "")
    ]
    assert people("完善联席会议制度，由各单位按职责推进。") == []


def test_a_plain_name_counts_with_its_people_only() -> None:
    assert people("成立工作专班。由县委副书记任组长，县委办、县发改局等单位分管负责人为成员，专班设在县发改局。") == [
        ("工作专班", ("县委副书记",), ("县委办", "县发改局"), "县发改局")
    ]
    assert people("各乡镇要成立工作专班，由主要负责人任组长。") == []
    assert people("各乡镇要成立宣传组、巡逻组，抓好落实。") == []
    assert people("成立工作专班，强化保障。") == []


def test_daily_work_may_be_named_by_its_doer() -> None:
    assert people("成立由副省长任组长的促消费工作领导小组，省商务厅承担日常工作。") == [
        ("促消费工作领导小组", ("副省长",), (), "省商务厅")
    ]


def test_units_that_make_up_a_body_are_its_members() -> None:
    assert people("省稳外贸工作专班由省商务厅、省财政厅等单位组成，办公室设在省商务厅。") == [
        ("省稳外贸工作专班", (), ("省商务厅", "省财政厅"), "省商务厅")
    ]


def test_a_roster_of_names_over_several_lines() -> None:
    lines = (
        "成立稳增长工作领导小组，组成人员如下：\n组　长：张卫国　县委副书记、县长\n副组长：李　强　县委常委、常务副县长\n　　　　王　芳　副县长\n"
        "成　员：赵　明　县政府办主任\n　　　　钱　进　县发改局局长\n领导小组办公室设在县发改局，钱进同志兼任办公室主任。\n请各单位抓好落实。"
    )
    (body,) = drafted(lines).bodies
    assert (body.name, body.convener) == ("稳增长工作领导小组", ("张卫国县委副书记、县长",))
    assert body.deputies == ("李强县委常委、常务副县长", "王芳副县长")
    assert (body.members, body.office) == (("县政府办", "县发改局"), "县发改局")
    assert body.raw.startswith("成立稳增长工作领导小组")
    assert body.raw.endswith("兼任办公室主任。")


def test_labels_of_a_task_make_no_roster() -> None:
    lines = ("2026年重点工作方案", "一、工作任务", "1.甲事。", "牵头单位：县发改局", "配合单位：县财政局、县水利局")
    assert draft(read_bytes("\n".join(lines).encode(), "plan.txt")).bodies == ()


def test_a_heading_with_a_plain_name_takes_nobody_from_the_sentence_behind() -> None:
    assert people(
        "成立专班。成立以分管副市长为班长，市教育局主要负责人为副班长，市直单位负责人为成员的市民生实事工作专班。"
    ) == [("市民生实事工作专班", ("分管副市长",), ("市直单位",), "")]


def test_who_directs_the_office_is_no_deputy_of_the_body() -> None:
    (body, *_) = drafted(
        "成立百日攻坚指挥部，由县长任指挥长，副县长任副指挥长，指挥部办公室设在县委办，办公室主任由县委办主任兼任，副主任由县发改局局长兼任。"
    ).bodies
    assert (body.convener, body.deputies, body.office) == (("县长",), ("副县长",), "县委办")


def test_a_body_and_its_groups_in_one_sentence() -> None:
    assert [
        name
        for name, *_ in people("县级成立由县长任组长的工作领导小组，下设综合组、项目组、督查组3个工作组，集中办公。")
    ] == [
        "工作领导小组",
        "综合组",
        "项目组",
        "督查组",
    ]


def test_bodies_listed_first_and_told_then_are_told_once() -> None:
    found = drafted(
        "设立产业振兴、乡村建设2个工作专班。产业振兴专班由分管副县长任召集人，县农业农村局、县商务局为成员单位，办公室设在县农业农村局；"
        "乡村建设专班由常务副县长任召集人，县住建局、县水利局为成员单位，办公室设在县住建局。"
    ).bodies
    assert [(b.name, b.members, b.office) for b in found] == [
        ("产业振兴专班", ("县农业农村局", "县商务局"), "县农业农村局"),
        ("乡村建设专班", ("县住建局", "县水利局"), "县住建局"),
    ]
