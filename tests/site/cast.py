"""The cast that tests of the site play with: a county, its office, units and people, and a small plan in force."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client

from luoshi.accounts.models import User
from luoshi.audit.actor import Actor
from luoshi.plans.enforce import put_in_force
from luoshi.plans.importing import open_review, read_upload
from luoshi.plans.models import Plan, Review
from luoshi.units.models import Person, Post, Region, Role, Unit

CLERK = Actor(None, "经办员", None, "政府办", "127.0.0.1")
SMALL_PLAN = """云岭县实施“三大攻坚”总体方案
云岭政办发〔2026〕5号
为推动高质量发展，制定本方案。
一、总体目标
全县地区生产总值增长6%以上。
二、组织实施
成立县综合协调组，由县政府办牵头。每旬调度、每月通报。
云岭县人民政府办公室
2026年3月2日
附件1
产业提质攻坚实施方案
一、攻坚任务
1.建设园区。新建标准厂房20万平方米，引进企业30家以上。2026年6月底前完成选址。（县工信局牵头，县发改局、县财政局按职责分工负责）
2.扶持企业。新增规上企业12家。（县发改局牵头，县统计局配合）
二、保障机制
成立产业提质攻坚工作专班，由县政府分管副县长任召集人，县工信局、县发改局、县财政局为成员单位，办公室设在县工信局。
附件2
生态治理攻坚实施方案
一、攻坚任务
1.治理河道。完成河道治理15公里。（县水利局牵头，各镇负责）
2.植树造林。造林2万亩左右，2026年底前完成。（县林业局负责）
二、保障机制
成立生态治理攻坚工作专班，由县政府分管副县长任召集人，县水利局、县林业局为成员单位，办公室设在县水利局。
"""


@cache
def hashed(hasher: str) -> str:
    """The password of the whole cast as that hasher keeps it; hashing it anew for each of them would take seconds."""
    return make_password("correct horse battery")


@dataclass
class Cast:
    """region; people by the name used to make them; clients logged in by the same name."""

    region: Region
    posts: dict[str, Post] = field(default_factory=dict)

    def post(self, name: str, role: str, unit: str = "", region: Region | None = None) -> Post:
        """A person at a post, with a log-in of the same name."""
        where = region or self.region
        owner = Unit.objects.filter(region=where, name=unit).first() or (
            Unit.objects.create(region=where, name=unit) if unit else None
        )
        person = Person.objects.create(region=where, name=name)
        made = Post.objects.create(person=person, role=role, region=where, unit=owner)
        User.objects.create(
            username=name, password=hashed(settings.PASSWORD_HASHERS[0]), person=person, must_change=False
        )
        self.posts[name] = made
        return made

    def client(self, name: str) -> Client:
        """A browser in which that person is logged in."""
        client = Client()
        client.force_login(User.objects.get(username=name))
        return client


def county(name: str = "云岭县", parent: Region | None = None) -> Cast:
    return Cast(Region.objects.create(name=name, parent=parent))


def review_of(text: str, region: Region, name: str = "方案.txt") -> Review:
    """A review of a text, read at once."""
    review = open_review(text.encode(), name, region, CLERK)
    read_upload.func(review.pk)
    review.refresh_from_db()
    return review


def plan_in_force(region: Region, text: str = SMALL_PLAN) -> Plan:
    """A plan in force without an edit."""
    return put_in_force(review_of(text, region), "王某", CLERK)


ALL_ROLES = [role.value for role in Role]
