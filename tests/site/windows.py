"""A browser for tests that use the site as people do: each person in a window of their own, logged in or at the door."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from cast import Cast
from django.contrib.staticfiles import finders
from django.db import connections

CHROMIUM = shutil.which("chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PASSWORD = "correct horse battery"  # what the cast of the tests logs in with
WAIT = 15_000  # milliseconds; a loaded machine is slow, a missing element never comes
IN_A_BROWSER = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed"),
    pytest.mark.skipif(not finders.find("desk/vendor/tabler.min.css"), reason="the front end was not fetched"),
]


@dataclass
class Windows:
    """Windows of one browser on the site at `address`, no two of them sharing a session."""

    browser: Any
    address: str

    def open(self, width: int = 1366, height: int = 768) -> Any:
        """A window in which nobody is logged in."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, base_url=self.address, locale="zh-CN"
        )
        context.set_default_timeout(WAIT)
        context.set_default_navigation_timeout(4 * WAIT)
        return context.new_page()

    def log_in(self, name: str) -> Any:
        """A window in which that person has logged in by typing name and password."""
        page = self.open()
        page.goto("/")
        page.get_by_label("用户名").fill(name)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.get_by_role("button", name=name).wait_for()
        return page

    def seated(self, cast: Cast, name: str, width: int = 1366, height: int = 768) -> Any:
        """A window in which that person is logged in already."""
        page = self.open(width, height)
        session = cast.client(name).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": self.address}])
        return page


@pytest.fixture
def windows(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Windows]:
    from playwright.sync_api import sync_playwright

    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright keeps a loop in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield Windows(browser, live_server.url)
        browser.close()
        # Where a loop runs, Django keeps connections of their own, which nobody could close once the loop is gone.
        connections.close_all()
