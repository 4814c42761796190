"""Looking at a page as somebody without sight or mouse, on a screen and on a telephone; filling in its forms."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.urls import Resolver404, resolve

SIZES = ((1366, 768), (390, 844))
AXE = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  return found.violations.map((v) => [v.id, v.nodes.length, v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160))]);
}"""
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SEND = """([path, fields, file]) => {
  const form = document.createElement("form");
  form.method = "post"; form.enctype = "multipart/form-data"; form.action = path;
  const token = document.body.getAttribute("hx-headers");
  if (token) fields.push(["csrfmiddlewaretoken", JSON.parse(token)["X-CSRFToken"]]);
  for (const [name, value] of fields) {
    const input = document.createElement("input");
    input.type = "hidden"; input.name = name; input.value = value; form.append(input);
  }
  if (file) {
    const input = document.createElement("input"), data = new DataTransfer();
    const bytes = Uint8Array.from(atob(file[2]), (c) => c.charCodeAt(0));
    data.items.add(new File([bytes], file[1])); input.type = "file"; input.name = file[0]; input.files = data.files;
    form.append(input);
  }
  document.body.append(form); form.submit();
}"""


# pages of a log-in that is half done, by the names of their addresses; the test of the door visits them
AT_THE_DOOR = {
    "account_login",
    "account_inactive",
    "mfa_authenticate",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
}


class Looks:
    """What is wrong with the pages looked at, a line each, how many were looked at, and the names of their addresses."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.count = 0
        self.seen: set[str | None] = set()

    def told(self) -> str:
        return "\n".join([f"{self.count} pages looked at", *self.faults])

    def visit(self, page: Any, who: str, paths: Iterable[str], status: int = 200) -> None:
        """Go to each path: it must answer with that status, as a whole page, without sending on, and hold no fault."""
        for path in paths:
            answer = page.goto(path)
            if answer.status != status or answer.request.redirected_from or not page.query_selector("main#main h1"):
                self.faults.append(f"{who} {path}: {answer.status} {page.url}, no page of that address")
            self.look(page, f"{who} {path}")

    def send(self, page: Any, who: str, path: str, status: int, **sent: Any) -> None:
        """Send a form to `path` from the page that is open, and look at the answer."""
        answer = submit(page, path, **sent)
        if answer.status != status:
            self.faults.append(f"{who} sends to {path}: {answer.status} instead of {status}")
        self.look(page, f"{who} sends to {path}")

    def look(self, page: Any, what: str) -> None:
        """Note what is wrong with the page that is open, in each size."""
        self.count += 1
        with suppress(Resolver404):
            self.seen.add(resolve(urlsplit(page.url).path).url_name)

        page.evaluate(AXE_SCRIPT)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            for rule, times, nodes in page.evaluate(AXE):
                self.faults.append(f"{what} at {width}: {rule}, {times} times: {'; '.join(nodes)}")
            over = page.evaluate(OVER)
            if over > 0:
                self.faults.append(f"{what} at {width}: {over} px wider than the window")
        first = SIZES[0]
        page.set_viewport_size({"width": first[0], "height": first[1]})


def submit(
    page: Any, path: str, fields: dict[str, str] | None = None, file: tuple[str, str, bytes] | None = None
) -> Any:
    """The answer to a form sent to `path` from the page that is open; file  as field, name, content."""
    coded = (file[0], file[1], base64.b64encode(file[2]).decode()) if file else None
    with page.expect_navigation() as waited:
        page.evaluate(SEND, [path, list((fields or {}).items()), coded])
    return waited.value
