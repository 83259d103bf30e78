"""A person at a device, watched: whatever the page complains of, or asks of another host, is written down."""

import re
import time
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, expect

from tests.looks import faults

NARROWEST, PHONE, DESK = 320, 360, 1280
HEIGHT = 800
LIVE = "/man-hinh/"  # the screen of a hall
# A refused form is answered 409 or 422: the browser says so in its console, and that is no fault.
REFUSED = re.compile(r"Failed to load resource: the server responded with a status of 4(09|22)\b")
# What has the focus, by name; and whether anyone can see that it has it.
FOCUS = """() => {
    const e = document.activeElement, labels = [...(e.labels || [])];
    const words = [e, ...labels].map(part => part.textContent).join(" ");
    if (e === document.body) return [words, true];
    const rings = [e, ...labels, e.parentElement].some(box => {
        const style = getComputedStyle(box);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    });
    return [words, rings && e.getClientRects().length > 0];
}"""


def shape(path: str) -> str:
    """The address without what tells one case, year or article from another."""
    return re.sub(r"(?<=/)([A-Z]{2}-\d\d-[0-9A-Z]{6}|\d+|(?<=/dieu/)[^/]+)(?=/)", "*", path)


class Someone:
    """Opens pages, fills fields, presses buttons, as a person does: by the words on them."""

    def __init__(self, browser: Browser, house: str, *, width: int, script: bool = True,
                 kept: dict | None = None, touch: bool = False):
        self.house, self.width, self.script = house, width, script
        self.context = browser.new_context(
            base_url=house, viewport={"width": width, "height": HEIGHT}, java_script_enabled=script,
            locale="vi-VN", reduced_motion="reduce", storage_state=kept, timezone_id="Asia/Ho_Chi_Minh",
            has_touch=touch)
        self.context.set_default_timeout(20_000)
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        self.asked: list[str] = []
        self.context.on("request", self._heard)
        self.page = self.tab()

    def tab(self) -> Page:
        """Another tab on the same device."""
        page = self.context.new_page()
        page.on("console", lambda said: self._complain(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self._complain(str(error)))
        return page

    def _heard(self, request) -> None:
        self.asked.append(request.url)
        if request.url.startswith("http") and urlsplit(request.url).netloc != urlsplit(self.house).netloc:
            self.elsewhere.append(request.url)

    def _complain(self, said: str) -> None:
        if not REFUSED.match(said):
            self.complaints.append(f"{self.page.url}: {said}")

    # --- hands ---------------------------------------------------------------------------------
    def go(self, path: str, *, status: int = 200) -> None:
        """Open a page of the house."""
        answer = self.page.goto(path)
        assert answer is not None and answer.status == status, (path, answer and answer.status)

    def write(self, label: str, text: str) -> None:
        """Fill the field of this name."""
        self.page.get_by_label(label, exact=False).first.fill(text)

    def choose(self, words: str) -> None:
        """Mark the choice that begins with these words."""
        self.page.get_by_role("radio", name=words).check()

    def tick(self, words: str) -> None:
        self.page.get_by_role("checkbox", name=words).check()

    def press(self, words: str, within: Locator | None = None) -> None:
        """Press the button of exactly this name, and wait for the page that follows."""
        with self.page.expect_navigation():
            (within or self.page.locator("body")).get_by_role("button", name=words, exact=True).first.click()

    def follow(self, words: str) -> None:
        """Follow a link."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=words).first.click()

    def unfold(self, words: str) -> Locator:
        """Open what waits behind a line; the opened part."""
        part = self.page.locator("details", has=self.page.locator("summary", has_text=words)).first
        if part.get_attribute("open") is None:
            part.locator("summary").click()
        return part

    def tabs_to(self, *names: str) -> bool:
        """The Tab key comes to each of these in turn, and wherever it stops can be seen. Fails where it does not."""
        for name in names:
            for _press in range(60):
                self.page.keyboard.press("Tab")
                words, shown = self.page.evaluate(FOCUS)
                assert shown, (self.page.url, "no focus to be seen", words)
                if name in words:
                    break
            else:
                raise AssertionError(f"{self.page.url}: the Tab key never comes to: {name}")
        return True

    # --- eyes ----------------------------------------------------------------------------------
    def sees(self, *words: str) -> None:
        """Each stands on the page, to be read."""
        for each in words:
            expect(self.page.get_by_text(each).locator("visible=true").first).to_be_visible()

    def misses(self, words: str) -> None:
        expect(self.page.get_by_text(words)).to_have_count(0)

    def waits_for(self, path: str, words: str, seconds: int = 20) -> None:
        """Open the page until the words stand on it: what the worker does, it does in a moment."""
        until = time.monotonic() + seconds
        while not self.page.get_by_text(words).count():
            assert time.monotonic() < until, f"{path} never says: {words}"
            self.page.wait_for_timeout(300)
            self.go(path)

    @property
    def code(self) -> str:
        """The code of the case in the address."""
        found = re.search(r"KN-\d\d-[0-9A-Z]{6}", self.page.url)
        assert found, self.page.url
        return found[0]

    def looks_well(self, *, always: bool = False) -> None:
        """Nothing for axe by day or by night, nothing off the side, not even on the narrowest phone."""
        if not (self.script or always):
            return  # the same page is looked at by whoever has script
        found = faults(self.page, script=self.script, live=self.page.url.endswith(LIVE))
        assert not found, (self.page.url, self.width, found)
        if self.width == PHONE:
            self.page.set_viewport_size({"width": NARROWEST, "height": HEIGHT})
            assert not (over := self._too_wide()), (self.page.url, NARROWEST, over)
            self.page.set_viewport_size({"width": self.width, "height": HEIGHT})
        assert not (over := self._too_wide()), (self.page.url, self.width, over)

    def walks(self, rooms: tuple[str, ...], *doors: str, most: int = 60) -> list[str]:
        """Go in at the doors and through the rooms: one page of each shape, every fold open, each looked at."""
        waiting, shapes = list(doors), {}
        while waiting and len(shapes) < most:
            path = waiting.pop(0)
            if shape(path) in shapes:
                continue
            shapes[shape(path)] = path
            self.go(path)
            self.page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
            self.looks_well(always=True)
            links = self.page.eval_on_selector_all("a[href]", "all => all.map(a => a.pathname)")
            waiting += [link for link in links if link.startswith(rooms) and "." not in link]
        return list(shapes)

    def _too_wide(self) -> list[str]:
        return self.page.evaluate("""() => {
            const most = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= most) return [];
            return [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > most + 1)
                .slice(0, 5).map(e => e.outerHTML.slice(0, 120));
        }""")

    def leave(self) -> None:
        """Close the device; whatever was complained of comes out now."""
        self.context.close()
        assert not self.complaints, self.complaints
        assert not self.elsewhere, self.elsewhere
