/* Reading without a network: asks the worker (sw.js) to keep the site, and says when what is
   shown is what was kept. Opened from a folder there is nothing to keep. */
(() => {
  "use strict";
  const root = document.documentElement;
  const script = new URL(document.currentScript.src);
  const hint = document.getElementById("ask-hint");

  if (hint) {
    const words = hint.textContent;
    const tell = () => {
      const offline = root.hasAttribute("data-offline") || !navigator.onLine;
      hint.textContent = offline ? hint.dataset.offline : words;
    };
    tell();
    addEventListener("offline", tell);
    addEventListener("online", () => {
      root.removeAttribute("data-offline");
      tell();
    });
  }

  /* A new version takes over when a page of that version asks for it. */
  function follow(worker) {
    const ask = () => {
      const ready = worker.state === "installed" || worker.state === "activated";
      if (ready && worker !== navigator.serviceWorker.controller) worker.postMessage(script.search.slice(1));
    };
    worker.addEventListener("statechange", ask);
    ask();
  }

  async function keep() {
    const registration = await navigator.serviceWorker.register(new URL("../../sw.js", script));
    registration.addEventListener("updatefound", () => follow(registration.installing));
    [registration.installing, registration.waiting, registration.active].filter(Boolean).forEach(follow);
  }

  if (location.protocol.startsWith("http") && navigator.serviceWorker) {
    addEventListener("load", () => keep().catch(() => { /* forbidden here, or no network: the site works without */ }));
  }
})();
