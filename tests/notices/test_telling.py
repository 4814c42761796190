"""Telling: once for each person and thing, with the change or not at all, to nobody of their own doing."""

from __future__ import annotations

import pytest
from django.db import transaction
from outside import told

from luoshi.accounts.models import User
from luoshi.accounts.sitting import seat_of
from luoshi.audit.actor import Actor
from luoshi.notices.models import Notice
from luoshi.notices.telling import over, receipts, see, tell


def tell_again(cast, **more):
    with transaction.atomic():
        return tell(
            [cast.posts["工信"]], "share.given", cast.region, "交来一部分", "/units/", region=cast.region, **more
        )


def test_the_same_is_told_once_however_often(cast):
    assert tell_again(cast) == 1
    assert tell_again(cast) == 0
    assert tell_again(cast, key=2) == 1
    assert Notice.objects.count() == 2


def test_a_person_with_two_posts_is_told_once_as_the_first(cast):
    first = cast.posts["工信"]
    second = cast.post("另", "liaison", "县统计局")
    second.person = first.person
    second.save()
    with transaction.atomic():
        tell([first, second], "share.given", cast.region, "交来一部分", "/", region=cast.region)
    assert Notice.objects.get().post == first


def test_what_is_told_goes_with_its_change_or_not_at_all(cast):
    def fails():
        with transaction.atomic():
            tell([cast.posts["工信"]], "share.given", cast.region, "交来一部分", "/", region=cast.region)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert not Notice.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_may_be_told(cast):
    with pytest.raises(RuntimeError):
        tell([cast.posts["工信"]], "share.given", cast.region, "交来一部分", "/", region=cast.region)


@pytest.mark.parametrize("url", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_a_notice_leads_to_this_site_only(cast, url):
    with pytest.raises(ValueError, match="page of this site"), transaction.atomic():
        tell([cast.posts["工信"]], "share.given", cast.region, "交来一部分", url, region=cast.region)


def test_nobody_is_told_of_the_own_doing(cast):
    doer = User.objects.get(username="工信")
    by = Actor(doer.pk, "工信", cast.posts["工信"].pk)
    told(cast, "工信", "发改", by=by)
    assert [n.person.name for n in Notice.objects.all()] == ["发改"]
    assert Notice.objects.get().from_post == cast.posts["工信"]


def test_read_ones_and_finished_ones_no_longer_wait(cast):
    told(cast, "工信", text="一")
    told(cast, "工信", text="二", kind="measure.submitted")

    def unread():
        return seat_of(User.objects.get(username="工信"), None).post.unread

    assert unread() == 2
    assert over(cast.region, "measure.submitted") == 1
    assert unread() == 1
    assert see(Notice.objects.filter(text="一")) == 1
    assert see(Notice.objects.filter(text="一")) == 0
    assert unread() == 0


def test_who_told_sees_who_has_read_it(cast):
    told(cast, "工信", "发改")
    see(Notice.objects.filter(person=cast.posts["发改"].person_id))
    assert {n.person.name: bool(n.seen_at) for n in receipts(cast.region)} == {"工信": False, "发改": True}
