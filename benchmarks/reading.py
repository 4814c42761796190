"""Time and memory of reading a plan, each figure beside its bound: make bench.

The text is the fictional county's plan, brought to 40,000 characters (and ten times that) by repeating its annexes.
Times are the best of several runs after start-up, in seconds of one core (what else the machine does counts for
nothing); cold starts are by the clock on the wall. Memory is the peak of a process of its own.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COUNTY = ROOT / "samples" / "yunlu-2026"
BENCH = Path(os.environ.get("LUOSHI_BENCH", ROOT.parent / "shared" / "bench"))


def long_text(characters: int) -> str:
    """The county's plan with its annexes repeated under new numbers up to that many characters."""
    text = (COUNTY / "plan.txt").read_text("utf-8")
    start = re.search(r"^附件1\s*$", text, re.MULTILINE)
    assert start is not None
    master, annexes = text[: start.start()], re.split(r"(?m)^(?=附件[0-9][-0-9]*\s*$)", text[start.start() :])
    pieces, number, length = [master], 0, len(master)
    while length < characters:
        for annex in annexes:
            if not annex.strip() or "-" in annex.splitlines()[0]:
                continue
            number += 1
            piece = re.sub(r"^附件[0-9]+", f"附件{number}", annex)
            pieces.append(piece)
            length += len(piece)
            if length >= characters:
                break
    return "".join(pieces)


def best(work: Callable[[], object], runs: int, clock: Callable[[], float] = time.process_time) -> float:
    """Seconds of the quickest of several runs, by `clock`."""
    times = []
    for _ in range(runs):
        begin = clock()
        work()
        times.append(clock() - begin)
    return min(times)


def show(what: str, figure: str, bound: str, kept: bool) -> None:
    print(f"{what:58} {figure:>14}   bound {bound:>12}   {'kept' if kept else 'BROKEN'}")


def growth() -> None:
    from luoshi.drafting import draft
    from luoshi.drafting.flat import flat
    from luoshi.drafting.quantities import quantities
    from luoshi.reading import read_bytes

    def whole(data: bytes) -> Callable[[], object]:
        def work() -> object:
            flat.cache_clear()  # each run as if the text had not been seen before
            quantities.cache_clear()
            return draft(read_bytes(data, "plan.txt"))

        return work

    once, tenfold = (long_text(n).encode() for n in (40_000, 400_000))
    draft(read_bytes(once, "plan.txt"))
    short = best(whole(once), 7)
    long = best(whole(tenfold), 3)
    show(f"{len(once.decode()):,} characters, bytes to draft", f"{short:.3f} s", "0.5 s", short <= 0.5)
    ratio = long / short / (len(tenfold.decode()) / len(once.decode()) / 10)
    show(
        f"{len(tenfold.decode()):,} characters, bytes to draft",
        f"{long:.2f} s",
        f"{12 * short:.2f} s",
        long <= 12 * short,
    )
    print(f"{'':58} {ratio:>13.1f}×   for ten times the text")


def formats() -> None:
    from luoshi.drafting import draft
    from luoshi.reading import read

    times = {}
    for ending in ("txt", "html", "docx", "pdf"):
        path = COUNTY / f"plan.{ending}"
        draft(read(path))
        times[ending] = best(lambda path=path: draft(read(path)), 5)  # type: ignore[misc]
    for ending, seconds in times.items():
        bound = "" if ending in ("txt", "html") else f"{4 * times['txt']:.3f} s"
        show(
            f"the county's plan as {ending}", f"{seconds:.3f} s", bound or "-", not bound or seconds <= 4 * times["txt"]
        )


def hostile() -> None:
    """Texts of one piece over and over, made to send a careless pattern back and forth."""
    from luoshi.drafting import draft
    from luoshi.reading import read_bytes

    slowest, worst = 0.0, ""
    for piece in (
        "<table>\n",
        "“（",
        "\t\t\t\n",
        "$ ",
        "** ",
        "|--\n",
        "〔2026〕",
        "a\tb\n\tc\n",
        "、",
        "牵头、",
        "1-",
        "每月",
        "（县发改局",
    ):
        data = ("方案\n" + piece * (40_000 // len(piece))).encode()
        seconds = best(lambda data=data: draft(read_bytes(data, "plan.txt")), 1)  # type: ignore[misc]
        if seconds > slowest:
            slowest, worst = seconds, piece
    show(f"40,000 characters of {worst!r}, the slowest of its kind", f"{slowest:.2f} s", "5 s", slowest <= 5)


def memory() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.txt"
        path.write_text(long_text(40_000), "utf-8")
        code = (
            "import resource, sys; from luoshi.reading import read; from luoshi.drafting import draft; draft(read(sys.argv[1]));"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        said = subprocess.run(
            [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
        ).stdout
    peak = int(said) / 1024
    show("40,000 characters, peak memory of the process", f"{peak:.0f} MB", "300 MB", peak <= 300)


def cold_start() -> None:
    plans = sorted((BENCH / "corpus").glob("*.txt"))
    if not plans:
        plans = [COUNTY / "plan.txt"] * 5
    luoshi = shutil.which("luoshi", path=str(Path(sys.executable).parent)) or "luoshi"
    with tempfile.TemporaryDirectory() as folder:
        runs = (
            ("five plans from cold start, summaries", []),
            ("five plans from cold start, with --json", ["--json", folder]),
        )
        for what, options in runs:
            seconds = best(
                lambda options=options: subprocess.run(
                    [luoshi, "read", *map(str, plans), *options], capture_output=True, check=True
                ),
                3,
                time.perf_counter,
            )  # type: ignore[misc]
            show(what, f"{seconds:.2f} s", "3 s", seconds <= 3)


if __name__ == "__main__":
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    growth()
    formats()
    hostile()
    memory()
    cold_start()
    print(f"peak memory of this bench itself {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
