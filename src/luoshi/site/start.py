"""Getting the site ready inside this process: settings checked, Django set up, database brought up to date."""

from __future__ import annotations

import os


def set_up() -> None:
    """Load the settings and Django. Raises SettingError with a sentence where a setting cannot stand."""
    from luoshi.site.environment import read_environment

    read_environment()  # first by itself, so that a wrong setting is one sentence and no traceback
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.site.settings")
    import django

    django.setup()


def prepare() -> None:
    """Tables and the cache's table as this version wants them. Nothing happens where they are so already."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def tick() -> None:
    """Do what a day brings by itself, as the days up to today have brought it."""
    from django.core.management import call_command

    call_command("tick", verbosity=0)


def collect() -> None:
    """Static files compressed and named by content, for a production start."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
