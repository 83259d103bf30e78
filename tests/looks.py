"""What axe has against a page, by day and by night, without asking the same thing twice.

Nine tenths of axe's time go into the contrast of every single text. Texts that look alike (the same colour, large or
small, on the same grounds, behind the same veils, as far out of the flow) get the same verdict: the first
and the last of each look are measured, and what was well on one page (the frame around all of them) is not measured on
the next, by whichever worker. Everything else axe knows is asked of every element.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from axe_playwright_python.base import AXE_SCRIPT

MEASURED = "data-measured"
LOOKS = """attribute => {
    const told = ["disabled", "aria-disabled", "aria-hidden"];
    for (const moving of document.getAnimations()) {  // a colour on its way is no colour of the page
        try { moving.finish(); } catch { moving.cancel(); }
    }
    const hash = words => {  // 53 bits of it
        let a = 0xdeadbeef, b = 0x41c6ce57;
        for (let i = 0; i < words.length; i++) {
            a = Math.imul(a ^ words.charCodeAt(i), 2654435761);
            b = Math.imul(b ^ words.charCodeAt(i), 1597334677);
        }
        return 4294967296 * (2097151 & b) + (a >>> 0);
    };
    const grounds = new Map([[null, ""]]);
    const ground = e => {
        if (!grounds.has(e)) {
            const style = getComputedStyle(e), image = style.backgroundImage !== "none" && style.backgroundImage;
            const colour = style.backgroundColor !== "rgba(0, 0, 0, 0)" && style.backgroundColor;
            const veil = style.opacity !== "1" && "veil" + style.opacity;
            const above = /absolute|fixed|sticky/.test(style.position) && style.position + style.zIndex;
            const opaque = colour && colour.startsWith("rgb(") && !image && !veil && !above;
            const own = [colour, image, veil, above].filter(Boolean).join(" ");
            const under = ground(e.parentElement);  // what an opaque colour lies on is not seen, unless through a veil
            grounds.set(e, (opaque && !under.includes("veil") ? "" : under) + (own && "/" + own));
        }
        return grounds.get(e);
    };
    const looks = new Map();
    for (const e of document.querySelectorAll("body *")) {
        e.removeAttribute(attribute);
        const field = e.matches("input, select, textarea");
        if (!field && ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
        if (!e.checkVisibility({visibilityProperty: true})) continue;
        const style = getComputedStyle(e), size = parseFloat(style.fontSize), bold = style.fontWeight >= 700;
        const link = e.tagName === "A" && getComputedStyle(e.parentElement).color + style.textDecorationLine;
        const look = hash([link, field, style.color, size >= 24 || (bold && size >= 18.66), style.textShadow,
                           e.control && e.control.disabled, ...told.map(a => e.getAttribute(a)), ground(e)].join("|"));
        looks.set(look, [looks.has(look) ? looks.get(look)[0] : e, e]);
    }
    globalThis.pairs = looks;
    return [...looks.keys()];
}"""
AXE = """([attribute, fresh, options]) => {
    for (const look of fresh) for (const e of globalThis.pairs.get(look)) e.setAttribute(attribute, "");
    axe.configure({rules: [{id: "color-contrast", selector: `[${attribute}]`},
                           {id: "link-in-text-block", selector: `a[href][${attribute}]`}]});
    return axe.run(document, {resultTypes: ["violations"], preload: false, ...options}).then(found =>
        found.violations.map(f => [f.id, f.nodes.slice(0, 3).map(
            n => n.target.join(" ") + " " + (n.any[0]?.message ?? ""))]));
}"""
# Half a megabyte, sent to the browser once a tab and not once a page; the page's own script cannot meet it there.
WORLD = "looks"
SOURCE = "".join(letter if letter.isascii() else f"\\u{ord(letter):04x}" for letter in AXE_SCRIPT)
# Without script no timer ever rings; axe waits for some of its own.
AT_ONCE = "window.setTimeout = later => { Promise.resolve().then(later); return 0 };"
# As the page is shown now: looked at first, for drawing it all in other colours costs as much as half a look.
NOW = """() => ["light", "dark"].filter(scheme => matchMedia(`(prefers-color-scheme: ${scheme})`).matches)
    .concat(matchMedia("(prefers-reduced-motion: reduce)").matches, typeof axe !== "undefined")"""
# By night the page is the same but for its colours, so only what looks at colours is asked again.
BY_DAY: dict[str, Any] = {}
BY_NIGHT: dict[str, Any] = {"runOnly": ["color-contrast", "link-in-text-block"]}
_EYES: WeakKeyDictionary[Any, Eye] = WeakKeyDictionary()



class Book:
    """The looks that were measured in this run and found well, a line each."""

    def __init__(self, file: Path) -> None:
        self._file, self._read, self._lines = file, 0, set[str]()

    def without(self, lines: list[str]) -> list[str]:
        """Those that do not stand in it yet."""
        if self._file.exists() and self._file.stat().st_size > self._read:
            with self._file.open() as book:
                book.seek(self._read)
                new = book.read()
            whole = new[: new.rfind("\n") + 1]  # a line being written now is read the next time
            self._read += len(whole)
            self._lines.update(whole.splitlines())
        return [line for line in lines if line not in self._lines]

    def add(self, lines: list[str]) -> None:
        with self._file.open("a") as book:
            book.write("".join(f"{line}\n" for line in lines))


_WELL = Book(Path(os.environ["DANCHU_TEST_VAR"]) / "looks-well")

class Eye:
    """What looks at the pages of one tab, from a world of its own beside the page's."""

    def __init__(self, page: Any, script: bool) -> None:
        self._source = ("" if script else AT_ONCE) + SOURCE
        self._line = page.context.new_cdp_session(page)
        self._line.send("Page.enable")
        self._line.send("Page.addScriptToEvaluateOnNewDocument", {"source": self._source, "worldName": WORLD})
        self._frame = self._line.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        self._world = 0

    def opens(self) -> tuple[str, bool]:
        """On the page that is there now: (scheme, is it still?)."""
        where = {"frameId": self._frame, "worldName": WORLD}
        self._world = self._line.send("Page.createIsolatedWorld", where)["executionContextId"]
        now, still, ready = self.asks(NOW)
        if not ready:  # the first page of this tab
            self._line.send("Runtime.evaluate", {"expression": self._source, "contextId": self._world})
        return now, still

    def asks(self, function: str, *given: Any) -> Any:
        """What the function says there."""
        said = self._line.send("Runtime.callFunctionOn", {
            "functionDeclaration": function, "executionContextId": self._world, "awaitPromise": True,
            "returnByValue": True, "arguments": [{"value": each} for each in given]})
        assert "exceptionDetails" not in said, said
        return said["result"].get("value")


def faults(page: Any, *, script: bool = True, live: bool = False) -> list[tuple[str, Any]]:
    """By day and by night: [(scheme, [rule, where])], empty if all is well. `script`: may the page run its own?

    A `live` page tells of a meeting that goes on: it may renew itself (WCAG 2.2.1 excepts what happens now).
    """
    eye = _EYES.get(page) or _EYES.setdefault(page, Eye(page, script))
    now, still = eye.opens()
    found = []
    for scheme, options in (("light", BY_DAY), ("dark", BY_NIGHT))[:: 1 if now == "light" else -1]:
        if (scheme, still) != (now, True):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        fresh = _WELL.without([str(look) for look in eye.asks(LOOKS, MEASURED)])
        said = []
        if fresh or options is BY_DAY:
            said = eye.asks(AXE, [MEASURED, [int(look) for look in fresh], options])
        here = [fault for fault in said if not (live and fault[0] == "meta-refresh")]
        found += [(scheme, fault) for fault in here]
        if not here:
            _WELL.add(fresh)
    return found
