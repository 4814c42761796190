"""A time limit on a piece of work."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType


class TooSlow(BaseException):
    """The time is over. Not an Exception, so that no code on the way takes it for a failure of its own."""


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise `TooSlow` in the block when it takes longer. Without effect where the system has no alarm clock (Windows),
    and outside a process's main thread."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def over(number: int, frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
