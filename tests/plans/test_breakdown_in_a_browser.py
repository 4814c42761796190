"""The grid as a liaison meets it: typed, pasted from a spreadsheet, handed in."""

from __future__ import annotations

from typing import Any

import pytest
from broken_down import COLLEAGUE, cast, put, task, unit
from windows import IN_A_BROWSER, Windows, windows

from luoshi.plans import breakdown as actions
from luoshi.plans.models import Breakdown

__all__ = ["windows"]
pytestmark = IN_A_BROWSER
BLOCK = '举措\t责任人\t完成\t权重\n完成选址\t陈敏\t5月底\t40\n"开工\n建设"\t王立\t6.30\t60\n'
PASTE = """(text) => { const data = new DataTransfer(); data.setData("text/plain", text);
document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})); }"""


@pytest.fixture
def grid(windows: Windows) -> Any:
    """The liaison's page of a task, in a browser."""
    page = windows.seated(cast(), "工信")
    page.goto(f"/plans/breakdowns/{task().pk}/{unit().pk}/")
    return page


def saved(page: Any) -> None:
    page.wait_for_selector("[data-saved]:text-matches('^已保存 [0-9]')")


def draft() -> list[dict[str, str]]:
    return Breakdown.objects.get().draft


def test_a_block_from_a_spreadsheet_is_pasted_saved_and_handed_in(grid: Any) -> None:
    grid.focus("[data-cell=title]")
    grid.evaluate(PASTE, BLOCK)
    saved(grid)
    assert [(r["title"], r["person"], r["ends"], r["weight"]) for r in draft()] == [
        ("完成选址", "陈敏", "2026-05-31", "40"),
        ("开工 建设", "王立", "2026-06-30", "60"),
    ]
    with grid.expect_navigation():
        grid.click("text=报送 >> nth=0")
    assert "已报送" in grid.inner_text("main")
    assert Breakdown.objects.get().state == "submitted"


def test_two_at_one_cell_choose_which_stands(grid: Any) -> None:
    grid.fill("[data-cell=title]", "选址")
    grid.keyboard.press("Tab")
    saved(grid)
    actions.write(task(), unit(), [put(draft()[0]["key"], "title", "选址", "同事写的")], COLLEAGUE)
    grid.fill("[data-cell=title]", "我写的")
    grid.keyboard.press("Tab")
    grid.wait_for_selector("[data-clash]")
    assert "李同事" in grid.inner_text("[data-clash]")
    assert draft()[0]["title"] == "同事写的"
    with grid.expect_response("**/rows/"):
        grid.click("text=用我的")
    assert draft()[0]["title"] == "我写的"
