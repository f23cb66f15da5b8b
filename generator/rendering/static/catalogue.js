/* The reader's settings: large type, night colours, copying a citation.
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
    for (const button of document.querySelectorAll("[data-copy]")) {
      if (!navigator.clipboard) continue;
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(button.dataset.copy);
        button.textContent = "已复制";
      });
    }
  });
})();
