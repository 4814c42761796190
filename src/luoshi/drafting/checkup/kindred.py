"""Units that a task force lists under the name of another: an office with its bureau, a company by a like name."""

from __future__ import annotations

from collections.abc import Iterable

from luoshi.drafting.grammar import table
from luoshi.drafting.unit_names import plain

_SHORTEST = 3  # letters of a stem that two names may share by being one unit


def with_offices(members: Iterable[str]) -> tuple[str, ...]:
    """The members that may have offices of their own."""
    ends = tuple(table("findings")["duties"]["organs"])
    return tuple(m for m in members if len(m) >= 4 and m.endswith(ends))


def part_of(name: str, members: tuple[str, ...]) -> bool:
    """Whether a name begins with that of one of `with_offices`: 县发改局能源股 belongs to 县发改局, 县委宣传部 not to 县委."""
    text = plain(name)
    return text.startswith(members) and text not in members


def host_of(name: str, members: Iterable[str]) -> str:
    """The member at whose bureau an office usually sits (县安委办: 县应急局), "" where none of them is."""
    text = plain(name).replace("办公室", "办")
    hosts: dict[str, list[str]] = table("findings")["duties"]["hosts"]
    for office in sorted(hosts, key=len, reverse=True):
        if text.endswith(office):
            return next((m for host in hosts[office] for m in members if host in m), "")
    return ""


def twins(name: str, other: str) -> bool:
    """Whether two names differ only by endings of one kind (公司, 集团; 管委会, 管理处)."""
    one, two = plain(name), plain(other)
    for endings in table("findings")["duties"]["alike"]:
        stems = [_stems(text, endings) for text in (one, two)]
        if any(len(stem) >= _SHORTEST for stem in stems[0] & stems[1]):
            return one != two
    return False


def _stems(text: str, endings: list[str]) -> set[str]:
    """The name without its ending, and that without the level in front."""
    found = {text[: -len(ending)] if ending else text for ending in endings if text.endswith(ending)}
    return {s[1:] if s[:1] in "省市州区县旗" else s for s in found} | found
