"""Score the reading of every plan that has gold, and print one line a document: make score.

Gold beside the repository (its folder is LUOSHI_BENCH, by default ../shared/bench: corpus/NAME.txt, gold/NAME.json)
is scored with the scorer that lies there, so that its own rules count; the samples of this repository with the
comparison that their tests use. Figures are F1 in percent, of targets found also how many measures, strengths
(op) and names are right.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "drafting"))

from breakdown import KINDS, compare, expected_in, read_and_draft, said_of, together  # noqa: E402

from luoshi.drafting.form import form_bytes  # noqa: E402

COLUMNS = [k for k in KINDS if k not in ("titles", "clauses")]


def main() -> int:
    bench = Path(os.environ.get("LUOSHI_BENCH", ROOT.parent / "shared" / "bench"))
    if (bench / "score.py").exists():
        score_beside(bench)
    else:
        print(f"no gold beside the repository ({bench}): skipped")
    papers = [(p, p.with_suffix(".txt")) for p in sorted((ROOT / "samples" / "papers").glob("*.json"))]
    county = [(ROOT / "samples" / "yunlu-2026" / "gold.json", ROOT / "samples" / "yunlu-2026" / f"plan.{e}") for e in ("txt", "docx", "html", "pdf")]
    print("\nsamples of this repository (F1, %)")
    print(f"{'':28}" + "".join(f"{c:>10}" for c in COLUMNS))
    whole = []
    for gold, plan in [*papers, *county]:
        agreement = compare(expected_in(gold), said_of(plan))
        whole.append(agreement)
        name = plan.stem if plan.parent.name == "papers" else f"{plan.parent.name}.{plan.suffix[1:]}"
        print(f"{name:28}" + "".join(f"{100 * agreement[c].f1:10.1f}" for c in COLUMNS))
    total = together(whole)
    print(f"{'all':28}" + "".join(f"{100 * total[c].f1:10.1f}" for c in COLUMNS))
    return 0


def score_beside(bench: Path) -> None:
    """The gold beside the repository, with its own scorer."""
    with tempfile.TemporaryDirectory() as folder:
        for gold in sorted((bench / "gold").glob("*.json")):
            plan = bench / "corpus" / f"{gold.stem}.txt"
            if plan.exists():
                document, made = read_and_draft(plan)
                (Path(folder) / gold.name).write_bytes(form_bytes(made, document))
        misses = ["--misses", sys.argv[1]] if len(sys.argv) > 1 else []
        subprocess.run([sys.executable, str(bench / "score.py"), str(bench / "gold"), folder, *misses], check=True)


if __name__ == "__main__":
    raise SystemExit(main())
