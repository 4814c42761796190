"""The unit directory: every unit once, with its other names."""

import pytest

from luoshi.drafting.directory import directory
from luoshi.drafting.draft import Assignment, Body, Draft, Header, Mention, Source, Task, Unit
from luoshi.drafting.unit_names import home_of, is_open_class, unit_of_person
from luoshi.reading.document import assemble

NOWHERE = Source("0", 0, 0, 0)
COUNTY = Header(title="云麓县实施“六大攻坚”总体方案", issuer="云麓县人民政府办公室", year=2026)
DISTRICT = Header(title="星岭区实施“五项提升”总体方案", issuer="青湖市星岭区人民政府办公室", year=2026)
STATE = Header(title="关于促进服务消费的若干意见", issuer="国务院办公厅", year=2026)


def units(*names: str, header: Header = COUNTY, bodies: tuple[Body, ...] = ()) -> tuple[Unit, ...]:
    """The directory of a plan that names these units, a task each."""
    tasks = tuple(
        Task(
            "1",
            str(i),
            f"事项{i}",
            (Assignment("", (Mention(name, "lead", NOWHERE),), False, NOWHERE),),
            (),
            NOWHERE,
            NOWHERE,
        )
        for i, name in enumerate(names)
    )
    return directory(assemble("a.txt", "txt", []), Draft(header, (), tasks, (), bodies, ()))


SAME = [
    ("县发改局", "县发展改革局", "云麓县发展和改革局", "发改局", "县发展和改革委员会"),
    ("县住建局", "县住房城乡建设局", "县住房和城乡建设局"),
    ("县人社局", "县人力资源和社会保障局", "县人力资源社会保障局"),
    ("县科工信局", "县科技工信局", "县科技和工业信息化局"),
    ("县文旅广体局", "县文化旅游广电体育局"),
    ("县市场监管局", "县市场监督管理局", "市场监管局"),
    ("县卫健局", "县卫生健康局", "县卫健委"),
    ("县法院", "县人民法院"),
    ("县检察院", "县人民检察院"),
    ("县优化办", "县优化营商环境办公室", "县优办"),
    ("县政府办", "县政府办公室", "县人民政府办公室"),
    ("县委编办", "编办", "县委机构编制委员会办公室"),
    ("县财政局", "县财政局〈县国资局〉", "县财政局（县国资局）"),
    ("县委办公室（县督查室）", "县委办公室 (县督查室)", "县委办"),
    ("县发改 财政局", "县发改财政局", "县发改局 财政局"),
    ("县城管局", "县城市管理和综合执法局"),
    ("县行政审批局", "县行审局"),
    ("团县委", "共青团云麓县委"),
    ("县交警大队", "县公安交警大队", "县公安局交警大队"),
    ("县税务局", "国家税务总局云麓县税务局"),
]


@pytest.mark.parametrize("names", SAME, ids=[n[0] for n in SAME])
def test_names_that_the_tables_settle_are_one_unit_without_question(names: tuple[str, ...]):
    (unit,) = units(*names)
    assert {unit.name, *(a.name for a in unit.aliases)} == set(names)
    assert not any(a.proposed for a in unit.aliases)
    assert all(a.evidence and 0 < a.certainty <= 1 for a in unit.aliases)


@pytest.mark.parametrize(
    "names",
    [
        ("星岭公安分局", "区公安分局", "青湖市公安局星岭分局"),
        ("市生态环境局星岭分局", "区生态环境分局", "青湖市生态环境局星岭分局", "区生环分局"),
        ("国网青湖星岭供电分公司", "区供电公司"),
    ],
)
def test_branches_of_the_city_are_the_district_s_own(names: tuple[str, ...]):
    (unit,) = units(*names, header=DISTRICT)
    assert len(unit.aliases) == len(names) - 1


@pytest.mark.parametrize(
    "names",
    [
        ("国家发展改革委", "发展改革委", "国家发展和改革委员会"),
        ("工业和信息化部", "工信部"),
        ("住房城乡建设部", "住房和城乡建设部", "住建部"),
        ("中央宣传部", "中宣部"),
        ("市场监管总局", "国家市场监督管理总局"),
        ("国务院国资委", "国资委"),
        ("税务总局", "国家税务总局"),
        ("中国人民银行", "人民银行"),
    ],
)
def test_departments_of_the_state(names: tuple[str, ...]):
    (unit,) = units(*names, header=STATE)
    assert not any(a.proposed for a in unit.aliases)


@pytest.mark.parametrize(
    ("usual", "rare"),
    [
        ("县委宣传统战部", "县委宣传统战战部"),
        ("县教育卫生健康局", "县教育和卫生健康卫局"),
        ("县政务服务中心", "县政府服务中心"),
        ("县供电公司", "县电力公司"),
        ("县发改财政局", "县发改局"),
        ("县农业农村局", "县农业农村局农村局"),
        ("云麓高新区", "云麓经开区"),
        ("金岭港建设投资有限公司", "金岭港建投公司"),
        ("县税务局", "县税务分局"),
        ("县市监局", "事市场监管局"),
    ],
)
def test_guesses_are_proposed_with_their_evidence(usual: str, rare: str):
    (unit,) = units(*[usual] * 8, rare)
    assert unit.name == usual
    (alias,) = unit.aliases
    assert alias.name == rare
    assert alias.proposed
    assert alias.certainty < 1
    assert alias.evidence


DIFFERENT = [
    ("县公安局", "县公安交警大队"),
    ("县委政法委", "县委政研室"),
    ("市税务局", "县税务局"),
    ("县委办", "县政府办"),
    ("县税务局第一分局", "县税务局第二分局"),
    ("金山镇", "银山镇"),
    ("县教育局", "县体育局"),
    ("县水利局", "县商务局"),
    ("县电信公司", "县移动公司", "县联通公司", "县铁塔公司"),
    ("县委组织部", "县委宣传部", "县委统战部"),
    ("县安委会", "县安委办"),
    ("县政府办", "县政府公共服务热线办"),
    ("县一中", "县二中"),
    ("县水投公司", "县城投公司"),
    ("县残联", "县妇联", "县文联"),
    ("县财政局", "县审计局", "县统计局"),
    ("县农业农村局", "县乡村振兴局"),
    ("市公安局", "省公安厅"),
    ("县生态环境局", "县生态环境保护委员会办公室"),
    ("东风街道办事处", "西风街道办事处"),
]


@pytest.mark.parametrize("names", DIFFERENT, ids=[n[0] + n[1] for n in DIFFERENT])
@pytest.mark.parametrize("often", [1, 6])
def test_different_organs_are_never_merged(names: tuple[str, ...], often: int):
    assert len(units(*names, *names[:1] * often)) == len(names)


def test_a_bureau_and_its_half_stay_apart_where_both_are_usual():
    assert len(units(*["县民政局"] * 5, *["县民政人社局"] * 6)) == 2


def test_classes_are_no_units_and_merge_with_nothing():
    found = units("各镇", "各乡镇", "各相关单位", "县直各相关单位", "有关部门", "县财政局")
    assert [u.name for u in found if not u.open_class] == ["县财政局"]
    assert len(found) == 6
    assert not any(u.aliases for u in found)


@pytest.mark.parametrize(
    "name",
    [
        "各镇",
        "各有关单位",
        "县直有关单位",
        "驻县金融机构",
        "县减灾委相关成员单位",
        "其他部门",
        "各乡〈街道〉",
        "镇（街道）",
        "相关职能部门",
    ],
)
def test_open_classes(name: str):
    assert is_open_class(name)


@pytest.mark.parametrize("name", ["金山镇", "县财政局", "县直机关工委", "南湖街道办事处", "县总工会"])
def test_no_classes(name: str):
    assert not is_open_class(name)


def test_the_usual_name_is_shown():
    (unit,) = units("县住建局", "县住房和城乡建设局", "县住建局")
    assert unit.name == "县住建局"
    assert [(a.name, a.count) for a in unit.aliases] == [("县住房和城乡建设局", 1)]
    (unit,) = units("县住建局", "县住房和城乡建设局")
    assert unit.name == "县住房和城乡建设局"


def test_duties_of_all_names_are_the_unit_s_duties():
    body = Body(
        "2",
        "产业攻坚工作专班",
        ("副县长",),
        ("县发展改革局主要负责人",),
        ("县发改局", "县财政局"),
        "县发改局",
        "",
        NOWHERE,
    )
    found = {u.name: u for u in units("县发改局", "县发展改革局", bodies=(body,))}
    duties = found["县发改局"].duties
    assert [(d.kind, d.role) for d in duties if d.written == "县发展改革局"] == [("task", "lead")]
    assert sorted(d.role for d in duties if d.kind == "body") == ["deputy", "member", "office"]
    assert all(d.title == "产业攻坚工作专班" for d in duties if d.kind == "body")
    assert found["县发改局"].count == len(duties)
    assert "副县长" not in found


def test_people_are_named_by_their_unit():
    assert unit_of_person("县发改局主要负责人", ["县发改局"]) == "县发改局"
    assert unit_of_person("县政府办综合室主任", ["县政府办", "县政府"]) == "县政府办"
    assert unit_of_person("县人民政府分管副县长", []) == ""
    assert unit_of_person("常务副县长", []) == ""


def test_home_is_read_from_the_issuer():
    home = home_of(["青湖市星岭区人民政府办公室"])
    assert (home.level, home.own[0]) == ("区", "青湖市星岭区")
    assert home_of(["关于加快城市更新的意见"], ["县发改局", "县住建局"]).level == "县"


def test_the_order_of_naming_changes_no_merge():
    names = [name for group in SAME[:6] for name in group]
    first = {frozenset({u.name, *(a.name for a in u.aliases)}) for u in units(*names)}
    assert first == {frozenset({u.name, *(a.name for a in u.aliases)}) for u in units(*reversed(names))}
