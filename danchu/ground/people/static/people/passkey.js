/* Passkeys: the one part of signing in that a page without scripts cannot do. Codes do the same job. */
"use strict";
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (list) => (list || []).map((c) => ({ ...c, id: bytes(c.id) }));

  const create = async ({ publicKey: o }) => {
    const made = await navigator.credentials.create({ publicKey: {
      ...o, challenge: bytes(o.challenge), user: { ...o.user, id: bytes(o.user.id) },
      excludeCredentials: named(o.excludeCredentials) } });
    return { ...common(made), response: {
      clientDataJSON: text(made.response.clientDataJSON),
      attestationObject: text(made.response.attestationObject),
      transports: made.response.getTransports ? made.response.getTransports() : [] } };
  };

  const get = async ({ publicKey: o }) => {
    const shown = await navigator.credentials.get({ publicKey: {
      ...o, challenge: bytes(o.challenge), allowCredentials: named(o.allowCredentials) } });
    return { ...common(shown), response: {
      clientDataJSON: text(shown.response.clientDataJSON),
      authenticatorData: text(shown.response.authenticatorData),
      signature: text(shown.response.signature),
      userHandle: shown.response.userHandle ? text(shown.response.userHandle) : null } };
  };

  const common = (c) => ({ id: c.id, rawId: text(c.rawId), type: c.type, clientExtensionResults: c.getClientExtensionResults() });

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const trouble = form.querySelector(".error");
    form.querySelector("button[type=button]").addEventListener("click", async () => {
      trouble.hidden = true;
      try {
        const ask = form.dataset.passkey === "create" ? create : get;
        form.elements.credential.value = JSON.stringify(await ask(JSON.parse(form.dataset.options)));
        form.requestSubmit();
      } catch {
        trouble.textContent = form.dataset.trouble;
        trouble.hidden = false;
      }
    });
  }
})();
