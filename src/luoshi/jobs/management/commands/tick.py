"""`luoshi tick`: what a day brings by itself. `luoshi serve` runs it; where the parts run apart, a timer does."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from luoshi.calendar.clock import now
from luoshi.jobs.clock import tick


class Command(BaseCommand):
    help = "到期的事项：到了生效日期的版本施行，等等；可以重复运行"

    def handle(self, *args: Any, **options: Any) -> None:
        for said in tick(now()):
            if options["verbosity"]:
                self.stdout.write(said)
