"""Jobs spread over processes: every outcome arrives, a death costs one job, an end is clean."""

from __future__ import annotations

import os
import signal
import sys
import time

import pytest

from luoshi.commands.parallel import outcomes


def work(job):
    kind, value = job
    if kind == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if kind == "exit":
        os._exit(7)
    if kind == "slow":
        time.sleep(60)
    if kind == "interrupt":
        os.kill(os.getpid(), signal.SIGINT)
    return value


def lost(job, exit_code):
    return f"lost {job[1]} {exit_code}"


def test_every_outcome_arrives_with_the_place_of_its_job():
    jobs = [("say", n) for n in range(7)]
    assert sorted(outcomes(work, jobs, 2, lost)) == [(n, n) for n in range(7)]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_process_that_dies_costs_its_own_job_only():
    jobs = [("say", 0), ("die", 1), ("say", 2), ("exit", 3), ("say", 4)]
    assert dict(outcomes(work, jobs, 2, lost)) == {0: 0, 1: "lost 1 -9", 2: 2, 3: "lost 3 7", 4: 4}


def test_the_last_job_may_be_the_one_that_dies():
    assert dict(outcomes(work, [("exit", 0)], 1, lost)) == {0: "lost 0 7"}


def test_the_terminals_interrupt_does_not_reach_the_processes():
    assert dict(outcomes(work, [("interrupt", "alive")], 1, lost)) == {0: "alive"}


def test_leaving_early_ends_the_processes():
    begun = time.monotonic()
    running = outcomes(work, [("say", 0), ("slow", 1)], 2, lost)
    assert next(running) == (0, 0)
    running.close()
    assert time.monotonic() - begun < 20
