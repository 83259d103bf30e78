/* The boards of a hall (chair, clerk) renew themselves: what is new comes in, what was typed is never touched. */
"use strict";
(() => {
  const parts = () => [...document.querySelectorAll("[data-live]")];
  if (!parts().length) return;
  const line = document.querySelector("[data-boardline]"), words = JSON.parse(line.dataset.words), EVERY = 3000;
  const TYPED = "textarea, input:not([type=hidden])";
  const say = (text) => { line.textContent = text; line.hidden = !text; };
  /* Somebody is writing in it: its words and its place are theirs. */
  const touched = (card) => !card.dataset.done && (card.contains(document.activeElement) && document.activeElement.matches(TYPED + ", select")
    || [...card.querySelectorAll(TYPED)].some((e) => e.value !== e.defaultValue)
    || [...card.querySelectorAll("option")].some((o) => o.selected !== (o.defaultSelected || !o.parentElement.querySelector("[selected]") && o.index === 0)));
  /* The secret of a form is new on every page; it makes no card another one. */
  const read = (card) => card.dataset.read ??= card.outerHTML.replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1").replace(/ open(="")?/g, "");
  const renewed = (card, fresh) => {
    if (read(card) === read(fresh)) return card;
    if (touched(card)) {
      card.className = fresh.className;
      const [head, new_] = [card.querySelector("[data-head]"), fresh.querySelector("[data-head]")];
      if (head && new_) head.replaceWith(new_);
      return card;
    }
    const open = [...card.querySelectorAll("details")].map((d) => d.open);
    fresh.querySelectorAll("details").forEach((d, n) => { d.open ||= !card.dataset.done && !!open[n]; });
    card.replaceWith(fresh);
    return fresh;
  };
  const merge = (here, there) => {
    const known = new Map([...here.children].map((c) => [c.dataset.key, c])), stay = new Set();
    let at = here.firstElementChild;
    for (const fresh of [...there.children]) {
      read(fresh);
      const old = known.get(fresh.dataset.key), was = at === old;
      const card = old ? renewed(old, fresh) : fresh;
      if (was) at = card;
      stay.add(card);
      if (card === at) { at = at.nextElementSibling; continue; }
      const focus = card.contains(document.activeElement) ? document.activeElement : null;
      here.insertBefore(card, at);
      focus?.focus({ preventScroll: true });
    }
    for (const card of [...here.children]) if (!stay.has(card) && !touched(card)) card.remove();
  };
  const renew = async () => {
    try {
      const answer = await fetch(location.pathname, { headers: { Accept: "text/html" }, cache: "no-store" });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const state = page.querySelector("[data-boardline]")?.dataset.state;
      if (state !== line.dataset.state) return parts().some((p) => [...p.children].some(touched)) ? say(words.moved) : location.reload();
      for (const here of parts()) {
        const there = page.querySelector(`[data-live="${here.dataset.live}"]`);
        if (there) merge(here, there);
      }
      for (const text of document.querySelectorAll("[data-text]")) {
        const now = page.querySelector(`[data-text="${text.dataset.text}"]`)?.textContent ?? "";
        if (text.textContent !== now) text.textContent = now;
      }
      if (line.textContent === words.lost) say("");
    } catch { say(words.lost); }
  };
  parts().forEach((p) => [...p.children].forEach(read));

  /* What the chair presses is done without leaving the page: words half written in another card stay. */
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-do]");
    if (!form) return;
    event.preventDefault(); event.stopImmediatePropagation();
    const buttons = [...form.querySelectorAll("button")], card = form.closest("[data-key]");
    buttons.forEach((b) => { b.disabled = true; });
    say("");
    try {
      const answer = await fetch(location.pathname, { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams(new FormData(form)) });
      if (answer.status === 409 || answer.status === 422) throw new Error((await answer.json()).problem);
      if (!answer.ok || answer.redirected) throw new Error(words.unsent);
      if (card) card.dataset.done = "1";
      await renew();
    } catch (problem) { say(problem instanceof TypeError ? words.unsent : problem.message); }
    buttons.forEach((b) => { b.disabled = false; });
  }, true);

  const turn = async () => { if (document.visibilityState === "visible") await renew(); setTimeout(turn, EVERY); };
  setTimeout(turn, EVERY);
  window.board = { renew };
})();
