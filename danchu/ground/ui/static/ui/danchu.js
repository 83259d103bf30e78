/* Comfort only: every page works without this file. No dependency, no request to anyone else. */
"use strict";
(() => {
  const all = (what, within = document) => [...within.querySelectorAll(what)];
  const words = document.documentElement.lang.startsWith("en")
    ? { left: "characters left", over: "characters too many", kept: "Your draft on this device was restored.", copied: "Copied", located: "Location added.", lost: "Your location could not be read." }
    : { left: "ký tự còn lại", over: "ký tự quá dài", kept: "Đã khôi phục bản nháp trên máy này.", copied: "Đã chép", located: "Đã ghi vị trí.", lost: "Không lấy được vị trí. Ông/bà ghi tên đường là đủ." };
  const later = (act, wait) => { let timer; return (...a) => { clearTimeout(timer); timer = setTimeout(act, wait, ...a); }; };
  const store = {
    read(key) { try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; } },
    write(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* forbidden */ } },
  };

  /* What opens without a line (the clerk's page) is for whoever is signed in: signing out, or in anew, drops it. */
  const forget = () => { if (window.caches) caches.delete("clerk").catch(() => { /* forbidden */ }); };
  if (location.pathname.startsWith("/dang-nhap/")) forget();
  addEventListener("submit", (event) => { if (event.target.action && new URL(event.target.action).pathname === "/dang-xuat/") forget(); });

  /* Drafts: kept on this device only, and dropped on the receipt. Never passwords, files, tokens. */
  const keepable = (form) => [...form.elements].filter((e) =>
    e.name && !/^(hidden|file|password|submit|button)$/.test(e.type) && e.name !== "csrfmiddlewaretoken");
  for (const form of all("form[data-draft]")) {
    const key = "draft:" + form.dataset.draft, kept = store.read(key);
    let restored = false;
    for (const e of keepable(form)) {
      if (!(e.name in kept)) continue;
      if (e.type === "radio") {  /* the choice this person made last; not where the address makes one for them */
        if (!location.search && kept[e.name] === e.value && !e.checked) e.checked = restored = true;
      } else if (e.type !== "checkbox" && !e.value && kept[e.name]) { e.value = kept[e.name]; restored = true; }
    }
    if (restored) {
      const said = Object.assign(document.createElement("p"), { className: "meta", textContent: words.kept });
      said.setAttribute("role", "status");
      form.prepend(said);
    }
    const save = () => {
      const now = store.read(key);
      for (const e of keepable(form)) if (e.type !== "checkbox" && (e.type !== "radio" || e.checked)) now[e.name] = e.value;
      store.write(key, now);
    };
    form.addEventListener("input", later(save, 400));
    form.addEventListener("submit", save);
  }
  for (const done of all("[data-draft-clear]")) store.drop("draft:" + done.dataset.draftClear);

  /* A clause of a draft is spoken of: the form turns to it. Nothing is loaded again, nothing typed is lost. */
  for (const link of all("a.say[data-about]")) link.addEventListener("click", (event) => {
    const about = document.getElementById("id_eid");
    if (!about || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    about.value = link.dataset.about;
    about.dispatchEvent(new Event("input", { bubbles: true }));
    all(".clause.spoken").forEach((c) => c.classList.remove("spoken"));
    link.closest(".clause").classList.add("spoken");
    about.form.scrollIntoView({ block: matchMedia("(min-width: 62rem)").matches ? "nearest" : "start" });
    about.focus({ preventScroll: true });
  });

  /* A second press sends nothing; coming back to the page wakes the buttons again. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(() => all("button[type=submit]", form).forEach((b) => { b.disabled = true; }));
  });
  addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    all("button[type=submit]", form).forEach((b) => { b.disabled = false; });
  }));

  /* How many characters are left: said aloud only when the typing rests. */
  for (const box of all("textarea[data-count]")) {
    const most = +box.dataset.count, out = document.createElement("p");
    out.className = "count"; out.setAttribute("aria-live", "polite");
    box.removeAttribute("maxlength"); box.after(out);
    const say = () => {
      const left = most - [...box.value.replace(/\r?\n/g, "\n")].length;
      out.classList.toggle("over", left < 0);
      out.textContent = Math.abs(left).toLocaleString(document.documentElement.lang) + " " + (left < 0 ? words.over : words.left);
    };
    box.addEventListener("input", later(say, 250)); say();
  }

  /* A large photo is made small on the phone: quicker to send, and where it was taken does not leave the phone. What
     cannot be read here (HEIC in some browsers) goes as it is, and the server says what to do. */
  const side = 2000, large = 1_500_000;
  const small = async (file) => {
    if (!file.type.startsWith("image/") || file.type === "image/gif" || (file.size < large && /jpeg|png|webp/.test(file.type))) return file;
    const picture = await createImageBitmap(file), by = Math.min(1, side / Math.max(picture.width, picture.height));
    const sheet = Object.assign(document.createElement("canvas"), { width: picture.width * by, height: picture.height * by });
    const pen = sheet.getContext("2d"); pen.fillStyle = "#fff"; pen.fillRect(0, 0, sheet.width, sheet.height);
    pen.drawImage(picture, 0, 0, sheet.width, sheet.height); picture.close();
    const made = await new Promise((done) => sheet.toBlob(done, "image/jpeg", .85));
    return made ? new File([made], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg", lastModified: file.lastModified }) : file;
  };
  const shrink = async (input) => {
    const files = [...input.files], made = await Promise.all(files.map((file) => small(file).catch(() => file)));
    if (made.every((file, n) => file === files[n]) || files.some((file, n) => input.files[n] !== file)) return;
    const basket = new DataTransfer(); made.forEach((file) => basket.items.add(file)); input.files = basket.files;
  };
  for (const input of all("input[type=file]")) {
    let busy = null;
    input.addEventListener("change", () => { busy = shrink(input).finally(() => { busy = null; }); });
    input.form?.addEventListener("submit", (event) => {  /* pressed before it is done: sent the moment it is */
      if (!busy) return;
      event.preventDefault(); event.stopImmediatePropagation();
      busy.finally(() => input.form.requestSubmit(event.submitter));
    }, true);
  }

  /* Photos chosen, seen before they are sent. */
  for (const input of all("input[type=file][data-preview]")) {
    const shelf = Object.assign(document.createElement("div"), { className: "previews" });
    input.after(shelf);
    input.addEventListener("change", () => {
      all("img", shelf).forEach((i) => URL.revokeObjectURL(i.src));
      shelf.replaceChildren(...[...input.files].filter((f) => f.type.startsWith("image/")).slice(0, 12).map((f) =>
        Object.assign(new Image(), { src: URL.createObjectURL(f), alt: f.name })));
    });
  }

  /* Similar cases while the person types: the server's own fragment, put into a live region. */
  for (const region of all("[data-similar-url]")) {
    const box = document.getElementById(region.dataset.similarTo);
    region.setAttribute("aria-live", "polite");
    let asked = "";
    box.addEventListener("input", later(async () => {
      const text = box.value.trim().slice(0, 500);
      if (text.length < 12 || text === asked) return;
      asked = text;
      try {
        const answer = await fetch(region.dataset.similarUrl + "?q=" + encodeURIComponent(text), { headers: { "X-Requested-With": "fetch" } });
        if (answer.ok && text === asked) region.innerHTML = await answer.text();
      } catch { /* no line: the page that follows shows them too */ }
    }, 600));
  }

  /* Copy the code. */
  for (const b of all("[data-copy]")) {
    if (!navigator.clipboard) continue;
    b.hidden = false;
    b.addEventListener("click", () => navigator.clipboard.writeText(b.dataset.copy).then(() => {
      b.querySelector("[data-copy-said]").textContent = words.copied;
    }));
  }
  for (const b of all("[data-print]")) { b.hidden = false; b.addEventListener("click", () => print()); }

  /* Where I stand, if I press for it and allow it; five digits after the point are a metre, four are enough. */
  for (const b of all("[data-locate]")) {
    if (!navigator.geolocation) continue;
    b.hidden = false;
    const said = document.querySelector("[data-located]");
    b.addEventListener("click", () => navigator.geolocation.getCurrentPosition(({ coords }) => {
      document.querySelector("[data-lat]").value = coords.latitude.toFixed(4);
      document.querySelector("[data-lon]").value = coords.longitude.toFixed(4);
      said.textContent = words.located;
      document.querySelector("[data-lat]").dispatchEvent(new Event("change", { bubbles: true }));
    }, () => { said.textContent = words.lost; }));
  }

  /* The desk by keyboard. */
  const queue = () => all(".queue a");
  const move = (by) => {
    const rows = queue(); if (!rows.length) return;
    const at = rows.indexOf(document.activeElement);
    const from = at >= 0 ? at : rows.findIndex((r) => r.hasAttribute("aria-current"));
    rows[Math.min(Math.max(from + by, 0), rows.length - 1)].focus();
  };
  const keys = {
    j: () => move(1), k: () => move(-1),
    "/": () => document.querySelector("[data-find]")?.focus(),
    a: () => {
      const box = document.querySelector("[data-assign]"), shut = box?.closest("details");
      if (shut) shut.open = true;
      box?.focus();
    },
    "?": () => document.getElementById("phim-tat")?.showModal(),
  };
  if (document.body.classList.contains("desk")) document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable], dialog[open]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
    event.preventDefault();
    keys[event.key]();
  });

  /* Errors on top are heard first. */
  document.getElementById("loi")?.focus();
})();
