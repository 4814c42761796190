"""The table of rights as a page of the documentation."""

from __future__ import annotations

from luoshi.accounts.rights import ACTIONS, SCOPE_WORDS, Scope, scope
from luoshi.units.models import Role

HEAD = """# Rights

Who may do what, and how far. This page is written from `src/luoshi/accounts/rights.py` by `luoshi manage rights`; a
test holds the two equal, another walks every address with every role.

A right comes of a *post* (岗位), never of a log-in. Somebody with several posts has the rights of the one at which they
sit. What is out of reach answers 404, as if it did not exist; an action that the role does not have answers 403.
"""
SCOPES = """## How far a right reaches

| scope | on screen | what it takes in |
|---|---|---|
| UNIT | 本单位 | what one's own unit owes or wrote |
| CAMPAIGN | 本专班 | the parts of a plan whose task force one serves |
| REGION | 本地区 | all of one's own region |
| TREE | 本地区及下级 | one's own region and all below it |

Posts belong to one region each. A superior sees its subordinates' plans and units; it changes nothing there, but for
its administrators, who set up regions that have nobody yet. The three administrators (系统、安全、审计) are three people:
nobody holds two of these posts at a time, and nobody gives posts to themselves.
"""


def as_markdown() -> str:
    """The whole page, ending in a line break."""
    lines = [HEAD, SCOPES, "## The table", ""]
    for role, label in Role.choices:
        held = [(action, scope(role, action)) for action in ACTIONS]
        lines += [f"### {label} (`{role}`)", "", "| action | what it is | how far |", "|---|---|---|"]
        lines += [f"| `{a}` | {ACTIONS[a]} | {SCOPE_WORDS[reach]} |" for a, reach in held if reach > Scope.NONE]
        lines.append("")
    lines += [
        "## Without a right",
        "",
        "Open to anybody: logging in and out, the health check, static files, the error pages.",
        "Open to whoever is logged in: one's own account, password and one-time codes, switching between one's own posts.",
        "With a first password given by hand: nothing but changing it and logging out.",
        "",
    ]
    return "\n".join(lines)
