/* The hall's screen follows the chair: asks every second, changes only what changed. Without it the page reloads. */
"use strict";
(() => {
  const main = document.querySelector("[data-pulse]");
  if (!main) return;
  const part = (name) => document.querySelector(`[data-hall="${name}"]`);
  const words = JSON.parse(document.querySelector("[data-words]").dataset.words);
  const theme = part("floor").textContent, started = main.dataset.state;
  let mark = "", lost = 0;
  const set = (name, text) => { const el = part(name); if (el.textContent !== text) el.textContent = text; };
  const show = (hall) => {
    if (hall.state !== started) return location.reload();
    set("kicker", hall.floor ? words.floor : hall.item ? words.item : words.theme);
    set("floor", hall.floor ? hall.floor.text || words.hidden.replace("{code}", hall.floor.code) : hall.item || theme);
    if (part("score")) part("score").hidden = !!hall.floor;
    const now = part("floor"), n = now.textContent.length;  /* what is long is set smaller: it must fit the wall */
    now.classList.toggle("longer", n > 320); now.classList.toggle("long", n > 110 && n <= 320);
    set("who", hall.floor ? hall.floor.name : hall.speaker);
    part("newest").replaceChildren(...hall.newest.map((q) => {
      const li = document.createElement("li");
      li.textContent = q.text;
      if (q.name) li.append(" ", Object.assign(document.createElement("span"), { className: "meta", textContent: q.name }));
      return li;
    }));
    part("none").hidden = hall.newest.length > 0;
  };
  const ask = async () => {
    let wait = 1000;
    try {
      const told = await fetch(main.dataset.pulse, { headers: mark ? { "If-None-Match": mark } : {}, cache: "no-store" });
      if (told.status === 200) { mark = told.headers.get("ETag") || ""; show(await told.json()); }
      else if (told.status !== 304) throw new Error(told.status);
      lost = 0; set("line", "");
    } catch { lost += 1; set("line", words.lost); wait = Math.min(1000 * 2 ** lost, 10000); }
    setTimeout(ask, wait * (0.9 + Math.random() * 0.2));  /* thousands of screens do not ask in step */
  };
  ask();
})();
