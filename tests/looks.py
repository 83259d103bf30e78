"""What axe has against a page, by day and by night, without asking the same thing twice.

Nine tenths of axe's time go into the contrast of every single text. Texts that look alike (the same elements with the
same classes around them, the same colours, sizes and places in the flow) get the same verdict: the first and the last
of each look are measured, and what was well on one page (the frame around all of them) is not measured on the next.
Everything else axe knows is asked of every element.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from axe_playwright_python.base import AXE_SCRIPT

MEASURED = "data-measured"
LOOKS = """([attribute, known]) => {
    const styles = ["color", "backgroundColor", "backgroundImage", "opacity", "fontSize", "fontWeight", "position",
                    "visibility", "textShadow", "zIndex"];
    const told = ["type", "disabled", "aria-disabled", "aria-hidden", "open"];
    for (const moving of document.getAnimations()) {  // a colour on its way is no colour of the page
        try { moving.finish(); } catch { moving.cancel(); }
    }
    const names = new Map([[null, ""]]), looks = new Map();
    const name = e => {
        if (!names.has(e)) {
            const style = getComputedStyle(e), control = e.control && e.control.disabled ? "off" : "";
            names.set(e, [name(e.parentElement), e.tagName, e.className.baseVal ?? e.className, control,
                          ...told.map(a => e.getAttribute(a)), ...styles.map(s => style[s])].join("|"));
        }
        return names.get(e);
    };
    for (const e of document.querySelectorAll("body *")) {
        e.removeAttribute(attribute);
        const written = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())
            || e.matches("input, select, textarea");
        if (!written || !e.checkVisibility({visibilityProperty: true})) continue;
        const look = looks.get(name(e));
        looks.set(name(e), [look ? look[0] : e, e]);
    }
    const hash = words => {  // 53 bits of it
        let a = 0xdeadbeef, b = 0x41c6ce57;
        for (let i = 0; i < words.length; i++) {
            a = Math.imul(a ^ words.charCodeAt(i), 2654435761);
            b = Math.imul(b ^ words.charCodeAt(i), 1597334677);
        }
        return 4294967296 * (2097151 & b) + (a >>> 0);
    };
    const well = new Set(known), fresh = [];
    for (const [words, pair] of looks) {
        const look = hash(words);
        if (well.has(look)) continue;
        fresh.push(look);
        for (const e of pair) e.setAttribute(attribute, "");
    }
    return fresh;
}"""
AXE = """([options, attribute]) => {
    axe.configure({rules: [{id: "color-contrast", selector: `[${attribute}]`}]});
    return axe.run(document, {resultTypes: ["violations"], preload: false, ...options}).then(found =>
        found.violations.map(f => [f.id, f.nodes.slice(0, 3).map(
            n => n.target.join(" ") + " " + (n.any[0]?.message ?? ""))]));
}"""
# Both in one breath: each question to the page costs as much as a small answer.
LOOK = f"""async ([attribute, known, options]) => {{
    const fresh = ({LOOKS})([attribute, known]);
    return [fresh, await ({AXE})([options, attribute])];
}}"""
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
_WELL: dict[tuple[str, int], set[int]] = {}  # looks that were measured in this process and found well
_EYES: WeakKeyDictionary[Any, Eye] = WeakKeyDictionary()


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
        well = _WELL.setdefault((scheme, page.viewport_size["width"]), set())
        fresh, said = eye.asks(LOOK, [MEASURED, list(well), options])
        here = [fault for fault in said if not (live and fault[0] == "meta-refresh")]
        found += [(scheme, fault) for fault in here]
        if not here:
            well.update(fresh)
    return found
