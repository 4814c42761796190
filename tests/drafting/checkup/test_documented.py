"""Every kind of finding is described in docs/checkup.md, and only those."""

import re
from pathlib import Path

from luoshi.drafting.grammar import table

DOCS = Path(__file__).parents[3] / "docs" / "checkup.md"


def test_the_table_of_findings_is_complete():
    rows = [line.split("|")[1] for line in DOCS.read_text("utf-8").splitlines() if line.startswith("| `")]
    told = {code for row in rows for code in re.findall("`([a-z-]+)`", row)}
    assert told == set(table("findings")["kinds"])


def test_every_kind_is_used():
    room = Path(__file__).parents[3] / "src" / "luoshi" / "drafting" / "checkup"
    code = "\n".join(p.read_text("utf-8") for p in room.glob("*.py"))
    assert [k for k in table("findings")["kinds"] if f'"{k}"' not in code] == []
