"""Work spread over processes, where the death of one costs one job and no more."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

Job = TypeVar("Job")
Outcome = TypeVar("Outcome")


def outcomes(
    work: Callable[[Job], Outcome],
    jobs: Sequence[Job],
    workers: int,
    lost: Callable[[Job, int | None], Outcome],
) -> Iterator[tuple[int, Outcome]]:
    """Do `work` for each job in at most `workers` new processes; yield (place of the job, outcome) as they finish.

    `work` is a function at the top of a module, jobs and outcomes can be pickled, and `work` raises nothing. Where a
    process dies over a job, the outcome is `lost(job, exit code)` and another process takes its place. Closing the
    iterator, or an exception in the caller, ends the processes."""
    # Started anew, not forked: the same on every system, and no lock or open file is taken along.
    context = multiprocessing.get_context("spawn")
    waiting = list(enumerate(jobs))[::-1]
    busy: dict[Connection, tuple[int, Any]] = {}
    try:
        while waiting or busy:
            while waiting and len(busy) < workers:
                _give(*_started(context, work), waiting.pop(), busy)
            for connection in wait(list(busy)):
                assert isinstance(connection, Connection)
                place, process = busy.pop(connection)
                try:
                    outcome = connection.recv()
                except (EOFError, OSError):
                    process.join()
                    connection.close()
                    yield place, lost(jobs[place], process.exitcode)
                    continue
                if waiting:
                    _give(connection, process, waiting.pop(), busy)
                else:
                    connection.close()  # the process sees it and ends
                    process.join(5)
                yield place, outcome
    finally:
        _end(busy)


def _started(context: Any, work: Callable[[Any], Any]) -> tuple[Connection, Any]:
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, work), daemon=True)
    # A process born while Ctrl-C is held back never hears it: the terminal's Ctrl-C is ours alone to handle.
    with _ctrl_c_held_back():
        process.start()
    theirs.close()
    return ours, process


def _give(connection: Connection, process: Any, job: tuple[int, Any], busy: dict[Connection, tuple[int, Any]]) -> None:
    # A process that is dead already is noticed when its answer is waited for.
    with contextlib.suppress(OSError):
        connection.send(job[1])
    busy[connection] = (job[0], process)


def _end(busy: dict[Connection, tuple[int, Any]]) -> None:
    for _, process in busy.values():
        process.terminate()
    for connection, (_, process) in busy.items():
        process.join(3)
        if process.is_alive():
            process.kill()
            process.join(1)
        connection.close()


@contextlib.contextmanager
def _ctrl_c_held_back() -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):  # Windows: the new process sees to it itself
        yield
        return
    # Starting the tracker resets the mask, so that must be done before.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Connection, work: Callable[[Any], Any]) -> None:
    """In the new process: job in, outcome out, until the other end closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # An orderly end, so that an outside program started for a job and half-written files are cleared away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with contextlib.suppress(EOFError, OSError):
        while True:
            connection.send(work(connection.recv()))
