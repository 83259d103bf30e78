/* One reading, told once and to no one else: not on a reload, not in a tab nobody looks at, no name, no cookie needed. */
"use strict";
/* The phone's own sheet (Zalo, messages…): nothing of anybody else's is loaded for it. */
for (const b of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  b.hidden = false;
  b.addEventListener("click", () => navigator.share({ title: b.dataset.title, url: b.dataset.share }).catch(() => { /* thought better of it */ }));
}
(() => {
  const told = document.querySelector("[data-reading]");
  const way = performance.getEntriesByType("navigation")[0];
  if (!told || !navigator.sendBeacon || !way || way.type !== "navigate") return;
  const came = !document.referrer.startsWith(location.origin + "/");  /* a visit begins: from a search engine, a message, a bookmark */
  const tell = () => { if (document.visibilityState === "visible") { document.removeEventListener("visibilitychange", tell); navigator.sendBeacon(told.dataset.reading + (came ? "?den=1" : "")); } };
  document.addEventListener("visibilitychange", tell);
  setTimeout(tell, 3000);
})();
