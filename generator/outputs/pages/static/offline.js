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

  /* The worker is told which version is shown, so that it can forget those nobody needs. */
  const idle = globalThis.requestIdleCallback || setTimeout;
  async function keep() {
    await navigator.serviceWorker.register(new URL("../../sw.js", script));
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage(script.search.slice(1));
  }

  if (location.protocol.startsWith("http") && navigator.serviceWorker) {
    addEventListener("load", () =>
      idle(
        () =>
          keep().catch(() => {
            /* forbidden here, or no network: the site works without */
          }),
        { timeout: 2000 },
      ),
    );
  }
})();
