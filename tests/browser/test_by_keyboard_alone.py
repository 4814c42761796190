"""A liaison's whole work without a mouse: logged in, a task found and filtered, opened, broken down, handed in."""

from __future__ import annotations

from typing import Any

from cast import county, plan_in_force
from windows import PASSWORD, Windows

from luoshi.plans.models import Breakdown
from luoshi.units.models import Role

MOST = 90  # presses of Tab from the top of a page to anything on it
FOCUSED = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  const looks = () => { const s = getComputedStyle(at); return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor].join(); };
  const name = at.getAttribute("aria-label") || (at.labels && at.labels[0] ? at.labels[0].innerText : at.innerText) || at.title;
  const held = looks();
  at.blur();
  const left = looks();
  at.focus({preventScroll: true});
  return {
    name: (name || "").trim(), tag: at.tagName, role: at.getAttribute("role"),
    inside: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    shown: held !== left,
  };
}"""


class Keyboard:
    """Somebody at a page who presses keys; each thing that they come by must be on the screen and show that they are
    there."""

    def __init__(self, page: Any) -> None:
        self.page = page
        page.emulate_media(reduced_motion="reduce")
        self.faults: list[str] = []

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def here(self) -> str:
        """The name of what the keyboard is at."""
        at = self.page.evaluate(FOCUSED)
        if at["tag"] != "BODY" and not (at["inside"] and at["shown"]):
            self.faults.append(f"{self.page.url}: at {at} nobody sees where they are")
        return str(at["name"])

    def tab_to(self, name: str, back: bool = False) -> None:
        """Press Tab until what has that name is reached."""
        passed = []
        for _ in range(MOST):
            self.press("Shift+Tab" if back else "Tab")
            passed.append(self.here())
            if passed[-1] == name:
                return
        raise AssertionError(f"{self.page.url}: Tab does not lead to “{name}”, but to {passed}")

    def skip(self) -> None:
        """Over the ways to the page itself, by the first link of all."""
        self.press("Tab")
        assert self.here() == "跳到正文"
        self.press("Enter")
        assert self.page.evaluate("document.activeElement.id") == "main"


def test_a_task_is_broken_down_without_a_mouse(windows: Windows) -> None:
    cast = county()
    plan_in_force(cast.region)
    cast.post("陈敏", Role.LIAISON, "县工信局")
    page = windows.open()
    keys = Keyboard(page)

    page.goto("/")
    page.get_by_label("用户名").wait_for()
    assert keys.here() == "用户名"
    keys.type("陈敏")
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    page.wait_for_url("**/")
    page.get_by_role("button", name="陈敏").wait_for()

    keys.tab_to("任务")
    keys.press("Enter")
    page.wait_for_url("**/plans/tasks/")
    keys.skip()
    keys.tab_to("查找")
    keys.type("jsyq")
    page.wait_for_url("**q=jsyq*")
    keys.tab_to("角色")
    keys.press("ArrowDown")
    page.wait_for_url("**role=lead*")
    keys.tab_to("列")
    keys.press("Enter")
    keys.tab_to("时限原文")
    keys.press("Space")
    page.wait_for_url("**cols=*")
    keys.tab_to("建设园区")
    keys.press("Enter")
    page.wait_for_url("**/plans/tasks/*/*")

    keys.skip()
    keys.tab_to("县工信局：现在分解")
    keys.press("Enter")
    page.wait_for_url("**/plans/breakdowns/*/*/")
    keys.skip()
    keys.tab_to("第1条举措")
    keys.type("完成选址")
    keys.tab_to("第1条责任人")
    keys.type("陈敏")
    keys.tab_to("第1条完成")
    keys.press("Control+a")
    keys.type("5月底")
    keys.press("Tab")
    page.wait_for_selector("[data-saved]:text-matches('^已保存 [0-9]')")
    keys.tab_to("报送")
    keys.press("Enter")
    page.get_by_role("button", name="撤回修改").wait_for()
    made = Breakdown.objects.get()
    assert (made.state, [row["ends"] for row in made.draft]) == ("submitted", ["2026-05-31"])
    assert not keys.faults, "\n".join(keys.faults)


def test_menus_open_and_close_by_keyboard(windows: Windows) -> None:
    """One's own menu at the top right, also on a telephone with a keyboard, where all ways stand in a menu."""
    cast = county()
    cast.post("王某", Role.LEADER)
    page = windows.seated(cast, "王某")
    keys = Keyboard(page)
    page.goto("/")
    keys.tab_to("王某")
    keys.press("Enter")
    page.get_by_role("link", name="我的账号").wait_for()
    keys.press("Escape")
    page.get_by_role("link", name="我的账号").wait_for(state="hidden")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/")
    keys.tab_to("展开栏目")
    keys.press("Enter")
    page.get_by_role("link", name="方案", exact=True).wait_for()
    keys.tab_to("方案")
    keys.press("Enter")
    page.wait_for_url("**/plans/")
    assert not keys.faults, "\n".join(keys.faults)
