"""`luoshi audit verify`: does the trail still hold?"""

from __future__ import annotations

import sys


def verify() -> int:
    """Say how many events there are and what is broken; the exit status is 1 where anything is."""
    from luoshi.site import start

    start.set_up()
    from luoshi.audit.verify import verify as check

    verdict = check()
    for sentence in verdict.broken:
        print(sentence, file=sys.stderr)
    print(f"留痕{verdict.events}条，" + (f"发现{len(verdict.broken)}处问题。" if verdict.broken else "链条完整。"))
    return 1 if verdict.broken else 0
