/* The reader's settings: large type, night colours, reading aloud, copying a citation.
   Loaded in the head, so that a page never flashes in the wrong size or colour. */
(() => {
  "use strict";
  const root = document.documentElement;
  const settings = {
    elder: (on) => root.toggleAttribute("data-elder", on),
    scheme: (on) => root.setAttribute("data-md-color-scheme", on ? "slate" : "default"),
  };

  function remembered(name) {
    try {
      return localStorage.getItem(`catalogue.${name}`) === "on";
    } catch {
      return false; // storage may be forbidden; the settings then last for one page
    }
  }

  function remember(name, on) {
    try {
      localStorage.setItem(`catalogue.${name}`, on ? "on" : "off");
    } catch {
      /* as above */
    }
  }

  for (const name of Object.keys(settings)) settings[name](remembered(name));

  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-toggle]")) {
      const name = button.dataset.toggle;
      button.hidden = false;
      button.setAttribute("aria-pressed", String(remembered(name)));
      button.addEventListener("click", () => {
        const on = button.getAttribute("aria-pressed") !== "true";
        button.setAttribute("aria-pressed", String(on));
        settings[name](on);
        remember(name, on);
      });
    }
    for (const button of document.querySelectorAll("[data-speak]")) {
      if (!globalThis.speechSynthesis) continue;
      button.hidden = false;
      const words = button.textContent;
      const silent = () => {
        button.textContent = words;
      };
      button.addEventListener("click", () => {
        if (speechSynthesis.speaking) {
          speechSynthesis.cancel();
          return;
        }
        const parts = [...document.querySelectorAll(button.dataset.speak)].map(
          // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not spoken
          (part) => part.innerText,
        );
        const speech = new SpeechSynthesisUtterance(parts.join("。"));
        speech.lang = "zh-CN";
        speech.rate = 0.9;
        speech.onend = silent;
        speech.onerror = silent;
        speechSynthesis.speak(speech);
        button.textContent = "停下";
      });
    }
    for (const button of document.querySelectorAll("[data-print]")) {
      button.hidden = false;
      button.addEventListener("click", () => print());
    }
    for (const button of document.querySelectorAll("[data-copy]")) {
      if (!navigator.clipboard) continue;
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(
          button.dataset.copy || button.previousElementSibling.textContent,
        );
        button.textContent = "已复制";
      });
    }
  });
})();
