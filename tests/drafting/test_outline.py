"""The skeleton of a plan: parts, and the tree of numbered paragraphs in each."""

from __future__ import annotations

import pytest
from passages import document, plan

from luoshi.drafting import draft
from luoshi.drafting.markers import marker
from luoshi.drafting.outline import Node, outline, section_of

TITLE = "云溪县2026年“五大行动”总体方案"


def paths(root: Node) -> list[str]:
    return [node.path for node in root.walk() if node.path]


def tree(*lines: str) -> list[str]:
    """The paths of the numbered paragraphs of a plan, in text order."""
    return paths(outline(document(TITLE, *lines)).parts[0].root)


@pytest.mark.parametrize(
    ("text", "form", "value", "label"),
    [
        ("第一章 总则", "chapter", 1, "第一章"),
        ("第十二节 保障", "section", 12, "第十二节"),
        ("第三条 适用范围", "article", 3, "第三条"),
        ("一、总体要求", "han", 1, "一"),
        ("十二、附则", "han", 12, "十二"),
        ("二．重点任务", "han", 2, "二"),
        ("（一）稳增长", "han-bracket", 1, "(一)"),
        ("(十一)稳增长", "han-bracket", 11, "(十一)"),
        ("( 三 ) 稳增长", "han-bracket", 3, "(三)"),
        ("1.稳增长", "digit", 1, "1"),
        ("１２．稳增长", "digit", 12, "12"),
        ("3、稳增长", "digit", 3, "3"),
        ("（4）稳增长", "digit-bracket", 4, "(4)"),
        ("5）稳增长", "digit-half-bracket", 5, "5)"),
        ("⑥稳增长", "circled", 6, "⑥"),
    ],
)
def test_every_form_of_number_is_known(text: str, form: str, value: int, label: str):
    found = marker(text)
    assert found is not None
    assert (found.form, found.value, found.label) == (form, value, label)
    assert text[found.end :].strip()[:1] in "总保适附重稳"


@pytest.mark.parametrize(
    "text",
    [
        "2026年计划",
        "3.5亿元投资",
        "一是稳增长",
        "第一章程",
        "十分重要",
        "（试行）",
        "0.总则",
        "(2026)9号",
        "一个中心",
        "附件1",
        "责任单位：县发改局",
    ],
)
def test_other_beginnings_are_no_number(text: str):
    assert marker(text) is None


def test_levels_come_from_how_the_forms_nest():
    assert tree("一、目标", "二、任务", "（一）工业", "1.链条", "（1）铸造", "（2）农机", "2.园区", "（二）农业", "三、保障") == [
        "一", "二", "二/(一)", "二/(一)/1", "二/(一)/1/(1)", "二/(一)/1/(2)", "二/(一)/2", "二/(二)", "三",
    ]  # fmt: skip


def test_chapters_and_sections_stand_above_all():
    assert tree("第一章 总则", "第一节 目标", "一、增长", "第二节 原则", "第二章 任务", "第一节 工业") == [
        "第一章", "第一章/第一节", "第一章/第一节/一", "第一章/第二节", "第二章", "第二章/第一节",
    ]  # fmt: skip


def test_numbers_may_run_on_through_the_sections():
    assert tree("一、工业", "1.链条", "2.园区", "二、农业", "3.粮食", "4.耕地") == [
        "一",
        "一/1",
        "一/2",
        "二",
        "二/3",
        "二/4",
    ]


def test_numbers_that_restart_belong_to_their_own_heading():
    assert tree("一、工业", "1.链条", "2.园区", "二、农业", "1.粮食", "2.耕地") == [
        "一",
        "一/1",
        "一/2",
        "二",
        "二/1",
        "二/2",
    ]


def test_a_level_may_be_skipped():
    assert tree("一、工业", "1.链条", "2.园区", "二、农业", "（一）粮食", "1.良种") == [
        "一",
        "一/1",
        "一/2",
        "二",
        "二/(一)",
        "二/(一)/1",
    ]


def test_half_and_full_width_numbers_give_one_path():
    assert tree("一、任务", "(一)工业", "1.链条", "（二）农业", "２．耕地") == [
        "一",
        "一/(一)",
        "一/(一)/1",
        "一/(二)",
        "一/(二)/2",
    ]


def test_unnumbered_paragraphs_belong_to_the_number_above():
    (section,) = outline(document(TITLE, "一、任务", "稳中求进。", "以进促稳。")).parts[0].root.children
    assert [paragraph.text for paragraph, _ in section.lines] == ["一、任务", "稳中求进。", "以进促稳。"]


def test_a_section_that_lost_its_number_is_a_section_all_the_same():
    assert tree("主要任务", "（一）工业", "（二）农业", "保障措施", "（一）领导") == [
        "主要任务", "主要任务/(一)", "主要任务/(二)", "保障措施", "保障措施/(一)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("总体要求", "background"), ("指导思想", "background"), ("攻坚目标", "goals"), ("主要目标", "goals"), ("重点任务", "tasks"),
        ("主要任务及分工", "tasks"), ("组织实施", "organisation"), ("保障措施", "organisation"), ("工作要求", "organisation"), ("推进机制", "organisation"),
        ("加快产业升级", None), ("推动农业增效", None), ("推进要求", "organisation"), ("强化督导考核", "organisation"),
        ("加强宣传引导", "organisation"), ("整治范围", "background"), ("强化要素保障", None), ("加强安全监管", None),
    ],
)  # fmt: skip
def test_a_heading_tells_what_its_section_holds(heading: str, kind: str | None):
    assert section_of(heading) == kind


# parts


def parts(*lines: str) -> list[tuple[str, str, str]]:
    return [(p.id, p.kind, p.title) for p in outline(document(*lines)).parts]


BODY = ("一、目标", "增长8%。", "二、任务", "1.稳增长。", "2.促改革。")


def test_annexes_begin_at_their_own_line():
    assert parts(TITLE, *BODY, "附件1", "稳增长行动实施方案", *BODY, "附件2", "促改革行动实施方案", *BODY) == [
        ("0", "master", TITLE), ("1", "annex", "稳增长行动实施方案"), ("2", "annex", "促改革行动实施方案"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "附件1：稳增长行动实施方案",
        "附件1 稳增长行动实施方案",
        "附件一：稳增长行动实施方案",
        "附件 1:稳增长行动实施方案",
        "附件１：稳增长行动实施方案",
    ],
)
def test_the_annex_line_may_carry_the_title(line: str):
    assert parts(TITLE, *BODY, line, *BODY)[1:] == [("1", "annex", "稳增长行动实施方案")]


def test_a_list_of_annexes_is_no_annex():
    lines = (
        TITLE,
        *BODY,
        "附件：1.稳增长行动实施方案",
        "2.促改革行动实施方案",
        "附件1",
        "稳增长行动实施方案",
        *BODY,
        "附件2",
        "促改革行动实施方案",
        *BODY,
    )
    assert [p[0] for p in parts(*lines)] == ["0", "1", "2"]
    assert [p[2] for p in parts(*lines)[1:]] == ["稳增长行动实施方案", "促改革行动实施方案"]


def test_the_list_of_annexes_makes_no_task():
    made = draft(document(TITLE, *BODY, "附件：1.稳增长行动实施方案", "2.促改革行动实施方案"))
    assert [t.path for t in made.tasks] == ["二/1", "二/2"]


def test_the_annex_of_an_annex_has_a_number_of_its_own():
    assert [
        p[0] for p in parts(TITLE, *BODY, "附件1", "稳增长行动实施方案", *BODY, "附件1-1", "重点任务清单", *BODY)
    ] == ["0", "1", "1-1"]


def test_the_text_may_speak_of_an_annex():
    assert len(parts(TITLE, *BODY, "附件1所列任务由各单位落实，并按要求报送进展情况。", "3.保民生。")) == 1


def test_a_title_may_run_over_two_lines():
    assert parts(TITLE, *BODY, "附件1", "云溪县2026年", "稳增长行动实施方案", *BODY)[1] == (
        "1",
        "annex",
        "云溪县2026年稳增长行动实施方案",
    )


def test_the_notice_in_front_of_the_plan_is_no_part_of_it():
    made = outline(
        document(
            "云溪县人民政府办公室关于印发《云溪县实施“五大行动”总体方案》的通知", "各乡镇人民政府：", "现印发给你们，请认真落实。",
            "云溪县人民政府办公室", "2026年3月6日", "云溪县实施“五大行动”总体方案", *BODY,
        )
    )  # fmt: skip
    assert [p.text for p in made.notice][1:3] == ["各乡镇人民政府：", "现印发给你们，请认真落实。"]
    assert [(p.id, p.title) for p in made.parts] == [("0", "云溪县实施“五大行动”总体方案")]
    assert paths(made.parts[0].root) == ["一", "二", "二/1", "二/2"]


def test_any_document_has_a_first_part():
    assert [p.id for p in outline(document()).parts] == ["0"]
    assert [p.id for p in outline(document("没有编号的一段话。")).parts] == ["0"]


# tasks out of the tree


def tasks(*lines: str) -> list[tuple[str, str]]:
    return [(t.path, t.title) for t in draft(plan(*lines)).tasks]


def test_the_lowest_numbered_items_are_the_tasks():
    assert tasks("（一）工业强县。", "1.做强链条。引进企业。", "2.建好园区。扩大面积。", "（二）农业增效。稳定面积。") == [
        ("二/(一)/1", "做强链条"), ("二/(一)/2", "建好园区"), ("二/(二)", "农业增效"),
    ]  # fmt: skip


def test_a_heading_with_a_clause_of_its_own_is_a_task_too():
    assert tasks("（一）防范债务风险（县财政局牵头）", "1.压降平台。", "2.化解隐债。") == [
        ("二/(一)", "防范债务风险"), ("二/(一)/1", "压降平台"), ("二/(一)/2", "化解隐债"),
    ]  # fmt: skip


def test_titled_paragraphs_below_a_bare_number_are_tasks_of_their_own():
    assert tasks(
        "1.做强主导产业",
        "装备制造产业。引进整机企业。（县工信局牵头）",
        "绿色食品产业。建设加工园。（县农业农村局牵头）",
    ) == [("二/1/装备制造产业", "装备制造产业"), ("二/1/绿色食品产业", "绿色食品产业")]


def test_the_title_is_the_lead_phrase_without_its_clause():
    assert tasks("1.推动产业升级（县工信局牵头）。做强链条。", "2.稳定就业，扩大规模。开发岗位。", "3.优化环境") == [
        ("二/1", "推动产业升级"), ("二/2", "稳定就业，扩大规模"), ("二/3", "优化环境"),
    ]  # fmt: skip


def test_sections_on_organisation_set_no_tasks():
    assert tasks("1.稳增长。", "三、保障措施", "（一）加强领导。成立专班。", "（二）强化调度。按月通报。") == [
        ("二/1", "稳增长")
    ]


def test_goals_and_background_set_no_tasks():
    made = draft(
        document(
            TITLE,
            "一、总体要求",
            "（一）指导思想。稳中求进。",
            "（二）工作目标。增长8%。",
            "二、重点任务",
            "1.稳增长。",
        )
    )
    assert [t.path for t in made.tasks] == ["二/1"]


def test_a_theme_as_section_heading_holds_tasks():
    made = draft(document(TITLE, "一、加快产业升级", "1.做强链条。", "二、推动农业增效", "2.稳定粮食。"))
    assert [t.path for t in made.tasks] == ["一/1", "二/2"]
