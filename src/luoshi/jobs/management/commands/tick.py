"""`luoshi manage tick`: what a day brings by itself. `luoshi serve` runs it; where the parts run apart, a timer does."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from luoshi.jobs.days import tick


class Command(BaseCommand):
    help = "到期的事项：到了生效日期的版本施行，等等；可以重复运行"

    def handle(self, *args: Any, **options: Any) -> None:
        for said in tick(timezone.localdate()):
            if options["verbosity"]:
                self.stdout.write(said)
