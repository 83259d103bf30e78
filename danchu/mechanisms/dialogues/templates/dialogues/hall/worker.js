/* The clerk's page opens again while the line is down. Kept: that page and what it is made of, nothing else; dropped when
   its reader signs out, is no longer let in, or has been away as long as a stay lasts. */
"use strict";
const KEPT = "clerk", STAY = {{ stay }} * 1000, EVERY = 15000, PARTS = "{{ parts }}";
const PAGE = /^\/ban-lam-viec\/doi-thoai\/[^/]+\/thu-ky\/$/;
const written = {};

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("message", (event) => event.waitUntil(caches.open(KEPT).then((kept) => Promise.allSettled(
  event.data.filter((address) => new URL(address, location).origin === location.origin).map((address) => kept.add(address))))));
addEventListener("fetch", (event) => {
  const { request } = event, address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (PAGE.test(address.pathname)) event.respondWith(page(event, address.pathname));
  else if (address.pathname.startsWith(PARTS)) event.respondWith(fetch(request).catch(() => kept(request, request.url)));
});

const kept = async (request, address) => (await (await caches.open(KEPT)).match(address)) || Response.error();
const keep = async (path, answer) => {
  const headers = new Headers(answer.headers);
  headers.set("X-Kept", String(Date.now()));
  await (await caches.open(KEPT)).put(path, new Response(await answer.blob(), { headers }));
};
const page = async (event, path) => {
  const { request } = event;
  let answer;
  try { answer = await fetch(request); } catch {
    if (request.mode !== "navigate") return Response.error();  /* the page itself says that the line is down */
    const last = await kept(request, path);
    if (Date.now() - Number(last.headers.get("X-Kept")) < STAY) return last;
    await caches.delete(KEPT);
    return Response.error();
  }
  const shut = answer.type === "opaqueredirect" || answer.redirected || [401, 403, 404].includes(answer.status);
  if (shut) event.waitUntil(caches.delete(KEPT));
  else if (answer.ok && (answer.headers.get("Content-Type") || "").startsWith("text/html") && Date.now() - (written[path] || 0) > EVERY) {
    written[path] = Date.now();
    event.waitUntil(keep(path, answer.clone()));
  }
  return answer;
};
