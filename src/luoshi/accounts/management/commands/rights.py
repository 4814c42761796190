"""Write docs/rights.md from the table of rights."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from luoshi.accounts.rights_table import as_markdown


class Command(BaseCommand):
    help = "Write the table of rights as documentation."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", default="docs/rights.md")

    def handle(self, *args: Any, **options: Any) -> None:
        Path(options["file"]).write_text(as_markdown(), "utf-8")
        self.stdout.write(f"{options['file']} 已更新。")
