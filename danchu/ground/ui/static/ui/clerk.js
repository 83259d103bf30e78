/* The clerk's page: what is written is kept on this machine until the server says it has it. Nothing lost, nothing twice. */
"use strict";
(() => {
  const board = document.querySelector("[data-clerk]");
  if (!board) return;
  const words = JSON.parse(board.dataset.words), key = "clerk:" + board.dataset.clerk;
  const read = () => { try { return JSON.parse(localStorage.getItem(key)) || []; } catch { return []; } };
  const write = (list) => { try { localStorage.setItem(key, JSON.stringify(list)); return true; } catch { return false; } };
  const say = (text, kind) => { board.textContent = text; board.dataset.kind = kind; };
  const csrf = () => document.querySelector("input[name=csrfmiddlewaretoken]").value;
  const mark = () => crypto.randomUUID ? crypto.randomUUID() : [..."xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx"].map((c) => c === "x" ? (crypto.getRandomValues(new Uint8Array(1))[0] & 15).toString(16) : c).join("");
  let busy = false, timer = 0;

  const state = () => {
    const waiting = read().filter((e) => !e.problem), faulty = read().filter((e) => e.problem);
    if (faulty.length) return say(words.refused.replace("{why}", faulty[0].problem).replace("{text}", (faulty[0].fields.text || "").slice(0, 80)), "bad");
    say(waiting.length ? words.kept.replace("{n}", waiting.length) : words.saved, waiting.length ? "warn" : "ok");
  };
  const drop = (id) => write(read().filter((e) => e.id !== id));
  const send = async () => {
    if (busy) return;
    busy = true; clearTimeout(timer);
    for (const entry of read().filter((e) => !e.problem)) {
      try {
        const answer = await fetch(location.pathname, { method: "POST", headers: { Accept: "application/json" },
          body: new URLSearchParams({ ...entry.fields, csrfmiddlewaretoken: csrf() }) });
        if (answer.ok && (answer.headers.get("Content-Type") || "").includes("json")) { drop(entry.id); done(entry); }
        else if (answer.status === 409 || answer.status === 422) {
          const { problem } = await answer.json();
          write(read().map((e) => e.id === entry.id ? { ...e, problem } : e));
        } else throw new Error(answer.status);
      } catch { timer = setTimeout(send, 3000); break; }
    }
    busy = false; state();
  };
  const done = (entry) => {
    const form = document.querySelector(`form[data-keep="${entry.form}"]`);
    if (form && entry.form === "hoi") form.reset();
    if (form && form.dataset.draft) try { localStorage.removeItem("draft:" + form.dataset.draft); } catch { /* forbidden */ }
  };

  for (const form of document.querySelectorAll("form[data-keep]")) {
    form.addEventListener("submit", (event) => {
      if (!form.checkValidity()) return;
      const fields = Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
      if ("token" in fields) fields.token = mark();
      const list = read().filter((e) => !(e.problem && e.form === form.dataset.keep));  /* what was put right is sent anew */
      if (!write([...list, { id: mark(), form: form.dataset.keep, fields }])) return;  /* nowhere to keep it: send as ever */
      event.preventDefault(); event.stopImmediatePropagation();
      if (form.dataset.keep === "hoi") form.reset();
      state(); send();
    });
  }
  addEventListener("online", send);
  addEventListener("beforeunload", (event) => { if (read().length) event.preventDefault(); });
  state(); send();

  /* The chair's choice, here too: a new question on the floor is announced, and the page asks before it loads anew. */
  let floor = board.dataset.floor;
  const follow = async () => {
    try {
      const hall = await (await fetch(board.dataset.pulse, { cache: "no-store" })).json();
      const now = hall.floor ? hall.floor.code : "";
      if (now !== floor) { floor = now; document.querySelector("[data-called]").hidden = false; }
    } catch { /* the line is down: the queue says so */ }
    setTimeout(follow, 2000);
  };
  follow();
})();
