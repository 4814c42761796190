"""Task forces, leading groups and their like: who convenes, who stands in, who belongs to it, where its office is."""

from __future__ import annotations

import pytest
from passages import stretch

from luoshi.drafting.bodies import find_bodies
from luoshi.drafting.draft import Body


def only(text: str) -> Body:
    (body,) = find_bodies([stretch(text, "organisation")])
    return body


def test_a_task_force_with_all_its_people():
    body = only(
        "成立稳增长行动工作专班，由县委常委、常务副县长任召集人，县政府办副主任、县发改局主要负责人任副召集人，"
        "县财政局、县水利局、各乡镇为成员单位，办公室设在县发改局。"
    )
    assert body.name == "稳增长行动工作专班"
    assert body.convener == ("县委常委、常务副县长",)
    assert body.deputies == ("县政府办副主任", "县发改局主要负责人")
    assert body.members == ("县财政局", "县水利局", "各乡镇")
    assert body.office == "县发改局"


def test_deputies_who_share_a_post_are_one_each():
    body = only(
        "成立促改革行动工作专班，由分管副县长任召集人，县发改局、县财政局主要负责人任副召集人，县审计局为成员单位。"
    )
    assert body.deputies == ("县发改局主要负责人", "县财政局主要负责人")


@pytest.mark.parametrize(
    ("text", "name", "convener"),
    [
        ("组建项目建设指挥部，由县长任指挥长，办公室设在县发改局。", "项目建设指挥部", "县长"),
        ("成立优化环境工作领导小组，由县委书记任组长，办公室设在县优化办。", "优化环境工作领导小组", "县委书记"),
        (
            "建立防汛抗旱联席会议，由分管副县长任总召集人，县水利局、县应急局为成员单位。",
            "防汛抗旱联席会议",
            "分管副县长",
        ),
        ("设立综合协调组，由县政府办主任任组长，县财政局为成员单位。", "综合协调组", "县政府办主任"),
    ],
)
def test_every_kind_of_body(text: str, name: str, convener: str):
    body = only(text)
    assert (body.name, body.convener) == (name, (convener,))


def test_members_may_be_named_behind_their_label():
    body = only(
        "成立保民生行动工作专班，由分管副县长任召集人，成员单位包括县教育局、县卫健局、县人社局等，办公室设在县民政局。"
    )
    assert body.members == ("县教育局", "县卫健局", "县人社局")
    assert body.office == "县民政局"


def test_an_office_may_carry_a_bracket():
    assert (
        only("成立清欠工作专班，由常务副县长任召集人，办公室设在县财政局（县国资局）。").office
        == "县财政局（县国资局）"
    )


def test_people_in_a_list_of_labels():
    body = only(
        "成立稳就业工作领导小组。组长：常务副县长；副组长：县人社局局长；成员：县财政局、县教育局主要负责人。办公室设在县人社局。"
    )
    assert body.convener == ("常务副县长",)
    assert body.deputies == ("县人社局局长",)
    assert body.members == ("县财政局", "县教育局")


def test_a_body_quotes_the_words_that_set_it_up():
    text = "聚力推进。成立稳增长行动工作专班，由县长任召集人，办公室设在县发改局。专班要加强统筹。"
    body = only(text)
    assert body.raw == text[body.source.start : body.source.end]
    assert body.raw.startswith("成立稳增长行动工作专班")
    assert "县发改局" in body.raw
    assert "聚力推进" not in body.raw


def test_a_body_named_twice_in_a_part_is_one():
    text = "成立稳增长行动工作专班，由县长任召集人，县财政局为成员单位。"
    assert len(find_bodies([stretch(text), stretch(text)])) == 1
    assert len(find_bodies([stretch(text, part="1"), stretch(text, part="2")])) == 2


@pytest.mark.parametrize(
    "text",
    [
        "建立健全联席会议制度，强化协同。",
        "完善专班推进机制，压实责任。",
        "各工作专班要加强调度，及时通报。",
        "各乡镇要成立相应工作机构，抓好落实。",
        "发挥领导小组统筹作用。",
        "县财政局、县水利局按职责分工负责。",
        "由县长主持召开会议。",
    ],
)
def test_talk_of_bodies_sets_up_none(text: str):
    assert find_bodies([stretch(text, "organisation")]) == []
