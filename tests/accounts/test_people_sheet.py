"""People and posts from a workbook: handed out with what is held, errors by cell, difference before it counts."""

from __future__ import annotations

import datetime
import io
import re
from typing import Any

import openpyxl
import pytest
from cast import Cast, county
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from luoshi.accounts.models import User
from luoshi.accounts.people_workbook import COLUMNS
from luoshi.audit.models import Event
from luoshi.units.models import Department, Person, Post, Role, Unit, UnitName

pytestmark = pytest.mark.django_db
HEADS = [c.head for c in COLUMNS]


@pytest.fixture
def cast() -> Cast:
    cast = county()
    cast.post("管理员", Role.SYSTEM_ADMIN)
    cast.post("王某", Role.LIAISON, "县发改局")
    Unit.objects.create(region=cast.region, name="县工信局")
    Unit.objects.create(region=cast.region, name="各镇", is_class=True)
    return cast


@pytest.fixture
def client(cast) -> Client:
    return cast.client("管理员")


def book(*rows: dict[str, Any], heads: list[str] = HEADS, sheet: str = "人员") -> bytes:
    made = openpyxl.Workbook()
    made.active.title = sheet
    made.active.append(heads)
    for row in rows:
        made.active.append([row.get(h) for h in heads])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def upload(client: Client, content: bytes, **said: str):
    return client.post("/accounts/people/sheet/", {"file": SimpleUploadedFile("人员.xlsx", content), **said})


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def confirm(client: Client, page, accounts: bool = False):
    payload = re.search(r'name="payload" value="([^"]+)"', page.content.decode()).group(1)
    return client.post("/accounts/people/sheet/apply/", {"payload": payload} | ({"accounts": "1"} if accounts else {}))


NEW = {
    "姓名": "李某",
    "电话": "13800001111",
    "单位": "县工信局",
    "角色": "单位负责人",
    "职务": "局长",
    "起": "2026年3月5日",
}


class TestTheTemplate:
    def test_holds_what_is_held_and_marked_examples(self, client):
        made = openpyxl.load_workbook(io.BytesIO(client.get("/accounts/people/sheet/template/").content))
        rows = [[c.value for c in r] for r in made["人员"].iter_rows(min_row=2)]
        assert [r[0] for r in rows if r[-1] != "示例"] == ["王某", "管理员"]
        assert sum(r[-1] == "示例" for r in rows) == 3
        assert made.sheetnames == ["人员", "填写说明", "选项"]

    def test_offers_roles_and_units(self, client):
        made = openpyxl.load_workbook(io.BytesIO(client.get("/accounts/people/sheet/template/").content))
        assert {str(v.sqref).split(":")[0] for v in made["人员"].data_validations.dataValidation} == {"C2", "E2"}
        units = [c.value for c in made["选项"]["B"]]
        assert "县工信局" in units
        assert "各镇" not in units

    def test_sent_back_untouched_changes_nothing(self, client):
        content = client.get("/accounts/people/sheet/template/").content
        assert "没有差别" in text(upload(client, content))


class TestErrors:
    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            (
                {"单位": "县发展局"},
                '人员!C2</code></td><td class="c-name">没有“县发展局”这个单位，名录里相近的有：县发改局',
            ),
            ({"单位": "各镇"}, '人员!C2</code></td><td class="c-name">没有“各镇”这个单位'),
            ({"单位": None}, '人员!C2</code></td><td class="c-name">“单位负责人”是单位的岗位，请填单位。'),
            ({"角色": "局长"}, '人员!E2</code></td><td class="c-name">没有“局长”这个角色'),
            ({"角色": None}, '人员!E2</code></td><td class="c-name">没有填角色'),
            ({"姓名": None}, '人员!A2</code></td><td class="c-name">没有填姓名'),
            ({"电话": "无"}, '人员!B2</code></td><td class="c-name">“无”不像电话号码'),
            ({"起": "三月"}, '人员!G2</code></td><td class="c-name">“三月”不是日期，请写成2026-3-5这样。'),
            ({"止": "2026-1-1"}, '人员!H2</code></td><td class="c-name">止的日期早于起的日期'),
            ({"股室": "综合股"}, '人员!D2</code></td><td class="c-name">这个单位没有登记“综合股”'),
            ({"邮箱": "abc"}, '人员!I2</code></td><td class="c-name">“abc”不像邮箱地址'),
            ({"用户名": "李 某"}, '人员!J2</code></td><td class="c-name">“李 某”不能做用户名'),
        ],
    )
    def test_are_told_at_their_cell(self, client, wrong, said):
        answer = upload(client, book(NEW | wrong))
        assert answer.status_code == 422
        assert said in text(answer)

    def test_hold_everything_back(self, client):
        answer = upload(client, book(NEW, NEW | {"姓名": "赵某", "单位": "没有局"}))
        assert 'name="payload"' not in answer.content.decode()
        assert not Person.objects.filter(name="李某").exists()

    def test_of_a_row_written_twice(self, client):
        assert '人员!A3</code></td><td class="c-name">与第2行重复' in text(upload(client, book(NEW, NEW)))

    def test_of_namesakes_without_a_telephone(self, client, cast):
        for phone in ("13900000001", "13900000002"):
            Person.objects.create(region=cast.region, name="李某", phone=phone)
        assert '人员!B2</code></td><td class="c-name">有不止一位“李某”，请填电话' in text(
            upload(client, book(NEW | {"电话": None}))
        )

    def test_of_two_administrators_in_one_hand(self, client):
        rows = [{"姓名": "周某", "电话": "13911112222", "角色": r} for r in ("安全管理员", "审计管理员")]
        assert '人员!E3</code></td><td class="c-name">周某已是另一类管理员' in text(upload(client, book(*rows)))

    def test_of_giving_oneself_a_post(self, client):
        own = {"姓名": "管理员", "角色": "领导"}
        assert "自己的资料和岗位要由别的系统管理员来改" in text(upload(client, book(own)))

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"PK\x03\x04 broken", "打不开"),
            (b"plain text", "打不开"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", "旧格式的xls文件"),
            (book(NEW, sheet="Sheet1"), "没有“人员”表"),
            (book(NEW, heads=["姓名", "单位"]), "没有“角色”列"),
            (book(), "没有可导入的行"),
        ],
    )
    def test_of_files_that_are_no_such_workbook(self, client, content, said):
        answer = upload(client, content)
        assert answer.status_code == 422
        assert said in text(answer)


class TestTheDifference:
    def test_shows_who_is_new(self, client):
        page = text(upload(client, book(NEW)))
        assert "新增（1）" in page
        assert "新人" in page
        assert not Person.objects.filter(name="李某").exists()

    def test_shows_what_changes_before_and_after(self, client):
        row = {"姓名": "王某", "单位": "县发改局", "角色": "联络员", "职务": "办公室主任", "电话": 13800002222}
        page = text(upload(client, book(row)))
        assert "变更（1）" in page
        assert (
            '职务：<del class="text-secondary">（空）</del> → <ins class="text-decoration-none fw-bold">办公室主任</ins>'
            in page
        )
        assert "13800002222" in page

    def test_takes_short_names_of_units_and_roles_and_real_dates(self, client, cast):
        UnitName.objects.create(unit=Unit.objects.get(name="县工信局"), name="工信局")
        row = NEW | {"单位": "工信局", "角色": "负责人", "起": datetime.datetime(2026, 3, 5), "电话": 13800001111.0}
        confirm(client, upload(client, book(row)))
        post = Post.objects.get(person__name="李某")
        assert (post.unit.name, post.role, post.since) == ("县工信局", "unit_head", datetime.date(2026, 3, 5))
        assert post.person.phone == "13800001111"

    def test_a_blank_cell_takes_nothing_away(self, client, cast):
        Post.objects.filter(person__name="王某").update(title="主任", since="2026-01-01")
        assert "没有差别" in text(upload(client, book({"姓名": "王某", "单位": "县发改局", "角色": "联络员"})))

    def test_a_row_that_is_missing_ends_nothing(self, client):
        confirm(client, upload(client, book(NEW)))
        assert Post.objects.get(person__name="王某").until is None

    def test_a_list_said_to_be_whole_ends_the_rest_but_administrators(self, client, cast):
        page = upload(client, book(NEW), whole="1")
        assert "结束（1）" in text(page)
        confirm(client, page)
        assert Post.objects.get(person__name="王某").until == timezone.localdate() - datetime.timedelta(days=1)
        assert Post.objects.get(person__name="管理员").until is None

    def test_a_day_in_the_past_ends_a_post(self, client):
        row = {"姓名": "王某", "单位": "县发改局", "角色": "联络员", "止": "2026-01-31"}
        page = upload(client, book(row))
        assert "结束（1）" in text(page)
        confirm(client, page)
        assert Post.objects.get(person__name="王某").until == datetime.date(2026, 1, 31)

    def test_the_same_name_with_another_telephone_elsewhere_is_another_person(self, client, cast):
        Person.objects.filter(name="王某").update(phone="13900000000")
        confirm(client, upload(client, book(NEW | {"姓名": "王某"})))
        assert Person.objects.filter(name="王某").count() == 2

    def test_the_same_name_at_the_same_unit_has_a_new_telephone(self, client, cast):
        Person.objects.filter(name="王某").update(phone="13900000000")
        row = {"姓名": "王某", "电话": "13777777777", "单位": "县发改局", "角色": "联络员"}
        confirm(client, upload(client, book(row)))
        assert Person.objects.get(name="王某").phone == "13777777777"

    def test_one_person_with_several_rows_stays_one_person(self, client):
        confirm(client, upload(client, book(NEW, NEW | {"角色": "专班办公室", "电话": None})))
        assert Person.objects.get(name="李某").posts.count() == 2

    def test_a_department_is_set(self, client, cast):
        Department.objects.create(unit=Unit.objects.get(name="县工信局"), name="综合股")
        confirm(client, upload(client, book(NEW | {"股室": "综合股"})))
        assert Post.objects.get(person__name="李某").department.name == "综合股"

    def test_examples_are_left_out(self, client):
        confirm(client, upload(client, book(NEW, NEW | {"姓名": "张三", "备注": "示例"})))
        assert not Person.objects.filter(name="张三").exists()


class TestConfirming:
    def test_offers_first_passwords_once_for_printing(self, client):
        answer = confirm(client, upload(client, book(NEW)), accounts=True)
        page = answer.content.decode()
        username, password = re.findall(r"<dd><code>([^<]+)</code>", page)
        user = User.objects.get(username=username)
        assert user.check_password(password)
        assert user.must_change
        assert "no-store" in answer["Cache-Control"]

    def test_without_the_wish_opens_no_log_in(self, client):
        confirm(client, upload(client, book(NEW)))
        assert not User.objects.filter(person__name="李某").exists()

    def test_takes_the_user_name_from_the_sheet_or_the_reading_of_the_name(self, client):
        rows = [NEW | {"用户名": "gongxin01"}, NEW | {"姓名": "李牟", "电话": "13800003333", "角色": "联络员"}]
        confirm(client, upload(client, book(*rows)), accounts=True)
        assert set(User.objects.values_list("username", flat=True)) >= {"gongxin01", "limou"}

    def test_twice_does_it_once(self, client):
        page = upload(client, book(NEW))
        confirm(client, page)
        answer = client.get(confirm(client, page)["Location"])
        assert "人员又有变动" in answer.content.decode()
        assert Post.objects.filter(person__name="李某").count() == 1

    def test_after_somebody_elses_change_shows_anew_instead(self, client, cast):
        page = upload(client, book({"姓名": "王某", "单位": "县发改局", "角色": "联络员", "职务": "主任"}))
        Post.objects.filter(person__name="王某").update(title="科长")
        confirm(client, page)
        assert Post.objects.get(person__name="王某").title == "科长"

    def test_a_taken_user_name_leaves_nothing_half_done(self, client):
        page = upload(
            client, book(NEW | {"用户名": "dup"}, NEW | {"姓名": "赵某", "电话": "13800004444", "用户名": "dup"})
        )
        confirm(client, page, accounts=True)
        assert not Person.objects.filter(name__in=["李某", "赵某"]).exists()

    def test_with_a_forged_content_is_refused(self, client):
        client.post("/accounts/people/sheet/apply/", {"payload": "forged"})
        assert not Person.objects.filter(name="李某").exists()

    def test_anothers_upload_is_not_ones_own(self, client, cast):
        cast.post("别的管理员", Role.SYSTEM_ADMIN)
        page = upload(client, book(NEW))
        confirm(cast.client("别的管理员"), page)
        assert not Person.objects.filter(name="李某").exists()

    def test_leaves_a_trace_for_each_and_one_for_all(self, client):
        confirm(client, upload(client, book(NEW)), accounts=True)
        actions = set(Event.objects.values_list("action", flat=True))
        assert {"person.add", "post.add", "account.open", "people.sheet"} <= actions

    def test_three_hundred_people_are_done_in_one_go(self, client):
        rows = [NEW | {"姓名": f"员{n}", "电话": f"139{n:08d}", "角色": "联络员"} for n in range(300)]
        answer = confirm(client, upload(client, book(*rows)), accounts=True)
        assert answer.content.decode().count('class="slip"') == 300
