/* Long lists: a box that leaves only the rows with what is typed, kept in the address, and of each
   part the first rows until somebody asks for all. Without script every part stands whole. */
(() => {
  "use strict";
  const form = document.querySelector("[data-filter]");
  const SHOWN = Number(form.dataset.filter); // rows of a part that are shown at once
  const box = form.querySelector("input");
  const told = form.querySelector("[role=status]");
  const ROWS = "tbody > tr, .c-list > li, .c-then";
  const parts = [
    ...document.querySelectorAll(
      ".c-page > section, .c-page > .c-part, .c-beside > section, .c-page > .c-two > section",
    ),
  ]
    .map((section) => ({ section, rows: rowsOf(section), folds: section.matches(".c-part") }))
    .filter(({ rows }) => rows.length);
  let before = "";

  function rowsOf(section) {
    return [...section.querySelectorAll(ROWS)].filter((row) => {
      const fold = row.parentElement.closest(`${ROWS}, details`);
      return !fold || fold === section;
    });
  }

  function show() {
    const words = box.value.trim().toLowerCase();
    let count = 0;
    for (const part of parts) {
      const found = part.rows.filter((row) => row.textContent.toLowerCase().includes(words));
      const most = words || part.all ? found.length : SHOWN;
      const shown = new Set(found.slice(0, most));
      for (const row of part.rows) row.hidden = !shown.has(row);
      part.section.hidden = !found.length;
      part.more.hidden = shown.size === found.length;
      if (part.folds && words !== before) part.section.open = Boolean(words);
      count += found.length;
    }
    before = words;
    told.textContent = words ? `找到${count}条` : "";
    const address = new URL(location.href);
    if (words) address.searchParams.set("f", box.value.trim());
    else address.searchParams.delete("f");
    history.replaceState(null, "", address);
  }

  for (const part of parts) {
    part.more = document.createElement("button");
    part.more.type = "button";
    part.more.className = "c-button";
    part.more.textContent = `看全部${part.rows.length}条`;
    part.more.addEventListener("click", () => {
      part.all = true;
      show();
    });
    part.section.append(part.more);
  }
  /* All of a part that folds, and of the one that the address leads into. */
  function lead() {
    const target =
      location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (const part of parts) {
      part.all = part.all || part.folds || Boolean(target && part.section.contains(target));
    }
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  box.addEventListener("input", show);
  box.value = new URL(location.href).searchParams.get("f") || "";
  addEventListener("hashchange", () => {
    lead();
    show();
  });
  addEventListener("beforeprint", () => {
    for (const part of parts) part.all = true;
    show();
  });
  lead();
  show();
})();
