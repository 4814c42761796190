"""From file to plan in force, and whether the database then says what was read: make bench.

The fictional county, and the real plans beside the repository where they are (LUOSHI_BENCH). Seconds by the clock, of
one process that is already up, on a database of its own.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BENCH = Path(os.environ.get("LUOSHI_BENCH", ROOT.parent / "shared" / "bench"))
BOUND = 20.0
os.environ["LUOSHI_DATA"] = tempfile.mkdtemp(prefix="luoshi-bench-")
os.environ.pop("DATABASE_URL", None)
sys.path.insert(0, str(ROOT / "tests" / "site"))


def main() -> int:
    from luoshi.site import start

    start.set_up()
    start.prepare()
    from said import said_by_form, said_by_plan

    from luoshi.audit.actor import Actor
    from luoshi.plans.enforce import put_in_force
    from luoshi.plans.importing import open_review, read_now
    from luoshi.units.models import Region

    actor = Actor(None, "bench")
    files = [ROOT / "samples" / "yunlu-2026" / "plan.docx", *sorted((BENCH / "corpus").glob("*.txt"))]
    if len(files) == 1:
        print(f"no real plans beside the repository ({BENCH}): skipped")
    for file in files:
        begin = time.perf_counter()
        region = Region.objects.create(name=file.stem)
        review = read_now(open_review(file.read_bytes(), file.name, region, actor, queue=False))
        plan = put_in_force(review, "bench", actor)
        seconds = time.perf_counter() - begin
        same = said_by_form(review.made) == said_by_plan(plan)
        kept = seconds <= BOUND and same
        equal = "equal" if same else "NOT equal"
        what = f"{file.stem}: import to in force, items {equal}"
        print(f"{what:58} {seconds:>12.2f} s   bound {BOUND:>10.0f} s   {'kept' if kept else 'BROKEN'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
