"""Which passwords are refused: short ones, common ones, ones about oneself; nothing is asked of their make-up."""

from __future__ import annotations

import pytest
from cast import county
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from luoshi.accounts.models import User
from luoshi.units.models import Person, Post, Role, Unit

COMMON = [
    "Luoshi@2026",
    "落实20262026",
    "zhengfuban123",
    "Zfb@123456",
    "Admin@123456",
    "admin123456",
    "P@ssw0rd2026",
    "password123",
    "1234567890",
    "12345678910",
    "qwertyuiop",
    "qwerty12345",
    "1qaz2wsx3edc",
    "1qaz@WSX3edc",
    "asdfghjkl;",
    "aaaaaaaaaaaa",
    "1212121212",
    "abcabcabcabc",
    "woaini1314520",
    "5201314520",
    "a123456789",
    "Aa123456789",
    "qq123456789",
    "abc1234567890",
    "13812345678",
    "19800101198001",
    "110101198001011234",
    "88888888888",
    "66668888666",
    "xianzhengfu2026",
    "iloveyou123",
    "qazwsxedc123",
    "zhongguo1949",
    "mima123456",
    "Huawei@12345",
    "bangongshi1",
]
GOOD = [
    "山高月小水落石出一叶舟",
    "correct horse battery",
    "wo zai he bian diao yu",
    "mu yu-jin xiao san bai",
    "tRq8-w2nK-p5xz",
    "aaa bbb lan tian",
]


@pytest.mark.parametrize("password", COMMON)
def test_what_an_office_would_try_first_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize("password", GOOD)
def test_a_sentence_will_do_without_digits_or_signs(password):
    validate_password(password)


def test_nine_signs_are_too_few_and_ten_enough():
    with pytest.raises(ValidationError):
        validate_password("tRq8w2nKp")
    validate_password("tRq8w2nKpx")


def test_a_very_long_password_is_taken():
    validate_password("lan tian bai yun " * 8)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "password",
    ["wangxiaoer2026", "xian gongxinju", "xiangongxinju88", "wangxe2026!", "x13811112222x", "王小二王小二2026年"],
)
def test_a_password_about_oneself_is_refused(password):
    region = county().region
    person = Person.objects.create(region=region, name="王小二", phone="13811112222")
    Post.objects.create(
        person=person, role=Role.LIAISON, region=region, unit=Unit.objects.create(region=region, name="县工信局")
    )
    user = User.objects.create_user("wangxe", None, person=person)
    if password in ("xian gongxinju", "王小二王小二2026年"):
        validate_password(password, user)  # enough else in it, or written otherwise
        return
    with pytest.raises(ValidationError):
        validate_password(password, user)


def test_what_is_wrong_with_a_password_is_said_in_chinese():
    with pytest.raises(ValidationError) as refused:
        validate_password("kurz!")
    assert refused.value.messages == ["密码太短，至少要10个字符。"]
