"""The table of rights in the documentation says what the code says."""

from __future__ import annotations

from pathlib import Path

from django.core.management import call_command

from luoshi.accounts.rights import ACTIONS, RIGHTS, Scope, scope
from luoshi.accounts.rights_table import as_markdown
from luoshi.units.models import Role

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rights.md"


def test_the_page_equals_the_table():
    assert PAGE.read_text("utf-8") == as_markdown(), "run: luoshi manage rights"


def test_every_role_stands_in_it_with_all_its_rights():
    for role, label in Role.choices:
        section = as_markdown().partition(f"### {label} ")[2].partition("### ")[0]
        assert {a for a in ACTIONS if f"`{a}`" in section} == set(RIGHTS[role])


def test_the_command_writes_it(tmp_path):
    call_command("rights", str(tmp_path / "rights.md"))
    assert (tmp_path / "rights.md").read_text("utf-8") == as_markdown()


def test_the_three_administrators_share_no_power():
    kept = [
        {a for a in ACTIONS if a not in ("desk.read", "unit.read", "job.read") and scope(r, a) > Scope.NONE}
        for r in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
    ]
    assert all(not (a & b) for n, a in enumerate(kept) for b in kept[n + 1 :])
    assert not any(a.startswith(("plan.", "measure.")) for a in set().union(*kept))
