"""`luoshi serve` runs what a day brings, beside web server and worker, as long as the server runs."""

from __future__ import annotations

import sys

from luoshi.commands import serve


def test_what_falls_due_is_done_again_and_again_while_the_server_runs(tmp_path, monkeypatch):
    monkeypatch.setattr(serve, "TICKS_EVERY", 0.2)
    mark = tmp_path / "ticks"
    waiting = [sys.executable, "-c", "import time; time.sleep(4)"]
    ticking = [sys.executable, "-c", f"open({str(mark)!r}, 'a').write('x'); raise SystemExit(1)"]
    assert serve._run(waiting, waiting, ticking) == 0
    assert len(mark.read_text()) > 1  # one that failed is followed by the next
