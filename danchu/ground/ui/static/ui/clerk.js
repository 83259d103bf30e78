/* The clerk's page: what is written is kept on this machine until the server says it has it. Nothing lost, nothing twice. */
"use strict";
(() => {
  const told = document.querySelector("[data-clerk]");
  if (!told) return;
  const words = JSON.parse(told.dataset.words), key = "clerk:" + told.dataset.clerk;
  const read = () => { try { return JSON.parse(localStorage.getItem(key)) || []; } catch { return []; } };
  const write = (list) => { try { localStorage.setItem(key, JSON.stringify(list)); return true; } catch { return false; } };
  const say = (text, kind) => { if (told.textContent !== text) told.textContent = text; told.dataset.kind = kind; };
  const csrf = () => document.querySelector("input[name=csrfmiddlewaretoken]").value;
  const mark = () => crypto.randomUUID ? crypto.randomUUID() : [..."xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx"].map((c) => c === "x" ? (crypto.getRandomValues(new Uint8Array(1))[0] & 15).toString(16) : c).join("");
  let busy = false, timer = 0;

  const state = () => {
    const waiting = read().filter((e) => !e.problem), faulty = read().filter((e) => e.problem);
    if (faulty.length) return say(words.refused.replace("{why}", faulty[0].problem).replace("{text}", (faulty[0].fields.text || "").slice(0, 80)), "bad");
    say(waiting.length ? words.kept.replace("{n}", waiting.length) : words.saved, waiting.length ? "warn" : "ok");
  };
  const send = async () => {
    if (busy) return;
    busy = true; clearTimeout(timer);
    for (const entry of read().filter((e) => !e.problem)) {
      try {
        const answer = await fetch(location.pathname, { method: "POST", headers: { Accept: "application/json" },
          body: new URLSearchParams({ ...entry.fields, csrfmiddlewaretoken: csrf() }) });
        if (answer.ok && (answer.headers.get("Content-Type") || "").includes("json")) {
          const { seen } = await answer.json();  /* what was written after it knows of it */
          write(read().filter((e) => e.id !== entry.id).map((e) => e.form === entry.form && seen ? { ...e, fields: { ...e.fields, seen } } : e));
          done(entry);
        } else if (answer.status === 409 || answer.status === 422) {
          const { problem } = await answer.json();
          write(read().map((e) => e.id === entry.id ? { ...e, problem } : e));
          back(entry);
        } else throw new Error(answer.status);
      } catch { timer = setTimeout(send, 3000); break; }
    }
    busy = false; state(); window.board.renew();
  };
  const formOf = (entry) => document.querySelector(`form[data-keep="${entry.form}"]`);
  const each = ["hoi", "ten"];  /* every press is another one; any other form says one thing, and the last word holds */
  const done = (entry) => {
    const form = formOf(entry), card = form && form.closest("[data-key]");
    if (card) card.classList.remove("kept");
    const same = form && Object.entries(entry.fields).every(([name, value]) => !form.elements[name] || form.elements[name].type === "hidden" || form.elements[name].value === value);
    if (card && same) card.dataset.done = "1";  /* unless more was typed meanwhile */
    if (form && form.dataset.draft && same) try { localStorage.removeItem("draft:" + form.dataset.draft); } catch { /* forbidden */ }
  };
  /* What the server did not take stands in its form again, to be put right. */
  const back = (entry) => {
    const form = formOf(entry);
    if (form) for (const [name, value] of Object.entries(entry.fields)) if (form.elements[name] && form.elements[name].type !== "hidden" && !form.elements[name].value) form.elements[name].value = value;
  };

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-keep]");
    if (!form || !form.checkValidity()) return;
    const kind = form.dataset.keep, fields = Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
    if ("token" in fields) fields.token = mark();
    const list = read().filter((e) => e.form !== kind || each.includes(kind) && !e.problem);  /* what was put right is sent anew */
    if (!write([...list, { id: mark(), form: kind, fields }])) return;  /* nowhere to keep it: send as ever */
    event.preventDefault(); event.stopImmediatePropagation();
    if (each.includes(kind)) { form.reset(); form.querySelector("textarea, input:not([type=hidden])").focus(); }
    form.closest(".hallq")?.classList.add("kept");
    state(); send();
  }, true);
  /* Cards that came in later keep their drafts too. */
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-draft]");
    if (!form) return;
    const now = Object.fromEntries([...form.elements].filter((e) => e.name && e.type !== "hidden").map((e) => [e.name, e.value]));
    try { localStorage.setItem("draft:" + form.dataset.draft, JSON.stringify(now)); } catch { /* full or forbidden */ }
  });
  /* The page itself opens again while the line is down; what it is made of is told to whoever keeps it. */
  if (navigator.serviceWorker) navigator.serviceWorker.register(told.dataset.worker, { scope: location.pathname }).then(() => navigator.serviceWorker.ready).then((ready) => {
    const made = [...document.querySelectorAll("link[rel=stylesheet], link[rel=preload], link[rel=icon], script[src]")].map((e) => e.href || e.src);
    ready.active.postMessage(made);
    setTimeout(window.board.renew, 500);  /* once more, past whoever keeps it */
  }).catch(() => { /* no safe line: then it only opens while the line is up */ });
  addEventListener("online", send);
  addEventListener("beforeunload", (event) => { if (read().length) event.preventDefault(); });
  state(); send();
})();
