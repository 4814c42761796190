"""Passwords that an office would guess, by NIST SP 800-63B: a list of what is common, no rules of composition."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError

from luoshi.units.initials import spelled

# What stands in Chinese lists of leaked passwords and on the notes beside government screens, without digits and signs.
GUESSED = frozenset(
    [
        "luoshi",
        "落实",
        "zhengfuban",
        "xianzhengfu",
        "shizhengfu",
        "zhengfu",
        "zfb",
        "xzf",
        "szf",
        "fgj",
        "czj",
        "gxj",
        "rsj",
        "zjj",
        "xwb",
        "zhengwu",
        "zhengwuwang",
        "renmin",
        "renminzhengfu",
        "gongwuyuan",
        "bangongshi",
        "bgs",
        "gongzuo",
        "mima",
        "wodemima",
        "password",
        "passwd",
        "passw",
        "pass",
        "passwordok",
        "admin",
        "administrator",
        "root",
        "guest",
        "test",
        "user",
        "system",
        "manager",
        "qwer",
        "qwert",
        "qwerty",
        "qwertyuiop",
        "asdf",
        "asdfgh",
        "asdfghjkl",
        "zxcv",
        "zxcvbn",
        "zxcvbnm",
        "qwerasdf",
        "qwerasdfzxcv",
        "qazwsx",
        "qazwsxedc",
        "qazxsw",
        "wsxedc",
        "iloveyou",
        "woaini",
        "woainima",
        "woaiwojia",
        "wojia",
        "woshishui",
        "nihao",
        "beijing",
        "shanghai",
        "zhongguo",
        "china",
        "welcome",
        "letmein",
        "huawei",
        "lenovo",
        "computer",
        "internet",
        "abc",
        "abcd",
        "abcde",
        "abcdef",
        "abcdefg",
        "abcdefgh",
        "aa",
        "aaa",
        "aaaa",
        "qq",
        "qqq",
        "ww",
        "www",
        "zz",
        "zzz",
        "xx",
        "xxx",
        "as",
        "zx",
        "asd",
        "zxc",
        "qwe",
        "qaz",
        "a",
        "q",
        "z",
        "x",
        "w",
        "p",
    ]
)
SIGNS_AS_LETTERS = str.maketrans({"@": "a", "$": "s", "0": "o", "1": "i", "3": "e", "!": "i"})
WALKS = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1234567890",
    "0987654321",
    "abcdefghijklmnopqrstuvwxyz",
    "1qaz2wsx3edc4rfv5tgb6yhn",
    "qazwsxedcrfvtgbyhn",
    "!@#$%^&*()",
)
DIGITS_ONE_GUESSES = (
    re.compile(r"1[3-9]\d{9}"),  # a mobile number
    re.compile(r"0\d{2,3}[1-9]\d{6,7}"),  # a telephone number
    re.compile(r"[1-9]\d{5}(?:19|20)\d{9}[\dx]?"),  # an identity card's number
    re.compile(r"(?:19|20)\d{2}[01]\d[0-3]\d\d{0,8}"),  # a birthday with some more
    re.compile(r"(?:(\d)\1{2,})+"),  # 66668888666
    re.compile(r"(?:520|521|1314|5201314|168|666|888|999|000|123|321|456|789|147|258|369|159|753)+\d?"),
)


class LongEnough(MinimumLengthValidator):
    """Django's check of the length, whose sentence has no Chinese in Django's own translation."""

    def get_error_message(self) -> str:
        return f"密码太短，至少要{self.min_length}个字符。"

    def get_help_text(self) -> str:
        return f"至少{self.min_length}个字符。"


class NotOfTheOffice:
    """Refuses what everybody there would try first: a common word with digits (Luoshi@2026), a walk over the keys,
    one piece again and again, a telephone number or a birthday."""

    def validate(self, password: str, user: object = None) -> None:
        small = password.lower()
        core = re.sub(r"[\W\d_]+", "", small)
        inside = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", small)
        read = re.sub(r"[\W\d_]+", "", inside.translate(SIGNS_AS_LETTERS))
        if core in GUESSED or read in GUESSED or _walk(small) or _repeats(small) or _number(small):
            raise ValidationError(
                "这个密码太常见，容易被猜到。可以用几个不相干的词连成一句，如一句只有自己知道的话的拼音。",
                code="password_of_the_office",
            )

    def get_help_text(self) -> str:
        return "不要用系统名、单位名加数字，也不要用电话、生日。"


class NotAboutOneself:
    """Refuses a password that is the person's own name, user name, telephone number or unit with little added."""

    MOST_ADDED = 6

    def validate(self, password: str, user: Any = None) -> None:
        person = getattr(user, "person", None)
        about = [getattr(user, "username", "")]
        if person is not None:
            about += [person.name, spelled(person.name), person.phone, person.mail.partition("@")[0]]
            for post in person.posts.select_related("unit"):
                if post.unit:
                    about += [post.unit.name, spelled(post.unit.name)]
        small = password.lower()
        for word in about:
            word = word.lower()
            if len(word) >= 2 and word in small and len(small) - len(word) <= self.MOST_ADDED:
                raise ValidationError("密码里不要用自己的姓名、用户名、电话或单位名，请换一个。", code="about_oneself")

    def get_help_text(self) -> str:
        return "不要用自己的姓名、用户名、电话、单位名。"


def _walk(small: str) -> bool:
    """Whether it is made of at most three pieces, each a walk along the keys or the alphabet, either way round."""
    walks = [*WALKS, *(w[::-1] for w in WALKS)]
    rest, pieces = small, 0
    while rest:
        step = max((n for n in range(3, len(rest) + 1) if any(rest[:n] in w for w in walks)), default=0)
        if not step:
            return len(rest) <= 2 and pieces > 0
        rest, pieces = rest[step:], pieces + 1
        if pieces > 3:
            return False
    return True


def _repeats(small: str) -> bool:
    """Whether it is one piece of up to four signs again and again."""
    return any(small == (small[:n] * len(small))[: len(small)] for n in range(1, 5)) and len(small) > 4


def _number(small: str) -> bool:
    digits = re.sub(r"[\W_]+", "", small)
    return any(p.fullmatch(digits) for p in DIGITS_ONE_GUESSES)
