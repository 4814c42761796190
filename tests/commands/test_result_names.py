"""No result overwrites another's."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.commands.result_names import result_names


@pytest.mark.parametrize(
    ("inputs", "names"),
    [
        (["a/甲.docx", "a/乙.docx"], ["甲", "乙"]),
        (["a/方案.docx", "b/方案.docx"], ["方案", "方案-b"]),
        (["a/方案.docx", "a/方案.txt"], ["方案", "方案-txt"]),
        (["a/方案.docx", "b/方案.docx", "c/b/方案.docx"], ["方案", "方案-b", "方案-docx"]),
        (["方案.docx", "方案.DOCX", "方案.Docx"], ["方案", "方案-DOCX", "方案-2"]),
        (["Plan.txt", "plan.md"], ["Plan", "plan-md"]),
        (["a/x.txt", "b/x.txt", "x-b.txt"], ["x", "x-b", "x-b-某处"]),
    ],
)
def test_inputs_of_one_stem_get_names_of_their_own(inputs, names):
    assert result_names([Path("/某处") / i for i in inputs]) == names


def test_many_files_of_one_name_all_differ():
    names = result_names([Path(f"{n}/同/方案.txt") for n in range(20)])
    assert len(set(names)) == 20
