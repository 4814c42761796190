"""A time limit on a piece of work."""

from __future__ import annotations

import re
import signal
import threading
import time

import pytest

from luoshi.commands.deadline import TooSlow, within

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no alarm clock on this system")


def test_work_that_takes_too_long_is_broken_off():
    with pytest.raises(TooSlow), within(0.05):
        time.sleep(5)


def test_a_pattern_that_never_ends_is_broken_off_too():
    with pytest.raises(TooSlow), within(0.05):
        re.match(r"(a+)+$", "a" * 60 + "b")


def test_work_done_in_time_passes_and_leaves_no_alarm():
    with within(0.05):
        pass
    time.sleep(0.1)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def swallow_every_error():
    try:
        time.sleep(5)
    except Exception:
        pytest.fail("taken for a failure")


def test_code_that_swallows_every_error_does_not_swallow_it():
    with pytest.raises(TooSlow), within(0.05):
        swallow_every_error()


def test_a_thread_works_without_a_limit():
    done = []

    def work():
        with within(0.01):
            time.sleep(0.05)
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]
