/* A page that was not kept, without a network: of an entry the index knows the verdict, the
   sentence and where to go, so the box is asked for its number. */
(() => {
  "use strict";
  const entry = /\/([a-z]{2}-\d{3,6})\/$/.exec(location.pathname);
  const box = document.getElementById("q");
  if (!entry || !box || box.value) return;
  document.querySelector("[data-of-an-entry]").hidden = false;
  box.value = entry[1].toUpperCase();
  box.dispatchEvent(new Event("input", { bubbles: true }));
})();
