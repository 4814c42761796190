"""How a place is called: one wording in sentences and papers."""

import pytest

from luoshi.drafting.place_words import place_words


@pytest.mark.parametrize(
    ("part", "kind", "path", "said"),
    [
        ("0", "master", "", "正文"),
        ("0", "master", "二/(一)", "正文 二（一）"),
        ("1", "annex", "一", "附件1 一"),
        ("2", "annex", "二/(一)/1", "附件2 二（一）1"),
        ("2", "annex", "二/1/精密锻铸", "附件2 二1·精密锻铸"),
        ("3-1", "table", "(4)", "附件3-1 （4）"),
        ("0", "master", "第二章/第三节", "正文 第二章第三节"),
        ("", "annex", "", ""),
    ],
)
def test_a_place_is_said_so(part: str, kind: str, path: str, said: str):
    assert place_words(part, kind, path) == said
