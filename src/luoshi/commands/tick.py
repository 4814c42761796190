"""`luoshi tick`: what time brings by itself, once; for a timer where `luoshi serve` does not run."""

from __future__ import annotations


def tick() -> int:
    """Do what fell due and say what was done. Returns the exit status."""
    from luoshi.site import start

    start.set_up()
    start.prepare()
    start.tick(told=True)
    return 0
