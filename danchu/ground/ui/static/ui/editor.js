/* A textarea that holds HTML becomes the words themselves, with a bar of buttons. What it makes is cleaned again by the
   server; without this file the textarea stays and takes plain words. */
"use strict";
(() => {
  const english = document.documentElement.lang.startsWith("en");
  const said = english
    ? { bold: "Bold", italic: "Italic", heading: "Heading", text: "Text", list: "List", numbers: "1, 2, 3", link: "Link", table: "Table", row: "+ Row", column: "+ Column", source: "HTML", where: "Address of the link (https://…)", alt: "What does the picture show?", bar: "Formatting", caption: "Caption (optional)", hint: "Paste from Word: fonts and colours go, lists and tables stay. Ctrl+B bold, Ctrl+I italic.", dropped: (n) => `${n} pasted picture(s) were left out: attach them, then insert them here.`, toomuch: (n, most) => `Not pasted: ${n} characters, at most ${most}. Put a large table into an Excel or PDF file and attach it.` }
    : { bold: "Đậm", italic: "Nghiêng", heading: "Tiêu đề", text: "Đoạn", list: "Danh sách", numbers: "1, 2, 3", link: "Liên kết", table: "Bảng", row: "+ Hàng", column: "+ Cột", source: "HTML", where: "Đường dẫn (https://…)", alt: "Ảnh cho thấy gì?", bar: "Định dạng", caption: "Chú thích ảnh (không bắt buộc)", hint: "Dán từ Word được: phông, màu chữ tự bỏ; danh sách, bảng giữ lại. Ctrl+B đậm, Ctrl+I nghiêng.", dropped: (n) => `Bỏ ${n} ảnh dán từ nơi khác: kèm ảnh vào bài, rồi chèn vào đây.`, toomuch: (n, most) => `Chưa dán: dài ${n} ký tự, nhiều nhất ${most}. Để bảng lớn vào tệp Excel hoặc PDF rồi kèm theo bài.` };
  let dropped = 0;  /* pictures of other places left out since it was last asked */
  const make = (tag, more = {}, ...inside) => { const e = Object.assign(document.createElement(tag), more); e.append(...inside); return e; };
  const KEPT = { P: "p", DIV: "p", H1: "h2", H2: "h2", H3: "h3", H4: "h3", UL: "ul", OL: "ol", LI: "li", B: "strong", STRONG: "strong", I: "em", EM: "em", A: "a", BLOCKQUOTE: "blockquote", TABLE: "table", CAPTION: "caption", THEAD: "thead", TBODY: "tbody", TR: "tr", TH: "th", TD: "td", FIGURE: "figure", IMG: "img", FIGCAPTION: "figcaption", BR: "br" };
  const ATTRS = { A: ["href"], IMG: ["src", "alt"], TD: ["colspan", "rowspan"], TH: ["colspan", "rowspan", "scope"] };
  const DROP = /^(SCRIPT|STYLE|META|LINK|TITLE|XML|IFRAME|OBJECT|NOSCRIPT)$/;

  /* The tree of what was pasted or typed, as a tree of the few elements an article may have. */
  const clean = (from) => {
    const out = document.createDocumentFragment();
    for (const node of from.childNodes) {
      if (node.nodeType === 3) { out.append(node.data.replace(/[\t\n ]+/g, " ")); continue; }
      if (node.nodeType !== 1 || DROP.test(node.tagName)) continue;
      const inside = clean(node), tag = KEPT[node.tagName];
      if (!tag) { out.append(inside); continue; }
      if (tag === "img" && !/^\/tep\//.test(node.getAttribute("src") || "")) { dropped += 1; continue; }  /* never asked of another server */
      if (tag === "p" && inside.querySelector("p,ul,ol,table,h2,h3,figure")) { out.append(inside); continue; }
      const e = make(tag, {}, inside);
      for (const name of ATTRS[node.tagName] || []) if (node.hasAttribute(name)) e.setAttribute(name, node.getAttribute(name));
      if (tag === "a" && !/^(https?:|mailto:|\/)/i.test(e.getAttribute("href") || "")) { out.append(...e.childNodes); continue; }
      out.append(e);
    }
    return out;
  };
  /* Handlers and styles are taken out before the browser reads them: it would complain of each to the policy. */
  const still = (html) => html.replace(/([\s/"'`])(on\w+|style)(\s*=)/gi, "$1data-off$3").replace(/<(\/?)style/gi, "<$1title").replace(/<\/?(base|meta|link|embed)\b[^>]*>/gi, "");
  const parsed = (html) => new DOMParser().parseFromString(still(html), "text/html").body;
  const htmlOf = (words) => { const box = make("div", {}, clean(words)); return box.textContent.trim() || box.querySelector("img") ? box.innerHTML : ""; };
  const escaped = (text) => make("div", { textContent: text }).innerHTML;
  const asHtml = (text) => /<\w+[^>]*>/.test(text) ? text : text.split(/\n\s*\n/).filter((b) => b.trim()).map((b) => `<p>${escaped(b).replace(/\n/g, "<br>")}</p>`).join("");

  for (const area of document.querySelectorAll("textarea[data-editor]")) {
    const label = document.querySelector(`label[for="${area.id}"]`);
    const words = make("div", { className: "words prose article", contentEditable: "true", id: area.id + "_words" });
    words.setAttribute("role", "textbox"); words.setAttribute("aria-multiline", "true");
    if (label) { label.id = label.id || area.id + "_label"; words.setAttribute("aria-labelledby", label.id); label.addEventListener("click", () => words.focus()); }
    const hint = (area.getAttribute("aria-describedby") || "").split(" ").map((id) => document.getElementById(id)).find((e) => e && e.matches(".hint"));
    if (hint) hint.textContent = said.hint;
    const told = make("p", { className: "told" }); told.setAttribute("role", "status");
    const most = Number(area.dataset.most) || 400000;
    let at = null;  /* where the words were last being written */
    document.addEventListener("selectionchange", () => { const now = getSelection(); if (now.rangeCount && words.contains(now.anchorNode)) at = now.getRangeAt(0).cloneRange(); });
    if (area.getAttribute("aria-describedby")) words.setAttribute("aria-describedby", area.getAttribute("aria-describedby"));
    words.append(clean(parsed(asHtml(area.value))));
    if (!words.firstChild) words.append(make("p", {}, make("br")));  /* else the first line typed is in no paragraph */
    const run = (name, value) => { words.focus(); document.execCommand(name, false, value); };
    const cell = () => { const at = getSelection().anchorNode; const e = at && (at.nodeType === 1 ? at : at.parentElement); const found = e && e.closest("td,th"); return found && words.contains(found) ? found : null; };
    const table = () => run("insertHTML", `<table><tbody>${"<tr><td>&nbsp;</td><td>&nbsp;</td><td>&nbsp;</td></tr>".repeat(3)}</tbody></table><p><br></p>`);
    const row = () => { const c = cell(); if (!c) return; const from = c.parentElement, copy = from.cloneNode(true); for (const x of copy.cells) x.innerHTML = "&nbsp;"; from.after(copy); keep(); };
    const column = () => { const c = cell(); if (!c) return; const n = c.cellIndex; for (const r of c.closest("table").rows) if (r.cells[n]) r.cells[n].after(make(r.cells[n].tagName.toLowerCase(), { innerHTML: "&nbsp;" })); keep(); };
    const link = () => { const kept = getSelection().rangeCount ? getSelection().getRangeAt(0).cloneRange() : null; const href = prompt(said.where, "https://"); if (!href || !/^(https?:\/\/|mailto:|\/)\S+$/i.test(href)) return; words.focus(); if (kept) { getSelection().removeAllRanges(); getSelection().addRange(kept); } if (kept && kept.collapsed) run("insertHTML", `<a href="${escaped(href).replace(/"/g, "&quot;")}">${escaped(href)}</a>`); else run("createLink", href); };
    const keep = () => { if (!words.hidden) area.value = htmlOf(words); };
    const source = (press) => { const open = words.hidden; if (open) { words.replaceChildren(clean(parsed(area.value))); } else { keep(); } words.hidden = !open; area.hidden = open; press.setAttribute("aria-pressed", String(!open)); };
    const buttons = [["bold", () => run("bold"), "bold"], ["italic", () => run("italic"), "italic"], ["heading", () => run("formatBlock", "h2")], ["text", () => run("formatBlock", "p")],
      ["list", () => run("insertUnorderedList"), "insertUnorderedList"], ["numbers", () => run("insertOrderedList"), "insertOrderedList"], ["link", link], ["table", table], ["row", row], ["column", column], ["source", source]];
    const bar = make("div", { className: "bar-of" });
    bar.setAttribute("role", "toolbar"); bar.setAttribute("aria-label", said.bar);
    for (const [name, act, state] of buttons) {
      const press = make("button", { type: "button", textContent: said[name] });
      if (state) press.dataset.state = state;
      press.addEventListener("mousedown", (event) => event.preventDefault());
      press.addEventListener("click", () => { act(press); keep(); show(); });
      bar.append(press);
    }
    const show = () => { for (const press of bar.querySelectorAll("[data-state]")) press.setAttribute("aria-pressed", String(document.queryCommandState(press.dataset.state))); };
    words.addEventListener("input", keep);
    words.addEventListener("keyup", show); words.addEventListener("mouseup", show);
    words.addEventListener("paste", (event) => {
      const html = event.clipboardData.getData("text/html"), text = event.clipboardData.getData("text/plain");
      if (!html && !text) return;
      event.preventDefault();
      dropped = 0;
      const pasted = make("div", {}, clean(parsed(html || asHtml(text)))).innerHTML;
      const whole = pasted.length + words.innerHTML.length, shown = (n) => n.toLocaleString(english ? "en" : "vi");
      if (whole > most) { told.textContent = said.toomuch(shown(whole), shown(most)); return; }
      told.textContent = dropped ? said.dropped(dropped) : "";
      run("insertHTML", pasted); keep();
    });
    const frame = make("div", { className: "editor" });
    area.before(frame); frame.append(bar, words, area); frame.after(told); area.hidden = true;
    document.execCommand("defaultParagraphSeparator", false, "p"); document.execCommand("styleWithCSS", false, false);
    area.form.addEventListener("submit", keep);
    for (const press of document.querySelectorAll("[data-insert]")) {
      press.hidden = false;
      press.addEventListener("click", () => {
        const alt = prompt(said.alt, "") ?? "", figure = make("figure", {}, make("img", { alt }), make("figcaption"));
        figure.firstChild.setAttribute("src", press.dataset.insert);
        figure.lastChild.dataset.hint = said.caption;
        let block = at && at.startContainer;
        while (block && block.parentNode !== words) block = block.parentNode;
        if (block) block.after(figure); else words.append(figure);
        if (!figure.nextSibling) words.append(make("p", {}, make("br")));
        keep(); figure.scrollIntoView({ block: "nearest" });
      });
    }
  }
})();
